"""Capitals that are told by what they rule, and not by name: *the Vandorian capital*, *the capital of Vandoria*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from testigo.model.toponym import Candidate
from testigo.reading.places.line import Found, Line
from testigo.reading.places.surroundings import role_of


def with_capitals(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """The places of a line, with the capital in the stead of each country or region that only tells which it is.

    A region's name that several countries have may mean the capital of any. Where the capital's own name stands beside
    it (*the Vandorian capital, Korum*), nothing more is told.
    """
    for n, place in enumerate(found):
        at = _capital_beside(line, place)
        seats = () if at is None else _seats(line, place, found[max(0, n - 1) : n + 2])
        yield place if at is None or not seats else _named_by_it(line, place, at, seats)


def _seats(line: Line, place: Found, beside: Sequence[Found]) -> tuple[Candidate, ...]:
    """The capitals of what a place may mean, that no place beside it names."""
    seats = dict.fromkeys(seat for c in place.meant if (seat := line.gazetteer.capital(c.id)))
    named = {c.id for other in beside if other is not place for c in other.meant}
    return () if any(seat.id in named for seat in seats) else tuple(seats)


def _named_by_it(line: Line, place: Found, at: int, seats: tuple[Candidate, ...]) -> Found:
    first, last = min(at, place.first), max(at + 1, place.last)
    return msgspec.structs.replace(
        place,
        first=first,
        last=last,
        name=line.printed(first, last),
        printed="",
        meant=seats,
        role=role_of(line, first),
        kind="settlement",
    )


def _capital_beside(line: Line, place: Found) -> int | None:
    """Where the word for a capital stands that a name belongs to; None where none does."""
    before = _capital_before(line, place)
    return _capital_behind(line, place) if before is None else before


def _capital_behind(line: Line, place: Found) -> int | None:
    """Where it stands behind the name: *the Vandorian capital*, *Korum's provincial capital*."""
    at = place.last
    while line.is_clitic(at) or (line.low(at) in line.known.skip and not _is_capital(line, at)):
        at += 1
    return at if _is_capital(line, at) else None


def _capital_before(line: Line, place: Found) -> int | None:
    """Where it stands before the name, over words that describe it: *the capital of the southern province of Korum*; in
    some languages before what is of a people (*la capital vandoria*).
    """
    known, at = line.known, place.first - 1
    belongs = place.role == "people" and bool(known.joining)
    while at >= 0 and not _is_capital(line, at):
        belongs = belongs or known.roles.get(line.low(at)) == "of"
        if known.roles.get(line.low(at)) != "of" and line.low(at) not in known.describing:
            return None
        at -= 1
    return at if at >= 0 and belongs else None


def _is_capital(line: Line, i: int) -> bool:
    known = line.known
    return line.low(i) in known.capital and line.low(i + 1) not in known.no_capital
