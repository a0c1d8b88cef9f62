"""Incidents added up by month and place, and over the periods of reported tallies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from testigo.incidents.inclusion import PROVISIONAL
from testigo.incidents.tallies.months import MONTH, last_day
from testigo.model.incident import Incident
from testigo.model.tally import INCIDENTS, Computed, Reported, Total

NOT_VIOLENCE = "not_violence"
NO_FIGURE = "no_figure"
_VAGUE = frozenset({"year", "more"})
"""Precisions of a date that tell no month."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be counted: the measure, under which policy, as of which day, and whether regions are told apart."""

    measure: str
    policy: str
    as_of: str | None = None
    by_admin1: bool = False


def month_of(incident: Incident) -> str | None:
    """The month in which an incident began; None where its date tells none.

    >>> month_of(Incident(incident_id="i1", policy="literal/1", type="bombing", start="2019-11-30"))
    '2019-11'
    """
    if incident.start is None or incident.date_precision in _VAGUE:
        return None
    return incident.start[:MONTH]


def total(incidents: Iterable[Incident], measure: str) -> Total:
    """The sum of a measure over incidents. What is left out is counted once, by the first reason that there is.

    >>> total([Incident(incident_id="i1", policy="literal/1", type="bombing")], "killed").left_out
    {'no_figure': 1}
    """
    low = best = counted = open_ended = 0
    high = 0
    left_out: dict[str, int] = {}
    for incident in incidents:
        reason = _why_out(incident, measure)
        if reason is not None:
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        bounds = (1, 1, 1) if measure == INCIDENTS else _bounds(incident, measure)
        counted += 1
        low, best, high = low + bounds[0], best + bounds[1], high + (bounds[2] or 0)
        open_ended += bounds[2] is None
    return Total(
        low=low,
        best=best,
        high=None if open_ended else high,
        counted=counted,
        open_ended=open_ended,
        left_out=dict(sorted(left_out.items())),
    )


def _bounds(incident: Incident, measure: str) -> tuple[int, int, int | None]:
    toll = incident.toll[measure]
    return toll.low, toll.best, toll.high


def _why_out(incident: Incident, measure: str) -> str | None:
    if not incident.included:
        return next((reason.code for reason in incident.reasons if reason.code != PROVISIONAL), PROVISIONAL)
    if incident.type == NOT_VIOLENCE:
        return NOT_VIOLENCE
    return None if measure == INCIDENTS or measure in incident.toll else NO_FIGURE


def by_month(incidents: Iterable[Incident], asked: Asked, reported: Sequence[Reported] = ()) -> list[Computed]:
    """One tally for each month and country – and region, where asked – that has an incident, those without a day last.

    An incident counts for the month in which it began. Beside it stand tallies reported for the very same.
    """
    cells: dict[tuple[str, str, str], list[Incident]] = {}
    for incident in incidents:
        admin1 = incident.place.admin1 or "" if asked.by_admin1 else ""
        cell = (month_of(incident) or "~", incident.place.country or "", admin1)
        cells.setdefault(cell, []).append(incident)
    return [_cell(*cell, cells[cell], asked, reported) for cell in sorted(cells)]


def _cell(
    month: str, country: str, admin1: str, found: Sequence[Incident], asked: Asked, reported: Sequence[Reported]
) -> Computed:
    computed = Computed(
        measure=asked.measure,
        policy=asked.policy,
        as_of=asked.as_of,
        month=None if month == "~" else month,
        start=None if month == "~" else f"{month}-01",
        end=None if month == "~" else last_day(month),
        country=country or None,
        admin1=admin1 or None,
        total=total(found, asked.measure),
    )
    beside = tuple(one for one in reported if computed.month and _same(one, computed))
    return msgspec.structs.replace(computed, reported=beside)


def _same(one: Reported, computed: Computed) -> bool:
    where = (one.country, one.admin1) == (computed.country, computed.admin1)
    when = (one.start, period_end(one)) == (computed.start, computed.end)
    return where and when and one.measure == computed.measure and one.extent in ("country", "admin1")


def period_end(one: Reported) -> str | None:
    """The last day that a reported tally can cover: as its text says, else the day of its publication."""
    return one.end or one.published


def beside_reported(incidents: Sequence[Incident], asked: Asked, reported: Iterable[Reported]) -> list[Computed]:
    """For each reported tally of a whole country or region and a period, what the ledger's incidents add up to."""
    return [
        _over(incidents, asked, one)
        for one in reported
        if one.measure == asked.measure and one.extent in ("country", "admin1") and one.start and period_end(one)
    ]


def _over(incidents: Sequence[Incident], asked: Asked, one: Reported) -> Computed:
    start, end = one.start or "", period_end(one) or ""
    of_place = [
        incident
        for incident in incidents
        if incident.place.country == one.country and one.admin1 in (None, incident.place.admin1)
    ]
    within = [
        incident for incident in of_place if month_of(incident) is not None and start <= (incident.start or "") <= end
    ]
    return Computed(
        measure=asked.measure,
        policy=asked.policy,
        as_of=asked.as_of,
        start=start,
        end=end,
        country=one.country,
        admin1=one.admin1,
        total=total(within, asked.measure),
        reported=(one,),
    )
