"""Incidents as GeoJSON (RFC 7946): a point each, null where none is known, with the columns of their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.tables import incidents
from testigo.model.schema import Row

FILE = "incidents.geojson"


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write one collection, a feature a line."""
    with out.binary(FILE) as stream:
        out.count(FILE, 0)
        stream.write(b'{"type":"FeatureCollection","features":[')
        between = b"\n"
        for entry in entries:
            out.seen()
            for row in incidents(entry):
                stream.write(between + msgspec.json.encode(feature(row)))
                between = b",\n"
                out.count(FILE, 1)
        stream.write(b"\n]}\n")


def feature(row: Row) -> Mapping[str, object]:
    """A row of the table of incidents as a feature; what it does not state is null.

    >>> feature({"incident_id": "i1", "lat": 28.2, "lon": -100.7})["geometry"]
    {'type': 'Point', 'coordinates': (-100.7, 28.2)}
    """
    lat, lon = row.get("lat"), row.get("lon")
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": (lon, lat)}
    return {"type": "Feature", "id": row["incident_id"], "geometry": point, "properties": row}
