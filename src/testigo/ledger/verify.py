"""Whether the ledger is what its chain says it is, and what is derived is what the log gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from testigo.ledger import chain, rows, tables
from testigo.ledger.chain import Entry
from testigo.ledger.derived import rebuild
from testigo.ledger.identity import delivery_id, digest
from testigo.ledger.lines import (
    columns_of,
    digest_of,
    quarantine_id,
    vouch,
    vouched_delivery,
    vouched_quarantine,
    vouched_reading,
    vouched_settlement,
)
from testigo.ledger.store import Store
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
    count = seen = 0
    head = chain.GENESIS
    met = noted is None
    before: Entry | None = None
    with store.reading() as connection:
        for entry in watch(chain.entries(connection)):
            fault = chain.broken(entry, before) or _fault_of_rows(connection, entry)
            if fault:
                finding = Finding(entry=entry.seq, what=fault)
                return Verdict(entries=count, rows=seen, head=head, finding=finding)
            seen += _rows_of(entry)
            count, head, before = count + 1, entry.hash, entry
            met = met or head == noted
        stray = _strays(connection, count, seen)
    if not met:
        stray = f"the hash that was noted, {noted}, is not in the chain"
    last = Finding(entry=count, what=stray) if stray else None
    return Verdict(entries=count, rows=seen, head=head, finding=last)


def replay(store: Store) -> list[str]:
    """Make everything derived anew from the log and compare: what differed is named, and mended."""
    with store.writing() as connection:
        before = derived_lines(connection)
        rebuild(connection, store.dialect)
        after = derived_lines(connection)
    return sorted({*before} ^ {*after})


def derived_lines(connection: Connection) -> list[str]:
    """What is derived, by names that hold for good, one line each."""
    return sorted(_lines_of(connection))


def _lines_of(connection: Connection) -> Iterator[str]:
    dispatch, delivery, reading = tables.dispatch.c, tables.delivery.c, tables.reading.c
    stand = (
        select(dispatch.key, delivery.id, reading.reader, tables.standing.c.since, tables.standing.c.until)
        .select_from(tables.standing)
        .join(tables.dispatch, dispatch.n == tables.standing.c.dispatch)
        .outerjoin(tables.reading, reading.n == tables.standing.c.reading)
        .outerjoin(tables.delivery, delivery.n == reading.delivery)
    )
    for row in connection.execute(stand):
        yield f"standing {' '.join(map(str, row))}"
    lead = tables.account.alias()
    members = (
        select(lead.c.id, tables.account.c.id)
        .select_from(tables.member)
        .join(tables.account, tables.account.c.n == tables.member.c.account)
        .join(lead, lead.c.n == tables.member.c.incident)
    )
    for one in connection.execute(members):
        yield f"member {' '.join(map(str, one))}"
    incident = tables.incident.c
    incidents = (
        select(tables.account.c.id, incident.country, incident.start, incident.end, incident.type)
        .select_from(tables.incident)
        .join(tables.account, tables.account.c.n == incident.n)
    )
    for found in connection.execute(incidents):
        yield f"incident {' '.join(map(str, found))}"


def _rows_of(entry: Entry) -> int:
    return int(msgspec.json.decode(entry.body).get("rows", 0)) if entry.kind == "batch" else 0


def _fault_of_rows(connection: Connection, entry: Entry) -> str | None:
    if entry.kind == "batch":
        return _fault_of_batch(connection, entry)
    if entry.kind == "decision":
        row = connection.execute(select(tables.decision).where(tables.decision.c.entry == entry.seq)).first()
        if row is None:
            return "its decision is gone"
        body = msgspec.json.decode(entry.body)
        if digest(str(row.n), row.kind, str(row.undoes), row.content, size=64) != body["digest"]:
            return f"decision {row.n} was changed"
        mentions = select(tables.mention.c.thing).where(tables.mention.c.decision == row.n)
        if vouch(connection.execute(mentions).scalars()) != body["mentions"]:
            return f"what decision {row.n} is about was changed"
    return None


def _fault_of_batch(connection: Connection, entry: Entry) -> str | None:
    body = msgspec.json.decode(entry.body)
    faults: list[str] = []
    lines = [line for found in (_deliveries, _readings, _quarantined) for line in found(connection, entry.seq, faults)]
    if faults:
        return faults[0]
    if len(lines) != body["rows"]:
        return f"it vouches for {body['rows']} rows, and there are {len(lines)}"
    return None if vouch(lines) == body["digest"] else "rows that it vouches for were exchanged"


def _deliveries(connection: Connection, seq: int, faults: list[str]) -> Iterator[str]:
    query = (
        select(tables.delivery, tables.text.c.body, tables.dispatch.c.key)
        .join(tables.text, tables.text.c.n == tables.delivery.c.text)
        .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
        .where(tables.delivery.c.entry == seq)
    )
    for row in connection.execute(query):
        content = rows.content_of(row)
        if delivery_id(row.content, content.dispatch.sha256) != row.id:
            faults.append(f"what was delivered as {content.dispatch.id} was changed")
        if row.body is not None and sha256(row.body).hexdigest() != content.dispatch.sha256:
            faults.append(f"the text of {content.dispatch.id} was changed")
        yield vouched_delivery(row.id, row.key, row.item, row.day)


def _readings(connection: Connection, seq: int, faults: list[str]) -> Iterator[str]:
    delivery = tables.delivery.c
    query = (
        select(
            tables.reading, tables.delivery.c.id.label("delivered"), tables.delivery.c.content, tables.dispatch.c.key
        )
        .join(tables.delivery, delivery.n == tables.reading.c.delivery)
        .join(tables.dispatch, tables.dispatch.c.n == delivery.dispatch)
    )
    found = connection.execute(query.where(tables.reading.c.entry == seq)).all()
    numbers = [row.n for row in found]
    claims, accounts = _by_reading(connection, tables.claim, numbers), _by_reading(connection, tables.account, numbers)
    for row in found:
        own, told = claims.get(row.n, []), accounts.get(row.n, [])
        whole = digest_of([claim.content for claim in own], [account.content for account in told], row.issues)
        if whole != row.digest or not _follow(row, own, told):
            faults.append(f"claims or accounts of delivery {row.delivered} were changed")
        yield vouched_reading(row.delivered, row.reader, row.digest)


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


def _by_reading(connection: Connection, table: Any, numbers: list[int]) -> dict[int, list[Row[Any]]]:  # noqa: ANN401 - either table
    return rows.by(rows.where_in(connection, select(table).order_by(table.c.n), table.c.reading, numbers), "reading")


def _quarantined(connection: Connection, seq: int, faults: list[str]) -> Iterator[str]:
    for row in connection.execute(select(tables.quarantine).where(tables.quarantine.c.entry == seq)):
        held = Refusal(place=row.place, code=row.code, reason=row.reason, raw=row.raw, form=row.form)
        if quarantine_id(held) != row.id:
            faults.append(f"what is held in quarantine from {row.place} was changed")
        yield vouched_quarantine(row.id, row.place)
    query = select(tables.settlement.c.outcome, tables.quarantine.c.id).join(
        tables.quarantine, tables.quarantine.c.n == tables.settlement.c.quarantine
    )
    for row in connection.execute(query.where(tables.settlement.c.entry == seq)):
        yield vouched_settlement(row.id, row.outcome)


def _strays(connection: Connection, entries: int, vouched: int) -> str | None:
    """Rows that no entry vouches for, as far as their number shows."""
    counted = (tables.delivery, tables.reading, tables.quarantine, tables.settlement)
    held = sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in counted)
    if held != vouched:
        return f"the ledger holds {held} deliveries and readings, and its {entries} entries vouch for {vouched}"
    for table in (tables.claim, tables.account):
        reading = select(tables.reading.c.n)
        if connection.execute(select(table.c.n).where(table.c.reading.not_in(reading)).limit(1)).first():
            return "there are claims or accounts of no reading"
    decisions = connection.execute(select(func.count()).select_from(tables.decision)).scalar_one()
    told = connection.execute(
        select(func.count()).select_from(tables.entry).where(tables.entry.c.kind == "decision")
    ).scalar_one()
    return None if decisions == told else f"there are {decisions} decisions, and the chain tells of {told}"
