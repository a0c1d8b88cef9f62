"""What a person ruled in review: never a change of what was read, always one more line of the log."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

Ruling = Literal["accept", "correct", "reject", "adopt", "merge", "split", "undo"]
RULINGS: tuple[str, ...] = get_args(Ruling)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One ruling, with who made it and why. `n` numbers the decisions of a ledger, `at` is the ISO time.

    `about` names what it was made on, as the person named it. `accounts` are the accounts that it binds: of a merge
    those of each incident, of a split those that leave and those that stay, else those of the incident or the account
    ruled on. `changes` are the fields that a correction sets, or those of the claim that is adopted; `undoes` is the
    number of the decision taken back; `entry` is its entry in the chain.
    """

    n: int = 0
    kind: Ruling
    author: str
    reason: str
    about: tuple[str, ...] = ()
    accounts: tuple[tuple[str, ...], ...] = ()
    changes: dict[str, Any] = {}
    undoes: int | None = None
    at: str = ""
    entry: int = 0


def standing(decisions: list[Decision]) -> list[Decision]:
    """The decisions that hold, in their order: an undo takes one back, and an undo that is undone gives it back.

    >>> merge = Decision(n=1, kind="merge", author="A", reason="one raid")
    >>> undo = Decision(n=2, kind="undo", author="A", reason="slip", undoes=1)
    >>> [d.n for d in standing([merge, undo])]
    []
    """
    gone = undone(decisions)
    return [d for d in sorted(decisions, key=lambda d: d.n) if d.n not in gone and d.undoes is None]


def undone(decisions: list[Decision]) -> set[int]:
    """Numbers of the decisions that were taken back; an undo that is undone has taken nothing back."""
    found: set[int] = set()
    for decision in sorted(decisions, key=lambda decision: -decision.n):
        if decision.undoes is not None and decision.n not in found:
            found.add(decision.undoes)
    return found
