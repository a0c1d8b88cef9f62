"""Which stretches of a dispatch name places, how each stands in its sentence, and what is set right beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

import msgspec

from testigo.model.dispatch import Span
from testigo.model.toponym import Toponym
from testigo.packs.language import Language
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key
from testigo.reading.places.candidates import named
from testigo.reading.places.capitals import with_capitals
from testigo.reading.places.grounds import DASHES, grounds
from testigo.reading.places.line import Found, Line, line_of, without_owner
from testigo.reading.places.names import InProse, in_prose
from testigo.reading.places.part_of import called, is_large
from testigo.reading.places.surroundings import (
    goes_on,
    inside,
    kind_behind,
    kind_of,
    kind_told_before,
    landform_before,
    role_of,
    side_before,
    side_by_side,
)
from testigo.reading.places.unlisted import GROUND
from testigo.reading.places.unmarked import is_unmarked, unmarked

_OF_A_PART = {"at", "of", "plain"}
"""Roles of a place before which a part of the compass is a part of it: *south of Korum* is not."""
_UNNAMED_BY_KIND = ("exact", "sea", "country")
"""Kinds whose word is no part of what the place is called."""


def toponyms(text: str, spans: Sequence[Span], pack: Language, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The places that the sentences of a text name, in text order.

    A lone word that is a part of somebody's name is no place's, unless the text says that something happened there, and
    not to whoever is called so (*in Korum's killing*), or that it is a town or region. A small place's name by which
    the text calls a building is that building's.
    """
    lines = [line_of(text, span, pack, gazetteer) for span in spans]
    read = [_read(line) for line in lines]
    happened = {f.lone for line, r in zip(lines, read, strict=True) for f in r.found if _is_meant(line, f)}
    people = frozenset().union(*(r.people for r in read)) - happened
    regions = {c.id for r in read for f in r.found if not f.doubtful for c in f.meant if c.kind == "admin1"}
    buildings = {name for line, r in zip(lines, read, strict=True) for name in called(line, r.found)}
    made: list[Toponym] = []
    for number, (line, places) in enumerate(zip(lines, read, strict=True)):
        kept = [_in_regions(f, regions) for f in places.found if f.lone not in people and not _is_among(f, buildings)]
        made += _tied(line, number, kept, len(made))
    return tuple(made)


def _is_among(place: Found, buildings: Set[str]) -> bool:
    return place.kind is None and key(place.name) in buildings and not is_large(place.meant)


def _is_meant(line: Line, place: Found) -> bool:
    """Whether the text says of a name that something happened there, or what kind of place it is; what people do to
    somebody as well (*hit Korum*) does not say so, nor does *in* before a name that no place is known by (*confidence
    in Korum*).
    """
    if place.kind in GROUND:
        return True
    led = (
        bool(place.meant)
        and place.role in ("at", "near")
        and line.low(place.first - 1) not in line.known.not_of_unknown
    )
    return led and not line[place.last - 1].owns


def given(
    text: str, spans: Sequence[Span], names: Sequence[Span], pack: Language, gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """The toponyms at stretches that are known to name places, whatever they look like, in text order."""
    made: list[Toponym] = []
    for number, span in enumerate(spans):
        line = line_of(text, span, pack, gazetteer)
        found = [_given(line, name) for name in names if span[0] <= name[0] < span[1]]
        made += _tied(line, number, [f for f in found if f], len(made))
    return tuple(made)


def _in_regions(place: Found, regions: set[int]) -> Found:
    """A doubtful name that lies in a region which the text names, as that place; any other as it is."""
    near = tuple(c for c in place.meant if c.admin1 in regions) if place.doubtful else ()
    return msgspec.structs.replace(place, meant=near, doubtful=False) if near else place


def _read(line: Line) -> InProse:
    if is_unmarked(line):
        return InProse(tuple(with_capitals(line, tuple(unmarked(line)))), frozenset())
    exact = tuple(grounds(line))
    taken = [e for e in exact if not _is_between_towns(line, e)]
    prose = in_prose(line, taken)
    apart = [f for f in prose.found if not any(e.first <= f.first and f.last <= e.last for e in taken)]
    stood = [e for e in exact if e.role in ("at", "near")]
    told = with_capitals(line, apart)
    return InProse(tuple(sorted((*told, *stood), key=lambda f: (f.first, f.last))), prose.people)


def _is_between_towns(line: Line, road: Found) -> bool:
    """Whether a road is named after the towns at its ends (*carretera Korum - Gao*): they tell where it is."""
    return any(line.raw(i) in DASHES for i in range(road.first, road.last))


def _given(line: Line, name: Span) -> Found | None:
    held = [i for i in range(len(line)) if line.start(i) < name[1] and line.end(i) > name[0]]
    if not held:
        return None
    first, last = held[0], held[-1] + 1
    printed = without_owner(line.text[slice(*name)], line.known)
    meant = named(line, first, last, printed, trusted=True)
    role = "people" if line.is_people(first, last) else role_of(line, first)
    return Found(first=first, last=last, name=printed, meant=meant, role=role, kind=kind_of(line, first, last))


def _tied(line: Line, number: int, found: Sequence[Found], base: int) -> Iterator[Toponym]:
    """The toponyms of a line, numbered from `base`; a doubtful one stays only where a place beside it bears it out."""
    ties = _ties(line, found)
    kept = [i for i, f in enumerate(found) if not f.doubtful or _is_borne_out(found, i, ties[i])]
    numbers = {i: base + n for n, i in enumerate(kept)}
    for i in kept:
        place = found[i]
        start = line.start(place.first)
        yield Toponym(
            span=(start, start + len(place.name)),
            sentence=number,
            name=_in_one_line(place.name),
            words=_with_kind(line, place),
            role=place.role,
            kind=place.kind,
            candidates=() if _is_in_another_town(found, i, ties[i]) else place.meant,
            tied=tuple(sorted(numbers[j] for j in ties[i] if j in numbers)),
            unmarked=place.unmarked,
            way=place.way,
            address=place.address,
            abbreviated=any(code.short for code in line.known.codes.get(key(place.name), ())),
        )


def _is_in_another_town(found: Sequence[Found], i: int, ties: set[int]) -> bool:
    """Whether a building called after a town is said to stand in another one (*the school of Korum in Gao*)."""
    if found[i].kind != "exact":
        return False
    beside = (found[j].meant for j in ties if not any(inside(a, b) for a in found[i].meant for b in found[j].meant))
    return any(c.kind in ("settlement", "district") for meant in beside for c in meant)


def _ties(line: Line, found: Sequence[Found]) -> list[set[int]]:
    """For each name those right beside it, and the next one of a row of three (*Korum, Western Vandoria, Vandoria*)."""
    beside = [side_by_side(line, a, b) for a, b in pairwise(found)]
    ties: list[set[int]] = [set() for _ in found]
    for i, close in enumerate(beside):
        if close:
            ties[i].add(i + 1)
            ties[i + 1].add(i)
        if close and i + 1 < len(beside) and beside[i + 1]:
            ties[i].add(i + 2)
            ties[i + 2].add(i)
    return ties


def _is_borne_out(found: Sequence[Found], i: int, ties: set[int]) -> bool:
    """Whether what is set beside a name lies in it, or holds it."""
    return any(inside(a, b) or inside(b, a) for j in ties for a in found[i].meant for b in found[j].meant)


def _with_kind(line: Line, place: Found) -> str:
    """The name with the word for what the place is right behind it (*Korum district*), with the shape of the land that
    is a part of it (*valle de Korum*), or with the part of it that is meant (*southern Vandoria*).
    """
    behind = _kind_told_behind(line, place)
    before = _told_before(line, place) if behind is None else None
    if before is not None:
        return _in_one_line(line.printed(before, place.last))
    if behind is not None:
        return _in_one_line(" ".join([place.name, *(line.raw(i) for i in range(place.last, behind + 1))]))
    return _in_one_line(place.printed or place.name)


def _kind_told_behind(line: Line, place: Found) -> int | None:
    """Where the word for what a place is stands behind its name; None where it is no part of what it is called."""
    at = kind_behind(line, place.last)
    return at if at is not None and not goes_on(line, at) and place.kind not in _UNNAMED_BY_KIND else None


def _told_before(line: Line, place: Found) -> int | None:
    """Where the shape of the land, what a place is, or the part of it that is meant, is told before its name."""
    if place.meant and place.meant[0].kind == "country":
        return side_before(line, place.first)
    if place.kind == "exact":
        return None
    land = landform_before(line, place.first)
    beside = place.first > 0 and line.low(place.first - 1) in line.known.compass and place.role in _OF_A_PART
    if land is None and beside:
        return place.first - 1
    return _kind_told_before(line, place) if land is None else land


def _kind_told_before(line: Line, place: Found) -> int | None:
    """Where what a place is is told before its name: of an area told with *of* only where the gazetteer has nothing of
    that very name (*distrito de Korum*, and not *estado de Zacatecas*).
    """
    at, name = kind_told_before(line, place.first), key(place.name)
    is_known = any(key(c.name) == name for c in place.meant)
    alone = at is not None and at < place.first - 1 and line.low(at) not in line.known.of_kind
    return None if alone and is_known else at


def _in_one_line(name: str) -> str:
    return " ".join(name.split())
