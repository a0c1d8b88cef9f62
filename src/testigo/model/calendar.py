"""The meaning of time words: pure arithmetic on the calendar, always backwards from the day of the dispatch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from testigo.model.circumstance import DatePrecision, Time
from testigo.model.claim import Period
from testigo.model.timewords import TimeMention, TimeWords

Stretch = tuple[date, date, DatePrecision]
TOLERANCE = timedelta(days=21)
"""A date without a year may lie this long after the dispatch (*the vote on May 9*) before it means the year before: of
one that is nearly a year back the year is said."""
WEEK = timedelta(days=7)
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}
_TOMORROW = 6
"""Days from a weekday back to the last one of tomorrow's name."""
_YEAR_BACK = 366
_LEAP_YEAR, _DECEMBER = 2000, 12
_HALF_A_YEAR, _ABOUT = 6, 2
"""Months of a half, and by how many *a year and a half ago* may lie off."""
_SUNDAY = 6
"""The day on which *last week* is the one before or the one that ends: which day begins a week is told otherwise."""
_SMALL = frozenset({"minute", "hour", "day", "night", "weekend"})
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_LONGEST: tuple[tuple[int, DatePrecision], ...] = (
    (1, "day"), (4, "few_days"), (10, "week"), (31, "month"), (366, "year"),
)  # fmt: skip


def resolve(words: TimeWords, anchor: date | None, text: str | None = None) -> Time:
    """The days that the words mean in a dispatch of the day `anchor`; without one, only what names its year resolves.

    >>> resolve(TimeWords(weekday=0), date(2019, 12, 3)).start
    '2019-12-02'
    >>> resolve(TimeWords(year=2010), None)
    Time(start='2010-01-01', end='2010-12-31', precision='year', text=None)
    """
    day = anchor or _own_anchor(words)
    try:
        stretch = _WAYS[words.way](words, day) if day else None
    except (ValueError, OverflowError):
        stretch = None  # no such day, or one outside the calendar
    if stretch is None:
        return Time(text=text)
    start, end, precision = stretch
    return Time(start=start.isoformat(), end=end.isoformat(), precision=precision, text=text)


def is_on_no_calendar(words: TimeWords) -> bool:
    """Whether the words name a day that its month does not have in the year said, or in any.

    >>> is_on_no_calendar(TimeWords(month=2, day=30)), is_on_no_calendar(TimeWords(month=2, day=29))
    (True, False)
    """
    if words.way != "date" or words.month is None or words.day is None or words.months != 1:
        return False
    year = words.year if words.year and words.year > 99 else _LEAP_YEAR
    return words.day > _days(year, words.month)


def resolve_all(mentions: Iterable[TimeMention], anchor: date | None) -> tuple[Time, ...]:
    """Each mention of a passage in its order; one that counts from a time told before takes the last one told."""
    told, exact, times = anchor, True, []
    for mention in mentions:
        words = mention.words
        vague = words.narrative and not exact and words.unit in _SMALL
        time = Time() if vague else resolve(words, told if words.narrative else anchor)
        times.append(time)
        if time.start and not (mention.duration or mention.followed):
            told, exact = date.fromisoformat(time.start), time.precision in ("hour", "day")
    return tuple(times)


def period(words: TimeWords, anchor: date | None) -> Period:
    """The period that the words give a running count: *since March* runs from its first day to the dispatch's.

    >>> period(TimeWords(month=3, edge="since"), date(2019, 12, 3))
    Period(start='2019-03-01', end='2019-12-03', stated_end=False)
    """
    time = resolve(words, anchor)
    today = anchor.isoformat() if anchor else None
    if words.edge in ("since", "so_far", "after"):
        return Period(start=time.start, end=today)
    if words.edge in ("until", "before"):
        return Period(end=time.end, stated_end=True)
    return Period(start=time.start, end=time.end, stated_end=True)


def length(words: TimeWords) -> str | None:
    """A duration as ISO 8601, None when its number is open.

    >>> from testigo.model.quantity import Quantity
    >>> length(TimeWords(way="duration", unit="hour", count=Quantity(6, 6)))
    'PT6H'
    """
    letters = {
        "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W", "month": "{}M", "year": "{}Y"
    }  # fmt: skip
    count = words.count
    if words.unit not in letters or count is None or count.low != count.high:
        return None
    if words.half and words.unit != "hour":
        return None
    return "P" + letters[words.unit].format(count.low) + ("30M" if words.half else "")


def _own_anchor(words: TimeWords) -> date | None:
    """The last day of the year that the words name."""
    year = words.year or (words.until.year if words.until else None)
    named = year is not None and year > 99 and words.way in ("date", "range") and words.shift is None
    return date(year, 12, 31) if named and year else None


def _date(words: TimeWords, anchor: date) -> Stretch | None:
    """Any fields of the calendar: the largest one given decides which way to look."""
    if words.month is not None:
        return _in_year(words, anchor)
    if words.weekday is not None:
        day = _weekday(words, anchor) if words.day is None else _weekday_of_month(words, anchor)
        return _night(day, anchor) if words.part == "overnight" else (day, day, "day")
    if words.day is not None:
        day = _day_of_month(words, anchor)
        return day, day, "day"
    if words.year is not None:
        return _years(words, anchor)
    return _shifted(words, anchor)


def _night(day: date, anchor: date) -> Stretch:
    """The night after a day, but on that day itself the one that it began with."""
    first = day - timedelta(days=day == anchor)
    return first, first + timedelta(days=1), "few_days"


def _in_year(words: TimeWords, anchor: date) -> Stretch | None:
    """A month, a season, or a day of a month; the year said, shifted, or the latest that fits."""
    assert words.month is not None
    if words.day is not None:
        day = date(_year(words, anchor, words.month, words.day), words.month, words.day)
        return day, day, "day"
    start = date(_year(words, anchor, words.month, 1), words.month, 1)
    end = _add_months(start, words.months) - timedelta(days=1)
    return start, _clipped(words, start, end, anchor), "month" if words.months == 1 else "year"


def _year(words: TimeWords, anchor: date, month: int, day: int) -> int:
    if words.year is not None:
        return _full_year(words.year, anchor)
    if words.unit == "year" and words.shift is not None:
        return anchor.year + words.shift
    if words.shift == 0:
        return _nearest_year(anchor, month, day) if words.day else anchor.year
    if words.shift is not None:  # last May, next May: not the one we are in
        today = anchor.day if words.day else 1  # of the last 5th of May only the day itself is left out
        last = month + words.months - 1  # last summer, told in August, is not this one
        here = (last, day) < (anchor.month, today) if words.shift < 0 else (month, day) > (anchor.month, anchor.day)
        return anchor.year + (0 if here else words.shift)
    limit = anchor if words.edge == "since" else anchor + TOLERANCE
    return limit.year if (month, day) <= (limit.month, limit.day) else limit.year - 1


def _nearest_year(anchor: date, month: int, day: int) -> int:
    """The year in which a day lies nearest to the dispatch: *this 31st of December*, told on New Year's Day."""
    years = (anchor.year, anchor.year - 1, anchor.year + 1)
    return min(years, key=lambda year: abs((date(year, month, 1) - anchor).days + day - 1))


def _full_year(year: int, anchor: date) -> int:
    """Two digits mean the latest such year that is not after the dispatch's."""
    return year if year > 99 else anchor.year - (anchor.year - year) % 100


def _years(words: TimeWords, anchor: date) -> Stretch:
    assert words.year is not None
    year = _full_year(words.year, anchor)
    end = date(year + words.years - 1, 12, 31)
    return date(year, 1, 1), _clipped(words, date(year, 1, 1), end, anchor), "year" if words.years == 1 else "more"


def _weekday(words: TimeWords, anchor: date) -> date:
    """The latest such day up to the dispatch's own; *last* leaves that day out, *next* looks on.

    The day six days back is tomorrow's: it is named so of what is to come, and where the day has changed already.
    """
    assert words.weekday is not None
    if words.unit == "week" and words.shift is not None:
        return _monday(anchor) + WEEK * words.shift + timedelta(days=words.weekday)
    back = (anchor.weekday() - words.weekday) % 7
    if words.shift == 1:
        return anchor - timedelta(days=back) + WEEK
    if words.shift == -1:
        return anchor - timedelta(days=back or 7)
    return anchor + timedelta(days=1) if back == _TOMORROW else anchor - timedelta(days=back)


def _weekday_of_month(words: TimeWords, anchor: date) -> date:
    """*Monday the 12th*: the nearest day that is both; where there is none within a year, the weekday by itself."""
    away = sorted(range(-_YEAR_BACK, TOLERANCE.days), key=abs)
    days = (anchor + timedelta(days=n) for n in away)
    both = (day for day in days if (day.weekday(), day.day) == (words.weekday, words.day))
    return next(both, _weekday(words, anchor))


def _day_of_month(words: TimeWords, anchor: date) -> date:
    """*the 15th of this month*, *the 15th*: in the month shifted to, else the latest that has passed, or *the next*."""
    assert words.day is not None
    first = anchor.replace(day=1)
    if words.unit == "month" and words.shift is not None:
        return _add_months(first, words.shift).replace(day=words.day)
    if words.shift == 1:
        return (first if words.day > anchor.day else _add_months(first, 1)).replace(day=words.day)
    month = first if words.day <= anchor.day else _add_months(first, -1)
    return month.replace(day=words.day)


def _shifted(words: TimeWords, anchor: date) -> Stretch | None:
    """Whole units from the one the dispatch stands in: *this month*, *last week*, *yesterday*."""
    if words.unit is None or words.shift is None:
        return None
    start, end, precision = _unit(words, anchor)
    return start, _clipped(words, start, end, anchor), precision


def _unit(words: TimeWords, anchor: date) -> Stretch:
    shift = words.shift or 0
    assert words.unit is not None
    if words.unit in ("day", "night", "hour", "minute"):
        day = anchor + timedelta(days=shift)
        overnight = words.part == "overnight"
        return day - timedelta(days=overnight), day, "few_days" if overnight else "day"
    if words.unit == "weekend":
        saturday = _saturday(anchor, shift)
        return saturday, saturday + timedelta(days=1), "few_days"
    if words.unit in ("week", "fortnight"):
        monday = _monday(anchor) + WEEK * shift
        either = shift == -1 and anchor.weekday() == _SUNDAY
        return monday, anchor - timedelta(days=1) if either else monday + timedelta(days=6), "week"
    months = _MONTHS[words.unit]
    index = (anchor.year * 12 + anchor.month - 1) // months * months + shift * months
    start = date(index // 12, index % 12 + 1, 1)
    precision: DatePrecision = "month" if months == 1 else "year" if months <= 12 else "more"
    return start, _add_months(start, months) - timedelta(days=1), precision


def _ago(words: TimeWords, anchor: date, *, sign: int = -1) -> Stretch | None:
    """A count of units back: a day exactly, a week three days about it, longer units as the month or year reached."""
    count = words.count
    if words.unit in ("minute", "hour"):
        return anchor, anchor, "hour"
    if words.unit is None or count is None or count.high is None:
        return None
    far, near = (_moved(anchor, words.unit, sign * n) for n in (count.high, count.low))
    start, end = sorted((far, near))
    if words.unit in ("day", "night") or words.edge == "anniversary":
        return start, end, _by_length(start, end)
    if words.unit in _DAYS:
        return start - timedelta(days=3), end + timedelta(days=3), "week"
    if words.half and words.unit == "year":
        start, end = (_add_months(day, sign * _HALF_A_YEAR + off) for day, off in ((start, -_ABOUT), (end, _ABOUT)))
        return start.replace(day=1), end.replace(day=_days(end.year, end.month)), "year"
    if words.unit in ("month", "quarter"):
        return start.replace(day=1), end.replace(day=_days(end.year, end.month)), "month"
    return date(start.year, 1, 1), date(end.year, 12, 31), "year"


def _ahead(words: TimeWords, anchor: date) -> Stretch | None:
    return _ago(words, anchor, sign=1)


def _past(words: TimeWords, anchor: date) -> Stretch | None:
    """The count of units that ends with the dispatch: *the past three days*; *the next* ones begin with it."""
    many = words.count.high if words.count else 1
    if words.unit is None or many is None:
        return None
    unit, many = ("day", many // 24) if words.unit == "hour" else (words.unit, many)  # the past 24 hours
    start, end = sorted((anchor, _moved(anchor, unit, many * (words.shift or -1))))
    return start, end, _by_length(start, end)


def _range(words: TimeWords, anchor: date) -> Stretch | None:
    """From the latest beginning before the latest end, so that *Saturday and Sunday* are two days in a row."""
    last = _date(words.until, anchor) if words.until else None
    first = _date(replace(words, way="date", until=None), last[1]) if last else None
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1], _by_length(first[0], last[1])


def _nothing(words: TimeWords, anchor: date) -> Stretch | None:
    return None


_WAYS: dict[str, Callable[[TimeWords, date], Stretch | None]] = {
    "date": _date, "ago": _ago, "ahead": _ahead, "past": _past, "range": _range,
    "duration": _nothing, "clock": _nothing,
}  # fmt: skip


def _clipped(words: TimeWords, start: date, end: date, anchor: date) -> date:
    """What has passed *so far* ends with the dispatch, if it had begun by then."""
    return min(end, anchor) if words.edge == "so_far" and start <= anchor else end


def _by_length(start: date, end: date) -> DatePrecision:
    days = (end - start).days + 1
    return next((name for longest, name in _LONGEST if days <= longest), "more")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _saturday(anchor: date, shift: int) -> date:
    """The weekend we are in or the last before it is shift 0; *last weekend* on a weekday is that one too."""
    latest = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    if shift < 0 and anchor.weekday() < 5:
        return latest + WEEK * (shift + 1)
    return latest + WEEK * shift


def _add_months(day: date, months: int) -> date:
    """The same day that many months on, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _days(year, month + 1)))


def _moved(day: date, unit: str, many: int) -> date:
    if unit in _MONTHS:
        return _add_months(day, _MONTHS[unit] * many)
    return day + timedelta(days=_DAYS.get(unit, 0) * many)


def _days(year: int, month: int) -> int:
    """The days of a month.

    >>> _days(2000, 2), _days(2019, 12)
    (29, 31)
    """
    return 31 if month == _DECEMBER else (date(year, month + 1, 1) - timedelta(days=1)).day
