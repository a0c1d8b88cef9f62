"""Which accounts are one incident: what versions of an item share, and what people ruled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from testigo.ledger.succession import groups
from testigo.model.decision import Decision

Resolve = Callable[[str], str | None]
"""The present account that an account of an older reading is told by now, None where none tells it."""


def partition(
    accounts: Iterable[str], links: Iterable[tuple[str, str]], decisions: Sequence[Decision], resolve: Resolve
) -> list[frozenset[str]]:
    """Accounts as incidents, in no order.

    What `links` joins, the versions of one item's telling, is never torn apart. On it the merges and splits that stand
    are applied in the order in which they were made; accounts that nothing tells any more are passed over.

    >>> merge = Decision(n=1, kind="merge", author="A", reason="one raid", accounts=(("a1",), ("a2",)))
    >>> found = partition(["a1", "a2", "a3"], [], [merge], lambda account: account)
    >>> sorted(map(sorted, found))
    [['a1', 'a2'], ['a3']]
    """
    units = [frozenset(unit) for unit in groups(links, accounts)]
    unit_of = {account: unit for unit in units for account in unit}
    home: dict[frozenset[str], set[frozenset[str]]] = {unit: {unit} for unit in units}
    for decision in decisions:
        named = [_units(accounts, unit_of, resolve) for accounts in decision.accounts]
        if decision.kind == "merge":
            _merge(home, set().union(*named))
        elif decision.kind == "split" and named:
            _split(home, named[0])
    made = {id(group): group for group in home.values()}.values()
    return [frozenset().union(*group) for group in made]


def _units(names: Iterable[str], unit_of: dict[str, frozenset[str]], resolve: Resolve) -> set[frozenset[str]]:
    present = (resolve(name) for name in names)
    return {unit_of[name] for name in present if name is not None and name in unit_of}


def _merge(home: dict[frozenset[str], set[frozenset[str]]], named: set[frozenset[str]]) -> None:
    joined = set().union(*(home[unit] for unit in named))
    for unit in joined:
        home[unit] = joined


def _split(home: dict[frozenset[str], set[frozenset[str]]], leaving: set[frozenset[str]]) -> None:
    for unit in leaving:
        home[unit].discard(unit)
    for unit in leaving:
        home[unit] = leaving
