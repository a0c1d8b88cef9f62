"""Sentences that say who those were whom another one before told of: *they were Ana Ruiz and Omar Sulu*."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from testigo.model.reading import Finding, Reading

OF_BEFORE = "of_before"
"""The key of rules whose people met what was told last before them."""
_BACK = 2
"""Sentences back within which that is looked for."""


CULPRIT = "culprit"
"""The cue of words for whoever did it: the next sentence names him, and nobody whom he harmed."""
ARRESTED = "arrested"


def retold(reading: Reading) -> Iterator[tuple[Finding, int]]:
    """The findings of a dispatch with the numbers of their sentences, those of people told of before with what befell
    them there.

    Where nothing was told before, they are left out.
    """
    last: tuple[Finding, int] | None = None
    for index, sentence in enumerate(reading.sentences):
        for finding in sentence.findings:
            if OF_BEFORE not in finding.values:
                last = _told_last(last, finding, index, reading)
                yield finding, index
            elif last is not None and 0 < index - last[1] <= _BACK and _may_be_meant(last, reading):
                yield _befallen(finding, last[0]), index


def _befallen(finding: Finding, before: Finding) -> Finding:
    return msgspec.structs.replace(finding, outcome=before.outcome, weak=before.weak, violent=before.violent)


def _told_last(last: tuple[Finding, int] | None, finding: Finding, index: int, reading: Reading) -> tuple[Finding, int]:
    """What a later sentence may take up: the last that was told; of a sentence about who did it, that he was caught."""
    if last is not None and last[1] == index and last[0].outcome == ARRESTED and _tells_who_did_it(index, reading):
        return last
    return finding, index


def _may_be_meant(last: tuple[Finding, int], reading: Reading) -> bool:
    return last[0].outcome == ARRESTED or not _tells_who_did_it(last[1], reading)


def _tells_who_did_it(index: int, reading: Reading) -> bool:
    return CULPRIT in reading.sentences[index].cues
