"""Parts and wholes: which toll breaks down which (codebook, `part_of`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from testigo.claims.drafts import Draft
from testigo.model.quantity import Quantity
from testigo.model.reading import Group, Reading, ReadSentence

ANOTHER = "another_incident"
AFTER = "afterwards_told"
"""The cue of words before what made a count what it is (*ten are now dead, after two died overnight*)."""
"""The cue of a sentence that goes over to another incident."""
_MOST = 9
"""In sentences that tell of more people than these it is not tried who are among whom."""
_COUNTED = {"counted", "partitive", "one", "name", "maybe"}
_SINGLE = {"surname", "definite"}
ONE = Quantity(1, 1)


def with_parts(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """The drafts with the people that a sentence lists as part of others: they share the outcome of their whole."""
    told = {index: list(own) for index, own in groupby(drafts, key=lambda d: d.sentence)}
    made = [d for index, own in told.items() for d in _with_lists(own, reading.sentences[index])]
    return _sums_marked(_across_sentences(_in_text_order(made)), reading)


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
    for at, whole in enumerate(own if len(own) <= _MOST else ()):
        behind = [i for i in range(at + 1, len(own)) if _same(whole, own[i]) and not made[i].within]
        if len(behind) > 1 and not made[at].within and sum(own[i].quantity.low for i in behind) == whole.quantity.low:
            for i in behind:
                made[i] = msgspec.structs.replace(own[i], within=whole.finding)
    return made


def _same(whole: Draft, other: Draft) -> bool:
    """Whether two count people of one outcome exactly, in words of their own."""
    exact = all(d.quantity.low == d.quantity.high for d in (whole, other))
    worded = whole.finding.group.kind in _COUNTED and other.finding.group.kind in _COUNTED | _SINGLE
    return exact and worded and whole.finding.outcome == other.finding.outcome


def _taken_up(own: tuple[Draft, ...], sentence: ReadSentence) -> tuple[Draft, ...]:
    """The drafts of one sentence, where a smaller count takes up one before it: by *four of them*, or as what made it
    that many.
    """
    after = min((start for start, _ in sentence.cues.get(AFTER, ())), default=None)
    if len(own) > _MOST:
        return own
    return tuple(d if d.within else _within(d, own[:i], after) for i, d in enumerate(own))


def _within(draft: Draft, before: tuple[Draft, ...], after: int | None) -> Draft:
    start = draft.finding.group.span[0]
    takes_up = draft.finding.group.kind == "partitive" or (after is not None and start >= after)
    wholes = [
        w
        for w in before
        if w.finding.outcome == draft.finding.outcome
        and w.quantity.low > draft.quantity.low
        and not w.within
        and w.finding.group.kind in _COUNTED
        and (after is None or start < after or w.finding.group.span[1] <= after)
    ]
    if not takes_up or not wholes or draft.passing:
        return draft
    return msgspec.structs.replace(draft, within=max(wholes, key=lambda w: w.quantity.low).finding)


def _across_sentences(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Smaller counts told after a whole break it down, as long as they fit into it (gold convention 15); an outcome
    told in passing neither breaks down nor is whole.
    """
    wholes: dict[str, Draft] = {}
    left: dict[str, int] = {}
    return tuple(d if d.within or d.passing else _linked(d, wholes, left) for d in drafts)


def _linked(draft: Draft, wholes: dict[str, Draft], left: dict[str, int]) -> Draft:
    """The draft as part of the whole so far, if what is left of that covers it; a larger count is the next whole."""
    outcome, low = draft.finding.outcome, draft.quantity.low
    whole = wholes.get(outcome)
    if whole and 0 < low < whole.quantity.low:
        if whole.sentence != draft.sentence and left[outcome] >= low:
            left[outcome] -= low
            return msgspec.structs.replace(draft, within=whole.finding)
    elif draft.finding.group.kind in _COUNTED and low > 1 and (not whole or low > whole.quantity.low):
        wholes[outcome], left[outcome] = draft, low
    return draft


def _sums_marked(drafts: tuple[Draft, ...], reading: Reading) -> tuple[Draft, ...]:
    """A whole whose parts are told as incidents of their own (*meanwhile*, *in a separate attack*) sums up several
    incidents (gold convention 19).
    """
    told: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.within is not None:
            told.setdefault(id(draft.within), set()).add(draft.sentence)
    return tuple(
        msgspec.structs.replace(d, over_several=_apart(told.get(id(d.finding), set()) - {d.sentence}, reading))
        for d in drafts
    )


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
