"""Numbers that count no people: ages, money, distances."""

from __future__ import annotations

from testigo.packs.language import Language
from testigo.reading.numbers import symbol_of
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced


def read_ages(units: Units, pack: Language) -> Units:
    """Put one unit in the place of each age, before times are read: a 16-year-old is no time."""
    return _read(units, "age", pack)


def read_measures(units: Units, pack: Language) -> Units:
    """Put one unit of its class in the place of each such number with its noun."""
    return _read(units, "measure", pack)


def _read(units: Units, layer: str, pack: Language) -> Units:
    runs = [
        Run(
            *match.span("unit" if match.re.groupindex.get("unit") else 0),
            symbol_of(pack.lexicon, rule.values["class"]),
            {},
        )
        for rule, match in first_firings(units, layer, pack)
    ]
    return reduced(units, runs)
