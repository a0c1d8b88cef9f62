"""Running counts of the ledger: claims of a period and a place that belong to no incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Row, select
from sqlalchemy import text as sql

from testigo.ledger import rows, tables
from testigo.ledger.shelf import Horizon, held_back, stands
from testigo.ledger.store import Store
from testigo.ledger.versions import Stretch, earliest
from testigo.model.circumstance import Place
from testigo.model.claim import Tally
from testigo.model.record import DispatchHead

_RUNNING = sql("claim.kind = 'tally'")
"""Spelt out, so that the index of these few claims is walked and not all of the ledger."""


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A running count under its name for good, with the dispatch that tells it, and where its main news happened.

    `published` is the ISO day of publication, None when unknown.
    """

    claim: Tally
    dispatch: DispatchHead
    published: str | None
    news: Place = Place()


def running_counts(store: Store, horizon: Horizon) -> list[Running]:
    """Every running count that stands within the horizon, in order of publication, then of name."""
    with store.reading() as connection:
        claims = connection.execute(_query().order_by(tables.claim.c.n)).all()
        found = _told(connection, claims, horizon)
    return sorted(found, key=lambda one: (one.published or "", one.claim.id))


def _query() -> Any:  # noqa: ANN401 - a query
    """Running counts of the readings by which their dispatches are told at present."""
    told = select(tables.standing.c.reading).where(tables.standing.c.reading.is_not(None))
    return (
        select(tables.claim, tables.delivery.c.dispatch)
        .join(tables.reading, tables.reading.c.n == tables.claim.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
        .where(_RUNNING, tables.claim.c.reading.in_(told))
    )


def _told(connection: Connection, claims: Sequence[Row[Any]], horizon: Horizon) -> list[Running]:
    dispatches = {row.dispatch for row in claims}
    deliveries = rows.by(_of(connection, tables.delivery, dispatches), "dispatch")
    stretches = rows.by(_of(connection, tables.standing, dispatches), "dispatch")
    accounts = rows.where_in(
        connection, select(tables.account), tables.account.c.reading, {row.reading for row in claims}
    )
    news = {row.reading: told.place for row in accounts if (told := rows.account_of(row)).main}
    shown = {n for n in dispatches if _is_shown(deliveries[n], stretches[n], horizon)}
    return [_running(row, deliveries[row.dispatch], news) for row in claims if row.dispatch in shown]


def _of(connection: Connection, table: Any, dispatches: set[int]) -> list[Row[Any]]:  # noqa: ANN401 - either table
    return rows.where_in(connection, select(table), table.c.dispatch, sorted(dispatches))


def _is_shown(deliveries: Sequence[Row[Any]], stretches: Sequence[Row[Any]], horizon: Horizon) -> bool:
    if horizon.now and all(held_back(rows.content_of(one).edition, horizon.now) for one in deliveries):
        return False
    return stands([Stretch(one.since, one.until) for one in stretches], horizon.as_of)


def _running(row: Row[Any], deliveries: Sequence[Row[Any]], news: dict[int, Place]) -> Running:
    claim = cast(Tally, rows.claim_of(row))
    first = earliest([rows.delivered(one) for one in deliveries])
    head = next(rows.content_of(one).dispatch for one in deliveries if one.n == first.n)
    return Running(
        claim=msgspec.structs.replace(claim, id=row.id),
        dispatch=head,
        published=first.day,
        news=news.get(row.reading, Place()),
    )
