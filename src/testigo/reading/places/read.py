"""Where in the world the places of a dispatch are: each name decided by what else the dispatch says.

Where the best two meanings are about as likely and far apart, nothing decides and both are kept; where the dispatch
speaks of none of the countries in which a small place of the name is known, it is a place that the gazetteer lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from testigo.model.dispatch import Span
from testigo.model.toponym import Candidate, Located, PlaceKind, Toponym
from testigo.packs.language import Language
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key
from testigo.reading.places.borne_out import SEAT, SMALL, THERE, supported, without
from testigo.reading.places.evidence import (
    QUARTER,
    Scene,
    evidence,
    kilometres,
    others,
    region_id,
    scene_of,
    tied_to,
)
from testigo.reading.places.here import pointed_at
from testigo.reading.places.respelt import respelt
from testigo.reading.places.surroundings import inside
from testigo.reading.places.toponyms import given, toponyms

_ROUNDS = 2
"""Times the names are decided: the second one knows what the first decided of their neighbours."""
_CLOSE = 0.35
"""Evidence by which one place must lead another that lies elsewhere."""
_ELSEWHERE_KM = 161.0
_MOST = 40
"""Places of one name that are weighed, those with most people first."""
_MANY_TIMES = 2
"""How many times the people of a region of the name a city abroad must have that is meant rather than it."""

_PARTS = {"district", "quarter"}
_AREAS = {"district", "admin1"}
_PART_KM = 60.0
"""How far from the middle of a city its parts may lie."""
_FILED = {"dateline", "paper"}
"""Roles of places of which no sentence tells anything."""
_PART = re.compile(r"[^\s,()][^,()]*[^\s,()]")
"""A place of a dateline, between commas and brackets."""

Question = tuple[str, bool, PlaceKind | None, tuple[int, ...]]
"""What makes two mentions one question: name, whether it is the dateline's, kind, and what is set beside it."""


def read_places(
    text: str,
    spans: Sequence[Span],
    pack: Language,
    gazetteer: Gazetteer,
    dateline: str | None = None,
    body: int = 0,
    press: str | None = None,
    headline: str | None = None,
    paper: str | None = None,
) -> tuple[Located, ...]:
    """The places of a dispatch's sentences, decided as far as it allows; `press` is the country of its press.

    `dateline` is its place as printed; where it does not stand before `body` in the text, it is read by itself, and so
    is a `headline` given apart. `paper` is the town that a local paper has in its name, for where nothing was filed.
    """
    found = toponyms(text, spans, pack, gazetteer)
    printed = tuple(t for t in found if t.span[0] < body and _is_of(t, dateline))
    is_whole = dateline is not None and _holds_all(printed, dateline)
    named = tuple(_filed(t) if is_whole and t in printed else t for t in found)
    if dateline and not is_whole and not any(t.role == "dateline" for t in named):
        named += _apart(dateline, pack, gazetteer, len(named))
    if paper and not any(t.role == "dateline" for t in named):
        named += tuple(msgspec.structs.replace(t, role="paper") for t in _apart(paper, pack, gazetteer, len(named)))
    if headline:
        named += _beside_the_text(_of_headline(headline, pack, gazetteer), len(named))
    tongue = frozenset(pack.settings.get("spoken_in", ()))
    places = _decided(_spelt_otherwise(named, gazetteer), press, tongue)
    heard = respelt(places, gazetteer)
    if any(t is not p.toponym for t, p in zip(heard, places, strict=True)):
        places = _decided(heard, press, tongue)
    borne_out = tuple(_as_called(_in_full(p, places)) for p in supported(places, press))
    named_so = without([_is_in_small_letters(p.toponym) for p in borne_out], borne_out)
    return (*named_so, *pointed_at(text, spans, body, pack, places))


def _is_in_small_letters(toponym: Toponym) -> bool:
    """Whether a word only tells of which country something is (*el ejército vandorio*): names are decided by it, and
    nothing is placed, for somebody of a country may be anywhere.
    """
    return toponym.role == "people" and toponym.name.islower()


def _in_full(place: Located, places: Sequence[Located]) -> Located:
    """A headline's name that is the beginning of a region's which the text names, and lies in it, as that region: *Gao*
    for the Gao Strip.
    """
    if place.toponym.role != "headline" or place.place is None:
        return place
    begins, region = f"{key(place.toponym.name)} ", region_id(place.place)
    longer = (p for p in places if key(p.toponym.name).startswith(begins) and p.place and p.place.kind == "admin1")
    full = next((p.meant for p in longer if p.place and p.place.id == region), None)
    return msgspec.structs.replace(place, meant=full) if full else place


def _as_called(place: Located) -> Located:
    """A place without the part of it that is told before its name, where the gazetteer knows it by another name: who
    tells of it says *Korum*. A country and an area keep what is told of them.
    """
    toponym, known = place.toponym, place.place
    if known is None or known.kind == "country" or toponym.kind in _AREAS or key(known.name) == key(toponym.name):
        return place
    if toponym.kind == "exact" or not toponym.words.endswith(f" {toponym.name}"):
        return place
    return msgspec.structs.replace(place, toponym=msgspec.structs.replace(toponym, words=toponym.name))


def given_places(
    text: str, spans: Sequence[Span], names: Sequence[Span], pack: Language, gazetteer: Gazetteer
) -> tuple[Located, ...]:
    """The places at stretches that are known to name one: for measuring, and for names that a person marked."""
    return _decided(given(text, spans, names, pack, gazetteer))


def _filed(toponym: Toponym) -> Toponym:
    return msgspec.structs.replace(toponym, role="dateline")


def _is_of(toponym: Toponym, dateline: str | None) -> bool:
    """Whether a place before the body is the dateline's, and not a headline's."""
    return dateline is not None and f" {key(toponym.name)} " in f" {key(dateline)} "


def _holds_all(printed: Sequence[Toponym], dateline: str) -> bool:
    """Whether every place of a dateline is among some toponyms: a headline may name its town alone."""
    names = {key(t.name) for t in printed}
    return bool(names) and all(key(part) in names for part in _PART.findall(dateline))


def _apart(dateline: str, pack: Language, gazetteer: Gazetteer, base: int) -> tuple[Toponym, ...]:
    """The places of a dateline given apart: no span of the text, no sentence."""
    parts = [part.span() for part in _PART.finditer(dateline)]
    found = given(dateline, [(0, len(dateline))], parts, pack, gazetteer)
    return _beside_the_text([_filed(t) for t in found], base)


def _of_headline(headline: str, pack: Language, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The places of a headline, those of which it only tells who somebody is as they are."""
    found = toponyms(headline, [(0, len(headline))], pack, gazetteer)
    return tuple(msgspec.structs.replace(t, role="headline") if t.role in THERE else t for t in found)


def _beside_the_text(found: Sequence[Toponym], base: int) -> tuple[Toponym, ...]:
    """Toponyms of what was given apart from the text, numbered from `base`: no span of it, no sentence."""
    return tuple(
        msgspec.structs.replace(t, span=(0, 0), sentence=-1, tied=tuple(n + base for n in t.tied)) for t in found
    )


def _spelt_otherwise(named: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Names that the gazetteer lacks, with the regions and districts of a country beside them that are spelt alike."""
    return tuple(t if t.candidates or t.kind == "exact" else _alike(t, named, gazetteer) for t in named)


def _alike(toponym: Toponym, named: Sequence[Toponym], gazetteer: Gazetteer) -> Toponym:
    beside = [c for n in toponym.tied for c in named[n].candidates if c.kind in ("country", "admin1")]
    regions = {c.id for c in beside if c.kind == "admin1"}
    found = [p for country in dict.fromkeys(c.country for c in beside) for p in gazetteer.alike(toponym.name, country)]
    fits = tuple(p for p in found if p.kind == "admin1" or p.admin1 in regions)
    return msgspec.structs.replace(toponym, candidates=fits) if fits else toponym


def _decided(
    named: Sequence[Toponym], press: str | None = None, tongue: frozenset[str] = frozenset()
) -> tuple[Located, ...]:
    """Each toponym with what it is decided to mean."""
    meant: list[tuple[Candidate, ...]] = [t.candidates if _is_certain(t) else () for t in named]
    scene = scene_of(named, meant, press, tongue)
    meant = [_meant(t, named, scene, {}) if t.role in _FILED else m for t, m in zip(named, meant, strict=True)]
    for _ in range(_ROUNDS):
        scene = scene_of(named, meant, press, tongue)
        answers: dict[Question, tuple[Candidate, ...]] = {}
        meant = [_meant(t, named, scene, answers) for t in named]
    return tuple(Located(toponym=t, meant=m) for t, m in zip(named, _of_one_sense(named, meant), strict=True))


def _meant(
    toponym: Toponym, named: Sequence[Toponym], scene: Scene, answers: dict[Question, tuple[Candidate, ...]]
) -> tuple[Candidate, ...]:
    if not toponym.candidates or (_is_certain(toponym) and not toponym.tied):
        return toponym.candidates
    question = (toponym.name, toponym.role in _FILED, toponym.kind, toponym.tied)
    if question not in answers:
        answers[question] = () if _lies_elsewhere(toponym, named) else _weighed(toponym, named, scene)
    return answers[question]


def _weighed(toponym: Toponym, named: Sequence[Toponym], scene: Scene) -> tuple[Candidate, ...]:
    """The likeliest meaning, and others about as likely that lie elsewhere."""
    largest = sorted(toponym.candidates, key=lambda c: (-c.population, c.id))
    beside = [named[n] for n in toponym.tied]
    tied = tied_to(beside, largest)
    ids = {c.id for c in tied}
    pool = [*tied, *(c for c in largest if c.id not in ids)][:_MOST]
    if toponym.kind == QUARTER and not (pool := _of_the_town(toponym, pool, ids, scene)):
        return ()
    if toponym.kind in _PARTS and not (pool := _near_its_town(toponym, pool, ids, beside)):
        return ()
    weighed = ((evidence(c, toponym, scene, tied=c.id in ids), c) for c in pool)
    scored = sorted(weighed, key=lambda s: (-s[0], s[1].id))
    best = scored[0][0]
    place = _seat(scored[0][1], toponym, pool, beside, scene)
    close = (c for score, c in scored[1:] if best - score < _CLOSE)
    return (place, *(c for c in close if kilometres(c, place) > _ELSEWHERE_KM))


def _is_certain(toponym: Toponym) -> bool:
    """Whether a name means one place only; that of a part of a town may be any town's."""
    return len(toponym.candidates) == 1 and toponym.kind != QUARTER


def _of_the_town(toponym: Toponym, pool: list[Candidate], tied: set[int], scene: Scene) -> list[Candidate]:
    """What a part of a town may be: of the regions that the dispatch names otherwise, if it names any."""
    if not any(others(scene.regions, region, toponym) for region in scene.regions):
        return pool
    return [c for c in pool if c.id in tied or others(scene.regions, region_id(c) or 0, toponym)]


def _near_its_town(
    toponym: Toponym, pool: list[Candidate], tied: set[int], beside: Sequence[Toponym]
) -> list[Candidate]:
    """What a part of a city may be that is named right behind it: nothing that lies far from it."""
    behind = [c for t in beside if t.span > toponym.span and t.name != toponym.name for c in t.candidates]
    cities = [c for c in behind if c.kind == "settlement" and c.population >= SEAT]
    if not cities:
        return pool
    return [c for c in pool if c.id in tied or any(kilometres(c, city) < _PART_KM for city in cities)]


def _lies_elsewhere(toponym: Toponym, named: Sequence[Toponym]) -> bool:
    """Whether the country that follows a name holds nothing of that name, or the region that does, with its country
    behind it, in short, or where its name is no other place's.

    Then it is a place that the gazetteer lacks (*Korum, Vandoria*; *Korum, Western Vandoria, Vandoria*; *Korum, Ind.*).
    """
    own = named.index(toponym)
    after = [named[n] for n in toponym.tied if n > own and named[n].role != "people"]
    if not after or any(c.kind in ("country", "admin1") for c in toponym.candidates):
        return False
    if len(after[0].candidates) == 1 and after[0].candidates[0].kind == "country":
        return all(c.country != after[0].candidates[0].country for c in toponym.candidates)
    lands = [c for c in after[1].candidates if c.kind == "country"] if len(after) > 1 else []
    regions = [c for c in after[0].candidates if c.kind == "admin1" and any(inside(c, land) for land in lands)]
    if len(lands) != 1 or not regions:
        regions = list(after[0].candidates[:1]) if after[0].abbreviated or _is_but_a_region(after[0]) else []
    return bool(regions) and not any(c.admin1 == region.id for c in toponym.candidates for region in regions)


def _is_but_a_region(toponym: Toponym) -> bool:
    """Whether a name that nothing leads up to is a region's, and nothing else's."""
    return toponym.role == "plain" and [c.kind for c in toponym.candidates] == ["admin1"]


def _seat(
    place: Candidate, toponym: Toponym, pool: Sequence[Candidate], beside: Sequence[Toponym], scene: Scene
) -> Candidate:
    """The city of a region's name, where nothing says that the region is meant and the city is a large one; of a
    country that nothing speaks of, a far larger one anywhere.

    A town of the region, or a district, set right before the name says so: *Korum, Puebla*.
    """
    if place.kind != "admin1" or toponym.kind is not None or _is_of_its_towns(place, toponym, beside):
        return place
    cities = [c for c in pool if c.kind == "settlement" and c.population >= SEAT]
    spoken_of = place.country in scene.home or others(scene.countries, place.country, toponym)
    abroad = () if spoken_of else (c for c in cities if c.population > _MANY_TIMES * place.population)
    return next((c for c in cities if c.admin1 == place.id), next(iter(abroad), place))


def _is_of_its_towns(region: Candidate, toponym: Toponym, beside: Sequence[Toponym]) -> bool:
    """Whether a town of another name that lies in a region, or a district of it, stands before its name; what lies *in*
    a name that is a city's too is a part of the city.
    """
    before = [t for t in beside if t.span < toponym.span and t.name != toponym.name]
    if toponym.role != "at" and any(t.kind == "district" for t in before):
        return True
    return any(c.kind in SMALL and c.main and c.admin1 == region.id for t in before for c in t.candidates)


def _of_one_sense(named: Sequence[Toponym], meant: Sequence[tuple[Candidate, ...]]) -> list[tuple[Candidate, ...]]:
    """A name keeps one sense through a dispatch: where it stands alone, the one that a neighbour gave it elsewhere."""
    told: dict[str, Candidate] = {}
    for toponym, places in zip(named, meant, strict=True):
        if len(places) == 1 and toponym.tied:
            told.setdefault(toponym.name, places[0])
    return [_in_sense(t, places, told.get(t.name)) for t, places in zip(named, meant, strict=True)]


def _in_sense(toponym: Toponym, places: tuple[Candidate, ...], sense: Candidate | None) -> tuple[Candidate, ...]:
    alone = not toponym.tied and toponym.kind is None
    return (sense,) if alone and sense is not None and sense in toponym.candidates else places
