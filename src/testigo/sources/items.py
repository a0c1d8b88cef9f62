"""Items of pages, feeds and wires, made into deliveries in one way."""

from __future__ import annotations

import re

import msgspec

from testigo.model.dispatch import UNDETERMINED, Dateline, Dispatch
from testigo.model.edition import Edition
from testigo.model.record import Issue
from testigo.sources.delivery import Delivery, Terms, check_size, too_late
from testigo.sources.fields import iso_day, language_code
from testigo.sources.ids import id_of, text_id

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What an item says of itself. `name` is its own name; `published` begins with the day of this version."""

    text: str
    name: str | None = None
    publisher: str | None = None
    url: str | None = None
    headline: str | None = None
    lang: str | None = None
    published: str | None = None
    located: str | None = None
    edition: Edition = Edition()
    issues: tuple[Issue, ...] = ()


def delivered(item: Item, place: str, terms: Terms) -> Delivery:
    """The item as it is handed on. Raises SourceError (T-S009) where its text is too large.

    >>> made = delivered(Item(text="Two dead.", name="g1", published="2019-12-02T23:30:00-06:00"), "feed#1", Terms())
    >>> made.dispatch.id, made.dispatch.published
    ('g1', '2019-12-02')
    """
    dispatch = Dispatch(
        id=id_of(item.name) or text_id(item.text),
        text=item.text,
        publisher=item.publisher or None,
        url=item.url if item.url and _WEB_ADDRESS.fullmatch(item.url) else None,
        headline=item.headline or None,
        lang=terms.lang or language_code(item.lang) or UNDETERMINED,
        published=iso_day(item.published) or terms.published,
        dateline=Dateline(place=item.located or None),
    )
    check_size(dispatch, place, terms.limits)
    issues = (*item.issues, *too_late(dispatch.published, terms))
    return Delivery(place=place, dispatch=dispatch, edition=item.edition, issues=issues)
