"""Sentences that say who those were whom another one before told of: *they were Ana Ruiz and Omar Sulu*, *the victims
were Ana Ruiz and Omar Sulu*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from testigo.model.reading import Finding

OF_BEFORE = "of_before"
"""The key of rules whose people met what was told last before them."""
OF_VICTIMS = "of_victims"
"""The key of rules whose people are called victims: the dead, if by then the text has told of any, or of no wounded."""
_KILLED, _INJURED = "killed", "injured"
_BACK = 2
"""Sentences back within which what was told last is looked for."""


def retold(found: Iterable[tuple[Finding, int]]) -> Iterator[tuple[Finding, int]]:
    """Findings with the numbers of their sentences, those of people told of before with what befell them there.

    Where nothing was told before, they are left out; those who are only called victims then died.
    """
    last: tuple[Finding, int] | None = None
    hurt: dict[str, Finding] = {}
    for finding, index in found:
        if OF_VICTIMS in finding.values and _KILLED not in hurt and _INJURED in hurt:
            yield _as(hurt[_INJURED], finding), index
        elif OF_BEFORE not in finding.values:
            last = (finding, index)
            hurt.setdefault(finding.outcome, finding)
            yield finding, index
        elif last is not None and 0 < index - last[1] <= _BACK:
            yield _as(last[0], finding), index


def _as(befell: Finding, finding: Finding) -> Finding:
    """A finding of people whom the same befell as those of another one."""
    return msgspec.structs.replace(finding, outcome=befell.outcome, weak=befell.weak, violent=befell.violent)
