"""How much speaks for each meaning of a place's name: all that a dispatch says, weighed in powers of ten of people.

A region or country set beside the name weighs most, then what the words call it, where the dispatch was filed, the
countries and regions it names elsewhere, other places nearby – and last how many people live there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from testigo.model.toponym import Candidate, PlaceKind, Toponym
from testigo.reading.places.surroundings import inside

QUARTER: PlaceKind = "quarter"
"""A part of a town is not the large city of its name: how many people live there says nothing."""
NEAR_KM = 160.0
"""Places nearer to each other than this are neighbours."""
_NEAR_DEGREES = 1.5
"""Degrees of latitude that are surely as far apart."""
_DISTRICT_KM, _CUSTOM_KM = 60.0, 400.0
"""How far from its middle a district, and a region by custom, may reach."""

_KIND: Mapping[str, float] = {"country": 5.0, "admin1": 2.4, "region": 2.2, "settlement": 0.0, "district": -1.4}
_REGIONS = {"admin1", "region"}
_PEOPLE = 0.55
_MAIN = 0.8
_CALLED, _MISCALLED = 2.5, -1.0
_TIED = 5.0
_HOME = 2.2
_TONGUE, _AT_HOME = 2.0, 0.6
"""Where nothing tells where somebody wrote, small towns are as a rule of countries whose language they wrote in: of
others the country is named as well. Of two large towns the one of such a country is meant.
"""
_WELL_KNOWN = 100_000
"""People of a town that is no small one."""
_COUNTRY, _REGION, _COMPANY = 1.6, 2.0, 1.2
_NEIGHBOUR = 1.0
_HOMES = {"dateline", "paper"}
"""Roles of a place where somebody writes: it is a city rather than a village."""
_FILED, _OFFICE, _LOCAL = 0.5, 1.5, 1.6
"""What people, and being a settlement, weigh more where somebody filed from: agencies have their offices in cities; and
what it weighs to be a place of the country whose press wrote.
"""


Wide = TypeVar("Wide", str, int)


class Scene(msgspec.Struct, frozen=True):
    """What a dispatch has decided so far: how often each country and region is meant, by the name that means it, where,
    and where it was filed. A name is no evidence for itself.

    `press` is the country whose press wrote, `tongue` those whose language it is in; `company` is what may be meant:
    each region with the names of which one lies there, the fewer others the more.
    """

    countries: Mapping[str, Mapping[str, float]]
    regions: Mapping[int, Mapping[str, float]]
    spots: tuple[tuple[float, float, str], ...]
    company: Mapping[int, Mapping[str, float]]
    home: frozenset[str]
    press: str | None = None
    tongue: frozenset[str] = frozenset()


def scene_of(
    toponyms: Sequence[Toponym],
    meant: Sequence[tuple[Candidate, ...]],
    press: str | None = None,
    tongue: frozenset[str] = frozenset(),
) -> Scene:
    """The scene that the decided ones of these toponyms make; without a dateline, the home is that of the press."""
    countries: dict[str, Counter[str]] = {}
    regions: dict[int, Counter[str]] = {}
    sure = [(t, places[0]) for t, places in zip(toponyms, meant, strict=True) if len(places) == 1]
    for toponym, place in sure:
        countries.setdefault(place.country, Counter())[toponym.name] += 2 if place.kind == "country" else 1
        region = region_id(place)
        if region is not None:
            regions.setdefault(region, Counter())[toponym.name] += 2 if place.kind == "admin1" else 1
    spots = {p.id: (p.lat, p.lon, t.name) for t, p in sure if p.kind != "country"}
    filed = frozenset(place.country for toponym, place in sure if toponym.role == "dateline")
    home = filed or (frozenset({press}) if press else filed)
    return Scene(countries, regions, tuple(spots.values()), _company(toponyms), home, press, tongue)


def _company(toponyms: Sequence[Toponym]) -> dict[int, dict[str, float]]:
    company: dict[int, dict[str, float]] = {}
    for name, places in {t.name: t.candidates for t in toponyms if t.role != "people"}.items():
        regions = {region for c in places if (region := region_id(c)) is not None}
        for region in regions:
            company.setdefault(region, {})[name] = 1 / len(regions)
    return company


def evidence(place: Candidate, toponym: Toponym, scene: Scene, *, tied: bool) -> float:
    """How much speaks for one meaning of a name; for a dateline only what stands beside it, whether it is `tied` to
    that, the size of the city, and whose press wrote.
    """
    people = math.log10((0 if toponym.kind == QUARTER else place.population) + 10)
    score = _PEOPLE * people + _MAIN * place.main + (_TIED if tied else 0.0)
    if toponym.role in _HOMES:
        office = _OFFICE if place.kind == "settlement" else 0.0
        return score + _FILED * people + office + _LOCAL * (place.country == scene.press)
    known = place.kind not in _REGIONS or _is_spoken_of(place.country, toponym, scene)
    score += (_KIND.get(place.kind, 0.0) if known else 0.0) + _called(place, toponym)
    return (
        score
        + _of_country(place, toponym, scene)
        + _of_region(place, toponym, scene)
        + _of_neighbours(place, toponym, scene)
    )


def _is_spoken_of(country: str, toponym: Toponym, scene: Scene) -> bool:
    """Whether a dispatch was filed from a country, or names it or a place of it; where nothing tells, of any."""
    return not scene.home or country in scene.home or others(scene.countries, country, toponym) > 0


def _called(place: Candidate, toponym: Toponym) -> float:
    """What the words beside the name call it."""
    if toponym.kind == "admin1":
        fits = place.kind in ("admin1", "region")
        return _CALLED if fits else 0.0 if place.kind == "district" else -_CALLED
    if toponym.kind == "district":
        return _CALLED - _KIND["district"] if place.kind == "district" else 0.0
    if toponym.kind == "settlement":
        return _CALLED if place.kind == "settlement" else _MISCALLED
    return 0.0


def _of_country(place: Candidate, toponym: Toponym, scene: Scene) -> float:
    count = others(scene.countries, place.country, toponym)
    total = sum(others(scene.countries, country, toponym) for country in scene.countries) if count else 0.0
    named = _COUNTRY * (0.5 + count / total) if count else 0.0
    if scene.home:
        return named + (_HOME if place.country in scene.home else 0.0)
    expected = bool(scene.tongue) and (place.country in scene.tongue or _is_known_abroad(place))
    at_home = place.kind == "settlement" and place.population >= _WELL_KNOWN and place.country in scene.tongue
    return named + (_TONGUE if expected else 0.0) + (_AT_HOME if at_home else 0.0)


def _is_known_abroad(place: Candidate) -> bool:
    """Whether whoever writes in another country's language names a place without more words; a district never before
    the town that it is called after.
    """
    if place.kind == "settlement":
        return place.population >= _WELL_KNOWN
    return place.kind != "district"


def _of_region(place: Candidate, toponym: Toponym, scene: Scene) -> float:
    region = region_id(place)
    if region is None:
        return 0.0
    count = others(scene.regions, region, toponym)
    named = _REGION * min(1.0, count / 4 + 0.25) if count else 0.0
    return named + _COMPANY * min(1.0, others(scene.company, region, toponym))


def others(counted: Mapping[Wide, Mapping[str, float]], wide: Wide, toponym: Toponym) -> float:
    """What other names count for a country or region."""
    named = counted.get(wide)
    return sum([count for name, count in named.items() if name != toponym.name]) if named else 0


def _of_neighbours(place: Candidate, toponym: Toponym, scene: Scene) -> float:
    if place.kind == "country":
        return 0.0
    for lat, lon, name in scene.spots:
        close = abs(place.lat - lat) < _NEAR_DEGREES and name != toponym.name
        if close and distance(place.lat, place.lon, lat, lon) < NEAR_KM:
            return _NEIGHBOUR
    return 0.0


def tied_to(beside: Sequence[Toponym], places: Iterable[Candidate]) -> list[Candidate]:
    """Those of some places that lie in one that is named beside them, or hold one."""
    others = [c for t in beside for c in t.candidates]
    return [p for p in places if any(inside(p, c) or inside(c, p) or _around(p, c) for c in others)] if others else []


def _around(a: Candidate, b: Candidate) -> bool:
    """A district or region by custom holds what lies near its middle in its country."""
    kinds = {a.kind, b.kind}
    if not kinds & {"district", "region"} or a.country != b.country or a.kind == b.kind:
        return False
    return kilometres(a, b) < (_DISTRICT_KM if "district" in kinds else _CUSTOM_KM)


def region_id(place: Candidate) -> int | None:
    """The region of the first order that a place is, or lies in."""
    return place.id if place.kind == "admin1" else place.admin1


def kilometres(a: Candidate, b: Candidate) -> float:
    """Great-circle distance of two places."""
    return distance(a.lat, a.lon, b.lat, b.lon)


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points, in kilometres.

    >>> round(distance(0.0, 0.0, 0.0, 90.0))
    10008
    """
    north, south = math.radians(lat1), math.radians(lat2)
    part = math.sin((south - north) / 2) ** 2
    part += math.cos(north) * math.cos(south) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(part)))
