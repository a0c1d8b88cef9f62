"""How likely two accounts are of one incident: the sum of what their features weigh, in log odds."""

from __future__ import annotations

from testigo.incidents.joining.compare import compare
from testigo.model.likeness import Likeness, Part, Weights
from testigo.model.outline import Outline


def likeness(one: Outline, other: Outline, weights: Weights) -> Likeness:
    """The score of two accounts with all its parts; the same whichever is given first."""
    parts = tuple(
        Part(feature, feature.value * weights.features[feature.name].weight, weights.features[feature.name].because)
        for feature in compare(one, other)
        if feature.name in weights.features
    )
    return Likeness(score=weights.base + sum(part.adds for part in parts), base=weights.base, parts=parts)
