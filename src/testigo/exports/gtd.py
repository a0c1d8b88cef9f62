"""In the manner of GTD: attacks with the attackers' dead set apart. Whether one was terrorism a person has to say.

Source of fields and codes: packs/schemas/gtd-like.toml (the codebook could not be opened).
"""

from __future__ import annotations

from collections.abc import Iterable

from testigo.exports import described, sides
from testigo.exports.entry import Entry
from testigo.exports.out import Out
from testigo.exports.rows import Made, lacking, left_out, put_rows
from testigo.model.claim import Force
from testigo.model.incident import Unit
from testigo.model.schema import Row
from testigo.packs.schema import countries, schema

NAME = "gtd-like"
_UNKNOWN, _NOT_KNOWN = -9, -99
_RELEASED, _NOT_TOLD = 2, 7
_DIGITS = 8
"""Digits behind the day; with it the number is one that every tool holds exactly."""


def write(entries: Iterable[Entry], out: Out) -> None:
    """Write the attacks."""
    put_rows(entries, out, schema(NAME).table(), attacks)


def attacks(entry: Entry) -> Made:
    """The one attack that an incident is, or why it is none."""
    incident, words = entry.incident, schema(NAME).words
    for unit in incident.units:
        if unit.kind != "incident":
            continue
        if not unit.included:
            yield from left_out(entry, unit)
        elif incident.place.country not in countries():
            yield lacking(entry, "no_place", words["no_place"])
        elif incident.start is None:
            yield lacking(entry, "no_day", words["no_day"])
        else:
            yield _attack(entry, unit, incident.start)


def _attack(entry: Entry, unit: Unit, start: str) -> Row:
    incident = entry.incident
    end = incident.end or start
    number = described.number_of(incident.incident_id) % 10**_DIGITS
    to_the_day = incident.date_precision in {"hour", "day", "few_days"}
    counts = {name: found.best if found else None for name, found in unit.counts.items()}
    row: Row = {
        "eventid": int(f"{start.replace('-', '')}{number:0{_DIGITS}}"),
        "iyear": int(start[:4]),
        "imonth": int(start[5:7]) if incident.date_precision not in {"year", "more"} else 0,
        "iday": int(start[8:10]) if to_the_day else 0,
        "approxdate": f"{start} to {end}" if end != start else None,
        "extended": int(end != start and to_the_day),
        "summary": described.figures(entry) or None,
        "doubtterr": 1,
        "nperps": _attackers(entry),
        "nperpcap": _or_unknown(counts.get("nperpcap")),
        **{name: counts.get(name) for name in ("nkill", "nkillter", "nwound", "nwoundte")},
        "dbsource": f"Testigo {incident.policy}",
    }
    return row | _where(entry) | _kinds(entry) | _groups(entry) | _captives(entry, counts) | _sources(entry)


def _where(entry: Entry) -> Row:
    place, country = entry.incident.place, countries()[entry.incident.place.country or ""]
    return {
        "country_txt": country.name,
        "region": country.gtd_region,
        "region_txt": schema(NAME).code("region", str(country.gtd_region), "name"),
        "provstate": place.admin1,
        "city": described.plain(place.name) if place.precision in {"exact", "settlement"} else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "specificity": schema(NAME).code("place_precision", place.precision, "prec"),
        "location": described.where(place),
    }


def _kinds(entry: Entry) -> Row:
    shape, kind = schema(NAME), entry.incident.type
    taken = shape.code("type", "abduction", "attack")
    first = shape.code("type", kind, "attack")
    met = [shape.code("target", people, "target") for people in sides.hurt(entry)]
    targets = [*dict.fromkeys(code for code in met if code is not None), None, None]
    things = any(side.kind in {"place", "thing"} for telling in entry.tellings for side in telling.account.targets)
    return {
        "attacktype1": first,
        "attacktype2": taken if "abducted" in entry.incident.toll and first != taken else None,
        "weaptype1": shape.code("type", kind, "weapon"),
        "targtype1": targets[0],
        "targtype2": targets[1],
        "property": 1 if things else _UNKNOWN,
    }


def _groups(entry: Entry) -> Row:
    named = sides.groups(entry)
    names = [*(actor.name for actor in named), None, None, None]
    claimed = any(side.basis == "claimed" for side in entry.incident.perpetrators)
    codes = (schema(NAME).code("nature", actor.nature, "alternative") for actor in named)
    return {
        "gname": names[0] or schema(NAME).words["unknown"],
        "gname2": names[1],
        "gname3": names[2],
        "guncertain1": None if not named else int(not claimed),
        "claimed": int(claimed),
        "alternative": next((code for code in codes if code is not None), None),
    }


def _captives(entry: Entry, counts: dict[str, int | None]) -> Row:
    taken, free = counts.get("nhostkid"), counts.get("nreleased")
    return {
        "ishostkid": int(bool(taken)),
        "nhostkid": taken,
        "hostkidoutcome": (_RELEASED if free else _NOT_TOLD) if taken else None,
        "nreleased": _or_unknown(free) if taken else None,
    }


def _sources(entry: Entry) -> Row:
    told = (
        ", ".join(part for part in (head.publisher or head.agency, (at or "")[:10], head.headline, head.url) if part)
        for head, at in ((telling.dispatch, telling.at) for telling in entry.tellings)
    )
    cited = [*dict.fromkeys(one for one in told if one), None, None, None]
    return {"scite1": cited[0], "scite2": cited[1], "scite3": cited[2]}


def _attackers(entry: Entry) -> int:
    """The largest number of attackers that a claim tells of: those who came later are among them."""
    told = (
        claim.count.low for _, claim in entry.claims() if isinstance(claim, Force) and claim.side == sides.ATTACKERS
    )
    return max(told, default=_NOT_KNOWN)


def _or_unknown(count: int | None) -> int:
    return _NOT_KNOWN if count is None else count
