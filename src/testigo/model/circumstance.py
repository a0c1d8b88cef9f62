"""The circumstances of a happening: its type, its time and its place."""

from __future__ import annotations

from typing import Literal

import msgspec

IncidentType = Literal[
    "armed_clash",
    "armed_attack",
    "ambush",
    "assassination",
    "massacre/execution",
    "bombing",
    "air_or_drone_strike",
    "shelling",
    "abduction",
    "arson_or_destruction",
    "sexual_violence",
    "torture",
    "mob_violence",
    "riot",
    "excessive_force",
    "protest",
    "arrest_or_raid",
    "seizure",
    "territory_change",
    "threat",
    "agreement",
    "not_violence",
]
DatePrecision = Literal["hour", "day", "few_days", "week", "month", "year", "more", "unknown"]
PlacePrecision = Literal["exact", "settlement", "district", "admin1", "country", "sea_or_air", "unknown"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the dispatch's words and, once resolved, in a gazetteer's."""

    text: str | None = None
    name: str | None = None
    admin1: str | None = None
    admin1_names: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    gazetteer_id: str | None = None
    candidates: int = 0


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of ISO days, both inclusive, with the words that say it."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    text: str | None = None
