"""The layers of a sentence that all questions start from: its tokens, its numbers and times, its people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from testigo.model.dispatch import Span
from testigo.packs.language import Language
from testigo.reading.measures import read_ages, read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.people import read_people
from testigo.reading.times import read_times
from testigo.reading.units import Units, read_units


class Layers:
    """The layers of a dispatch's sentences, each read at most once, when it is first asked for."""

    def __init__(self, text: str, spans: Sequence[Span], pack: Language) -> None:
        self._text, self._spans, self._pack = text, spans, pack
        self._read: dict[tuple[str, int], Units] = {}

    def bare(self, i: int) -> Units:
        """The tokens of sentence i."""
        return self._once("bare", i, lambda: read_units(self._text, *self._spans[i], self._pack))

    def timed(self, i: int) -> Units:
        """Its units with numbers, ages and times in one piece each."""
        return self._once("timed", i, lambda: timed(self.bare(i), self._pack))

    def peopled(self, i: int) -> Units:
        """Its units with people in one piece each, too."""
        return self._once("peopled", i, lambda: peopled(self.timed(i), self._pack))

    def _once(self, layer: str, i: int, read: Callable[[], Units]) -> Units:
        if (layer, i) not in self._read:
            self._read[layer, i] = read()
        return self._read[layer, i]


def timed(units: Units, pack: Language) -> Units:
    """A sentence's units with numbers, ages and times in one piece each."""
    for layer in (read_numbers, read_ages, read_times):
        units = layer(units, pack)
    return units


def peopled(units: Units, pack: Language) -> Units:
    """Units that are timed, with measures, bounds of numbers and people in one piece each."""
    for layer in (read_measures, read_quantities, read_people):
        units = layer(units, pack)
    return units
