"""Where a ledger is kept: opening it, its migrations, transactions for reading and for writing, clear errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from testigo.errors import LedgerError
from testigo.ledger import postgresql, sqlite

_POSTGRESQL = "postgresql://"


class Dialect(Protocol):
    """What SQLite and PostgreSQL do each their way; the two modules of these names."""

    NAME: str
    READING: dict[str, str]
    """What a connection is told so that all that a transaction reads is of one state."""

    def claim_writing(self, connection: Connection) -> None:
        """Wait until nobody else writes."""

    def version(self, connection: Connection) -> int:
        """The number of the last migration."""

    def migrate(self, connection: Connection, number: int, script: str) -> None:
        """Run one migration."""

    def put_rows(self, connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
        """Enter many rows, their values in the order of the table's columns."""

    def put_areas(self, connection: Connection, rows: Sequence[tuple[int, float, float]]) -> None:
        """Enter incidents with latitude and longitude."""

    def drop_areas(self, connection: Connection, incidents: Sequence[int]) -> None:
        """Take incidents out of the index of places."""

    def clear_areas(self, connection: Connection) -> None:
        """Empty it."""

    def in_area(self) -> str:
        """A query for the incidents of an area."""

    def put_words(self, connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Enter texts into the index of words."""

    def drop_words(self, connection: Connection, n: int, body: str) -> None:
        """Take a text out of it."""

    def clear_words(self, connection: Connection) -> None:
        """Empty it."""

    def find_words(self, connection: Connection, phrases: Sequence[Sequence[str]], limit: int) -> list[int]:
        """Texts that hold every phrase, the newest first."""

    def find_marked(self, connection: Connection, wanted: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """For each mark, first and last day the accounts under that mark between the days: mark, day and number."""

    def indexed(self, connection: Connection) -> Iterator[str]:
        """What the indexes of places and words hold, one line each."""

    def shown(self, address: str) -> str:
        """An address as it can be told to anybody."""

    def faults(self, connection: Connection) -> list[str]:
        """What the store itself finds wrong with its file, in words."""

    def told_as(self, error: BaseException) -> tuple[str, str, str] | None:
        """What an error of the store means."""


class Store:
    """An opened place for a ledger, a SQLite file or a PostgreSQL database.

    `address` is how it can be told to anybody, `opened_at` what it was opened with, a password in it.
    """

    def __init__(self, opened_at: str, engine: Engine, dialect: Dialect) -> None:
        self.opened_at = opened_at
        self.address = dialect.shown(opened_at)
        self.dialect = dialect
        self._engine = engine
        self._reads = engine.execution_options(**dialect.READING)
        self._writes = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger and changes nothing."""
        with self._clearly(), self._reads.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; all of it is kept, or nothing."""
        with self._clearly(), self._writes.connect() as connection, connection.begin():
            self.dialect.claim_writing(connection)
            yield connection

    @contextmanager
    def still(self) -> Iterator[Store]:
        """The same in one state: whatever is entered meanwhile, all that is read of it is as it was at first."""
        with self.reading() as connection:
            yield _Still(self.opened_at, self._engine, self.dialect, connection)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            cause = error.orig or error
            told = self.dialect.told_as(cause)
            if told is None:
                raise
            code, message, hint = told
            raise LedgerError(code, message, place=self.address, hint=hint) from error
        except LedgerError as error:
            error.place = error.place or self.address
            raise


class _Still(Store):
    """A store of which everything is read in one transaction."""

    def __init__(self, opened_at: str, engine: Engine, dialect: Dialect, connection: Connection) -> None:
        super().__init__(opened_at, engine, dialect)
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The one transaction."""
        with self._clearly():
            yield self._connection


def open_store(address: str, *, create: bool = False) -> Store:
    """Open the ledger at a path or a `postgresql://` address, and bring its tables up to date where it may be made.

    Raises LedgerError: no ledger there (T-L001), a file of another kind (T-L002), made by a newer Testigo (T-L003),
    and whatever the store refuses (T-L004 to T-L010).
    """
    is_server = address.startswith(_POSTGRESQL)
    dialect: Dialect = postgresql if is_server else sqlite
    opened = postgresql.open_engine if is_server else sqlite.open_engine
    store = Store(address, opened(address, create=create), dialect)
    try:
        _look(store, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _look(store: Store, *, create: bool) -> None:
    dialect, address = store.dialect, store.address
    scripts = _migrations(dialect.NAME)
    with store.reading() as connection:
        number = dialect.version(connection)
    if number > len(scripts):
        raise LedgerError(
            "T-L003",
            f"a newer Testigo made it (form {number})",
            place=address,
            hint="install that or a later version",
        )
    if number < len(scripts):
        if not create:
            raise LedgerError(
                "T-L001", "there is no ledger", place=address, hint="`testigo ingest` makes one, or say --ledger PATH"
            ) if not number else LedgerError(
                "T-L011", f"its form ({number}) is older than this version's", place=address,
                hint="`testigo ingest` with any input brings it up to date",
            )  # fmt: skip
        _bring_up_to_date(store, scripts)


def _bring_up_to_date(store: Store, scripts: Sequence[str]) -> None:
    with store.writing() as connection:
        number = store.dialect.version(connection)  # another run may have been faster
        for made, script in enumerate(scripts[number:], number + 1):
            store.dialect.migrate(connection, made, script)


def _migrations(dialect: str) -> list[str]:
    folder = files("testigo.ledger") / "migrations" / dialect
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [script.read_text(encoding="utf-8") for script in scripts]
