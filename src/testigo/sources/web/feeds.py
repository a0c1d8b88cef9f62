"""RSS and Atom: each entry a dispatch.

Times keep the zone they are written in: libraries that turn them to UTC move what is published in the evening of the
Americas to the next day. A feed that is no well-formed XML is read by feedparser, which mends it, and its entries say
so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from testigo.errors import SourceError
from testigo.model.edition import Edition
from testigo.model.record import Issue
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.fields import iso_day, iso_time
from testigo.sources.items import Item, delivered
from testigo.sources.markup.plain import plain_text, without_markup
from testigo.sources.markup.safe_xml import etree, inner, language_of, parse_xml, text_of, value, words

ENTRIES = ("item", "entry")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
NOT_WELL_FORMED = "T-S015"


def read_feed(raw: bytes, place: str, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Every entry of a feed by the name it gives itself; one that cannot be read leaves the others unharmed.

    The text is the entry's content, else its summary, as plain text. Raises SourceError for what cannot be parsed
    (T-S015 to T-S017), is no feed (T-S014) or has no entry (T-S019).

    >>> raw = b"<rss><channel><item><guid>g1</guid><description>Two dead.</description></item></channel></rss>"
    >>> [(d.dispatch.id, d.dispatch.text) for d in read_feed(raw, "a.rss", Terms())]
    [('g1', 'Two dead.')]
    """
    try:
        root = parse_xml(raw, place, terms.limits)
    except SourceError as error:
        if error.code != NOT_WELL_FORMED:
            raise
        from testigo.sources.web.broken_feeds import read_broken_feed  # what most feeds do not need

        yield from read_broken_feed(raw, place, terms, error)
        return
    yield from _read_entries(root, place, terms)


def _read_entries(root: etree._Element, place: str, terms: Terms) -> Iterator[Delivery | SourceError]:
    head = _head(root, place)
    entries = [root] if head is None else [entry for entry in _entries(root) if _local(entry) in ENTRIES]
    if not entries:
        raise no_entry(place)
    for number, entry in enumerate(entries, 1):
        try:
            yield _read_entry(entry, head, f"{place}#{number}", terms)
        except SourceError as error:
            yield error.keeping(etree.tostring(entry, with_tail=False), "feed")


def no_entry(place: str) -> SourceError:
    """The error for a feed without entries.

    >>> no_entry("a.rss").code
    'T-S019'
    """
    return SourceError("T-S019", "the feed has no entry", place=place, hint="look whether its publisher has moved it")


def _head(root: etree._Element, place: str) -> etree._Element | None:
    """The element that tells of the feed as a whole; None where the document is a single entry."""
    name = _local(root)
    if name in ENTRIES:
        return None
    if name == "feed":
        return root
    channel = inner(root, "channel")
    if channel is None:
        raise SourceError(
            "T-S014",
            f"it is no feed: its first element is {name[:100]!r}",
            place=place,
            hint="say what it is with --from",
        )
    return channel


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iterchildren(etree.Element)
    for channel in root.iterchildren("{*}channel"):
        yield from channel.iterchildren(etree.Element)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _read_entry(entry: etree._Element, head: etree._Element | None, place: str, terms: Terms) -> Delivery:
    link = _link(entry)
    name = words(inner(entry, "guid")) or words(inner(entry, "id")) or entry.get(ABOUT) or link
    published, at, issues = when(_first(entry, "pubDate", "published", "issued", "date"), _first(entry, "updated"))
    try:
        text, title = _text(entry, place, terms), _markup(inner(entry, "title"), place, terms)
    except SourceError as error:
        error.dispatch_id = name
        raise
    if not text:
        raise no_text(place, name)
    item = Item(
        text=text,
        name=name,
        publisher=None if head is None else _markup(inner(head, "title"), place, terms),
        url=link,
        headline=" ".join(title.split()),
        lang=language_of(entry) or words(entry.find(f"{DUBLIN_CORE}language")) or _language(head),
        published=published,
        edition=Edition(at=at),
        issues=issues,
    )
    return delivered(item, place, terms)


def no_text(place: str, name: str | None) -> SourceError:
    """The error for an entry of which there is no more than a headline.

    >>> no_text("a.rss#1", "g1").dispatch_id
    'g1'
    """
    return SourceError(
        "T-S008", "the entry has no text", place=place, hint="fetch the page it links to", dispatch_id=name
    )


def _language(head: etree._Element | None) -> str | None:
    return None if head is None else words(inner(head, "language")) or words(head.find(f"{DUBLIN_CORE}language"))


def _first(entry: etree._Element, *names: str) -> str | None:
    return next((found for found in (words(inner(entry, name)) for name in names) if found), None)


def _link(entry: etree._Element) -> str | None:
    """The entry's own page: the link of RSS, or the alternate one of Atom."""
    for link in entry.iterchildren("{*}link"):
        if (link.get("rel") or "alternate") == "alternate" and (found := value(link, "href") or words(link)):
            return found
    guid = inner(entry, "guid")
    return words(guid) if guid is not None and guid.get("isPermaLink", "true") == "true" else None


def _text(entry: etree._Element, place: str, terms: Terms) -> str:
    full = (entry.find(CONTENT), _atom_content(entry), inner(entry, "description"), inner(entry, "summary"))
    return next((text for text in (_markup(one, place, terms) for one in full) if text), "")


def _atom_content(entry: etree._Element) -> etree._Element | None:
    """The content of Atom; media of the same name have none."""
    found = entry.iterchildren("{http://www.w3.org/2005/Atom}content", "{http://purl.org/atom/ns#}content", "content")
    return next(found, None)


def _markup(element: etree._Element | None, place: str, terms: Terms) -> str:
    """An element's text as plain text, be its markup escaped, in a CDATA section, or XHTML in the tree."""
    if element is None:
        return ""
    if next(element.iterchildren(etree.Element), None) is not None:
        return plain_text(element)
    written = text_of(element)
    return (
        written.strip()
        if element.get("type") in ("text", "text/plain")
        else without_markup(written, place, terms.limits)
    )


def when(published: str | None, updated: str | None) -> tuple[str | None, str | None, tuple[Issue, ...]]:
    """The day of publication, the time of this version, and what is odd about them.

    >>> when("Mon, 02 Dec 2019 23:30:00 -0600", None)[:2]
    ('2019-12-02T23:30:00-06:00', '2019-12-02T23:30:00-06:00')
    >>> when("Monday", None)[2][0].code
    'bad_date'
    """
    first, last = _time(published), _time(updated)
    day = first or last
    if day is None and (published or updated):
        issue = Issue(code="bad_date", message="The entry's time of publication cannot be read; it was left out.")
        return None, None, (issue,)
    return day, iso_time(last or first), ()


def _time(written: str | None) -> str | None:
    """A time of ISO 8601 or of mail, in the zone it is written in; a day alone stays one."""
    if written is None:
        return None
    if iso_day(written):
        return iso_time(written) or iso_day(written)
    try:
        return _time_of_mail(written)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _time_of_mail(written: str) -> str | None:
    parts = parsedate_tz(written[:100])
    if parts is None:
        return None
    zone = None if parts[9] is None else timezone(timedelta(seconds=parts[9]))
    return iso_time(datetime(*parts[:6], tzinfo=zone).isoformat())
