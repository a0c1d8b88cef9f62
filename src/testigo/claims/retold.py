"""Sentences that say who those were whom another one before told of: *they were Ana Ruiz and Omar Sulu*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from testigo.model.reading import Finding

OF_BEFORE = "of_before"
"""The key of rules whose people met what was told last before them."""
_BACK = 2
"""Sentences back within which that is looked for."""


def retold(found: Iterable[tuple[Finding, int]]) -> Iterator[tuple[Finding, int]]:
    """Findings with the numbers of their sentences, those of people told of before with what befell them there.

    Where nothing was told before, they are left out.
    """
    last: tuple[Finding, int] | None = None
    for finding, index in found:
        if OF_BEFORE not in finding.values:
            last = (finding, index)
            yield finding, index
        elif last is not None and 0 < index - last[1] <= _BACK:
            befell, _ = last
            same = msgspec.structs.replace(finding, outcome=befell.outcome, weak=befell.weak, violent=befell.violent)
            yield same, index
