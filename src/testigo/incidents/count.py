"""The count of one incident under a policy: a pure function of its tellings, in whatever order they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from testigo.incidents.captives import ABDUCTED, KILLED
from testigo.incidents.circumstances import circumstances_of
from testigo.incidents.inclusion import is_out, reasons_of
from testigo.incidents.known import in_order
from testigo.incidents.people import Counts, counts_of, exceeding, toll_of
from testigo.incidents.scopes import Scopes, hear, scopes_of
from testigo.incidents.units import Case, less, units_of
from testigo.model.claim import Toll
from testigo.model.incident import Bounds, Circumstances, Counted, OutcomeToll, Reason, Unit
from testigo.model.policy import Policy
from testigo.model.telling import Telling


def count(tellings: Sequence[Telling], policy: Policy) -> Counted:
    """What a policy makes of the tellings of one incident: its toll, its units, whether it is in, and what to look at.

    The same for any order of the tellings, and for tellings given twice. Raises ValueError for none.

    >>> from testigo.model.account import Account
    >>> from testigo.model.claim import Count
    >>> from testigo.model.record import DispatchHead
    >>> from testigo.packs.policy import policy
    >>> dead = Toll(id="c1", span=(0, 9), quote="Two clerks", account="a1", outcome="killed", people="officials",
    ...     count=Count(low=2, high=2, text="Two"))
    >>> account = Account(id="a1", main=True, type="armed_attack")
    >>> telling = Telling(account=account, claims=(dead,), dispatch=DispatchHead(id="d1", sha256=""))
    >>> count([telling], policy("ibc-like")).toll["killed"].by_people["civilians"].best
    2
    """
    ordered = once(tellings)
    return counted(ordered, circumstances_of(ordered), policy)


def counted(ordered: Sequence[Telling], what: Circumstances, policy: Policy) -> Counted:
    """The same of tellings in order, each once, whose circumstances are known."""
    heard = [hear(telling, policy) for telling in ordered]
    scopes = scopes_of(heard, policy)
    captives = next((each.captives for each in reversed(heard) if each.captives), None)
    counts = _counts(scopes, policy)
    toll = _toll(counts, captives, policy)
    reasons = reasons_of(policy, what, toll.get(KILLED), ordered)
    case = Case(policy=policy, what=what, counts=counts, captives=captives, doers=_doers(ordered), reasons=reasons)
    units = units_of(case)
    flags = (*scopes.flags, *(flag for o, each in counts.items() for flag in exceeding(scopes, o, each)))
    return Counted(
        policy=policy.label,
        included=not is_out(reasons) and any(unit.included for unit in units),
        reasons=_all_reasons(reasons, units),
        toll=_with_zeros(toll, policy),
        units=units,
        flags=flags,
    )


def once(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Tellings in order, each once."""
    ordered = in_order(tellings)
    each = {telling.account.id: telling for telling in ordered}
    return ordered if len(each) == len(ordered) else in_order(each.values())


def tolls_of(counts: Mapping[str, Counts], captives: Bounds | None, policy: Policy) -> dict[str, OutcomeToll]:
    """The tolls of outcomes that were counted, in the order of their names."""
    return _with_zeros(_toll(dict(sorted(counts.items())), captives, policy), policy)


def _counts(scopes: Scopes, policy: Policy) -> dict[str, Counts]:
    return {outcome: counts_of(scopes, outcome, policy) for outcome in scopes.outcomes()}


def _toll(counts: Mapping[str, Counts], captives: Bounds | None, policy: Policy) -> dict[str, OutcomeToll]:
    """The totals of the outcomes that the policy counts; captives who were killed count as killed alone where it says
    so.
    """
    found: dict[str, OutcomeToll] = {}
    for outcome, each in counts.items():
        counted = each
        if captives and outcome == ABDUCTED and policy.captives.then_killed == "killing":
            counted = msgspec.structs.replace(each, whole=less(each.whole, captives.best))
        total = toll_of(counted, policy.people) if outcome in policy.outcomes.count else None
        if total is not None:
            found[outcome] = total
    return found


def _doers(tellings: Sequence[Telling]) -> frozenset[str]:
    return frozenset([c.id for t in tellings for c in t.claims if isinstance(c, Toll) and c.by])


def _all_reasons(reasons: tuple[Reason, ...], units: tuple[Unit, ...]) -> tuple[Reason, ...]:
    """The incident's own and, where none of its units is in, theirs."""
    of_units = () if any(unit.included for unit in units) else (r for unit in units for r in unit.reasons)
    return tuple(dict.fromkeys((*reasons, *of_units)))


def _with_zeros(toll: dict[str, OutcomeToll], policy: Policy) -> dict[str, OutcomeToll]:
    """Outcomes that nobody states are left out or 0, as the policy writes them."""
    if policy.not_stated.written == "blank":
        return toll
    zero = OutcomeToll(low=0, best=0, high=0, why=("not_stated_is_zero",))
    return {outcome: toll.get(outcome, zero) for outcome in policy.outcomes.count}
