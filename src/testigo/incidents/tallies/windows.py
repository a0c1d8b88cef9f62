"""Before and after a day: two equal windows of months, and the ratio of their rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import NormalDist

from testigo.incidents.tallies.months import MONTH, days_in, month_after, months_from
from testigo.incidents.tallies.predictive import dispersion_of, dispersion_of_forecasts
from testigo.incidents.tallies.projection import LEAST_FORECASTS
from testigo.incidents.tallies.series import before as months_before
from testigo.model.tally import BeforeAfter, Window

LEVEL = 0.95
_LOOK_BACK = 48
"""Months before the windows in which the same comparison is tried."""
_YEAR = 12


def windows(day: str, months: int) -> tuple[list[str], list[str]]:
    """So many whole months before a day and after it; its own month is in neither unless it begins with the day.

    >>> windows("2019-07-01", 2), windows("2019-07-15", 1)
    ((['2019-05', '2019-06'], ['2019-07', '2019-08']), (['2019-06'], ['2019-08']))
    """
    own = day[:MONTH]
    first = own if day.endswith("-01") else month_after(own)
    return months_from(month_after(own, -months), months), months_from(first, months)


def before_and_after(counts: Mapping[str, int], day: str, months: int) -> BeforeAfter:
    """The daily rate of the months after a day over that of the months before, with an interval.

    Given their sum, the count of one of two windows is binomial with the share of its rate (the conditional test of two
    Poisson counts: Przyborowski and Wilenski, Biometrika 31, 1940; source: unverified). Its score interval (Wilson,
    Journal of the American Statistical Association 22, 1927; source: unverified) is widened by the dispersion of the
    months around the means of their windows, or that of the same comparison on earlier days where it is larger, and
    becomes one of the ratio. Every month must be in `counts`.

    >>> found = before_and_after({"2019-05": 90, "2019-06": 110, "2019-07": 52, "2019-08": 50}, "2019-07-01", 2)
    >>> found.ratio, found.before.count, found.after.count
    (0.502, 200, 102)
    """
    before, after = windows(day, months)
    one, two = _window(before, counts), _window(after, counts)
    spread = _dispersion([counts[month] for month in before], [counts[month] for month in after])
    errors, trials = _tried(counts, before, months)
    if trials:
        spread = max(spread or 1.0, errors)
    low, high = _share(two.count, one.count + two.count, spread or 1.0)
    by_days = one.days / two.days
    return BeforeAfter(
        day=day,
        before=one,
        after=two,
        ratio=round(two.count / one.count * by_days, 3) if one.count else None,
        low=round(low / (1 - low) * by_days, 3),
        high=round(high / (1 - high) * by_days, 3) if one.count else None,
        level=LEVEL,
        dispersion=None if spread is None else round(spread, 2),
        split=None if day.endswith("-01") else day[:MONTH],
        assumptions=_assumptions(months, spread, trials),
        trials=trials,
    )


def _window(months: Sequence[str], counts: Mapping[str, int]) -> Window:
    return Window(start=months[0], end=months[-1], count=sum(counts[month] for month in months), days=days_in(months))


def _dispersion(before: Sequence[int], after: Sequence[int]) -> float | None:
    if len(before) < 2:
        return None
    means = [sum(before) / len(before)] * len(before) + [sum(after) / len(after)] * len(after)
    return dispersion_of([*before, *after], means, fitted=2)


def _tried(counts: Mapping[str, int], before: Sequence[str], months: int) -> tuple[float, int]:
    """How far windows differ where nothing began, and how many such pairs lie before the day; 0 where too few."""
    known = [*months_before(counts, f"{before[0]}-01", _LOOK_BACK), *(counts[month] for month in before)]
    errors, trials = dispersion_of_forecasts(known, months, months)
    return (errors, trials) if trials >= LEAST_FORECASTS else (0.0, 0)


def _share(count: int, total: int, dispersion: float) -> tuple[float, float]:
    """Wilson's score interval of a share, its variance `dispersion` times the binomial one."""
    if not total:
        return 0.0, 1.0
    share = count / total
    weight = NormalDist().inv_cdf((1 + LEVEL) / 2) ** 2 * dispersion / total
    middle = (share + weight / 2) / (1 + weight)
    half = sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight)
    return (0.0 if not count else middle - half), (1.0 if count == total else middle + half)


def _assumptions(months: int, spread: float | None, trials: int) -> tuple[str, ...]:
    found = [
        "the windows differ in nothing but what began on the day: a trend that went on anyway is in the ratio too",
        "how the figures were collected did not change in between",
    ]
    if months % _YEAR:
        found.append("no season: the windows hold other months of the year; 12 months each would hold the same")
    if spread is None:
        found.append(
            "months vary as chance alone makes them: one month each cannot tell, and the interval is too narrow"
        )
    elif trials:
        found.append(f"it is off by as much as {trials} such windows before the day were: {spread:.2f} times chance")
    else:
        found.append(
            f"months vary {spread:.2f} times as much as chance alone would make them, each by itself: too narrow an "
            "interval where they take after one another, which earlier months would tell"
        )
    return tuple(found)
