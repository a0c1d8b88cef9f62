"""The ledger in one SQLite file: how it is opened, what only SQLite does its way, and what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from msgspec import json
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.pool import QueuePool

from testigo.errors import LedgerError

NAME = "sqlite"
READING: dict[str, str] = {}
OURS = 0x5473_7467
"""Written into the head of the file (`application_id`), so that no other SQLite file is taken for a ledger."""
_PATIENCE_SECONDS = 120.0
_CACHE_KIB = 128 * 1024
_PAGES_BEFORE_CHECKPOINT = 8000
_SET_UP = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    f"PRAGMA wal_autocheckpoint = {_PAGES_BEFORE_CHECKPOINT}",
)
_MARKED = """
    SELECT m.mark, m.day, m.account FROM json_each(?) AS w CROSS JOIN mark AS m
    WHERE m.mark = w.value ->> 0 AND m.day BETWEEN w.value ->> 1 AND w.value ->> 2
"""
_IN_AREA = """
    SELECT spot.n FROM area JOIN spot ON spot.cell = area.n
    WHERE area.north >= :south AND area.south <= :north AND area.east >= :west AND area.west <= :east
    AND spot.lat BETWEEN :south AND :north AND spot.lon BETWEEN :west AND :east
"""
_CELLS_A_DEGREE = 10
"""A cell is eleven kilometres high: places are told of again and again, so new incidents seldom need a new one."""
_KNOWN_CELLS = "SELECT n FROM area WHERE n IN (SELECT value FROM json_each(?))"


def open_engine(path: str, *, create: bool) -> Engine:
    """An engine on the file; a view of one that lies where nothing can be written opens it as it is.

    Raises LedgerError (T-L001) where there is none and none is to be made.
    """
    file = Path(path)
    if not create and not file.is_file():
        raise LedgerError(
            "T-L001", "there is no ledger", place=path, hint="`testigo ingest` makes one, or say --ledger PATH"
        )
    engine = create_engine("sqlite://", creator=lambda: _connect(file, create), poolclass=QueuePool, max_overflow=64)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(file: Path, create: bool) -> sqlite3.Connection:
    name = f"file:{quote(str(file.absolute()))}"
    connection = _opened(f"{name}?mode=rwc" if create else f"{name}?mode=rw")
    try:
        if not _is_foreign(*_signs(connection)):  # another's file stays as it is, down to the mode of its journal
            for pragma in _SET_UP:
                connection.execute(pragma)
    except sqlite3.Error as error:
        connection.close()
        if create or not _can_be_taken_as_it_is(file, error):
            raise
        # on a disk that cannot be written, SQLite opens a file only when it is promised that nobody else writes it
        return _opened(f"{name}?immutable=1")
    return connection


def _signs(connection: sqlite3.Connection) -> tuple[int, int]:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return tables, connection.execute("PRAGMA application_id").fetchone()[0]


def _is_foreign(tables: int, application: int) -> bool:
    """Whether a file with so many tables and this sign in its head is not ours."""
    return bool(tables) and application != OURS


def _can_be_taken_as_it_is(file: Path, error: sqlite3.Error) -> bool:
    """Only what cannot be written; and not where some of it still lies in the log beside it, which would go unread."""
    beside = file.with_name(f"{file.name}-wal")
    has_rest = beside.exists() and beside.stat().st_size > 0
    return error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) and not has_rest


def _opened(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def shown(address: str) -> str:
    """A path as it is."""
    return address


def claim_writing(connection: Connection) -> None:
    """Wait until nobody else writes: `BEGIN IMMEDIATE` has done that."""


def version(connection: Connection) -> int:
    """The number of the last migration, 0 of an empty file. Raises LedgerError (T-L002) for a file of another kind."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if _is_foreign(tables, application):
        raise LedgerError("T-L002", "the file is no ledger of Testigo", hint="name another file with --ledger")
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def migrate(connection: Connection, number: int, script: str) -> None:
    """Run one migration inside the transaction that is open."""
    for statement in _statements(script):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {OURS}")
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def put_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Enter many rows, their values in the order of the table's columns."""
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))


def put_areas(connection: Connection, rows: Sequence[tuple[int, float, float]]) -> None:
    """Enter incidents with their coordinates. In the tree stand the cells in which they lie, and not each of them."""
    if not rows:
        return
    spots = [(n, _cell(lat, lon), lat, lon) for n, lat, lon in rows]
    connection.exec_driver_sql("INSERT INTO spot (n, cell, lat, lon) VALUES (?, ?, ?, ?)", spots)
    cells = {_cell(lat, lon): _sides(lat, lon) for _, lat, lon in rows}
    known = {*connection.exec_driver_sql(_KNOWN_CELLS, (_listed(cells),)).scalars()}
    fresh = [(cell, *sides) for cell, sides in sorted(cells.items()) if cell not in known]
    if fresh:
        connection.exec_driver_sql("INSERT INTO area (n, south, north, west, east) VALUES (?, ?, ?, ?, ?)", fresh)


def drop_areas(connection: Connection, incidents: Sequence[int]) -> None:
    """Take incidents out; a cell in which none is left stays, and holds nothing."""
    connection.exec_driver_sql("DELETE FROM spot WHERE n IN (SELECT value FROM json_each(?))", (_listed(incidents),))


def clear_areas(connection: Connection) -> None:
    """Take all of them out."""
    connection.exec_driver_sql("DELETE FROM spot")
    connection.exec_driver_sql("DELETE FROM area")


def _cell(lat: float, lon: float) -> int:
    """The number of the cell around a point; `0005_cells.sql` counts the same way."""
    return _step(lat + 90) * 100_000 + _step(lon + 180)


def _step(degrees: float) -> int:
    return int(degrees * _CELLS_A_DEGREE)


def _sides(lat: float, lon: float) -> tuple[float, float, float, float]:
    """South, north, west and east of the cell around a point."""
    south, west = _step(lat + 90) / _CELLS_A_DEGREE - 90, _step(lon + 180) / _CELLS_A_DEGREE - 180
    return south, south + 1 / _CELLS_A_DEGREE, west, west + 1 / _CELLS_A_DEGREE


def _listed(numbers: Iterable[int]) -> str:
    return json.encode([*numbers]).decode()


def in_area() -> str:
    """A query for the incidents between `south`, `north`, `west` and `east`."""
    return _IN_AREA


def put_words(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Enter texts into the index of words."""
    if rows:
        connection.exec_driver_sql("INSERT INTO words (rowid, body) VALUES (?, ?)", list(rows))


def drop_words(connection: Connection, n: int, body: str) -> None:
    """Take a text out of the index; what was entered has to be said again."""
    connection.exec_driver_sql("INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", (n, body))


def clear_words(connection: Connection) -> None:
    """Empty the index of words."""
    connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")


def find_words(connection: Connection, phrases: Sequence[Sequence[str]], limit: int) -> list[int]:
    """Texts that hold every phrase, the newest first."""
    query = " ".join('"' + " ".join(phrase).replace('"', " ") + '"' for phrase in phrases)
    found = connection.execute(
        text("SELECT rowid FROM words WHERE words MATCH :query ORDER BY rowid DESC LIMIT :limit"),
        {"query": query, "limit": limit},
    )
    return list(found.scalars())


def find_marked(connection: Connection, wanted: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """For each mark, first and last day the accounts under that mark between the days: mark, day and number."""
    return [*map(tuple, connection.exec_driver_sql(_MARKED, (json.encode(wanted).decode(),)))]


def indexed(connection: Connection) -> Iterator[str]:
    """What the indexes of places and words hold, one line each."""
    for row in connection.exec_driver_sql("SELECT n, lat, lon FROM spot WHERE cell IN (SELECT n FROM area)"):
        yield f"area {' '.join(map(str, row))}"
    for row in connection.exec_driver_sql("SELECT rowid FROM words"):
        yield f"words {row[0]}"


def faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file."""
    found = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars()
    return [f"the file is damaged: {fault}" for fault in found if fault != "ok"]


def told_as(error: BaseException) -> tuple[str, str, str] | None:
    """Code, message and hint for an error of SQLite; None for one that is a fault of ours."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((told for sign, told in _ERRORS if name.startswith(sign)), None)


_ERRORS: Iterable[tuple[str, tuple[str, str, str]]] = (
    ("SQLITE_FULL", ("T-L004", "the disk is full", "make room and run it again; the ledger is whole")),
    ("SQLITE_READONLY", ("T-L005", "the ledger cannot be written", "check who may write the file and its folder")),
    ("SQLITE_BUSY", ("T-L006", "somebody else keeps writing", "run it again when the other run has ended")),
    ("SQLITE_LOCKED", ("T-L006", "somebody else keeps writing", "run it again when the other run has ended")),
    ("SQLITE_NOTADB", ("T-L002", "the file is no ledger of Testigo", "name another file with --ledger")),
    ("SQLITE_CORRUPT", ("T-L007", "the file is damaged", "restore a copy, and let `testigo verify` look at it")),
    ("SQLITE_CANTOPEN", ("T-L008", "the file cannot be opened", "check its folder and who may use it")),
    ("SQLITE_IOERR", ("T-L009", "the disk failed", "check the disk; what was acknowledged before is whole")),
)  # fmt: skip
