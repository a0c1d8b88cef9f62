"""Running counts of the ledger: claims of a period and a place that belong to no incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Row, Table, select
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
        claims = connection.execute(select(tables.claim).where(_RUNNING).order_by(tables.claim.c.n)).all()
        found = _told(connection, claims, horizon)
    return sorted(found, key=lambda one: (one.published or "", one.claim.id))


def _told(connection: Connection, claims: Sequence[Row[Any]], horizon: Horizon) -> list[Running]:
    """Those of the readings by which their dispatches are told at present, and that are shown within the horizon."""
    readings = sorted({row.reading for row in claims})
    stand = rows.by(_of(connection, tables.standing, tables.standing.c.reading, readings), "reading")
    told_by = {reading: found[0].dispatch for reading, found in stand.items()}
    in_order = sorted(set(told_by.values()))
    deliveries = rows.by(_of(connection, tables.delivery, tables.delivery.c.dispatch, in_order), "dispatch")
    accounts = _of(connection, tables.account, tables.account.c.reading, sorted(told_by))
    news = {row.reading: told.place for row in accounts if (told := rows.account_of(row)).main}
    shown = {n for n, dispatch in told_by.items() if _is_shown(deliveries[dispatch], stand[n], horizon)}
    return [_running(row, deliveries[told_by[row.reading]], news) for row in claims if row.reading in shown]


def _of(connection: Connection, table: Table, column: Any, values: Sequence[int]) -> list[Row[Any]]:  # noqa: ANN401 - a column
    return rows.where_in(connection, select(table), column, values)


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
