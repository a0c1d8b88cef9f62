"""A ledger of everything there is, and changes of it behind its back, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, update

from testigo.errors import SourceError
from testigo.ledger import tables
from testigo.ledger.purge import purge
from testigo.ledger.quarantine import held, settle
from testigo.ledger.series import enter_series
from testigo.ledger.store import Store
from testigo.model.tally import MonthlyFigure
from tests.ledger.makers import adoptable, entered, incidents, ruled, toll_named, undone, wire


def full(store: Store) -> None:
    """Enter dispatches, versions, duplicates, refusals, imported figures, rulings of every kind, and a purge."""
    entered(store, wire("22 killed in Korum, police said.\n3 injured in Sura."), wire("5 killed in Sura.", id="w2"))
    entered(
        store,
        wire("7 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z"),
        wire("9 killed in Korum.", id="w3", item="u1", version=2, at="2019-12-02T10:00:00Z"),
        wire("7 killed in Korum.", "2019-12-04", id="w4"),
        wire("8 killed in Sura.", "2019-12-04", id="w5", publisher="The Post"),
    )
    for raw in (b"{", b"["):
        error = SourceError("T-S006", "the line is not JSON", place="feed:7")
        error.raw, error.form = raw, "jsonl"
        entered(store, error)
    settle(store, held(store)[:1], "entered", "2020-01-01T00:00:00Z")
    for count, released in ((41, None), (43, "2020-02-01")):
        months = [MonthlyFigure(month=f"2019-{n:02}", count=count, country="VD", released=released) for n in (1, 2)]
        enter_series(store, months, "months.csv", "2020-01-01T00:00:00Z")
    known = {known.id: known for known in incidents(store)}
    one, two, *_ = known
    merge = ruled(store, "merge", one, two)
    undone(store, merge.n)
    ruled(store, "reject", next(iter(known)))
    last = list(known.values())[-1]
    ruled(store, "correct", toll_named(last, last.tellings[0].claims[0].count.low), changes={"count": {"high": 30}})  # type: ignore[union-attr]
    kept = {known.tellings[0].dispatch.id: known for known in incidents(store)}["w2"]
    changes = adoptable("5 killed in Sura.", "killed in Sura", 12)
    ruled(store, "adopt", kept.tellings[0].account.id, changes=changes)
    purge(store, ["w5"], "Ana", "the licence ended", "2020-01-01T00:00:00Z")


@contextmanager
def behind(store: Store) -> Iterator[Connection]:
    """A transaction in which nothing is guarded: no triggers, no references."""
    with store._engine.connect() as connection:
        if store.dialect.NAME == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, sql in guards:
                connection.exec_driver_sql(sql)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execute(text("SET session_replication_role = replica"))
            yield connection
            connection.execute(text("SET session_replication_role = DEFAULT"))
            connection.commit()


def changed(value: Any) -> Any:
    """Another value of the same kind; where nothing stood, something."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, bytes):
        return value + b"x"
    return str(value) + "x"


def keys_of(table: Table) -> list[Any]:
    """The columns that tell rows of a table apart."""
    names = {"entry": ["seq"], "mention": ["thing", "decision"], "settlement": ["quarantine"]}
    return [table.c[name] for name in names.get(table.name, ["n"])]


def rows_of(store: Store, table: Table) -> list[dict[str, Any]]:
    """Every row of a table, in order."""
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table).order_by(*keys_of(table)))]


def some_of(store: Store, table: Table) -> list[dict[str, Any]]:
    """A few rows of a table: the first, the last, and some between."""
    found = rows_of(store, table)
    return [*found[: -1 : max(1, len(found) // 4)], found[-1]]


def put(store: Store, table: Table, row: dict[str, Any], column: str, value: object) -> None:
    """Set one column of one row behind the ledger's back."""
    with behind(store) as connection:
        conditions = [key == row[key.name] for key in keys_of(table)]
        done = connection.execute(update(table).where(*conditions).values({column: value}))
        assert done.rowcount == 1


def sizes(store: Store) -> dict[str, int]:
    """How many rows each table of the log holds."""
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables.LOG
        }
