"""What a dispatch says about time, before it is known on which day it was filed."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity

_TWO_DAYS = 48
"""Hours within which somebody tells of what was done lately."""
Way = Literal["date", "ago", "ahead", "past", "range", "duration", "clock"]
Unit = Literal[
    "minute", "hour", "day", "night", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century"
]  # fmt: skip


class TimeWords(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The values of one expression of time, in no language.

    `way` says how they are put together: *date* any fields of the calendar, each perhaps shifted by whole units
    (*last week*: unit week, shift -1); *ago* and *ahead* a count of units back or on; *past* the count of units that
    ends now; *range* from these fields to those of `until`; *duration* and *clock* are no day.
    `months` and `years` are lengths: a season has three months, a decade ten years;
    `half` adds half a unit to the count.
    `edge` says what the words before make of it (since, until, before, after, so_far, telling), that it owns what
    follows (owning), or that what is told happened so many years before the day (anniversary); `narrative`, that it
    counts from a time told before and not from the day of the dispatch (*the next day*).
    """

    way: Way = "date"
    year: int | None = None
    years: int = 1
    month: int | None = None
    months: int = 1
    day: int | None = None
    weekday: int | None = None
    unit: Unit | None = None
    shift: int | None = None
    count: Quantity | None = None
    half: bool = False
    part: str | None = None
    edge: str | None = None
    narrative: bool = False
    until: TimeWords | None = None


class TimeMention(msgspec.Struct, frozen=True):
    """An expression of time in a sentence: where it stands, what it says, and which rule read it."""

    span: Span
    words: TimeWords
    rule: str

    @property
    def since(self) -> bool:
        """Whether it begins a period that runs on (*since March*)."""
        return self.words.edge == "since"

    @property
    def so_far(self) -> bool:
        """Whether it is the part of a period that has passed (*so far this year*)."""
        return self.words.edge == "so_far"

    @property
    def telling(self) -> bool:
        """Whether it is the time at which somebody spoke of it (*denied today that*)."""
        return self.words.edge == "telling"

    @property
    def followed(self) -> bool:
        """Whether it says how long before the rest of its sentence that happened which follows (*a day after*)."""
        return self.words.edge == "after" and self.words.narrative

    @property
    def taken_up(self) -> bool:
        """Whether it is a day that was told before, or hours from it (*that day*, *the same day*, *hours later*)."""
        return self.words.narrative and (self.words.shift == 0 or self.words.unit in ("minute", "hour"))

    @property
    def owning(self) -> bool:
        """Whether what follows is dated by it (*Monday's attack*), whoever speaks of it and when."""
        return self.words.edge == "owning"

    @property
    def anniversary(self) -> bool:
        """Whether it is so many years to the day (*a year after gunmen killed nine*)."""
        return self.words.edge == "anniversary"

    @property
    def duration(self) -> bool:
        """Whether it says how long rather than when."""
        return self.words.way in ("duration", "past")

    @property
    def lately(self) -> bool:
        """Whether it says that it was a day or two ago at most (*in the last hours*, *in the past 24 hours*): when, and
        not over how long.
        """
        count = self.words.count
        short = count is None or (count.high is not None and count.high <= _TWO_DAYS)
        return self.words.way == "past" and self.words.unit in ("minute", "hour") and short

    @property
    def clock(self) -> bool:
        """Whether it is a time of day alone."""
        return self.words.way == "clock"
