"""Accounts: one dispatch's telling of one incident, with its toll and the sums that were checked."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.actor import Basis, SideKind
from testigo.model.circumstance import DatePrecision, IncidentType, Place
from testigo.model.trace import Trace


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A side or a target, in the dispatch's words.

    `actor` is the registry's id where it is decided, `basis` how it is known that this side did it, and `claims` are
    the acts and claims of responsibility that say so.
    """

    text: str
    kind: SideKind
    actor: str | None = None
    basis: Basis | None = None
    claims: tuple[str, ...] = ()


class TollLine(msgspec.Struct, frozen=True, kw_only=True):
    """An account's count for one outcome and one class of people (`all` includes attackers).

    Invariant: low <= best <= high, where `high` None is open.
    """

    outcome: str
    people: str
    low: int
    best: int
    high: int | None
    claims: tuple[str, ...]
    why: tuple[str, ...]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of arithmetic between claims, and whether it holds; never silently mended.

    `sum`: the parts add up to the whole. `equal`: the parts add up to a figure that groups them otherwise.
    `rest`: the parts leave `rest` people of the whole.
    """

    kind: Literal["sum", "equal", "rest"]
    whole: str
    parts: tuple[str, ...]
    holds: bool
    rest: int | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One dispatch's telling of one incident. Dates are ISO days, None when the text gives no clue; by its
    `trace` other reports of the same are found.
    """

    id: str
    main: bool
    type: IncidentType
    start: str | None = None
    end: str | None = None
    date_precision: DatePrecision = "unknown"
    place: Place = Place()
    perpetrators: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    toll: tuple[TollLine, ...] = ()
    checks: tuple[Check, ...] = ()
    trace: Trace = Trace()
