"""Which accounts are one incident: what versions of an item share, what people ruled, and how alike accounts are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from testigo.ledger.growing import Growing
from testigo.ledger.succession import groups
from testigo.model.decision import Decision

Resolve = Callable[[str], str | None]
"""The present account that an account of an older reading is told by now, None where none tells it."""
Scored = tuple[str, str, int]
"""Two accounts, and how alike they are in thousandths of log odds: whole numbers, whose sums depend on no order."""
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
    judged: tuple[Iterable[Scored], Bars] | None = None,
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


def _clusters(bound: Bound, scores: Iterable[Scored], bars: Bars) -> list[frozenset[str]]:
    """Units as incidents: what links hold together is looked at by itself."""
    units = {min(unit): unit for unit in bound.units}
    name_of = {account: name for name, unit in units.items() for account in unit}
    pairs = [
        (one, other, score - bars.least)
        for first, second, score in scores
        if (one := name_of.get(first)) and (other := name_of.get(second)) and one != other
    ]
    linked = ((one, other) for one, other, above in pairs if above >= bars.link - bars.least)
    components = groups(linked, units)
    home = {name: number for number, names in enumerate(components) for name in names}
    inside: list[list[Scored]] = [[] for _ in components]
    for pair in pairs:
        one, other, above = pair
        if above > 0 and (number := home[one]) == home[other]:
            inside[number].append(pair)
    return [
        frozenset().union(*(units[name] for name in cluster))
        for names, scored in zip(components, inside, strict=True)
        for cluster in _parted({name: len(units[name]) for name in names}, scored, bound.apart, bars)
    ]


def _parted(
    sizes: Mapping[str, int], above: Sequence[Scored], apart: frozenset[frozenset[str]], bars: Bars
) -> Iterable[Iterable[str]]:
    """The units of a component as clusters: one where nobody ruled otherwise and all its pairs score well on average,
    else they are joined as long as their mean score allows, the likest first. `sizes` are the numbers of their
    accounts, `above` what pairs of accounts score above the least.
    """
    pairs = (sum(sizes.values()) ** 2 - sum(size**2 for size in sizes.values())) // 2
    kept = [pair for pair in apart if sizes.keys() >= pair]
    if not kept and sum(score for _, _, score in above) >= (bars.whole - bars.least) * pairs:
        return [sizes]
    return Growing(sizes, above, kept, bars.together - bars.least).grown()
