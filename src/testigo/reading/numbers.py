"""Numbers in figures and words, and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from testigo.model.quantity import Quantity
from testigo.packs.language import Language
from testigo.packs.lexicon import Lexicon
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced

_YEARS = range(1900, 2100)
_LONGEST = 15
"""Digits of the longest figure that is read as a number; nothing that counts people is longer."""
_KINDS = _YEAR, _ONE, _COUNT = ("year",), ("count", "unit_one"), ("count",)
"""Classes of the unit that a number becomes."""


@cache
def symbol_of(lexicon: Lexicon, *classes: str) -> str:
    """The symbol of exactly these classes, which the pack lists among its shapes."""
    return lexicon.shapes["+".join(sorted(classes))]


def read_numbers(units: Units, pack: Language) -> Units:
    """Put one unit with a Quantity in the place of each run of number words or digits."""
    roles = _roles(pack)
    runs: list[Run] = []
    i = 0
    while start := roles.starter.search(units.symbols, i):
        first = start.start()
        last, value = roles.parse(units, first)
        if value is None:
            i = first + 1
            continue
        year = last == first + 1 and value in _YEARS and units.norm[first].isdigit()
        kind = _YEAR if year else _ONE if value == 1 else _COUNT
        symbol = symbol_of(pack.lexicon, "num", *kind)
        runs.append(Run(first, last, symbol, Quantity(value, value, roles.rounded(units, first, last))))
        i = last
    return reduced(units, runs)


def read_quantities(units: Units, pack: Language) -> Units:
    """Join bounds to numbers: *at least 22*, *three or four*, *dozens*."""
    symbol = symbol_of(pack.lexicon, "num", "count")
    runs = []
    for rule, match in first_firings(units, "quantity", pack):
        n = _value(units, match, "n")
        m = _value(units, match, "m")
        if n is None:
            continue
        quantity = bounded(rule.values, n, m)
        if quantity is not None:
            runs.append(Run(match.start(), match.end(), symbol, quantity))
    return reduced(units, runs)


def bounded(says: Mapping[str, Any], n: Quantity, m: Quantity | None) -> Quantity | None:
    """The bounds that a rule's `low` and `high` say, in terms of its numbers n and m; None if they contradict."""
    ends = {"n": n.high, "m": m.high if m else None, "n-1": None if n.high is None else n.high - 1, "open": None}
    starts = {"n": n.low, "n+1": n.low + 1, "0": 0, "some": 1}
    low, high = starts[says["low"]], ends[says["high"]]
    if high is not None and high < low:
        return None
    return Quantity(low, high, bool(says.get("approx")) or n.approx)


def _value(units: Units, match: re.Match[str], name: str) -> Quantity | None:
    if name not in match.groupdict() or match[name] is None:
        return None
    found = units.values[match.start(name)]
    if isinstance(found, Quantity):
        return found
    if "low" in found:
        return Quantity(found["low"], found.get("high"))
    return Quantity(1, 1)


def numbers_from(pack: Language) -> tuple[str, str]:
    """The symbols that a number may begin with, and those of what is put in the place of numbers."""
    made = (symbol_of(pack.lexicon, "num", *kind) for kind in _KINDS)
    return _roles(pack).beginnings, "".join(made)


@cache
def _roles(pack: Language) -> _Roles:
    return _Roles(pack)


class _Roles:
    """Which symbols play which part in a number word."""

    def __init__(self, pack: Language) -> None:
        having = pack.lexicon.having
        self.unit, self.tens, self.hundred = having("num.unit"), having("num.tens"), having("num.hundred")
        self.scale, self.dozen, self.digits = having("num.scale"), having("num.dozen"), having("digits")
        self.joint, self.glue = having("and"), having("dash")
        self.scaling = self.scale + self.dozen
        self.beginnings = self.unit + self.tens + self.digits + self.hundred + self.scale + self.dozen
        self.starter = re.compile(f"[{self.beginnings}]")
        self.thousands = pack.settings["thousands"]
        thousands, decimal = re.escape(self.thousands), re.escape(pack.settings["decimal"])
        self.whole = re.compile(rf"\d{{1,3}}(?:{thousands}\d\d\d)+|\d+")
        self.broken = re.compile(rf"(\d+){decimal}(\d+)")

    def parse(self, units: Units, i: int) -> tuple[int, int | None]:
        """The end of the number that begins at i, and its value (None for a fraction or an endless figure)."""
        if units.symbols[i] in self.digits:
            return self._figures(units, i)
        return self._words(units, i)

    def rounded(self, units: Units, first: int, last: int) -> bool:
        return any(units.symbols[k] in self.dozen for k in range(first, last))

    def _figures(self, units: Units, i: int) -> tuple[int, int | None]:
        text = units.norm[i]
        scale = self._scale(units, i + 1)
        last = i + 1 + (scale > 1)
        if len(text) > _LONGEST:
            return i + 1, None
        whole = text.replace(self.thousands, "")
        if self.whole.fullmatch(text):
            return last, int(whole) * scale
        number = self.broken.fullmatch(whole)
        if number and scale > 1:
            return last, int(number[1]) * scale + int(number[2]) * scale // 10 ** len(number[2])
        return last, None

    def _scale(self, units: Units, i: int) -> int:
        inside = i < len(units) and units.symbols[i] in self.scaling
        return int(units.values[i]["value"]) if inside else 1

    def _words(self, units: Units, i: int) -> tuple[int, int | None]:
        total, part, last, fresh = 0, 0, i, True
        while i < len(units):
            symbol = units.symbols[i]
            if symbol in self.unit and fresh:
                part, fresh = part + units.values[i]["value"], False
            elif symbol in self.tens and fresh and part % 100 == 0:
                part, fresh = part + units.values[i]["value"], True
            elif symbol in self.hundred + self.dozen:
                part, fresh = max(part, 1) * units.values[i]["value"], True
            elif symbol in self.scale:
                total, part, fresh = total + max(part, 1) * units.values[i]["value"], 0, True
            elif (
                last > 0
                and symbol in self.joint + self.glue
                and self._goes_on(units, i + 1, part or total, joint=symbol in self.joint)
            ):
                i += 1
                continue
            else:
                break
            i += 1
            last = i
        return last, total + part

    def _goes_on(self, units: Units, i: int, part: int, *, joint: bool) -> bool:
        """What may stand after *and* or a hyphen inside a number: *a hundred and five*, *twenty-two*."""
        if i >= len(units) or units.symbols[i] not in self.unit + self.tens:
            return False
        below = units.values[i]["value"]
        if joint:
            return part >= 100 and part % 100 == 0 and below < 100
        return part % 10 == 0 and part % 100 >= 20 and below < 10
