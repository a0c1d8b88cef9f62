"""In the manner of the Phoenix files: events in CAMEO codes, parted by tabs (packs/schemas/cameo-like.toml)."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.exports import described, sides
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.rows import Made, lacking, left_out, put_rows
from testigo.exports.tables import many
from testigo.model.schema import Row
from testigo.packs.schema import countries, schema

NAME = "cameo-like"


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the events."""
    put_rows(entries, out, schema(NAME).table(), events, ".tsv")


def events(entry: Entry) -> Made:
    """The event that an incident is, or why it is none."""
    incident, words = entry.incident, schema(NAME).words
    if not incident.included:
        yield from left_out(entry)
    elif incident.start is None:
        yield lacking(entry, "no_day", words["no_day"])
    elif schema(NAME).code("type", incident.type, "code") is None:
        yield lacking(entry, "type_not_coded", words["no_type"])
    else:
        yield _event(entry, incident.start)


def _event(entry: Entry, day: str) -> Row:
    incident, shape = entry.incident, schema(NAME)
    place, country = incident.place, countries().get(incident.place.country or "")
    code = str(shape.code("type", incident.type, "code"))
    toll = [claim for each in incident.toll.values() for claim in each.claims]
    row: Row = {
        "EventID": incident.incident_id,
        "Date": day.replace("-", ""),
        "Year": int(day[:4]),
        "Month": int(day[5:7]),
        "Day": int(day[8:10]),
        "EventCode": code,
        "EventRootCode": code[:2],
        "QuadClass": shape.code("quad", code[:2], "quad"),
        "GoldsteinScore": shape.code("type", incident.type, "score"),
        "Lat": place.lat,
        "Lon": place.lon,
        "LocationName": place.name,
        "StateName": place.admin1,
        "CountryCode": country.iso3 if country else None,
        "SentenceID": many(toll),
        "URLs": many([telling.dispatch.url for telling in entry.tellings]),
        "NewsSources": many(described.publishers(entry)),
    }
    return row | _source(entry) | _target(entry)


def _source(entry: Entry) -> Row:
    done = sides.doers(entry)
    if not done:
        return _actor("Source", _home(entry), sides.ATTACKERS)
    first = done[0]
    home = countries().get(first.countries[0]) if first.countries else None
    role = first.nature if schema(NAME).code("role", first.nature, "role") else first.type
    return _actor("Source", home.iso3 if home else None, role) | {"SourceActorAttribute": first.id}


def _target(entry: Entry) -> Row:
    met = sides.hurt(entry)
    return _actor("Target", _home(entry), met[0] if met else sides.CIVILIANS)


def _actor(end: str, country: str | None, kind: str) -> Row:
    role = str(schema(NAME).code("role", kind, "role") or "")
    return {
        f"{end}ActorFull": f"{country or ''}{role}" or None,
        f"{end}ActorEntity": country,
        f"{end}ActorRole": role or None,
    }


def _home(entry: Entry) -> str | None:
    country = countries().get(entry.incident.place.country or "")
    return country.iso3 if country else None
