"""When an account happened: the days its own sentences name, and those of the lead, the surest of them first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from msgspec.structs import replace

from testigo.accounts.classify import HARMED
from testigo.accounts.days import (
    ANSWERS,
    COUNT_MOVES,
    DAYS,
    LATER_DEATH,
    SUFFERED,
    Day,
    answered_on,
    days_of,
    may_be_in,
)
from testigo.model.actor import Basis
from testigo.model.circumstance import Time
from testigo.model.reading import LEAD, Reading, ReadSentence

STATED: Basis = "stated"
_KILLED = "killed"
_LATER_DEATHS = {COUNT_MOVES, LATER_DEATH}
"""The cues of somebody who died since of what the dispatch tells of."""
_YEARS = {"year", "more"}
_SOME_DAYS = "few_days"
_RIGHT_BEFORE = 24
"""Code points between a day and the deed behind it that was done on it: room for who did it."""
HARM, RETOLD, ANSWER = range(3)
"""Which sentences date an account before others: those that tell of its harm or say that it happened, those that tell
of it once more (*the priests were killed on Monday*), and those of what answers it, or of something beside it.
"""
_LEAD = 6
"""Sentences of the body in which the time of its news is looked for: the day may be told after toll and place."""
_A_LINE = 40
"""Code points of a line of the page: a sentence of the body is longer."""


def when_news(
    sentences: Sequence[int], reading: Reading, anchor: Day, apart: Container[int] = (), retold: Sequence[int] = ()
) -> Time:
    """The time of the dispatch's news: of what its lead says was done, where it counts only people who were harmed some
    days before (*troops clashed with rebels on Tuesday … on Monday four men were killed*). Sentences that stand `apart`
    tell of other happenings.
    """
    own, lead = when(sentences, reading, anchor, apart=apart, retold=retold), next(_lead(reading, anchor), None)
    if lead is None or lead >= min(sentences, default=0) or not _tells_a_deed(reading.sentences[lead]):
        return own
    done = days_of(reading.sentences[lead], anchor)
    later = done is not None and done.precision in DAYS and (own.end or "") < (done.start or "")
    return done if done is not None and later and own.precision in DAYS else own


def _tells_a_deed(sentence: ReadSentence) -> bool:
    """Whether a sentence says when somebody did something: the time stands behind the deed or right before it."""
    told = (d for d in sentence.deeds if d.by and d.basis == STATED and d.type not in ANSWERS)
    stated = [d.what[0] for d in told if not sentence.voids(d.what)]
    return any(done - time.span[1] <= _RIGHT_BEFORE for done in stated for time in sentence.times)


def when(
    sentences: Iterable[int],
    reading: Reading,
    anchor: Day,
    *,
    recalled: bool = False,
    apart: Container[int] = (),
    retold: Sequence[int] = (),
) -> Time:
    """The time in the first of an account's sentences that has one, else in the first sentences of the dispatch's body,
    but for what is `recalled` of another time and those that stand `apart`; a day before a week, a month or a year in
    which it may lie. Sentences that tell the harm once more, and count nobody, are `retold`. Where nothing else has a
    time, a first sentence that tells of violence as of a mishap may (*an accidental shooting on Friday*), and last an
    hour alone (*at 3 a.m.*), under a dateline with its day.
    """
    own, lead = tuple(sentences), _beside(reading, anchor, recalled=recalled, apart=apart)
    for aftermath in (False, True):
        if times := _times(own, lead, reading, anchor, aftermath=aftermath, retold=retold):
            return _sharpest(times)
    mishaps = (n for n in _lead(reading, anchor) if not recalled and n not in apart)
    told = _sharpest(_times((), [n for n in mishaps if reading.sentences[n].signs.violent], reading, anchor))
    return told if told.start or recalled else _by_the_hour(own, reading, anchor)


def _by_the_hour(own: Sequence[int], reading: Reading, anchor: Day) -> Time:
    """The day of the dateline, where an account's sentences tell an hour and no day: that of another day is told."""
    if anchor.day is None or not anchor.printed:
        return Time()
    tells = any(m.clock and m.span[0] >= anchor.body for n in own for m in reading.sentences[n].times)
    day = anchor.day.isoformat()
    return Time(start=day, end=day, precision="day") if tells else Time()


def happened(sentences: Sequence[int], reading: Reading, anchor: Day, *, apart: Container[int] = ()) -> Time:
    """The time as `when` has it, but for the day of what only followed (*the trial for the murder began on Monday*)."""
    return _sharpest(_times(sentences, _beside(reading, anchor, recalled=False, apart=apart), reading, anchor))


def _beside(reading: Reading, anchor: Day, *, recalled: bool, apart: Container[int]) -> tuple[int, ...]:
    """The first sentences of the body that may date an account, whatever it counts."""
    if recalled:
        return ()
    return tuple(n for n in _lead(reading, anchor) if n not in apart and not _tells_of_no_violence(n, reading))


def _tells_of_no_violence(number: int, reading: Reading) -> bool:
    """Whether a sentence tells at least as much of what no violence is: of a court, a farewell, a mishap; a line of the
    page tells nothing.
    """
    signs = reading.sentences[number].signs
    return not signs.scene and (signs.calm > 0 or _is_a_line(number, reading)) and signs.violent <= signs.calm


def _is_a_line(number: int, reading: Reading) -> bool:
    """Whether a sentence is short and stands alone in its paragraph."""
    sentence = reading.sentences[number]
    beside = (*reading.sentences[max(number - 1, 0) : number], *reading.sentences[number + 1 : number + 2])
    return sentence.span[1] - sentence.span[0] <= _A_LINE and sentence.paragraph not in {s.paragraph for s in beside}


def _sharpest(times: Sequence[Time]) -> Time:
    """The first that is a day within the first of all, else that; some days begin on one of them that is told by itself
    (*overnight … at 2 a.m. on Sunday*), and last as long as they did.
    """
    days = [t for t in times if t.precision in DAYS and may_be_in(t, times[0])]
    first = days[0] if days else times[0] if times else Time()
    if first.precision != _SOME_DAYS:
        return first
    begins = next((t for t in days if t.precision != _SOME_DAYS and _is_within(t, first)), None)
    if begins is None:
        return first
    return begins if begins.end == first.end else replace(first, start=begins.start)


def _is_within(day: Time, stretch: Time) -> bool:
    return str(stretch.start) <= str(day.start) and str(day.end) <= str(stretch.end)


def _times(
    own: Sequence[int],
    lead: Sequence[int],
    reading: Reading,
    anchor: Day,
    *,
    aftermath: bool = False,
    retold: Sequence[int] = (),
) -> list[Time]:
    """The times of an account's own sentences, and those of others that are no whole years: what the news answers.

    Those of a higher rank come first (*the shooting happened on Friday … two men were arrested on Monday*), then by
    their order in the text; behind a time of the harm its own answers have none (*killed in May … arrested on Friday*).
    Where the first tells that somebody died since, the day on which others tell it is that of the death (*a woman shot
    on a bus has died … she was pronounced dead on Friday*).
    """
    told = {n: _rank(reading.sentences[n], is_own=n in own) for n in (*own, *lead)}
    told |= {n: min(RETOLD, told.get(n, RETOLD)) for n in retold if n not in own}
    later = own and not _LATER_DEATHS.isdisjoint(reading.sentences[own[0]].cues)
    numbers = sorted(
        (n for n in told if not (later and n != own[0] and _tells_only_a_death(reading.sentences[n]))),
        key=lambda n: (told[n], n),
    )
    harmed = any(told[n] == HARM for n in own)

    def day(n: int) -> Time | None:
        own_day = days_of(reading.sentences[n], anchor, aftermath=aftermath)
        answered = answered_on(reading.sentences[n], anchor) if harmed and told[n] == ANSWER else None
        return answered if answered and own_day and not _is_told_apart(answered, own_day) else own_day

    found = [(n, day(n)) for n in numbers]
    dated = [(n, time) for n, time in found if time is not None and (n in own or time.precision not in _YEARS)]
    first = dated[0][0] if dated else 0
    return [time for n, time in dated if n not in own or told[n] <= told[first]]


def _tells_only_a_death(sentence: ReadSentence) -> bool:
    """Whether a sentence tells of one who died, and of nothing that was done."""
    dead = [f.group.quantity for f in sentence.findings if f.outcome == _KILLED]
    return (
        len(dead) == len(sentence.findings) > 0 and all(q is None or q.high == 1 for q in dead) and not sentence.deeds
    )


def _is_told_apart(answered: Time, answer: Time) -> bool:
    """Whether a day of violence lies so long before the day of what answers it that the answer is the news."""
    if not answer.start or not answered.end or answered.precision not in DAYS:
        return False
    return (date.fromisoformat(answer.start) - date.fromisoformat(answered.end)).days > _ANOTHER


def _rank(sentence: ReadSentence, *, is_own: bool) -> int:
    """The rank of a sentence of the account, or of the lead."""
    return ANSWER if _tells_only_an_answer(sentence, is_own=is_own) else HARM


def _tells_only_an_answer(sentence: ReadSentence, *, is_own: bool) -> bool:
    """Whether a sentence neither tells of harm, where it tells of somebody, nor says that something happened."""
    if not is_own:
        return not sentence.signs.scene
    return bool(sentence.findings) and not any(f.outcome in HARMED | SUFFERED for f in sentence.findings)


def _lead(reading: Reading, anchor: Day) -> Iterator[int]:
    """The first sentences of the body: further down, headings and other lines of the page are passed over."""
    body = ((i, s.span) for i, s in enumerate(reading.sentences) if s.span[1] > anchor.body)
    return islice((i for i, (start, end) in body if i < LEAD or end - start > _A_LINE), _LEAD)


def earlier(sentence: ReadSentence, than: Time, anchor: Day, *, elsewhere: bool = False) -> Time | None:
    """The time of a sentence that tells of something long before; None where it tells of the same days.

    Of what happened `elsewhere` a few days before are enough; a month or a year that is over is long before, and so is
    a week but the last.
    """
    own = days_of(sentence, anchor)
    if own is None or not own.end or not than.start:
        return None
    apart = date.fromisoformat(than.start) - date.fromisoformat(own.end)
    enough = _OVER.get(own.precision, _ANOTHER_PLACE if elsewhere else _ANOTHER)
    return own if apart.days > enough else None


_OVER: Mapping[str, int] = {"week": 4, "month": 0, "year": 0}
"""Stretches of the calendar that whoever names one sets apart from the news, and days between the two above which that
is so: of a report on Monday last week may be the news.
"""
_ANOTHER = 10
"""Days between two happenings that one dispatch tells apart by their dates."""
_ANOTHER_PLACE = 2
"""The same, where it tells them apart by their places too."""
