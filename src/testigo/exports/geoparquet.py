"""Incidents as GeoParquet 1.1: the table of incidents with a point for each, null where none is known.

Source: GeoParquet specification 1.1.0 (geometry as well-known binary, `geo` in the file's metadata).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from testigo.exports.columnar import Columns, Sheaf, arrow, batch, fields, sheaves
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.tables import incidents, tables
from testigo.model.schema import Cell

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "incidents.geoparquet"
GEOMETRY = "geometry"
_LITTLE_ENDIAN, _POINT = 1, 1


def made(entries: Iterable[Entry]) -> Iterator[Sheaf]:
    """The rows of the one table. Raises TestigoError T-X001 without pyarrow."""
    return sheaves(entries, lambda some: {FILE: _rows(some)})


def write(pieces: Iterable[Sheaf], out: Out) -> None:
    """Write the one table. Raises TestigoError T-X001 without pyarrow."""
    with Columns(out.path(FILE, 0), _shape()) as file:
        for piece in pieces:
            out.seen(piece.incidents)
            out.count(FILE, file.put(piece.rows[FILE]))


def _shape() -> pa.Schema:
    pa = arrow()
    geo = {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    plain = fields(tables()[0])
    return plain.append(pa.field(GEOMETRY, pa.binary())).with_metadata({"geo": msgspec.json.encode(geo)})


def _rows(entries: Iterable[Entry]) -> pa.RecordBatch:
    pa = arrow()
    table = tables()[0]
    rows = [row for entry in entries for row in incidents(entry)]
    columns = batch(table, rows, fields(table)).columns
    points = pa.array([point(row.get("lat"), row.get("lon")) for row in rows], pa.binary())
    return pa.record_batch([*columns, points], schema=_shape())


def point(lat: Cell, lon: Cell) -> bytes | None:
    """A point in well-known binary.

    >>> len(point(28.2, -100.7)), point(None, -100.7)
    (21, None)
    """
    if not isinstance(lat, float | int) or not isinstance(lon, float | int):
        return None
    return struct.pack("<BIdd", _LITTLE_ENDIAN, _POINT, lon, lat)
