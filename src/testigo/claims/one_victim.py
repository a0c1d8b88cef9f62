"""Who is told to be shot where the text tells of one dead: the same person, in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from testigo.claims.retold import CULPRIT, FORCES
from testigo.model.dispatch import Span
from testigo.model.reading import Finding, Group, Reading, ReadSentence
from testigo.model.spans import overlap

_DEAD, _HARMS = "killed", {"killed", "injured"}
_BACK, _ON = 2, 3
"""Sentences before and behind that tell of the same happening as a rule."""
_NAMES = {"name", "surname"}
_ANYBODY, _PRONOUN, _ARMED, _ONE = "unknown", "pronoun", "armed_group", "one"
_COUNTED = {"one", "counted"}
"""Kinds of phrases that count, and so tell of somebody new where no noun says whom (*one hurt*)."""
OWN_HAND = "own_hand"
"""The key of rules that tell of whoever harms himself."""
_ANOTHER = "another_incident"
"""The cue of a sentence that goes over to another incident."""


def those_who_died(found: Iterable[tuple[Finding, int]], reading: Reading) -> set[Span]:
    """Whoever is shot by name, or as *a person*, amid sentences in which one alone is harmed, and dies."""
    harmed: dict[int, list[Finding]] = defaultdict(list)
    for finding, index in found:
        if finding.outcome in _HARMS and finding.group.kind != "zero":
            harmed[index].append(finding)
    alone = _one_alone_is_harmed(harmed, reading)
    first_death = min((at for at, told in harmed.items() for one in told if one.outcome == _DEAD), default=0)
    return {
        shot.group.span
        for at, told in harmed.items()
        if _may_tell_again(reading.sentences[at])
        for shot in told
        if not _shot_by_a_force(shot, reading.sentences[at])
        if (shot.weak and _may_be_told_again(shot.group) and _dies_alone(shot, at, harmed))
        or (alone and not _is_told_dead(told) and _may_be_the_dead(shot, told_before=at <= first_death))
        if shot.weak or not _are_both_new(shot, harmed)
    }


def _one_alone_is_harmed(harmed: dict[int, list[Finding]], reading: Reading) -> bool:
    """Whether the whole text tells of nobody harmed but one, who dies, and of one happening."""
    told = [finding for findings in harmed.values() for finding in findings]
    if not _is_told_dead(told) or any(_ANOTHER in sentence.cues for sentence in reading.sentences):
        return False
    if any(_dies_otherwise(one, reading.sentences[at]) for at, findings in harmed.items() for one in findings):
        return False
    return not any(map(_tells_of_two, harmed.values())) and _are_one([one.group for one in told])


def _dies_otherwise(one: Finding, sentence: ReadSentence) -> bool:
    """Whether somebody dies by his own hand, or in a year that is told: whoever did it, or one of another happening."""
    if one.outcome != _DEAD:
        return False
    in_a_year = any(time.words.year is not None and time.words.month is None for time in sentence.times)
    return OWN_HAND in one.values or in_a_year


def _are_both_new(hurt: Finding, harmed: dict[int, list[Finding]]) -> bool:
    """Whether a text that tells of *a man* wounded tells of *a man* dead, too: as a rule, of another one."""
    dead = (one.group for told in harmed.values() for one in told if one.outcome == _DEAD)
    return _is_new(hurt.group) and any(map(_is_new, dead))


def _is_new(group: Group) -> bool:
    """Whether a phrase tells of somebody with a noun, as of one not told of before (*a man*)."""
    return group.kind == _ONE and bool(group.head)


def _is_told_dead(told: Iterable[Finding]) -> bool:
    """Whether a sentence tells a death: whoever is hurt beside the dead is another one (*killed her, wounded one*)."""
    return any(finding.outcome == _DEAD for finding in told)


def _may_be_the_dead(shot: Finding, *, told_before: bool) -> bool:
    """Whether a phrase may mean the only one harmed: not *a man* behind the death of another, though *a person*. Of
    whoever is more than shot it has to say no more than that (*a person was wounded*).
    """
    group = shot.group
    unsaid = not group.head and group.name is None and group.kind not in _COUNTED
    new = group.kind == "one" and not unsaid and not _may_be_told_again(group)
    return (told_before or not new) and (shot.weak or group.plain or group.by_harm or unsaid)


def _may_tell_again(sentence: ReadSentence) -> bool:
    """Whether a sentence may tell once more what those around it do: not of who did it, nor of hours later."""
    later = any(time.words.way == "ahead" and time.words.narrative for time in sentence.times)
    return CULPRIT not in sentence.cues and not later


def _shot_by_a_force(shot: Finding, sentence: ReadSentence) -> bool:
    """Whether police or soldiers shot somebody, who as a rule did what the dispatch tells: nobody whom it met."""
    by = (deed.by for deed in sentence.deeds if any(overlap(side.span, shot.group.span) for side in deed.on))
    return any(side.people in FORCES for sides in by for side in sides)


def _may_be_told_again(group: Group) -> bool:
    """Whether a phrase may be another one for somebody told of before: a name, or *a person*."""
    if group.others or group.plural:
        return False
    return group.kind in _NAMES or (group.kind == "one" and group.plain and group.sex is None and group.age is None)


def _dies_alone(shot: Finding, at: int, harmed: dict[int, list[Finding]]) -> bool:
    sentences = [harmed.get(then, []) for then in range(at - _BACK, at + _ON + 1)]
    near = [finding for told in sentences for finding in told]
    if any(map(_tells_of_two, sentences)) or _is_told_dead(harmed[at]):
        return False
    if any(finding.outcome != _DEAD and not finding.weak for finding in near):
        return False
    groups = [finding.group for finding in near]
    return any(finding.outcome == _DEAD for finding in near) and _are_one(groups)


def _tells_of_two(told: list[Finding]) -> bool:
    """Whether a sentence tells of two people who may be two: not of one with his name (*a clerk, Omar Sulu*)."""
    groups = {finding.group.span: finding.group for finding in told if finding.group.head or finding.group.words}
    kinds = [group.kind in _NAMES for group in groups.values() if group.kind != _PRONOUN]
    shot = {finding.group.span for finding in told if finding.weak}
    return kinds.count(True) > 1 or kinds.count(False) > 1 or len(shot) > 1


def _are_one(groups: list[Group]) -> bool:
    """Whether phrases may all tell of one person."""
    if any(group.plural or group.others or (group.quantity and group.quantity.low != 1) for group in groups):
        return False
    sexes = {group.sex for group in groups if group.sex}
    classes = {group.people for group in groups if not group.plain and group.kind not in _NAMES}
    named = [set(group.words) for group in groups if group.name is not None or group.kind in _NAMES]
    fullest = max(named, key=len, default=set())  # *Sulu* may be Omar Sulu, whom Ana Sulu is not
    doers = _ARMED in classes and any(group.people != _ARMED for group in groups)  # *the suspect* is not *a person*
    return not doers and all(words <= fullest for words in named) and len(sexes) < 2 and len(classes - {_ANYBODY}) < 2
