"""Rows of the log that a transaction gathers, and then writes table by table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table

from testigo.ledger import rows, tables
from testigo.ledger.lines import Lines
from testigo.ledger.store import Dialect


class Sheets:
    """Rows to be written, by table, each with a number that nobody has; only for those who alone may write."""

    _ORDER = (
        tables.dispatch, tables.text, tables.delivery, tables.reading, tables.account, tables.claim,
        tables.quarantine, tables.standing, tables.member,
    )  # fmt: skip
    """A table stands behind those that its rows lean on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: dict[str, int] = {}
        self._rows: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in self._ORDER}

    def number(self, table: Table) -> int:
        """The next number of a table."""
        return self.numbers(table, 1)[0]

    def numbers(self, table: Table, many: int) -> range:
        """The next so many numbers of a table."""
        if table.name not in self._next:
            self._next[table.name] = rows.next_number(self._connection, table)
        first = self._next[table.name]
        self._next[table.name] += many
        return range(first, first + many)

    def put(self, table: Table, *row: object) -> None:
        """Note a row, its values in the order of the table's columns."""
        self._rows[table.name].append(row)

    def put_reading(self, lines: Lines, delivery: int, reader: str, entry: int) -> tuple[int, range]:
        """Note what a reader read of a delivery; gives the number of the reading and those of its accounts."""
        reading = self.number(tables.reading)
        self.put(tables.reading, reading, delivery, reader, lines.issues, lines.digest, entry)
        self._put_all(tables.claim, reading, lines.claims)
        return reading, self._put_all(tables.account, reading, lines.accounts)

    def write(self, dialect: Dialect) -> None:
        """Write all that was noted."""
        for table in self._ORDER:
            if found := self._rows[table.name]:
                dialect.put_rows(self._connection, table, found)

    def _put_all(self, table: Table, reading: int, found: Sequence[Iterable[object]]) -> range:
        numbers = self.numbers(table, len(found))
        self._rows[table.name] += [(n, reading, *row) for n, row in zip(numbers, found, strict=True)]
        return numbers
