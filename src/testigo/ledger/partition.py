"""Which accounts are one incident: what versions of an item share, what people ruled, and how alike accounts are."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from testigo.ledger.succession import groups
from testigo.model.decision import Decision

Resolve = Callable[[str], str | None]
"""The present account that an account of an older reading is told by now, None where none tells it."""
Scores = Mapping[tuple[str, str], int]
"""How alike pairs of accounts are, in thousandths of log odds: whole numbers, whose sums depend on no order."""
THOUSAND = 1000


class Bars(msgspec.Struct, frozen=True):
    """From which score on two accounts are linked, down to which mean score a group holds together, from which on all
    that is linked is one without a closer look, and what the pairs count that score less or were never compared; in
    thousandths of log odds.
    """

    link: int
    together: int
    whole: int
    least: int


class Bound(msgspec.Struct, frozen=True):
    """What a person ruled: units of accounts that are one incident, and pairs of units that are not."""

    units: tuple[frozenset[str], ...]
    apart: frozenset[frozenset[str]]
    """Names of units, two by two; a unit is named by its first account."""


def partition(
    accounts: Iterable[str],
    links: Iterable[tuple[str, str]],
    decisions: Sequence[Decision],
    resolve: Resolve,
    judged: tuple[Scores, Bars] | None = None,
) -> list[frozenset[str]]:
    """Accounts as incidents, in no order.

    What `links` joins, the versions of one item's telling, is never torn apart. Merges and splits that stand bind, the
    later one before the earlier; accounts that nothing tells any more are passed over. The rest is joined by how alike
    accounts are, as far as that is `judged`.

    >>> merge = Decision(n=1, kind="merge", author="A", reason="one raid", accounts=(("a1",), ("a2",)))
    >>> found = partition(["a1", "a2", "a3"], [], [merge], lambda account: account)
    >>> sorted(map(sorted, found))
    [['a1', 'a2'], ['a3']]
    """
    units = [frozenset(unit) for unit in groups(links, accounts)]
    bound = _bound(units, decisions, resolve)
    return _clusters(bound, *judged) if judged else list(bound.units)


def thousandths(score: float) -> int:
    """A score as it is kept and added up."""
    return round(score * THOUSAND)


def _bound(units: Sequence[frozenset[str]], decisions: Sequence[Decision], resolve: Resolve) -> Bound:
    """Units as people joined them, and which of these they keep apart; the last word on two units holds."""
    unit_of = {account: unit for unit in units for account in unit}
    home: dict[frozenset[str], set[frozenset[str]]] = {unit: {unit} for unit in units}
    apart: set[frozenset[frozenset[str]]] = set()
    for decision in reversed(decisions):
        named = [_units(some, unit_of, resolve) for some in decision.accounts]
        if decision.kind == "merge":
            _merge(home, sorted(set().union(*named), key=min), apart)
        elif decision.kind == "split" and named:
            leaving, staying = named[0], set().union(*named[1:]) - named[0]
            _merge(home, sorted(leaving, key=min), apart)
            apart |= {frozenset({a, b}) for a in leaving for b in staying if home[a] is not home[b]}
    joined = {id(group): frozenset().union(*group) for group in home.values()}
    whole = {unit: joined[id(group)] for unit, group in home.items()}
    return Bound(
        tuple(joined.values()),
        frozenset(frozenset(min(whole[unit]) for unit in pair) for pair in apart),
    )


def _units(names: Iterable[str], unit_of: dict[str, frozenset[str]], resolve: Resolve) -> set[frozenset[str]]:
    present = (resolve(name) for name in names)
    return {unit_of[name] for name in present if name is not None and name in unit_of}


def _merge(
    home: dict[frozenset[str], set[frozenset[str]]],
    named: Sequence[frozenset[str]],
    apart: set[frozenset[frozenset[str]]],
) -> None:
    """Join units with the first of them that no later ruling keeps them from."""
    for number, unit in enumerate(named):
        for other in named[:number]:
            if home[unit] is home[other]:
                break
            if not any(frozenset({a, b}) in apart for a in home[unit] for b in home[other]):
                joined = home[unit] | home[other]
                home.update(dict.fromkeys(joined, joined))
                break


def _clusters(bound: Bound, scores: Scores, bars: Bars) -> list[frozenset[str]]:
    """What links hold together is one incident where all its pairs score well on average; else its units are joined as
    long as their mean score allows, the likest first.
    """
    name_of = {account: min(unit) for unit in bound.units for account in unit}
    links = [pair for pair, score in scores.items() if score >= bars.link]
    near = ((name_of[one], name_of[other]) for one, other in links if one in name_of and other in name_of)
    units = {min(unit): unit for unit in bound.units}
    between = _between(scores, name_of, bars.least)
    found = []
    for component in groups(near, units):
        growing = _Growing({name: units[name] for name in component}, between, bound.apart, bars)
        if len(component) == 1 or growing.holds_together():
            found.append(frozenset().union(*(units[name] for name in component)))
        else:
            found += growing.grown()
    return found


def _between(scores: Scores, name_of: Mapping[str, str], least: int) -> dict[str, dict[str, int]]:
    """What the scores of pairs between two units are together above the least, by the names of both."""
    found: dict[str, dict[str, int]] = {}
    for (one, other), score in scores.items():
        mine, yours = name_of.get(one), name_of.get(other)
        if mine is None or yours is None or mine == yours or score <= least:
            continue
        for a, b in ((mine, yours), (yours, mine)):
            held = found.setdefault(a, {})
            held[b] = held.get(b, 0) + score - least
    return found


class _Growing:
    """One component on its way: clusters by name, what their pairs score above the least, and what is kept apart."""

    def __init__(
        self,
        units: Mapping[str, frozenset[str]],
        between: Mapping[str, Mapping[str, int]],
        apart: frozenset[frozenset[str]],
        bars: Bars,
    ) -> None:
        self._clusters = dict(units)
        self._above = {name: {b: s for b, s in between.get(name, {}).items() if b in units} for name in units}
        self._apart = {frozenset(pair) for pair in apart if all(name in units for name in pair)}
        self._bar = bars.together - bars.least
        self._sure = bars.whole - bars.least

    def holds_together(self) -> bool:
        """Whether all of it is one: nobody ruled otherwise, and all pairs score well on average."""
        sizes = {name: len(unit) for name, unit in self._clusters.items()}
        pairs = (sum(sizes.values()) ** 2 - sum(size**2 for size in sizes.values())) // 2
        above = sum(score for near in self._above.values() for score in near.values()) // 2
        return not self._apart and above >= self._sure * pairs

    def grown(self) -> Iterator[frozenset[str]]:
        """The clusters, when no two of them are alike enough any more."""
        heap = [entry for name in self._clusters for entry in self._near(name) if entry[1] < entry[2]]
        heapq.heapify(heap)
        while heap:
            mean, one, other, sizes = heapq.heappop(heap)
            if self._sizes(one, other) == sizes and self._mean(one, other) == mean:
                self._join(one, other)
                for entry in self._near(one):
                    heapq.heappush(heap, entry)
        yield from self._clusters.values()

    def _near(self, name: str) -> Iterator[tuple[float, str, str, tuple[int, int]]]:
        """What this cluster can be joined with, as entries of the heap: the likest first, of equals by name."""
        for other in self._above[name]:
            mean = self._mean(name, other)
            if -mean >= self._bar and frozenset({name, other}) not in self._apart:
                one, two = min(name, other), max(name, other)
                yield mean, one, two, self._sizes(one, two)

    def _mean(self, one: str, other: str) -> float:
        """The mean score above the least, negative so that the heap gives the highest first."""
        pairs = len(self._clusters[one]) * len(self._clusters[other])
        return -self._above[one].get(other, 0) / pairs

    def _sizes(self, one: str, other: str) -> tuple[int, int]:
        return len(self._clusters.get(one, ())), len(self._clusters.get(other, ()))

    def _join(self, one: str, other: str) -> None:
        """Put a cluster into the one whose name comes first."""
        self._clusters[one] |= self._clusters.pop(other)
        for third, above in self._above.pop(other).items():
            if third == one:
                continue
            total = self._above[one].get(third, 0) + above
            self._above[one][third] = self._above[third][one] = total
            del self._above[third][other]
        self._above[one].pop(other, None)
        kept = {pair for pair in self._apart if other in pair}
        self._apart = (self._apart - kept) | {frozenset(pair - {other} | {one}) for pair in kept}
