"""Places that the gazetteer lacks: a village, a camp or a quarter that only its words and its neighbours tell of."""

from __future__ import annotations

from testigo.reading.places.candidates import is_wider, led_straight
from testigo.reading.places.line import Found, Line
from testigo.reading.places.part_of import is_a_field
from testigo.reading.places.surroundings import (
    before_country,
    before_its_land,
    kind_of,
    landform_before,
    over_sides,
    role_of,
)

STRUCK = {"settlement", "district"}
"""Kinds of places that are struck as a whole."""
GROUND = {*STRUCK, "quarter", "admin1"}
"""Kinds of places on whose ground something happens."""
_WORDS, _LETTERS = 3, 3
"""A name that the gazetteer lacks has at most so many words and at least so many letters."""


def unlisted(line: Line, first: int, last: int) -> Found | None:
    """A place that the gazetteer lacks: told by a word for what it is, by *in*, by *near* or who lives there, or before
    its region and country.
    """
    land = landform_before(line, first)
    while first < last and line[first].plain and land is None and not _is_a_saint(line, first, last):
        first += 1
    begins = first
    while first < last and not line[first].capital:
        first += 1
    run = line.words[first:last]
    letters = sum(len(w.raw.rstrip(".")) for w in run)
    if not 0 < len(run) <= _WORDS or letters < _LETTERS or line.leads_person(first - 1):
        return None
    words = run[1:] if _is_a_saint(line, first, last) else run
    if any((w.plain and land is None) or w.name.isupper() for w in words) or is_wider(line, first, last):
        return None
    if _is_of_a_body(line, first) or is_a_field(line, first):
        return None
    land = landform_before(line, first) if land is None else land
    kind, role = kind_of(line, first, last), role_of(line, first)
    if land is not None:
        kind = kind or "district"
    side = over_sides(line, first) if first and line[first - 1].capital else first  # *in Eastern Korum*
    led = led_straight(line, side) or (first > 0 and line[first - 1].owns)
    told = role != "motion" and _is_behind_a_phrase(line, first)
    apart = first > 1 and line.raw(first - 1) == "," and before_country(line, last)
    landed = before_its_land(line, last)
    if kind in GROUND or (led and role in ("at", "near")) or told or apart or landed:
        there = "at" if landed and role in ("plain", "motion") else role
        lone = line.bare(first) if last == first + 1 else None
        named = begins - 1 if _is_named_by_its_kind(line, begins, first) else first
        named = named if land is None else land
        return Found(first=named, last=last, name=line.printed(named, last), role=there, kind=kind, lone=lone)
    return None


def _is_a_saint(line: Line, first: int, last: int) -> bool:
    """Whether a saint's title begins a name: *San Korum*."""
    named = first + 1 < last and line[first + 1].capital and not line[first + 1].plain
    return named and line[first].capital and line.low(first) in line.known.saints


def _is_behind_a_phrase(line: Line, first: int) -> bool:
    """Whether a phrase that only stands before a place ends right before a name: *ten miles from Korum*, *residents of
    Korum*.
    """
    phrases = line.known.of_unknown.get(line.low(first - 1), ())
    return any(tuple(line.low(i) for i in range(first - len(p), first)) == p for p in phrases)


def _is_of_a_body(line: Line, first: int) -> bool:
    """Whether an organisation's word with a capital and *of* stand before a name: *the Department of Water Ways*."""
    known, head = line.known, first - 2
    led = head >= 0 and known.roles.get(line.low(first - 1)) == "of"
    return led and line[head].capital and line.low(head) in known.body


def _is_named_by_its_kind(line: Line, begins: int, first: int) -> bool:
    """Whether a word for a kind with a capital stands before a name, or the small words that open it: *Camp Korum*,
    *Valle de Korum*.
    """
    i = begins - 1
    return i > 0 and line[i].capital and STRUCK.intersection(line.known.kinds.get(line.low(i), ())) != set()
