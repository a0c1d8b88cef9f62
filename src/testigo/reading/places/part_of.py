"""Names that are a part of something else's: an office's field, a quarter's name, what a building is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testigo.model.toponym import Candidate
from testigo.packs.world.names import key
from testigo.reading.places.line import Found, Line

_LARGE = 100_000
"""People of a town that is meant by its name whatever else is called so."""


def is_a_field(line: Line, first: int) -> bool:
    """Whether an office and *of* stand before a name: *the minister of Defence*."""
    known = line.known
    return known.roles.get(line.low(first - 1)) == "of" and line.low(first - 2) in known.offices


def is_called_so(line: Line, first: int) -> bool:
    """Whether a word that leads up to somebody's name stands right before a word for a people (*alias Chino*)."""
    return line.low(first - 1).rstrip(".") in line.known.of_persons


def ends_a_quarter(line: Line, first: int, begins: int, meant: Sequence[Candidate]) -> bool:
    """Whether a small place's name only ends a longer one, which begins as those of quarters do: *Villa Korum*."""
    opens = first > begins and line[first - 1].capital and line.low(first - 1) in line.known.of_quarters
    return opens and not line.codes(first, first + 1) and not is_large(meant)


def is_large(meant: Sequence[Candidate]) -> bool:
    """Whether a name may mean a large town, or more than a town."""
    return any(c.kind not in ("settlement", "district") or c.population >= _LARGE for c in meant)


def called(line: Line, found: Sequence[Found]) -> Iterator[str]:
    """What the buildings of a line are called, without the word for what they are: *Bar El Faro*."""
    for place in found:
        named = place.first + 1
        is_building = place.kind == "exact" and line.low(place.first) in line.known.building
        if is_building and named < place.last and line[named].capital:
            yield key(line.printed(named, place.last))
