"""Who hangs together by links through others, and has no score of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from testigo.ledger.succession import groups

Near = dict[int, set[int]]
"""Accounts by their numbers, each with those of smaller numbers that it is to be held against."""


def unmet(accounts: Iterable[int], scores: Collection[tuple[int, int, int]], link: int) -> Near:
    """The pairs of what hangs together of which no score is kept.

    >>> unmet([1, 2, 3, 4], [(1, 2, 3000), (2, 3, 1000), (2, 4, 0)], link=0)
    {3: {1}, 4: {1, 3}}
    """
    met: dict[int, set[int]] = defaultdict(set)
    for one, other, _ in scores:
        met[other].add(one)
    found: Near = {}
    for group in groups(((one, other) for one, other, score in scores if score >= link), accounts):
        for n in group if len(group) > 2 else ():  # two that are linked have met
            others = group - met[n]
            if before := {one for one in others if one < n}:
                found[n] = before
    return found
