"""Tallies: what a running count covers and comes to, stated changes, months before and after, incidents added up."""

from __future__ import annotations

import random
from decimal import Decimal
from statistics import quantiles, variance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testigo.engines.tallies import compared, coverages, monthly_counts, previous_record, projections
from testigo.errors import LedgerError
from testigo.incidents.tallies.changes import checked_change
from testigo.incidents.tallies.computed import Asked, beside_reported, by_month, total
from testigo.incidents.tallies.months import months_from
from testigo.incidents.tallies.places import where
from testigo.incidents.tallies.predictive import dispersion_of, predicted
from testigo.incidents.tallies.projection import projected, with_interval
from testigo.incidents.tallies.reported import chosen, reported
from testigo.incidents.tallies.series import latest, of_place
from testigo.incidents.tallies.windows import before_and_after
from testigo.ledger.running import Running
from testigo.model.circumstance import Place
from testigo.model.claim import Count, Period, Tally
from testigo.model.incident import Incident, OutcomeToll, Reason
from testigo.model.record import DispatchHead
from testigo.model.tally import Coverage, MonthlyFigure, Previous, Reported

TEN_MONTHS = Coverage(start="2019-01-01", end="2019-10-31", by="given")
SEVEN_MONTHS = [2800, 2900, 2850, 2790, 2920, 2880, 2860]


def told(**changes: object) -> Reported:
    fields: dict[str, object] = {
        "claim": "c1", "measure": "killed", "unit": "victims", "low": 28741, "high": 28741, "extent": "country",
        "place": "Mexico", "country": "MX", "country_by": "place", "start": "2019-01-01", "published": "2019-12-03",
        "dispatch_id": "d1", "quote": "28,741",
    }  # fmt: skip
    return Reported(**{**fields, **changes})  # type: ignore[arg-type]


def series(counts: dict[str, int], released: str | None = None) -> list[MonthlyFigure]:
    return [MonthlyFigure(month=m, count=n, country="MX", released=released) for m, n in counts.items()]


def year(number: int, each: int) -> dict[str, int]:
    return {f"{number}-{month:02}": each for month in range(1, 13)}


# what is covered, and what it comes to


def test_a_count_of_ten_months_is_a_record_and_the_same_one_of_337_days_is_none() -> None:
    one = told()
    ends = coverages(one, [], [], given="2019-10-31")
    months, days = projections(one, ends, [], previous=Previous(count=33743))
    assert (months.low, months.high, months.unit, months.record) == (34489, 34489, "months", True)
    assert (days.low, days.high, days.covered, days.record) == (31129, 31129, 337, False)
    assert months.coverage.by == "given"
    assert days.coverage.by == "published"
    assert all(projection.assumptions for projection in (months, days))


def test_another_report_of_the_same_count_tells_where_it_ends() -> None:
    stated = told(claim="c2", end="2019-10-31", stated_end=True, published="2019-11-21")
    (first, second) = coverages(told(), [stated], [])
    assert (first.end, first.by, second.by) == ("2019-10-31", "reported", "published")
    elsewhere = told(claim="c3", end="2019-09-30", stated_end=True, country="VE")
    assert [one.by for one in coverages(told(), [elsewhere], [])] == ["published"]


def test_the_months_of_a_series_that_add_up_to_the_count_tell_where_it_ends() -> None:
    figures = series({f"2019-{month:02}": 100 for month in range(1, 12)})
    (first, second) = coverages(told(low=1000, high=1000), [], figures)
    assert (first.end, first.by, second.end) == ("2019-10-31", "series", "2019-12-03")
    assert [one.by for one in coverages(told(low=1001, high=1001), [], figures)] == ["published"]


def test_the_series_is_taken_as_it_stood_when_the_count_was_published() -> None:
    then = series({"2019-01": 40, "2019-02": 60}, released="2019-03-20")
    revised = series({"2019-01": 41, "2019-02": 60}, released="2020-01-20")
    ends = coverages(told(low=100, high=100, published="2019-03-25"), [], [*then, *revised])
    assert ("2019-02-28", "series") in [(one.end, one.by) for one in ends]


def test_an_end_that_the_text_states_is_not_guessed_at() -> None:
    one = told(end="2019-09-30", stated_end=True)
    assert [end.by for end in coverages(one, [told(claim="c2", end="2019-08-31", stated_end=True)], [])] == ["stated"]


def test_a_count_without_a_beginning_is_not_projected() -> None:
    assert coverages(told(start=None), [], [], given="2019-10-31") == []


def test_a_period_that_ends_before_what_is_covered_is_refused() -> None:
    with pytest.raises(LedgerError, match="T-L040"):
        projections(told(), [TEN_MONTHS], [], until="2019-06-30")


@given(st.integers(0, 10**6), st.integers(1, 12))
def test_a_projection_never_falls_below_its_count_and_is_the_count_when_all_is_covered(count: int, months: int) -> None:
    ends = ("31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31")
    coverage = Coverage(start="2019-01-01", end=f"2019-{months:02}-{ends[months - 1]}", by="stated")
    found = projected(count, count, coverage, "2019-12-31")
    assert found.low >= count
    assert found.low == count or months < 12
    assert abs(found.low * months - count * 12) <= months


def test_bounds_stay_bounds_and_an_open_one_gives_no_verdict_below_the_record() -> None:
    one = told(low=1000, high=None)
    (found,) = projections(one, [TEN_MONTHS], [], previous=Previous(count=1300))
    assert (found.low, found.high, found.record) == (1200, None, None)
    (above,) = projections(one, [TEN_MONTHS], [], previous=Previous(count=1199))
    assert above.record is True


def test_a_count_over_several_years_is_no_year_and_not_held_against_one() -> None:
    one = told(start="2017-06-01")
    ends = coverages(one, [], [])
    (found,) = projections(one, ends, [], previous=Previous(count=33743, told_by="series 2016"))
    assert (found.until, found.previous, found.record) == ("2019-12-31", None, None)
    (asked,) = projections(one, ends, [], previous=Previous(count=20000))
    assert asked.record is True


def test_an_interval_around_the_record_says_that_either_may_come() -> None:
    months = [100, 104, 96, 110, 90, 100, 103, 97, 105, 95]
    figures = series({f"2019-{number:02}": count for number, count in enumerate(months, 1)})
    one = told(low=1000, high=1000)
    (close,) = projections(one, [TEN_MONTHS], figures, previous=Previous(count=1195))
    (far,) = projections(one, [TEN_MONTHS], figures, previous=Previous(count=1000))
    assert (close.record, far.record) == (True, True)
    assert "either may come" in close.assumptions[-1]
    assert "either may come" not in far.assumptions[-1]


def test_a_tie_is_no_record() -> None:
    (found,) = projections(told(low=1000, high=1000), [TEN_MONTHS], [], previous=Previous(count=1200))
    assert found.record is False


# the interval


def test_a_single_total_has_no_interval_and_says_so() -> None:
    found = with_interval(projected(28741, 28741, TEN_MONTHS, "2019-12-31"), [None] * 10)
    assert found.interval is None
    assert found.assumptions[-1].startswith("no interval")


def test_five_months_are_too_few_for_an_interval_and_seven_are_enough() -> None:
    five = Coverage(start="2019-01-01", end="2019-05-31", by="stated")
    seven = Coverage(start="2019-01-01", end="2019-07-31", by="stated")
    few, enough = SEVEN_MONTHS[:5], SEVEN_MONTHS
    assert with_interval(projected(sum(few), sum(few), five, "2019-12-31"), few).interval is None
    interval = with_interval(projected(sum(enough), sum(enough), seven, "2019-12-31"), enough).interval
    assert interval is not None
    assert interval.low < sum(enough) * 12 / 7 < interval.high
    assert interval.months == 7


def test_a_series_that_lacks_a_covered_month_gives_no_interval() -> None:
    months: list[int | None] = [*SEVEN_MONTHS[:6], None]
    seven = Coverage(start="2019-01-01", end="2019-07-31", by="stated")
    assert with_interval(projected(20000, 20000, seven, "2019-12-31"), months).interval is None


def test_a_series_that_adds_up_to_something_else_is_named() -> None:
    seven = Coverage(start="2019-01-01", end="2019-07-31", by="stated")
    found = with_interval(projected(20001, 20001, seven, "2019-12-31"), SEVEN_MONTHS)
    assert "20,000" in found.assumptions[-1]


def test_a_series_that_drifts_widens_the_interval_as_its_earlier_forecasts_were_off() -> None:
    ten = Coverage(start="2019-01-01", end="2019-10-31", by="stated")
    drifting = [1000 + 40 * number for number in range(40)]
    months = drifting[30:]
    made = projected(sum(months), sum(months), ten, "2019-12-31")
    alone, tried = with_interval(made, months).interval, with_interval(made, months, drifting[:30]).interval
    assert alone is not None
    assert tried is not None
    assert (alone.forecasts, tried.forecasts) == (0, 29)
    assert tried.high - tried.low > 1.5 * (alone.high - alone.low)
    assert tried.low <= sum(months) + 2 * 2620 <= tried.high


def test_an_interval_holds_what_came_nine_times_in_ten_on_series_that_wander() -> None:
    """Months take after one another; an interval that takes each by itself holds far fewer."""
    chance = random.Random(4)
    held = alone = tries = 0
    for _ in range(300):
        level, months = 200.0, []
        for _ in range(60):
            level = max(50.0, level * (1 + chance.gauss(0, 0.06)))
            months.append(poisson(level, chance))
        known, came = months[:58], sum(months[48:])
        coverage = Coverage(start="2019-01-01", end="2019-10-31", by="stated")
        made = projected(sum(known[48:]), sum(known[48:]), coverage, "2019-12-31")
        tried, by_itself = (
            with_interval(made, known[48:], known[:48]).interval,
            with_interval(made, known[48:]).interval,
        )
        assert tried is not None
        assert by_itself is not None
        tries += 1
        held += tried.low <= came <= tried.high
        alone += by_itself.low <= came <= by_itself.high
    assert 0.85 <= held / tries <= 0.97
    assert alone < held


def test_the_quantiles_are_those_of_a_simulated_gamma_mixture_of_poisson_counts() -> None:
    count, months, ahead, dispersion = 600, 10, 2, 3.0
    mean = count / months * ahead
    spread = dispersion * mean * (1 + ahead / months)
    chance = random.Random(20191203)
    size = mean * mean / (spread - mean)
    drawn = [poisson(chance.gammavariate(size, mean / size), chance) for _ in range(20_000)]
    assert variance(drawn) == pytest.approx(spread, rel=0.05)
    simulated = quantiles(drawn, n=20)
    low, high = predicted(count, months, ahead, dispersion, 0.9)
    assert low == pytest.approx(simulated[0], abs=2)
    assert high == pytest.approx(simulated[-1], abs=2)


def poisson(mean: float, chance: random.Random) -> int:
    """A draw by waiting times: how many exponential steps fit into the mean."""
    steps, at = -1, 0.0
    while at < mean:
        at += chance.expovariate(1.0)
        steps += 1
    return steps


def test_without_excess_a_large_count_has_nearly_the_normal_interval() -> None:
    low, high = predicted(100_000, 10, 1, 1.0, 0.9)
    half = 1.6449 * (10_000 * 1.1) ** 0.5
    assert low == pytest.approx(10_000 - half, abs=3)
    assert high == pytest.approx(10_000 + half, abs=3)


@settings(deadline=None)
@given(st.integers(1, 10**5), st.integers(6, 24), st.integers(1, 12), st.floats(1.0, 20.0))
def test_a_surer_interval_holds_the_less_sure_one(count: int, months: int, ahead: int, dispersion: float) -> None:
    low, high = predicted(count, months, ahead, dispersion, 0.9)
    surer_low, surer_high = predicted(count, months, ahead, dispersion, 0.99)
    assert 0 <= surer_low <= low <= high <= surer_high


@settings(deadline=None)
@given(st.integers(2000, 20_000), st.integers(6, 24), st.integers(1, 12), st.floats(1.0, 5.0))
def test_months_that_vary_more_widen_the_interval(pace: int, months: int, ahead: int, dispersion: float) -> None:
    low, high = predicted(pace * months, months, ahead, dispersion, 0.9)
    wider_low, wider_high = predicted(pace * months, months, ahead, dispersion * 2, 0.9)
    assert wider_low < low
    assert wider_high > high


def test_months_that_are_all_alike_vary_no_less_than_chance_makes_them() -> None:
    assert dispersion_of([50] * 8) == 1.0
    assert dispersion_of([0] * 8) == 1.0


# records


def test_the_record_is_the_highest_earlier_year_by_its_latest_publication() -> None:
    def whole(start: int, count: int, published: str, **changes: object) -> Reported:
        when = {"start": f"{start}-01-01", "end": f"{start}-12-31", "stated_end": True, "published": published}
        return told(claim=f"c{count}", low=count, high=count, **when, **changes)

    years = [
        whole(2017, 29168, "2018-01-20"), whole(2018, 34202, "2019-01-10"), whole(2018, 33743, "2019-07-25"),
        whole(2018, 99999, "2019-07-25", measure="abducted"), whole(2018, 88888, "2019-07-25", country="BR"),
        whole(2019, 77777, "2020-01-20"),
    ]  # fmt: skip
    found = previous_record(told(), years, [])
    assert found == Previous(count=33743, told_by="c33743")


def test_a_whole_year_of_an_imported_series_is_a_record_too() -> None:
    figures = series({**year(2017, 100), **year(2018, 90), "2016-12": 9999})
    assert previous_record(told(), [], figures) == Previous(count=1200, told_by="series 2017")
    assert previous_record(told(extent="other", place="Korum"), [], figures) is None


# stated changes


def test_a_fall_cannot_be_told_as_a_rise() -> None:
    found = checked_change(28869, 28741, Decimal("2.4"))
    assert (found.holds, found.faults, found.percent) == (False, ("wrong_direction",), -0.44)
    assert (found.new_if_said, found.old_if_said) == (29562, 28067)


def test_a_rise_of_another_size_is_named_and_the_right_one_holds() -> None:
    assert checked_change(28125, 28741, Decimal("2.4")).faults == ("wrong_size",)
    assert checked_change(28125, 28741, Decimal("2.2")).holds
    assert checked_change(28869, 29574, Decimal("2.4")).holds


def test_of_nothing_there_is_no_percentage() -> None:
    assert checked_change(0, 5, Decimal(5)).faults == ("no_base",)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 3))
def test_a_change_that_is_rounded_rightly_always_holds(old: int, new: int, digits: int) -> None:
    exact = Decimal(new - old) * 100 / old
    assert checked_change(old, new, round(exact, digits)).holds


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(2, 50))
def test_a_change_that_is_off_by_two_of_its_last_digits_never_holds(old: int, new: int, off: int) -> None:
    exact = round(Decimal(new - old) * 100 / old, 1)
    assert not checked_change(old, new, exact + Decimal(off) / 10).holds


# before and after


def test_equal_windows_have_a_ratio_of_one_and_an_interval_around_it() -> None:
    found = before_and_after({**year(2018, 100), **year(2019, 100)}, "2019-01-01", 12)
    assert found.ratio == 1.0
    assert found.high is not None
    assert found.low < 1 < found.high
    assert found.low * found.high == pytest.approx(1, abs=0.01)


def test_the_interval_is_that_of_the_conditional_binomial_with_a_score() -> None:
    """60 after 40 of equal days: Wilson gives 0.5020 to 0.6906 of 100, worked by hand."""
    found = before_and_after({"2019-07": 40, "2019-08": 60}, "2019-08-01", 1)
    assert found.low == pytest.approx(0.5020 / 0.4980, abs=0.002)
    assert found.high == pytest.approx(0.6906 / 0.3094, abs=0.004)
    assert found.dispersion is None
    assert any("cannot tell" in note for note in found.assumptions)


def test_the_interval_holds_the_true_ratio_as_often_as_it_says() -> None:
    chance = random.Random(6)
    held = 0
    for _ in range(400):
        months = {f"2018-{m:02}": poisson(30, chance) for m in range(1, 13)}
        months |= {f"2019-{m:02}": poisson(45, chance) for m in range(1, 13)}
        found = before_and_after(months, "2019-01-01", 12)
        held += found.low <= 1.5 <= (found.high or 99)
    assert 0.93 <= held / 400 <= 1.0


def test_months_that_vary_wildly_widen_the_interval() -> None:
    calm = before_and_after({**year(2018, 100), **year(2019, 120)}, "2019-01-01", 12)
    wild_months = {m: n + (80 if int(m[5:]) % 2 else -80) for m, n in ({**year(2018, 100), **year(2019, 120)}).items()}
    wild = before_and_after(wild_months, "2019-01-01", 12)
    assert wild.ratio == calm.ratio
    assert calm.low > 1 > wild.low


def test_a_change_as_large_as_those_before_it_is_none_beyond_chance() -> None:
    level = [100 if number // 6 % 2 else 140 for number in range(60)]
    counts = dict(zip(months_from("2015-01", 60), level, strict=True))
    known = before_and_after(counts, "2019-01-01", 6)
    alone = before_and_after({month: n for month, n in counts.items() if month >= "2018-07"}, "2019-01-01", 6)
    assert known.ratio == alone.ratio
    assert (known.trials > 11, alone.trials) == (True, 0)
    assert known.high is not None
    assert known.low < 1 < known.high
    assert alone.low > 1


def test_a_month_that_the_day_cuts_is_in_neither_window() -> None:
    found = before_and_after({**year(2018, 1), **year(2019, 1)}, "2019-02-15", 2)
    assert (found.before.start, found.before.end, found.split) == ("2018-12", "2019-01", "2019-02")
    assert (found.after.start, found.after.end) == ("2019-03", "2019-04")


def test_nothing_before_and_nothing_at_all_are_no_faults() -> None:
    rise = before_and_after({"2019-07": 0, "2019-08": 5}, "2019-08-01", 1)
    assert (rise.ratio, rise.high) == (None, None)
    nothing = before_and_after({"2019-07": 0, "2019-08": 0}, "2019-08-01", 1)
    assert (nothing.ratio, nothing.low, nothing.high) == (None, 0.0, None)
    fall = before_and_after({"2019-07": 5, "2019-08": 0}, "2019-08-01", 1)
    assert (fall.ratio, fall.low) == (0.0, 0.0)


def test_months_that_nobody_knows_are_named() -> None:
    with pytest.raises(LedgerError, match="2018-12"):
        compared(year(2019, 1), "2019-03-01", 3)


# incidents added up


def incident(key: str, start: str | None = "2019-11-30", **changes: object) -> Incident:
    fields: dict[str, object] = {
        "incident_id": key, "policy": "literal/1", "type": "armed_attack", "start": start, "date_precision": "day",
        "place": Place(country="MX", admin1="Coahuila"), "toll": {"killed": OutcomeToll(low=2, best=3, high=5)},
    }  # fmt: skip
    return Incident(**{**fields, **changes})  # type: ignore[arg-type]


ASKED = Asked(measure="killed", policy="literal/1")


def test_every_incident_is_counted_once_or_left_out_once_with_its_first_reason() -> None:
    few, old = Reason(code="too_few_deaths", sentence="x"), Reason(code="no_day", sentence="y")
    found = total(
        [
            incident("i1"),
            incident("i2", toll={}),
            incident("i3", included=False, reasons=(few, old)),
            incident("i4", type="not_violence"),
            incident("i5", reasons=(Reason(code="provisional", sentence="z"),)),
        ],
        "killed",
    )
    assert (found.low, found.best, found.high, found.counted) == (4, 6, 10, 2)
    assert found.left_out == {"no_figure": 1, "not_violence": 1, "too_few_deaths": 1}


def test_a_toll_that_is_open_leaves_the_sum_open() -> None:
    found = total([incident("i1"), incident("i2", toll={"killed": OutcomeToll(low=1, best=1, high=None)})], "killed")
    assert (found.low, found.high, found.open_ended) == (3, None, 1)


def test_incidents_themselves_are_a_measure() -> None:
    found = total([incident("i1", toll={}), incident("i2")], "incidents")
    assert (found.low, found.best, found.high) == (2, 2, 2)


def test_what_names_no_month_is_told_last_and_not_put_into_january() -> None:
    cells = by_month([incident("i1", None), incident("i2", "2010-01-01", date_precision="year"), incident("i3")], ASKED)
    assert [(one.month, one.total.counted) for one in cells] == [("2019-11", 1), (None, 2)]


def test_regions_are_told_apart_only_on_request() -> None:
    some = [incident("i1"), incident("i2", place=Place(country="MX", admin1="Sonora"))]
    assert len(by_month(some, ASKED)) == 1
    regions = by_month(some, Asked(measure="killed", policy="literal/1", by_admin1=True))
    assert [one.admin1 for one in regions] == ["Coahuila", "Sonora"]


def test_a_reported_tally_stands_beside_the_sum_of_its_own_month_and_place_only() -> None:
    november = told(start="2019-11-01", end="2019-11-30", stated_end=True)
    others = [told(start="2019-10-01", end="2019-10-31"), told(country="BR", start="2019-11-01", end="2019-11-30")]
    (cell,) = by_month([incident("i1")], ASKED, [november, *others])
    assert cell.reported == (november,)


def test_over_the_period_of_a_reported_tally_only_incidents_within_it_are_added_up() -> None:
    some = [incident("i1"), incident("i2", "2019-12-04"), incident("i3", "2018-12-31"), incident("i4", place=Place())]
    (found,) = beside_reported(some, ASKED, [told(), told(extent=None, claim="c2"), told(measure="injured")])
    assert (found.start, found.end, found.total.counted) == ("2019-01-01", "2019-12-03", 1)


def test_a_month_without_an_incident_between_two_that_have_some_counts_nothing() -> None:
    counts = monthly_counts([incident("i1", "2019-01-05"), incident("i2", "2019-03-05")], ASKED)
    assert counts == {"2019-01": 3, "2019-02": 0, "2019-03": 3}
    assert monthly_counts([], ASKED) == {}


# reported tallies


def running(key: str, low: int, published: str, place: str | None = "Mexico", **period: object) -> Running:
    claim = Tally(
        id=key, span=(0, 1), quote=str(low), measure="killed", count=Count(low=low, high=low, text=str(low)),
        place=place, period=Period(**{"start": "2019-01-01", "end": "2019-10-31", "stated_end": True, **period}),  # type: ignore[arg-type]
    )  # fmt: skip
    head = DispatchHead(id=f"d-{key}", sha256="")
    return Running(claim=claim, dispatch=head, published=published, news=Place(country="MX"))


def test_another_figure_for_the_same_measure_place_and_period_is_a_vintage() -> None:
    one, two, three = reported(
        [running("c1", 28741, "2019-11-21"), running("c2", 28767, "2019-12-21", place="México"),
         running("c3", 28741, "2019-11-22")]
    )  # fmt: skip
    assert [vintage.claim for vintage in one.vintages] == ["c2"]
    assert [vintage.claim for vintage in two.vintages] == ["c1", "c3"]
    assert [vintage.claim for vintage in three.vintages] == ["c2"]


def test_a_running_count_that_goes_on_is_no_vintage_of_the_one_before() -> None:
    open_end: dict[str, Any] = {"end": None, "stated_end": False}
    found = reported([running("c1", 500, "2019-06-01", **open_end), running("c2", 900, "2019-10-01", **open_end)])
    assert [one.vintages for one in found] == [(), ()]


def test_where_no_place_is_told_the_country_is_that_of_the_news_and_said_to_be() -> None:
    (found,) = reported([running("c1", 5, "2019-11-21", place=None)])
    assert (found.country, found.country_by, found.extent) == ("MX", "news", None)


def test_a_name_that_several_countries_have_is_left_open() -> None:
    assert where("Georgia").country is None
    assert where("no such place at all").country is None
    assert where(None, dateline="Bogotá, Colombia") == where(None, dateline="nowhere")


def test_tallies_are_chosen_by_country_measure_and_the_years_that_they_cover() -> None:
    found = [told(), told(claim="c2", country="BR"), told(claim="c3", start="2006-12-01", end="2018-11-30")]
    assert [one.claim for one in chosen(found, country="MX", year="2019")] == ["c1"]
    assert [one.claim for one in chosen(found, year="2010")] == ["c3"]
    assert chosen(found, measure="injured") == []


# imported series


def test_of_several_releases_the_newest_holds_in_whatever_order_they_are_told() -> None:
    old, new = series({"2019-10": 2866}, "2019-11-20"), series({"2019-10": 2876}, "2019-12-20")
    undated = series({"2019-10": 1})
    for some in ([*old, *new, *undated], [*undated, *new, *old]):
        assert [one.count for one in latest(some)] == [2876]


def test_regions_are_not_added_up_to_a_country() -> None:
    region = [MonthlyFigure(month="2019-01", count=7, country="MX", admin1="Sonora")]
    assert of_place(region, "killed", "MX") == {}
    assert of_place(region, "killed", "MX", "Sonora") == {"2019-01": 7}
