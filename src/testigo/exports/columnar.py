"""Tables in Apache Arrow: typed columns, null for what is not stated. Needs pyarrow (`testigo[tables]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from testigo.errors import TestigoError
from testigo.model.schema import Row, Table

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 20_000
"""Rows of one record batch."""
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
    columns = [column.cast(field.type) for column, field in zip(found.columns, shape, strict=True)]
    return pa.record_batch(columns, schema=shape)


def batches(table: Table, rows: Iterable[Row], shape: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows in batches, so that a table of any length takes little memory."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield batch(table, some, shape)


class Columns:
    """One Parquet file that is written a batch at a time."""

    def __init__(self, path: Path, table: Table, shape: pa.Schema | None = None) -> None:
        from pyarrow.parquet import ParquetWriter

        self._table, self._shape = table, shape or fields(table)
        self._writer = ParquetWriter(path, self._shape, compression=COMPRESSION)
        self._rows: list[Row] = []

    def put(self, rows: Iterable[Row]) -> int:
        """Add rows and give their number."""
        some = list(rows)
        self._rows += some
        if len(self._rows) >= AT_ONCE:
            self._flush()
        return len(some)

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_batch(batch(self._table, self._rows, self._shape))
            self._rows = []

    def __enter__(self) -> Columns:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
