"""A frictionless data package: the tables as CSV with their types, keys and relations in `datapackage.json`.

Source: Data Package and Table Schema, version 1 (frictionlessdata.io).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from testigo.exports import csvs
from testigo.exports.entry import Entry
from testigo.exports.out import NOTE, Out
from testigo.exports.tables import tables
from testigo.model.schema import Column, Table
from testigo.packs.schema import schema

FILE = "datapackage.json"
_BLANK = [""]


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the tables, the codebook and the description."""
    csvs.write(entries, out)
    with out.binary(FILE) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(_package(out)), indent=1) + b"\n")


def _package(out: Out) -> dict[str, object]:
    about, shape = out.about, schema("tables")
    return {
        "profile": "tabular-data-package",
        "name": "testigo",
        "title": shape.title,
        "description": f"{shape.note} {NOTE} Policy {about.policy}, as known {about.as_of or 'when exported'}, "
        f"profile {about.profile}.",
        "version": about.version,
        "resources": [_resource(table) for table in tables()],
    }


def _resource(table: Table) -> dict[str, object]:
    fields: dict[str, object] = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": _BLANK,
        "primaryKey": list(table.key),
    }
    if table.name != tables()[0].name:
        reference = {"resource": tables()[0].name, "fields": "incident_id"}
        fields["foreignKeys"] = [{"fields": "incident_id", "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": fields,
    }


def _field(column: Column, table: Table) -> dict[str, object]:
    told: dict[str, object] = {"name": column.name, "type": column.type, "description": column.what}
    if column.name in table.key:
        told["constraints"] = {"required": True}
    return told
