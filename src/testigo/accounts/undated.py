"""Times that could not be made days: said, and never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from testigo.accounts.days import Day
from testigo.model.calendar import is_on_no_calendar, resolve
from testigo.model.reading import LEAD, Reading
from testigo.model.record import Issue


def undated(text: str, reading: Reading, anchor: Day) -> Iterator[Issue]:
    """An issue for each day that no calendar has, and one for the first time that only a day of publication resolves.

    Only times that date something count: those of sentences that tell of an outcome, and of the lead.
    """
    told = [s for i, s in enumerate(reading.sentences) if i < LEAD or s.findings]
    mentions = [m for s in told for m in s.times if m.span[0] >= anchor.body and not (m.duration or m.clock)]
    for mention in mentions:
        if is_on_no_calendar(mention.words):
            message = f"there is no day {text[slice(*mention.span)]!r}; nothing is dated by it."
            yield Issue(code="impossible_date", span=mention.span, message=message)
    if anchor.day is not None:
        return
    floating = (m for m in mentions if not is_on_no_calendar(m.words) and resolve(m.words, None).start is None)
    for first in islice(floating, 1):
        message = f"the dispatch names no day of its own, so {text[slice(*first.span)]!r} is no day; say --date."
        yield Issue(code="undated", span=first.span, message=message)
