"""Round-ups: one text that holds many short items, each below a dateline of its own.

Each item is a dispatch by itself, filed where its own dateline says; a text that is no round-up is one item. The shapes
of an item's dateline stand in the pack `agencies`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from testigo.model.dispatch import Dateline
from testigo.packs.agency import Agencies, Shape, agencies
from testigo.sources.datelines import LONGEST, DatelineReading, Filed, stands, told_by

SEVERAL = 3
"""Datelines without an agency that make a round-up; fewer may be anything."""
_SHORTEST = 80
"""Code points of an item's text: less below a dateline, and no sentence, is a title, and the next one is meant."""
_STOPS = (".", "!", "?", ")")
_TITLE = 160
"""Code points before the first item that may be the title of the whole."""
_TOPIC = 60
"""Code points of a line that may say what an item is about."""
_LINE = re.compile(r"(?m)^[^\S\n]*(?=[^\W_a-z])")
_NAME = re.compile(r"[,(]")
_CLOSED = re.compile(r"""[.!?:;)\]"”»'-]\s*\Z""")


class Item(msgspec.Struct, frozen=True):
    """An item of a text: where it begins in it, and the item by itself, filed under its own dateline."""

    start: int
    filed: Filed


class _Head(msgspec.Struct, frozen=True):
    """A dateline within a text: where its item begins, what it says, and whether it names an agency."""

    start: int
    dateline: DatelineReading
    sure: bool


def items(told: Filed, *, pack: Agencies | None = None) -> tuple[Item, ...]:
    r"""The items of a dispatch in text order; one that is no round-up is its only item.

    >>> from testigo.model.dispatch import Dispatch
    >>> body = "A bus driver was shot dead by two gunmen on the road to the airport on Friday, police said.\n"
    >>> told = Filed(Dispatch(id="d1", text=f"LIMA (AFP) - {body}QUITO (AFP) - {body}"), 13)
    >>> [item.filed.dispatch.dateline.place for item in items(told)]
    ['LIMA', 'QUITO']
    """
    text = told.dispatch.text
    if "\n" not in text:
        return (Item(0, told),)
    published = date.fromisoformat(told.dispatch.published) if told.dispatch.published else None
    heads = _telling(tuple(_heads(text, published, pack or agencies())), text)
    heads = heads if _are_of_items(heads) else ()
    if not heads:
        return (Item(0, told),)
    alone = len(text[: heads[0].start].strip()) > _TITLE
    cuts = heads if alone else heads[1:]
    ends = (*(head.start for head in cuts), len(text))
    first = _before(told, ends[0]) if alone else _item(told, msgspec.structs.replace(heads[0], start=0), ends[0])
    return (first, *(_item(told, head, end) for head, end in zip(cuts, ends[1:], strict=True)))


def _before(told: Filed, end: int) -> Item:
    """What stands before the first dateline of an item is one too: a dateline read further on is not its own."""
    whole = told.dispatch
    filed = told.body < end
    dateline = whole.dateline if filed else Dateline(date=whole.dateline.date)
    own = msgspec.structs.replace(whole, text=whole.text[:end], dateline=dateline)
    return Item(0, Filed(own, told.body if filed else 0))


def _item(told: Filed, head: _Head, end: int) -> Item:
    """One item as a dispatch of its own; where its dateline has no date, the whole was filed on its day."""
    whole, said = told.dispatch, head.dateline
    dateline = Dateline(place=said.place, date=said.date or whole.dateline.date)
    own = msgspec.structs.replace(whole, text=whole.text[head.start : end], dateline=dateline)
    return Item(head.start, Filed(own, said.body_start - head.start))


def _heads(text: str, published: date | None, pack: Agencies) -> Iterator[_Head]:
    """Everything at the start of a line that looks like a dateline."""
    for line in _LINE.finditer(text):
        start = line.end()
        signs = set(text[start : start + LONGEST])
        shapes = (shape for shape in pack.items if not shape.signs.isdisjoint(signs))
        found = next((m for m in (_match(text, start, s) for s in shapes) if m), None)
        if found and (found[1].sure or _is_open(text, line.start())):
            yield _Head(_begin(text, line.start()), told_by(text, found[0], published, pack), found[1].sure)


def _match(text: str, start: int, shape: Shape) -> tuple[re.Match[str], Shape] | None:
    match = shape.regex.match(text, start)
    return (match, shape) if match and stands(text, match) else None


def _is_open(text: str, at: int) -> bool:
    """Whether a line begins something: the one before it is blank, closed or a topic, and no half of a sentence."""
    before = _line_before(text, at).strip()
    return not before or _CLOSED.search(before) is not None or len(before) < _TOPIC


def _begin(text: str, at: int) -> int:
    """Where an item begins: at the line that says what it is about, or at its dateline."""
    before = _line_before(text, at)
    plain = before.strip()
    if not plain or len(plain) > _TOPIC or _CLOSED.search(plain):
        return at
    start = at - len(before) - 1
    return at if _line_before(text, start).strip() else start


def _line_before(text: str, at: int) -> str:
    """The line that ends right before a place, without its break."""
    return text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)]


def _telling(heads: Sequence[_Head], text: str) -> tuple[_Head, ...]:
    """The datelines below which there stands more than a title; an item begins where the title above it does."""
    kept: list[_Head] = []
    start: int | None = None
    for head, end in zip(heads, [*(h.start for h in heads), len(text)][1:], strict=True):
        begin = head.start if start is None else start
        told = text[head.dateline.body_start : end].strip()
        if len(told) < _SHORTEST and end < len(text) and not told.endswith(_STOPS):
            start = begin
            continue
        kept.append(msgspec.structs.replace(head, start=begin))
        start = None
    return tuple(kept)


def _are_of_items(heads: Sequence[_Head]) -> bool:
    """Whether datelines are those of a round-up: of different places, and of several where they name no agency.

    The turns of an interview begin alike but with few names, and a list of people with names that are no place.
    """
    places = {head.dateline.place or "" for head in heads}
    if sum(head.sure for head in heads) > 1:
        return len(places) > 1
    if len(places) < SEVERAL or 2 * len(places) <= len(heads):
        return False
    return 2 * sum(map(_is_known, places)) > len(places)


def _is_known(place: str) -> bool:
    """Whether a dateline names a place that the gazetteer has, by itself or before a hyphen: *Vandoria-elecciones*."""
    from testigo.packs.world.gazetteer import gazetteer  # few texts come as far as to need it

    name = _NAME.split(place, maxsplit=1)[0].strip()
    return any(gazetteer().named(part) for part in (name, name.partition("-")[0]))
