"""How likely two accounts are of one incident: the sum of what their features weigh, in log odds."""

from __future__ import annotations

from functools import lru_cache

from testigo.incidents.joining.compare import compare, told
from testigo.incidents.joining.held import Held
from testigo.model.likeness import Likeness, Part, Weights


def score(one: Held, other: Held, weights: Weights) -> float:
    """The score of two accounts; the same whichever is given first."""
    weigh, total = _bare(weights).get, weights.base
    for name, value in compare(one, other):  # not by `sum`, which rounds otherwise from Python 3.12 on
        total += value * weigh(name, 0.0)
    return total


@lru_cache(maxsize=4)
def _bare(weights: Weights) -> dict[str, float]:
    """The weights alone, by the names of their features."""
    return {name: each.weight for name, each in weights.features.items()}


def likeness(one: Held, other: Held, weights: Weights) -> Likeness:
    """The score of two accounts with all its parts, in words."""
    known = weights.features
    parts = tuple(
        Part(name, value * known[name].weight, told(name, one, other), known[name].because)
        for name, value in compare(one, other)
        if name in known
    )
    return Likeness(score=score(one, other, weights), base=weights.base, parts=parts)
