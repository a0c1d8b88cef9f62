"""Capitals that are told by what they rule, and not by name: *the Vandorian capital*, *the capital of Vandoria*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from testigo.model.toponym import Candidate
from testigo.reading.places.line import Found, Line
from testigo.reading.places.surroundings import inside, role_of


def with_capitals(line: Line, found: Sequence[Found]) -> Iterator[Found]:
    """The places of a line, with the capital in the stead of each country or region that only tells which it is.

    A region's name that several countries have may mean the capital of any. Where a town's name stands beside it (*the
    Vandorian capital, Korum*), nothing more is told.
    """
    for n, place in enumerate(found):
        at = _capital_beside(line, place)
        told = at is not None and not _is_named(line, found, n, at)
        seats = _seats(line, _in_its_land(line, place, found[n + 1 : n + 2])) if told else ()
        yield place if at is None or not seats else _named_by_it(line, place, at, seats)


def _is_named(line: Line, found: Sequence[Found], n: int, at: int) -> bool:
    """Whether a town's name stands beside the word for a capital and what it rules: the one before them, or one behind,
    maybe over a land (*the Gao capital of Vandoria, Korum*); or the land that it rules is still to come.
    """
    place = found[n]
    if at >= place.last and line.known.roles.get(line.low(at + 1)) == "of":
        return True
    before = found[n - 1] if n else None
    if before is not None and _is_a_town(before) and _is_joined(line, before.last, min(at, place.first)):
        return True
    end = max(at + 1, place.last)
    for other in found[n + 1 : n + 3]:
        if not _is_joined(line, end, other.first):
            return False
        if _is_a_town(other):
            return True
        end = other.last
    return False


def _is_joined(line: Line, first: int, last: int) -> bool:
    """Whether nothing but commas, *of* and words that describe a place stands between two words."""
    known = line.known
    return all(
        line.raw(i) == "," or known.roles.get(line.low(i)) == "of" or line.low(i) in known.describing
        for i in range(first, last)
    )


def _is_a_town(place: Found) -> bool:
    kinds = {c.kind for c in place.meant}
    return place.role != "people" and "country" not in kinds and (not kinds or "settlement" in kinds)


def _in_its_land(line: Line, place: Found, behind: Sequence[Found]) -> tuple[Candidate, ...]:
    """What a place may mean in the land that a comma and its name tell it to lie in (*Korum, Vandoria*)."""
    lands = [b for other in behind if _is_joined(line, place.last, other.first) for b in other.meant]
    return tuple(c for c in place.meant if any(inside(c, b) for b in lands)) or place.meant


def _seats(line: Line, meant: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The capitals of what a name may mean; none where that of any is not known, which may be the one that is meant."""
    known = {c.id: seat for c in meant if (seat := line.gazetteer.capital(c.id))}
    ruled = [c for c in meant if c.id in known]
    strange = any(c.id not in known and _may_be_ruled(c, ruled) for c in meant)
    return () if strange else tuple(dict.fromkeys(known.values()))


def _may_be_ruled(place: Candidate, ruled: Sequence[Candidate]) -> bool:
    """Whether a place may have a capital as these have: a country, a region, a district larger than they are."""
    larger = all(place.population > other.population for other in ruled)
    return place.kind in ("country", "admin1") or (place.kind == "district" and larger)


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
    """Whether a word says *capital*, and means a city by it and no money."""
    known = line.known
    other = line.low(i + 1) in known.no_capital or line.low(i - 1) in known.before_no_capital
    return line.low(i) in known.capital and not other
