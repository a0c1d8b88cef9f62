"""Whether two dispatches are one text: copies of an agency, rewrites, shortened ones."""

from __future__ import annotations

from testigo.incidents.joining.held import Held

SAME_WORDING = 0.6
"""Share of the shorter text's turns of phrase that stand in the longer one, from which on it retells it."""
_COPIED_WITHIN = 31
"""Days within which papers print what an agency sent."""
_LEAST = 8
"""Turns of phrase below which a text is too short to be known by its wording."""


def wording(one: Held, other: Held) -> float:
    """The share of the shorter text's turns of phrase that stand in the longer one too, estimated from both samples.

    The resemblance of two sets is estimated by the share of equal ones among the smallest hashes of both (Broder 1997,
    source: unverified); what the shorter one shares follows from it and both sizes.
    """
    if not one.sketch or not other.sketch or min(one.length, other.length) < _LEAST:
        return 0.0
    mine, yours = one.turns, other.turns
    if mine.isdisjoint(yours):
        return 0.0  # as nearly any two texts have nothing in common
    size = min(len(one.sketch), len(other.sketch))
    smallest = sorted(mine | yours)[:size]
    alike = sum(hash_ in mine and hash_ in yours for hash_ in smallest) / len(smallest)
    shared = alike / (1 + alike) * (one.length + other.length)
    return min(1.0, shared / min(one.length, other.length))


def is_retold(one: Held, other: Held) -> bool:
    """Whether one of two texts is taken from the other, or both from a third: printed in the same weeks, for years
    later a short report of the same is worded alike by itself.
    """
    if one.dispatch == other.dispatch:
        return True
    return _days_apart(one, other) <= _COPIED_WITHIN and wording(one, other) >= SAME_WORDING


def _days_apart(one: Held, other: Held) -> int:
    """Days between two publications, 0 where one is unknown."""
    return 0 if one.published is None or other.published is None else abs(one.published - other.published)
