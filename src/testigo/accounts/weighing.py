"""How much speaks for each place that an account's sentences name.

A place is weighed by how it stands in its sentence (*in* a town, *from* a town), by how near it stands to what is
counted, and by how exact it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from testigo.accounts.classify import HARMED, TOLD_APART
from testigo.accounts.days import AFTERMATH, LATER_DEATH
from testigo.model.claim import Outcome
from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, Reading, ReadSentence
from testigo.model.spans import apart, holds
from testigo.model.told import Told
from testigo.model.toponym import Candidate, Located, PlaceKind, Role, Toponym

_ROLE: Mapping[Role, float] = {
    "at": 3.0, "near": 2.2, "of": 1.2, "plain": 0.6, "watch": 0.8, "motion": -0.6, "body": 0.0,
    "people": 0.5, "dateline": 4.0, "headline": 3.0, "paper": 0.1,
}  # fmt: skip
"""What a place weighs by how it stands in its sentence."""
_TELLING: Mapping[Role, float] = {"body": 0.3, "people": 0.6, "motion": 0.5}
"""How much of what speaks for a place tells of its country, where that is not all."""
_SPEAKING = 0.5
"""How much of it is left of a country that speaks (*the United States said*)."""
_NEARBY = 0.6
"""How much of what speaks for a place near which something happened tells of its region."""
_SPOKEN = 0.9
"""How much of it is left where somebody spoke: between two regions of which as much is told, the other comes first."""
_INDIRECT: Mapping[Role, float] = {"near": -0.8, "of": -0.3, "plain": -0.5, "watch": -0.6}
"""What a place loses, of several exact ones, by how it stands in its sentence."""
_PLACED = {"at", "near", "of", "plain", "watch"}
"""Roles of a place where something may be said to have happened."""
_SCENE = {"at", "near"}
"""Roles of a place at which, or near which, something is said to have happened."""
_LOCATED = {*_SCENE, "of"}
"""Roles of a place which another one may only locate."""
_FIRST_CLAIM, _CLAIM, _BEFORE, _AFTER = 2.0, 1.3, 1.1, 0.5
"""What the sentence of a claim weighs, and the one before and behind it."""
_LEAD = (2.2, 1.5, 1.0, 0.6, 0.4, 0.3, 0.2)
"""What the first sentences of a dispatch weigh for its news; the last of these any further one."""
_OTHER_LEAD = 0.5
"""How much of that is left where the first claim comes so late that the dispatch begins with something else."""
_VIOLENT = 0.6
"""What a sentence with a word of violence weighs."""
_HAPPENED = 1.5
"""What a sentence that says where it happened weighs more for the news."""
_BESIDE, _BESIDE_CHARACTERS = 0.8, 70
"""What it weighs to stand beside a claim."""
_TOLD, _BEHIND_THE_VERB = -3.0, 32
"""What a place right behind a verb of speech loses: there somebody spoke (*told reporters in Korum*)."""
_DIED_LATER = -3.0
"""What a place loses where somebody died of what was done elsewhere (*died on Friday in Korum of his wounds*)."""
_OF_AN_ARREST = -2.0
"""What a place loses that stands nearer to those who were arrested than to those who were harmed (*held in Gao over the
attack in Korum that killed nine*).
"""
_UNKNOWN, _ELSEWHERE = -0.7, -1.5
"""What a name loses that the gazetteer lacks, or has only where the dispatch does not speak of."""
ENOUGH, _PLENTY = 1.8, 4.6
"""What must speak for a place more exact than a country; from where on a more exact one is better than a likelier."""
_SEA: PlaceKind = "sea"
"""Off a place at sea is not near it, but there."""
FINE: Mapping[PlaceKind, float] = {
    "exact": 2.1, "settlement": 1.5, "quarter": 1.2, "district": 1.2, "sea": 0.8, "region": -0.7, "admin1": -0.4,
    "country": -2.0,
}  # fmt: skip
_DETAIL, _OWN_DETAIL = -0.9, -0.5
"""What a street loses that is a detail of its town; where a sentence of a toll names it, only so much that a quarter or
a building beside it comes first, and its town does not.
"""
_WIDE = {"country", "admin1", "region"}
_OF_SPEAKERS = -1.0
"""What a place loses that tells where those are who speak: maybe in the next town (*an official in Korum said*)."""
_LOCATING, _NEXT = -0.8, 40
"""What a place loses that only tells where the one right before it lies, and code points between the two."""
_FAR, _FURTHEST, _DOWN = 5, 15, -0.2
"""From so many sentences behind where it is told what happened, up to so many, a place loses this with each: there
reports tell of other cases.
"""
_ADDRESS = 0.5
"""What more speaks for an address, which a report hardly tells but of where it was, however late it comes to it; but
not where a vigil will be held, or somebody was arrested.
"""
_ARRESTED: Outcome = "arrested"
Known = tuple[Located, tuple[Candidate, ...]]
"""A place named, with what it, or what is set beside it, may mean."""


class Weighed(msgspec.Struct, frozen=True):
    """A place named in the account's sentences: what it, or what is set beside it, means, and how much speaks for it.

    `enough`: so much that it may be where the account happened, and not only in which country. `own`: a sentence of one
    of its tolls names it. `locating`: it only tells where the place before it lies (*in Korum, 20 km west of Gao*).
    `speaking`: it tells where those are who speak (*an official in Korum said*). `aside`: its sentence
    counts nobody but the arrested, or neither counts anybody nor tells that something happened. `behind`: so many
    sentences stand before it since the first that tells what happened.
    """

    located: Located
    around: tuple[Candidate, ...]
    weight: float
    enough: bool
    own: bool = False
    locating: bool = False
    speaking: bool = False
    aside: bool = False
    behind: int = 0

    @property
    def fitness(self) -> float:
        """How well it says where exactly the account happened."""
        kind = "country" if _is_off_a_country(self.located) else kind_of(self.located)
        exactness = FINE[kind] + (_INDIRECT.get(self.located.toponym.role, 0.0) if kind != _SEA else 0.0)
        exactness += (_OWN_DETAIL if self.own else _DETAIL) if self.located.toponym.way else 0.0
        exactness += (_LOCATING if self.locating else 0.0) + (_OF_SPEAKERS if self.speaking else 0.0)
        exactness += _ADDRESS if self.located.toponym.address and not self.aside else self._lateness
        return round(min(self.weight, _PLENTY) + exactness, 3)

    @property
    def _lateness(self) -> float:
        """What it loses by standing far behind where it is told what happened."""
        return _DOWN * min(self.behind, _FURTHEST) if self.behind >= _FAR else 0.0

    @property
    def placing(self) -> float:
        """What it tells of the region: what happened near a place, or was told there, may lie in the next one."""
        return self.weight * (_NEARBY if self.located.toponym.role == "near" else _SPOKEN if self.speaking else 1.0)

    @property
    def telling(self) -> float:
        """What it tells of the country: each of several meanings has its share, an organisation's name little."""
        abroad = self.speaking and kind_of(self.located) == "country"
        part = _TELLING.get(self.located.toponym.role, 1.0) * (_SPEAKING if abroad else 1.0)
        return part * self.weight / max(1, len(self.around))


def weighed(told: Sequence[Told], reading: Reading, places: Sequence[Known], *, news: bool) -> list[Weighed]:
    """The places of the account's sentences with their weights; of the news also the dateline."""
    tolls: dict[int, list[Span]] = {}
    for toll in sorted(told, key=lambda t: t.claim.span):
        tolls.setdefault(toll.sentence, []).append(toll.claim.span)
    answers = _arrests_beside_harm(told)
    first, arrests = min(tolls, default=None), _only_arrests(told)
    part = _lead_part(first, reading) if news else 0.0
    found = []
    for nth, (located, around) in enumerate(places):
        before = _town_before(places, nth)
        toponym = located.toponym
        if toponym.sentence < 0 or toponym.role in ("dateline", "paper"):
            sure = toponym.role == "headline"
            found += [Weighed(located, around, _ROLE[toponym.role], enough=sure)] if news else []
        elif reading.sentences[toponym.sentence].voids(toponym.span) or _points_at_nothing(toponym, tolls):
            continue  # a link to another article, a threat; *we met here*
        elif (near := _nearness(toponym.sentence, first, tolls, part)) > 0:
            sentence = reading.sentences[toponym.sentence]
            weight = near + _weight(located, tolls.get(toponym.sentence, ()), sentence)
            alone = toponym.sentence in arrests and _is_outside_what_is_answered(toponym.span, sentence)
            arrest = alone or _is_of_an_arrest(toponym.span, answers.get(toponym.sentence))
            weight += _OF_AN_ARREST if arrest else 0.0
            weight += _HAPPENED if news and sentence.signs.scene and toponym.role in _SCENE else 0.0
            enough = weight >= ENOUGH and toponym.role in _PLACED
            own, locating = toponym.sentence in tolls, _only_locates(toponym, before)
            speaking = any(holds(speaker.span, toponym.span) for v in sentence.voices for speaker in v.speakers)
            behind = toponym.sentence - (first if first is not None and (own or not news) else 0)
            aside = toponym.sentence in arrests or not (own or sentence.signs.scene)
            found.append(Weighed(located, around, weight, enough, own, locating, speaking, aside, behind))
    return _locating_throughout(found)


def _only_arrests(told: Sequence[Told]) -> set[int]:
    """The sentences of an account that count nobody but the arrested, where others count whom they harmed."""
    harmful = {t.sentence for t in told if t.claim.outcome in HARMED}
    return {t.sentence for t in told} - harmful if harmful else set()


def _arrests_beside_harm(told: Sequence[Told]) -> Mapping[int, tuple[list[Span], list[Span]]]:
    """Where the sentences that count arrested people beside harmed ones count the former, and where the latter."""
    counted: dict[int, tuple[list[Span], list[Span]]] = {}
    for toll in told:
        arrested, harmed = counted.setdefault(toll.sentence, ([], []))
        if toll.claim.outcome == _ARRESTED:
            arrested.append(toll.claim.span)
        elif toll.claim.outcome in HARMED:
            harmed.append(toll.claim.span)
    return {n: spans for n, spans in counted.items() if all(spans)}


def _is_of_an_arrest(span: Span, counted: tuple[list[Span], list[Span]] | None) -> bool:
    """Whether a place stands nearest to one of the arrested whom its sentence counts beside harmed people."""
    if counted is None:
        return False
    arrested, harmed = (min(apart(span, one) for one in spans) for spans in counted)
    return arrested < harmed


def _is_outside_what_is_answered(span: Span, sentence: ReadSentence) -> bool:
    """Whether a place stands outside the words for violence that arrests are told to answer."""
    answered = sentence.cues.get(AFTERMATH, ())
    return bool(answered) and not any(holds(cue, span) for cue in answered)


def _locating_throughout(found: Sequence[Weighed]) -> list[Weighed]:
    """The same, but a place that only locates another one does so wherever it is named (*in Gao, 75 km west of Korum …
    it was the third attack in Korum*).
    """
    names = {w.located.toponym.name for w in found if w.locating}
    return [replace(w, locating=True) if w.located.toponym.name in names else w for w in found]


def _town_before(places: Sequence[Known], nth: int) -> Located | None:
    """The place named before another one; of a place and the land around it the first (*Korum, Vandoria*)."""
    before = [located for located, _ in places[max(0, nth - 2) : nth]]
    if len(before) > 1 and kind_of(before[-1]) in _WIDE and before[-1].toponym.role == "plain":
        return before[0]
    return before[-1] if before else None


def _only_locates(toponym: Toponym, before: Located | None) -> bool:
    """Whether a place stands near one that is named right before it, and where something is said to have happened."""
    if before is None or toponym.role != "near" or toponym.kind == _SEA:
        return False
    other = before.toponym
    scene = other.sentence == toponym.sentence and other.role in _LOCATED and kind_of(before) not in _WIDE
    return scene and 0 < toponym.span[0] - other.span[1] < _NEXT


def _points_at_nothing(toponym: Toponym, tolls: Container[int]) -> bool:
    """Whether a word only points to where somebody is, in a sentence that counts nobody."""
    return toponym.pointer and toponym.sentence not in tolls


def _weight(located: Located, tolls: Sequence[Span], sentence: ReadSentence) -> float:
    toponym = located.toponym
    weight = _ROLE[toponym.role]
    weight += _VIOLENT if sentence.signs.violent else 0.0
    weight += _BESIDE if _is_beside(toponym.span, tolls) else 0.0
    weight += _TOLD if _is_of_the_telling(toponym.span, sentence) else 0.0
    weight += _DIED_LATER if any(holds(cue, toponym.span) for cue in sentence.cues.get(LATER_DEATH, ())) else 0.0
    if located.meant or toponym.kind:
        return weight
    return weight + (_ELSEWHERE if toponym.candidates else _UNKNOWN)


def _lead_part(first: int | None, reading: Reading) -> float:
    """How much the first sentences say of the news: less where nobody is counted there, and nothing is told to be done
    that the account is of.
    """
    if first is None or first < LEAD:
        return 1.0
    done = any(deed.type in TOLD_APART for sentence in reading.sentences[:LEAD] for deed in sentence.deeds)
    return 1.0 if done else _OTHER_LEAD


def _nearness(sentence: int, first: int | None, own: Container[int], part: float) -> float:
    """What a sentence weighs: one of the account's own, one beside it, one of the first, of which so much `part`."""
    weight = 0.0
    if sentence == first:
        weight = _FIRST_CLAIM
    elif sentence in own:
        weight = _CLAIM
    elif sentence + 1 in own:
        weight = _BEFORE
    elif sentence - 1 in own:
        weight = _AFTER
    return weight + part * _LEAD[min(sentence, len(_LEAD) - 1)]


def _is_beside(span: Span, tolls: Sequence[Span]) -> bool:
    """Whether one of the tolls of its sentence, given in text order, stands near it."""
    at = bisect_left(tolls, span)
    return any(max(span[0] - b, a - span[1]) < _BESIDE_CHARACTERS for a, b in tolls[max(0, at - 2) : at + 1])


def _is_of_the_telling(span: Span, sentence: ReadSentence) -> bool:
    return any(
        0 <= span[0] - voice.cue[1] <= _BEHIND_THE_VERB
        and not (voice.cue[1] <= voice.scope[0] <= span[0] < voice.scope[1])
        and not any(start <= span[0] < end for start, end in voice.places)  # *said the police of Korum*
        for voice in sentence.voices
    )


def kind_of(located: Located) -> PlaceKind:
    """What a place is: by the words beside it where they say, else by the gazetteer."""
    toponym = located.toponym
    if toponym.kind in ("exact", "quarter", "sea"):
        return toponym.kind
    if located.meant:
        return located.meant[0].kind
    return toponym.kind or "settlement"


def _is_off_a_country(located: Located) -> bool:
    """Whether a place at sea is told of by its country alone: *off the Vandorian coast*."""
    return located.toponym.kind == "sea" and bool(located.meant) and all(c.kind == "country" for c in located.meant)
