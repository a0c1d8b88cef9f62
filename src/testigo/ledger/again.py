"""Reading anew: dispatches that an older reader has read, and entering what a newer one reads of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, select

from testigo.ledger import chain, rows, tables
from testigo.ledger.derived import refresh
from testigo.ledger.lines import enter_record, vouch, vouched_reading
from testigo.ledger.sheets import Sheets
from testigo.ledger.store import Store
from testigo.ledger.versions import earliest
from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue, Record

_AT_ONCE = 64


class Stale(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch that is told by an older reader, with the delivery that it is read from."""

    delivery: int
    dispatch: Dispatch
    issues: tuple[Issue, ...] = ()


def stale(store: Store, reader: str) -> Iterator[list[Stale]]:
    """Dispatches whose present reading is another reader's, some at a time; those of purged texts stay as they are."""
    with store.reading() as connection:
        numbers = list(connection.execute(select(tables.dispatch.c.n).order_by(tables.dispatch.c.n)).scalars())
    for some in rows.chunked(numbers, _AT_ONCE):
        if found := _stale(store, reader, some):
            yield found


def _stale(store: Store, reader: str, dispatches: Sequence[int]) -> list[Stale]:
    with store.reading() as connection:
        deliveries = rows.by(
            rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, dispatches), "dispatch"
        )
        first = [earliest([rows.delivered(row) for row in found]).n for found in deliveries.values()]
        chosen = {row.n: row for found in deliveries.values() for row in found if row.n in first}
        done = _told_by(connection, reader, first)
        texts = rows.where_in(connection, select(tables.text), tables.text.c.n, {row.text for row in chosen.values()})
        bodies = {row.n: row.body for row in texts if row.body is not None}
    waiting = [row for n, row in chosen.items() if n not in done and row.text in bodies]
    return [
        Stale(
            delivery=row.n,
            dispatch=_dispatch(row, bodies[row.text].decode("utf-8", "surrogatepass")),
            issues=rows.content_of(row).issues,
        )
        for row in waiting
    ]


def _told_by(connection: Connection, reader: str, deliveries: Iterable[int]) -> set[int]:
    """Deliveries whose newest reading is this reader's: one that it did before another's is read no more."""
    query = select(tables.reading).order_by(tables.reading.c.n)
    newest = {
        row.delivery: row.reader for row in rows.where_in(connection, query, tables.reading.c.delivery, deliveries)
    }
    return {delivery for delivery, last in newest.items() if last == reader}


def enter_again(store: Store, reader: str, found: Sequence[tuple[Stale, Record]], at: str) -> int:
    """Enter what a reader reads of known deliveries, and give the number of claims; older readings stay in the log."""
    claims = 0
    with store.writing() as connection:
        last = chain.head(connection)
        entry = last.seq + 1 if last else 1
        sheets = Sheets(connection)
        vouched: list[str] = []
        dispatches = set()
        # whoever read anew at the same time may have been faster
        done = _told_by(connection, reader, [stale.delivery for stale, _ in found])
        for stale, record in (one for one in found if one[0].delivery not in done):
            row = connection.execute(
                select(tables.delivery, tables.dispatch.c.key)
                .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
                .where(tables.delivery.c.n == stale.delivery)
            ).one()
            lines = enter_record(record, row.key, stale.dispatch.sha256)
            sheets.put_reading(lines, row.n, reader, entry)
            vouched.append(vouched_reading(row.id, reader, lines.digest))
            dispatches.add(row.dispatch)
            claims += len(lines.claims)
        if not vouched:
            return 0
        chain.append(connection, "batch", at, {"again": reader, "rows": len(vouched), "digest": vouch(vouched)})
        sheets.write(store.dialect)
        refresh(connection, store.dialect, dispatches)
    return claims


def _dispatch(row: object, text: str) -> Dispatch:
    head = msgspec.structs.asdict(rows.content_of(row).dispatch)  # type: ignore[arg-type]
    del head["sha256"]
    return Dispatch(text=text, **head)
