"""Reading the ledger: what is known on a day, as tellings; who counts them under a policy is another room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, Select, and_, or_, select
from sqlalchemy import text as sql

from testigo.errors import LedgerError
from testigo.ledger import chain, rows, tables
from testigo.ledger.identity import ACCOUNT, CLAIM, DISPATCH, INCIDENT, account_named, incident_id, stem_of
from testigo.ledger.rulings import Rulings, rulings_on
from testigo.ledger.store import Store
from testigo.ledger.succession import followed
from testigo.ledger.versions import NEVER_SAID, Stretch, earliest, order
from testigo.model.account import Account
from testigo.model.claim import AnyClaim, Toll
from testigo.model.decision import Decision
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling


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


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are asked for; None leaves a field open. Days are ISO days, the area is south, north, west, east.

    `after` is the cursor of the page before.
    """

    country: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    area: tuple[float, float, float, float] | None = None
    after: tuple[str, int] | None = None
    limit: int = 50


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some incidents, by their first day, and where the next page begins: None after the last."""

    incidents: tuple[Known, ...]
    after: tuple[str, int] | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch as it is kept: what it was read from, its text unless that was purged, and every id it came under."""

    key: str
    head: DispatchHead
    text: str | None
    ids: tuple[str, ...]
    stands: tuple[Stretch, ...]
    note: str | None = None


class View:
    """What the ledger knew on a day: `as_of` is an ISO day by publication, None is all that is known."""

    def __init__(self, store: Store, as_of: str | None = None) -> None:
        self._store = store
        self.as_of = as_of

    def page(self, wanted: Wanted) -> Page:
        """Incidents by first day, those without one last; one of which nothing stands on the day is left out."""
        found: list[Known] = []
        after = wanted.after
        with self._store.reading() as connection:
            while True:
                query = _query(wanted, after, self._store.dialect.in_area())
                some = connection.execute(query, _area(wanted)).all()
                found += _incidents(connection, [row.n for row in some], self.as_of)
                after = (some[-1].start or NEVER_SAID, some[-1].n) if len(some) == wanted.limit else None
                if after is None or len(found) >= wanted.limit:
                    break
        return Page(incidents=tuple(found), after=after)

    def incident(self, name: str) -> Known:
        """The incident of a name: its own, one that it had before, or that of an account or a claim of it.

        The beginning of a name is enough where no other begins so. Raises LedgerError for a name that means nothing
        (T-L020) or several things (T-L021).
        """
        with self._store.reading() as connection:
            return known_named(connection, name, self.as_of)[0]

    def source(self, key: str) -> Source:
        """The dispatch with a key, or one of which a key begins so. Raises LedgerError (T-L020, T-L021)."""
        with self._store.reading() as connection:
            found = rows.dispatches_named(connection, [key])
            if len(found) != 1:
                raise _unknown(DISPATCH + key) if not found else _ambiguous(key, [DISPATCH + row.key for row in found])
            return _source(connection, found[0])

    def search(self, words: str, limit: int = 20) -> list[Source]:
        """Dispatches that hold all the words, and all that stands in quotation marks as it stands, the newest first."""
        phrases = phrases_of(words)
        if not phrases:
            return []
        with self._store.reading() as connection:
            texts = self._store.dialect.find_words(connection, phrases, limit * 2)
            query = (
                select(tables.dispatch, tables.delivery.c.text)
                .join(tables.delivery, tables.delivery.c.dispatch == tables.dispatch.c.n)
                .order_by(tables.delivery.c.n)
            )
            found = rows.where_in(connection, query, tables.delivery.c.text, texts)
            newest = sorted(found, key=lambda row: texts.index(row.text))
            once = {row.n: row for row in reversed(newest)}
            return [_source(connection, row) for row in list(once.values())[::-1][:limit]]

    def state(self) -> int:
        """The number of the last entry of the chain."""
        with self._store.reading() as connection:
            last = chain.head(connection)
        return last.seq if last else 0


def known_named(connection: Connection, name: str, as_of: str | None = None) -> tuple[Known, str]:
    """The incident that a name means, and the whole name of what is meant by it, as it is called now."""
    account, whole = _meant(connection, name)
    member = select(tables.member.c.incident).where(tables.member.c.account == account)
    found = _incidents(connection, [connection.execute(member).scalar_one()], as_of, keep_empty=True)
    return found[0], found[0].id if whole.startswith(INCIDENT) else whole


def phrases_of(words: str) -> list[list[str]]:
    """What is searched for: each word by itself, and words between quotation marks together.

    >>> phrases_of('police "town hall"')
    [['police'], ['town', 'hall']]
    """
    found = []
    for number, part in enumerate(unicodedata.normalize("NFC", words).split('"')):
        pieces = "".join(c if c.isalnum() else " " for c in part).split()
        found += [pieces] if number % 2 else [[piece] for piece in pieces]
    return [phrase for phrase in found if phrase]


def _query(wanted: Wanted, after: tuple[str, int] | None, in_area: str) -> Select[Any]:
    incident = tables.incident.c
    query = select(incident.n, incident.start).order_by(incident.start.is_(None), incident.start, incident.n)
    conditions = [
        incident.country == wanted.country if wanted.country else None,
        incident.start >= wanted.since if wanted.since else None,
        incident.start <= wanted.until if wanted.until else None,
        incident.type == wanted.type if wanted.type else None,
        incident.n.in_(sql(in_area)) if wanted.area else None,
        _behind(after) if after else None,
    ]
    return query.where(*(one for one in conditions if one is not None)).limit(wanted.limit)


def _behind(after: tuple[str, int]) -> Any:  # noqa: ANN401 - a condition
    incident, (start, n) = tables.incident.c, after
    if start == NEVER_SAID:
        return and_(incident.start.is_(None), incident.n > n)
    return or_(incident.start > start, and_(incident.start == start, incident.n > n), incident.start.is_(None))


def _area(wanted: Wanted) -> dict[str, float]:
    return dict(zip(("south", "north", "west", "east"), wanted.area, strict=True)) if wanted.area else {}


def _incidents(
    connection: Connection, numbers: Sequence[int], as_of: str | None, *, keep_empty: bool = False
) -> list[Known]:
    """Incidents by the numbers of their lead accounts, in that order."""
    query = (
        select(tables.account, tables.member.c.incident, tables.delivery.c.dispatch)
        .join(tables.member, tables.member.c.account == tables.account.c.n)
        .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    )
    accounts = rows.where_in(connection, query, tables.member.c.incident, numbers)
    shelf = _Shelf(connection, accounts)
    by_incident = rows.by(accounts, "incident")
    found = []
    for n in numbers:
        members = sorted(by_incident.get(n, []), key=shelf.order)
        stand = [row for row in members if shelf.stands(row, as_of)]
        if stand or (members and keep_empty):
            found.append(_known(n, members, stand, shelf))
    return found


def _known(n: int, members: Sequence[Row[Any]], stand: Sequence[Row[Any]], shelf: _Shelf) -> Known:
    lead = next(row for row in members if row.n == n)
    rulings = shelf.rulings
    ids = [row.id for row in members]
    thrown = [rulings.rejected[one] for one in ids if one in rulings.rejected]
    told = {row.id: shelf.telling(row) for row in members}
    counting = stand if len(thrown) == len(ids) else [row for row in stand if row.id not in rulings.rejected]
    return Known(
        id=incident_id(lead.id),
        tellings=tuple(told[row.id] for row in counting),
        everything=tuple(told.values()),
        aliases=tuple(sorted(incident_id(one) for one in ids if one != lead.id)),
        accepted=any(one in rulings.accepted for one in ids),
        rejected=thrown[0] if len(thrown) == len(ids) else None,
        decisions=rulings.on(ids + [claim for row in members for claim in shelf.names_in(row)]),
        state=max((shelf.entry(row) for row in members), default=0),
    )


class _Shelf:
    """Everything that is needed for the tellings of some accounts, fetched at once."""

    def __init__(self, connection: Connection, accounts: Sequence[Row[Any]]) -> None:
        dispatches = {row.dispatch for row in accounts}
        deliveries = rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, dispatches)
        stand = rows.where_in(connection, select(tables.standing), tables.standing.c.dispatch, dispatches)
        readings = {row.reading for row in accounts}
        claims = rows.where_in(
            connection, select(tables.claim).order_by(tables.claim.c.n), tables.claim.c.reading, readings
        )
        self._deliveries = rows.by(deliveries, "dispatch")
        self._stand = {
            n: [Stretch(row.since, row.until) for row in some] for n, some in rows.by(stand, "dispatch").items()
        }
        self._claims = rows.by(claims, "reading")
        self._accounts = rows.by(accounts, "reading")
        self._heads: dict[int, tuple[tuple[str, str, str], DispatchHead, str | None, tuple[str, ...], int]] = {}
        self.rulings: Rulings = rulings_on(connection, accounts, claims)

    def order(self, row: Row[Any]) -> tuple[tuple[str, str, str], str]:
        """Accounts in order of publication."""
        return (self._head(row.dispatch)[0], row.id)

    def entry(self, row: Row[Any]) -> int:
        """The last entry that touched an account: a delivery of its dispatch, or a decision."""
        return max(self._head(row.dispatch)[4], self.rulings.entry(row.id))

    def stands(self, row: Row[Any], as_of: str | None) -> bool:
        """Whether the dispatch of an account stands on a day."""
        return stands(self._stand.get(row.dispatch, ()), as_of)

    def names_in(self, row: Row[Any]) -> list[str]:
        """Names of an account's claims."""
        return [one.id for one in self._claims.get(row.reading, []) if one.account == row.local]

    def telling(self, row: Row[Any]) -> Telling:
        """The account with its claims under their names for good, as people corrected them."""
        claims = self._claims.get(row.reading, [])
        names = {one.local: one.id for one in claims} | {one.local: one.id for one in self._accounts[row.reading]}
        account = self.rulings.mended(row.id, _renamed_account(rows.account_of(row), names))
        own = [
            self.rulings.mended(one.id, _renamed(rows.claim_of(one), names))
            for one in claims
            if one.account == row.local and one.id not in self.rulings.rejected
        ]
        kept = {claim.id for claim in own}
        own += [claim for claim in self.rulings.kept_for(row.id) if claim.id not in kept]
        _, head, at, ids, _ = self._head(row.dispatch)
        return Telling(account=account, claims=tuple(own), dispatch=head, dispatch_ids=ids, at=at)

    def _head(self, dispatch: int) -> tuple[tuple[str, str, str], DispatchHead, str | None, tuple[str, ...], int]:
        if dispatch not in self._heads:
            found = self._deliveries[dispatch]
            first = earliest([rows.delivered(row) for row in found])
            content = next(rows.content_of(row) for row in found if row.n == first.n)
            ids = tuple(sorted({rows.content_of(row).dispatch.id for row in found}))
            entry = max(row.entry for row in found)
            self._heads[dispatch] = (order(first), content.dispatch, first.at or first.day, ids, entry)
        return self._heads[dispatch]


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


def _renamed(claim: AnyClaim, names: Mapping[str, str]) -> AnyClaim:
    """A claim under the name it has for good, and so what it refers to."""
    account = names.get(claim.account) if claim.account else None
    whole = claim.part_of if isinstance(claim, Toll) else None
    if isinstance(claim, Toll) and whole:
        return replace(claim, id=names[claim.id], account=account, part_of=names.get(whole))
    return replace(claim, id=names[claim.id], account=account)


def _renamed_account(account: Account, names: Mapping[str, str]) -> Account:
    def many(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(one, one) for one in ids)

    return replace(
        account,
        id=names[account.id],
        perpetrators=tuple(replace(side, claims=many(side.claims)) for side in account.perpetrators),
        targets=tuple(replace(side, claims=many(side.claims)) for side in account.targets),
        toll=tuple(replace(line, claims=many(line.claims)) for line in account.toll),
        checks=tuple(
            replace(check, whole=names.get(check.whole, check.whole), parts=many(check.parts))
            for check in account.checks
        ),
    )


def _meant(connection: Connection, name: str) -> tuple[int, str]:
    """The number of the present account that a name means, and the whole name."""
    kind = name[:1]
    if kind not in (INCIDENT, ACCOUNT, CLAIM):
        raise _unknown(name)
    wanted = account_named(name) if kind == INCIDENT else name
    found = _accounts_of(connection, stem_of(name))
    table = tables.claim if kind == CLAIM else tables.account
    named = rows.where_in(connection, select(table), table.c.reading, sorted({row.reading for row in found}))
    meant = [row for row in named if row.id.startswith(wanted)]
    exact = [row for row in meant if row.id == wanted]
    ids = {row.id for row in exact or meant}
    if len(ids) != 1:
        raise _ambiguous(name, sorted(ids)) if ids else _unknown(name)
    chosen = (exact or meant)[-1]
    accounts = {(row.reading, row.local): row for row in found}
    own = accounts.get((chosen.reading, chosen.account if kind == CLAIM else chosen.local))
    if own is None:
        raise LedgerError(
            "T-L022", "the claim belongs to no incident", place=name, hint="it is a sum or a running count"
        )
    heir = _present(connection, own, found)
    if kind == CLAIM:
        return int(heir.n), chosen.id
    return int(heir.n), incident_id(heir.id) if kind == INCIDENT else heir.id


def _accounts_of(connection: Connection, stem: str) -> list[Row[Any]]:
    query = (
        select(tables.account, tables.delivery.c.dispatch, tables.member.c.incident)
        .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
        .outerjoin(tables.member, tables.member.c.account == tables.account.c.n)
        .order_by(tables.account.c.n)
    )
    dispatches = [row.n for row in rows.dispatches_named(connection, [stem])]
    return rows.where_in(connection, query, tables.delivery.c.dispatch, dispatches)


def _present(connection: Connection, row: Row[Any], found: Sequence[Row[Any]]) -> Row[Any]:
    """The present account by which one of an older reading is told now."""
    if row.incident is not None:
        return row
    readings = sorted({one.reading for one in found})
    claims = rows.by(rows.where_in(connection, select(tables.claim), tables.claim.c.reading, readings), "reading")
    known = {one.n: rows.known(one, claims.get(one.reading, [])) for one in found}
    heirs = {one.id: one for one in found if one.incident is not None and one.dispatch == row.dispatch}
    heir = followed(known[row.n], [known[one.n] for one in heirs.values()])
    if heir is None:
        raise LedgerError("T-L023", "a newer reading tells nothing of it any more", place=row.id)
    return heirs[heir]


def _source(connection: Connection, dispatch: Row[Any]) -> Source:
    found = connection.execute(select(tables.delivery).where(tables.delivery.c.dispatch == dispatch.n)).all()
    first = earliest([rows.delivered(row) for row in found])
    chosen = next(row for row in found if row.n == first.n)
    body = connection.execute(select(tables.text.c.body).where(tables.text.c.n == chosen.text)).scalar()
    stand = connection.execute(select(tables.standing).where(tables.standing.c.dispatch == dispatch.n)).all()
    content = rows.content_of(chosen)
    return Source(
        key=dispatch.key,
        head=content.dispatch,
        text=None if body is None else body.decode("utf-8", "surrogatepass"),
        ids=tuple(sorted({rows.content_of(row).dispatch.id for row in found})),
        stands=tuple(Stretch(row.since, row.until) for row in stand),
        note=content.edition.note,
    )


def _unknown(name: str) -> LedgerError:
    return LedgerError(
        "T-L020", "nothing in the ledger has this name", place=name, hint="`testigo incidents` lists what there is"
    )


def _ambiguous(name: str, names: Sequence[str]) -> LedgerError:
    return LedgerError(
        "T-L021", f"several things are called so: {', '.join(names[:5])}", place=name, hint="write more of the name"
    )
