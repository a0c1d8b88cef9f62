"""NITF: one article, with what its `docdata` says of the edition."""

from __future__ import annotations

from datetime import datetime

from testigo.sources.delivery import Delivery, Terms
from testigo.sources.editions import Told, edition
from testigo.sources.fields import iso_time
from testigo.sources.items import Item, delivered
from testigo.sources.markup.plain import plain_text
from testigo.sources.markup.safe_xml import etree, inner, language_of, parse_xml, value, words
from testigo.sources.wires.ninjs import no_text
from testigo.sources.wires.roots import expected

DOCDATA, HEAD = "head/docdata/", "body/body.head/"


def read_nitf(raw: bytes, place: str, terms: Terms) -> Delivery:
    r"""The article of a document.

    The item is the key over all its versions (`du-key`), else the document's id. The version was published when it was
    issued (`date.issue`); a later `date.release` is an embargo. Raises SourceError for what cannot be parsed (T-S015 to
    T-S017), is no NITF (T-S014) or has no text (T-S008).

    >>> raw = b'<nitf><head><docdata><doc-id id-string="k1"/></docdata></head><body><body.content><p>Two dead.</p>' \
    ...     b'</body.content></body></nitf>'
    >>> read_nitf(raw, "a.xml", Terms()).dispatch.id
    'k1'
    """
    root = expected(parse_xml(raw, place, terms.limits), ("nitf",), "NITF", place)
    told, issues = edition(_told(root))
    text = body_of(root)
    name = value(inner(root, DOCDATA + "doc-id"), "id-string") or told.item
    if not text and told.status == "usable":
        raise no_text(place, name)
    item = Item(
        text=text,
        name=name,
        publisher=_publisher(root),
        headline=headline_of(root),
        lang=language_of(root) or _language(root),
        published=_issued(root),
        located=located(root),
        edition=told,
        issues=issues,
    )
    return delivered(item, place, terms)


def body_of(nitf: etree._Element) -> str:
    """The article as plain text.

    >>> body_of(etree.fromstring("<nitf><body><body.content><p>Two dead.</p></body.content></body></nitf>"))
    'Two dead.'
    """
    content = inner(nitf, "body/body.content")
    return "" if content is None else plain_text(content)


def headline_of(nitf: etree._Element) -> str | None:
    """The headline that stands above the article, else the document's title.

    >>> headline_of(etree.fromstring("<nitf><head><title>Two dead</title></head></nitf>"))
    'Two dead'
    """
    return words(inner(nitf, HEAD + "hedline/hl1")) or words(inner(nitf, "head/title"))


def located(nitf: etree._Element) -> str | None:
    """The place of the dateline that stands above the article.

    >>> located(etree.fromstring("<nitf><body><body.head><dateline><location>Korum</location></dateline></body.head>"
    ...     "</body></nitf>"))
    'Korum'
    """
    return words(inner(nitf, HEAD + "dateline/location"))


def _told(root: etree._Element) -> Told:
    docdata = inner(root, "head/docdata")
    status = None if docdata is None else docdata.get("management-status")
    return Told(
        item=value(inner(root, DOCDATA + "du-key"), "key") or value(inner(root, DOCDATA + "doc-id"), "id-string"),
        version=value(inner(root, DOCDATA + "du-key"), "version"),
        at=_issued(root),
        status=status,
        embargo=_embargo(root),
        note=value(inner(root, DOCDATA + "ed-msg"), "info") or words(inner(root, DOCDATA + "ed-msg")),
    )


def _issued(root: etree._Element) -> str | None:
    when = value(inner(root, DOCDATA + "date.issue"), "norm") or value(
        inner(root, HEAD + "dateline/story.date"), "norm"
    )
    return extended(when)


def extended(when: str | None) -> str | None:
    """A time as NITF writes it, without hyphens, in the spelling with them; a day alone stays a day.

    >>> extended("20191202T143000Z"), extended("20191202"), extended("Monday")
    ('2019-12-02T14:30:00Z', '2019-12-02', 'Monday')
    """
    if when is None:
        return None
    try:
        return iso_time(when) or datetime.fromisoformat(when).date().isoformat()
    except ValueError:
        return when


def _embargo(root: etree._Element) -> str | None:
    """The time of release, if it is after that of issue or nobody can compare the two."""
    release = extended(value(inner(root, DOCDATA + "date.release"), "norm"))
    issued = _issued(root)
    if release is None or issued is None:
        return release
    try:
        later = datetime.fromisoformat(release) > datetime.fromisoformat(issued)
    except (ValueError, TypeError):
        later = release[:10] > issued[:10]
    return release if later else None


def _publisher(root: etree._Element) -> str | None:
    return (
        value(inner(root, "head/pubdata"), "name")
        or words(inner(root, HEAD + "distributor"))
        or value(inner(root, DOCDATA + "doc.copyright"), "holder")
        or value(inner(root, DOCDATA + "doc-id"), "regsrc")
    )


def _language(root: etree._Element) -> str | None:
    body = inner(root, "body")
    return None if body is None else language_of(body)
