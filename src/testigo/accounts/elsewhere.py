"""Sentences that tell of another place than the news does: with an earlier day, or where they open with it, they tell
of another happening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import msgspec

from testigo.model.circumstance import Place
from testigo.model.distance import kilometres
from testigo.model.told import Told

_APART_KM = 25
_SETTLED = {"settlement", "exact"}
_LOCAL = _SETTLED | {"district"}
_REGION = "admin1"
_TOLD = _LOCAL | {_REGION}


class Elsewhere(msgspec.Struct, frozen=True):
    """Numbers of sentences with a toll that tell of another town than the first toll's does, and of those that open
    with another place: a round-up goes on so (*In Korum, two men were killed. In Gao, three were*).
    """

    towns: frozenset[int] = frozenset()
    turns: frozenset[int] = frozenset()


def elsewhere(told: Iterable[Told], scenes: Mapping[int, Place], opened: Set[int] = frozenset()) -> Elsewhere:
    """`scenes` are where sentences say that something happened, `opened` those that begin with it; a sentence without a
    place tells of no other one.
    """
    sentences = sorted({t.sentence for t in told})
    known = [at for at in sentences if at in scenes]
    town = next((scenes[at] for at in known if _is_placed(scenes[at], _SETTLED)), None)
    place = next((scenes[at] for at in known if scenes[at].precision in _TOLD), None)
    return Elsewhere(
        frozenset(at for at in known if town and _is_placed(scenes[at], _SETTLED) and _is_far(scenes[at], town)),
        frozenset(at for at in known if place and at in opened and _is_another(scenes[at], place)),
    )


def _is_another(place: Place, home: Place) -> bool:
    """Whether a place is another one of the same country: from abroad a report has what is said of its news."""
    if place.country is None or place.country != home.country:
        return False
    if _is_placed(place, _LOCAL) and _is_placed(home, _LOCAL):
        return _is_far(place, home)
    if not (_is_placed(place, _LOCAL) or _is_region(place)):
        return False
    if _is_placed(home, _LOCAL) or _is_region(home):
        return place.admin1 != home.admin1
    return place.precision in _LOCAL and not _shares_a_name(place, home)


def _shares_a_name(place: Place, home: Place) -> bool:
    names = [{n for n in (p.name, p.text, p.within) if n} for p in (place, home)]
    return any(a in b or b in a for a in names[0] for b in names[1])


def _is_far(place: Place, home: Place) -> bool:
    if place.lat is None or place.lon is None or home.lat is None or home.lon is None:
        return False
    return kilometres(place.lat, place.lon, home.lat, home.lon) > _APART_KM


def _is_placed(place: Place, precisions: Set[str]) -> bool:
    return place.precision in precisions and place.candidates == 1 and place.lat is not None


def _is_region(place: Place) -> bool:
    return place.precision == _REGION and place.candidates == 1
