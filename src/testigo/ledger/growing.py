"""How clusters grow from units of accounts: the likest two are joined first, until no two are alike enough."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

_Entry = tuple[float, str, str, str, int]
"""A mean score above the least, negative so that a heap gives the highest first, of equals by name; the two clusters,
whose entry it is, and how large that one was.
"""


class Growing:
    """Clusters on their way, named by their first unit.

    Each waits in a heap with the likest of the others. The mean score with a cluster that took in another one lies
    between the means with both, so the likest of the others gets less like with time and never more: an entry may
    promise too much, is looked at anew when its turn comes, and stands if it still holds.
    """

    def __init__(
        self,
        sizes: Mapping[str, int],
        above: Iterable[tuple[str, str, int]],
        apart: Iterable[frozenset[str]],
        bar: int,
    ) -> None:
        """Units by name with the number of their accounts, what pairs of accounts in two units score above the least,
        units that are kept apart, and the mean score from which on two clusters are joined.
        """
        self._units = {name: [name] for name in sizes}
        self._sizes = dict(sizes)
        self._above: dict[str, dict[str, int]] = {name: {} for name in sizes}
        self._apart: dict[str, set[str]] = {name: set() for name in sizes}
        self._bar = bar
        for one, other, score in above:
            self._above[one][other] = self._above[other][one] = self._above[one].get(other, 0) + score
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def grown(self) -> list[list[str]]:
        """The units of each cluster, when no two clusters are alike enough any more."""
        heap = [entry for name in self._units for entry in self._likest(name)]
        heapq.heapify(heap)
        while heap:
            promised = heapq.heappop(heap)
            _, one, other, name, size = promised
            if self._sizes.get(name) != size:
                continue  # it was taken in, or has grown and waits under its new size
            held = self._likest(name)
            if held == [promised]:
                self._join(one, other)
                held = self._likest(one)
            for entry in held:
                heapq.heappush(heap, entry)
        return list(self._units.values())

    def _likest(self, name: str) -> list[_Entry]:
        """The entry of a cluster with the likest of the others; none where nothing is alike enough."""
        size, sizes, apart = self._sizes[name], self._sizes, self._apart[name]
        highest, likest = 0.0, name
        for other, above in self._above[name].items():  # a loop, for hundreds are looked at again and again
            mean = above / (size * sizes[other])
            if (mean > highest or (mean == highest and other < likest)) and other not in apart:
                highest, likest = mean, other
        if likest == name or highest < self._bar:
            return []
        return [(-highest, min(name, likest), max(name, likest), name, size)]

    def _join(self, one: str, other: str) -> None:
        """Put a cluster into the one whose name comes first."""
        self._units[one] += self._units.pop(other)
        self._sizes[one] += self._sizes.pop(other)
        for third, above in self._above.pop(other).items():
            del self._above[third][other]
            if third != one:
                self._above[one][third] = self._above[third][one] = self._above[one].get(third, 0) + above
        for third in self._apart.pop(other):
            self._apart[third].remove(other)
            self._apart[third].add(one)
            self._apart[one].add(third)
