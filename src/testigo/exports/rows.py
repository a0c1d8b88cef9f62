"""One table, row by row: what an incident makes of rows goes into the table, what it leaves out into the sidecar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from testigo.exports.entry import Entry, LeftOut
from testigo.exports.out import Out
from testigo.exports.sheets import Sheet
from testigo.model.incident import Unit
from testigo.model.schema import Row, Table

Made = Iterator[Row | LeftOut]


def put_rows(
    entries: Iterable[Entry], out: Out, table: Table, make: Callable[[Entry], Made], end: str = ".csv"
) -> None:
    """Write the rows that incidents make as one file named after its table; `.tsv` is parted by tabs."""
    name = table.name + end
    with out.text(name) as stream:
        sheet = Sheet(stream, table, "\t" if end == ".tsv" else ",")
        out.count(name, 0)
        for entry in entries:
            out.seen()
            made = list(make(entry))
            out.leave_out(one for one in made if isinstance(one, LeftOut))
            out.count(name, sheet.put(one for one in made if not isinstance(one, LeftOut)))


def left_out(entry: Entry, unit: Unit | None = None) -> Iterator[LeftOut]:
    """Why a unit, or all of an incident, is out: its own reasons, else the incident's."""
    part = unit.name if unit else ""
    for reason in (unit.reasons if unit else ()) or entry.incident.reasons:
        yield LeftOut(incident_id=entry.incident.incident_id, part=part, code=reason.code, sentence=reason.sentence)


def lacking(entry: Entry, code: str, sentence: str, part: str = "") -> LeftOut:
    """What a schema asks for and an incident does not have."""
    return LeftOut(incident_id=entry.incident.incident_id, part=part, code=code, sentence=sentence)
