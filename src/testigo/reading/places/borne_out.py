"""Which names of places nothing in a dispatch bears out: they mean none that the gazetteer has, or are only words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from testigo.model.toponym import Candidate, Located
from testigo.reading.places.evidence import NEAR_KM, kilometres, region_id
from testigo.reading.places.surroundings import inside

SEAT = 100_000
"""People of a city that is meant rather than the region of its name."""
_KNOWN_ANYWHERE = 400_000
"""People of a city that a dispatch may name without a word about its country."""
_VILLAGE = 5_000
"""People of a place below which its name alone tells of no country."""
SMALL = {"settlement", "district"}
_LOCAL = {"dateline", "watch", "paper"}
"""Roles of places where a local report was written, or whose police look into it."""
THERE = {"at", "near", "of", "plain", "watch"}
"""Roles of a headline's places where its news may be."""


def supported(places: tuple[Located, ...], press: str | None) -> tuple[Located, ...]:
    """The places without meanings that nothing in the dispatch bears out."""
    homes = {c.country for p in places for c in p.meant if p.toponym.role == "dateline"} | ({press} if press else set())
    named = [(c.country, p.toponym.role) for p in places for c in p.meant if c.kind == "country"]
    of_cities = {p.place.country for p in places if p.place and p.toponym.role in THERE and _tells_its_region(p.place)}
    countries = homes | of_cities | {country for country, _ in named}
    spoken_of = homes | {country for country, role in named if role != "motion"}
    regions = {region for p in places if p.place and _tells_its_region(p.place) and (region := region_id(p.place))}
    local = [p.place for p in places if p.place and p.place.country == press and p.toponym.role in _LOCAL]
    told = tuple(dict.fromkeys((p.toponym.name, p.place) for p in places if p.place))
    known = tuple(
        p
        if _is_borne_out(p, countries, spoken_of, regions, places)
        and not _is_a_namesake(p, local, told)
        and not _is_of_another_region(p, told)
        else _unknown(p)
        for p in places
    )
    return without([_is_only_a_word(p, homes, regions, known) for p in known], known)


def _tells_its_region(place: Candidate) -> bool:
    """Whether whoever names a place speaks of its region: the region itself, or a city that is known anywhere."""
    return place.kind == "admin1" or (bool(place.main) and place.population >= _KNOWN_ANYWHERE)


def _is_only_a_word(located: Located, homes: set[str], regions: set[int], places: Sequence[Located]) -> bool:
    """Whether one word that no capital sets apart would mean a town far from where the dispatch was filed: *GRAVE*."""
    toponym, place = located.toponym, located.place
    if not toponym.unmarked or toponym.kind in ("settlement", "district") or not homes or " " in toponym.name:
        return False
    if place is None:
        return True
    if place.kind not in ("settlement", "district") or place.population >= SEAT or region_id(place) in regions:
        return False
    beside = (places[n] for n in toponym.tied if places[n].toponym.role != "people")
    return place.country not in homes and not any(inside(place, c) for other in beside for c in other.meant)


def without(words: Sequence[bool], places: Sequence[Located]) -> tuple[Located, ...]:
    """The places but those that are only words, numbered anew."""
    if not any(words):
        return tuple(places)
    numbers = {old: new for new, old in enumerate(n for n, word in enumerate(words) if not word)}
    return tuple(_renumbered(places[n], numbers) for n in numbers)


def _renumbered(located: Located, numbers: Mapping[int, int]) -> Located:
    tied = tuple(numbers[n] for n in located.toponym.tied if n in numbers)
    return msgspec.structs.replace(located, toponym=msgspec.structs.replace(located.toponym, tied=tied))


def _is_borne_out(
    located: Located, countries: set[str], spoken_of: set[str], regions: set[int], places: Sequence[Located]
) -> bool:
    """Whether a dispatch may mean a place: a large one, one of a country or region that it names, or, where it names no
    country but one that somebody went to, any town under its own name: a village may have namesakes that no map has.
    """
    place = located.place
    if place is None or place.kind not in ("settlement", "district"):
        return True
    if place.population >= _KNOWN_ANYWHERE or (_is_known_by_its_name(located, place) and not spoken_of):
        return True
    if place.country in countries or region_id(place) in regions or (not spoken_of and place.population >= SEAT):
        return True
    return any(inside(place, c) for n in located.toponym.tied for c in places[n].meant)


def _is_known_by_its_name(located: Located, place: Candidate) -> bool:
    """Whether a town goes by the name, or the district does whose seat it is."""
    if place.population < _VILLAGE:
        return False
    seated = (c for c in located.toponym.candidates if c.kind == "district" and c.admin1 == place.admin1)
    return bool(place.main) or any(c.main for c in seated)


def _is_a_namesake(located: Located, local: Sequence[Candidate], told: Sequence[tuple[str, Candidate]]) -> bool:
    """Whether a name is that of a small place far from where its country's press wrote and whose police it names, of a
    region that nothing else speaks of: the local press says where such a place is, so a quarter of the town is meant,
    or a place nearby that the gazetteer lacks.
    """
    place = located.place
    if place is None or place.kind not in SMALL or place.population >= SEAT:
        return False
    if not any(c.country == place.country for c in local) or any(_is_near(c, place) for c in local):
        return False
    others = (other for name, other in told if name != located.toponym.name)
    return not any(region_id(c) == region_id(place) and (c.kind == "admin1" or c.population >= SEAT) for c in others)


def _is_of_another_region(located: Located, told: Sequence[tuple[str, Candidate]]) -> bool:
    """Whether a name is that of a small place in a region that nothing else tells of, where the dispatch names others
    of its country and nothing near it: it is a namesake of one that the gazetteer lacks.
    """
    place = located.place
    if place is None or place.kind != "settlement" or located.toponym.tied:
        return False
    if any(c.population >= SEAT for c in located.toponym.candidates):
        return False  # a large town of that name may be meant
    others = (other for name, other in told if name != located.toponym.name)
    inland = [c for c in others if c.country == place.country and c.kind != "country"]
    named = {region_id(c) for c in inland if c.kind == "admin1"}
    return bool(named) and not any(_is_near(c, place) for c in inland)


def _is_near(home: Candidate, place: Candidate) -> bool:
    return region_id(home) == region_id(place) or kilometres(home, place) < NEAR_KM


def _unknown(located: Located) -> Located:
    return msgspec.structs.replace(located, meant=())
