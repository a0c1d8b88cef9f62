"""Incidents as GeoParquet 1.1: the table of incidents with a point for each, null where none is known.

Source: GeoParquet specification 1.1.0 (geometry as well-known binary, `geo` in the file's metadata).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from testigo.exports.columnar import AT_ONCE, COMPRESSION, arrow, batch, fields
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.tables import incidents, tables
from testigo.model.schema import Cell, Row

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "incidents.geoparquet"
GEOMETRY = "geometry"
_LITTLE_ENDIAN, _POINT = 1, 1


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the one table. Raises TestigoError T-X001 without pyarrow."""
    arrow()
    from pyarrow.parquet import ParquetWriter

    path, shape, rows = out.path(FILE, 0), _shape(), list[Row]()
    with ParquetWriter(path, shape, compression=COMPRESSION) as file:
        for entry in entries:
            out.seen()
            rows += incidents(entry)
            if len(rows) >= AT_ONCE:
                file.write_batch(_batch(rows, shape))
                out.count(FILE, len(rows))
                rows.clear()
        if rows:
            file.write_batch(_batch(rows, shape))
            out.count(FILE, len(rows))


def _shape() -> pa.Schema:
    pa = arrow()
    geo = {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    plain = fields(tables()[0])
    return plain.append(pa.field(GEOMETRY, pa.binary())).with_metadata({"geo": msgspec.json.encode(geo)})


def _batch(rows: list[Row], shape: pa.Schema) -> pa.RecordBatch:
    pa = arrow()
    table = tables()[0]
    columns = batch(table, rows, fields(table)).columns
    points = pa.array([point(row.get("lat"), row.get("lon")) for row in rows], pa.binary())
    return pa.record_batch([*columns, points], schema=shape)


def point(lat: Cell, lon: Cell) -> bytes | None:
    """A point in well-known binary.

    >>> len(point(28.2, -100.7)), point(None, -100.7)
    (21, None)
    """
    if not isinstance(lat, float | int) or not isinstance(lon, float | int):
        return None
    return struct.pack("<BIdd", _LITTLE_ENDIAN, _POINT, lon, lat)
