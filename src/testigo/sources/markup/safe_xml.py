"""XML that can do no harm: no document type, no entity, nothing opened beside the bytes, bounded depth and size.

Two parsers look at each document. The first (expat) stops at the first element and refuses whatever declares a type or
an entity before it; the second (libxml2) builds the tree with every way out of the document shut, and what slips by the
first would still be refused there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from testigo.errors import SourceError
from testigo.sources.delivery import Limits

try:
    from lxml import etree
except ImportError as missing:
    from testigo.sources.extras import not_installed

    raise not_installed("lxml", "web,feeds,wires") from missing

__all__ = ["all_inner", "etree", "first_element", "inner", "language_of", "parse_xml", "text_of", "value", "words"]

_BLANKS = b" \t\r\n"
"""What may stand before a document, though XML forbids it: many feeds begin with an empty line."""
_STEP = 1 << 16
_PROLOGUE = 1 << 20
"""Bytes within which the first element begins."""
_KNOWN_TYPES = {
    "nitf": re.compile(r"(http://(www\.)?(nitf|iptc)\.org/[\w./-]*/)?nitf-[\d-]+\.dtd", re.IGNORECASE),
    "rss": re.compile(r"http://(my|www)\.netscape\.com/[\w./-]*/rss-0\.91\.dtd", re.IGNORECASE),
}
"""Document types that wires and old feeds only name: they are passed over, and never opened."""


class _Found(Exception):  # noqa: N818 - it ends the search, and is no error
    """The first element has begun."""


def first_element(raw: bytes, place: str) -> tuple[str, str]:
    """Namespace and name of the first element.

    Raises SourceError for what is no XML (T-S015) or declares a document type or entities (T-S016).

    >>> first_element(b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "a.xml")
    ('http://www.w3.org/2005/Atom', 'feed')
    """
    found: list[str] = []

    def begin(name: str, _: object) -> NoReturn:
        found.append(name)
        raise _Found

    def declare(name: str, system: str | None, public: str | None, subset: bool) -> None:
        known = _KNOWN_TYPES.get(name)
        if subset or known is None or not known.fullmatch(system or ""):
            raise _harmful("it declares a document type", place)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = declare
    body = raw[:_PROLOGUE].lstrip(_BLANKS)
    try:
        for start in range(0, len(body), _STEP):
            parser.Parse(body[start : start + _STEP], False)
        parser.Parse(b"", True)
    except _Found:
        namespace, _, name = found[0].rpartition(" ")
        return namespace, name
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken(str(error), place) from error
    raise _broken("it has no element", place)


def parse_xml(raw: bytes, place: str, limits: Limits) -> etree._Element:
    """The first element of a document, with its tree.

    Raises SourceError for what is no XML (T-S015), declares a document type or uses an entity of its own (T-S016),
    is nested too deeply or has too many parts (T-S017).

    >>> parse_xml(b"<nitf><body/></nitf>", "a.xml", Limits()).tag
    'nitf'
    """
    body = raw.lstrip(_BLANKS)
    first_element(body, place)
    if body.count(b"<") + body.count(b"=") > 2 * limits.nodes:
        raise _monstrous(f"it has more than {limits.nodes:,} parts", place)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.resolvers.add(_Nothing())
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise _monstrous("it is nested too deeply, or a part of it is too long", place) from error
        raise _broken(str(error.msg), place) from error
    if next(root.iter(etree.Entity), None) is not None:
        raise _harmful("it uses an entity that XML does not know", place)
    return root


class _Nothing(etree.Resolver):
    """Whatever a document asks to be opened is refused."""

    def resolve(self, *_: object) -> NoReturn:
        raise OSError("nothing beside the document is opened")


def inner(element: etree._Element, path: str) -> etree._Element | None:
    """The first element on a path of names, whatever namespace they are of.

    >>> inner(etree.fromstring("<a><b xmlns='urn:x'><c/></b></a>"), "b/c").tag
    '{urn:x}c'
    """
    return element.find("/".join("{*}" + name for name in path.split("/")))


def all_inner(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """All elements on a path of names, whatever namespace they are of.

    >>> len(list(all_inner(etree.fromstring("<a><b/><b/></a>"), "b")))
    2
    """
    return iter(element.findall("/".join("{*}" + name for name in path.split("/"))))


def words(element: etree._Element | None) -> str | None:
    """The words of an element and of all within it, on one line; None where there are none.

    >>> words(etree.fromstring("<hl1>Two <em>dead</em></hl1>"))
    'Two dead'
    """
    if element is None:
        return None
    return " ".join(text_of(element).split()) or None


def text_of(element: etree._Element) -> str:
    """All text within an element, as it stands.

    >>> text_of(etree.fromstring("<p>Two <em>dead</em> </p>"))
    'Two dead '
    """
    return "".join(str(text) for text in element.itertext())


def value(element: etree._Element | None, attribute: str) -> str | None:
    """An attribute of an element, None where either is missing.

    >>> value(etree.fromstring('<a b="c"/>'), "b"), value(None, "b")
    ('c', None)
    """
    return None if element is None else (element.get(attribute) or "").strip() or None


def language_of(element: etree._Element) -> str | None:
    """What `xml:lang` says of an element, or of one around it.

    >>> language_of(etree.fromstring('<a xml:lang="es-MX"><b/></a>')[0])
    'es-MX'
    """
    around = [element, *element.iterancestors()]
    return next((said for said in (one.get(f"{XML}lang") for one in around) if said), None)


XML = "{http://www.w3.org/XML/1998/namespace}"


def _broken(why: str, place: str) -> SourceError:
    return SourceError("T-S015", f"it is no well-formed XML: {why}", place=place, hint="get the document once more")


def _harmful(why: str, place: str) -> SourceError:
    return SourceError("T-S016", why, place=place, hint="no wire or feed needs that; look where it comes from")


def _monstrous(why: str, place: str) -> SourceError:
    return SourceError("T-S017", why, place=place, hint="look whether it is what you think")
