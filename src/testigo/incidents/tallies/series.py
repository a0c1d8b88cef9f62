"""Imported monthly series: which release of a month holds, and the stretch of months that a question is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from testigo.incidents.tallies.months import MONTH, last_day, month_after
from testigo.model.tally import MonthlyFigure


def latest(figures: Iterable[MonthlyFigure]) -> list[MonthlyFigure]:
    """The newest release of every month, in order of what is counted and of months.

    One that names no day of release is older than one that does; of two that name the same, the one entered later.

    >>> old, new = (MonthlyFigure(month="2019-10", count=n, released=day)
    ...             for n, day in ((2866, "2019-11-20"), (2876, "2019-12-20")))
    >>> [figure.count for figure in latest([new, old])]
    [2876]
    """
    held: dict[tuple[str, ...], MonthlyFigure] = {}
    for figure in sorted(figures, key=lambda one: one.released or ""):
        held[_order(figure)] = figure
    return [held[place] for place in sorted(held)]


def _order(figure: MonthlyFigure) -> tuple[str, ...]:
    return (figure.measure, figure.country or "", figure.admin1 or "", figure.month)


def of_place(
    figures: Iterable[MonthlyFigure], measure: str, country: str | None, admin1: str | None = None
) -> dict[str, int]:
    """The newest count of each month of one measure and place.

    The country's own figures; where there are none of it but of its regions, nothing is added up: a region may lack.
    """
    return {
        one.month: one.count
        for one in latest(figures)
        if (one.measure, one.country, one.admin1) == (measure, country, admin1)
    }


def adding_up_to(counts: dict[str, int], start: str, total: int) -> str | None:
    """The last day of the months from `start` on that add up to the total exactly; None where none do.

    >>> adding_up_to({"2019-01": 40, "2019-02": 60, "2019-03": 50}, "2019-01-01", 100)
    '2019-02-28'
    """
    if not start.endswith("-01"):
        return None
    summed, month = 0, start[:MONTH]
    while month in counts and summed < total:
        summed += counts[month]
        if summed == total:
            return last_day(month)
        month = month_after(month)
    return None


def before(counts: Mapping[str, int], start: str, many: int) -> list[int]:
    """The counts of at most so many months in a row right before a day's month, the oldest first.

    >>> before({"2018-10": 7, "2018-12": 8, "2019-01": 9}, "2019-02-01", 12)
    [8, 9]
    """
    found: list[int] = []
    month = month_after(start[:MONTH], -1)
    while month in counts and len(found) < many:
        found.insert(0, counts[month])
        month = month_after(month, -1)
    return found
