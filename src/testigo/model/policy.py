"""A coding policy: the rules by which one set of claims becomes one set of counts, as a record.

A policy decides nothing about what a text says. It says what a vague word is worth, whose deaths count, which of two
reports holds, what a row of the dataset is, and what is left out and why. Every group of rules names its `source`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.circumstance import IncidentType
from testigo.model.claim import Outcome, People, SpeakerKind

UNVERIFIED = "unverified"
"""How a source begins that could not be opened: the rule is told from memory or from others."""

ConflictRule = Literal["reconcile", "lowest_until_corroborated", "most_recent_then_majority", "lowest_to_highest"]
"""Which of several figures holds: the best supported; the lowest until another has more voices; the most recent, else
what most say, else the lowest; all of them, from the lowest to the highest."""
ReasonCode = Literal[
    "no_day",
    "no_stated_incompatibility",
    "provisional",
    "too_few_deaths",
    "too_few_in_the_year",
    "type_not_coded",
]
"""Why an incident or a unit is out, or only provisional."""
UnitKind = Literal["incident", "dyad", "event_day"]
UnitScope = Literal[
    "incident", "state_dyad", "rival_dyad", "one_sided", "clash", "attack", "captives_killed", "captives"
]
"""What of an incident a unit covers: all of it; the state against an armed group; armed groups against one another; an
armed group against civilians; fighting of two sides; an attack without a fight; captives who were killed; captives."""
Bound = Literal["range", "low", "best", "high"]
REST: People = "unknown"
"""In the people of a count: those of the whole whom no class names."""


class Vague(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a word without a number is worth, where the ledger holds only its literal lower bound.

    `literal` is that bound, by which the word is known in every language (24: *dozens*); `what` shows such words to a
    reader. `worth` is the substitute, None for one that the codebook leaves blank; `up_to` a second value that the
    codebook allows, None where it knows one only.
    """

    literal: int
    what: str
    worth: int | None = None
    up_to: int | None = None
    source: str


class Bounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether *at least 20* keeps its open end, or is taken for 20."""

    at_least: Literal["open", "closed"]
    source: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of several figures for the same thing holds.

    `nearest` ranks kinds of speakers from the closest to the scene to the furthest, those of a row alike; the wire's
    own voice is `wire`. `stale_days`: a replaced figure that its own speaker is quoted with so long afterwards is an
    old one, printed again.
    """

    rule: ConflictRule
    nearest: tuple[tuple[SpeakerKind | Literal["wire"], ...], ...]
    stale_days: int
    source: str


class WhoCounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose fate counts: classes of people as the ledger knows them, after some were taken for civilians.

    `count` are the classes that are in, none for everybody. `perpetrators`: whether those of an armed group are in.
    `as_civilians` are classes that the codebook takes for civilians; `police_as_civilians` is a switch of its own,
    because codebooks do not agree. `unclassed`: whether people of whom no class is told are in, perhaps in (in the
    upper bound only), or out.
    """

    count: tuple[People, ...] = ()
    perpetrators: bool
    as_civilians: tuple[People, ...] = ()
    police_as_civilians: bool
    unclassed: Literal["in", "perhaps", "out"]
    source: str


class Outcomes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which outcomes have a figure at all."""

    count: tuple[Outcome, ...]
    source: str


class Captives(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of people who were abducted and then killed.

    `both_outcomes`: each outcome counts them. `killing`: they count as killed only. `own_unit`: as killed, in a unit of
    their own.
    """

    then_killed: Literal["both_outcomes", "killing", "own_unit"]
    source: str


class Days(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A total over several days: one unit with a range, or divided evenly with the odd one on the first day."""

    split: Literal["range", "evenly"]
    source: str


class Inclusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an incident must be to be in.

    `types` are incident types that are coded, none for all. `deaths` is the least number of counted dead, `yearly` what
    a dyad must reach in a year. `voices` are independent sources below which an entry is provisional. `natures` are the
    natures of armed groups (packs/actors) whose fight is over government or territory, where `incompatibility` asks so.
    """

    types: tuple[IncidentType, ...] = ()
    deaths: int = 0
    yearly: int | None = None
    voices: int = 1
    incompatibility: bool = False
    natures: tuple[str, ...] = ()
    source: str


class NotStated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands where nobody gave a count: nothing, or 0."""

    written: Literal["blank", "zero"]
    source: str


class CountRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number of a unit: its name in the dataset, the outcome and the people it counts, none for all who count.

    `unknown` among the people stands for those of the whole whom no class names.
    """

    name: str
    outcome: Outcome
    people: tuple[People, ...] = ()
    bound: Bound = "range"
    source: str


class UnitRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of row of the dataset: what of an incident it covers and which numbers it has.

    `doer`: whether the lower bound counts only those of whom a claim says who did it. `yearly` and `incompatibility`:
    whether these conditions of the inclusion hold for it.
    """

    name: str
    kind: UnitKind
    scope: UnitScope
    counts: tuple[str, ...]
    doer: bool = False
    yearly: bool = False
    incompatibility: bool = False
    source: str


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole policy. `reasons` are the sentences that reason codes stand for.

    >>> from testigo.packs.policy import policy
    >>> policy("ibc-like").people.police_as_civilians
    True
    """

    name: str
    version: str
    title: str
    note: str
    vague: tuple[Vague, ...] = ()
    bounds: Bounds
    conflict: Conflict
    people: WhoCounts
    outcomes: Outcomes
    captives: Captives
    days: Days
    inclusion: Inclusion
    not_stated: NotStated
    counts: tuple[CountRule, ...]
    units: tuple[UnitRule, ...]
    reasons: dict[ReasonCode, str]

    @property
    def label(self) -> str:
        """Name and version, as it stands beside every number counted under it."""
        return f"{self.name}/{self.version}"
