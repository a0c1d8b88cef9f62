"""Tallies: counts over a period and a place that is no one incident – reported, imported, and computed of a ledger.

Days are ISO days, months are `YYYY-MM`; a `high` of None is open.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Extent = Literal["country", "admin1", "other"]
"""How large the place of a reported tally is: a whole country, a region of the first order, or something else."""
CountryBy = Literal["place", "news", "dateline"]
"""How the country of a reported tally is known: by its place, or only by that of its dispatch's news or dateline."""
CoverageBy = Literal["stated", "published", "given", "reported", "series"]
"""Why a count is taken to reach to a day: the text says so; it is open and was published then; somebody says so;
another report of the same count says so; the months of an imported series up to then add up to it."""
ChangeFault = Literal["wrong_direction", "wrong_size", "no_base"]
GIVEN = "given"
"""What tells a record that came with the question."""
INCIDENTS = "incidents"
"""The measure that counts incidents and not people."""


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """What another publication gives for the same measure, place and period."""

    claim: str
    published: str | None
    low: int
    high: int | None
    speaker: str | None
    dispatch_id: str


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """A reported tally with where it stands, and what other publications give for the same (`vintages`).

    `unit` is what is counted, as far as the claim tells: people, or incidents. `end` is None where the text leaves it
    open, as *so far* does.
    """

    claim: str
    measure: str
    unit: Literal["victims", "incidents"]
    low: int
    high: int | None
    approx: bool = False
    place: str | None = None
    extent: Extent | None = None
    country: str | None = None
    country_by: CountryBy | None = None
    admin1: str | None = None
    start: str | None = None
    end: str | None = None
    stated_end: bool = False
    comparison: str | None = None
    stance: str = "asserted"
    published: str | None = None
    speaker: str | None = None
    dispatch_id: str
    quote: str
    vintages: tuple[Vintage, ...] = ()


class MonthlyFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One month of an imported series, as it was released on a day; None where nobody says when."""

    month: str
    count: int
    measure: str = "killed"
    country: str | None = None
    admin1: str | None = None
    released: str | None = None
    source: str = ""


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents of a period and a place added up: low, best and high, how many are in it, and how many are not and why.

    `counted` incidents have a figure, of which `open_ended` have no upper one; `left_out` counts the others by reason:
    a code of the policy, `not_violence`, `rejected`, `no_figure` (nobody gave one for the measure).
    """

    low: int = 0
    best: int = 0
    high: int | None = 0
    counted: int = 0
    open_ended: int = 0
    left_out: dict[str, int] = {}


class Computed(msgspec.Struct, frozen=True, kw_only=True):
    """A computed tally: its total under a policy as known on a day, beside what was reported for the same.

    `month` is None where `start` and `end` are those of a reported tally, and of incidents of which no month is known.
    """

    measure: str
    policy: str
    as_of: str | None = None
    month: str | None = None
    start: str | None = None
    end: str | None = None
    country: str | None = None
    admin1: str | None = None
    total: Total
    reported: tuple[Reported, ...] = ()


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What a running count covers, both days included, and why it is taken so."""

    start: str
    end: str
    by: CoverageBy


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """Where a count will lie with a probability of `level`, if it varies `dispersion` times as chance would.

    That rests on so many `months` of a series, and on so many earlier `forecasts` in it; 0 where there were too few.
    """

    low: int
    high: int
    level: float
    dispersion: float
    months: int
    forecasts: int = 0


class Previous(msgspec.Struct, frozen=True, kw_only=True):
    """The highest count of an earlier period, and what tells it: a claim, the year of a series, or `given`."""

    count: int
    told_by: str = GIVEN


class Projection(msgspec.Struct, frozen=True, kw_only=True):
    """A running count carried on to the end of its period, pro rata of what it covers, and what that takes for granted.

    `record` tells whether it is above `previous`, the highest count of a whole earlier period; None where none is
    known, or where the bounds lie on both its sides. `previous_from` is the claim or series that tells it, or `given`.
    """

    count_low: int
    count_high: int | None
    coverage: Coverage
    until: str
    unit: Literal["months", "days"]
    covered: int
    whole: int
    low: int
    high: int | None
    interval: Interval | None = None
    previous: int | None = None
    previous_from: str | None = None
    record: bool | None = None
    assumptions: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A stated change between two counts, reckoned anew.

    `percent` is what the counts give, None without a base; `new_if_said` and `old_if_said` are what either count would
    have to be for the stated change to hold with the other.
    """

    old: int
    new: int
    said: str
    percent: float | None
    holds: bool
    faults: tuple[ChangeFault, ...] = ()
    new_if_said: int | None = None
    old_if_said: int | None = None


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Months in a row and their sum."""

    start: str
    end: str
    count: int
    days: int


class BeforeAfter(msgspec.Struct, frozen=True, kw_only=True):
    """Equal windows before and after a day, and the ratio of their daily rates with its interval; None is open.

    `dispersion` is None where it could not be estimated; `trials` are such pairs of windows before the day by which it
    was tried, 0 where there are too few. `split` is the month of the day, left out where the day is not
    its first.
    """

    day: str
    before: Window
    after: Window
    ratio: float | None
    low: float
    high: float | None
    level: float
    dispersion: float | None
    trials: int = 0
    split: str | None = None
    assumptions: tuple[str, ...] = ()
