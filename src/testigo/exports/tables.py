"""Rows of Testigo's own tables: CSV, Parquet, data packages and data frames are made of them (schemas/tables.toml)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import get_args

from testigo.exports.entry import Entry
from testigo.model.claim import AnyClaim, Force, Outcome, Tally, Toll
from testigo.model.incident import Bounds, OutcomeToll
from testigo.model.schema import Column, Row, Table
from testigo.model.telling import Telling
from testigo.packs.schema import countries, schema

Rows = Callable[[Entry], Iterator[Row]]
ALL = "all"
OUTCOMES: tuple[str, ...] = get_args(Outcome)
_BOUNDS = ("low", "best", "high")


@cache
def tables() -> tuple[Table, ...]:
    """Every table with its columns; incidents have three for each outcome.

    >>> tables()[0].columns[-1].name, tables()[0].columns[-2].name
    ('sexual_violence_high', 'sexual_violence_best')
    """
    first, *rest = schema("tables").tables
    columns = (*first.columns, *(_count_column(outcome, bound) for outcome in OUTCOMES for bound in _BOUNDS))
    return (Table(name=first.name, title=first.title, key=first.key, columns=columns), *rest)


def _count_column(outcome: str, bound: str) -> Column:
    told = {"low": "smallest credible", "best": "best supported", "high": "largest credible"}[bound]
    blank = "open, or not stated where low is blank too" if bound == "high" else "not stated, which is never 0"
    tag = f"#affected+{outcome}+{_HXL[bound]}"
    return Column(name=f"{outcome}_{bound}", type="integer", tag=tag, what=f"{outcome}: {told} figure; blank: {blank}")


_HXL = {"low": "min", "best": "best", "high": "max"}


def incidents(entry: Entry) -> Iterator[Row]:
    """The one row of an incident."""
    incident, place = entry.incident, entry.incident.place
    country = countries().get(place.country or "")
    row: Row = {
        "incident_id": incident.incident_id,
        "policy": incident.policy,
        "as_of": incident.as_of,
        "included": incident.included,
        "reasons": many([reason.code for reason in incident.reasons]),
        "type": incident.type,
        "date_start": incident.start,
        "date_end": incident.end or incident.start,
        "date_precision": incident.date_precision,
        "country": place.country,
        "country_name": country.name if country else None,
        "admin1": place.admin1,
        "admin1_code": place.admin1_code,
        "place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "place_precision": place.precision,
        "gazetteer_id": place.gazetteer_id,
        "perpetrators": many([side.text for side in incident.perpetrators]),
        "actors": many([side.actor for side in incident.perpetrators if side.actor]),
        "dispatches": len(entry.tellings),
        "voices": voices(entry),
        "flags": many([flag.code for flag in incident.flags]),
        "names": many(incident.names),
    }
    for outcome, toll in incident.toll.items():
        row |= {f"{outcome}_low": toll.low, f"{outcome}_best": toll.best, f"{outcome}_high": toll.high}
    yield row


def voices(entry: Entry) -> int:
    """How many publishers or agencies tell of an incident in words of their own: copies of one text are one."""
    return len({voice_of(telling) for telling in entry.tellings})


def voice_of(telling: Telling) -> str:
    """Whose words a telling is in: those of an agency or a publisher, else its own."""
    head = telling.original or telling.dispatch
    return head.agency or head.publisher or head.sha256


def tolls(entry: Entry) -> Iterator[Row]:
    """Outcome by outcome everybody who counts, then every class."""
    for outcome, toll in entry.incident.toll.items():
        yield _toll(entry, outcome, ALL, toll)
        yield from (_toll(entry, outcome, people, bounds) for people, bounds in toll.by_people.items())


def _toll(entry: Entry, outcome: str, people: str, found: Bounds | OutcomeToll) -> Row:
    key: Row = {"incident_id": entry.incident.incident_id, "outcome": outcome, "people": people}
    return key | _bounds(found) | {"claims": many(found.claims), "why": many(found.why)}


def claims(entry: Entry) -> Iterator[Row]:
    """Every claim that stands."""
    for telling in entry.tellings:
        dispatch = telling.dispatch.id
        for claim in telling.claims:
            start, end = claim.span
            toll = claim if isinstance(claim, Toll) else None
            count = claim.count if isinstance(claim, _COUNTING) else None
            yield {
                "claim_id": claim.id,
                "incident_id": entry.incident.incident_id,
                "dispatch": dispatch,
                "kind": _KINDS[type(claim)],
                "stance": claim.stance,
                "scope_confidence": claim.scope_confidence,
                "speaker_kinds": " > ".join([speaker.kind for speaker in claim.attribution]) or None,
                "speakers": " > ".join([speaker.text for speaker in claim.attribution]) or None,
                "quote": claim.quote or None,
                "start": start,
                "end": end,
                "reader": claim.reader,
                "rule": claim.rule or None,
                "confidence": claim.confidence,
                "outcome": toll.outcome if toll else None,
                "people": toll.people if toll else claim.side if isinstance(claim, Force) else None,
                "part_of": toll.part_of if toll else None,
                "sex": toll.sex if toll else None,
                "age": toll.age if toll else None,
                "low": count.low if count else None,
                "high": count.high if count else None,
                "approx": count.approx if count else None,
            }


_KINDS = {kind: str(kind.__struct_config__.tag) for kind in get_args(AnyClaim)}
_COUNTING = Toll, Force, Tally
"""Claims of a number of people."""


def dispatches(entry: Entry) -> Iterator[Row]:
    """Every dispatch that tells of it, once where it tells of it twice."""
    by_key = {telling.dispatch.id: telling for telling in entry.tellings}
    by_hash = {telling.dispatch.sha256: telling.dispatch.id for telling in entry.tellings}
    for key, telling in by_key.items():
        head = telling.dispatch
        yield {
            "incident_id": entry.incident.incident_id,
            "dispatch": key,
            "published": telling.at,
            "publisher": head.publisher,
            "agency": head.agency,
            "lang": head.lang,
            "main": telling.account.main,
            "copy_of": by_hash.get(telling.original.sha256) if telling.original else None,
            "headline": head.headline,
            "url": head.url,
            "ids": " ".join(telling.dispatch_ids) or None,
        }


def units(entry: Entry) -> Iterator[Row]:
    """Every number of every unit."""
    for number, unit in enumerate(entry.incident.units, 1):
        row: Row = {
            "incident_id": entry.incident.incident_id,
            "number": number,
            "unit": unit.name,
            "kind": unit.kind,
            "included": unit.included,
            "reasons": many([reason.code for reason in unit.reasons]),
            "start": unit.start,
            "end": unit.end or unit.start,
            "sides": many(unit.sides),
        }
        for name, bounds in unit.counts.items():
            yield {**row, "count": name, **(_bounds(bounds) if bounds else {})}


def curve(entry: Entry) -> Iterator[Row]:
    """Every change of a toll."""
    for number, point in enumerate(entry.incident.curve, 1):
        yield {
            "incident_id": entry.incident.incident_id,
            "number": number,
            "as_of": point.as_of,
            "outcome": point.outcome,
            "low": point.low,
            "best": point.best,
            "high": point.high,
            "dispatch": point.dispatch_id,
            "speaker": point.speaker,
        }


def flags(entry: Entry) -> Iterator[Row]:
    """Everything to look at."""
    for number, flag in enumerate(entry.incident.flags, 1):
        yield {
            "incident_id": entry.incident.incident_id,
            "number": number,
            "code": flag.code,
            "dispatch": flag.dispatch_id,
            "claims": many(flag.claims),
            "message": flag.message or None,
        }


ROWS: dict[str, Rows] = {
    "incidents": incidents,
    "tolls": tolls,
    "claims": claims,
    "dispatches": dispatches,
    "units": units,
    "curve": curve,
    "flags": flags,
}
"""How each table is filled, in the order of the tables."""


def many(values: Collection[str | None]) -> str | None:
    """Several values in one cell, each once and parted by `;`; None for none.

    >>> many(["b", "a", "b"]), many([])
    ('b; a', None)
    """
    return "; ".join(dict.fromkeys(filter(None, values))) or None if values else None


def _bounds(found: Bounds | OutcomeToll) -> Row:
    return {"low": found.low, "best": found.best, "high": found.high}
