"""Sentences that tell of another town than the news does; with an earlier day they tell of another happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from testigo.model.circumstance import Place
from testigo.model.distance import kilometres
from testigo.model.told import Told

_APART_KM = 25
_SETTLED = {"settlement", "exact"}


def elsewhere(told: Iterable[Told], scenes: Mapping[int, Place]) -> frozenset[int]:
    """Numbers of sentences with a toll whose scene is another town than that of the first toll's sentence.

    `scenes` are where sentences say that something happened; a sentence without a town tells of no other one.
    """
    sentences = sorted({t.sentence for t in told})
    home = next((scenes[at] for at in sentences if at in scenes and _is_town(scenes[at])), None)
    if home is None:
        return frozenset()
    return frozenset(at for at in sentences if at in scenes and _is_far(scenes[at], home))


def _is_far(place: Place, home: Place) -> bool:
    if not _is_town(place) or place.lat is None or place.lon is None or home.lat is None or home.lon is None:
        return False
    return kilometres(place.lat, place.lon, home.lat, home.lon) > _APART_KM


def _is_town(place: Place) -> bool:
    return place.precision in _SETTLED and place.candidates == 1 and place.lat is not None
