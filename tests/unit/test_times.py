"""Times: what the words say, and which days they mean."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testigo.model.calendar import length, period, resolve, resolve_all
from testigo.model.circumstance import Time
from testigo.model.dispatch import Dispatch
from testigo.model.quantity import Quantity
from testigo.model.timewords import TimeMention, TimeWords, Unit
from testigo.packs.build import Examples, examples
from testigo.packs.language import language, languages
from testigo.pipeline import read_dispatch
from testigo.reading.layers import timed
from testigo.reading.times import times_of
from testigo.reading.units import read_units
from tests.units import layered

EN = language("en")
TUESDAY = date(2019, 12, 3)
WEDNESDAY = date(2014, 5, 14)
"""The day against which the sentences of the pack's rules are resolved."""
RULES = [(code, rule) for code in languages() for rule in examples(code) if rule.layer == "time"]


def mentions(text: str, code: str = "en") -> tuple[TimeMention, ...]:
    pack = language(code)
    return times_of(timed(read_units(text, 0, len(text), pack), pack))


def said(text: str, anchor: date | None = TUESDAY, code: str = "en") -> list[tuple[str, str | None, str | None, str]]:
    found = mentions(text, code)
    times = resolve_all(found, anchor)
    return [(text[slice(*m.span)], t.start, t.end, t.precision) for m, t in zip(found, times, strict=True)]


@pytest.mark.parametrize(("code", "rule"), RULES, ids=lambda part: getattr(part, "rule", part))
def test_each_rule_reads_its_yes_sentences_and_not_its_no_sentences(code: str, rule: Examples) -> None:
    name = f"{code}.time.{rule.rule}"
    for example in rule.yes:
        found = [m for m in mentions(example["text"], code) if m.rule == name]
        assert found, example["text"]
        time = resolve(found[0].words, WEDNESDAY)
        assert [day for day in (time.start, time.end) if day] == example["time"], example["text"]
    for text in rule.no:
        assert name not in {m.rule for m in mentions(text, code)}, text


EXPRESSIONS = {
    "Troops chased the gang on Monday.": ("Monday", "2019-12-02", "2019-12-02", "day"),
    "The town was shelled Tuesday.": ("Tuesday", "2019-12-03", "2019-12-03", "day"),
    "The town was shelled late Monday night.": ("late Monday night", "2019-12-02", "2019-12-02", "day"),
    "The town was shelled on Tuesday night.": ("Tuesday night", "2019-12-03", "2019-12-03", "day"),
    "They fought on Saturday and Sunday.": ("Saturday and Sunday", "2019-11-30", "2019-12-01", "few_days"),
    "They fought over the weekend.": ("the weekend", "2019-11-30", "2019-12-01", "few_days"),
    "The bridge fell last week.": ("last week", "2019-11-25", "2019-12-01", "week"),
    "The bridge fell two weeks ago.": ("two weeks ago", "2019-11-16", "2019-11-22", "week"),
    "The group was founded in 2010.": ("2010", "2010-01-01", "2010-12-31", "year"),
    "The group was founded in May 2010.": ("May 2010", "2010-05-01", "2010-05-31", "month"),
    "The truce of December 5 held.": ("December 5", "2019-12-05", "2019-12-05", "day"),
    "The truce of December 20 broke.": ("December 20", "2019-12-20", "2019-12-20", "day"),
    "The talks of Wednesday failed.": ("Wednesday", "2019-12-04", "2019-12-04", "day"),
    "The blast came a few minutes ago.": ("a few minutes ago", "2019-12-03", "2019-12-03", "hour"),
    "The truce of December 25 broke.": ("December 25", "2018-12-25", "2018-12-25", "day"),
    "Shells fell between November 28 and 30.": ("November 28 and 30", "2019-11-28", "2019-11-30", "few_days"),
    "So far this year, 300 have died.": ("So far this year", "2019-01-01", "2019-12-03", "year"),
    "It happened on the night of Friday, Nov. 15.": ("night of Friday, Nov. 15", "2019-11-15", "2019-11-15", "day"),
    "THE RAID OF 12 APRIL FAILED.": ("12 APRIL", "2019-04-12", "2019-04-12", "day"),
    "He hid in the 1980s.": ("the 1980s", "1980-01-01", "1989-12-31", "more"),
    "He fled on Monday the 18th.": ("Monday the 18th", "2019-11-18", "2019-11-18", "day"),
    "He hid for the past 24 hours.": ("the past 24 hours", "2019-12-02", "2019-12-03", "few_days"),
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_the_genre_of_wire_prose_resolves_backwards_from_the_dispatch(text: str) -> None:
    assert said(text) == [EXPRESSIONS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "A 16-year-old boy was shot.",
        "At least 12 may have died.",
        "In all, 2,000 people fled.",
        "The crowd of 2000 people fled.",
        "Jan Novak fled.",
        "They may march.",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert mentions(text) == ()


def test_a_number_of_people_after_a_month_is_no_day() -> None:
    assert said("In March 12 people were hurt.") == [("March", "2019-03-01", "2019-03-31", "month")]


def test_a_time_is_one_unit_for_the_layers_after_it() -> None:
    text = "Two farmers were killed Monday night near the mill."
    assert EN.lexicon.shapes["time"] in layered(text).symbols


def test_a_duration_is_kept_apart_from_days() -> None:
    (mention,) = mentions("The siege took six hours.")
    assert mention.duration
    assert length(mention.words) == "PT6H"
    assert resolve(mention.words, TUESDAY) == Time()


def test_half_an_hour_more_is_part_of_a_duration() -> None:
    (mention,) = mentions("Within an hour and a half troops surrounded the town.")
    assert length(mention.words) == "PT1H30M"


def test_a_clock_time_is_kept_apart_from_days() -> None:
    clock, day = mentions("He fled at 9:30 p.m. on Monday.")
    assert (clock.clock, day.clock) == (True, False)
    assert resolve(clock.words, TUESDAY) == Time()


def test_since_begins_a_period_that_runs_to_the_dispatch() -> None:
    (mention,) = mentions("Since the beginning of 2010, 300 have died.")
    assert mention.since
    assert (period(mention.words, TUESDAY).start, period(mention.words, TUESDAY).end) == ("2010-01-01", "2019-12-03")


def test_so_far_ends_with_the_dispatch() -> None:
    (mention,) = mentions("The state counted 40 murders so far this year.")
    assert mention.so_far
    assert period(mention.words, TUESDAY).end == "2019-12-03"


def test_until_gives_a_period_its_end() -> None:
    assert period(TimeWords(year=2010, edge="until"), TUESDAY).end == "2010-12-31"


def test_the_next_day_counts_from_the_day_told_before() -> None:
    days = [start for _, start, _, _ in said("He fled on Nov. 15. The next day he was dead.")]
    assert days == ["2019-11-15", "2019-11-16"]


def test_after_a_whole_year_the_next_day_is_no_day() -> None:
    assert said("He fled in 2010. The next day he was dead.")[1][1] is None


def test_without_a_day_only_what_names_its_year_resolves() -> None:
    assert said("He fled on Monday.", None)[0][1:] == (None, None, "unknown")
    assert said("He fled on May 3, 2010.", None)[0][1:] == ("2010-05-03", "2010-05-03", "day")


def test_the_last_day_of_that_name_and_number_is_the_latest_that_has_passed() -> None:
    assert resolve(TimeWords(month=12, day=2, shift=-1), TUESDAY).start == "2019-12-02"
    assert resolve(TimeWords(month=12, day=3, shift=-1), TUESDAY).start == "2018-12-03"
    assert resolve(TimeWords(month=12, shift=-1), TUESDAY).start == "2018-12-01"


def test_this_last_day_of_december_is_the_nearest_one() -> None:
    assert resolve(TimeWords(month=12, day=31, shift=0), date(2020, 1, 1)).start == "2019-12-31"


def test_the_next_day_of_a_number_is_to_come() -> None:
    assert resolve(TimeWords(day=28, shift=1), TUESDAY).start == "2019-12-28"
    assert resolve(TimeWords(day=2, shift=1), TUESDAY).start == "2020-01-02"


def test_a_range_has_its_edges_already() -> None:
    assert [m.since for m in mentions("Since Monday and Tuesday the road is shut.")] == [False]


def test_a_day_that_does_not_exist_stays_unknown() -> None:
    assert resolve(TimeWords(month=2, day=30, year=2010), TUESDAY) == Time()


ANCHORS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@given(anchor=ANCHORS, weekday=st.integers(0, 6))
def test_a_weekday_is_one_of_the_seven_days_up_to_the_morrow_of_the_dispatch(anchor: date, weekday: int) -> None:
    time = resolve(TimeWords(weekday=weekday), anchor)
    day = date.fromisoformat(time.start or "")
    assert day.weekday() == weekday
    assert anchor - timedelta(days=5) <= day <= anchor + timedelta(days=1)
    assert time.end == time.start


WORDS = st.builds(
    TimeWords,
    way=st.sampled_from(["date", "ago", "ahead", "past", "duration", "clock"]),
    year=st.none() | st.integers(0, 2100),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    weekday=st.none() | st.integers(0, 6),
    unit=st.none() | st.sampled_from(get_args(Unit)),
    shift=st.none() | st.integers(-1, 1),
    count=st.none() | st.builds(Quantity, st.integers(0, 10**9), st.none() | st.integers(0, 10**9)),
    edge=st.none() | st.sampled_from(["since", "until", "so_far"]),
)


@given(words=WORDS, anchor=st.none() | ANCHORS)
def test_whatever_is_said_an_interval_never_ends_before_it_begins(words: TimeWords, anchor: date | None) -> None:
    time = resolve(words, anchor)
    assert (time.start is None) == (time.end is None) == (time.precision == "unknown")
    assert time.start is None or time.end is None or time.start <= time.end


@given(anchor=ANCHORS, count=st.integers(1, 60), unit=st.sampled_from(["day", "week", "month", "year"]))
def test_what_is_ago_begins_before_the_dispatch(anchor: date, count: int, unit: Unit) -> None:
    time = resolve(TimeWords(way="ago", unit=unit, count=Quantity(count, count)), anchor)
    assert time.start is not None
    assert time.start < anchor.isoformat()


# What is no day


def issues_of(text: str, published: str | None = None) -> list[str]:
    record = read_dispatch(Dispatch(id="d", text=text, lang="en", published=published))
    return [issue.code for issue in record.issues]


def test_a_day_that_no_calendar_has_is_said_and_dates_nothing() -> None:
    text = "Gunmen killed six guards on February 31, police said."
    assert "impossible_date" in issues_of(text, "2020-03-03")
    record = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2020-03-03"))
    assert record.accounts[0].start is None


def test_the_last_day_of_a_month_is_a_day() -> None:
    assert issues_of("Gunmen killed six guards on February 29, police said.", "2020-03-03") == []


def test_a_weekday_without_a_day_of_the_dispatch_is_said() -> None:
    assert "undated" in issues_of("Gunmen killed six guards on Tuesday, police said.")
    assert "undated" not in issues_of("Gunmen killed six guards on March 3, 2019, police said.")
    assert "undated" not in issues_of("Gunmen killed six guards on Tuesday, police said.", "2020-03-03")


def test_last_summer_told_in_summer_is_the_one_before() -> None:
    assert said("He fled last summer.", date(2016, 8, 22)) == [("last summer", "2015-06-01", "2015-08-31", "year")]
    assert said("He fled last summer.", date(2016, 9, 2)) == [("last summer", "2016-06-01", "2016-08-31", "year")]


def test_the_same_weekend_of_a_month_is_no_day_of_its_own() -> None:
    assert [time[1] for time in said("In July they fled, and four more on the same weekend.", date(2022, 9, 18))] == [
        "2022-07-01",
        None,
    ]
