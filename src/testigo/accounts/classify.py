"""What an account is about: its incident type, and whether the dispatch is about it at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

import msgspec

from testigo.model.circumstance import ANY_ATTACK, ONE_CHOSEN, IncidentType
from testigo.model.claim import Outcome, Toll
from testigo.model.reading import LEAD, Reading, ReadSentence
from testigo.model.told import Told

_SHARE = 0.3
"""Share of sentences with words of violence from which on a dispatch is about violence."""
_LEAD, _LEAD_SHARE = 2, 0.15
"""Sentences in which a dispatch says what it is about, and the share where these count people."""
_EARLY, _EARLY_SHARE = 9, 0.1
"""Sentences in which a dispatch comes to what it is about, and the share where it counts people there and goes on
counting: reports of a crime dwell on courts, prayers and other days.
"""
_SEVERAL = 2
"""Sentences that count people, or tell of violence, from which on a dispatch goes on about it."""
_OWN, _FIRST = 1, 3
"""How much more a sentence with a toll of the account, and the first such, says than another one of the lead."""
_CHOSEN = 1.5
"""How much more weighs what shows that one was chosen: it tells of who did it, in whichever sentence."""
_SHOWN, _LATE = 2, 2
_FADING = 0.5
"""How much less each further sentence with a toll says than the one before: further down more is told beside it."""
_BY_OUTCOME: dict[Outcome, tuple[IncidentType, int]] = {
    "abducted": ("abduction", 6),
    "arrested": ("arrest_or_raid", 3),
    "sexual_violence": ("sexual_violence", 6),
}
"""What the outcome of an account's first toll shows."""
_FORCES = {"police", "military", "other_security"}
_BOTH_SIDES = 2
"""Weight of dead or wounded on both sides, which tells a clash from an attack."""
_ONLY_FIGHTERS = 2
"""Weight of dead and wounded who are all fighters, not of the state: somebody fought them."""
_FIGHTERS = {"armed_group", "military"}
_UNDER_ARMS = _FIGHTERS | {"other_security"}
"""Classes of people who clash by arms; police meet crowds."""
_OF_NO_SIDE = {"civilians", "officials", "journalists", "aid_workers"}
_SUFFERED = {"killed", "abducted"}
HARMED = {"killed", "injured", "abducted"}
"""What is done to people in an attack."""
_NO_SIDE = 2
"""Weight of those who were killed or taken though they fought on no side: an attack, though a fight may follow."""
_PUBLIC = {"officials", "journalists"}
_ONE_OF_THEM = 3
"""Weight of a first victim of public life or who leads others, which tells an assassination from an attack."""
_RAID: IncidentType = "arrest_or_raid"
_ARRESTED: Outcome = "arrested"
_NOBODY_HARMED = 3
"""Weight of arrests where nobody else is told of: what the arrested did or planned is told beside them."""
_TAKEN_IN = {"arrested", "surrendered"}
_KILLED: Outcome = "killed"
_MASSACRE: IncidentType = "massacre/execution"
PROTEST: IncidentType = "protest"
_RIOT: IncidentType = "riot"
"""What a protest is in which people were killed, or hurt where violence is told of."""
_CLASH: IncidentType = "armed_clash"
_CROWD = 5
"""Weight from which on words show that a crowd clashed with somebody: what else is called a clash there is that one."""
_FEW = (1, 2)
"""Dead of whom each may have been meant: a deed that kills more is a massacre, or an attack on a place."""
_MANY = 3
"""Dead of an attack from which on it is a massacre, where nobody of them fought and nobody got away wounded. The number
is ours: the fewest whose killing the coders of our Spanish gold called so.
"""
_EXPLOSIVE = {"bombing", "air_or_drone_strike", "shelling"}
_ELSE: IncidentType = "armed_attack"
_ATTACKS = {
    _ELSE,
    "ambush",
    "assassination",
    "massacre/execution",
    "bombing",
    "air_or_drone_strike",
    "shelling",
    "arson_or_destruction",
}
TOLD_APART = _ATTACKS | {"abduction", "armed_clash", "riot", "mob_violence"}
_SHOWN_KIND, _PLAIN_KIND = 2, 3
"""Weight from which on words show a kind of attack, and plainly enough to tell it from one of another kind."""

Kinds = Mapping[str, int]
"""Kinds of attack with their weights."""


def attack_kinds(sentence: ReadSentence) -> Kinds:
    """The kinds of attack that a sentence shows."""
    return {kind: weight for kind, weight in sentence.kinds if kind in TOLD_APART and weight >= _SHOWN_KIND}


def is_another_kind(own: Kinds, shown: Kinds) -> bool:
    """Whether kinds of attack have nothing in common with those shown before, and both show any, one of them plainly.

    >>> is_another_kind({"bombing": 4}, {"armed_attack": 2}), is_another_kind({"ambush": 2}, {"armed_attack": 2})
    (True, False)
    """
    plain = max((*own.values(), *shown.values()), default=0) >= _PLAIN_KIND
    return plain and bool(own and shown) and own.keys().isdisjoint(shown)


def incident_type(told: Iterable[Told], reading: Reading, *, news: bool) -> IncidentType:
    """The type for which most evidence stands: words of the account's sentences, of the lead if the account is the
    dispatch's news, its outcomes and the classes of those who suffered; of two alike the one shown first.
    """
    tolls = list(told)
    beside = _of_people(tolls)
    if _is_prominent(tolls) and not _is_of_explosives(tolls, reading):
        beside.append(("assassination", _ONE_OF_THEM))
    taken_in = all(t.claim.outcome in _TAKEN_IN for t in tolls)
    in_a_riot = news and taken_in and _opens_with_a_riot(reading)
    if _is_of_its_outcome(tolls) and not in_a_riot:
        beside.append(_BY_OUTCOME[tolls[0].claim.outcome])
    if taken_in and not in_a_riot:
        beside.append((_RAID, _NOBODY_HARMED))
    sentences = frozenset(t.sentence for t in tolls)
    fought = not _UNDER_ARMS.isdisjoint(t.claim.people for t in tolls)
    kind = type_shown(KindSigns(sentences, tuple(beside), news, _is_of_few(tolls), _is_deadly(tolls), fought), reading)
    if kind == PROTEST and _is_violent(tolls, reading):
        return _RIOT
    return _MASSACRE if kind == _ELSE and _is_of_many_dead(tolls) else kind


def _opens_with_a_riot(reading: Reading) -> bool:
    """Whether the lead tells of a riot: whoever is arrested there is arrested in it."""
    lead = (shown for sentence in reading.sentences[:LEAD] for shown in sentence.kinds)
    return any(kind == _RIOT and weight >= _PLAIN_KIND for kind, weight in lead)


def _is_violent(tolls: list[Told], reading: Reading) -> bool:
    """Whether people were killed in a protest, or hurt where blows are told of beside it (*they threw bombs*)."""
    hurt = _hurt(tolls)
    near = {at for t in tolls for at in range(t.sentence - 1, t.sentence + 2)}
    blows = any(attack_kinds(sentence) for at, sentence in enumerate(reading.sentences) if at in near)
    return any(claim.outcome == _KILLED for claim in hurt) or (bool(hurt) and blows)


def _is_of_its_outcome(tolls: list[Told]) -> bool:
    """Whether an account is of what it tells first: of people abducted where nobody was hurt, of an arrest where
    no more than one was, in the deed that it is about.
    """
    first, hurt = tolls[0].claim.outcome, _hurt(tolls)
    of_one = first == _ARRESTED and all(claim.count.high == 1 for claim in hurt)
    return first in _BY_OUTCOME and (not hurt or of_one)


class KindSigns(msgspec.Struct, frozen=True):
    """What speaks for the type of an account: its sentences, what else shows a kind, whether it is the dispatch's news.

    `one`: nobody but one person was struck, who is no fighter. `deadly`: it left dead, so that a raid is an attack.
    `fought`: somebody it counts bears arms.
    """

    sentences: frozenset[int]
    beside: tuple[tuple[str, int], ...]
    news: bool
    one: bool = False
    deadly: bool = False
    fought: bool = True


def type_shown(signs: KindSigns, reading: Reading) -> IncidentType:
    """The type for which most evidence stands in an account's sentences, in what else shows one, and in the lead."""
    own = sorted(signs.sentences)
    weights: dict[str, float] = defaultdict(float)
    for nth, number in enumerate(own):
        _add(weights, reading.sentences[number].kinds, _OWN * _FADING ** (nth - 1) if nth else _FIRST)
    if signs.news:
        late = own[0] >= LEAD  # then the lead tells the news, and counts nobody
        for sentence in reading.sentences[:LEAD]:
            _add(weights, sentence.kinds, _LATE if late else 1)
    _add(weights, signs.beside, _SHOWN)
    if signs.deadly:
        weights[ANY_ATTACK] += weights.pop(_RAID, 0)
    if not signs.fought and weights.get(_RIOT, 0) >= _CROWD:
        weights[_RIOT] += weights.pop(_CLASH, 0)
    chosen = weights.pop(ONE_CHOSEN, 0)
    if signs.one and chosen:
        weights["assassination"] += _CHOSEN * chosen
    kind = _heaviest(weights)
    return "assassination" if kind == _ELSE and signs.one and chosen else kind


def _heaviest(weights: dict[str, float]) -> IncidentType:
    """What shows an attack of whatever kind speaks for every kind of attack that something shows."""
    general = weights.pop(ANY_ATTACK, 0)
    for kind in _ATTACKS & weights.keys():
        weights[kind] += general
    if general:
        weights.setdefault(_ELSE, general)
    return cast(IncidentType, max(weights, key=weights.__getitem__)) if any(weights.values()) else _ELSE


def _add(weights: dict[str, float], kinds: Iterable[tuple[str, int]], times: float) -> None:
    for kind, weight in kinds:
        weights[kind] += weight * times


def _of_people(tolls: list[Told]) -> list[tuple[str, int]]:
    """What the classes of the dead and wounded show."""
    hurt = _hurt(tolls)
    people = {claim.people for claim in hurt}
    shown = []
    if "armed_group" in people and people & _FORCES:
        shown.append(("armed_clash", _BOTH_SIDES))
    elif people == {"armed_group"}:
        shown.append(("armed_clash", _ONLY_FIGHTERS))
    if {t.claim.people for t in tolls if t.claim.outcome in _SUFFERED} & _OF_NO_SIDE:
        shown.append((ANY_ATTACK, _NO_SIDE))
    return shown


def _is_prominent(tolls: list[Told]) -> bool:
    """Whether the first who was struck is of public life, or leads others: one, and no fighter."""
    first = next((t for t in tolls if _is_hurt(t.claim)), None)
    if first is None or first.claim.count.high != 1:
        return False
    return first.claim.people in _PUBLIC or (first.leading and first.claim.people != "armed_group")


def _is_of_few(tolls: list[Told]) -> bool:
    """Whether people who are no fighters were killed, no count is of more than two, and nobody got away hurt."""
    hurt = [t for t in tolls if _is_hurt(t.claim)]
    single = all(t.claim.count.high in _FEW and (t.weak or t.claim.outcome == _KILLED) for t in hurt)
    killed = any(t.claim.outcome == _KILLED for t in hurt)
    return single and killed and {t.claim.people for t in hurt}.isdisjoint(_FIGHTERS)


def _is_of_many_dead(tolls: list[Told]) -> bool:
    """Whether it is told first of dead, several were killed who fought on no side, and nobody got away wounded."""
    hurt = _hurt(tolls)
    if tolls[0].claim.outcome != _KILLED or any(
        claim.outcome == "injured" or claim.people in _FIGHTERS | _FORCES for claim in hurt
    ):
        return False
    return any(claim.count.low >= _MANY for claim in hurt)


def _is_deadly(tolls: list[Told]) -> bool:
    """Whether others than fighters were killed, and nobody is said to have been arrested: then a raid is an attack."""
    met = {(t.claim.outcome, t.claim.people in _FIGHTERS) for t in tolls if t.claim.count.high != 0}
    return (_KILLED, False) in met and not any(outcome == _ARRESTED for outcome, _ in met)


def _is_of_explosives(tolls: list[Told], reading: Reading) -> bool:
    """Whether what struck the people of an account kills whoever stands near: a bomb meant for one is a bombing."""
    kinds = {kind for t in tolls for kind, _ in reading.sentences[t.sentence].kinds}
    return not kinds.isdisjoint(_EXPLOSIVE)


def _hurt(tolls: list[Told]) -> list[Toll]:
    """The claims of dead and wounded that are no zero."""
    return [t.claim for t in tolls if _is_hurt(t.claim)]


def _is_hurt(claim: Toll) -> bool:
    return claim.outcome in {"killed", "injured"} and claim.count.high != 0


def is_subject(told: Iterable[Told], reading: Reading) -> bool:
    """Whether the dispatch is about the account, or only mentions it: a killing recalled in an obituary or a review."""
    signs = [s.signs for s in reading.sentences]
    violent, calm = sum(s.violent for s in signs), sum(s.calm for s in signs)
    telling, counting = sum(s.violent > 0 for s in signs), {t.sentence for t in told}
    share = telling / len(signs)
    if share >= _SHARE or violent <= 2 * calm:
        return violent > calm and share >= _SHARE
    goes_on = min(counting) < _EARLY and min(telling, len(counting)) >= _SEVERAL
    return (goes_on and share >= _EARLY_SHARE) or (min(counting) < _LEAD and share >= _LEAD_SHARE)
