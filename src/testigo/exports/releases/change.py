"""What differs between two releases: incidents, fields and figures, each with the reasons that the releases give."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from testigo.exports.releases.fates import FateCode
from testigo.exports.releases.shape import shape

Kind = Literal["came", "went", "changed"]
CauseCode = (
    FateCode
    | Literal[
        "new_dispatches",
        "dispatches_withdrawn",
        "dispatches_not_known",
        "dispatches_thrown_out",
        "dispatches_elsewhere",
        "dispatches_counted",
        "dispatches_retold",
        "joined",
        "parted",
        "claims_corrected",
        "claims_rejected",
        "claims_restored",
        "claims_adopted",
        "claims_read_anew",
        "ruling",
        "policy",
        "as_of",
        "profile",
        "reader",
        "program",
        "was_left_out",
        "unexplained",
    ]
)
CAUSES: tuple[str, ...] = tuple(code for part in get_args(CauseCode) for code in get_args(part))


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason, as a code and in words; `about` are the dispatches, claims or incidents that it is about.

    `ruling` numbers the ruling that it is.
    """

    code: CauseCode
    sentence: str
    about: tuple[str, ...] = ()
    ruling: int | None = None


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """A figure; a high of None is open."""

    low: int
    best: int
    high: int | None


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """One figure before and now; None is not stated.

    It is a toll, by outcome and class of people, or a number of the policy's own, by its name and its row.
    """

    outcome: str
    people: str
    old: Bounds | None
    new: Bounds | None


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and now, as the tables write it; empty is not stated."""

    field: str
    old: str
    new: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One incident that came, went or changed. `what` are its type, place and first day in the release that has it."""

    incident_id: str
    kind: Kind
    what: tuple[str, ...] = ()
    causes: tuple[Cause, ...]
    figures: tuple[FigureChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two releases."""

    version: str
    name: str
    incidents: int


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between two releases. `circumstances` hold for the whole of them."""

    old: Side
    new: Side
    circumstances: tuple[Cause, ...] = ()
    changes: tuple[Change, ...] = ()


def cause(code: CauseCode, about: tuple[str, ...] = (), **words: str) -> Cause:
    """A reason with its sentence.

    >>> cause("policy", old="literal/1", new="ibc-like/1").sentence
    'another policy: literal/1, now ibc-like/1'
    """
    return Cause(code=code, sentence=shape().words[code].format(**words), about=about)
