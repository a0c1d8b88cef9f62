"""How an incident came to be known: its counts, who tells of it, what its flags set against each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from testigo.incidents.ruled import ruled
from testigo.ledger.shelf import Known
from testigo.ledger.view import View
from testigo.model.claim import Toll
from testigo.model.decision import Decision, standing
from testigo.model.incident import Incident
from testigo.model.moment import DAY, instant
from testigo.model.policy import Policy
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling

Status = Literal["counted", "later", "withdrawn", "rejected"]


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch that tells of an incident: `main` where it is its news, `tolls` what it counts.

    `status` says whether it is counted on the day that is asked about, came later, was withdrawn or replaced by its
    desk, or was thrown out by a person. `original` is the dispatch whose text it retells, None where it has its own.
    """

    dispatch: DispatchHead
    at: str | None
    main: bool
    status: Status
    original: DispatchHead | None = None
    tolls: tuple[Toll, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An incident under a policy, with everybody who tells of it in the order of publication, and what people ruled.

    `incident` is None where nothing of it stands on the day; `aliases` are names that it had before.
    """

    incident_id: str
    aliases: tuple[str, ...]
    accepted: bool
    incident: Incident | None
    tellers: tuple[Teller, ...]
    decisions: tuple[Decision, ...]
    state: int


def story(view: View, name: str, policy: Policy) -> Story:
    """The story of what a name means: an incident, an account or a claim.

    Raises LedgerError for a name that means nothing, or several things (T-L020 to T-L023).
    """
    known = view.incident(name)
    return Story(
        incident_id=known.id,
        aliases=known.aliases,
        accepted=known.accepted,
        incident=ruled(known, policy, view.as_of),
        tellers=_tellers(known, view.as_of),
        decisions=known.decisions,
        state=known.state,
    )


def _tellers(known: Known, as_of: str | None) -> tuple[Teller, ...]:
    stand = {telling.account.id for telling in known.tellings}
    thrown = _thrown_out(known.decisions)
    return tuple(
        Teller(
            dispatch=telling.dispatch,
            at=telling.at,
            main=telling.account.main,
            status="counted" if telling.account.id in stand else _gone(telling, thrown, as_of),
            original=telling.original,
            tolls=tuple(claim for claim in telling.claims if isinstance(claim, Toll)),
        )
        for telling in known.everything
    )


def _thrown_out(decisions: Iterable[Decision]) -> set[str]:
    rejected = (decision for decision in standing(list(decisions)) if decision.kind == "reject")
    return {account for decision in rejected for group in decision.accounts for account in group}


def _gone(telling: Telling, thrown: set[str], as_of: str | None) -> Status:
    if telling.account.id in thrown:
        return "rejected"
    return "later" if as_of and not (telling.at and instant(telling.at)[:DAY] <= as_of) else "withdrawn"
