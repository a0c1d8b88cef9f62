"""The highest figure up to a moment, by speakers at least as close to the scene; asked of hundreds of them at once."""

from __future__ import annotations

from bisect import bisect_right

Top = tuple[int, str]
"""A value with whose it is."""
NONE: Top = (-1, "")


class Highest:
    """Values by moment and rank. Of each moment the two highest of different owners are kept, so that the highest of
    all others is known to each owner.
    """

    def __init__(self) -> None:
        self._moments: dict[int, list[str | int]] = {}
        self._tops: dict[int, list[tuple[Top, Top]]] = {}

    def add(self, moment: str | int, nearness: int, value: int, whose: str) -> None:
        """One more value, of no earlier moment than those before; with the rank of its speaker, and whose it is."""
        tops = self._tops.setdefault(nearness, [])
        tops.append(_with(tops[-1] if tops else (NONE, NONE), (value, whose)))
        self._moments.setdefault(nearness, []).append(moment)

    def of_others(self, moment: str | int, nearness: int, whose: str) -> int:
        """The highest value up to a moment, of somebody else with this rank or one closer to the scene; -1 for none.

        >>> told = Highest()
        >>> told.add("2020-01-01", 0, 20, "police")
        >>> told.add("2020-01-02", 0, 30, "police")
        >>> [told.of_others(day, 0, "the mayor") for day in ("2019-12-31", "2020-01-01", "2020-01-03")]
        [-1, 20, 30]
        >>> told.of_others("2020-01-03", 0, "police")
        -1
        """
        most = -1
        for rank, moments in self._moments.items():
            behind = bisect_right(moments, moment) if rank <= nearness else 0
            if behind:
                first, second = self._tops[rank][behind - 1]
                most = max(most, second[0] if first[1] == whose else first[0])
        return most


def _with(tops: tuple[Top, Top], new: Top) -> tuple[Top, Top]:
    """The two highest of different owners, when one more is told."""
    first, second = tops
    if new[1] == first[1]:
        return max(first, new), second
    if new[0] > first[0]:
        return new, first
    return first, max(second, new)
