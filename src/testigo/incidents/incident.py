"""The record of one incident: its tellings that were known on a day, counted under a policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testigo.incidents.circumstances import circumstances_of
from testigo.incidents.count import counted, once
from testigo.incidents.curve import curve_of, curve_of_one
from testigo.incidents.known import known_on
from testigo.model.incident import Incident
from testigo.model.policy import Policy
from testigo.model.telling import Telling


def incident_of(key: str, tellings: Sequence[Telling], policy: Policy, as_of: str | None = None) -> Incident | None:
    """The incident of the id `key` as it was known at the end of the ISO day `as_of` (None: as it is known now).

    None where nobody had told of it by then.

    >>> from testigo.packs.policy import policy
    >>> incident_of("i1", [], policy("literal")) is None
    True
    """
    known = once(known_on(tellings, as_of))
    if not known:
        return None
    what = circumstances_of(known)
    found = counted(known, what, policy)
    return Incident(
        incident_id=key,
        policy=found.policy,
        as_of=as_of,
        dispatch_ids=_dispatches(known),
        main_dispatch_ids=_dispatches([telling for telling in known if telling.account.main]),
        type=what.type,
        start=what.start,
        end=what.end,
        date_precision=what.date_precision,
        place=what.place,
        perpetrators=what.perpetrators,
        names=what.names,
        included=found.included,
        reasons=found.reasons,
        toll=found.toll,
        units=found.units,
        curve=curve_of_one(known[0], found.toll) if len(known) == 1 else curve_of(known, policy),
        flags=found.flags,
    )


def _dispatches(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Ids of every delivery of the tellings' dispatches, each once."""
    return tuple(dict.fromkeys([i for t in tellings for i in (t.dispatch_ids or (t.dispatch.id,))]))
