"""With which others an account is compared: never with all, only with those near it in time that share a mark.

Marks are a cell of the map, the name of a town, a region or a country where no more is known, a town that another
report only names somewhere, and pairs of names that any report but those of the same happening will seldom have. What
is found does not depend on who came first.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from testigo.incidents.joining.whereabouts import Spot, is_placed, spot
from testigo.model.circumstance import Place
from testigo.model.outline import Outline

_YEAR, _MONTH = len("2019"), len("2019-12")
CELL_DEGREES = 1.0
NEAR_DEGREES = 0.35
"""How far apart two settlements may lie that are compared for sure, about 40 km; those of cells side by side are."""
NEAR_DAYS = 10
"""How many days apart two accounts of one place may lie."""
ROUGH_DAYS = 3
"""The same, where one of them knows no more than the region or the country."""
NAMED_DAYS = 62
"""The same, where they share a pair of names: funerals and arrests come later."""
YEAR_DAYS = 366
"""The same, where one of them knows no more than the month or the year."""
VICTIM_DAYS = 800
"""The same, where they count or accuse somebody of one full name: trials come late."""
PAIRS = 10
"""Pairs of names that an account is found by: the smallest hashes of them, so that two accounts choose alike."""


class Sought(msgspec.Struct, frozen=True, gc=False):
    """A mark that others are looked for by, and the days, as ordinals, between which they have to lie."""

    mark: str
    since: int
    until: int


def marked(outline: Outline) -> list[tuple[str, int]]:
    """The marks under which an account is found, each with its day; none for one without any day."""
    day = outline.day
    if day is None:
        return []
    place = outline.place
    found = [*(f"p{pair}" for pair in _pairs(outline)), *(f"n{name}" for name in outline.names)]
    if place.country:
        found.append(f"{'c' if is_placed(place) or place.admin1 else 'C'}{place.country}")
        if place.admin1:
            found.append(f"{'r' if is_placed(place) else 'R'}{place.country}/{place.admin1}")
    if is_placed(place):
        found.append(_cell(place.lat or 0.0, place.lon or 0.0))
    here = spot(place)
    if name := here.town:
        found += [f"u{name}", *_in_calendar(outline, _calendar_marks(outline)[0], name)]
    found += _in_calendar(outline, _calendar_marks(outline)[0], _region(place))
    found += [f"w{here.mark}"] if here.mark else []
    found += [f"{'X' if is_rough(outline) else 'x'}{word}" for word in _towns(outline, here)]
    return [(mark, day) for mark in found]


def sought(outline: Outline) -> list[Sought]:
    """What to look for to find every account that this one is to be compared with.

    A settlement's account finds those of settlements near it, and those that know only its region or country; these
    find all of the region or country.
    """
    day = outline.day
    if day is None:
        return []
    found = [Sought(f"p{pair}", day - NAMED_DAYS, day + NAMED_DAYS) for pair in _pairs(outline)]
    found += [Sought(f"n{name}", day - VICTIM_DAYS, day + VICTIM_DAYS) for name in outline.names]
    found += [Sought(mark, day - ROUGH_DAYS, day + ROUGH_DAYS) for mark in _rough(outline)]
    if is_placed(outline.place):
        found += [Sought(cell, day - NEAR_DAYS, day + NEAR_DAYS) for cell in _cells(outline)]
    here = spot(outline.place)
    wanted = _in_calendar(outline, _calendar_marks(outline)[1], _region(outline.place))
    found += [Sought(mark, day - YEAR_DAYS, day + YEAR_DAYS) for mark in wanted]
    found += _by_words(outline, here, day)
    if name := here.town:
        found.append(Sought(f"u{name}", day - NEAR_DAYS, day + NEAR_DAYS))
        wanted = _in_calendar(outline, _calendar_marks(outline)[1], name)
        found += [Sought(mark, day - YEAR_DAYS, day + YEAR_DAYS) for mark in wanted]
    return found


def are_compared(one: Outline, other: Outline) -> bool:
    """Whether two accounts are compared at all: two of one dispatch never are."""
    if one.dispatch == other.dispatch:
        return False
    under = marked(other)
    return any(s.mark == mark and s.since <= day <= s.until for s in sought(one) for mark, day in under)


def are_in_reach(one: Outline, other: Outline) -> bool:
    """Whether two that others link are held against each other as well: within the days of a name that both print, and
    if both know their day and their town, within those of a town.
    """
    if one.day is None or other.day is None:
        return False
    return abs(one.day - other.day) <= (NEAR_DAYS if _knows_both(one) and _knows_both(other) else NAMED_DAYS)


def in_reach(outlines: Mapping[int, Outline]) -> Iterator[tuple[int, int]]:
    """All pairs of accounts in reach of each other, the smaller number first: each is held against those of the days
    behind its own, so a long chain costs no square.
    """
    by_day = sorted((outline.day, n) for n, outline in outlines.items() if outline.day is not None)
    for at, (day, n) in enumerate(by_day):
        until = bisect_right(by_day, (day + NAMED_DAYS, math.inf))
        near = (other for _, other in by_day[at + 1 : until])
        yield from ((min(n, other), max(n, other)) for other in near if are_in_reach(outlines[n], outlines[other]))


def is_rough(outline: Outline) -> bool:
    """Whether an account says no more than the month or the year, or another long stretch in which it happened."""
    return outline.start is not None and (outline.end or outline.start) - outline.start >= NEAR_DAYS


def _knows_both(outline: Outline) -> bool:
    return outline.start is not None and is_placed(outline.place)


def _calendar_marks(outline: Outline) -> tuple[str, str]:
    """Which calendar marks of its town an account bears, and which it looks for: `m` and `y` are the month and the year
    of one that knows its day, `M` and `Y` of one that does not. Whichever of two looks for the other is found by it.
    """
    if not is_rough(outline):
        return "my", "MY"
    in_one_month = _month(outline.start or 0) == _month(outline.end or 0)
    return ("My", "mMY") if in_one_month else ("Y", "yY")


def _in_calendar(outline: Outline, marks: str, name: str) -> Iterator[str]:
    if name and outline.start is not None:
        month = _month(outline.start)
        yield from (f"{mark}{month if mark in 'mM' else month[:_YEAR]} {name}" for mark in marks)


def _by_words(outline: Outline, here: Spot, day: int) -> list[Sought]:
    """What finds those that name the town of a placed account anywhere, and the towns that it names itself; one that is
    rough in time is found, and finds, within a year.
    """
    reach = YEAR_DAYS if is_rough(outline) else NEAR_DAYS
    found = [Sought(f"w{word}", day - reach, day + reach) for word in _towns(outline, here)]
    if here.mark:
        found.append(Sought(f"x{here.mark}", day - NEAR_DAYS, day + NEAR_DAYS))
        found.append(Sought(f"X{here.mark}", day - YEAR_DAYS, day + YEAR_DAYS))
    return found


def _towns(outline: Outline, here: Spot) -> frozenset[str]:
    """The marks of towns that an account names beside its own; whoever knows no town may name it by any word."""
    return outline.towns - {here.mark} if here.is_known else outline.words


def _region(place: Place) -> str:
    return f"{place.country}/{place.admin1}" if place.admin1 else ""


def _month(day: int) -> str:
    return date.fromordinal(day).isoformat()[:_MONTH]


def _rough(outline: Outline) -> Iterator[str]:
    place = outline.place
    if not place.country:
        return
    yield f"C{place.country}"
    if place.admin1:
        yield f"R{place.country}/{place.admin1}"
        if not is_placed(place):
            yield f"r{place.country}/{place.admin1}"
    elif not is_placed(place):
        yield f"c{place.country}"


def _pairs(outline: Outline) -> list[str]:
    return sorted(outline.pairs)[:PAIRS]


def _cells(outline: Outline) -> list[str]:
    """The cell of a settlement and those around it, so that of two each finds the other, or neither does."""
    lat, lon = outline.place.lat or 0.0, outline.place.lon or 0.0
    row = math.floor(lat / CELL_DEGREES)
    return [
        _cell((other + 0.5) * CELL_DEGREES, lon + column * CELL_DEGREES)
        for other in (row - 1, row, row + 1)
        for column in _columns(max(abs(row), abs(other)))
    ]


def _columns(row: int) -> range:
    """How many cells to the west and east are within reach: degrees of longitude shrink towards the poles."""
    shrunk = max(0.2, math.cos(math.radians(min(90.0, (row + 1) * CELL_DEGREES))))
    reach = math.ceil(NEAR_DEGREES / shrunk / CELL_DEGREES)
    return range(-reach, reach + 1)


def _cell(lat: float, lon: float) -> str:
    turned = (lon + 180) % 360 - 180
    return f"g{math.floor(lat / CELL_DEGREES)}/{math.floor(turned / CELL_DEGREES)}"
