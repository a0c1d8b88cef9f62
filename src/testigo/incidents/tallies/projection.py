"""A running count carried on to the end of its period, and whether that would be a record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from testigo.incidents.tallies.months import covered, days_between, months_between
from testigo.incidents.tallies.predictive import dispersion_of, dispersion_of_forecasts, predicted
from testigo.model.tally import Coverage, CoverageBy, Interval, Previous, Projection

LEAST_MONTHS = 6
"""Months of a series below which its spread tells too little for an interval."""
LEAST_FORECASTS = 12
"""Earlier forecasts below which their errors tell too little."""
LEVEL = 0.9
_WHY: dict[CoverageBy, str] = {
    "stated": "the text itself says that the count ends on that day",
    "published": "the text leaves the end open; the count is taken to reach to the day of publication, which a count "
    "that comes out monthly does not",
    "given": "the end is the one that was given with the question",
    "reported": "another report of the same count says that it ends on that day",
    "series": "the months of an imported series up to that day add up to the count",
}


def projected(low: int, high: int | None, coverage: Coverage, until: str) -> Projection:
    """The count at the end of the period, the day `until`, if it goes on as it went over what it covers.

    By months where both are whole months, else by days. Raises ValueError where nothing is covered, or `until` lies
    before the end of what is.

    >>> year = projected(28741, 28741, Coverage(start="2019-01-01", end="2019-10-31", by="given"), "2019-12-31")
    >>> year.low, year.unit, year.covered, year.whole
    (34489, 'months', 10, 12)
    >>> projected(28741, 28741, Coverage(start="2019-01-01", end="2019-12-03", by="published"), "2019-12-31").low
    31129
    """
    by_months = covered(coverage), months_between(coverage.start, until)
    in_months = all(by_months)
    part = len(by_months[0]) if in_months else days_between(coverage.start, coverage.end)
    whole = len(by_months[1]) if in_months else days_between(coverage.start, until)
    if part < 1 or whole < part:
        raise ValueError(f"{coverage.start} to {coverage.end} is no beginning of a period that ends on {until}")
    unit = "months" if in_months else "days"
    pace = f"the rest goes on at the mean pace of the {part} {unit} that are covered: no season, no trend"
    return Projection(
        count_low=low,
        count_high=high,
        coverage=coverage,
        until=until,
        unit="months" if in_months else "days",
        covered=part,
        whole=whole,
        low=_pro_rata(low, whole, part),
        high=None if high is None else _pro_rata(high, whole, part),
        assumptions=(_WHY[coverage.by], pace, "what is covered is not revised later"),
    )


def _pro_rata(count: int, whole: int, part: int) -> int:
    return (2 * count * whole + part) // (2 * part)


def with_interval(projection: Projection, months: Sequence[int | None], earlier: Sequence[int] = ()) -> Projection:
    """The projection with an interval by the monthly counts of what it covers, in their order.

    Where the months before these are known, how far off the same forecast was in them widens it: months that take after
    one another vary more together than each by itself.

    None of it, and the reason said, unless the count is exact, the projection goes by months, each of them is known,
    and there are `LEAST_MONTHS`. The pace is the count's; the series tells how much months vary.
    """
    known = [count for count in months if count is not None]
    if projection.unit != "months" or projection.count_low != projection.count_high:
        return noted(projection, "no interval: that needs an exact count of whole months")
    if len(known) < projection.covered or len(known) < LEAST_MONTHS:
        need = max(LEAST_MONTHS, projection.covered)
        return noted(projection, f"no interval: a monthly series tells {len(known)} of the {need} months it needs")
    ahead = projection.whole - projection.covered
    if not projection.count_low or not ahead:
        return noted(projection, "no interval: nothing is left to vary")
    spread = dispersion_of(known)
    errors, forecasts = dispersion_of_forecasts([*earlier, *known], projection.covered, ahead)
    is_tried = forecasts >= LEAST_FORECASTS
    if is_tried:
        spread = max(spread, errors)
    low, high = predicted(projection.count_low, projection.covered, ahead, spread, LEVEL)
    interval = Interval(
        low=projection.count_low + low,
        high=projection.count_low + high,
        level=LEVEL,
        dispersion=round(spread, 2),
        months=len(known) + len(earlier),
        forecasts=forecasts if is_tried else 0,
    )
    notes = [_spread_words(spread, forecasts if is_tried else 0)]
    if sum(known) != projection.count_low:
        notes.append(f"the series adds up to {sum(known):,} over these months, not to {projection.count_low:,}")
    return replace(noted(projection, *notes), interval=interval)


def _spread_words(spread: float, forecasts: int) -> str:
    if forecasts:
        return f"it is off by as much as {forecasts} earlier forecasts of its kind were: {spread:.2f} times chance"
    return (
        f"months vary {spread:.2f} times as much as chance alone would make them, each by itself: too narrow an "
        "interval where they take after one another, which earlier months of the series would tell"
    )


def against(projection: Projection, previous: Previous) -> Projection:
    """The projection with the verdict whether it is a record, above the highest count before.

    >>> year = projected(100, None, Coverage(start="2019-01-01", end="2019-06-30", by="given"), "2019-12-31")
    >>> against(year, Previous(count=199)).record, against(year, Previous(count=201)).record
    (True, None)
    """
    record: bool | None = None
    if projection.low > previous.count:
        record = True
    elif projection.high is not None and projection.high <= previous.count:
        record = False
    interval = projection.interval
    if interval is not None and (interval.low <= previous.count) is not (interval.high <= previous.count):
        projection = noted(projection, f"the interval lies on both sides of {previous.count:,}: either may come")
    return replace(projection, previous=previous.count, previous_from=previous.told_by, record=record)


def noted(projection: Projection, *notes: str) -> Projection:
    """The projection with more that it takes for granted."""
    return replace(projection, assumptions=(*projection.assumptions, *notes))
