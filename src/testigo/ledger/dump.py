"""The whole ledger in an order of its own: what two ledgers of the same dispatches and decisions have in common.

Left out is what depends on how the ledger came to be: runs, times, hashes of the chain, and readings that newer ones
have taken the place of, unless somebody ruled on what only they tell. `dumped.py` reads all of it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Table, func, select

from testigo.ledger import rows, tables
from testigo.ledger.identity import ACCOUNT, CLAIM, STEM, canonical, incident_id
from testigo.ledger.rows import Content
from testigo.ledger.series import figure_of
from testigo.ledger.store import Store
from testigo.ledger.versions import earliest
from testigo.model.digests import blake2b

FORM = 1
"""Raised when a dump holds what an older Testigo could not load."""
_MANY = 2000
_FEWER = 200
"""Dispatches at once where their texts are told as well."""


class Seal:
    """What the last line of a dump says of the lines before it, so that a piece that is missing is missed."""

    def __init__(self) -> None:
        self._lines = 0
        self._digest = blake2b(digest_size=32)

    def add(self, line: bytes) -> None:
        """Take in one more line, without its end."""
        self._lines += 1
        self._digest.update(line + b"\n")

    def told(self) -> dict[str, object]:
        """The form, how many lines there were, and the hash of them."""
        return {"form": FORM, "lines": self._lines, "digest": self._digest.hexdigest()}


def dump(store: Store, *, texts: bool = False) -> Iterator[str]:
    """One line of JSON each for dispatches with their claims and accounts, decisions, incidents, imported figures; and
    a last one that seals them. `texts` tells the texts as well, as far as nobody purged them.
    """
    seal = Seal()
    with store.reading() as connection:  # one for all: others may write meanwhile
        for line in _lines(connection, texts=texts):
            seal.add(line.encode())
            yield line
    yield canonical({"end": seal.told()})


def _lines(connection: Connection, *, texts: bool) -> Iterator[str]:
    yield from _dispatches(connection, texts=texts)
    yield from _decisions(connection)
    yield from _incidents(connection)
    yield from _series(connection)


def _dispatches(connection: Connection, *, texts: bool) -> Iterator[str]:
    keys = _streamed(connection, select(tables.dispatch).order_by(tables.dispatch.c.key))
    for some in rows.chunked(keys, _FEWER if texts else _MANY):
        shelf = _Shelf(connection, some)
        bodies = shelf.texts(connection) if texts else {}
        for row in some:
            yield canonical(shelf.told(row) | ({"texts": bodies.get(row.n, {})} if texts else {}))


class _Shelf:
    """Everything that is needed for the lines of some dispatches, fetched at once."""

    def __init__(self, connection: Connection, dispatches: Sequence[Row[Any]]) -> None:
        numbers = [row.n for row in dispatches]
        delivery, stand = tables.delivery, tables.standing
        found = rows.where_in(connection, select(delivery), delivery.c.dispatch, numbers)
        self._deliveries = rows.by(sorted(found, key=lambda one: str(one.id)), "dispatch")
        self._stand = rows.by(rows.where_in(connection, select(stand), stand.c.dispatch, numbers), "dispatch")
        names = {row.n: row.id for row in found}
        home = {row.n: row.dispatch for row in found}
        read = rows.where_in(connection, _in_order(tables.reading), tables.reading.c.delivery, sorted(home))
        readings = sorted(read, key=lambda one: (names[one.delivery], one.n))
        present = self._present(readings)
        kept = _ruled_on(connection, dispatches, readings, present)
        self._present_of = {home[row.delivery]: row for row in readings if row.n in present}
        self._former: dict[int, list[tuple[str, Row[Any]]]] = {}
        for row in (one for one in readings if one.n in kept):
            self._former.setdefault(home[row.delivery], []).append((names[row.delivery], row))
        wanted = sorted(present | kept)
        self._claims = _of_readings(connection, tables.claim, wanted)
        self._accounts = _of_readings(connection, tables.account, wanted)

    def told(self, row: Row[Any]) -> dict[str, object]:
        """The line of a dispatch."""
        deliveries = self._deliveries[row.n]
        line = {
            "dispatch": row.key,
            "deliveries": [_delivery(one) for one in deliveries],
            "stands": sorted(([one.since, one.until] for one in self._stand.get(row.n, [])), key=_by_day),
            **self._reading(self._present_of.get(row.n)),
        }
        former = [{"delivery": name, **self._reading(one)} for name, one in self._former.get(row.n, [])]
        return line | ({"former": former} if former else {})

    def texts(self, connection: Connection) -> dict[int, dict[str, str]]:
        """The texts of each dispatch by their hashes."""
        hashes = {one.text: (n, rows.content_of(one)) for n, found in self._deliveries.items() for one in found}
        told: dict[int, dict[str, str]] = {}
        for row in rows.where_in(connection, select(tables.text), tables.text.c.n, sorted(hashes)):
            if row.body is not None:
                n, content = hashes[row.n]
                told.setdefault(n, {})[content.dispatch.sha256] = row.body.decode("utf-8", "surrogatepass")
        return told

    def _present(self, readings: Sequence[Row[Any]]) -> set[int]:
        """The readings by which dispatches are told: the newest of the delivery that was published first."""
        newest = {row.delivery: row.n for row in readings}
        first = {earliest(map(rows.delivered, found)).n for found in self._deliveries.values()}
        return {newest[one] for one in first if one in newest}

    def _reading(self, row: Row[Any] | None) -> dict[str, object]:
        claims = self._claims.get(row.n, []) if row else []
        accounts = self._accounts.get(row.n, []) if row else []
        return {
            "claims": [_named(one, rows.claim_of(one)) for one in claims],
            "accounts": [_named(one, rows.account_of(one)) for one in accounts],
            "issues": rows.issues_of(row) if row else (),
        }


def _ruled_on(
    connection: Connection, dispatches: Sequence[Row[Any]], readings: Sequence[Row[Any]], present: set[int]
) -> set[int]:
    """Readings of the past that tell of something that somebody ruled on and no present reading tells: of each such
    thing the last, in the order of the readings.
    """
    older = [row.n for row in readings if row.n not in present]
    if not older or not rows.any_decision(connection):
        return set()
    thing = tables.mention.c.thing
    beginnings = [f"{kind}{row.key[:STEM]}-" for row in dispatches for kind in (ACCOUNT, CLAIM)]
    ruled = {row.thing for row in rows.beginning_with(connection, select(thing), thing, beginnings)}
    last: dict[str, int] = {}
    for table in (tables.claim, tables.account):
        query = select(table.c.id, table.c.reading).order_by(table.c.n)
        now = {row.id for row in rows.where_in(connection, query, table.c.reading, sorted(present))}
        found = rows.where_in(connection, query, table.c.reading, older)
        for row in sorted(found, key=lambda one: older.index(one.reading)):
            if row.id in ruled and row.id not in now:
                last[row.id] = row.reading
    return set(last.values())


def _of_readings(connection: Connection, table: Table, readings: Sequence[int]) -> dict[int, list[Row[Any]]]:
    return rows.by(rows.where_in(connection, _in_order(table), table.c.reading, readings), "reading")


def _decisions(connection: Connection) -> Iterator[str]:
    for decision in rows.all_decisions(connection):
        told = msgspec.to_builtins(decision)
        yield canonical({"decision": {name: told[name] for name in told if name not in ("entry", "at")}})


def _series(connection: Connection) -> Iterator[str]:
    """Without the file that a figure came from first, which is how the ledger came to be; but of several figures of a
    month that were released on one day the one that was entered first stands first, since the last one holds.
    """
    column = tables.series.c
    release = (column.measure, column.country, column.admin1, column.month, column.released)
    turn = func.row_number().over(partition_by=release, order_by=column.n).label("turn")
    for row in _streamed(connection, select(tables.series, turn).order_by(column.month, turn, column.id)):
        told = msgspec.to_builtins(figure_of(row))
        yield canonical({"series": {name: told[name] for name in told if name != "source"}})


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """Rows as they come, and not all of them at once."""
    with connection.execute(query, execution_options={"yield_per": _MANY}) as found:
        yield from found


def _by_day(stretch: list[str | None]) -> list[tuple[bool, str]]:
    """Stretches without a day stand among others, and nothing is less than None."""
    return [(day is not None, day or "") for day in stretch]


def _in_order(table: Any) -> Any:  # noqa: ANN401 - either table, and its query
    return select(table).order_by(table.c.n)


def _delivery(row: Any) -> Mapping[str, object]:  # noqa: ANN401 - a row
    content: Content = rows.content_of(row)
    return {"delivery": row.id, **msgspec.to_builtins(content)}


def _named(row: Any, told: Any) -> Mapping[str, object]:  # noqa: ANN401 - a row, and a claim or an account
    return {"name": row.id, **msgspec.to_builtins(told)}


def _incidents(connection: Connection) -> Iterator[str]:
    lead = tables.account.alias()
    query = (
        select(lead.c.id.label("lead"), tables.account.c.id, tables.incident)
        .select_from(tables.member)
        .join(tables.account, tables.account.c.n == tables.member.c.account)
        .join(lead, lead.c.n == tables.member.c.incident)
        .join(tables.incident, tables.incident.c.n == tables.member.c.incident)
        .order_by(lead.c.id, tables.account.c.id)
    )
    held: list[Any] = []
    for row in _streamed(connection, query):
        if held and held[0].lead != row.lead:
            yield _incident(held)
            held = []
        held.append(row)
    if held:
        yield _incident(held)


def _incident(members: list[Any]) -> str:
    first = members[0]
    columns = ("country", "start", "end", "type")
    return canonical(
        {
            "incident": incident_id(first.lead),
            "accounts": [row.id for row in members],
            **{name: first._mapping[name] for name in columns},
        }
    )
