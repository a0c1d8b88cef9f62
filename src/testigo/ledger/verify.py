"""Whether the ledger is what its chain says it is, and what is derived is what the log gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, func, select

from testigo.ledger import chain, likely, rows, tables
from testigo.ledger.chain import Entry
from testigo.ledger.derived import rebuild
from testigo.ledger.identity import delivery_id, digest, encoded, item_of
from testigo.ledger.lines import (
    columns_of,
    digest_of,
    figure_id,
    quarantine_id,
    shown,
    vouch,
    vouched_delivery,
    vouched_figure,
    vouched_quarantine,
    vouched_reading,
    vouched_settlement,
)
from testigo.ledger.series import figure_of
from testigo.ledger.store import Dialect, Store
from testigo.ledger.versions import day_of
from testigo.model.arrival import Refusal
from testigo.model.digests import sha256
from testigo.model.record import Record


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The first entry that does not hold, and what is wrong with it."""

    entry: int
    what: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. `head` is the last hash: noted down elsewhere, it tells later that nothing before it changed."""

    entries: int
    rows: int
    head: str
    finding: Finding | None = None


Watch = Callable[[Iterable[Entry]], Iterable[Entry]]


def verify(store: Store, watch: Watch = iter, noted: str | None = None) -> Verdict:
    """Walk the chain and recompute every hash of it, and of every row that it vouches for; stop at the first fault.

    `noted` is a hash written down earlier, which must be in the chain. `watch` sees the entries pass, for progress.
    """
    count = 0
    head = chain.GENESIS
    met = noted is None
    before: Entry | None = None
    with store.reading() as connection, closing(chain.entries(connection)) as entries:
        log = _Log(connection)
        for entry in watch(entries):
            fault = chain.broken(entry, before) or log.fault_of(entry)
            if fault:
                finding = Finding(entry=entry.seq, what=fault)
                return Verdict(entries=count, rows=log.rows, head=head, finding=finding)
            count, head, before = count + 1, entry.hash, entry
            met = met or head == noted
        stray = log.strays()
        seen = log.rows
    if not met:
        stray = f"the hash that was noted, {noted}, is not in the chain"
    last = Finding(entry=count, what=stray) if stray else None
    return Verdict(entries=count, rows=seen, head=head, finding=last)


def replay(store: Store, derive: Callable[[Connection, Dialect], None] = rebuild) -> list[str]:
    """Make everything derived anew from the log and compare: what differed is named, and mended.

    `derive` makes it; by itself this room can rebuild all but how alike accounts are, which it takes as it is kept.
    """
    with store.writing() as connection:
        before = derived_lines(connection, store.dialect)
        derive(connection, store.dialect)
        after = derived_lines(connection, store.dialect)
    return sorted({*before} ^ {*after})


def derived_lines(connection: Connection, dialect: Dialect) -> list[str]:
    """What is derived, by names that hold for good, one line each; `None` where a row leads to nothing of the log."""
    return sorted([*_lines_of(connection), *dialect.indexed(connection)])


def _lines_of(connection: Connection) -> Iterator[str]:
    dispatch, delivery, reading = tables.dispatch.c, tables.delivery.c, tables.reading.c
    stand = (
        select(dispatch.key, delivery.id, reading.reader, tables.standing.c.since, tables.standing.c.until)
        .select_from(tables.standing)
        .outerjoin(tables.dispatch, dispatch.n == tables.standing.c.dispatch)
        .outerjoin(tables.reading, reading.n == tables.standing.c.reading)
        .outerjoin(tables.delivery, delivery.n == reading.delivery)
    )
    for row in connection.execute(stand):
        yield f"standing {' '.join(map(str, row))}"
    lead = tables.account.alias()
    members = (
        select(lead.c.id, tables.account.c.id)
        .select_from(tables.member)
        .outerjoin(tables.account, tables.account.c.n == tables.member.c.account)
        .outerjoin(lead, lead.c.n == tables.member.c.incident)
    )
    for one in connection.execute(members):
        yield f"member {' '.join(map(str, one))}"
    yield from _likeness_lines(connection)
    incident = tables.incident.c
    incidents = (
        select(tables.account.c.id, incident.lead, incident.country, incident.start, incident.end, incident.type)
        .select_from(tables.incident)
        .outerjoin(tables.account, tables.account.c.n == incident.n)
    )
    for found in connection.execute(incidents):
        yield f"incident {' '.join(map(str, found))}"


def _likeness_lines(connection: Connection) -> Iterator[str]:
    named = {row.n: row.id for row in connection.execute(select(tables.account.c.n, tables.account.c.id))}
    for kept in connection.execute(select(tables.likeness)):
        mine = named.get(kept.account)
        for other, score in zip(likely.read(kept.later), likely.read(kept.scores), strict=True):
            yield f"likeness {_both(mine, named.get(other))} {score}"
        for what in ("linked", "retold"):
            for other in likely.read(getattr(kept, what)):
                yield f"{what} {_both(mine, named.get(other))}"
    marks = (
        select(tables.account.c.id, func.count().label("times"), func.min(tables.mark.c.day).label("day"))
        .select_from(tables.mark)
        .outerjoin(tables.account, tables.account.c.n == tables.mark.c.account)
        .group_by(tables.account.c.id)
    )
    for row in connection.execute(marks):
        yield f"marks {row.id} {row.times} {row.day}"


def _both(mine: str | None, yours: str | None) -> str:
    return " ".join(sorted((str(mine), str(yours))))


class _Batch(msgspec.Struct, frozen=True):
    """What an entry says of the rows that it vouches for."""

    rows: int
    digest: str


class _Ruling(msgspec.Struct, frozen=True):
    """What an entry says of its decision."""

    digest: str
    mentions: str


class _Log:
    """The rows of the log, held against the entries that vouch for them, one entry after the other.

    Rows of a table are numbered from 1 on, without gaps, in the order in which they were entered: so a number that was
    changed is found as well, and so are rows that no entry vouches for.
    """

    def __init__(self, connection: Connection) -> None:
        self.rows = 0
        self._connection = connection
        self._counts = {table.name: 0 for table in tables.LOG}
        self._purged = _purged(connection)

    def fault_of(self, entry: Entry) -> str | None:
        """What is wrong with the rows that an entry vouches for, None where nothing is."""
        self._count(tables.entry)
        try:
            if entry.kind == "batch":
                return self._fault_of_batch(entry)
            return self._fault_of_decision(entry) if entry.kind == "decision" else None
        except (msgspec.MsgspecError, ValueError):
            return "it, or what it vouches for, cannot be read any more"

    def strays(self) -> str | None:
        """Rows that no entry vouches for."""
        for table in tables.LOG:
            held = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
            if held != self._counts[table.name]:
                return f"{table.name} holds {held} rows, and the entries vouch for {self._counts[table.name]}"
        return None

    def _fault_of_batch(self, entry: Entry) -> str | None:
        body = msgspec.json.decode(entry.body, type=_Batch)
        faults: list[str] = []
        kinds = (self._deliveries, self._readings, self._held, self._figures)
        lines = [line for found in kinds for line in found(entry.seq, faults)]
        if faults:
            return faults[0]
        if len(lines) != body.rows:
            return f"it vouches for {body.rows} rows, and there are {len(lines)}"
        self.rows += body.rows
        return None if vouch(lines) == body.digest else "rows that it vouches for were exchanged"

    def _fault_of_decision(self, entry: Entry) -> str | None:
        body = msgspec.json.decode(entry.body, type=_Ruling)
        row = self._connection.execute(select(tables.decision).where(tables.decision.c.entry == entry.seq)).first()
        if row is None:
            return "its decision is gone"
        told = digest(str(row.n), row.kind, str(row.undoes), row.content, size=64)
        if told != body.digest or not self._follows(tables.decision, row.n):
            return f"decision {row.n} was changed"
        query = select(tables.mention.c.thing).where(tables.mention.c.decision == row.n)
        mentions = list(self._connection.execute(query).scalars())
        self._count(tables.mention, len(mentions))
        return None if vouch(mentions) == body.mentions else f"what decision {row.n} is about was changed"

    def _deliveries(self, seq: int, faults: list[str]) -> Iterator[str]:
        query = (
            select(tables.delivery, tables.text.c.body, tables.dispatch.c.key)
            .join(tables.text, tables.text.c.n == tables.delivery.c.text)
            .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
            .where(tables.delivery.c.entry == seq)
            .order_by(tables.delivery.c.n)
        )
        for row in self._connection.execute(query):
            content = rows.content_of(row)
            head, edition = content.dispatch, content.edition
            as_told = (shown(item_of(head, edition)), day_of(head.published, edition))
            is_numbered = (
                self._follows(tables.delivery, row.n)
                and self._is_known_or_follows(tables.text, row.text)
                and self._is_known_or_follows(tables.dispatch, row.dispatch)
            )
            came = encoded(content.delivered) if content.heading else row.content
            if delivery_id(came, head.sha256) != row.id or as_told != (row.item, row.day) or not is_numbered:
                faults.append(f"what was delivered as {head.id} was changed")
            if row.body is None and row.key not in self._purged:
                faults.append(f"the text of {head.id} is gone, and nobody purged it")
            if row.body is not None and sha256(row.body).hexdigest() != head.sha256:
                faults.append(f"the text of {head.id} was changed")
            yield vouched_delivery(row.id, row.key, row.item, row.day, content.more(row.content))

    def _readings(self, seq: int, faults: list[str]) -> Iterator[str]:
        delivery = tables.delivery.c
        query = (
            select(tables.reading, delivery.id.label("delivered"), delivery.content, tables.dispatch.c.key)
            .join(tables.delivery, delivery.n == tables.reading.c.delivery)
            .join(tables.dispatch, tables.dispatch.c.n == delivery.dispatch)
            .where(tables.reading.c.entry == seq)
            .order_by(tables.reading.c.n)
        )
        found = self._connection.execute(query).all()
        numbers = [row.n for row in found]
        claims, accounts = self._by_reading(tables.claim, numbers), self._by_reading(tables.account, numbers)
        for row in found:
            own, told = claims.get(row.n, []), accounts.get(row.n, [])
            read = digest_of([claim.content for claim in own], [account.content for account in told], row.issues)
            numbered = [(tables.reading, row), *((tables.claim, one) for one in own)]
            numbered += [(tables.account, one) for one in told]
            is_numbered = all(self._follows(table, one.n) for table, one in numbered)
            if read != row.digest or not is_numbered or not _follow(row, own, told):
                faults.append(f"claims or accounts of delivery {row.delivered} were changed")
            yield vouched_reading(row.delivered, row.reader, row.digest)

    def _held(self, seq: int, faults: list[str]) -> Iterator[str]:
        held, settled = tables.quarantine, tables.settlement
        for row in self._connection.execute(select(held).where(held.c.entry == seq).order_by(held.c.n)):
            refusal = Refusal(place=row.place, code=row.code, reason=row.reason, raw=row.raw, form=row.form)
            if quarantine_id(refusal) != row.id or not self._follows(held, row.n):
                faults.append(f"what is held in quarantine from {row.place} was changed")
            yield vouched_quarantine(row.id, row.place)
        query = select(settled.c.outcome, held.c.id).join(held, held.c.n == settled.c.quarantine)
        for row in self._connection.execute(query.where(settled.c.entry == seq)):
            self._count(settled)
            yield vouched_settlement(row.id, row.outcome)

    def _figures(self, seq: int, faults: list[str]) -> Iterator[str]:
        series = tables.series
        for row in self._connection.execute(select(series).where(series.c.entry == seq).order_by(series.c.n)):
            if figure_id(figure_of(row)) != row.id or not self._follows(series, row.n):
                faults.append(f"the figure of {row.month} that came from {row.source} was changed")
            yield vouched_figure(row.n, row.id, row.source)

    def _by_reading(self, table: Table, numbers: Sequence[int]) -> dict[int, list[Row[Any]]]:
        found = rows.where_in(self._connection, select(table).order_by(table.c.n), table.c.reading, numbers)
        return rows.by(found, "reading")

    def _count(self, table: Table, number: int = 1) -> None:
        self._counts[table.name] += number

    def _follows(self, table: Table, n: int) -> bool:
        self._count(table)
        return n == self._counts[table.name]

    def _is_known_or_follows(self, table: Table, n: int) -> bool:
        return 1 <= n <= self._counts[table.name] or self._follows(table, n)


def _purged(connection: Connection) -> frozenset[str]:
    """The keys of all dispatches whose texts somebody has purged; whether those entries hold is seen in their turn."""
    found: set[str] = set()
    for body in connection.execute(select(tables.entry.c.body).where(tables.entry.c.kind == "purge")).scalars():
        with suppress(msgspec.MsgspecError):
            found.update(msgspec.json.decode(body, type=_Purge).dispatches)
    return frozenset(found)


class _Purge(msgspec.Struct, frozen=True):
    """What an entry says of a purge."""

    dispatches: tuple[str, ...]


def _follow(row: Row[Any], claims: Sequence[Row[Any]], accounts: Sequence[Row[Any]]) -> bool:
    """Whether the columns of claims and accounts are those that follow from what they hold."""
    head = rows.content_of(row).dispatch
    record = Record(
        dispatch=head,
        claims=tuple(rows.claim_of(claim) for claim in claims),
        accounts=tuple(rows.account_of(account) for account in accounts),
    )
    columns = columns_of(record, row.key, head.sha256)
    return [tuple(one)[2:-1] for some in (claims, accounts) for one in some] == [*columns[0], *columns[1]]
