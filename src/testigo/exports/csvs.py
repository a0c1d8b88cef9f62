"""Testigo's own tables as CSV, with a codebook of every column."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack

from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.sheets import Sheet, described
from testigo.exports.tables import ROWS, tables
from testigo.packs.schema import schema

CODEBOOK = "codebook.md"


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write one file for each table, and the codebook."""
    with ExitStack() as open_files:
        sheets = {
            table.name: Sheet(open_files.enter_context(out.text(f"{table.name}.csv")), table) for table in tables()
        }
        for name in sheets:
            out.count(f"{name}.csv", 0)
        for entry in entries:
            out.seen()
            for name, sheet in sheets.items():
                out.count(f"{name}.csv", sheet.put(ROWS[name](entry)))
    with out.text(CODEBOOK) as stream:
        stream.write(described(tables(), schema("tables").note))
