"""Who hangs together by links through others, and has no score of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from testigo.ledger.likely import Scores
from testigo.ledger.succession import groups

Hanging = Mapping[int, set[int]]
"""Accounts that links hold together, by their numbers, each with those of smaller numbers that it has a score with."""


def hanging(accounts: Iterable[int], scores: Iterable[Scores], link: int) -> list[Hanging]:
    """What hangs together and has not met in full: some two of it have no score.

    >>> hanging([1, 2, 3, 4], [(1, [2], [3000]), (2, [3], [1000]), (4, [], [])], link=0)
    [{1: set(), 2: {1}, 3: {2}}]
    """
    met: dict[int, set[int]] = defaultdict(set)
    links: list[tuple[int, int]] = []
    for one, later, its_scores in scores:
        for other, score in zip(later, its_scores, strict=True):
            met[other].add(one)
            if score >= link:
                links.append((one, other))
    found = ({n: met[n] & group for n in sorted(group)} for group in groups(links, accounts) if len(group) > 2)
    return [group for group in found if not _have_met(group)]


def _have_met(group: Hanging) -> bool:
    return 2 * sum(map(len, group.values())) == len(group) * (len(group) - 1)
