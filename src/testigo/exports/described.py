"""What several exporters say alike of an incident: its sources, its place, its figures, a number that stays its own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import get_args
from urllib.parse import urlsplit

from testigo.exports.entry import Entry
from testigo.model.circumstance import Place
from testigo.model.claim import Outcome, Toll
from testigo.model.incident import Bounds, OutcomeToll
from testigo.packs.schema import countries

_BITS = 53
"""Bits of a number that every tool still holds exactly, also those that know floating numbers alone."""


def number_of(*parts: str) -> int:
    """A number that is the same for the same parts in every export.

    >>> number_of("i1", "Battles") == number_of("i1", "Battles") < 2**53
    True
    """
    made = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made, "big") >> (64 - _BITS)


def country_name(place: Place) -> str | None:
    """The English name of a place's country; None where it has none."""
    country = countries().get(place.country or "")
    return country.name if country else None


def where(place: Place) -> str:
    """Place, region and country, each once; of a spot in a town what reports call it, where that may be shown.

    >>> where(Place(name="Villa Unión", admin1="Coahuila", country="MX"))
    'Villa Unión, Coahuila, Mexico'
    >>> where(Place(name="Korum", text="Elm Street, Korum", within="Korum", country="US"))
    'Elm Street, Korum, United States'
    """
    named = place.spot or place.name
    return ", ".join(dict.fromkeys(part for part in (named, place.admin1, country_name(place)) if part))


def web_address(url: str | None) -> str | None:
    """An address where it is one of the web, else None: nothing else is to become a link.

    >>> web_address("https://news.example/1"), web_address("javascript:alert(1)")
    ('https://news.example/1', None)
    """
    if not url or url.split() != [url]:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    return url if parts.scheme in _WEB and "." in host else None


_WEB = ("http", "https")


def plain(text: str | None) -> str | None:
    """Text in plain Latin letters where its letters have them.

    >>> plain("Villa Unión")
    'Villa Union'
    """
    if text is None:
        return None
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def publishers(entry: Entry) -> list[str]:
    """Whose texts tell of it, in order of publication, each once; a text of nobody's name is not among them."""
    heads = (telling.dispatch for telling in entry.tellings)
    return list(dict.fromkeys(name for head in heads if (name := head.publisher or head.agency)))


def days(entry: Entry) -> list[str]:
    """Days of publication of its dispatches, those that are known."""
    return list(dict.fromkeys(telling.at[:10] for telling in entry.tellings if telling.at))


def speakers(entry: Entry, claims: Iterable[str] | None = None) -> list[str]:
    """Who is said to say its counts of people, each once; only those of some claims where these are given."""
    asked = None if claims is None else {*claims}
    found = (
        speaker.text
        for _, claim in entry.claims()
        if isinstance(claim, Toll) and (asked is None or claim.id in asked)
        for speaker in claim.attribution[:1]
    )
    return list(dict.fromkeys(found))


def bounds(found: Bounds | OutcomeToll) -> str:
    """A figure with its bounds.

    >>> bounds(Bounds(low=6, best=22, high=22)), bounds(Bounds(low=3, best=3, high=None))
    ('22 (6 to 22)', '3 or more')
    """
    if found.high is None:
        return f"{found.best} or more" if found.low == found.best else f"{found.best} ({found.low} or more)"
    return str(found.best) if found.low == found.high else f"{found.best} ({found.low} to {found.high})"


def in_order(entry: Entry) -> list[tuple[str, OutcomeToll]]:
    """Its tolls, the dead first."""
    toll = entry.incident.toll
    return [(outcome, toll[outcome]) for outcome in get_args(Outcome) if outcome in toll]


def figures(entry: Entry) -> str:
    """Its tolls in a line, with whom they come from.

    >>> from testigo.model.incident import Incident
    >>> toll = {"killed": OutcomeToll(low=6, best=22, high=22)}
    >>> figures(Entry(incident=Incident(incident_id="i1", policy="literal/1", type="bombing", toll=toll), tellings=()))
    'killed 22 (6 to 22)'
    """
    told = []
    for outcome, toll in in_order(entry):
        said = speakers(entry, toll.claims)
        by = f" (on the word of: {', '.join(said)})" if said else ""
        told.append(f"{outcome.replace('_', ' ')} {bounds(toll)}{by}")
    return "; ".join(told)
