"""How two stretches of a text lie to one another; all count code points, the end behind the last."""

from __future__ import annotations

from testigo.model.dispatch import Span


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a code point.

    >>> overlap((0, 4), (3, 9)), overlap((0, 4), (4, 9))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def holds(outer: Span, inner: Span) -> bool:
    """Whether one stretch stands within another.

    >>> holds((0, 9), (3, 9)), holds((0, 4), (3, 9))
    (True, False)
    """
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def apart(one: Span, other: Span) -> int:
    """How many code points stand between two stretches; 0 where they touch or overlap.

    >>> apart((0, 4), (7, 9)), apart((7, 9), (0, 4)), apart((0, 4), (3, 9))
    (3, 3, 0)
    """
    return max(one[0] - other[1], other[0] - one[1], 0)
