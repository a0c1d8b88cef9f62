"""Tables as CSV and TSV: typed cells, blank for what is not stated, text that cannot become a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from testigo.exports.guard import guarded
from testigo.model.schema import Cell, Column, Row, Table

_TRUE, _FALSE = "true", "false"


def written(cell: Cell) -> str:
    """A cell as it is written.

    >>> [written(cell) for cell in (None, 0, -100.7262, True, "=1")]
    ['', '0', '-100.7262', 'true', "'=1"]
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _TRUE if cell else _FALSE
    return guarded(cell) if isinstance(cell, str) else repr(cell)


class Sheet:
    """One table that is written row by row; counts its rows."""

    def __init__(self, stream: TextIO, table: Table, delimiter: str = ",", tags: bool = False) -> None:
        self._names = [column.name for column in table.columns]
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        self._writer.writerow(self._names)
        if tags:
            self._writer.writerow([column.tag for column in table.columns])

    def put(self, rows: Iterable[Row]) -> int:
        """Write rows and give their number. A column without a value is blank."""
        lines = [[written(row.get(name)) for name in self._names] for row in rows]
        self._writer.writerows(lines)
        return len(lines)


def described(tables: Sequence[Table], note: str) -> str:
    """A codebook of tables in Markdown: every column with its type and what it holds."""
    lines = ["# Codebook", "", note, "", "A blank cell is *not stated*; it is never 0.", ""]
    for table in tables:
        lines += [f"## {table.name}", "", f"{table.title}. Named by {', '.join(table.key) or 'no column'}.", ""]
        lines += ["| column | type | what it holds |", "| --- | --- | --- |"]
        lines += [_line(column) for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def _line(column: Column) -> str:
    return f"| {column.name} | {column.type} | {column.what} |"
