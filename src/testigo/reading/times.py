"""Expressions of time: runs of units become one unit each, with the values of its words, in no language.

What the words mean on a day is told by `testigo.model.calendar`; which words there are, by the pack's times.toml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec.structs import replace

from testigo.model.quantity import Quantity
from testigo.model.timewords import TimeMention, TimeWords
from testigo.packs.language import Language, Rule
from testigo.reading.numbers import symbol_of
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced

_FIELDS = frozenset(TimeWords.__struct_fields__)
_FIGURES = re.compile(r"\d+")
_COUNTING = frozenset({"ago", "ahead", "duration"})
_YEARS = range(1000, 2100)
_LAST_OF = {"day": 31, "month": 12, "quarter": 4, "half": 2, "decade": 99}
"""The greatest number that can play each part; a greater one in the place of a day is a year (*May 87*)."""


def read_times(units: Units, pack: Language) -> Units:
    """Put one unit with a TimeMention in the place of each expression of time."""
    runs = []
    for rule, match in first_firings(units, "time", pack):
        first, last = match.span()
        words = _edged(_read(units, rule, match), units, (first, last), pack)
        words = _beside_telling(words, units, (first, last), pack)
        if words is not None:
            symbol = symbol_of(pack.lexicon, *rule.values.get("class", "time").split())
            runs.append(Run(first, last, symbol, TimeMention(units.span(first, last), words, rule.name)))
    return reduced(units, runs)


def times_of(units: Units) -> tuple[TimeMention, ...]:
    """The expressions of time among the units, in text order."""
    return tuple(value for value in units.values if isinstance(value, TimeMention))


def _read(units: Units, rule: Rule, match: re.Match[str]) -> TimeWords | None:
    """The words of a match; a range has two sides, each of which lends the other the month and year it lacks."""
    if "last" not in match.groupdict():
        return _merged(units, rule, *match.span())
    first, last = _merged(units, rule, *match.span("first")), _merged(units, rule, *match.span("last"))
    if first is None or last is None:
        return None
    first, last = _lent(first, last), _lent(last, first)
    return replace(first, way="range", until=last)


def _lent(side: TimeWords, other: TimeWords) -> TimeWords:
    """A bare day takes the month of the other side; the year it takes only from one that is said."""
    month = other.month if side.day is not None and side.month is None else side.month
    alone = side.month is None and side.day is None
    return replace(side, month=month, year=side.year if alone or side.year is not None else other.year)


def _merged(units: Units, rule: Rule, first: int, last: int) -> TimeWords | None:
    """The values of all words from first to last, of the numbers by the part the rule gives them, and of the rule."""
    values: dict[str, Any] = {key: value for key, value in rule.values.items() if key in _FIELDS}
    parts = str(rule.values.get("numbers", "day")).split()
    for i in range(first, last):
        found = units.values[i]
        number = _number(units, i)
        if number is not None:
            if not _put_number(values, number, parts):
                return None
        elif isinstance(found, dict):
            _put_words(values, found)
    if values.get("way") in _COUNTING:
        values.setdefault("count", Quantity(1, 1))  # a year ago
    return TimeWords(**values)


def _put_words(values: dict[str, Any], found: dict[str, Any]) -> None:
    for key in found.keys() & _FIELDS:
        if key == "part" and "part" in values:
            values[key] = f"{values[key]} {found[key]}"
        else:
            values.setdefault(key, found[key])
    if "low" in found:
        values.setdefault("count", Quantity(found["low"], found.get("high")))


def _number(units: Units, i: int) -> Quantity | None:
    """A figure, a number word, or an ordinal (*15th*, *third*)."""
    found = units.values[i]
    if isinstance(found, Quantity):
        return found
    if "ordinal" in found:
        return Quantity(found["ordinal"], found["ordinal"])
    figures = _FIGURES.match(units.norm[i])
    return Quantity(int(figures[0]), int(figures[0])) if figures and not found else None


def _put_number(values: dict[str, Any], number: Quantity, parts: list[str]) -> bool:
    """Give a number the next part of the rule's; False when it fits none."""
    part = parts[0] if parts else "year"
    if part != "count" and number.low in _YEARS:
        values.setdefault("year", number.low)
        return True
    del parts[:1]
    if part == "count":
        known = values.get("count")
        values["count"] = Quantity(known.low, number.high) if known else number  # two or three years ago
        return True
    if part in ("none", "never"):
        return part == "none"
    if part == "year" or not 1 <= number.low <= _LAST_OF[part]:
        values.setdefault("year", number.low)
        return number.low < 100 and "month" in values
    values.update(_part(part, number.low))
    return True


def _part(part: str, n: int) -> dict[str, int]:
    """Quarters and halves of a year are stretches of its months; a decade is told by its first year (*años 80*)."""
    if part == "decade":
        return {"year": n}
    months = {"quarter": 3, "half": 6}.get(part)
    return {part: n} if months is None else {"month": (n - 1) * months + 1, "months": months}


def _edged(words: TimeWords | None, units: Units, place: tuple[int, int], pack: Language) -> TimeWords | None:
    """What the word before makes of it: *since*, *until*, *before*, *after*; an article may stand between. Else what a
    sign of possession makes its own is dated by it: *condemned Monday's attack*.

    A range has both its edges already: *from the 3rd until the 5th*.
    """
    if words is None or words.edge is not None or words.way == "range":
        return words
    before, after = place[0] - 1, place[1]
    if before >= 0 and units.symbols[before] in _articles(pack):
        before -= 1
    found = units.values[before] if before >= 0 else None
    edge = found.get("edge") if isinstance(found, dict) else None
    if edge is None and after < len(units) and units.symbols[after] in _owning(pack):
        edge = "owning"
    return replace(words, edge=edge) if edge else words


@cache
def _articles(pack: Language) -> str:
    return pack.lexicon.having("det")


@cache
def _owning(pack: Language) -> str:
    return pack.lexicon.having("clitic")


def _beside_telling(words: TimeWords | None, units: Units, place: tuple[int, int], pack: Language) -> TimeWords | None:
    """Whether it is the time of a verb of telling: right before it, or with *on* between, or right behind it."""
    if words is None or words.edge is not None:
        return words
    before, after = place[0] - 1, place[1]
    if before >= 0 and units.norm[before] in pack.settings["before_a_day"]:
        before -= 1
    return replace(words, edge="telling") if _tells(units, before) or _tells(units, after) else words


def _tells(units: Units, i: int) -> bool:
    found = units.values[i] if 0 <= i < len(units) else None
    return isinstance(found, dict) and "telling" in found
