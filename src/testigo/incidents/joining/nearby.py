"""Who lies near whom: the accounts under some marks by their days, looked through in memory.

A store is asked once for all that a stretch of accounts looks for; who finds whom is then a matter of slices.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from testigo.incidents.joining.candidates import Sought

Marked = tuple[str, int, int]
"""A mark, the day under which it is borne, as an ordinal, and the number of the account that bears it."""


def at_once(wanted: Iterable[Sought]) -> list[Sought]:
    """What many look for, each mark with its days once, in the order of both.

    >>> at_once([Sought("u korum", 4, 9), Sought("p1", 1, 2), Sought("u korum", 1, 5)])
    [Sought(mark='p1', since=1, until=2), Sought(mark='u korum', since=1, until=9)]
    """
    by_mark: dict[str, list[Sought]] = {}
    for one in wanted:
        by_mark.setdefault(one.mark, []).append(one)
    return [one for mark in sorted(by_mark) for one in _joined(by_mark[mark])]


class Nearby:
    """Accounts by their marks and days.

    >>> nearby = Nearby([("u korum", 4, 1), ("u korum", 6, 2), ("u korum", 9, 3)])
    >>> nearby.before(3, [Sought("u korum", 5, 9), Sought("p1", 5, 9)])
    [2]
    """

    def __init__(self, found: Iterable[Marked]) -> None:
        self._held: dict[str, tuple[list[int], list[int]]] = {}
        for mark, day, account in sorted(found, key=itemgetter(1)):
            days, accounts = self._held.setdefault(mark, ([], []))
            days.append(day)
            accounts.append(account)

    def before(self, account: int, wanted: Iterable[Sought]) -> list[int]:
        """The accounts with smaller numbers that are found by what this one looks for, in their order.

        Whoever is found also finds, so each pair is met once.
        """
        found: set[int] = set()
        for one in wanted:
            if held := self._held.get(one.mark):
                days, accounts = held
                found.update(accounts[bisect_left(days, one.since) : bisect_right(days, one.until)])
        return sorted(n for n in found if n < account)


def _joined(wanted: Sequence[Sought]) -> Sequence[Sought]:
    """Stretches of days under one mark without those that overlap."""
    if len(wanted) == 1:
        return wanted
    made: list[Sought] = []
    for one in sorted(wanted, key=lambda sought: sought.since):
        last = made[-1] if made else None
        if last is None or one.since > last.until:
            made.append(one)
        elif one.until > last.until:
            made[-1] = Sought(one.mark, last.since, one.until)
    return made
