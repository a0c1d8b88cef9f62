"""Imported monthly series: every figure is kept as it was released, and a later release stands beside the earlier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from testigo.ledger import chain, rows, tables
from testigo.ledger.lines import figure_id, shown, vouch, vouched_figure
from testigo.ledger.store import Dialect, Store
from testigo.model.tally import MonthlyFigure


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of figures: `new` ones, `known` ones, and `revised`, those of the new whose month had another one."""

    new: int
    known: int
    revised: int


def enter_series(store: Store, figures: Sequence[MonthlyFigure], source: str, at: str) -> Entered:
    """Enter the figures that are not known yet, all or none, vouched for by one entry of the chain."""
    told = {figure_id(one): one for one in map(storable, figures)}
    with store.writing() as connection:
        known = _among(connection, told)
        fresh = {name: figure for name, figure in told.items() if name not in known}
        revised = len({_place(figure) for figure in fresh.values()} & _places(connection)) if fresh else 0
        if fresh:
            in_order = sorted(fresh.items(), key=lambda one: (one[1].month, one[0]))
            enter_figures(connection, store.dialect, in_order, source, at)
    return Entered(new=len(fresh), known=len(figures) - len(fresh), revised=revised)


def monthly_figures(store: Store) -> list[MonthlyFigure]:
    """Every figure that was ever imported, in the order in which they were entered."""
    with store.reading() as connection:
        return [figure_of(row) for row in connection.execute(select(tables.series).order_by(tables.series.c.n))]


def figure_of(row: Row[Any]) -> MonthlyFigure:
    """A row as the figure it holds."""
    return MonthlyFigure(**{name: getattr(row, name) for name in MonthlyFigure.__struct_fields__})


def storable(figure: MonthlyFigure) -> MonthlyFigure:
    """The figure with its free words as every store can hold them, so that its name can be recomputed."""
    admin1 = None if figure.admin1 is None else shown(figure.admin1)
    return msgspec.structs.replace(figure, measure=shown(figure.measure), admin1=admin1)


def _among(connection: Connection, names: dict[str, MonthlyFigure]) -> set[str]:
    column = tables.series.c.id
    return {row.id for row in rows.where_in(connection, select(column), column, sorted(names))}


def _places(connection: Connection) -> set[tuple[str | None, ...]]:
    return {_place(figure_of(row)) for row in connection.execute(select(tables.series))}


def _place(figure: MonthlyFigure) -> tuple[str | None, ...]:
    return (figure.measure, figure.country, figure.admin1, figure.month)


def enter_figures(
    connection: Connection, dialect: Dialect, fresh: Sequence[tuple[str, MonthlyFigure]], source: str, at: str
) -> None:
    """Enter figures that are not known, under their names, vouched for by one entry of the chain."""
    source = shown(source)
    numbered = list(enumerate(fresh, rows.next_number(connection, tables.series)))
    lines = [vouched_figure(n, name, source) for n, (name, _) in numbered]
    entry = chain.append(connection, "batch", at, {"series": source, "rows": len(lines), "digest": vouch(lines)})
    dialect.put_rows(
        connection,
        tables.series,
        [
            (n, name, one.measure, one.country, one.admin1, one.month, one.count, one.released, source, entry.seq)
            for n, (name, one) in numbered
        ],
    )
