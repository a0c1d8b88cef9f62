"""What the first element of a document has to be called."""

from __future__ import annotations

from testigo.errors import SourceError
from testigo.sources.markup.safe_xml import etree


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace.

    >>> name_of(etree.fromstring("<newsItem xmlns='urn:x'/>"))
    'newsItem'
    """
    return etree.QName(element).localname


def expected(root: etree._Element, names: tuple[str, ...], form: str, place: str) -> etree._Element:
    """The element itself, if it is called as it should. Raises SourceError (T-S014) otherwise.

    >>> expected(etree.fromstring("<rss/>"), ("nitf",), "NITF", "a.xml")
    Traceback (most recent call last):
    testigo.errors.SourceError: T-S014 a.xml: it is no NITF: its first element is 'rss' (say what it is with --from)
    """
    if name_of(root) in names:
        return root
    raise SourceError(
        "T-S014",
        f"it is no {form}: its first element is {name_of(root)[:100]!r}",
        place=place,
        hint="say what it is with --from",
    )
