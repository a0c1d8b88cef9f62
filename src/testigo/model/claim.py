"""Claims: single assertions read from a dispatch, each with its exact words and its speaker.

The fields are those of the output contract `testigo/1` (docs/reference/output.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from testigo.model.circumstance import IncidentType, Place, Time
from testigo.model.dispatch import Span

Outcome = Literal[
    "killed",
    "injured",
    "missing",
    "abducted",
    "released",
    "arrested",
    "surrendered",
    "displaced",
    "sexual_violence",
]
People = Literal[
    "civilians",
    "police",
    "military",
    "other_security",
    "officials",
    "armed_group",
    "journalists",
    "aid_workers",
    "prisoners",
    "mixed",
    "unknown",
]
Side = Literal["forces", "armed_group", "unarmed"]
SIDES: Mapping[str, Side] = {
    "police": "forces",
    "military": "forces",
    "other_security": "forces",
    "armed_group": "armed_group",
    "civilians": "unarmed",
    "officials": "unarmed",
    "journalists": "unarmed",
    "aid_workers": "unarmed",
    "prisoners": "unarmed",
}
"""The side on which people of a class stand: nobody of one side is counted among people of another."""
Sex = Literal["women", "men"]
Age = Literal["children", "adults", "elderly"]
Stance = Literal["asserted", "alleged", "denied", "hypothetical"]
SpeakerKind = Literal[
    "official",
    "police",
    "military",
    "government",
    "court",
    "medical",
    "witness",
    "relative",
    "suspect",
    "armed_group",
    "media",
    "ngo",
    "unnamed",
]
Scope = Literal["explicit", "probable", "ambiguous"]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """Literal bounds of a worded number: `low <= n`, and `n <= high` unless `high` is None (open).

    >>> Count(low=60, high=None, text="At least 60")
    Count(low=60, high=None, approx=False, text='At least 60')
    """

    low: int
    high: int | None
    approx: bool = False
    text: str


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to whom a claim is attributed, in the dispatch's words."""

    text: str
    span: Span
    kind: SpeakerKind


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A person's name as printed."""

    text: str
    span: Span


class Claim(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every claim has: where it stands, who says it, how firmly, and which rule read it.

    `confidence` lies in [0, 1]; `account` is None for tallies and for sums over several incidents.
    """

    id: str
    span: Span
    quote: str
    attribution: tuple[Speaker, ...] = ()
    scope_confidence: Scope = "explicit"
    stance: Stance = "asserted"
    account: str | None = None
    reader: str = "rules"
    reader_version: str = ""
    rule: str = ""
    confidence: float = 1.0


class Toll(Claim, frozen=True, kw_only=True, tag="toll"):
    """How many people had which outcome.

    `adopted_by` is who took it over from a model; what the rules read has no such field.
    """

    outcome: Outcome
    people: People
    people_text: str | None = None
    count: Count
    sex: Sex | None = None
    age: Age | None = None
    nationality: str | None = None
    part_of: str | None = None
    by: str | None = None
    names: tuple[Name, ...] = ()
    adopted_by: str | msgspec.UnsetType = msgspec.UNSET


class Force(Claim, frozen=True, kw_only=True, tag="force"):
    """How many people took part or were deployed; never a toll."""

    count: Count
    side: People


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What a tally covers; `stated_end` tells whether the text itself says where it ends."""

    start: str | None = None
    end: str | None = None
    stated_end: bool = False


class Tally(Claim, frozen=True, kw_only=True, tag="tally"):
    """A reported running count over a period and a place that is not one incident."""

    measure: str
    count: Count
    place: str | None = None
    period: Period = Period()
    comparison: str | None = None


class Act(Claim, frozen=True, kw_only=True, tag="act"):
    """Something violent, or directly connected with violence, that happened."""

    type: IncidentType
    actor: str | None = None
    target: str | None = None
    instrument: str | None = None
    time: Time | None = None
    place: Place | None = None


class Lineage(Claim, frozen=True, kw_only=True, tag="lineage"):
    """How one armed actor descends from, leads or fights another."""

    subject: str
    relation: Literal[
        "splinter_of",
        "founded_by",
        "armed_wing_of",
        "led_by",
        "allied_with",
        "rival_of",
        "alias_of",
        "successor_of",
    ]
    object: str
    place: Place | None = None
    time: Time | None = None
    flags: tuple[str, ...] = ()


class Responsibility(Claim, frozen=True, kw_only=True, tag="responsibility"):
    """Who is said to be behind it, and how that is known."""

    side: str
    basis: Literal["claimed", "blamed", "insignia", "suspects", "unnamed"]


class Motive(Claim, frozen=True, kw_only=True, tag="motive"):
    """The stated aim, in the words used."""

    text: str


class Response(Claim, frozen=True, kw_only=True, tag="response"):
    """What the authorities did; `duration` is ISO 8601 where the text gives one."""

    actor: str | None = None
    text: str
    duration: str | None = None


AnyClaim = Toll | Act | Force | Tally | Lineage | Responsibility | Motive | Response
