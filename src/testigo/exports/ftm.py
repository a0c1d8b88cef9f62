"""Entities of FollowTheMoney: an Event for each incident, its organisations, the articles that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from testigo.exports import described, sides
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.shown import key_of
from testigo.model.telling import Telling
from testigo.packs.actor import Actor
from testigo.packs.schema import schema

NAME = "followthemoney"
FILE = "entities.ftm.json"
_PREFIX = "testigo-"


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One entity: every property is a list of texts."""

    id: str
    schema: str
    properties: Mapping[str, list[str]]


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the entities, each once however many incidents it belongs to."""
    seen: set[str] = set()
    with out.binary(FILE) as stream:
        out.count(FILE, 0)
        for entry in entries:
            out.seen()
            for entity in entities(entry):
                if entity.id not in seen:
                    seen.add(entity.id)
                    stream.write(msgspec.json.encode(entity) + b"\n")
                    out.count(FILE, 1)


def entities(entry: Entry) -> Iterator[Entity]:
    """The incident as an event, its organisations, its articles, and which of them tell of it."""
    event = _event(entry)
    yield event
    yield from map(_organisation, sides.doers(entry))
    for telling in entry.tellings:
        article = _article(telling)
        yield article
        role = schema(NAME).words["role"]
        yield _entity(
            f"{event.id}-{article.id}", "Documentation", document=[article.id], entity=[event.id], role=[role]
        )


def _event(entry: Entry) -> Entity:
    incident, place, words = entry.incident, entry.incident.place, schema(NAME).words
    where = described.where(place)
    name = words["name"].format(
        type=incident.type.replace("_", " ").capitalize(),
        where=where or words["nowhere"],
        day=incident.start or words["undated"],
    )
    return _entity(
        _PREFIX + incident.incident_id,
        "Event",
        name=[name],
        startDate=[incident.start],
        endDate=[incident.end],
        country=[place.country and place.country.lower()],
        location=[where],
        summary=[described.figures(entry)],
        description=[f"Counted under {incident.policy}; what dispatches report, not what happened."],
        involved=[_PREFIX + actor.id for actor in sides.doers(entry)],
        recordId=[incident.incident_id],
        keywords=[incident.type],
        publisher=described.publishers(entry),
    )


def _organisation(actor: Actor) -> Entity:
    countries = [code.lower() for code in actor.countries]
    return _entity(_PREFIX + actor.id, "Organization", name=[actor.name], country=countries)


def _article(telling: Telling) -> Entity:
    head, words = telling.dispatch, schema(NAME).words
    publisher, day = head.publisher or head.agency, (telling.at or "")[:10]
    name = words["article"].format(publisher=publisher or key_of(telling), day=day or words["undated"])
    language = schema(NAME).code("lang", head.lang, "code")
    return _entity(
        _PREFIX + key_of(telling),
        "Article",
        title=[head.headline or name],
        publisher=[publisher],
        publishedAt=[day],
        language=[str(language) if language else None],
        sourceUrl=[described.web_address(head.url)],
    )


def _entity(key: str, kind: str, /, **properties: Iterable[str | None]) -> Entity:
    told = {name: [value for value in values if value] for name, values in properties.items()}
    return Entity(id=key, schema=kind, properties={name: values for name, values in told.items() if values})
