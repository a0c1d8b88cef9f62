"""Incidents as a table with HXL tags in its second row, as humanitarian tools read it."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.sheets import Sheet
from testigo.exports.tables import incidents, tables

FILE = "incidents.hxl.csv"


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the one table."""
    with out.text(FILE) as stream:
        sheet = Sheet(stream, tables()[0], tags=True)
        out.count(FILE, 0)
        for entry in entries:
            out.seen()
            out.count(FILE, sheet.put(incidents(entry)))
