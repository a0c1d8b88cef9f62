"""Where an account happened: the most exact place that the sentences of its claims, and the lead, let hold it.

The dateline says where somebody wrote, and counts only where nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from testigo.accounts.chosen import Choice, issue_of, place_of
from testigo.accounts.weighing import ENOUGH, FINE, Known, Weighed, kind_of, weighed
from testigo.model.account import Account
from testigo.model.circumstance import Place
from testigo.model.claim import Toll
from testigo.model.dispatch import Span
from testigo.model.placed import Placed
from testigo.model.reading import Reading
from testigo.model.told import Told
from testigo.model.toponym import Candidate, Located, PlaceKind, Toponym
from testigo.packs.agency import agencies
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key

_ORDER: Sequence[PlaceKind] = ("settlement", "district", "admin1", "region", "country")
"""Kinds of places of the gazetteer, the smallest first."""
_WIDE_KINDS = {"country", "admin1", "region"}
_WITHIN_A_TOWN = {"exact", "quarter"}
"""Kinds of places that few gazetteers have, and that lie in a town that the dispatch names."""
_FADING = 0.5
"""How much less each further mention of a country or region adds."""

_SMALL = {"settlement", "district"}
_NAMESAKE = 2.5
"""So much less may be told of a town than of the city whose name may mean the region around it."""

_TOWN = {"settlement", "exact"}
"""Precisions that say where an account happened without a look at the sentences beside it."""

_NO_SCENE = {"body", "people", "dateline", "headline", "paper"}
"""Roles of places that say nothing of what a figure of their sentence covers."""

_OF_HOME = {"dateline", "watch"}
"""Roles of places where a local report was written, or whose police look into what it tells."""

_OF_OTHERS = {"body", "motion"}
"""Roles of places that say where somebody is from, or was taken."""

_LED_WITHIN = {"at", "near", "of"}
"""Roles that a word within the name of a group may give."""

_ITSELF = {"at", "near", "of", "plain", "motion", "watch"}
"""Roles of a place that is meant itself, and nobody of it."""

_QUARTER = 0.5
"""What more speaks for a part of a town."""
_LEADING = 0.35
"""What more speaks for an area of which most is told: it is where the news happened, whatever town is told besides."""
_CITY = 100_000
"""People of a city that its name alone tells."""

_OPENING = 10
"""Code points before a place that a sentence opens with: room for *and in*, and none for *doctors in*."""

_ELSEWHERE = {"dateline", "paper", "people"}
"""Roles of places that are where a report was written, or whose people it names, and no towns that it speaks of."""

_SCENE = {"at", "near"}
"""Roles of places at which, or near which, something is said to have happened."""

Wide = TypeVar("Wide", str, int)


def placed(
    accounts: Sequence[Account],
    claims: Sequence[Toll],
    told: Sequence[Told],
    reading: Reading,
    places: Sequence[Located],
    gazetteer: Gazetteer,
    press: str | None = None,
) -> Placed:
    """The accounts with their places; `claims` are those of `told`, in the same order, in their accounts.

    `press` is the country whose press wrote the report: that of its news where the report names no place at all.
    A place that is undecided, or that the gazetteer lacks, is an issue; the first account is the dispatch's news.
    """
    own: dict[str | None, list[Told]] = {}
    for claim, toll in zip(claims, told, strict=True):
        own.setdefault(claim.account, []).append(toll)
    groups = [side.span for side in reading.named]
    known = [(_of_a_group(p, groups), _meant_around(p, places)) for p in places]
    by_sentence: dict[int, list[Known]] = {}
    for located, around in known:
        by_sentence.setdefault(located.toponym.sentence, []).append((located, around))
    scenes = {at: scene for at, near in by_sentence.items() if (scene := _scene(near, gazetteer))}
    made, issues = [], []
    for number, account in enumerate(accounts):
        tolls = own.get(account.id, ())
        own_sentences = {t.sentence for t in tolls}
        near = _of_the_news(known, own_sentences, told) if number == 0 else _near(own_sentences, by_sentence, scenes)
        choice = where(tolls, reading, near, gazetteer, news=number == 0, press=press)
        unnamed = Place(country=press, precision="country") if press and number == 0 else Place()
        place = unnamed if choice is None else place_of(choice, gazetteer)
        made.append(msgspec.structs.replace(account, place=place))
        issues += [issue] if choice and (issue := issue_of(choice.located, place)) else []
    first_named = {at: _first_named(near) for at, near in by_sentence.items()}
    spots = frozenset(p.toponym.span for p in places if p.meant and p.toponym.role in _ITSELF)
    issues = list(dict.fromkeys(issues))
    wide = frozenset(p.toponym.span for p in places if p.meant and all(c.kind in _WIDE_KINDS for c in p.meant))
    opened = frozenset(at for at, near in by_sentence.items() if at >= 0 and _opens(near, reading.sentences[at].span))
    named = {at: name for at, name in first_named.items() if name}
    towns = frozenset(p.toponym.span for p in places if p.toponym.role not in _ELSEWHERE) - wide
    return Placed(tuple(made), tuple(issues), named, scenes, spots, wide, opened, towns)


def _opens(places: Sequence[Known], sentence: Span) -> bool:
    """Whether a sentence begins with where something happened: *In Korum, two men were killed*, *And in Korum*."""
    return any(p.toponym.role == "at" and p.toponym.span[0] - sentence[0] < _OPENING for p, _ in places)


def _meant_around(located: Located, places: Sequence[Located]) -> tuple[Candidate, ...]:
    """What a place means; of one that the gazetteer lacks, what those set beside it do."""
    beside = (places[n] for n in located.toponym.tied)
    return located.meant or tuple(c for p in beside if p.toponym.role != "body" for c in p.meant)


def _of_a_group(located: Located, groups: Sequence[Span]) -> Located:
    """A place that a group's name leads up to (*the Front in Korum*), as an organisation's; any other as it is."""
    toponym = located.toponym
    within = any(start < toponym.span[0] and toponym.span[1] <= end for start, end in groups)
    if not within or toponym.role not in _LED_WITHIN:
        return located
    return msgspec.structs.replace(located, toponym=msgspec.structs.replace(toponym, role="body"))


def _scene(places: Sequence[Known], gazetteer: Gazetteer) -> Place | None:
    """Where a sentence says that something happened: the most exact place of those it happened at or near, else of
    those that what was struck is of (*the town hall of Korum*).
    """
    known = [(located, around) for located, around in places if around]
    told = [k for k in known if k[0].toponym.role in _SCENE] or [k for k in known if k[0].toponym.role == "of"]
    if not told:
        return None
    located, around = max(told, key=lambda known: (FINE[kind_of(known[0])], -known[0].toponym.span[0]))
    countries = {candidate.country for candidate in around}
    country = countries.pop() if len(countries) == 1 else None
    return place_of(Choice(located, country, None if located.meant else _smallest(around)), gazetteer)


def _first_named(places: Sequence[Known]) -> str | None:
    """The first place of a sentence that the gazetteer has and that is no organisation's or the dateline's."""
    names = (p.toponym.words or p.toponym.name for p, _ in places if p.meant and p.toponym.role not in _NO_SCENE)
    return next(names, None)


def _of_the_news(places: Sequence[Known], own: set[int], told: Sequence[Told]) -> Sequence[Known]:
    """The places that count for the news: but those of sentences behind its first that count people for other accounts,
    or for none.
    """
    others = {t.sentence for t in told if t.sentence > min(own, default=t.sentence)} - own
    return [known for known in places if known[0].toponym.sentence not in others] or places


def _near(own: set[int], places: Mapping[int, Sequence[Known]], scenes: Mapping[int, Place]) -> list[Known]:
    """The places that count for an account that is not the news: of its own sentences where these say where it
    happened, else also of those beside them.
    """
    told = any(scenes[at].precision in _TOWN for at in own if at in scenes)
    beside = own if told else {at + step for at in own for step in (-1, 0, 1)}
    return [place for at in sorted(beside) for place in places.get(at, ())]


def where(
    told: Sequence[Told],
    reading: Reading,
    places: Sequence[Known],
    gazetteer: Gazetteer,
    *,
    news: bool,
    press: str | None = None,
) -> Choice | None:
    """The place of an account: its country first, then the region of that, then the most exact place of the region.

    None where its sentences name none. Only the dispatch's `news` may fall back on the dateline.
    """
    found = weighed(told, reading, places, news=news)
    country = _most([(c.country, w.telling) for w in found for c in w.around if w.telling > 0]) or press
    inland = [w for w in found if not w.around or any(c.country == country for c in w.around)]
    sure = [(region, w.placing / len(w.around)) for w in inland if w.enough for region in _regions(w)]
    region = _most(sure)
    local = [w for w in inland if not w.around or region is None or _regions(w) & {region} or _is_wide(w)]
    filed = [w for w in local if w.located.toponym.role == "dateline" and w.around]
    at_home = [w for w in filed if press or not _is_of_an_office(w)]
    fine = [w for w in local if w.enough]
    if not fine:
        region_told = _region_of_bodies(inland)
        if region_told is not None and all(kind_of(w.located) == "country" for w in filed):
            return Choice(region_told.located, country)
        named = [w for w in inland if w.around and w.located.toponym.role != "body"]
        rest = filed or sorted(named, key=lambda w: -w.weight)
        return Choice(rest[0].located, country, filed=bool(filed) and not at_home) if rest else None
    most = max(w.weight for w in fine)
    best = max(
        fine, key=lambda w: (w.fitness + _of_a_part(w, most, press), w.own and not news, -w.located.toponym.span[0])
    )
    if at_home and kind_of(best.located) == "country" and best.located.toponym.role != "at":
        best = at_home[0]
    best = (
        _town_of_a_body(best, local)
        or _region_of_a_body(best, inland)
        or _town_of_several(best, fine)
        or _in_its_namesake(best, fine)
        or best
    )
    # no region is known to hold a street: where little is told to have happened in one, any town may
    near = inland if kind_of(best.located) in _WITHIN_A_TOWN and not _is_told_in(region, fine, best) else local
    holding = _holding(best, near, country)
    if holding is None or holding.kind == "country":
        known = _region_near(best, near, country, gazetteer)
        holding = known or (_region_of_home(best, near, gazetteer) if country == press else None) or holding
        if not best.around and region is not None and (holding is None or holding.kind == "country"):
            holding = gazetteer.place(region) or holding
    return Choice(_fullest(best.located, local), country, holding)


def _of_a_part(place: Weighed, most: float, press: str | None) -> float:
    """What more speaks for a part of a town: for any where no local press tells of its own town, and for an area that
    is set right beside its town (*Korum's Gao area*) where as much speaks for it as for any place.
    """
    told = place.weight >= most and not place.located.meant
    within_town = told and any(c.kind == "settlement" for c in place.around)
    is_part = kind_of(place.located) == "quarter" and (press is None or within_town)
    is_area = place.located.toponym.kind == "district"
    if is_part or (within_town and is_area):
        return _QUARTER
    return _LEADING if is_area and told and place.own and place.located.toponym.role == "at" else 0.0


def _is_of_an_office(dateline: Weighed) -> bool:
    """Whether a dateline is of a town where agencies have their offices, or of a region: not of where somebody went."""
    offices, printed = agencies().offices, key(dateline.located.toponym.name)
    return all(c.kind in _WIDE_KINDS or printed in offices.get(c.country, ()) for c in dateline.around)


def _is_told_in(region: int | None, fine: Sequence[Weighed], best: Weighed) -> bool:
    """Whether something is said to have happened at a place in a region, of which as much is told as of the best."""
    scenes = (w for w in fine if w.located.toponym.role in ("at", "of") and w.weight >= best.weight)
    return region is not None and any(_regions(w) == {region} for w in scenes)


def _fullest(best: Located, places: Sequence[Weighed]) -> Located:
    """The mention of a place that says most of what it is: *Korum neighborhood*, elsewhere only *Korum*."""
    told = [w.located for w in places if w.located.toponym.name == best.toponym.name and w.located.meant == best.meant]
    return max((best, *told), key=lambda p: len(p.toponym.words.split()))


def _town_of_a_body(best: Weighed, local: Sequence[Weighed]) -> Weighed | None:
    """Where nothing more exact than a region is named, the one town of it whose school, court or office is."""
    if kind_of(best.located) not in _WIDE_KINDS:
        return None
    bodies = [w for w in local if w.located.toponym.role == "body" and w.weight >= ENOUGH and len(w.around) == 1]
    towns = {w.around[0].id: w for w in bodies if w.around[0].kind == "settlement"}
    return next(iter(towns.values())) if len(towns) == 1 else None


def _region_of_a_body(best: Weighed, inland: Sequence[Weighed]) -> Weighed | None:
    """Where nothing more exact than a country is named, the one region of it whose prosecutors, court or office are."""
    return _region_of_bodies(inland) if kind_of(best.located) == "country" else None


def _region_of_bodies(inland: Sequence[Weighed]) -> Weighed | None:
    """The one region whose bodies the account's sentences name, with enough that speaks for it."""
    bodies = [w for w in inland if w.located.toponym.role == "body" and w.weight >= ENOUGH and len(w.around) == 1]
    regions = {w.around[0].id: w for w in bodies if w.around[0].kind == "admin1"}
    return next(iter(regions.values())) if len(regions) == 1 else None


def _town_of_several(best: Weighed, fine: Sequence[Weighed]) -> Weighed | None:
    """The town, where as much is told of several of its quarters or houses: it happened in all of them."""
    if kind_of(best.located) not in _WITHIN_A_TOWN or best.located.toponym.way:
        return None
    towns = [w for w in fine if w.located.place and w.located.place.kind in _SMALL]
    named = {_first_word(w.located.toponym.name) for w in towns}
    alike = _first_word(best.located.toponym.name) not in named and any(_is_another_such(w, best) for w in fine)
    return max(towns, key=lambda w: (w.fitness, -w.located.toponym.span[0]), default=None) if alike else None


def _is_another_such(place: Weighed, best: Weighed) -> bool:
    """Whether a place is another one that the same word calls what it is, in the same sentence and as likely."""
    one, other = place.located.toponym, best.located.toponym
    kind = _first_word(one.name)
    is_such = kind.isalpha() and kind == _first_word(other.name) and one.sentence == other.sentence
    return is_such and one.name != other.name and place.fitness == best.fitness


def _first_word(name: str) -> str:
    return name.partition(" ")[0].lower()


def _in_its_namesake(best: Weighed, fine: Sequence[Weighed]) -> Weighed | None:
    """The town that lies in the region of a city's name, where not much less is told of it: *in Puebla, where a man was
    killed in Korum*. The name may well mean the region, and then the town is where it happened.
    """
    city = best.located.place
    if city is None or best.located.toponym.kind or city.kind != "settlement" or not _is_named_like_its_region(best):
        return None
    towns = [w for w in fine if w.located.place and w.located.place.kind in _SMALL and _regions(w) == {city.admin1}]
    beside = [w for w in towns if _is_set_beside(w.located.toponym, best.located.toponym)]
    near = [w for w in beside if best.fitness - w.fitness < _NAMESAKE]
    return max(near, key=lambda w: (w.fitness, -w.located.toponym.span[0]), default=None)


def _is_set_beside(town: Toponym, city: Toponym) -> bool:
    """Whether another name tells where something happened, in the sentence of a city's or the next."""
    return town.name != city.name and 0 <= town.sentence - city.sentence <= 1 and town.role in _SCENE


def _is_named_like_its_region(city: Weighed) -> bool:
    """Whether a name may mean a city and the region around it."""
    return any(c.kind in ("admin1", "region") and c.id in _regions(city) for c in city.located.toponym.candidates)


def _region_near(best: Weighed, near: Sequence[Weighed], country: str | None, gazetteer: Gazetteer) -> Candidate | None:
    """The region of the only town that its sentence sets near a place that no gazetteer has: *in Korum, near Gao*."""
    if best.around or kind_of(best.located) not in ("settlement", "district"):
        return None
    sentence = best.located.toponym.sentence
    towns = [w for w in near if w.located.toponym.sentence == sentence and w.located.toponym.role == "near"]
    regions = {c.admin1 for w in towns for c in w.around if c.country == country and c.admin1 is not None}
    return gazetteer.place(regions.pop()) if len(regions) == 1 else None


def _region_of_home(best: Weighed, near: Sequence[Weighed], gazetteer: Gazetteer) -> Candidate | None:
    """The one region where a report of the local press was filed and whose police it names: of a place nearby that no
    gazetteer has.
    """
    if best.around or kind_of(best.located) not in ("settlement", "district"):
        return None
    homes = (w.around[0] for w in near if len(w.around) == 1 and w.located.toponym.role in (*_OF_HOME, "paper"))
    regions = {region for c in homes if (region := _region_id(c)) is not None}
    return gazetteer.place(regions.pop()) if len(regions) == 1 else None


def _most(named: Sequence[tuple[Wide, float]]) -> Wide | None:
    """What most speaks for; each further mention of the same adds less."""
    weights: dict[Wide, list[float]] = {}
    for name, weight in named:
        weights.setdefault(name, []).append(weight)

    def total(name: Wide) -> float:
        return sum(w * _FADING**i for i, w in enumerate(sorted(weights[name], reverse=True)))

    return max(weights, key=total, default=None)


def _regions(named: Weighed) -> set[int]:
    """The regions of the first order that a place may be, or lie in."""
    return {region for c in named.around if (region := _region_id(c)) is not None}


def _is_wide(named: Weighed) -> bool:
    """Whether a place may be larger than a region of the first order."""
    return any(_region_id(c) is None for c in named.around)


def _region_id(place: Candidate) -> int | None:
    return place.id if place.kind == "admin1" else place.admin1


def _holding(best: Weighed, near: Sequence[Weighed], country: str | None) -> Candidate | None:
    """The smallest known place around one that the gazetteer lacks: what is set beside it; for a street or house the
    settlement of its sentence, the city where a toll is told to be, that of the dateline or of the police, then of the
    account, one that it is only near to last; else the region of its own sentence, or the country.
    """
    own = [c for c in best.around if c.country == country]
    if own:
        return _smallest(own)
    sure = sorted((w for w in near if len(w.around) == 1 and w.weight > 0), key=lambda w: -w.weight)
    inland = [w for w in sure if w.around[0].country == country]
    others = [w for w in inland if w.located.toponym.role not in _OF_OTHERS]
    same = [w for w in others if w.located.toponym.sentence == best.located.toponym.sentence]
    if best.located.toponym.kind in _WITHIN_A_TOWN:
        led = [w for w in same if w.located.toponym.role in _SCENE]
        told = [w for w in others if w.located.toponym.role == "at" and w.own and w.around[0].population >= _CITY]
        filed = [w for w in others if w.located.toponym.role in _OF_HOME]
        apart = [w for w in (*same, *others, *inland) if w.located.toponym.role != "near"]
        return _smallest([w.around[0] for w in (*led, *told, *filed, *apart, *inland)])
    towns = best.located.toponym.kind == "district"
    wide = [w.around[0] for w in same if towns or w.around[0].kind != "settlement"]
    return _smallest([*wide, *(w.around[0] for w in others if w.around[0].kind == "country")])


def _smallest(places: Sequence[Candidate]) -> Candidate | None:
    """The first of the smallest kind."""
    return min(places, key=lambda c: _ORDER.index(c.kind), default=None)
