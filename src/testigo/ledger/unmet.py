"""Who hangs together by links through others, and has no score of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from testigo.ledger.likely import Scores
from testigo.ledger.succession import groups

Near = dict[int, set[int]]
"""Accounts by their numbers, each with those of smaller numbers that it is to be held against."""


def unmet(accounts: Iterable[int], scores: Iterable[Scores], link: int) -> Near:
    """The pairs of what hangs together of which no score is kept.

    >>> unmet([1, 2, 3, 4], [(1, [2], [3000]), (2, [3, 4], [1000, 0])], link=0)
    {3: {1}, 4: {1, 3}}
    """
    met: dict[int, set[int]] = defaultdict(set)
    links: list[tuple[int, int]] = []
    for one, later, its_scores in scores:
        for other, score in zip(later, its_scores, strict=True):
            met[other].add(one)
            if score >= link:
                links.append((one, other))
    found: Near = {}
    for group in groups(links, accounts):
        for n in group if len(group) > 2 else ():  # two that are linked have met
            others = group - met[n]
            if before := {one for one in others if one < n}:
                found[n] = before
    return found
