"""In the manner of PLOVER: who did what to whom, as one JSON record an event.

An incident gives its own event and, where people were taken or arrested in it, one of each of these beside it; what
happens within an assault is not coded apart. Source: packs/schemas/plover-like.toml, after the manual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from testigo.exports import described, sides
from testigo.exports.entry import Entry, LeftOut
from testigo.exports.out import Out
from testigo.exports.rows import lacking
from testigo.exports.shown import key_of
from testigo.model.circumstance import IncidentType
from testigo.packs.actor import Actor
from testigo.packs.schema import countries, schema

NAME = "plover-like"
FILE = f"{NAME}.jsonl"
ABDUCTION: IncidentType = "abduction"
ARREST: IncidentType = "arrest_or_raid"


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody in an event. `identifier_id` is the id in the registry of actors."""

    code: str | None
    sector: str
    entity_text: str
    identifier_id: str | None = None


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How many people; None is not stated."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """Where, as the gazetteer has it. `resolution` goes from 5, within a town, to 1, a country."""

    resolved_place: str | None
    geonameid: str | None
    lat: float | None
    lon: float | None
    province: str | None
    country: str | None
    country_code: str | None
    resolution: int | None


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch that tells of an event."""

    citation: str
    publication: str | None
    date: str | None
    url: str | None
    title: str | None
    language: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One record."""

    id: str
    date: str
    event: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...] = ()
    enddate: str | None = None
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad_code: int | None = None
    event_scale: float | None = None
    event_loc: Location | None = None
    size: Size = Size()
    cite_info: tuple[Cited, ...] = ()
    coder: str = "Testigo"
    codebook: str = "PLOVER-like"
    comment: str = ""


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the records, one line each."""
    with out.binary(FILE) as stream:
        out.count(FILE, 0)
        for entry in entries:
            out.seen()
            for one in records(entry):
                if isinstance(one, LeftOut):
                    out.leave_out([one])
                else:
                    stream.write(msgspec.json.encode(one) + b"\n")
                    out.count(FILE, 1)


def records(entry: Entry) -> Iterator[Event | LeftOut]:
    """The events of an incident, or why it has none."""
    incident, words = entry.incident, schema(NAME).words
    if not incident.included:
        for reason in incident.reasons:
            yield lacking(entry, reason.code, reason.sentence)
    elif incident.start is None:
        yield lacking(entry, "no_day", words["no_day"])
    elif _code(incident.type, "event") is None:
        yield lacking(entry, "type_not_coded", words["no_type"])
    else:
        yield from _events(entry, incident.start)


def _events(entry: Entry, day: str) -> Iterator[Event]:
    incident = entry.incident
    beside = [
        kind
        for kind, outcome in ((ABDUCTION, "abducted"), (ARREST, "arrested"))
        if outcome in incident.toll and incident.type != kind
    ]
    yield _event(entry, day, incident.type, _size(entry))
    for kind in beside:
        arrested = incident.toll["arrested"].best if kind == ARREST else None
        yield _event(entry, day, kind, Size(arrested=arrested))


def _event(entry: Entry, day: str, kind: IncidentType, size: Size) -> Event:
    incident = entry.incident
    event = str(_code(kind, "event"))
    shape = schema(NAME)
    mode, scale = _code(kind, "mode"), shape.code("event", event, "scale")
    quad = shape.code("event", event, "quad")
    actors, recipients = _parties(entry, kind)
    contexts = (str(shape.code("context", actor.nature, "context") or "") for actor in sides.groups(entry))
    return Event(
        id=f"{incident.incident_id}-{kind}",
        date=day,
        enddate=incident.end if incident.end != day else None,
        event=(event,),
        mode=(str(mode),) if mode else (),
        context=tuple(dict.fromkeys(part for told in contexts for part in told.split("; ") if part)),
        quad_code=int(quad) if quad else None,
        event_scale=float(scale) if scale is not None else None,
        actor=actors,
        recipient=recipients,
        event_loc=_location(entry),
        size=size,
        cite_info=tuple(_cited(entry)),
        comment=f"{described.figures(entry)} ({incident.policy})",
    )


def _parties(entry: Entry, kind: IncidentType) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who did it and to whom: all of them where both sides have dead or fought one another."""
    doers = tuple(_party(actor) for actor in sides.doers(entry)) or (_unnamed(entry, sides.ATTACKERS),)
    forces = tuple(_party(actor) for actor in sides.answering(entry)) or (_unnamed(entry, "police"),)
    met = tuple(_unnamed(entry, people) for people in sides.hurt(entry, *_OUTCOMES.get(kind, ())))
    if kind == ARREST:
        return forces, doers
    if kind != ABDUCTION and _two_sided(entry):
        fought = tuple(_unnamed(entry, people) for people in sides.hurt(entry) if people in sides.FORCES)
        return tuple(dict.fromkeys((*doers, *fought, *forces))), ()
    return doers, met or (_unnamed(entry, sides.CIVILIANS),)


_OUTCOMES: dict[str, tuple[str, ...]] = {ABDUCTION: ("abducted",)}


def _two_sided(entry: Entry) -> bool:
    killed = entry.incident.toll.get("killed")
    dead = {people for people, found in killed.by_people.items() if found.best} if killed else set()
    both = sides.ATTACKERS in dead and bool(dead & {*sides.FORCES})
    return both or bool(_code(entry.incident.type, "both"))


def _party(actor: Actor) -> Party:
    home = countries().get(actor.countries[0]) if actor.countries else None
    sector = _sector(actor.nature) or _sector(actor.type)
    return Party(code=home.iso3 if home else None, sector=sector or "", entity_text=actor.name, identifier_id=actor.id)


def _unnamed(entry: Entry, people: str) -> Party:
    country = countries().get(entry.incident.place.country or "")
    return Party(code=country.iso3 if country else None, sector=_sector(people) or "", entity_text=people)


def _sector(kind: str) -> str | None:
    found = schema(NAME).code("sector", kind, "sector")
    return str(found) if found else None


def _code(kind: str, field: str) -> str | int | float | None:
    return schema(NAME).code("type", kind, field)


def _size(entry: Entry) -> Size:
    told = {outcome: toll.best for outcome, toll in entry.incident.toll.items()}
    return Size(dead=told.get("killed"), injured=told.get("injured"), arrested=told.get("arrested"))


def _location(entry: Entry) -> Location:
    place = entry.incident.place
    country = countries().get(place.country or "")
    level = schema(NAME).code("resolution", place.precision, "level")
    return Location(
        resolved_place=place.name,
        geonameid=place.gazetteer_id,
        lat=place.lat,
        lon=place.lon,
        province=place.admin1,
        country=country.name if country else None,
        country_code=country.iso3 if country else None,
        resolution=int(level) if level else None,
    )


def _cited(entry: Entry) -> Iterator[Cited]:
    for telling in entry.tellings:
        head = telling.dispatch
        yield Cited(
            citation=key_of(telling),
            publication=head.publisher or head.agency,
            date=telling.at,
            url=head.url,
            title=head.headline,
            language=head.lang,
        )
