"""Which happening a toll speaks of: this incident, another one, or a running total over many."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from testigo.claims.drafts import Draft
from testigo.claims.retold import OF_BEFORE
from testigo.model.calendar import period
from testigo.model.claim import Period
from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Reading, ReadSentence
from testigo.model.spans import apart, holds, overlap
from testigo.model.timewords import TimeMention, TimeWords

_SINGLE = {"one", "name", "surname", "definite", "zero"}
RUNNING_TOTAL = "running_total"
COMPARISON = "comparison"
"""The cue of words that hold a figure against others (*the highest since 2011*)."""
GOES_ON = "goes_on"
"""The cue of a sentence that goes on with what the one before counted."""
ADDS_UP = "adds_up"
"""The cue of words that lead from what happened to what it adds up to (*two were killed, with which there are 30*)."""
OVER_MANY = "over_many"
"""The key of rules whose words count over many incidents (*11 homicides*)."""
SEPARATE = "separate_incidents"
"""The cue of words for several incidents here and there (*shootings across the city*)."""
RATE = "rate"
"""The cue of words for how many each day or year (*ten a day on average*): no count that runs."""
OVER_A_LAND = "over_a_land"
"""The cue of words for all of a land (*across the country*): attacks there are many, one raid on suspects is not."""
ONE_HAPPENING = "one_happening"
"""The cue of words for one happening (*the 2002 bombing*): a time among them is no stretch that is counted over, and
whoever they count are counted of it alone.
"""
SINCE_WHEN = "since_when"
"""The cue of words for one happening and when it was (*the worst since May, when 15 were killed*)."""
_NEXT = 2
_MANY = 20
"""A count from which on *in 2014* tells of a year and not of one day in it."""
_HUNDRED = 100
"""A count from which on *last year*, which many an attack was in, tells of all of it."""
_OVER_YEARS = 10
"""A count from which on *between 1975 and 1980*, or *from January to May*, tells of more than one incident."""


_COUNTED_OVER_A_WAR = {"killed", "injured", "missing"}
_TOTAL = "total"
"""The value of a rule that reads a count so far (*the toll rose to 40*)."""
_LASTING = {"missing", "abducted"}
"""Outcomes of a few, or of hostages, that last: *missing since Saturday* tells when it began."""
_MULTITUDE = 1000
"""So many are killed or missing over a war or a year, unless the sentence names the day; injured they may be on one."""
_INJURED = "injured"
_ARRESTED = "arrested"
"""An outcome that people meet one by one: a count so far of it is over many arrests (*arrests now stand at 64*)."""
_ONE = Quantity(1, 1)
_TWO_DAYS = 36
"""Hours from which on *the past 48 hours* tells of more than one day."""
_LONG = {"week", "month", "quarter", "year", "decade", "century"}
_SHORTER = {"month", "week"}
"""Units of which a count so far may be told, and of which a plain count is of one incident in it as a rule."""
_MONTHS, _DAYS = 12, 30
"""Months of a year, and days of a month, near enough."""
_WAR = 10_000
"""So many are not counted of one incident, whatever day the sentence names."""


def statistics(drafts: tuple[Draft, ...], reading: Reading) -> tuple[bool, ...]:
    """Which drafts are running totals; a sentence that goes on with one (*also killed*, *in the raids*), or counts some
    of them (*of those, 83 were police*), has another.
    """
    flags: list[bool] = []
    summed = sums(reading)
    for draft in drafts:
        sentence = reading.sentences[draft.sentence]
        takes_up = GOES_ON in sentence.cues or OF_BEFORE in draft.finding.values
        goes_on = takes_up and _follows_one(draft, drafts, flags)
        told = draft.finding.group.kind not in _SINGLE or OVER_MANY in draft.finding.values
        flags.append(draft.over_several or runs(draft, sentence, summed=draft.sentence in summed) or (goes_on and told))
    return tuple(flags)


def _follows_one(draft: Draft, drafts: tuple[Draft, ...], flags: list[bool]) -> bool:
    """Whether the last figure told before this one's sentence, and near it, is a running total."""
    for i in range(len(flags) - 1, -1, -1):
        apart = draft.sentence - drafts[i].sentence
        if apart > 0:
            return apart <= _NEXT and flags[i]
    return False


def sums(reading: Reading) -> set[int]:
    """The sentences that tell a count so far (*which takes the toll to 40*)."""
    return {i for i, sentence in enumerate(reading.sentences) if any(_TOTAL in f.values for f in sentence.findings)}


def _goes_on_with_a_sum(finding: Finding, sentence: ReadSentence) -> bool:
    """Whether a figure stands next behind a count so far and is of another outcome (*a toll of 40 dead and 90 hurt*):
    it is counted over the same time.
    """
    at = bisect_left(sentence.findings, finding.group.span[0], key=lambda f: f.group.span[0])
    last = sentence.findings[at - 1] if at else None
    return last is not None and _TOTAL in last.values and last.outcome != finding.outcome


def runs(draft: Draft, sentence: ReadSentence, *, summed: bool) -> bool:
    """Whether the draft's own sentence tells a running total: several people, and a cue of the pack (*a series of
    attacks*) or a time that runs on (*so far this year*, *since 2004*, *in the past three months*).

    Where another figure of a `summed` sentence is the count so far, the times that run on are its own (*two more died,
    which takes the toll this year to 40*).
    """
    if draft.finding.group.kind in _SINGLE or draft.quantity == _ONE:
        return False
    if OVER_MANY in draft.finding.values or _adds_up_arrests(draft):
        return True
    many = max(draft.quantity.low, draft.quantity.high or 0, _beside(draft.finding, sentence))
    people = draft.finding.outcome in _COUNTED_OVER_A_WAR
    own = draft.finding.group.span
    if people and _is_a_multitude(draft, sentence):
        return True
    only_adds = summed and _TOTAL not in draft.finding.values and not _goes_on_with_a_sum(draft.finding, sentence)
    if only_adds or _is_of_one(own, sentence) or _is_within(own, SINCE_WHEN, sentence):
        return False
    told = (*sentence.cues.get(RUNNING_TOTAL, ()), *(sentence.cues.get(OVER_A_LAND, ()) if people else ()))
    what = draft.finding.what
    cues = [
        cue
        for cue in told
        if not (_holds_a_day(cue, sentence) or _is_of_one(cue, sentence) or _yields_to_a_day(cue, what, sentence))
        and not _is_a_rate_of_others(cue, (own, what), sentence)
    ]
    few = draft.quantity.low < _OVER_YEARS or draft.finding.group.captive
    if draft.finding.outcome in _LASTING and few and _are_of_its_beginning(cues, sentence):
        return False
    if any(_goes_with(cue, own, sentence) for cue in cues):
        return True
    times = tuple(
        t
        for t in sentence.times
        if _goes_with(t.span, own, sentence)
        and not _is_of_one(t.span, sentence)
        and not _yields_to_a_day(t.span, what, sentence)
    )
    if _TOTAL in draft.finding.values and any(_is_this_one(t) or _is_a_year(t) for t in times):
        return True
    return any(_runs_on(t, many) and _bears(t, draft.finding, sentence) for t in times)


def _beside(finding: Finding, sentence: ReadSentence) -> int:
    """How many people of another outcome are counted next to a figure (*31 hurt and three dead from April to June*):
    what many are counted over, these few are, too.
    """
    at = bisect_left(sentence.findings, finding.group.span, key=lambda f: f.group.span)
    near = sentence.findings[max(0, at - 1) : at + 2]
    counted = (f.group.quantity for f in near if f.outcome != finding.outcome and f.group.kind == "counted")
    return max((quantity.low for quantity in counted if quantity), default=0)


def _is_a_multitude(draft: Draft, sentence: ReadSentence) -> bool:
    """Whether so many are told of for sure that they are counted over a war, or over a year."""
    many, own = draft.quantity.low, draft.finding.group.span
    of_one = _is_of_one(own, sentence) or _is_within(own, SINCE_WHEN, sentence)
    at_once = of_one or any(_is_a_day(t) for t in sentence.times)
    return many >= _WAR or (many >= _MULTITUDE and draft.finding.outcome != _INJURED and not at_once)


def _adds_up_arrests(draft: Draft) -> bool:
    return draft.finding.outcome == _ARRESTED and _TOTAL in draft.finding.values


def _are_of_its_beginning(cues: list[Span], sentence: ReadSentence) -> bool:
    """Whether all that runs on in a sentence runs since a time: none of the words of its cues stand elsewhere."""
    since = [t.span for t in sentence.times if t.since]
    return bool(since) and all(any(cue[0] <= end and start <= cue[1] for start, end in since) for cue in cues)


def _goes_with(words: Span, count: Span, sentence: ReadSentence) -> bool:
    """Whether words of a stretch of time bear on a count: not those of what it is held against (*the worst since
    2011*), nor those of what the count only adds to.
    """
    between = range(min(words[0], count[0]) + 1, max(words[0], count[0]) + 1)
    return not _is_compared(words, sentence) and all(at not in between for at, _ in sentence.cues.get(ADDS_UP, ()))


def _is_a_rate_of_others(cue: Span, told: tuple[Span, Span], sentence: ReadSentence) -> bool:
    """Whether a cue stands among words for how many each day that hold neither a count nor what its people met (*two
    were killed in Korum, a town with five murders a day*).
    """
    rates = [rate for rate in sentence.cues.get(RATE, ()) if overlap(rate, cue)]
    return bool(rates) and not any(overlap(rate, span) for rate in rates for span in told)


def _holds_a_day(cue: Span, sentence: ReadSentence) -> bool:
    """Whether the words of a cue name one day (*Saturday's death toll*): what it counts is no running total."""
    within = (t.words for t in sentence.times if holds(cue, t.span))
    return any(words.day is not None or words.weekday is not None for words in within)


def _is_of_one(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time, a cue or a count stands among words for one happening."""
    return _is_within(span, ONE_HAPPENING, sentence)


def _is_within(span: Span, cue: str, sentence: ReadSentence) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in sentence.cues.get(cue, ()))


def _is_compared(span: Span, sentence: ReadSentence) -> bool:
    return _is_within(span, COMPARISON, sentence)


def _bears(mention: TimeMention, finding: Finding, sentence: ReadSentence) -> bool:
    """A stretch of time (*over the past two weeks*) belongs to the outcome word next to it where the sentence names a
    day as well, and to none that a day stands nearer to; else it bears on all, as other times do.
    """
    days = [t.span for t in sentence.times if _is_a_day(t) or _is_yesterday(t)]
    if mention.words.way != "past" or not days:
        return True
    if any(apart(finding.what, day) < apart(finding.what, mention.span) for day in days):
        return False
    nearest = min(sentence.findings, key=lambda f: apart(f.what, mention.span))
    return apart(finding.what, mention.span) <= apart(nearest.what, mention.span)


def _yields_to_a_day(words: Span, what: Span, sentence: ReadSentence) -> bool:
    """Whether words of a time since which something goes on stand farther from what people met than a day does: they
    tell of something else (*18 were killed on Sunday in Korum, at war since 2011*).
    """
    since = [t.span for t in sentence.times if t.since and overlap(words, t.span)]
    days = [t.span for t in sentence.times if _is_a_day(t)]
    return bool(since) and any(apart(what, day) < apart(what, words) for day in days)


def period_of(sentence: ReadSentence, count: int, day: date | None) -> Period:
    """The period that a running count covers: of the first time in its sentence that runs on."""
    mention = next((m for m in sentence.times if _runs_on(m, count)), None)
    if mention is None:
        return Period()
    covers = period(mention.words, day)
    if mention.words.unit == "year" and mention.words.shift == 0:
        return Period(start=covers.start)  # *this year* has not ended, and the text does not say up to when it counts
    return covers


def _is_a_day(mention: TimeMention) -> bool:
    return not mention.since and (mention.words.day is not None or mention.words.weekday is not None)


def _is_yesterday(mention: TimeMention) -> bool:
    """Whether a time is a day told by how far it lies from today."""
    return not mention.since and mention.words.way == "date" and mention.words.unit == "day"


def is_tally(finding: Finding, sentence: ReadSentence) -> bool:
    """Whether a count of incidents is a running total: its rule says so, or a cue or a time in its sentence."""
    if _is_of_one(finding.group.span, sentence):
        return False
    if _TOTAL not in finding.values or RUNNING_TOTAL in sentence.cues or SEPARATE in sentence.cues:
        return True
    low = finding.group.quantity.low if finding.group.quantity else 0
    return any(_runs_on(t, low) for t in sentence.times)


def is_rate(span: Span, sentence: ReadSentence) -> bool:
    """Whether a count stands among words for how many each day, or on average."""
    return any(overlap(span, cue) for cue in sentence.cues.get(RATE, ()))


def _is_this_one(mention: TimeMention) -> bool:
    """Whether a time is the month or week that is not over: what a count so far is of."""
    words = mention.words
    return words.unit in _SHORTER and words.shift == 0 and words.way == "date" and words.part is None


def _is_a_year(mention: TimeMention) -> bool:
    """Whether a time is a whole year, told by its number."""
    return mention.words.year is not None and mention.words.month is None and mention.words.way == "date"


def _is_several_months(words: TimeWords) -> bool:
    """Whether a time is a quarter or half of a year."""
    return words.way == "date" and words.months > 1 and words.day is None and words.edge is None


def _is_long(words: TimeWords) -> bool:
    """Whether a part is one of a month or a year (*the start of the year*, *early May*), and not of a day."""
    return words.day is None and (words.month is not None or words.year is not None or words.unit in _LONG)


def _is_within_a_day(words: TimeWords) -> bool:
    """Whether a stretch of hours is no longer than a day: *the past 24 hours* are a day like others."""
    hours = words.count.low if words.count else 0
    return words.unit == "minute" or (words.unit == "hour" and hours < _TWO_DAYS)


def _is_a_period(words: TimeWords) -> bool:
    """Whether a range of days is longer than any course of violence, as the periods of reports are."""
    until = words.until
    if until is None or words.day is None or until.day is None or words.month is None or until.month is None:
        return False
    years = until.year - words.year if until.year and words.year else int(until.month < words.month)
    months = years * _MONTHS + until.month - words.month
    return months * _DAYS + until.day - words.day >= _DAYS


def _runs_on(mention: TimeMention, count: int) -> bool:
    words = mention.words
    if mention.since:
        return words.weekday is None and (words.part is None or _is_long(words))
    if words.way == "range":
        return (_is_a_period(words) or (words.day is None and words.weekday is None)) and count >= _OVER_YEARS
    whole_year = _is_a_year(mention) or _is_several_months(words)
    by_year = words.unit == "year" and words.month is None and words.part is None
    this_year, last_year = by_year and words.shift == 0, by_year and words.shift == -1
    of_a_year = (whole_year and count >= _MANY) or (last_year and count >= _HUNDRED)
    past = words.way == "past" and not _is_within_a_day(words)
    return mention.so_far or past or this_year or of_a_year
