"""The ledger in a PostgreSQL database: what only PostgreSQL does its way, and what its errors mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import json
from sqlalchemy import Connection, Engine, Table, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from testigo.errors import LedgerError

NAME = "postgresql"
_WRITING = 0x5473_7467
"""The advisory lock that whoever writes holds to the end of the transaction: the chain has one end."""
READING = {"isolation_level": "REPEATABLE READ"}
"""Each statement would see what others wrote meanwhile; who writes has to, and waits for its turn instead."""
_LONGEST = 100_000
"""Characters of a text that are indexed: words of three letters of four bytes each, all different, still fit."""
_PASSWORD = re.compile(r"(//[^/@:]*:)[^/@]*(?=@)|(?<=[?&]password=)[^&]*")
_MARKED = """
    SELECT m.mark, m.day, m.account
    FROM json_to_recordset(CAST(:wanted AS json)) AS w (mark TEXT, since BIGINT, until BIGINT)
    JOIN mark AS m ON m.mark = w.mark AND m.day BETWEEN w.since AND w.until
"""
_IN_AREA = "SELECT n FROM area WHERE lat BETWEEN :south AND :north AND lon BETWEEN :west AND :east"


def open_engine(url: str, *, create: bool) -> Engine:
    """An engine on the database, which has to exist; its tables are made when somebody first writes.

    Raises LedgerError (T-L010) where the driver is not installed.
    """
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
        return create_engine(address, max_overflow=64)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(
            "T-L008",
            "the address cannot be understood",
            place=shown(url),
            hint="write it as postgresql://USER@HOST:PORT/DATABASE",
        ) from error
    except ModuleNotFoundError as error:
        raise LedgerError(
            "T-L010", "the driver of PostgreSQL is not installed", hint="pip install 'testigo[postgresql]'"
        ) from error


def shown(address: str) -> str:
    """An address without its password.

    >>> shown("postgresql://ana:secret@localhost/news")
    'postgresql://ana:***@localhost/news'
    """
    return _PASSWORD.sub(r"\1***", address)


def claim_writing(connection: Connection) -> None:
    """Wait until nobody else writes."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITING})


def version(connection: Connection) -> int:
    """The number of the last migration, 0 of a database without a ledger."""
    # the catalogue is looked at anew; `to_regclass` still knows what it knew before it waited for its turn
    there = "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
    if not connection.execute(text(there)).scalar():
        return 0
    return int(connection.execute(text("SELECT max(number) FROM migration")).scalar() or 0)


def migrate(connection: Connection, number: int, script: str) -> None:
    """Run one migration inside the transaction that is open."""
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY)")
    with _as_of_sqlalchemy():
        connection.connection.cursor().execute(script)  # many statements at once, with no values among them
    connection.execute(text("INSERT INTO migration (number) VALUES (:number)"), {"number": number})


def put_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Enter many rows, their values in the order of the table's columns."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    copying = f"COPY {table.name} ({names}) FROM STDIN"
    with _as_of_sqlalchemy(), connection.connection.cursor().copy(copying) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _as_of_sqlalchemy() -> Iterator[None]:
    """Where the driver is used directly its errors come as those that pass through SQLAlchemy."""
    from psycopg import Error  # loaded by now, and not where nobody uses PostgreSQL

    try:
        yield
    except Error as error:
        raise DBAPIError(None, None, error) from error


def put_areas(connection: Connection, rows: Sequence[tuple[int, float, float]]) -> None:
    """Enter incidents with their coordinates."""
    if rows:
        connection.execute(
            text("INSERT INTO area (n, lat, lon) VALUES (:n, :lat, :lon)"),
            [{"n": n, "lat": lat, "lon": lon} for n, lat, lon in rows],
        )


def drop_areas(connection: Connection, incidents: Sequence[int]) -> None:
    """Take incidents out."""
    connection.execute(text("DELETE FROM area WHERE n = ANY(:incidents)"), {"incidents": [*incidents]})


def clear_areas(connection: Connection) -> None:
    """Take all of them out."""
    connection.exec_driver_sql("DELETE FROM area")


def in_area() -> str:
    """A query for the incidents between `south`, `north`, `west` and `east`."""
    return _IN_AREA


def put_words(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Enter texts into the index of words, without the marks of letters, as SQLite does it by itself."""
    if rows:
        connection.execute(
            text("INSERT INTO words (n, body) VALUES (:n, to_tsvector('simple', :body))"),
            [{"n": n, "body": _bare(body)} for n, body in rows],
        )


def drop_words(connection: Connection, n: int, body: str) -> None:
    """Take a text out of the index."""
    connection.execute(text("DELETE FROM words WHERE n = :n"), {"n": n})


def clear_words(connection: Connection) -> None:
    """Empty the index of words."""
    connection.exec_driver_sql("DELETE FROM words")


def find_words(connection: Connection, phrases: Sequence[Sequence[str]], limit: int) -> list[int]:
    """Texts that hold every phrase, the newest first."""
    conditions = " AND ".join(f"body @@ phraseto_tsquery('simple', :phrase{i})" for i in range(len(phrases)))
    values: dict[str, object] = {f"phrase{i}": _bare(" ".join(phrase)) for i, phrase in enumerate(phrases)}
    query = text(f"SELECT n FROM words WHERE {conditions} ORDER BY n DESC LIMIT :limit")
    return list(connection.execute(query, {**values, "limit": limit}).scalars())


def find_marked(connection: Connection, wanted: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """For each mark, first and last day the accounts under that mark between the days: mark, day and number."""
    names = ("mark", "since", "until")
    asked = json.encode([dict(zip(names, one, strict=True)) for one in wanted]).decode()
    return [*map(tuple, connection.execute(text(_MARKED), {"wanted": asked}))]


def faults(connection: Connection) -> list[str]:
    """PostgreSQL looks after its files itself."""
    return []


def told_as(error: BaseException) -> tuple[str, str, str] | None:
    """Code, message and hint for an error of PostgreSQL; None for one that is a fault of ours."""
    state = getattr(error, "sqlstate", "") or ""
    if not state and type(error).__name__ == "OperationalError":
        state = "08"
    return next((told for sign, told in _ERRORS if state.startswith(sign)), None)


def indexed(connection: Connection) -> Iterator[str]:
    """What the indexes of places and words hold, one line each."""
    for row in connection.exec_driver_sql("SELECT n, lat, lon FROM area"):
        yield f"area {' '.join(map(str, row))}"
    for row in connection.exec_driver_sql("SELECT n FROM words"):
        yield f"words {row.n}"


def _bare(body: str) -> str:
    """Words without the marks of their letters, small, and without the signs that would make a path or a host of them.

    Of a text that no dispatch is as long as, only so much as an index of PostgreSQL can hold.
    """
    plain = body[:_LONGEST]
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain.lower())


_ERRORS: Iterable[tuple[str, tuple[str, str, str]]] = (
    ("53100", ("T-L004", "the disk is full", "make room and run it again; the ledger is whole")),
    ("25006", ("T-L005", "the ledger cannot be written", "the database takes no writes; ask who keeps it")),
    ("42501", ("T-L005", "the ledger cannot be written", "the database's user may not write; ask who keeps it")),
    ("55P03", ("T-L006", "somebody else keeps writing", "run it again when the other run has ended")),
    ("08", ("T-L008", "the database cannot be reached", "check the address, and that the server runs")),
    ("57P", ("T-L008", "the database cannot be reached", "check the address, and that the server runs")),
    ("58", ("T-L009", "the disk failed", "check the server's disk; what was acknowledged before is whole")),
)
