"""An account's toll: for each outcome and class of people, low, best and high, with the claims they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from testigo.model.account import TollLine
from testigo.model.circumstance import IncidentType
from testigo.model.claim import SIDES, SpeakerKind
from testigo.model.told import Told

STANDING = {"asserted", "alleged"}
_BOASTS = "armed_group"
"""The kind of speaker whose counts of its own deeds are a boast."""
KILLED, INJURED = "killed", "injured"
SO_FAR = "count_so_far"
"""Why a line is what it is: the text tells it as the count so far."""
_OF_NO_CLASS = {"unknown", "mixed"}
_STRIKES: frozenset[IncidentType] = frozenset({"air_or_drone_strike", "bombing", "shelling"})
"""Types of what one side does to those who do not fight back: both count the same dead, and call them otherwise."""
_IN_POWER: frozenset[SpeakerKind] = frozenset({"military", "police", "government", "official"})
_FIGHTING = {"forces", "armed_group"}
"""Sides that take no fire for one another: a soldier who was shot is none of two gunmen who were killed."""


class Sum(msgspec.Struct, frozen=True):
    """What one sentence counts for an outcome: its tolls added up, with those they rest on."""

    sentence: int
    low: int
    high: int | None
    claims: tuple[str, ...]
    adds: bool
    """Whether it adds to what was told before (*two others*, *another three*)."""
    weak: bool
    """Whether it tells only of *shot* or *taken to hospital*: those who died may be among them."""
    so_far: bool = False
    """Whether it is the count so far (*which takes the toll to 22*): whoever is counted elsewhere is among them."""
    speakers: frozenset[str] = frozenset()
    """Whose words it is; none where the text itself counts any of them."""


def toll_lines(told: tuple[Told, ...], kind: IncidentType | None = None) -> tuple[TollLine, ...]:
    """A line for `all` and one for each class of people that the text sets apart, outcome by outcome; `kind` is the
    type of what was done, where that is known.
    """
    lines: list[TollLine] = []
    standing = tuple(t for t in _own_wholes(told) if t.claim.stance in STANDING)
    killed = tuple(t for t in standing if t.claim.outcome == KILLED)
    for outcome in dict.fromkeys(t.claim.outcome for t in standing):
        of_outcome = _of_somebody(tuple(t for t in standing if t.claim.outcome == outcome))
        aside = _word_of_doers(of_outcome, kind) if outcome in (KILLED, INJURED) else ()
        counted = tuple(t for t in of_outcome if t not in aside)
        told_of = (_of_all_sides(line, counted, killed) for line in _line(outcome, "all", counted, killed))
        whole = [_beside(line, aside) for line in told_of]
        firm = tuple(t for t in of_outcome if t not in aside or not _is_a_boast(t))
        classes = dict.fromkeys(t.claim.people for t in firm if t.claim.people not in _OF_NO_CLASS)
        for people in (each for each in classes if whole and _is_set_apart(each, firm)):
            maybe_of_class = tuple(t for t in killed if t.claim.people in {people, *_OF_NO_CLASS})
            whole += _line(outcome, people, _of(firm, people), maybe_of_class)
        lines += _with_the_rest(whole)
    return tuple(lines)


def _of_somebody(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The tolls of one outcome, where they count anybody: *no one else was hurt* takes nothing from those who were."""
    return tuple(t for t in told if t.claim.count.high != 0) or told


def _with_the_rest(lines: list[TollLine]) -> list[TollLine]:
    """The lines of one outcome: those whom the text gives no class may be of any that it tells, so that they are in the
    highs of all of them (*16 people were killed, nine of them children*: nine civilians, or up to 16).
    """
    if not lines:
        return lines
    whole, *classes = lines
    rest = whole.best - sum(line.best for line in classes)
    return [whole, *(_and_perhaps(line, rest, whole) for line in classes)] if rest > 0 else lines


def _and_perhaps(line: TollLine, rest: int, whole: TollLine) -> TollLine:
    high = None if line.high is None or whole.high is None else line.high + rest
    return msgspec.structs.replace(line, high=high, why=(*line.why, "rest_of_no_class"))


def _of_all_sides(line: TollLine, told: tuple[Told, ...], killed: tuple[Told, ...]) -> TollLine:
    """The line for `all`, where the text counts each side in a sentence of its own and no sentence counts them
    together: those of the sides are added up (*two soldiers were killed … three of the attackers died, too*), but for
    *up to 15 rebels*, who are added to the high alone.
    """
    wholes = tuple(t for t in told if t.claim.part_of is None and not t.passing)
    sides = {SIDES.get(t.claim.people) for t in wholes}
    if None in sides or len(sides) < 2 or _are_disputed(wholes):
        return line
    lines = [
        each
        for side in sorted(filter(None, sides))
        for each in _line(line.outcome, "all", tuple(t for t in told if SIDES.get(t.claim.people) == side), killed)
    ]
    bests = [0 if _is_a_ceiling(each) else each.best for each in lines]
    if len(set(bests)) < len(bests) or sum(bests) <= line.best:
        return line  # as many on two sides may be the same people, worded twice
    highs = [each.high for each in lines]
    return msgspec.structs.replace(
        line,
        low=sum(0 if _is_a_ceiling(each) else each.low for each in lines),
        best=sum(bests),
        high=None if None in highs else sum(high for high in highs if high is not None),
        claims=tuple(dict.fromkeys(claim for each in lines for claim in each.claims)),
        why=(*line.why, "sides_added"),
    )


def _are_disputed(told: tuple[Told, ...]) -> bool:
    """Whether speakers of one sentence count the same people, so that one's figure has the sides of the other's."""
    by_sentence = groupby(told, key=lambda t: t.sentence)
    return any(len(_rivals(list(group))) > 1 for _, group in by_sentence)


def _is_a_ceiling(line: TollLine) -> bool:
    """Whether nothing is told of some but how many they are at most."""
    return line.best <= 1 < (line.high or 0)


def _word_of_doers(told: tuple[Told, ...], kind: IncidentType | None) -> tuple[Told, ...]:
    """What those who did it say of their own deed, where others count its dead: an armed group's numbers; and those
    whom a power says it killed as fighters by a strike, where none of the others calls them so.
    """
    boasts = tuple(t for t in told if _is_a_boast(t))
    if boasts and len(boasts) < len(told):
        return boasts
    return _fighters_of_a_strike(told) if kind in _STRIKES else ()


def _fighters_of_a_strike(told: tuple[Told, ...]) -> tuple[Told, ...]:
    wholes = tuple(t for t in told if t.claim.part_of is None and not t.passing)
    own = tuple(t for t in wholes if SIDES.get(t.claim.people) == "armed_group")
    others = tuple(t for t in wholes if t not in own)
    in_power = all(t.claim.attribution and t.claim.attribution[0].kind in _IN_POWER for t in own)
    speakers = {t.claim.attribution[0].text for t in own if t.claim.attribution}
    disputed = all(not t.claim.attribution or t.claim.attribution[0].text not in speakers for t in others)
    theirs = any(SIDES.get(t.claim.people) == "forces" for t in others)
    return own if others and in_power and disputed and not theirs else ()


def _beside(line: TollLine, aside: tuple[Told, ...]) -> TollLine:
    """A line beside which somebody else's word stands: in its high, and not in its best."""
    if not aside:
        return line
    said = [t.claim.count.high or t.claim.count.low for t in aside]
    high = None if line.high is None else max(line.high, *said)
    return msgspec.structs.replace(line, high=high, why=(*line.why, "word_of_doers_aside"))


def _of(told: tuple[Told, ...], people: str) -> tuple[Told, ...]:
    """The tolls of one class; a part of another class's whole stands for itself here."""
    return _own_wholes(tuple(t for t in told if t.claim.people == people))


def _is_set_apart(people: str, told: tuple[Told, ...]) -> bool:
    """Whether the text tells a class from others: not where its people are only parts of a whole of no class, who are
    told by their age, their sex or their names (*11 people, among them four children*), and no other class is told.
    """
    by_id = {t.claim.id: t.claim for t in told}
    of_class = [t.claim for t in told if t.claim.people == people]
    wholes = [by_id[claim.part_of] for claim in of_class if claim.part_of in by_id]
    if len(wholes) < len(of_class) or len({whole.id for whole in wholes}) > 1:
        return True
    if any(t.claim.people not in {people, *_OF_NO_CLASS} for t in told):
        return True
    rest = wholes[0].count.low - sum(claim.count.low for claim in of_class)
    return rest <= 0 or not all(claim.age or claim.sex or claim.names for claim in of_class)


def _own_wholes(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """A part of a whole that is told elsewhere, of several incidents together, stands for itself here."""
    ids = {t.claim.id for t in told}
    return tuple(t if t.claim.part_of is None or t.claim.part_of in ids else _on_its_own(t) for t in told)


def _on_its_own(told: Told) -> Told:
    return msgspec.structs.replace(told, claim=msgspec.structs.replace(told.claim, part_of=None))


def _line(outcome: str, people: str, told: tuple[Told, ...], killed: tuple[Told, ...]) -> Iterator[TollLine]:
    """The line of what is told of an outcome; none where all who were *shot* are among the dead."""
    sums = tuple(_hurt(told, killed) if outcome == INJURED else _sums(told))
    if not sums:
        return
    standing = sums[0]
    low, high = standing.low, standing.high
    why = ["first_told"]
    added = {sums[0].low} if sums[0].adds else set()
    for later in sums[1:]:
        if later.adds and later.low in added:
            continue  # *three others were wounded*, told again
        if later.adds and later.high is None and later.low < low:
            high = None  # *several others* may be some of those, or more
        elif later.adds:
            added.add(later.low)
            low, high = low + later.low, None if high is None or later.high is None else high + later.high
            why.append("others_added")
        elif later.low > low and _disputes(later, standing):
            why.append("disputed")
        elif later.low > low:
            low, high, standing = later.low, later.high, later
            why.append("largest_told")
    closed = [s.high for s in sums if s.high is not None]
    top = None if high is None else max([high, *closed])
    if any(s.so_far and s.low == low for s in sums):
        why.append(SO_FAR)
    bottom = min([low, *(s.low for s in sums if s.low and not s.adds)]) if low else 0
    claims = tuple(dict.fromkeys(c for s in sums for c in s.claims))
    yield TollLine(
        outcome=outcome, people=people, low=bottom, best=low, high=top, claims=claims, why=tuple(dict.fromkeys(why))
    )


def _without_events(told: list[Told]) -> list[Told]:
    """What one sentence counts: a word for what happened (*a double murder*) tells of the people named beside it, and
    names of those it tells of count nobody more (*the man killed was identified as Omar Sulu*).
    """
    told = [t for t in told if not t.renames] or told
    people = [t for t in told if not t.event]
    return people or [max(told, key=lambda t: t.claim.count.low)]


def _as_counted(told: list[Told]) -> list[Told]:
    """Figures of one sentence that count different people: where it gives a count so far (*two more died, which takes
    the toll to 22*), that one has the others among them (codebook, *reconciling a toll*, 4); and so has a larger one
    beside the count of some (*with him ten soldiers have died, of 12 dead in all*).
    """
    totals = [t for t in told if t.total]
    most = max((t.claim.count.low for t in totals), default=0)
    larger = [t for t in told if not t.total and t.claim.count.low > most]
    if totals and len(larger) == 1:
        return larger
    return totals[:1] if len(totals) == 1 and not larger else told


def _sums(told: Iterable[Told]) -> Iterable[Sum]:
    """Sentence by sentence, the wholes added up."""
    told = tuple(told)
    again = _told_as_parts(told)
    firm = [t for t in told if not t.passing and t.claim.id not in again] or list(told)
    wholes = [t for t in firm if t.claim.part_of is None]
    for sentence, group in groupby(wholes or firm, key=lambda t: t.sentence):
        for own in _rivals(_as_counted(_without_events(list(group)))):
            highs = [t.claim.count.high for t in own]
            high = None if None in highs else sum(h for h in highs if h is not None)
            low, claims = sum(t.claim.count.low for t in own), tuple(t.claim.id for t in own)
            adds, weak, so_far = (all(flags) for flags in zip(*((t.adds, t.weak, t.total) for t in own), strict=True))
            yield Sum(sentence, low, high, claims, adds, weak, so_far, _speakers(own))


def _speakers(told: Iterable[Told]) -> frozenset[str]:
    """The first speakers of tolls; none where any of them has no speaker."""
    first = [t.claim.attribution[0].text if t.claim.attribution else "" for t in told]
    return frozenset(first) if all(first) else frozenset()


def _disputes(later: Sum, standing: Sum) -> bool:
    """Whether a larger count is another speaker's word about the people whom one had counted already (*a source said
    that 16 had died … "Twenty-two are dead," said a councillor*): it stands beside that one, and does not replace it.
    One of more than twice as many tells that the first was of some only.
    """
    both_said = later.speakers and standing.speakers and later.speakers.isdisjoint(standing.speakers)
    exact = standing.high is not None and not (later.so_far or standing.adds)
    return bool(both_said) and exact and later.low <= 2 * standing.low


def _told_as_parts(told: tuple[Told, ...]) -> set[str]:
    """Wholes that are told as parts of others, too: as many of their class; but not those that an earlier sentence
    lists with others (*a man, his daughter and six grandchildren died … he shot six of them*).
    """
    first: dict[tuple[str, int], int] = {}
    for t in told:
        if t.claim.part_of and t.claim.people not in _OF_NO_CLASS:
            first.setdefault((t.claim.people, t.claim.count.low), t.sentence)
    wholes = [t for t in told if not t.claim.part_of]
    listed = Counter(t.sentence for t in wholes)
    same = [(t, first.get((t.claim.people, t.claim.count.low))) for t in wholes]
    return {t.claim.id for t, at in same if at is not None and (t.sentence >= at or listed[t.sentence] == 1)}


def _is_a_boast(told: Told) -> bool:
    """Whether only an armed group says that so many of the forces were struck: it is they whom it fights."""
    own = bool(told.claim.attribution) and all(speaker.kind == _BOASTS for speaker in told.claim.attribution)
    return own and SIDES.get(told.claim.people) == "forces"


def _rivals(told: list[Told]) -> list[list[Told]]:
    """What each speaker counts, where those of one sentence count the same people (*police say four died, the hospital
    says five*; *she spoke of 31 residents, he of 19 residents and six raiders*); else all of it is told together.
    """
    by_speaker: dict[str, list[Told]] = {}
    for t in told:
        by_speaker.setdefault(t.claim.attribution[0].text if t.claim.attribution else "", []).append(t)
    shared = set.intersection(*({t.claim.people for t in some} for some in by_speaker.values()))
    apart = bool(shared) and "" not in by_speaker and not any(t.adds for t in told)
    return list(by_speaker.values()) if apart else [told]


def _hurt(told: tuple[Told, ...], killed: tuple[Told, ...]) -> Iterator[Sum]:
    """The wounded; where people are told only to be *shot*, those who did not die: the dead are among them (gold
    convention 23), unless the sentence that tells of the dead sets *others* apart from them; where nobody died, whoever
    was shot is wounded.
    """
    firm = tuple(t for t in told if not t.weak) if killed else told
    if any(t.claim.count.low for t in firm):
        yield from _sums(firm)
        return
    for each in _sums(told):
        those = _of_their_sides(each, told, killed)
        dead = next((line.best for line in _line(KILLED, "all", those, ())), 0)
        of_the_dead = {t.sentence for t in those}
        if not each.weak or (each.adds and (each.low > dead or each.sentence in of_the_dead)):
            yield each
        elif each.low > dead:
            high = None if each.high is None else each.high - dead
            yield msgspec.structs.replace(each, low=each.low - dead, high=high)


def _of_their_sides(counted: Sum, told: tuple[Told, ...], others: tuple[Told, ...]) -> tuple[Told, ...]:
    """Those of others who may be among the people counted: of two sides that fight, nobody is one of the other."""
    sides = {SIDES.get(t.claim.people) for t in told if t.claim.id in counted.claims}
    foes = _FIGHTING - sides if len(sides) == 1 and sides < _FIGHTING else set()
    return tuple(t for t in others if SIDES.get(t.claim.people) not in foes)
