"""Testigo's own tables as Parquet, one file each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from testigo.exports.columnar import Columns, Sheaf, batch, fields, sheaves
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.tables import ROWS, tables

if TYPE_CHECKING:
    import pyarrow as pa


def made(entries: Iterable[Entry]) -> Iterator[Sheaf]:
    """The rows of every table. Raises TestigoError T-X001 without pyarrow."""
    return sheaves(entries, _rows)


def write(pieces: Iterable[Sheaf], out: Out) -> None:
    """Write one file for each table. Raises TestigoError T-X001 without pyarrow."""
    with ExitStack() as open_files:
        files = {
            table.name: open_files.enter_context(Columns(out.path(f"{table.name}.parquet", 0), fields(table)))
            for table in tables()
        }
        for piece in pieces:
            out.seen(piece.incidents)
            for name, rows in piece.rows.items():
                out.count(f"{name}.parquet", files[name].put(rows))


def _rows(entries: Sequence[Entry]) -> Mapping[str, pa.RecordBatch]:
    return {
        table.name: batch(table, [row for entry in entries for row in ROWS[table.name](entry)], fields(table))
        for table in tables()
    }
