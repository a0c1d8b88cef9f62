"""Incidents as they are kept: their tellings with the names that hold for good, and what people ruled on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from testigo.ledger import likely, rows, tables
from testigo.ledger.identity import incident_id
from testigo.ledger.rulings import Rulings, rulings_on
from testigo.ledger.succession import groups
from testigo.ledger.these import one_of
from testigo.ledger.versions import Stretch, earliest, order
from testigo.model.account import Account
from testigo.model.claim import AnyClaim, Toll
from testigo.model.decision import Decision
from testigo.model.edition import Edition
from testigo.model.moment import instant
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling


class Horizon(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody sees: what was known at the end of an ISO day, `as_of`, None being all; and what the time is
    now, in UTC, before which no embargo has ended; None shows what is under embargo as well.
    """

    as_of: str | None = None
    now: str | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it is known on a day: its tellings in order of publication, and the rulings that stand on it.

    `everything` has those as well that stand no more, and those that a person threw out; where that is all of them,
    `rejected` says why. `aliases` are other names under which the incident was or could be known.
    `state` is the number of the last entry that touched it: who rules on it later says so, and is told if it moved on.
    """

    id: str
    tellings: tuple[Telling, ...]
    everything: tuple[Telling, ...]
    aliases: tuple[str, ...] = ()
    accepted: bool = False
    rejected: str | None = None
    decisions: tuple[Decision, ...] = ()
    state: int = 0


_ACCOUNTS = (
    select(
        tables.account,
        tables.member.c.incident,
        tables.delivery.c.dispatch,
        tables.reading.c.entry.label("entered"),
    )
    .join(tables.member, tables.member.c.account == tables.account.c.n)
    .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
    .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    .where(one_of(tables.member.c.incident))
)
_DELIVERIES = (
    select(tables.delivery, tables.standing.c.n.label("stretch"), tables.standing.c.since, tables.standing.c.until)
    .outerjoin(tables.standing, tables.standing.c.dispatch == tables.delivery.c.dispatch)
    .where(one_of(tables.delivery.c.dispatch))
)
"""Each delivery of some dispatches beside each stretch of days on which its dispatch stands: mostly one of each."""
_LINES = rows.CLAIMS.with_only_columns(
    *(tables.claim.c[name] for name in ("id", "local", "account", "content", "reading"))
)
"""What a telling needs of claims: half of the time for a page goes into fetching claims."""


def incidents_of(
    connection: Connection, numbers: Sequence[int], horizon: Horizon, *, keep_empty: bool = False
) -> list[Known]:
    """Incidents by the numbers of their lead accounts, in that order."""
    accounts = rows.among(connection, _ACCOUNTS, numbers)
    shelf = Shelf(connection, accounts)
    by_incident = rows.by(accounts, "incident")
    found = []
    for n in numbers:
        members = by_incident.get(n, [])
        if len(members) > 1:
            members.sort(key=shelf.order)
        stand = [row for row in members if shelf.stands(row, horizon)]
        if stand or (members and keep_empty):
            found.append(_known(n, members, stand, shelf))
    return found


def _known(n: int, members: Sequence[Row[Any]], stand: Sequence[Row[Any]], shelf: Shelf) -> Known:
    rulings = shelf.rulings
    originals = shelf.originals(members) if len(members) > 1 else {}
    ids = [row.id for row in members]
    lead = next(row.id for row in members if row.n == n)
    thrown = [rulings.rejected[one] for one in ids if one in rulings.rejected]
    told = {row.id: shelf.telling(row, originals.get(row.n)) for row in members}
    counting = stand if len(thrown) == len(ids) else [row for row in stand if row.id not in rulings.rejected]
    return Known(
        id=incident_id(lead),
        tellings=tuple([told[row.id] for row in counting]),
        everything=tuple(told.values()),
        aliases=tuple(sorted([incident_id(one) for one in ids if one != lead])),
        accepted=not rulings.accepted.isdisjoint(ids),
        rejected=thrown[0] if len(thrown) == len(ids) else None,
        decisions=rulings.on(chain(ids, (claim for row in members for claim in shelf.names_in(row)))),
        state=max([shelf.entry(row) for row in members]),
    )


class Shelf:
    """Everything that is needed for the tellings of some accounts, fetched at once."""

    def __init__(self, connection: Connection, accounts: Sequence[Row[Any]]) -> None:
        dispatches = {row.dispatch for row in accounts}
        deliveries = rows.among(connection, _DELIVERIES, dispatches)
        self._deliveries = rows.by({row.n: row for row in deliveries}.values(), "dispatch")
        self._stand = {
            n: [Stretch(row.since, row.until) for row in some if row.stretch]
            for n, some in rows.by(deliveries, "dispatch").items()
        }
        self._claims = _by_reading(rows.bare(connection, _LINES, {row.reading for row in accounts}))
        self._heads: dict[int, _Head] = {}
        self._retold = _retold(connection, accounts)
        self.rulings: Rulings = rulings_on(connection, accounts)

    def order(self, row: Row[Any]) -> tuple[tuple[str, str, str], str]:
        """Accounts in order of publication."""
        return (self._head(row.dispatch).order, row.id)

    def entry(self, row: Row[Any]) -> int:
        """The last entry that touched an account: its reading, a delivery of its dispatch, or a decision."""
        return max(int(row.entered), self._head(row.dispatch).entry, self.rulings.entry(row.id))

    def stands(self, row: Row[Any], horizon: Horizon) -> bool:
        """Whether the dispatch of an account stands on a day, and may be shown."""
        deliveries = self._deliveries[row.dispatch]
        if horizon.now and all(held_back(rows.content_of(one).edition, horizon.now) for one in deliveries):
            return False
        return stands(self._stand.get(row.dispatch, ()), horizon.as_of)

    def names_in(self, row: Row[Any]) -> list[str]:
        """Names of an account's claims."""
        return [name for name, _, account, *_ in self._claims.get(row.reading, ()) if account == row.local]

    def originals(self, members: Sequence[Row[Any]]) -> dict[int, DispatchHead]:
        """Of an incident's accounts, in order, those whose text retells an earlier one's, each with that one's head."""
        numbers = [row.n for row in members]
        pairs = [(str(a), str(b)) for a in numbers for b in self._retold.get(a, ())]
        by_number = {row.n: row for row in members}
        found = {}
        for group in groups(pairs, map(str, numbers)):
            first, *copies = sorted(map(int, group), key=numbers.index)
            found.update(dict.fromkeys(copies, self._head(by_number[first].dispatch).head))
        return found

    def telling(self, row: Row[Any], original: DispatchHead | None = None) -> Telling:
        """The account with its claims under their names for good, as people corrected them."""
        rulings, name, local = self.rulings, row.id, row.local
        claims = self._claims.get(row.reading, ())
        names = {its_local: its for its, its_local, _, _, _ in claims}
        account = rulings.mended(name, _renamed_account(rows.account_of(row), name, names))
        own = [
            _renamed(rows.claim_in(content), its, name, names)
            for its, _, its_account, content, _ in claims
            if its_account == local and its not in rulings.rejected
        ]
        if rulings.changes:
            own = [rulings.mended(claim.id, claim) for claim in own]
        if vouched := rulings.kept_for(name):
            read = {claim.id for claim in own}
            own += [claim for claim in vouched if claim.id not in read]
        own_head = self._head(row.dispatch)
        return Telling(
            account=account,
            claims=tuple(own),
            dispatch=own_head.head,
            dispatch_ids=own_head.ids,
            at=own_head.at,
            original=original,
        )

    def _head(self, dispatch: int) -> _Head:
        if dispatch not in self._heads:
            self._heads[dispatch] = _head_of(self._deliveries[dispatch])
        return self._heads[dispatch]


class _Head(NamedTuple):
    """What all deliveries of a dispatch tell of it: its place in the order of publication, the head that it is read
    under, when it was published, every id it came under, and the last entry that delivered it.
    """

    order: tuple[str, str, str]
    head: DispatchHead
    at: str | None
    ids: tuple[str, ...]
    entry: int


def _head_of(deliveries: Sequence[Row[Any]]) -> _Head:
    contents = {row.n: rows.content_of(row) for row in deliveries}
    if len(deliveries) == 1:  # as nearly all have; a page of fifty waits for each of them
        row, (content,) = deliveries[0], contents.values()
        only = rows.delivery_of(row, content)
        return _Head(order(only), content.head, only.at or only.day, (content.dispatch.id,), row.entry)
    first = earliest([rows.delivery_of(row, contents[row.n]) for row in deliveries])
    ids = {content.dispatch.id for content in contents.values()}
    entry = max(row.entry for row in deliveries)
    return _Head(order(first), contents[first.n].head, first.at or first.day, tuple(sorted(ids)), entry)


_Line = tuple[str, str, str | None, str, int]
"""A claim's name, its name within the reading, its account, what is kept of it, and the reading. It is no Row: asking
one for a column by its name takes longer than all else here.
"""


def _by_reading(claims: Iterable[_Line]) -> dict[int, list[_Line]]:
    found: dict[int, list[_Line]] = {}
    for line in claims:
        found.setdefault(line[-1], []).append(line)
    return found


def _retold(connection: Connection, accounts: Sequence[Row[Any]]) -> dict[int, list[int]]:
    """Accounts of incidents with several, whose texts are one: each with the others of its incident."""
    home = {row.n: row.incident for row in accounts}
    size = Counter(home.values())
    several = [n for n in home if size[home[n]] > 1]
    found: dict[int, list[int]] = {}
    for one, other in likely.retold_among(connection, several) if several else ():
        if home[one] == home.get(other):
            found.setdefault(one, []).append(other)
    return found


def held_back(edition: Edition, now: str) -> bool:
    """Whether an edition may not be shown yet.

    >>> held_back(Edition(embargo="2020-05-02T06:00:00Z"), "2020-05-01T23:00:00")
    True
    """
    return instant(edition.embargo) > now


def stands(stretches: Iterable[Stretch], as_of: str | None) -> bool:
    """Whether a dispatch stands at the end of a day; None is the last day of all.

    >>> stands([Stretch("2019-12-01", "2019-12-03")], "2019-12-02"), stands([Stretch("2019-12-01", None)], "2019-11-30")
    (True, False)
    >>> stands([Stretch(None, None)], "2019-12-02"), stands([Stretch(None, None)], None)
    (False, True)
    """
    if as_of is None:
        return any(one.until is None for one in stretches)
    return any(
        one.since is not None and one.since <= as_of and (one.until is None or one.until > as_of) for one in stretches
    )


def _renamed(claim: AnyClaim, name: str, account: str, names: Mapping[str, str]) -> AnyClaim:
    """A claim under the name it has for good, and so its account and what it is part of."""
    if isinstance(claim, Toll) and claim.part_of:
        return replace(claim, id=name, account=account, part_of=names.get(claim.part_of))
    return replace(claim, id=name, account=account)


def _renamed_account(account: Account, name: str, names: Mapping[str, str]) -> Account:
    """An account under the name it has for good, and so the claims that it is made of."""

    def many(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple([names.get(one, one) for one in ids])

    return replace(
        account,
        id=name,
        perpetrators=tuple([replace(side, claims=many(side.claims)) for side in account.perpetrators]),
        targets=tuple([replace(side, claims=many(side.claims)) for side in account.targets]),
        toll=tuple([replace(line, claims=many(line.claims)) for line in account.toll]),
        checks=tuple(
            [
                replace(check, whole=names.get(check.whole, check.whole), parts=many(check.parts))
                for check in account.checks
            ]
        ),
    )
