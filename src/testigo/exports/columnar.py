"""Tables in Apache Arrow: typed columns, null for what is not stated. Needs pyarrow (`testigo[tables]`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from testigo.errors import TestigoError
from testigo.exports.entry import Entry
from testigo.exports.halves import without_halves
from testigo.model.schema import Row, Table

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 20_000
"""Rows of one record batch, or of one group of rows in a file."""
INCIDENTS_AT_ONCE = 1000
"""Incidents of which rows are made at once."""
COMPRESSION = "zstd"


def arrow() -> Any:  # noqa: ANN401 - a module
    """The pyarrow module. Raises TestigoError T-X001 where it is not installed."""
    try:
        import pyarrow
    except ImportError:
        raise lacks("pyarrow", "tables") from None
    return pyarrow


def lacks(library: str, extra: str) -> TestigoError:
    """The error for an export whose library is not installed."""
    hint = f"install it with: pip install 'testigo[{extra}]'"
    return TestigoError("T-X001", f"this needs {library}, which is not installed", hint=hint)


def fields(table: Table) -> pa.Schema:
    """The columns of a table as Arrow knows them, each with what it holds."""
    pa = arrow()
    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([pa.field(c.name, kinds[c.type], metadata={"description": c.what}) for c in table.columns])


def batch(table: Table, rows: Sequence[Row], shape: pa.Schema) -> pa.RecordBatch:
    """Some rows as a record batch; days are told as words and made days by Arrow."""
    pa = arrow()
    days = {column.name for column in table.columns if column.type == "date"}
    told = pa.struct([field.with_type(pa.string()) if field.name in days else field for field in shape])
    found = pa.RecordBatch.from_struct_array(pa.array(rows, told))
    columns = [
        column if column.type == field.type else column.cast(field.type)
        for column, field in zip(found.columns, shape, strict=True)
    ]
    return pa.record_batch(columns, schema=shape)


def batches(table: Table, rows: Iterable[Row], shape: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows in batches, so that a table of any length takes little memory."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield batch(table, some, shape)


class Sheaf(msgspec.Struct, frozen=True):
    """The rows of some incidents, table by table, as Arrow hands them from one process to another."""

    incidents: int
    rows: dict[str, bytes]


def sheaves(
    entries: Iterable[Entry], make: Callable[[Sequence[Entry]], Mapping[str, pa.RecordBatch]]
) -> Iterator[Sheaf]:
    """Incidents as rows, some of them at a time; `make` gives these for each table."""
    waiting = iter(entries)
    while some := list(islice(waiting, INCIDENTS_AT_ONCE)):
        try:
            found = make(some)
        except UnicodeEncodeError:
            found = make([without_halves(entry) for entry in some])
        yield Sheaf(len(some), {name: bytes(rows.serialize()) for name, rows in found.items()})


class Columns:
    """One Parquet file that is written some thousand rows at a time, always so many, in however few they come."""

    def __init__(self, path: Path, shape: pa.Schema) -> None:
        from pyarrow.parquet import ParquetWriter

        self._shape = shape
        self._writer = ParquetWriter(path, shape, compression=COMPRESSION)
        self._waiting = arrow().Table.from_batches([], schema=shape)

    def put(self, rows: bytes) -> int:
        """Add rows and give their number."""
        pa = arrow()
        more = pa.Table.from_batches([pa.ipc.read_record_batch(pa.py_buffer(rows), self._shape)])
        self._waiting = pa.concat_tables([self._waiting, more])
        while self._waiting.num_rows >= AT_ONCE:
            self._flush()
        return int(more.num_rows)

    def _flush(self) -> None:
        self._writer.write_table(self._waiting.slice(0, AT_ONCE).combine_chunks())
        self._waiting = self._waiting.slice(AT_ONCE)

    def __enter__(self) -> Columns:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._waiting.num_rows:
            self._flush()
        self._writer.close()
