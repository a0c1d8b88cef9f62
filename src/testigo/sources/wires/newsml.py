"""NewsML-G2: a news item, or a message or package with several, whose text stands in the document itself."""

from __future__ import annotations

from collections.abc import Iterator

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.editions import Told, edition
from testigo.sources.items import Item, delivered
from testigo.sources.markup.plain import plain_text, without_markup
from testigo.sources.markup.safe_xml import all_inner, etree, inner, language_of, parse_xml, text_of, value, words
from testigo.sources.wires import nitf
from testigo.sources.wires.ninjs import no_text
from testigo.sources.wires.roots import expected, name_of

ITEM = "newsItem"
META, CONTENT = "itemMeta/", "contentMeta/"
PLAIN = "text/plain"


def read_newsml(raw: bytes, place: str, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Every news item of a document; one that cannot be read leaves the others unharmed.

    The version was published when it was made (`versionCreated`), in the zone it is written in: what it says of
    *Monday* was written then. Raises SourceError for what cannot be parsed (T-S015 to T-S017), is no NewsML-G2 (T-S014)
    or has no news item (T-S019).

    >>> raw = b'<newsItem guid="urn:x:1" version="3"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>'
    >>> [(d.dispatch.id, d.edition.status, d.edition.version) for d in read_newsml(raw, "a.xml", Terms())]
    [('urn:x:1', 'canceled', 3)]
    """
    root = parse_xml(raw, place, terms.limits)
    expected(root, (ITEM, "newsMessage", "packageItem"), "NewsML-G2", place)
    items = [root] if name_of(root) == ITEM else list(all_inner(root, f"itemSet/{ITEM}"))
    if not items:
        raise SourceError(
            "T-S019", "it holds no news item", place=place, hint="a package that only points to items has no text"
        )
    for number, element in enumerate(items, 1):
        try:
            yield _read_item(element, place if element is root else f"{place}#{number}", terms)
        except SourceError as error:
            yield error.keeping(etree.tostring(element, with_tail=False), "newsml")


def _read_item(element: etree._Element, place: str, terms: Terms) -> Delivery:
    told, issues = edition(_told(element))
    name = value(element, "guid")
    try:
        text = _text(element, place, terms.limits)
    except SourceError as error:
        error.dispatch_id = name
        raise
    if not text and told.status == "usable":
        raise no_text(place, name)
    article = _article(element)
    item = Item(
        text=text,
        name=name,
        publisher=_named(inner(element, META + "provider")),
        headline=_headline(element, article),
        lang=_language(element),
        published=_created(element),
        located=_located(element) or (None if article is None else nitf.located(article)),
        edition=told,
        issues=issues,
    )
    return delivered(item, place, terms)


def _told(element: etree._Element) -> Told:
    status = inner(element, META + "pubStatus")
    return Told(
        item=value(element, "guid"),
        version=value(element, "version"),
        at=_created(element),
        status=None if status is None else (value(status, "qcode") or value(status, "uri") or ""),
        embargo=words(inner(element, META + "embargoed")),
        note=words(inner(element, META + "edNote")),
    )


def _created(element: etree._Element) -> str | None:
    paths = (META + "versionCreated", CONTENT + "contentModified", CONTENT + "contentCreated", META + "firstCreated")
    return next((found for found in (words(inner(element, path)) for path in paths) if found), None)


def _text(element: etree._Element, place: str, limits: Limits) -> str:
    """The text of the first inline content that has any."""
    for inline in all_inner(element, "contentSet/inlineXML"):
        for child in inline.iterchildren(etree.Element):
            if text := _text_of_tree(child):
                return text
    for inline in all_inner(element, "contentSet/inlineData"):
        written = text_of(inline)
        plain = (value(inline, "contenttype") or PLAIN) == PLAIN
        if text := written.strip() if plain else without_markup(written, place, limits):
            return text
    return ""


def _text_of_tree(content: etree._Element) -> str:
    if name_of(content) == "nitf":
        return nitf.body_of(content)
    body = inner(content, "body")
    return plain_text(content if body is None else body)


def _article(element: etree._Element) -> etree._Element | None:
    """The NITF article within an item."""
    return inner(element, "contentSet/inlineXML/nitf")


def _headline(element: etree._Element, article: etree._Element | None) -> str | None:
    return (
        words(inner(element, CONTENT + "headline"))
        or (None if article is None else nitf.headline_of(article))
        or words(inner(element, META + "title"))
    )


def _language(element: etree._Element) -> str | None:
    content = inner(element, "contentSet/inlineXML")
    return (
        value(inner(element, CONTENT + "language"), "tag")
        or value(content, "{http://www.w3.org/XML/1998/namespace}lang")
        or language_of(element)
    )


def _located(element: etree._Element) -> str | None:
    place = inner(element, CONTENT + "located")
    return None if place is None else words(inner(place, "name"))


def _named(party: etree._Element | None) -> str | None:
    """The name of a party, else its code without the scheme."""
    if party is None:
        return None
    written = value(party, "literal") or (value(party, "qcode") or value(party, "uri") or "")
    return words(inner(party, "name")) or written.rstrip("/").replace("/", ":").rpartition(":")[2] or None
