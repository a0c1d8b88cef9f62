"""From findings to drafts of claims: each outcome with people who can be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from testigo.claims.between import Between
from testigo.claims.drafts import Draft
from testigo.claims.fates import ALL_OF, PRONOUN, given_name, settled
from testigo.claims.parts import with_parts
from testigo.claims.retold import retold
from testigo.claims.stance import stance
from testigo.claims.violence import is_violent
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group, Reading, ReadSentence
from testigo.model.spans import holds

ONE = Quantity(1, 1)
_ANYBODY = ""
"""Stands for the noun of whoever it was."""
SEVERAL = Quantity(2, None)
"""A bare plural says more than one and no more (codebook: *bare plural, an unknown number: 2*)."""
KILLED, ABDUCTED, ARRESTED, MISSING, RELEASED = "killed", "abducted", "arrested", "missing", "released"
AFTER = "after"
"""The key of rules whose outcome follows only from another one, which the text told before."""
ONCE = "once"
"""The key of rules that tell of somebody by *him* or *her* alone, who counts where nobody else met the same before."""
ARMED = "armed_group"
BY_SURNAME = "by_surname"
"""The key of rules that tell of somebody by a name that may be a place's: *the Sulu murder*."""
_OF_ONE = {"abducted", "surrendered", "sexual_violence"}
"""Outcomes that a text tells of one person by *he* or *she* alone (gold convention 7)."""
_BODILY = {"killed", "injured"}
"""Outcomes that no town meets, whose name may stand alone as a surname does: *Korum was captured*."""
_REACH = 20_000
"""Code points back within which a surname's first name is looked for."""
_UNNUMBERED = {"definite", "bare"}
_STATED = {"counted", "partitive", "one", "zero", "name", "maybe"}


class Before(msgspec.Struct, frozen=True):
    """What a phrase without a number may take up."""

    numbered: set[str]
    """Outcomes that a number gives anywhere in the dispatch."""
    told: set[tuple[str, str]]
    """Outcomes that were told before, each with the noun of whom it befell, and with none."""
    last: dict[str, Quantity]
    """How many people of a noun were last told of."""
    held: Quantity | None
    """All who were told to be held."""
    given: frozenset[str]
    """First names of those of whom the dispatch tells by their full names."""
    families: frozenset[str]
    """Last names of those of whom the dispatch tells by their names."""

    def tells(self, outcome: str) -> bool:
        """Whether an outcome was told before."""
        return (outcome, _ANYBODY) in self.told


def bind(text: str, reading: Reading) -> tuple[Draft, ...]:
    """All tolls of a dispatch in text order; phrases without a number count only where no number says the same."""
    found = settled(list(_claimed(text, reading)), reading)
    stated = (f for f, _ in found if f.group.kind in _STATED and ONCE not in f.values)
    numbered = {f.outcome for f in stated if f.group.quantity and f.group.quantity.high != 0}
    given = frozenset(name for f, _ in found if (name := given_name(f.group)))
    families = frozenset(f.group.words[-1] for f, _ in found if f.group.kind == "name" and f.group.words)
    drafts = []
    told: set[tuple[str, str]] = set()
    last: dict[str, Quantity] = {}
    held: Quantity | None = None
    for finding, index in sorted(found, key=lambda item: item[0].group.span):
        quantity = _quantity(text, finding, Before(numbered, told, last, held, given, families))
        if quantity is not None:
            drafts.append(Draft(finding, index, quantity))
            if quantity.high != 0:
                told |= {(finding.outcome, noun) for noun in (finding.group.head, _ANYBODY)}
        number = finding.group.quantity if finding.group.kind in _STATED else None
        if number:
            last[finding.group.head] = number
            held = _more(held, number) if finding.outcome == ABDUCTED else held
    return with_parts(tuple(drafts), reading)


def _claimed(text: str, reading: Reading) -> Iterator[tuple[Finding, int]]:
    """Findings of violence that the text claims; a threat or a plan is none."""
    between: dict[int, Between] = {}
    for finding, index in retold(reading):
        sentence = reading.sentences[index]
        if index not in between:
            between = {index: Between(sentence, text)}
        told = stance(finding.group.span, finding, sentence)
        not_of_it = _tells_of_it(finding, sentence) or between[index].is_anothers(finding)
        if told and is_violent(finding, index, reading) and not not_of_it:
            yield finding, index


def _tells_of_it(finding: Finding, sentence: ReadSentence) -> bool:
    """Whether who would have been killed is who says so: *the chief said that he was shot dead* is told of another, and
    *nine were killed, a guard and a nurse said* of nine.
    """
    who, what = finding.group.span, finding.what
    said = (voice for voice in sentence.voices if voice.scope[0] <= what[0] < voice.scope[1])
    tellers = (speaker.span for voice in said for speaker in voice.speakers)
    return finding.outcome == KILLED and any(holds(span, who) and not holds(span, what) for span in tellers)


def _quantity(text: str, finding: Finding, before: Before) -> Quantity | None:
    """How many people a finding counts; None where it counts nobody whom another figure does not."""
    group = finding.group
    if (group.kind == "maybe" and finding.weak) or _only_recalls(finding, before.told):
        return None
    if _is_too_early(finding, before) or (ONCE in finding.values and before.tells(finding.outcome)):
        return None
    if group.kind == "surname":
        if BY_SURNAME in finding.values:
            return ONE if group.words[-1] in before.families else None
        known = group.words[-1] in before.given or _is_person(text, group)
        return ONE if known or (finding.outcome in _BODILY and not finding.weak) else None
    if group.kind == PRONOUN:
        return _of_pronoun(finding, before)
    if group.kind not in _UNNUMBERED:
        return group.among if group.among and _tells_of_all(finding) else group.quantity
    numbered = finding.outcome in before.numbered
    if group.kind == "definite":
        return _of_definite(group, before, numbered=numbered)
    return SEVERAL if group.plural and not numbered else None


def _of_pronoun(finding: Finding, before: Before) -> Quantity | None:
    """*He was arrested* tells of one each time; *she was taken* does where the text told it of nobody before, and *she
    disappeared*, *she was freed* where it told of somebody who was taken.
    """
    outcome, group = finding.outcome, finding.group
    gone = outcome in {MISSING, RELEASED} and before.tells(ABDUCTED)
    alone = group.sex is not None and not group.plural  # no *it*, no *they*
    met = outcome == ARRESTED or ((gone or outcome in _OF_ONE) and not before.tells(outcome))
    return ONE if alone and met else group.quantity


def _is_too_early(finding: Finding, before: Before) -> bool:
    """Whether a finding counts only behind other outcomes of which none was told (*two escaped*: of those abducted), or
    tells of those who did that.
    """
    first = finding.values.get(AFTER, "").split()
    return bool(first) and (not any(map(before.tells, first)) or finding.group.people == ARMED)


def _only_recalls(finding: Finding, told: set[tuple[str, str]]) -> bool:
    """Whether what befell people is a word before a noun that was told of with it: *the wounded guard* behind *a guard
    was shot*, and so *the wounded man*, whoever was.
    """
    group = finding.group
    known = _ANYBODY if group.plain else group.head
    return group.kind == "definite" and finding.outcome in group.states and (finding.outcome, known) in told


def _tells_of_all(finding: Finding) -> bool:
    """Whether what is told tells who they are of whom some are taken: all nine are *murdered* of *five of the nine
    students murdered there*.
    """
    return ALL_OF in finding.values


def _of_definite(group: Group, before: Before, *, numbered: bool) -> Quantity | None:
    """*The officer* is one, and so is who is named behind a plural (*the brothers Juan Sulu and Omar Sulu*); *the
    hostages* are all who were taken; *the rebels* as many as were named before.
    """
    if not group.plural or group.name:
        return ONE
    if numbered:
        return None
    if group.captive and before.held:
        return before.held
    return before.last.get(group.head, SEVERAL)


def _more(held: Quantity | None, more: Quantity) -> Quantity:
    if held is None:
        return Quantity(more.low, more.high)
    return Quantity(held.low + more.low, None if held.high is None or more.high is None else held.high + more.high)


def _is_person(text: str, group: Group) -> bool:
    """Whether a lone surname was told before with a first name; so a town or a firm is not taken for a person."""
    start, end = group.span
    full = re.compile(rf"\b([^\W\d_])[^\W\d_]*\.? {re.escape(text[start:end])}\b")
    before = full.finditer(text, max(0, start - _REACH), start)
    return any(named[1].isupper() or text[start].islower() for named in before)
