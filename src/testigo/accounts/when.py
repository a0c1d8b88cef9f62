"""When an account happened: the days its own sentences name, resolved against the dispatch's day."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

import msgspec

from testigo.accounts.classify import HARMED
from testigo.accounts.recalled import MOURNED
from testigo.accounts.spoken import of_the_telling
from testigo.model.actor import Basis
from testigo.model.calendar import resolve_all
from testigo.model.circumstance import Time
from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, Reading, ReadSentence, Signs
from testigo.model.spans import apart, holds
from testigo.model.timewords import TimeMention


class Day(msgspec.Struct, frozen=True):
    """The day of the dispatch, None when unknown, and where its body begins: a date before it is the dateline's."""

    day: date | None = None
    body: int = 0


_FREE = "released"
_SUFFERED = {"missing", "sexual_violence"}
_TAKEN = "abducted"
_DONE_ABOUT_IT = {_FREE, "surrendered"}
_ANSWERS = {"", "arrest_or_raid", "protest"}
"""Types of deeds that answer what happened before."""
STATED: Basis = "stated"
_YEARS = {"year", "more"}
_RIGHT_BEFORE = 24
"""Code points between a day and the deed behind it that was done on it: room for who did it."""
_DAYS = {"hour", "day", "few_days"}
_SHARP = _DAYS | {"week"}
"""Precisions that say when something happened; a month or a year is taken only where nothing sharper stands."""

_LEAD = 6
"""Sentences of the body in which the time of its news is looked for: the day may be told after toll and place."""

_A_LINE = 40
"""Code points of a line of the page: a sentence of the body is longer."""

AFTERMATH = "aftermath"
"""The cue of words that tell of the violence which the rest of their sentence follows (*marched on Thursday to demand
justice for the killing of*).
"""
_DATED = "dated"
"""The cue of violence that is called by its day (*Wednesday's attack*, *the ambush of March 3*)."""
SPOKEN_OF = "spoken_of"
"""The cue of violence told before, which a sentence only speaks of (*the report on the bombing*): a day before it is
that of the speaking, whatever else is known.
"""
_ANNIVERSARY = "anniversary"
"""The edge of a time that is so many years to the day."""
_COMMEMORATES = "commemorates"
"""The cue of words for who recalls violence a whole number of years after it (*marched a year after the attack*)."""
_COUNT_MOVES = "count_moves"
"""The cue of a later death, or of a body that is found, by which a count moves (*died on Friday, raising the toll*)."""
LATER_DEATH = "later_death"
"""The cue of who dies of wounds, or has died, of what was done before (*shot on Friday, died of his wounds Monday*)."""
_SURELY_LATER = (MOURNED, SPOKEN_OF)
_LATER = (AFTERMATH, *_SURELY_LATER)
"""The cues behind which stands what was done before the rest of the sentence: weeks before, by the first of these."""
_TO_COME = "to_come"
"""The cue of what is still to come (*the court is expected to open on Monday*)."""
_BEFORE = "another_before"
"""The cue of words that tell what came before the news (*adds to a list that a raid opened in 2021*)."""
_SO_LONG_AFTER = "so_long_after"
"""The cue of what stands behind a stretch of time (*a year after gunmen killed nine*), up to the next comma."""
_EARLIER = "earlier"
"""The part of a year that is over."""
_HELD_SO_LONG = "held_so_long"
"""The cue of how long captives were held: a stretch of time and what began it (*five weeks after they were seized*)."""
_AT_HAND = 7
"""Days between a report and the day of what it tells, by which a weekday is meant."""


def days_of(sentence: ReadSentence, anchor: Day, *, aftermath: bool = False) -> Time | None:
    """The day or days on which something happened by a sentence, the sharpest first; None where it names none.

    The day on which somebody said it (*police said here Tuesday*) is not the day on which it happened, nor is that of
    what followed it, unless its `aftermath` will do. Where a sentence says of nothing that it was done, the first
    of its days is taken: what answers an attack comes after it (*condemned on Friday the attacks of Thursday*).
    """
    body = [m for m in sentence.times if m.span[0] >= anchor.body]
    told = _said_to_be_done(sentence)
    recalled = _anniversary(body, told, sentence, anchor) or _taken_so_long_before(body, sentence, anchor)
    if recalled is not None:
        return recalled
    days = [
        m for m in sentence.times if not (m.anniversary or _is_of_no_day(m, sentence) or _is_of_others(m, sentence))
    ]
    resolved = [
        (m, _over(m, time, anchor))
        for m, time in zip(body, resolve_all(body, anchor.day), strict=True)
        if m in days
        and (m.owning or _is_dated(m, sentence) or not _is_of_what_followed(m.span, sentence, surely=aftermath))
        and (not m.followed or (m is days[-1] and _leads_to_all(m, sentence)))
    ]
    past = [(m, i, time) for i, (m, time) in enumerate(resolved) if _past(time, anchor)]
    if told:
        past.sort(key=lambda p: (_apart(p[0].span, told), p[1]))
    else:
        past.sort(key=lambda p: (p[0].words.narrative, p[2].start, p[1]))  # *on Monday … a year earlier*
    times = [time for _, _, time in past]
    return next((t for t in times if t.precision in _SHARP and _may_be_in(t, times[0])), times[0] if times else None)


def _anniversary(
    mentions: Sequence[TimeMention], told: Sequence[Span], sentence: ReadSentence, anchor: Day
) -> Time | None:
    """The day of what a sentence recalls so many years after it, by the day that it is recalled on: it tells of nothing
    else (*prayed on Saturday, a year after gunmen killed nine*), or of who recalls it (*relatives of the nine who were
    killed marched a year after the attack*).
    """
    years = next((m for m in mentions if _recalls_all(m, told, sentence)), None)
    if years is None or anchor.day is None:
        return None
    others = resolve_all([m for m in mentions if m is not years], anchor.day)
    days = (date.fromisoformat(t.start) for t in others if t.start and t.precision == "day")
    on = next((d for d in days if abs((anchor.day - d).days) <= _AT_HAND), anchor.day)
    words = msgspec.structs.replace(years.words, edge=_ANNIVERSARY)
    return resolve_all([msgspec.structs.replace(years, words=words)], on)[0]


def _recalls_all(mention: TimeMention, told: Sequence[Span], sentence: ReadSentence) -> bool:
    """Whether a time is so many years before what a sentence tells today, and all harm in it was done then; the year
    itself, where somebody recalls it (*remembered on Monday those who were killed two years ago*).
    """
    if mention.anniversary:
        cues = [*sentence.cues.get(_SO_LONG_AFTER, ()), *sentence.cues.get(SPOKEN_OF, ())]
        return all(_is_in(what, cues) for what in told)
    in_years = mention.words.way == "ago" and mention.words.unit == "year" and not mention.words.narrative
    return in_years and _COMMEMORATES in sentence.cues


def _taken_so_long_before(mentions: Sequence[TimeMention], sentence: ReadSentence, anchor: Day) -> Time | None:
    """When captives were taken, by a sentence that tells only that they are free (*freed on Sunday, five weeks after
    they were seized*).
    """
    if not sentence.findings or any(f.outcome != _FREE for f in sentence.findings):
        return None
    held = sentence.cues.get(_HELD_SO_LONG, ())
    times = zip(mentions, resolve_all(mentions, anchor.day), strict=True)
    return next((time for m, time in times if m.followed and time.start and _is_in(m.span, held)), None)


def _is_of_no_day(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether a time is how long, a time of day, when a count moved, or when somebody spoke of what is told; but for
    the day that violence is called by.
    """
    if (mention.duration and not mention.lately) or mention.clock or mention.so_far:
        return True
    if _is_in(mention.span, sentence.cues.get(_TO_COME, ())):
        return True
    if not _is_dated(mention, sentence) and (mention.since or mention.telling or _COUNT_MOVES in sentence.cues):
        return True
    return not mention.owning and of_the_telling(mention.span, sentence)


def _is_dated(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether violence is called by a time."""
    return _is_in(mention.span, sentence.cues.get(_DATED, ()))


def _is_of_others(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether a time is not the day of what a sentence tells: what came before the news is dated by itself."""
    before = sentence.cues.get(_BEFORE, ())
    harms = [f for f in sentence.findings if f.outcome in HARMED]
    return _is_in(mention.span, before) and not all(_is_in(f.what, before) for f in harms)


def _is_of_what_followed(span: Span, sentence: ReadSentence, *, surely: bool) -> bool:
    """Whether a time is that of what followed the violence; `surely`: of what may follow it by long."""
    if _followed(span, sentence, _SURELY_LATER):
        return True
    if _is_of_a_release(span, sentence):
        return not surely or _is_of_some_captives(sentence)
    cues = sentence.cues.get(LATER_DEATH, ())
    return not surely and (_is_in(span, cues) or _followed(span, sentence, _LATER))


def _is_of_some_captives(sentence: ReadSentence) -> bool:
    """Whether a sentence counts captives and, of those, fewer who were freed: they were taken some time before."""
    held, freed = _most(sentence, _TAKEN), _most(sentence, _FREE)
    return 0 < freed < held


def _most(sentence: ReadSentence, outcome: str) -> int:
    """The most people whom a sentence counts of an outcome."""
    quantities = (f.group.quantity for f in sentence.findings if f.outcome == outcome)
    return max((q.low for q in quantities if q), default=0)


def _is_of_a_release(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time in a sentence that tells of harm stands nearer to those who were freed then; between whoever was
    taken and *were freed* behind it, it is that of the taking.
    """
    freed = [f.what for f in sentence.findings if f.outcome in _DONE_ABOUT_IT]
    harms = [f.what for f in sentence.findings if f.outcome in HARMED]
    if not freed or (any(harm < span for harm in harms) and all(span < what for what in freed)):
        return False
    return bool(harms) and _apart(span, freed) < _apart(span, harms)


def _leads_to_all(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether all that is harmful in a sentence stands in what *a day after* opens."""
    recalled = [cue for cue in sentence.cues.get(_SO_LONG_AFTER, ()) if holds(cue, mention.span)]
    harms = [f.what for f in sentence.findings if f.outcome in HARMED]
    return bool(harms) and all(_is_in(what, recalled) for what in harms)


def _over(mention: TimeMention, time: Time, anchor: Day) -> Time:
    """The time of *earlier this year*: up to the month that the dispatch stands in, if any lies before that."""
    words = mention.words
    if words.part != _EARLIER or words.unit != "year" or words.shift != 0 or anchor.day is None or not time.start:
        return time
    end = (anchor.day.replace(day=1) - timedelta(days=1)).isoformat()
    return msgspec.structs.replace(time, end=end) if time.start < end else time


def _may_be_in(day: Time, stretch: Time) -> bool:
    """Whether a day may be told of within a stretch of time that its sentence names nearer to what happened: not a day
    long after it (*was killed in September 1996, and the trial began yesterday*).
    """
    return not (day.start and stretch.end) or day.start <= stretch.end


def _past(time: Time, anchor: Day) -> bool:
    """Whether it has begun, by tomorrow at the latest: the day may have changed where it was filed."""
    if not time.start:
        return False
    return anchor.day is None or date.fromisoformat(time.start) <= anchor.day + timedelta(days=1)


def _said_to_be_done(sentence: ReadSentence) -> list[Span]:
    """The words that say an outcome, of what was done to the harmed before what was done about it; in a sentence
    without one those that say what somebody did, and so where it tells only of those who are free again (*clerks of a
    bank attacked in May were freed on Friday*).
    """
    harms = [f for f in sentence.findings if f.outcome in HARMED]
    harms = harms or [f for f in sentence.findings if f.outcome in _SUFFERED]
    harms = harms or [f for f in sentence.findings if f.outcome not in _DONE_ABOUT_IT]
    only_free = all(f.outcome == _FREE for f in sentence.findings)
    struck = [deed.what for deed in sentence.deeds if deed.type not in _ANSWERS or not sentence.findings]
    return [f.what for f in harms] or (struck if only_free else []) or [f.what for f in sentence.findings]


def _apart(span: Span, told: Sequence[Span]) -> int:
    """Code points between a time and the nearest of the words that say what happened; 0 where there are none."""
    return min((apart(span, what) for what in told), default=0)


def _followed(span: Span, sentence: ReadSentence, opened: Iterable[str]) -> bool:
    """Whether a time is of what followed the violence: one outside the words of some cues that open all harm."""
    told = [cue for name in opened for cue in sentence.cues.get(name, ())]
    harms = [f for f in sentence.findings if f.outcome in HARMED] or sentence.findings
    return bool(told) and not _is_in(span, told) and all(_is_in(f.what, told) for f in harms)


def _is_in(span: Span, cues: Iterable[Span]) -> bool:
    return any(holds(cue, span) for cue in cues)


def told_on(sentence: ReadSentence, anchor: Day) -> Time:
    """The day shortly before the dispatch on which somebody told what a sentence tells, where that names no other: what
    is news then did not happen months before.
    """
    if tells_of_an_old_deed(sentence):
        return Time()
    told = [m for m in sentence.times if m.telling or of_the_telling(m.span, sentence)]
    days = (t for t in resolve_all(told, anchor.day) if t.precision == "day" and _past(t, anchor))
    return next((t for t in days if _is_at_hand(t, anchor)), Time())


def tells_of_an_old_deed(sentence: ReadSentence) -> bool:
    """Whether all harm is named in what the rest of a sentence follows: it may be old (*the case of the murder of*)."""
    told = sentence.cues.get(AFTERMATH, ())
    return bool(sentence.findings) and all(_is_in(f.what, told) for f in sentence.findings)


def _is_at_hand(time: Time, anchor: Day) -> bool:
    if anchor.day is None or time.start is None:
        return False
    return (anchor.day - date.fromisoformat(time.start)).days <= _AT_HAND


def when_news(sentences: Sequence[int], reading: Reading, anchor: Day, apart: Container[int] = ()) -> Time:
    """The time of the dispatch's news: of what its lead says was done, where it counts only people who were harmed some
    days before (*troops clashed with rebels on Tuesday … on Monday four men were killed*). Sentences that stand `apart`
    tell of other happenings.
    """
    own, lead = when(sentences, reading, anchor, apart=apart), next(_lead(reading, anchor), None)
    if lead is None or lead >= min(sentences, default=0) or not _tells_a_deed(reading.sentences[lead]):
        return own
    done = days_of(reading.sentences[lead], anchor)
    later = done is not None and done.precision in _DAYS and (own.end or "") < (done.start or "")
    return done if done is not None and later and own.precision in _DAYS else own


def _tells_a_deed(sentence: ReadSentence) -> bool:
    """Whether a sentence says when somebody did something: the time stands behind the deed or right before it."""
    told = (d for d in sentence.deeds if d.by and d.basis == STATED and d.type not in _ANSWERS)
    stated = [d.what[0] for d in told if not sentence.voids(d.what)]
    return any(done - time.span[1] <= _RIGHT_BEFORE for done in stated for time in sentence.times)


def when(
    sentences: Iterable[int], reading: Reading, anchor: Day, *, recalled: bool = False, apart: Container[int] = ()
) -> Time:
    """The time in the first of an account's sentences that has one, else in the first sentences of the dispatch's body,
    but for what is `recalled` of another time and those that stand `apart`; a day before a week, a month or a year in
    which it may lie.
    """
    own, lead = tuple(sentences), _beside(reading, anchor, recalled=recalled, apart=apart)
    for aftermath in (False, True):
        if times := _times(own, lead, reading, anchor, aftermath=aftermath):
            return _sharpest(times)
    return Time()


def happened(sentences: Sequence[int], reading: Reading, anchor: Day, *, apart: Container[int] = ()) -> Time:
    """The time as `when` has it, but for the day of what only followed (*the trial for the murder began on Monday*)."""
    return _sharpest(_times(sentences, _beside(reading, anchor, recalled=False, apart=apart), reading, anchor))


def _beside(reading: Reading, anchor: Day, *, recalled: bool, apart: Container[int]) -> tuple[int, ...]:
    """The first sentences of the body that may date an account, whatever it counts."""
    if recalled:
        return ()
    return tuple(n for n in _lead(reading, anchor) if n not in apart and not _is_calm(reading.sentences[n].signs))


def _is_calm(signs: Signs) -> bool:
    """Whether a sentence tells at least as much of what no violence is: of a court, a farewell, a mishap."""
    return not signs.scene and signs.calm > 0 and signs.violent <= signs.calm


def _sharpest(times: Sequence[Time]) -> Time:
    """The first that is a day within the first of all, else that."""
    days = (t for t in times if t.precision in _DAYS and _may_be_in(t, times[0]))
    return next(days, times[0] if times else Time())


def _times(
    own: Sequence[int], lead: Sequence[int], reading: Reading, anchor: Day, *, aftermath: bool = False
) -> list[Time]:
    """The times of an account's own sentences, and those of the lead that are no whole years: what the news answers.

    Those of sentences that tell of harm, and of the lead's that say when it happened, stand before those of answers
    (*the shooting happened on Friday … two men were arrested on Monday*).
    """
    numbers = sorted((*own, *lead), key=lambda n: _tells_only_an_answer(reading.sentences[n], is_own=n in own))
    found = [(n, days_of(reading.sentences[n], anchor, aftermath=aftermath)) for n in numbers]
    return [time for n, time in found if time is not None and (n in own or time.precision not in _YEARS)]


def _tells_only_an_answer(sentence: ReadSentence, *, is_own: bool) -> bool:
    """Whether a sentence neither tells of harm, where it tells of somebody, nor says that something happened."""
    if not is_own:
        return not sentence.signs.scene
    return bool(sentence.findings) and not any(f.outcome in HARMED | _SUFFERED for f in sentence.findings)


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
