"""Numbers that count no people: ages, money, distances, clock times, dates."""

from __future__ import annotations

from testigo.packs.language import Language
from testigo.reading.numbers import symbol_of
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced


def read_measures(units: Units, pack: Language) -> Units:
    """Put one unit of its class in the place of each such number with its noun."""
    runs = [
        Run(*match.span("unit" if match.re.groupindex.get("unit") else 0), symbol_of(pack.lexicon, rule.values["class"]), {})
        for rule, match in first_firings(units, "measure", pack)
    ]
    return reduced(units, runs)
