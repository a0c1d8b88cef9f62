"""The whole ledger in an order of its own: what two ledgers of the same dispatches and decisions have in common.

Left out is what depends on how the ledger came to be: runs, times, hashes of the chain, and readings that newer ones
have taken the place of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from testigo.ledger import rows, tables
from testigo.ledger.identity import canonical, incident_id
from testigo.ledger.rows import Content
from testigo.ledger.series import figure_of
from testigo.ledger.store import Store

_MANY = 2000


def dump(store: Store) -> Iterator[str]:
    """One line of JSON each for dispatches with their claims and accounts, decisions, incidents, imported figures."""
    with store.reading() as connection:  # one for all: others may write meanwhile
        yield from _dispatches(connection)
        yield from _decisions(connection)
        yield from _incidents(connection)
        yield from _series(connection)


def _dispatches(connection: Connection) -> Iterator[str]:
    keys = connection.execute(select(tables.dispatch).order_by(tables.dispatch.c.key)).all()
    for some in rows.chunked(keys, _MANY):
        numbers = [row.n for row in some]
        deliveries = rows.by(
            rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, numbers), "dispatch"
        )
        stand = rows.by(
            rows.where_in(connection, select(tables.standing), tables.standing.c.dispatch, numbers), "dispatch"
        )
        told = {n: next((row.reading for row in found if row.reading), None) for n, found in stand.items()}
        readings = [reading for reading in told.values() if reading is not None]
        claims = rows.by(
            rows.where_in(connection, _in_order(tables.claim), tables.claim.c.reading, readings), "reading"
        )
        accounts = rows.by(
            rows.where_in(connection, _in_order(tables.account), tables.account.c.reading, readings), "reading"
        )
        issues = {
            row.n: rows.issues_of(row)
            for row in rows.where_in(connection, select(tables.reading), tables.reading.c.n, readings)
        }
        for row in some:
            reading = told.get(row.n)
            yield canonical(
                {
                    "dispatch": row.key,
                    "deliveries": [_delivery(one) for one in sorted(deliveries[row.n], key=lambda one: str(one.id))],
                    "stands": sorted(([one.since, one.until] for one in stand.get(row.n, [])), key=_by_day),
                    "claims": [_named(one, rows.claim_of(one)) for one in claims.get(reading, [])],
                    "accounts": [_named(one, rows.account_of(one)) for one in accounts.get(reading, [])],
                    "issues": issues.get(reading or 0, ()),
                }
            )


def _decisions(connection: Connection) -> Iterator[str]:
    for decision in rows.all_decisions(connection):
        told = msgspec.to_builtins(decision)
        yield canonical({"decision": {name: told[name] for name in told if name not in ("entry", "at")}})


def _series(connection: Connection) -> Iterator[str]:
    """Without the file that a figure came from first, which is how the ledger came to be."""
    for row in connection.execute(select(tables.series).order_by(tables.series.c.id)):
        told = msgspec.to_builtins(figure_of(row))
        yield canonical({"series": {name: told[name] for name in told if name != "source"}})


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
    for row in connection.execute(query):
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
