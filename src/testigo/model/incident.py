"""An incident: one violent happening as many dispatches tell it, counted under one policy as of one day."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.account import Participant
from testigo.model.circumstance import DatePrecision, IncidentType, Place
from testigo.model.policy import ReasonCode, UnitKind, UnitScope
from testigo.model.record import SCHEMA

FlagCode = Literal["stale_repeat", "category_contradiction", "downward_revision", "parts_exceed_whole"]


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A count with the claims it rests on and the rules that made it: low <= best <= high; `high` None is open."""

    low: int
    best: int
    high: int | None
    claims: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class OutcomeToll(msgspec.Struct, frozen=True, kw_only=True):
    """How many people had an outcome: those who count under the policy, and class by class who was told of.

    `by_people` holds every class, also those that the policy leaves out of the total.
    """

    low: int
    best: int
    high: int | None
    claims: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    by_people: dict[str, Bounds] = {}


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is out, or provisional: a code of the policy with its sentence, or a person's own words."""

    code: ReasonCode | Literal["rejected"]
    sentence: str


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One row that a dataset would have of the incident. `counts` are its numbers by their names there, `scope` what of
    the incident it covers.

    A unit that is out has its numbers all the same. `sides` are as the accounts word them or as the policy calls them.
    """

    name: str
    kind: UnitKind
    scope: UnitScope = "incident"
    included: bool
    reasons: tuple[Reason, ...] = ()
    start: str | None = None
    end: str | None = None
    sides: tuple[str, ...] = ()
    counts: dict[str, Bounds | None] = {}


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person should look at, with the dispatch it is about."""

    code: FlagCode
    dispatch_id: str
    message: str
    claims: tuple[str, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a toll: the day, what was known from then on, and the dispatch and the speaker that changed it."""

    as_of: str | None
    outcome: str
    low: int
    best: int
    high: int | None
    dispatch_id: str
    speaker: str | None = None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy makes of an incident's tellings. `toll` is by outcome; one without an entry is not stated."""

    policy: str
    included: bool
    reasons: tuple[Reason, ...] = ()
    toll: dict[str, OutcomeToll] = {}
    units: tuple[Unit, ...] = ()
    flags: tuple[Flag, ...] = ()


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of incident it was, when, where and whose doing. `why` names the rules that chose."""

    type: IncidentType
    start: str | None = None
    end: str | None = None
    date_precision: DatePrecision = "unknown"
    place: Place = Place()
    perpetrators: tuple[Participant, ...] = ()
    names: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One object of `testigo incidents`, in the output contract `testigo/1` (docs/reference/output.md)."""

    schema: str = SCHEMA
    incident_id: str
    policy: str
    as_of: str | None = None
    dispatch_ids: tuple[str, ...] = ()
    main_dispatch_ids: tuple[str, ...] = ()
    type: IncidentType
    start: str | None = None
    end: str | None = None
    date_precision: DatePrecision = "unknown"
    place: Place = Place()
    perpetrators: tuple[Participant, ...] = ()
    names: tuple[str, ...] = ()
    included: bool = True
    reasons: tuple[Reason, ...] = ()
    toll: dict[str, OutcomeToll] = {}
    units: tuple[Unit, ...] = ()
    curve: tuple[Point, ...] = ()
    flags: tuple[Flag, ...] = ()
