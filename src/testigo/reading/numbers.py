"""Numbers in figures and words, and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from testigo.model.quantity import Quantity
from testigo.packs.language import Language
from testigo.packs.lexicon import Lexicon
from testigo.reading.number_words import NumberWords
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced

_YEARS = range(1900, 2100)
LETTERS_OF_A_THING = 3
"""At most so many letters before a hyphen name a thing together with figures; more are a town or a word."""
_KINDS = _YEAR, _ONE, _COUNT = ("year",), ("count", "unit_one"), ("count",)
"""Classes of the unit that a number becomes."""


@cache
def symbol_of(lexicon: Lexicon, *classes: str) -> str:
    """The symbol of exactly these classes, which the pack lists among its shapes."""
    return lexicon.shapes["+".join(sorted(classes))]


def read_numbers(units: Units, pack: Language) -> Units:
    """Put one unit with a Quantity in the place of each run of number words or digits."""
    grammar = _grammar(pack)
    runs: list[Run] = []
    i = 0
    while start := grammar.starter.search(units.symbols, i):
        first = start.start()
        last, value = grammar.parse(units, first)
        year = last == first + 1 and value in _YEARS and units.norm[first].isdigit()
        if value is None or (not year and _is_of_a_thing(units, first, pack)):
            i = first + 1
            continue
        kind = _YEAR if year else _ONE if value == 1 else _COUNT
        symbol = symbol_of(pack.lexicon, "num", *kind)
        runs.append(Run(first, last, symbol, Quantity(value, value, grammar.rounded(units, first, last))))
        i = last
    return reduced(units, runs)


def _is_of_a_thing(units: Units, at: int, pack: Language) -> bool:
    """Whether figures end the name of a thing that letters and a hyphen begin (*F-16*, *AK-47*), and count nobody."""
    before = at - 2
    if before < 0 or not (units.norm[at][0].isdigit() and units.norm[at - 1] == "-" and units.norm[before].isalpha()):
        return False
    is_close = units.end[before] == units.start[at - 1] and units.end[at - 1] == units.start[at]
    is_short = len(units.norm[before]) <= LETTERS_OF_A_THING
    return is_close and is_short and units.symbols[before] not in pack.lexicon.having("month", "num")


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
    return _grammar(pack).beginnings, "".join(made)


@cache
def _grammar(pack: Language) -> NumberWords:
    return NumberWords(pack)
