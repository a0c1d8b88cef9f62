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
ANY_ATTACK = "attack"
"""No type of its own: what shows an attack of whatever kind, as *attack* and *assailants* do."""
ONE_CHOSEN = "chosen"
"""No type of its own: what shows an assassination where one person is killed (*gunned down by insurgents*)."""
DatePrecision = Literal["hour", "day", "few_days", "week", "month", "year", "more", "unknown"]
PlacePrecision = Literal["exact", "settlement", "district", "admin1", "country", "sea_or_air", "unknown"]


class Place(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """A place in the dispatch's words and, once resolved, in a gazetteer's.

    `admin1` is its region of the first order, `admin1_code` that one's ISO 3166-2 code, `admin1_names` its other names.
    `lat`, `lon` and `gazetteer_id` are of the place itself or, where the gazetteer does not have it, of `within`: the
    smallest place around it that the gazetteer has. `candidates` counts what the name may still mean, 0 for an unknown.
    """

    text: str | None = None
    name: str | None = None
    admin1: str | None = None
    admin1_names: tuple[str, ...] = ()
    admin1_code: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    gazetteer_id: str | None = None
    candidates: int = 0
    within: str | None = None

    @property
    def spot(self) -> str | None:
        """The words for a street or a building in the town that it is named by; None of a place under its own name.

        >>> Place(name="Korum", text="Elm Street, Korum", within="Korum").spot, Place(name="Korum", text="Korum").spot
        ('Elm Street, Korum', None)
        """
        return self.text if self.name and self.name == self.within else None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of ISO days, both inclusive, with the words that say it."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = "unknown"
    text: str | None = None
