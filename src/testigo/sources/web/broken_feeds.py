"""Feeds that are no well-formed XML, as far as feedparser can mend them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from testigo.errors import SourceError
from testigo.model.edition import Edition
from testigo.model.record import Issue
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.extras import let_all_in, not_installed
from testigo.sources.items import Item, delivered
from testigo.sources.markup.plain import without_markup
from testigo.sources.web.feeds import no_text, when

let_all_in()
try:
    import feedparser
except ImportError as missing:
    raise not_installed("feedparser", "feeds") from missing

LARGEST = 1 << 20
"""Bytes of a broken feed that are tried: mending takes seconds for each million."""
MENDED = Issue(code="mended_feed", message="The feed is broken and was mended; look whether the entry's text is whole.")


def read_broken_feed(raw: bytes, place: str, terms: Terms, why: SourceError) -> Iterator[Delivery | SourceError]:
    """Every entry that can be made out, with an issue (`mended_feed`); raises `why` where there is none.

    >>> why = SourceError("T-S015", "it is no well-formed XML")
    >>> raw = b"<rss><channel><item><guid>g1</guid><description>Two dead & one hurt.</description></item>"
    >>> [(d.dispatch.text, d.issues[0].code) for d in read_broken_feed(raw, "a.rss", Terms(), why)]
    [('Two dead & one hurt.', 'mended_feed')]
    """
    if len(raw) > LARGEST:
        raise why
    try:
        found = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
        entries = [_entry(entry, found) for entry in found.entries]
    except Exception as error:
        raise why from error
    if not entries:
        raise why
    for number, entry in enumerate(entries, 1):
        try:
            yield _delivered(entry, f"{place}#{number}", terms)
        except SourceError as error:
            yield error


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What was made out of an entry, as it is written."""

    name: str | None
    text: str
    title: str
    link: str | None
    publisher: str | None
    lang: str | None
    published: str | None
    updated: str | None


def _entry(entry: feedparser.FeedParserDict, found: feedparser.FeedParserDict) -> _Entry:
    contents = [str(one["value"]) for one in entry.get("content", ()) if one.get("value")]
    return _Entry(
        name=_string(entry, "id") or _string(entry, "link"),
        text=next(iter(contents), "") or _string(entry, "summary") or "",
        title=_string(entry, "title") or "",
        link=_string(entry, "link"),
        publisher=_string(found.feed, "title"),
        lang=_string(entry, "language") or _string(found.feed, "language"),
        published=_string(entry, "published"),
        updated=_string(entry, "updated"),
    )


def _string(given: feedparser.FeedParserDict, key: str) -> str | None:
    # only what is there is asked for: the dictionary gives a warning and another value for what is not
    return str(given[key]) if key in dict.keys(given) and given[key] else None


def _delivered(entry: _Entry, place: str, terms: Terms) -> Delivery:
    try:
        text, title = (without_markup(one, place, terms.limits) for one in (entry.text, entry.title))
    except SourceError as error:
        error.dispatch_id = entry.name
        raise
    if not text:
        raise no_text(place, entry.name)
    published, at, issues = when(entry.published, entry.updated)
    item = Item(
        text=text,
        name=entry.name,
        publisher=entry.publisher,
        url=entry.link,
        headline=" ".join(title.split()),
        lang=entry.lang,
        published=published,
        edition=Edition(at=at),
        issues=(MENDED, *issues),
    )
    return delivered(item, place, terms)
