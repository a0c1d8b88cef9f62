"""The place of an account as the output has it, made of what was chosen for it; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from testigo.accounts.weighing import kind_of
from testigo.model.circumstance import Place, PlacePrecision
from testigo.model.record import Issue
from testigo.model.toponym import Candidate, Located, PlaceKind, Toponym
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key

_PRECISION: Mapping[PlaceKind, PlacePrecision] = {
    "exact": "exact", "settlement": "settlement", "quarter": "district", "district": "district", "sea": "sea_or_air",
    "region": "admin1", "admin1": "admin1", "country": "country",
}  # fmt: skip


class Choice(msgspec.Struct, frozen=True):
    """Where an account happened: the place named, its country, and the smallest known place around an unknown one.

    `filed`: nothing but the dateline of an agency tells of it, which says in which country it happened, and no more.
    """

    located: Located
    country: str | None
    around: Candidate | None = None
    filed: bool = False


def place_of(choice: Choice, gazetteer: Gazetteer) -> Place:
    """The place as the output has it: of an undecided one nothing but what all its meanings share."""
    if choice.filed and choice.country and (land := gazetteer.coded(choice.country)):
        return _country_alone(land)
    located, toponym = choice.located, choice.located.toponym
    own = located.place if toponym.kind != "exact" else None
    known = own or (choice.around if not located.meant or toponym.kind == "exact" else None)
    region = _region(known, gazetteer)
    return Place(
        text=toponym.words or toponym.name,
        name=own.name if own else _address(toponym, known),
        admin1=region.name if region else None,
        admin1_names=region.also if region else (),
        admin1_code=region.code if region else None,
        country=known.country if known else _country(choice),
        lat=known.lat if known else None,
        lon=known.lon if known else None,
        precision=_PRECISION[kind_of(located)],
        gazetteer_id=f"geonames:{known.id}" if known and known.id > 0 else None,
        candidates=len(located.meant) if toponym.kind != "exact" else 0,
        within=known.name if known and not own else None,
    )


def _country_alone(land: Candidate) -> Place:
    """A country as the place of what no sentence places."""
    return Place(
        name=land.name,
        country=land.country,
        lat=land.lat,
        lon=land.lon,
        precision="country",
        gazetteer_id=f"geonames:{land.id}",
        candidates=1,
    )


def _address(toponym: Toponym, around: Candidate | None) -> str:
    """A street or a building by itself is found nowhere: with the town that it stands in, or that alone where it has no
    other name (*una escuela de Korum*).
    """
    if toponym.kind != "exact" or around is None or around.kind != "settlement":
        return toponym.name
    called_after_it = key(toponym.name).endswith(f" {key(around.name)}")
    return around.name if called_after_it else f"{toponym.name}, {around.name}"


def _country(choice: Choice) -> str | None:
    """The country of a place of which nothing more is known."""
    meant = {c.country for c in choice.located.meant}
    if not meant:
        return choice.country
    return meant.pop() if len(meant) == 1 else None


def _region(place: Candidate | None, gazetteer: Gazetteer) -> Candidate | None:
    """The region of the first order that a place is, or lies in; a region by custom stands for one itself."""
    if place is None or place.kind in ("admin1", "region"):
        return place
    return gazetteer.place(place.admin1) if place.admin1 is not None else None


def issue_of(located: Located, place: Place) -> Issue | None:
    """What a person should look at: a name that the gazetteer lacks, or one that means several places."""
    toponym = located.toponym
    if toponym.kind == "exact" or len(located.meant) == 1:
        return None
    if not located.meant:
        message = (
            f"the gazetteer has no place {toponym.name!r} where the dispatch speaks of; the account keeps the words"
        )
        return Issue(code="unknown_place", span=toponym.span, message=message)
    meant = "; ".join(f"{c.name}, {c.country} (geonames:{c.id})" for c in located.meant)
    return Issue(code="undecided_place", span=toponym.span, message=f"{place.text!r} may be any of: {meant}")
