"""Parts and wholes: which toll breaks down which (codebook, `part_of`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from testigo.claims.drafts import Draft
from testigo.claims.fates import ALL_OF
from testigo.model.claim import SIDES
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group, Reading, ReadSentence

ANOTHER = "another_incident"
"""The cue of a sentence that goes over to another incident."""
SEVERAL = "several_incidents"
"""The cue of words for several happenings (*in two bombings*)."""
SEPARATE = "separate_incidents"
"""The cue of words that say so of themselves (*in shootings across the city*): a count of several sums them up."""
AFTER = "afterwards_told"
"""The cue of words before what made a count what it is (*ten are now dead, after two died overnight*)."""
SOME_OF = "some_of"
"""The key of rules whose people are some of those counted behind them."""
OF_THOSE = "of_those"
"""The key of rules whose people are some of those counted before (*eight were hurt and five remain in hospital*)."""
UNKNOWN = "unknown"
_ANYBODY = {UNKNOWN, "civilians"}
"""Classes of nouns that anybody may be called by: *16 men, 13 officers and three gunmen*."""
PARTITIVE = "partitive"
_COUNTED = {"counted", PARTITIVE, "one", "name", "maybe"}
_SINGLE = {"surname", "definite"}
ONE = Quantity(1, 1)
INJURED, KILLED = "injured", "killed"
_LEADS_TO = {INJURED: {"killed"}, "abducted": {"killed", "released", "missing"}}
"""What may come of people who were shot, or taken."""
_SOON = 2
"""How many sentences behind them it may be told."""


def with_parts(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """The drafts with the people that a sentence lists as part of others: they share the outcome of their whole."""
    told = {index: list(own) for index, own in groupby(drafts, key=lambda d: d.sentence)}
    made = [d for index, own in told.items() for d in _with_lists(own, reading.sentences[index])]
    linked = _with_fates(_across_sentences(_in_text_order(made), reading))
    return _told_again(_sums_marked(_unlinked(linked, reading), reading))


def _with_lists(own: list[Draft], sentence: ReadSentence) -> list[Draft]:
    """The drafts of one sentence with those of its lists."""
    for groups in sentence.parts:
        for whole in _wholes(own, groups[0]):
            parts = tuple(_parts(whole, groups))
            spans = {(p.finding.group.span, p.finding.outcome) for p in parts}
            own = [d for d in own if (d.finding.group.span, d.finding.outcome) not in spans] + list(parts)
    return _summed(_taken_up(_in_text_order(own), sentence))


def _summed(own: tuple[Draft, ...]) -> list[Draft]:
    """The drafts of one sentence, where those behind one of them add up to it: they break it down (*16 people, 13
    officers and three gunmen, died*).
    """
    made = list(own)
    for outcome in dict.fromkeys(d.finding.outcome for d in own):
        exact = [i for i, d in enumerate(own) if d.finding.outcome == outcome and _is_exact(d)]
        alone = [i for i in exact if not own[i].within]
        left = sum(own[i].quantity.low for i in alone)
        for at, i in enumerate(alone[:-1]):
            left -= own[i].quantity.low
            listed = [j for j in exact if j > alone[-1] and own[j].within is own[i].finding]
            behind = [*alone[at + 1 :], *listed]
            adds_up = left + sum(own[j].quantity.low for j in listed) == own[i].quantity.low
            if adds_up and len(behind) > 1 and _may_hold(own[i], [own[j] for j in behind]):
                for j in behind:
                    made[j] = msgspec.structs.replace(own[j], within=own[i].finding)
                break
    return made


def _may_hold(whole: Draft, parts: list[Draft]) -> bool:
    """Whether people may be made up of others, by their classes: *two officers* are no fireman and passer-by."""
    own = whole.finding.group
    told = {part.finding.group.people for part in parts} - {UNKNOWN}
    return own.kind in _COUNTED and (own.people in _ANYBODY or told <= {own.people})


def _is_exact(draft: Draft) -> bool:
    """Whether it counts exactly, in words of its own."""
    return draft.quantity.low == draft.quantity.high and draft.finding.group.kind in _COUNTED | _SINGLE


def _taken_up(own: tuple[Draft, ...], sentence: ReadSentence) -> tuple[Draft, ...]:
    """The drafts of one sentence, where a smaller count takes up one before it: by *four of them*, or as what made it
    that many.
    """
    after = min((start for start, _ in sentence.cues.get(AFTER, ())), default=sentence.span[1])
    dead = {draft.finding.group.span for draft in own if draft.finding.outcome == KILLED}
    most: dict[str, Draft] = {}
    most_before: dict[str, Draft] = {}
    made: list[Draft] = []
    for draft in own:
        start, end = draft.finding.group.span
        caused = start >= after
        whole = (most_before if caused else most).get(draft.finding.outcome)
        some = caused or draft.finding.group.kind == PARTITIVE or OF_THOSE in draft.finding.values
        takes_up = some and not draft.within and not draft.passing
        if takes_up and whole and whole.quantity.low > draft.quantity.low:
            draft = msgspec.structs.replace(draft, within=whole.finding)
        made.append(draft)
        died = draft.finding.outcome == INJURED and (start, end) in dead  # of these none is still in hospital
        if not draft.within and not died and draft.finding.group.kind in _COUNTED:
            _keep(most, draft)
            if end <= after:
                _keep(most_before, draft)
    return tuple(_among_those_behind(draft, made) for draft in made)


def _among_those_behind(draft: Draft, own: list[Draft]) -> Draft:
    """The draft as part of the first larger count behind it in its sentence, where its rule says that it is some of
    those (*two were among nine shot*), or its own words count them (*two of the nine dead*).
    """
    whole = draft.finding.group.whole
    if (SOME_OF not in draft.finding.values and not whole) or draft.within:
        return draft
    for other in own:
        if whole and other.finding.group.span != whole:
            continue
        behind = other.finding.group.span > draft.finding.group.span and other.finding.group.kind in _COUNTED
        if behind and other.finding.outcome == draft.finding.outcome and other.quantity.low > draft.quantity.low:
            return msgspec.structs.replace(draft, within=other.finding)
    return draft


def _keep(most: dict[str, Draft], draft: Draft) -> None:
    """Keep the largest draft of each outcome, the first of equals."""
    before = most.get(draft.finding.outcome)
    if before is None or draft.quantity.low > before.quantity.low:
        most[draft.finding.outcome] = draft


def _across_sentences(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """Smaller counts told after a whole break it down, as long as they fit into it (gold convention 15); an outcome
    told in passing neither breaks down nor is whole.
    """
    wholes: dict[str, Draft] = {}
    left: dict[str, int] = {}
    return tuple(d if d.within or d.passing else _linked(d, wholes, left, reading) for d in drafts)


def _linked(draft: Draft, wholes: dict[str, Draft], left: dict[str, int], reading: Reading) -> Draft:
    """The draft as part of the whole so far, if what is left of that covers it, or if it is told as some of others; a
    larger count is the next whole, and so are the others of whom more may be told (*one died, three others were hurt;
    a guard was shot in the arm*).
    """
    outcome, low = draft.finding.outcome, draft.quantity.low
    whole = wholes.get(outcome)
    if whole and 0 < low <= _most(draft) < whole.quantity.low and _may_be_among(draft, whole):
        fits = left[outcome] >= low or draft.finding.group.kind == PARTITIVE
        if whole.sentence != draft.sentence and fits and not _of_other_years(draft, whole, reading):
            left[outcome] -= low
            if draft.finding.group.others and low > 1:
                wholes[outcome], left[outcome] = draft, low
            return msgspec.structs.replace(draft, within=whole.finding)
    elif draft.finding.group.kind in _COUNTED and low > 1 and (not whole or low > whole.quantity.low):
        wholes[outcome], left[outcome] = draft, low
    return draft


def _with_fates(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts, where those of whom more is told soon after they were shot or taken are part of those who were
    (*four were shot, one fatally*; *nine were kidnapped; two were freed*: gold convention 23). A number told again is
    what it was.
    """
    made: list[Draft] = []
    told: set[tuple[str, Quantity]] = set()
    whole: Draft | None = None
    for draft in drafts:
        number = draft.finding.outcome, draft.quantity
        if whole is not None and number not in told and _is_fate_of(draft, whole):
            draft = msgspec.structs.replace(draft, within=whole.finding)
        elif _may_lead_on(draft):
            whole = draft
        told.add(number)
        made.append(draft)
    return tuple(made)


def _may_lead_on(draft: Draft) -> bool:
    """Whether it tells of several who were shot and no more, or taken: what came of them may be told behind it."""
    open_end = draft.finding.weak or draft.finding.outcome != INJURED or ALL_OF in draft.finding.values
    several = draft.quantity.low > 1 and draft.finding.group.kind in _COUNTED
    return several and open_end and draft.finding.outcome in _LEADS_TO


def _is_fate_of(draft: Draft, whole: Draft) -> bool:
    """Whether a count tells what came of some of those before it, a sentence or two behind, or in theirs as some of
    them (*one of them fatally*).
    """
    apart = draft.sentence - whole.sentence
    soon = 0 < apart <= _SOON or (apart == 0 and draft.finding.group.kind == PARTITIVE)
    fewer = 0 < draft.quantity.low <= _most(draft) < whole.quantity.low
    alone = draft.within is None and not draft.passing and draft.finding.outcome in _LEADS_TO[whole.finding.outcome]
    return soon and fewer and alone and _takes_up(draft.finding, whole.finding.group)


def _takes_up(told: Finding, those: Group) -> bool:
    """Whether a phrase has no noun of its own beside that of those before it, or calls them victims; whoever has theirs
    and met violence of his own is another.
    """
    if not told.group.head or told.group.by_harm:
        return True
    return told.group.head == those.head and not told.violent


def _most(draft: Draft) -> int:
    """The most people that a draft counts, or the fewest where it is open (*at least ten*)."""
    return draft.quantity.high or draft.quantity.low


def _may_be_among(part: Draft, whole: Draft) -> bool:
    """Whether some may be of others, told before: soldiers are none of *14 rebels*, nor are *two other rebels*."""
    if part.finding.group.others and part.finding.group.head and part.finding.group.head == whole.finding.group.head:
        return False
    sides = [SIDES.get(draft.finding.group.people) for draft in (part, whole)]
    return None in sides or sides[0] == sides[1]


def _of_other_years(part: Draft, whole: Draft, reading: Reading) -> bool:
    """Whether the sentences of two counts name years, and no year in common (*the massacre of 335 in 1944 … the bomb in
    1969 that killed 16*); *twelve of the dead* says itself whose part it is.
    """
    if part.finding.group.kind == PARTITIVE:
        return False
    ours, theirs = (
        {time.words.year for time in reading.sentences[draft.sentence].times} - {None} for draft in (part, whole)
    )
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _sums_marked(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """The drafts, where a count sums up several incidents (gold convention 19): of several people *in shootings
    across the city*, or a whole whose parts are told as incidents of their own (*meanwhile*, *in a separate attack*).
    """
    told = _told_of(drafts)
    full = _told_in_full(drafts)

    def sums_up(draft: Draft) -> bool:
        cues, whole = reading.sentences[draft.sentence].cues, id(draft.finding)
        if SEPARATE in cues and draft.quantity.low > 1:
            return True
        return whole in full and (SEVERAL in cues or _apart(told[whole] - {draft.sentence}, reading))

    return tuple(msgspec.structs.replace(d, over_several=sums_up(d)) for d in drafts)


def _told_in_full(drafts: tuple[Draft, ...]) -> set[int]:
    """The identities of wholes whose parts, told in several sentences behind them, add up to them."""
    wholes = {id(draft.finding): draft for draft in drafts}
    left = {key: whole.quantity.low for key, whole in wholes.items()}
    behind: dict[int, set[int]] = {}
    for draft in drafts:
        key = id(draft.within)
        if key in wholes and wholes[key].sentence != draft.sentence:
            left[key] -= draft.quantity.low
            behind.setdefault(key, set()).add(draft.sentence)
    return {key for key, sentences in behind.items() if len(sentences) > 1 and left[key] == 0}


def _told_again(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The drafts, where an open count in another sentence than its whole stands for itself: *several soldiers were
    killed* tells the dead again in other words, but *several of them* are some of them.
    """
    at = {id(d.finding): d.sentence for d in drafts}

    def is_told_again(draft: Draft) -> bool:
        elsewhere = at.get(id(draft.within), draft.sentence) != draft.sentence
        return elsewhere and draft.quantity.high is None and draft.finding.group.kind != PARTITIVE

    return tuple(msgspec.structs.replace(d, within=None) if is_told_again(d) else d for d in drafts)


def _told_of(drafts: tuple[Draft, ...]) -> dict[int, set[int]]:
    """The sentences that tell of the parts of each whole, by the identity of its finding."""
    told: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.within is not None:
            told.setdefault(id(draft.within), set()).add(draft.sentence)
    return told


def _unlinked(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """The drafts without what was taken for a part of a whole before, where its sentence goes over to another incident,
    or the first one behind the whole does: *five died in an ambush; in another attack two died*. Parts that add up to
    their whole are parts of it, whatever incident each was harmed in.
    """
    told, full = _told_of(drafts), _told_in_full(drafts)
    at = {id(d.finding): d.sentence for d in drafts}

    def is_elsewhere(draft: Draft) -> bool:
        key = id(draft.within)
        whole = at.get(key, draft.sentence)
        first = min(told[key] | {draft.sentence})
        turns = (first,) if key in full else (first, draft.sentence)
        return whole < first and any(ANOTHER in reading.sentences[turn].cues for turn in turns)

    return tuple(msgspec.structs.replace(d, within=None) if d.within and is_elsewhere(d) else d for d in drafts)


def _apart(sentences: set[int], reading: Reading) -> bool:
    return len(sentences) > 1 and any(ANOTHER in reading.sentences[i].cues for i in sorted(sentences)[1:])


def _wholes(own: list[Draft], first: Group) -> Iterator[Draft]:
    """The nearest people before the list, with each outcome told of them."""
    before = [d for d in own if d.finding.group.span[1] <= first.span[0] and not d.within]
    if before:
        nearest = max(d.finding.group.span for d in before)
        yield from (d for d in before if d.finding.group.span == nearest)


def _parts(whole: Draft, groups: tuple[Group, ...]) -> Iterator[Draft]:
    for group in groups:
        quantity = ONE if group.kind in _SINGLE and not group.plural else group.quantity
        if quantity is not None and group.kind in _COUNTED | _SINGLE:
            finding = msgspec.structs.replace(whole.finding, group=group)
            yield Draft(finding, whole.sentence, quantity, within=whole.finding)


def _in_text_order(drafts: list[Draft]) -> tuple[Draft, ...]:
    return tuple(sorted(drafts, key=lambda d: (d.finding.group.span, d.finding.outcome)))
