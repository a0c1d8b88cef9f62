"""Times that could not be made days: said, and never guessed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from testigo.accounts.when import Day
from testigo.model.reading import LEAD, Reading
from testigo.model.record import Issue
from testigo.model.timewords import TimeWords

_LEAP_YEAR = 2000


def undated(text: str, reading: Reading, anchor: Day) -> Iterator[Issue]:
    """An issue for each day that no calendar has, and one for the first time that only a day of publication resolves.

    Only times that date something count: those of sentences that tell of an outcome, and of the lead.
    """
    told = [s for i, s in enumerate(reading.sentences) if i < LEAD or s.findings]
    mentions = [m for s in told for m in s.times if m.span[0] >= anchor.body and not (m.duration or m.clock)]
    for mention in mentions:
        if _is_on_no_calendar(mention.words):
            message = f"there is no day {text[slice(*mention.span)]!r}; nothing is dated by it."
            yield Issue(code="impossible_date", span=mention.span, message=message)
    floating = next((m for m in mentions if _floats(m.words) and not _is_on_no_calendar(m.words)), None)
    if anchor.day is None and floating:
        message = f"the dispatch names no day of its own, so {text[slice(*floating.span)]!r} is no day; say --date."
        yield Issue(code="undated", span=floating.span, message=message)


def _is_on_no_calendar(words: TimeWords) -> bool:
    """Whether it names a day that its month does not have in the year said, or in any."""
    if words.way != "date" or words.month is None or words.day is None or words.months != 1:
        return False
    year = words.year if words.year and words.year > 99 else _LEAP_YEAR
    return words.day > monthrange(year, words.month)[1]


def _floats(words: TimeWords) -> bool:
    """Whether it counts from the day of the dispatch: a weekday, *yesterday*, *two weeks ago*, a day without a year."""
    return words.year is None and not words.narrative
