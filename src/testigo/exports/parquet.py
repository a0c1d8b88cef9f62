"""Testigo's own tables as Parquet, one file each."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack

from testigo.exports.columnar import Columns, arrow
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.tables import ROWS, tables


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write one file for each table. Raises TestigoError T-X001 without pyarrow."""
    arrow()
    with ExitStack() as open_files:
        files = {
            table.name: open_files.enter_context(Columns(out.path(f"{table.name}.parquet", 0), table))
            for table in tables()
        }
        for entry in entries:
            out.seen()
            for name, file in files.items():
                out.count(f"{name}.parquet", file.put(ROWS[name](entry)))
