"""The arithmetic of an account: sums of parts, figures that group the same people otherwise, what is left over.

A sum that does not hold is shown, never mended (codebook, *reconciling a toll*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice

from testigo.model.account import Check
from testigo.model.claim import Toll
from testigo.model.told import Told

_MOST_PARTS = 8
"""Longer lists are not tried in every combination."""
_MOST_TELLINGS = 8
"""Further repeats of a whole are not held against the same figures: they would say the same again."""


def checks(told: tuple[Told, ...]) -> tuple[Check, ...]:
    """Every check that the account's exact counts allow, each once."""
    exact = tuple(t for t in told if t.claim.count.low == t.claim.count.high and t.claim.count.low > 0)
    found = (*_of_parts(exact), *_of_sentences(exact))
    return tuple({(c.whole, c.parts): c for c in found}.values())


def _of_parts(told: tuple[Told, ...]) -> Iterator[Check]:
    """Parts named with their whole: they add up to it, or leave a rest, or exceed it."""
    by_id = {t.claim.id: t for t in told}
    lists: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for part in told:
        if part.claim.part_of in by_id:
            lists[part.claim.part_of, part.sentence].append(part)
    for (whole_id, sentence), parts in lists.items():
        whole = by_id[whole_id]
        if _outcome(whole) == _outcome(parts[0]):
            left = _low(whole.claim) - sum(_low(p.claim) for p in parts)
            if sentence == whole.sentence or left == 0:
                yield _check(whole.claim, tuple(p.claim for p in parts), left)


def _check(whole: Toll, parts: tuple[Toll, ...], left: int) -> Check:
    ids = tuple(p.id for p in parts)
    if left > 0:
        return Check(kind="rest", whole=whole.id, parts=ids, holds=True, rest=left)
    return Check(kind="sum", whole=whole.id, parts=ids, holds=left == 0)


def _of_sentences(told: tuple[Told, ...]) -> Iterator[Check]:
    """Figures that one sentence sets side by side against a whole that another one gives, and against its parts."""
    wholes, parts = _wholes(told), _parts(told)
    for aside in _side_by_side(told):
        figure = _outcome(aside[0]), sum(_low(t.claim) for t in aside)
        apart = (w for w in wholes.get(figure, ()) if w.sentence != aside[0].sentence)
        for whole in islice(apart, _MOST_TELLINGS):
            yield _check(whole.claim, tuple(t.claim for t in aside), 0)
            yield from _regrouped(aside, parts.get(whole.claim.id, []))


def _wholes(told: tuple[Told, ...]) -> dict[tuple[str, int], list[Told]]:
    """Figures that are no part of another, by what they count and how many."""
    wholes: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for t in told:
        if not t.claim.part_of:
            wholes[_outcome(t), _low(t.claim)].append(t)
    return wholes


def _parts(told: tuple[Told, ...]) -> dict[str, list[Told]]:
    parts: dict[str, list[Told]] = defaultdict(list)
    for t in told:
        if t.claim.part_of:
            parts[t.claim.part_of].append(t)
    return parts


def _side_by_side(told: tuple[Told, ...]) -> list[list[Told]]:
    groups: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for t in told:
        if not t.claim.part_of:
            groups[_outcome(t), t.sentence].append(t)
    return [g for g in groups.values() if 2 <= len(g) <= _MOST_PARTS]


def _regrouped(aside: list[Told], parts: list[Told]) -> Iterator[Check]:
    """A figure beside the whole that is several of its parts together (*six locals* = two clerks and four guards)."""
    unmatched = [p for p in parts if all(_low(p.claim) != _low(a.claim) for a in aside)][:_MOST_PARTS]
    for figure in aside:
        for size in range(2, len(unmatched) + 1):
            for some in combinations(unmatched, size):
                if sum(_low(p.claim) for p in some) == _low(figure.claim):
                    yield Check(kind="equal", whole=figure.claim.id, parts=tuple(p.claim.id for p in some), holds=True)


def _outcome(told: Told) -> str:
    return told.claim.outcome


def _low(claim: Toll) -> int:
    return claim.count.low
