"""Sentences that say who those were whom another one before told of: *they were Ana Ruiz and Omar Sulu*, *the victims
were Ana Ruiz and Omar Sulu*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Reading, ReadSentence
from testigo.model.spans import overlap

OF_BEFORE = "of_before"
"""The key of rules whose people met what was told last before them."""
OF_VICTIMS = "of_victims"
"""The key of rules whose people are called victims: the dead, if by then the text has told of any, or of no wounded,
and if the next sentence does not tell of them as wounded.
"""
CULPRIT = "culprit"
"""The cue of words for whoever did it: the next sentence names him, and nobody whom he harmed."""
ARRESTED = "arrested"
FORCES = {"police", "military"}
"""Classes of people who come where violence was, and often are not those whom it met."""
_KILLED, _INJURED = "killed", "injured"
_BACK = 2
"""Sentences back within which what was told last is looked for."""


def retold(reading: Reading) -> Iterator[tuple[Finding, int]]:
    """The findings of a dispatch with the numbers of their sentences, those of people told of before with what befell
    them there.

    Where nothing was told before, they are left out; those who are only called victims then died.
    """
    last: tuple[Finding, int] | None = None
    hurt: dict[str, Finding] = {}
    for index, sentence in enumerate(reading.sentences):
        for finding in sentence.findings:
            alive = _living(index, reading) if OF_VICTIMS in finding.values else None
            if alive is not None:
                yield _as(alive, finding), index
            elif OF_VICTIMS in finding.values and _KILLED not in hurt and _INJURED in hurt:
                yield _as(hurt[_INJURED], finding), index
            elif OF_BEFORE not in finding.values:
                last = _told_last(last, finding, index, reading)
                hurt.setdefault(finding.outcome, finding)
                yield finding, index
            elif last is not None and _may_be_meant(last, index, reading) and _is_of_those(finding, last[0], sentence):
                yield _as(last[0], finding), index


def _living(index: int, reading: Reading) -> Finding | None:
    """What the next sentence tells of as many wounded as one has victims (*the victims are Ana Ruiz, Eva Lanza and Omar
    Sulu; all three are in fair condition*); nothing where it tells of others.
    """
    victims = [finding for finding in reading.sentences[index].findings if OF_VICTIMS in finding.values]
    behind = reading.sentences[index + 1].findings if index + 1 < len(reading.sentences) else ()
    number = Quantity(len(victims), len(victims))
    told = (f for f in behind if f.outcome == _INJURED and f.group.quantity == number and not f.group.head)
    return next(told, None) if len(victims) > 1 else None


def _is_of_those(finding: Finding, befell: Finding, sentence: ReadSentence) -> bool:
    """Whether somebody may be one of those told last: not who is said to have done it (*police named the two gunmen as
    Ana Ruiz and Omar Sulu*), and of a force only where they are (*the two detectives are Ana Ruiz and Omar Sulu*).
    """
    group = finding.group
    did_it = any(overlap(side.span, group.span) for deed in sentence.deeds for side in deed.by)
    return not did_it and (group.people not in FORCES or group.people == befell.group.people)


def _outnumbers(some: Iterable[Finding], last: Finding) -> bool:
    """Whether a sentence tells of more people than those before it, whom it then does not mean."""
    before = last.group.quantity
    counts = [f.group.quantity.low if f.group.quantity else 1 for f in some if OF_BEFORE in f.values]
    return before is not None and before.high is not None and sum(counts) > before.high


def _as(befell: Finding, finding: Finding) -> Finding:
    """A finding of people whom the same befell as those of another one."""
    return msgspec.structs.replace(finding, outcome=befell.outcome, weak=befell.weak, violent=befell.violent)


def _told_last(last: tuple[Finding, int] | None, finding: Finding, index: int, reading: Reading) -> tuple[Finding, int]:
    """What a later sentence may take up: the last told, but of a sentence about who did it that he was caught."""
    if last is not None and last[1] == index and last[0].outcome == ARRESTED and _tells_who_did_it(index, reading):
        return last
    return finding, index


def _may_be_meant(last: tuple[Finding, int], index: int, reading: Reading) -> bool:
    """Whether a sentence may mean those told last: soon behind them, no more than they are, and not whoever did it."""
    befell, told_in = last
    if not 0 < index - told_in <= _BACK or _outnumbers(reading.sentences[index].findings, befell):
        return False
    if befell.outcome == ARRESTED:
        return befell.group.plural  # whoever alone was caught is only named: nothing is told anew
    return not _tells_who_did_it(told_in, reading)


def _tells_who_did_it(index: int, reading: Reading) -> bool:
    return CULPRIT in reading.sentences[index].cues
