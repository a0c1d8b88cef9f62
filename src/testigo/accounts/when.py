"""When an account happened: the days its own sentences name, resolved against the dispatch's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from testigo.model.calendar import resolve_all
from testigo.model.circumstance import Time
from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, Reading, ReadSentence
from testigo.model.told import Told


class Day(msgspec.Struct, frozen=True):
    """The day of the dispatch, None when unknown, and where its body begins: a date before it is the dateline's."""

    day: date | None = None
    body: int = 0


_DAYS = {"hour", "day", "few_days"}
_SHARP = _DAYS | {"week"}
"""Precisions that say when something happened; a month or a year is taken only where nothing sharper stands."""
_BEHIND_THE_VERB = 24
"""Code points between *said* and its day: room for *here*, *in a statement on*."""


def days_of(sentence: ReadSentence, anchor: Day) -> Time | None:
    """The day or days on which something happened by a sentence, the sharpest first; None where it names none.

    The day on which somebody said it (*police said here Tuesday*) is not the day on which it happened.
    """
    mentions = [
        m
        for m in sentence.times
        if m.span[0] >= anchor.body
        and not (m.duration or m.clock or m.since or m.so_far or _of_the_telling(m.span, sentence))
    ]
    times = [t for t in resolve_all(mentions, anchor.day) if t.start]
    return next((t for t in times if t.precision in _SHARP), times[0] if times else None)


def _of_the_telling(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time stands right behind a verb of speech, outside what is said."""
    return any(
        0 <= span[0] - voice.cue[1] <= _BEHIND_THE_VERB
        and not (voice.cue[1] <= voice.scope[0] <= span[0] < voice.scope[1])
        for voice in sentence.voices
    )


def when(told: Iterable[Told], reading: Reading, anchor: Day) -> Time:
    """The time in the sentence of the first toll that has one, else in the dispatch's first sentences; a day before a
    week, a month or a year.
    """
    numbers = sorted({t.sentence for t in told})
    places = (*numbers, *range(min(LEAD, len(reading.sentences))))
    times = [time for number in places if (time := days_of(reading.sentences[number], anchor))]
    return next((t for t in times if t.precision in _DAYS), times[0] if times else Time())


def earlier(sentence: ReadSentence, than: Time, anchor: Day) -> Time | None:
    """The time of a sentence that tells of something long before; None where it tells of the same days."""
    own = days_of(sentence, anchor)
    if own is None or not own.end or not than.start:
        return None
    apart = date.fromisoformat(than.start) - date.fromisoformat(own.end)
    return own if apart.days > _ANOTHER else None


_ANOTHER = 10
"""Days between two happenings that one dispatch tells apart by their dates."""
