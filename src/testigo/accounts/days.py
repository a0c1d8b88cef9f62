"""When something happened by one sentence: which of its times are those of what was done, as days of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from testigo.accounts.classify import HARMED
from testigo.accounts.recalled import MOURNED, SINCE_WHEN
from testigo.accounts.spoken import of_the_telling
from testigo.model.calendar import TOLERANCE, resolve, resolve_all
from testigo.model.circumstance import Time
from testigo.model.dispatch import Span
from testigo.model.reading import ReadSentence
from testigo.model.spans import apart, holds
from testigo.model.timewords import TimeMention


class Day(msgspec.Struct, frozen=True):
    """The day of the dispatch, None when unknown, and where its body begins: a date before it is the dateline's.

    `printed`: the dateline tells the day, and not only who delivered the dispatch.
    """

    day: date | None = None
    body: int = 0
    printed: bool = False


_FREE = "released"
SUFFERED = {"missing", "sexual_violence"}
_TAKEN, _ARRESTED = "abducted", "arrested"
_DONE_ABOUT_IT = {_FREE, "surrendered"}
ANSWERS = {"", "arrest_or_raid", "protest"}
"""Types of deeds that answer what happened before."""

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
_TOTAL = "total"
"""The value of a finding that is a count so far: of the violence that its sentence calls by its day, whoever died since
(*the toll of the May 3 attack rose to 12 with the death on Monday of a clerk*).
"""
COUNT_MOVES = "count_moves"
"""The cue of a later death, or of a body that is found, by which a count moves (*died on Friday, raising the toll*)."""
LATER_DEATH = "later_death"
"""The cue of who dies of wounds, or has died, of what was done before (*shot on Friday, died of his wounds Monday*)."""
_LATER_STATE = "later_state"
"""The cue of how those are whom violence met before (*remained hospitalized on Friday*)."""
_SURELY_LATER = (MOURNED, SPOKEN_OF)
_TOLD_OF = "told_of_somebody"
"""The cue of violence that only tells of whom the rest of its sentence speaks (*a man killed by a guard*)."""
_LATER = (AFTERMATH, _TOLD_OF, *_SURELY_LATER)
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
_LONG_UNITS = {"month", "year"}
DAYS = {"hour", "day", "few_days"}
SHARP = DAYS | {"week"}
"""Precisions that say when something happened; a month or a year is taken only where nothing sharper stands."""
_STRUCK = 48
"""Code points from an attack to those who mourn and were attacked themselves: *an attack on the guests of a wake*."""
_SINCE = 16
"""Code points from who is gone to since when: room for *since the*."""
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
    if days and days[0] is sentence.times[0] and days[0].taken_up:
        del days[0]
    resolved = [
        (m, _done(m, _over(m, time, anchor), anchor) if _is_dated(m, sentence) else _over(m, time, anchor))
        for m, time in zip(body, resolve_all(body, anchor.day), strict=True)
        if m in days
        and (
            m.owning
            or _is_dated(m, sentence)
            or _is_a_stretch_behind(m, sentence)
            or not _is_of_what_followed(m.span, sentence, surely=aftermath)
        )
        and (aftermath or not _is_answered(m.span, sentence))
        and (not m.followed or (m is days[-1] and _leads_to_all(m, sentence)))
    ]
    slack = bool(sentence.findings or sentence.deeds)
    past = [(m, i, time) for i, (m, time) in enumerate(resolved) if _past(time, anchor, slack=slack)]
    if told:
        past.sort(key=lambda p: (not _is_of_a_sum(p[0], sentence), _apart(p[0].span, told), p[1]))
    else:
        past.sort(key=lambda p: (p[0].words.narrative, p[2].start, p[1]))  # *on Monday … a year earlier*
    times = [time for _, _, time in past]
    return next((t for t in times if t.precision in SHARP and may_be_in(t, times[0])), times[0] if times else None)


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
    if _is_gone_since(mention, sentence):
        return False
    moves = COUNT_MOVES in sentence.cues and not _is_a_stretch(mention)
    if not _is_dated(mention, sentence) and (mention.since or mention.telling or moves):
        return True
    return not mention.owning and of_the_telling(mention.span, sentence)


def _is_a_stretch(mention: TimeMention) -> bool:
    """Whether a time is a month or a year: what is done about violence has a day, and it may not."""
    words = mention.words
    return words.day is None and words.weekday is None and (words.month is not None or words.unit in _LONG_UNITS)


def _is_a_stretch_behind(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether a month or a year stands behind violence that the rest of its sentence follows: it is that of the
    violence (*charged on Tuesday with the murder of 16 in a riot last August*).
    """
    cues = sentence.cues.get(AFTERMATH, ())
    return bool(cues) and _is_a_stretch(mention) and all(end <= mention.span[0] for _, end in cues)


def _is_dated(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether violence is called by a time."""
    return _is_in(mention.span, sentence.cues.get(_DATED, ()))


def _is_of_a_sum(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether violence that a count so far is of is called by a time: none of whom the sentence counts beside it."""
    others = [f.what for f in sentence.findings if _TOTAL not in f.values]
    if mention.since or len(others) == len(sentence.findings):
        return False
    dated = [cue for cue in sentence.cues.get(_DATED, ()) if not any(holds(cue, what) for what in others)]
    return _is_in(mention.span, dated)


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
    died_since = _is_in(span, sentence.cues.get(LATER_DEATH, ()))
    if died_since and (COUNT_MOVES in sentence.cues or any(_TOTAL in f.values for f in sentence.findings)):
        return True  # others had died before
    return not surely and (
        died_since
        or _is_in(span, sentence.cues.get(_LATER_STATE, ()))
        or _followed(span, sentence, _LATER)
        or _is_of_who_recalls(span, sentence)
    )


def _is_answered(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time is that of what those who were arrested are said to have done, which harmed nobody there."""
    told = sentence.cues.get(AFTERMATH, ())
    only_arrests = bool(sentence.findings) and all(f.outcome == _ARRESTED for f in sentence.findings)
    return only_arrests and _is_in(span, told) and not any(_is_in(f.what, told) for f in sentence.findings)


def _is_of_who_recalls(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time stands nearer to what recalls the dead, or looks into their death, than to what harmed them; who
    was attacked while they mourned recalls nobody there.
    """
    struck = [deed.what[1] for deed in sentence.deeds if deed.type not in ANSWERS]
    recalling = [
        cue for cue in sentence.cues.get(_COMMEMORATES, ()) if not any(0 <= cue[0] - end <= _STRUCK for end in struck)
    ]
    harms = [f.what for f in sentence.findings if f.outcome in HARMED]
    return bool(recalling and harms) and _apart(span, recalling) < _apart(span, harms)


def _is_gone_since(mention: TimeMention, sentence: ReadSentence) -> bool:
    """Whether somebody is said to be gone, or held, since a time that stands right behind, and no other time is told:
    *missing since Friday*.
    """
    gone = (f.what[1] for f in sentence.findings if f.outcome in ("missing", _TAKEN))
    alone = all(time.since for time in sentence.times)
    return mention.since and alone and any(0 <= mention.span[0] - end <= _SINCE for end in gone)


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


def _done(mention: TimeMention, time: Time, anchor: Day) -> Time:
    """The time of what was done: a date without a year that is still to come was that of the year before."""
    words = mention.words
    if words.month is None or words.year is not None or words.shift or words.way != "date" or _past(time, anchor):
        return time
    return resolve(words, anchor.day - TOLERANCE, time.text) if anchor.day else time


def may_be_in(day: Time, stretch: Time) -> bool:
    """Whether a day may be told of within a stretch of time that its sentence names nearer to what happened: not a day
    long after it (*was killed in September 1996, and the trial began yesterday*).
    """
    return not (day.start and stretch.end) or day.start <= stretch.end


def _past(time: Time, anchor: Day, *, slack: bool = True) -> bool:
    """Whether it has begun; with `slack` by tomorrow at the latest: the day may have changed where it was filed. Where
    nothing is told to be done, tomorrow is a day to come.
    """
    if not time.start:
        return False
    return anchor.day is None or date.fromisoformat(time.start) <= anchor.day + timedelta(days=slack)


def _said_to_be_done(sentence: ReadSentence) -> list[Span]:
    """The words that say an outcome, of what was done to the harmed before what was done about it; in a sentence
    without one those that say what somebody did, and so where it tells only of those who are free again (*clerks of a
    bank attacked in May were freed on Friday*).
    """
    harms = [f for f in sentence.findings if f.outcome in HARMED]
    harms = harms or [f for f in sentence.findings if f.outcome in SUFFERED]
    harms = harms or [f for f in sentence.findings if f.outcome not in _DONE_ABOUT_IT]
    only_free = all(f.outcome == _FREE for f in sentence.findings)
    struck = [deed.what for deed in sentence.deeds if deed.type not in ANSWERS or not sentence.findings]
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


def answered_on(sentence: ReadSentence, anchor: Day) -> Time | None:
    """When the violence was that a sentence of those who were arrested names, where it says so (*held on Monday over
    the bombing of May 3*).
    """
    told = [m for m in sentence.times if _is_in(m.span, sentence.cues.get(AFTERMATH, ()))]
    return next((time for time in resolve_all(told, anchor.day) if _past(time, anchor)), None)


def since_when(sentence: ReadSentence, anchor: Day) -> Time:
    """When that was which nothing since was as bad as (*the worst attack since May, when 15 were killed*)."""
    told = next((m for m in sentence.times if _is_in(m.span, sentence.cues.get(SINCE_WHEN, ()))), None)
    if told is None:
        return Time()
    then = msgspec.structs.replace(told.words, edge=None)  # itself, and not all that has passed since
    (time,) = resolve_all([msgspec.structs.replace(told, words=then)], anchor.day)
    return time if _past(time, anchor) else Time()


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
