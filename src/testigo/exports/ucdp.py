"""In the manner of UCDP GED: dyads with low, best and high, in 49 columns.

Source of columns and codes: packs/schemas/ucdp-ged-like.toml. That a dyad without a stated incompatibility needs 25
deaths in a year is counted over the incidents of this export; a dyad whose side nobody names is never counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

import msgspec

from testigo.exports import described, sides
from testigo.exports.entry import Entry, LeftOut
from testigo.exports.out import Out
from testigo.exports.rows import lacking
from testigo.exports.sheets import Sheet
from testigo.exports.tables import many, voices
from testigo.model.circumstance import Place
from testigo.model.incident import Bounds, Unit
from testigo.model.schema import Country, Row
from testigo.packs.schema import countries, schema

NAME = "ucdp-ged-like"
ACTIVE = 25
"""Deaths in a year that make a dyad an active one (UCDP GED codebook, as quoted by others)."""
_WAITING = "too_few_in_the_year"
_CLEAR = 3
"""Precisions of day and place, a week and a unit of the second order, to which an event is clear."""
_CELLS = 720
"""Cells of half a degree around the globe."""


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """A row that may still have to wait for its dyad's year. `left` is why it is out, were it not for the year."""

    row: Row
    left: tuple[LeftOut, ...]
    waits: tuple[LeftOut, ...]
    year: str
    best: int


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the events; those that wait for their dyad's year stand aside until all of the year is counted."""
    table = schema(NAME).table()
    name = f"{table.name}.csv"
    years: Counter[str] = Counter()
    with TemporaryFile() as aside, out.text(name) as stream:
        for entry in entries:
            out.seen()
            for found in dyads(entry):
                if isinstance(found, LeftOut):
                    out.leave_out([found])
                elif found.left:
                    out.leave_out((*found.left, *found.waits))
                else:
                    years[found.year] += found.best
                    aside.write(msgspec.json.encode(found) + b"\n")
        sheet = Sheet(stream, table)
        out.count(name, 0)
        aside.seek(0)
        for line in aside:
            found = msgspec.json.decode(line, type=Dyad)
            active = bool(found.year) and years[found.year] >= ACTIVE
            if found.waits and not active:
                out.leave_out(found.waits)
            else:
                out.count(name, sheet.put([found.row | {"active_year": int(active)}]))


def dyads(entry: Entry) -> Iterator[Dyad | LeftOut]:
    """The events that an incident's units are, those that are out with their reasons."""
    words, incident = schema(NAME).words, entry.incident
    if incident.reasons and not incident.units:
        yield from (lacking(entry, reason.code, reason.sentence) for reason in incident.reasons)
    for unit in incident.units:
        if unit.kind != "dyad":
            continue
        deaths = _deaths(unit)
        if country_of(entry) is None or _code("place_precision", _precision(incident.place)) is None:
            yield lacking(entry, "no_place", words["no_place"], unit.name)
        elif incident.start is None or _code("date_precision", incident.date_precision) is None:
            yield lacking(entry, "no_day", words["no_day"], unit.name)
        elif deaths is None:
            yield lacking(entry, "too_few_deaths", words["no_deaths"], unit.name)
        else:
            yield _dyad(entry, unit, deaths)


def _dyad(entry: Entry, unit: Unit, deaths: Bounds) -> Dyad:
    row = _row(entry, unit, deaths)
    of_units = {reason for other in entry.incident.units for reason in other.reasons}
    own = [reason for reason in entry.incident.reasons if reason not in of_units]
    reasons = [lacking(entry, one.code, one.sentence, unit.name) for one in (*own, *unit.reasons)]
    named = bool(sides.groups(entry))
    return Dyad(
        row=row,
        left=tuple(one for one in reasons if one.code != _WAITING),
        waits=tuple(one for one in reasons if one.code == _WAITING),
        year=f"{row['dyad_name']} {row['year']}" if named else "",
        best=deaths.best,
    )


def _row(entry: Entry, unit: Unit, deaths: Bounds) -> Row:
    incident, kind = entry.incident, schema(NAME).code("scope", unit.scope, "type_of_violence")
    start = incident.start or ""
    side_a, side_b = _sides(entry, unit)
    dyad = f"{side_a} - {side_b}"
    country = countries()[incident.place.country or ""]
    state = _state(entry).gw if unit.scope == "state_dyad" else None
    row: Row = {
        "id": described.number_of(incident.incident_id, unit.scope),
        "relid": f"{country.iso3}-{start[:4]}-{kind}-{incident.incident_id}",
        "year": int(start[:4]),
        "code_status": schema(NAME).words["check" if incident.flags else "clear"],
        "type_of_violence": kind,
        "conflict_name": dyad,
        "dyad_name": dyad,
        "side_a": side_a,
        "side_b": side_b,
        "event_clarity": 1 if _exact(entry) else 2,
        "date_prec": _code("date_precision", incident.date_precision),
        "date_start": _midnight(start),
        "date_end": _midnight(incident.end or start),
        "best": deaths.best,
        "high": deaths.best if deaths.high is None else deaths.high,
        "low": deaths.low,
        "gwnoa": state,
    }
    return row | _where(entry) | _sources(entry) | _by_side(unit, deaths)


def _where(entry: Entry) -> Row:
    place = entry.incident.place
    country = countries()[place.country or ""]
    return {
        "where_prec": _code("place_precision", _precision(place)),
        "where_coordinates": place.name or place.admin1 or country.name,
        "where_description": described.where(place),
        "adm_1": place.admin1,
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": _point(place),
        "priogrid_gid": None if place.lat is None or place.lon is None else priogrid(place.lat, place.lon),
        "country": country.name,
        "country_id": country.gw,
        "region": country.ucdp_region,
    }


def _precision(place: Place) -> str:
    """How well a place is known: one that the gazetteer lacks has no point, and is known by its country."""
    return "country" if place.lat is None and place.country else place.precision


def _sources(entry: Entry) -> Row:
    heads = [(telling.dispatch, (telling.at or "")[:10]) for telling in entry.tellings]
    articles = [
        ",".join(part for part in (head.publisher or head.agency, day, head.headline) if part) for head, day in heads
    ]
    return {
        "number_of_sources": voices(entry),
        "source_article": many(articles),
        "source_office": many(described.publishers(entry)),
        "source_date": many(described.days(entry)),
        "source_headline": many([head.headline for head, _ in heads]),
        "source_original": many(described.speakers(entry)),
    }


def _by_side(unit: Unit, deaths: Bounds) -> Row:
    """The dead by side; those whom no class names are the rest, so that the four add up to the best figure."""
    best = _of_sides(unit)
    return {**best, "deaths_unknown": deaths.best - sum(best.values())}


def _of_sides(unit: Unit) -> dict[str, int]:
    told = {name: unit.counts.get(name) for name in ("deaths_a", "deaths_b", "deaths_civilians")}
    return {name: found.best if found else 0 for name, found in told.items()}


def _deaths(unit: Unit) -> Bounds | None:
    """All deaths of a unit: no fewer than those of its sides together, of which no report may have told the sum."""
    found = unit.counts.get("deaths") or unit.counts.get("civilian_deaths")
    together = sum(_of_sides(unit).values())
    if found is None or together <= found.best:
        return found
    high = None if found.high is None else max(found.high, together)
    return msgspec.structs.replace(found, best=together, high=high)


def _sides(entry: Entry, unit: Unit) -> tuple[str, str]:
    words, country = schema(NAME).words, described.country_name(entry.incident.place)
    named = [actor.name for actor in sides.groups(entry)] or [words["unnamed"].format(country=country)]
    if unit.scope == "state_dyad":
        return words["government"].format(country=_state(entry).name), named[0]
    if unit.scope == "rival_dyad":
        first, second, *_ = sorted(named[:2])
        return first, second
    return named[0], words["civilians"]


def _state(entry: Entry) -> Country:
    """The state that fought: that of the forces which are named, else that of the place."""
    homes = [code for actor in sides.forces(entry) for code in actor.countries if code in countries()]
    return countries()[homes[0] if homes else entry.incident.place.country or ""]


def country_of(entry: Entry) -> str | None:
    """The ISO code of its country, None where there is none that datasets number."""
    code = entry.incident.place.country
    return code if code in countries() else None


def _exact(entry: Entry) -> bool:
    date, place = entry.incident.date_precision, _precision(entry.incident.place)
    known = (_code("date_precision", date), _code("place_precision", place))
    return all(code is not None and code <= _CLEAR for code in known)


def _code(kind: str, key: str) -> int | None:
    return schema(NAME).number(kind, key, "prec")


def _midnight(day: str) -> str:
    return f"{day} 00:00:00.000"


def _point(place: Place) -> str | None:
    return None if place.lat is None or place.lon is None else f"POINT ({place.lon} {place.lat})"


def priogrid(lat: float, lon: float) -> int:
    """The cell of the PRIO grid: half degrees, counted from the south-west (source: unverified, from memory of the
    grid's documentation; checked against one published pair).

    >>> priogrid(28.2206, -100.7253)
    170079
    """
    row, column = int((lat + 90) // 0.5), int((lon + 180) // 0.5)
    return min(row, 359) * _CELLS + min(column, _CELLS - 1) + 1
