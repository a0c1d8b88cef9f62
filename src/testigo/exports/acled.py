"""In the manner of ACLED: pairs of sides by day with one number of fatalities, in 31 columns. It is not ACLED.

Source of columns, event types, kinds of actors and their names: packs/schemas/acled-like.toml, after its codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from testigo.exports import described, sides
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.rows import Made, lacking, left_out, put_rows
from testigo.exports.tables import many
from testigo.model.claim import Toll
from testigo.model.incident import Unit
from testigo.model.schema import Country, Row
from testigo.packs.actor import Actor
from testigo.packs.schema import countries, government_since, schema

NAME = "acled-like"
_PLACES = 4
"""Decimals of degrees."""


class Actors(msgspec.Struct, frozen=True, kw_only=True):
    """One side: its first actor, the others with it, and what kind it is, as a code and in words."""

    name: str
    others: tuple[str, ...] = ()
    code: int
    kind: str


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the events."""
    put_rows(entries, out, schema(NAME).table(), events)


def events(entry: Entry) -> Made:
    """The events that an incident's units are, and why others are none."""
    incident, words = entry.incident, schema(NAME).words
    country = countries().get(incident.place.country or "")
    if incident.reasons and not incident.units:
        yield from left_out(entry)
    for unit in incident.units:
        if unit.kind != "event_day":
            continue
        if not unit.included:
            yield from left_out(entry, unit)
        elif (
            country is None or incident.place.lat is None or _prec("place_precision", incident.place.precision) is None
        ):
            yield lacking(entry, "no_place", words["no_place"], unit.name)
        elif unit.start is None or _prec("date_precision", incident.date_precision) is None:
            yield lacking(entry, "no_day", words["no_day"], unit.name)
        else:
            yield _event(entry, unit, country)


def _event(entry: Entry, unit: Unit, country: Country) -> Row:
    incident, words = entry.incident, schema(NAME).words
    event, sub = _type(entry, unit)
    day = _day(unit, incident.date_precision)
    first, second = _pair(entry, unit, country)
    number = described.number_of(incident.incident_id, unit.scope, unit.start or "")
    targeted = event not in {"Battles"} and second is not None and second.code == _CIVIL
    row: Row = {
        "event_id_cnty": words["id"].format(iso3=country.iso3, number=number),
        "event_date": day,
        "year": int(day[:4]),
        "time_precision": 1 if unit.start == unit.end else _prec("date_precision", incident.date_precision),
        "disorder_type": _disorder(event, sub),
        "event_type": event,
        "sub_event_type": sub,
        "actor1": first.name,
        "assoc_actor_1": many(first.others),
        "inter1": first.kind,
        "actor2": second.name if second else None,
        "assoc_actor_2": many(second.others) if second else None,
        "inter2": second.kind if second else None,
        "interaction": interaction(first, second),
        "civilian_targeting": words["targeted"] if targeted else None,
        "source": many(described.publishers(entry)),
        "notes": _notes(entry, unit, day),
        "fatalities": _fatalities(unit),
        "timestamp": _latest(entry),
    }
    return row | _where(entry, country)


def _where(entry: Entry, country: Country) -> Row:
    place = entry.incident.place
    return {
        "iso": country.number,
        "region": country.acled_region,
        "country": country.name,
        "admin1": place.admin1,
        "location": described.plain(place.name or place.admin1),
        "latitude": None if place.lat is None else round(place.lat, _PLACES),
        "longitude": None if place.lon is None else round(place.lon, _PLACES),
        "geo_precision": _prec("place_precision", place.precision),
    }


def _type(entry: Entry, unit: Unit) -> tuple[str, str]:
    """Event and sub-event. An attack that hits forces alone is a clash, however few of those who attack it hits."""
    shape = schema(NAME)
    known = shape.code("scope", unit.scope, "event"), shape.code("scope", unit.scope, "sub")
    if known[0] is None:
        kind = entry.incident.type
        known = shape.code("type", kind, "event"), shape.code("type", kind, "sub")
        met = sides.hurt(entry)
        if known[0] == _AGAINST_CIVILIANS and met and not set(met) - {*sides.FORCES}:
            known = shape.code("scope", "clash", "event"), shape.code("scope", "clash", "sub")
    return str(known[0]), str(known[1])


_AGAINST_CIVILIANS = "Violence against civilians"
_CIVIL = 7
"""The code of civilians among kinds of actors."""


def _disorder(event: str, sub: str) -> str:
    shape = schema(NAME)
    return str(shape.code("disorder", sub, "disorder") or shape.code("disorder", event, "disorder"))


def _pair(entry: Entry, unit: Unit, country: Country) -> tuple[Actors, Actors | None]:
    """The two sides: forces first in a clash, civilians second; their order means nothing else."""
    attackers = _attackers(entry, country)
    met = sides.hurt(entry)
    unarmed = unit.scope in {"captives", "captives_killed"} or not met or met[0] in sides.UNARMED
    if unit.scope == "clash" or (met and not set(met) - {*sides.FORCES}):
        return _forces(entry, country), attackers
    if unarmed:
        return attackers, _unarmed(entry, unit, country)
    return attackers, _forces(entry, country)


def _attackers(entry: Entry, country: Country) -> Actors:
    """Who is said to have done it; whom nobody names is what the type of event says: a mob, a crowd, the police."""
    done = sides.doers(entry)
    if not done:
        unnamed = str(schema(NAME).code("type", entry.incident.type, "by") or sides.ATTACKERS)
        return _actors((_named(unnamed, country),), unnamed)
    names = tuple(actor.name if actor.type == sides.ATTACKERS else _force(actor, entry, country) for actor in done)
    nature = done[0].nature if done[0].type == sides.ATTACKERS else done[0].type
    foreign = done[0].type != sides.ATTACKERS and country.iso2 not in done[0].countries
    return _actors(names, "abroad" if foreign else nature)


def _forces(entry: Entry, country: Country) -> Actors:
    """The forces that were hurt, those that answered beside them; police where nobody says which."""
    classes = [people for people in sides.hurt(entry, "killed", "injured") if people in sides.FORCES]
    first = [_class(people, entry, country) for people in classes] or [_class("police", entry, country)]
    others = [_force(actor, entry, country) for actor in sides.answering(entry)]
    return _actors(tuple(dict.fromkeys((*first, *others))), "police")


def _unarmed(entry: Entry, unit: Unit, country: Country) -> Actors:
    """Civilians, and who among them is more than that by the words of the claims that the row rests on."""
    rests_on = {claim for found in unit.counts.values() if found for claim in found.claims}
    told = [claim.people for _, claim in entry.claims() if isinstance(claim, Toll) and claim.id in rests_on]
    classes = dict.fromkeys((*told, *sides.hurt(entry)) if not unit.scope.startswith("captives") else told)
    crowd = schema(NAME).code("type", entry.incident.type, "on")
    if crowd:
        return _actors((_named(str(crowd), country),), str(crowd))
    special = [_named(people, country) for people in classes if people in sides.UNARMED and people != sides.CIVILIANS]
    return _actors((_named("civilians", country), *special), "civilians")


def _actors(names: Sequence[str], kind: str) -> Actors:
    shape = schema(NAME)
    told = shape.codes["kind"][kind]
    first, *others = names
    return Actors(name=first, others=tuple(others), code=int(told["code"]), kind=str(told["kind"]))


def _named(word: str, country: Country) -> str:
    return schema(NAME).words[word].format(country=country.name)


def _class(people: str, entry: Entry, country: Country) -> str:
    """Forces of a country with the years of its government, as far as they were known."""
    name, as_of = _named(people, country), entry.incident.as_of
    term = government_since(country.iso2, entry.incident.start)
    if term is None:
        return name
    since, until = term
    years = f"{since}-{until if not as_of or until < as_of[:4] else ''}"
    return schema(NAME).words["years"].format(name=name, years=years)


def _force(actor: Actor, entry: Entry, country: Country) -> str:
    """A force of a state: by its class where it is one of the country's, a body of its own by its name."""
    home = countries().get(actor.countries[0]) if actor.countries else None
    own = actor.type == "other_security" or home is None
    return actor.name if own else _class(actor.type, entry, home or country)


def interaction(first: Actors, second: Actors | None) -> str:
    """Both kinds, the smaller code first; civilians are second, whatever meets them (the codebook's one exception).

    >>> state = Actors(name="a", code=1, kind="State forces")
    >>> interaction(Actors(name="b", code=2, kind="Rebel group"), state), interaction(state, None)
    ('State forces-Rebel group', 'State forces only')
    """
    if second is None:
        return schema(NAME).words["alone"].format(kind=first.kind)
    one, other = sorted((first, second), key=lambda side: (side.code == _CIVIL, side.code))
    return f"{one.kind}-{other.kind}"


def _day(unit: Unit, precision: str) -> str:
    """The day of an event: of a week or a month its middle, else its first."""
    first = date.fromisoformat(unit.start or "")
    last = date.fromisoformat(unit.end or unit.start or "")
    middle = first + timedelta((last - first).days // 2)
    return (middle if precision in {"week", "month"} else first).isoformat()


def _fatalities(unit: Unit) -> int:
    found = next(iter(unit.counts.values()), None)
    return found.best if found else 0


def _notes(entry: Entry, unit: Unit, day: str) -> str:
    incident = entry.incident
    rules = next((found.why for found in unit.counts.values() if found), ())
    return (
        schema(NAME)
        .words["notes"]
        .format(
            type=incident.type.replace("_", " ").capitalize(),
            day=day,
            place=described.where(incident.place),
            figures=described.figures(entry) or "No count stated",
            policy=incident.policy,
            rules=", ".join(rules) or "stated",
        )
    )


def _latest(entry: Entry) -> int | None:
    known = described.days(entry)
    return int(datetime.fromisoformat(max(known)).replace(tzinfo=UTC).timestamp()) if known else None


def _prec(kind: str, key: str) -> int | None:
    return schema(NAME).number(kind, key, "prec")
