"""Exports: views of the ledger as files that other tools read, one exporter a file."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from testigo.errors import TestigoError
from testigo.exports.entry import Entry
from testigo.exports.halves import without_halves
from testigo.exports.out import Out
from testigo.model.policy import Policy
from testigo.packs.schema import schema


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """One way to export: the module that writes it, the schema that it follows, what it is in a line."""

    module: str
    schema: str
    what: str


EXPORTERS = {
    "acled-like": Exporter(module="acled", schema="acled-like", what="events by day, 31 columns; not ACLED"),
    "cameo-like": Exporter(module="cameo", schema="cameo-like", what="CAMEO codes in the columns of Phoenix"),
    "csv": Exporter(module="csvs", schema="tables", what="Testigo's own tables with a codebook"),
    "datapackage": Exporter(module="package", schema="tables", what="the tables as a frictionless data package"),
    "dossier": Exporter(module="dossier", schema="tables", what="a page an incident: quotes, curve, sources, footnote"),
    "followthemoney": Exporter(module="ftm", schema="followthemoney", what="entities of FollowTheMoney, JSON lines"),
    "geojson": Exporter(module="geojson", schema="tables", what="incidents as points (RFC 7946)"),
    "geoparquet": Exporter(module="geoparquet", schema="tables", what="incidents as points (GeoParquet 1.1)"),
    "gtd-like": Exporter(module="gtd", schema="gtd-like", what="attacks, in the fields of the GTD"),
    "hxl": Exporter(module="hxl", schema="tables", what="incidents as CSV with HXL tags"),
    "parquet": Exporter(module="parquet", schema="tables", what="the tables as Parquet"),
    "plover-like": Exporter(module="plover", schema="plover-like", what="who did what to whom, PLOVER's JSON records"),
    "ucdp-ged-like": Exporter(module="ucdp", schema="ucdp-ged-like", what="dyads, the 49 columns of UCDP GED"),
}
"""Every exporter by its name; only the one that is asked for is loaded."""


Piece = Any
"""What an exporter makes of some entries, and then writes: the same kind of thing each time, by which it is known."""


class Exporting(msgspec.Struct, frozen=True):
    """How an export is written, in two steps: `made` are the pieces that the exporter makes of entries, wherever these
    are worked on, and `write` puts them into a folder, in the order of the entries.
    """

    made: Callable[[Iterable[Entry]], Iterable[Piece]]
    write: Callable[[Iterable[Piece], Out], None]


def exporter(name: str) -> Exporting:
    """The exporter of a name: its module's `write`, and its `made` where its pieces are not the entries themselves.

    Raises TestigoError T-X002 for a name of none.
    """
    if name not in EXPORTERS:
        near = [known for known in EXPORTERS if known.startswith(name)]
        hint = f"did you mean {near[0]}?" if len(near) == 1 else f"there are: {', '.join(EXPORTERS)}"
        raise TestigoError("T-X002", f"no exporter {name!r}", hint=hint)
    module = importlib.import_module(f"testigo.exports.{EXPORTERS[name].module}")
    return Exporting(getattr(module, "made", _whole), module.write)


def _whole(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries themselves, with no half character in them."""
    return map(without_halves, entries)


def check_policy(name: str, policy: Policy) -> None:
    """Raises TestigoError T-X004 where an exporter's rows are of a kind that a policy does not make.

    >>> from testigo.packs.policy import policy
    >>> check_policy("acled-like", policy("acled-like"))
    """
    asked = schema(EXPORTERS[name].schema).unit
    if asked and not any(unit.kind == asked for unit in policy.units):
        made = ", ".join(sorted({unit.kind for unit in policy.units})) or "none"
        hint = f"leave --policy out for {schema(EXPORTERS[name].schema).policy}, or name one with units of kind {asked}"
        raise TestigoError("T-X004", f"{name} is made of units of kind {asked}; {policy.label} makes {made}", hint=hint)
