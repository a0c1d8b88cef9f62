"""Imported monthly figures in each of the two stores: entered once, revised beside what was, vouched for."""

from __future__ import annotations

from collections.abc import Callable

from testigo.incidents.tallies.series import of_place
from testigo.ledger.series import enter_series, monthly_figures
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.tally import MonthlyFigure
from tests.ledger.makers import entered, lines, whole, wire

AT = "2020-01-01T00:00:00Z"


def month(number: int, count: int, released: str | None = "2019-11-20") -> MonthlyFigure:
    return MonthlyFigure(month=f"2019-{number:02}", count=count, country="VD", released=released)


def test_the_same_table_twice_is_once(store: Store) -> None:
    table = [month(1, 41), month(2, 43)]
    first = enter_series(store, table, "a.csv", AT)
    again = enter_series(store, table, "copy.csv", AT)
    assert (first.new, first.known, again.new, again.known) == (2, 0, 0, 2)
    assert len(monthly_figures(store)) == 2
    assert whole(store).entries == 1


def test_a_line_twice_in_one_table_is_once(store: Store) -> None:
    assert enter_series(store, [month(1, 41), month(1, 41)], "a.csv", AT).new == 1


def test_a_later_release_is_a_new_vintage_and_the_old_one_stays(store: Store) -> None:
    enter_series(store, [month(1, 41), month(2, 43)], "a.csv", AT)
    later = enter_series(store, [month(1, 41, "2019-12-20"), month(2, 44, "2019-12-20")], "b.csv", AT)
    assert (later.new, later.revised) == (2, 2)
    assert of_place(View(store).monthly_figures(), "killed", "VD") == {"2019-01": 41, "2019-02": 44}
    before = View(store, "2019-12-01").monthly_figures()
    assert of_place(before, "killed", "VD") == {"2019-01": 41, "2019-02": 43}
    assert View(store, "2019-11-19").monthly_figures() == []


def test_a_figure_without_a_day_of_release_counts_on_no_day(store: Store) -> None:
    enter_series(store, [month(1, 41, None)], "a.csv", AT)
    assert View(store, "2019-12-01").monthly_figures() == []
    assert len(View(store).monthly_figures()) == 1


def test_the_dump_is_the_same_however_figures_came(store: Store, another: Callable[[], Store]) -> None:
    one, two = [month(1, 41), month(2, 43)], [month(1, 42, "2019-12-20")]
    for table in (one, two):
        enter_series(store, table, "a.csv", AT)
    other = another()
    for table in (two, one):
        enter_series(other, table, "b.csv", AT)
    assert lines(store) == lines(other)
    assert len(lines(store)) == 3


def test_series_and_dispatches_stand_in_one_chain_that_is_whole(store: Store) -> None:
    enter_series(store, [month(1, 41)], "a.csv", AT)
    entered(store, wire("22 killed in Korum."))
    enter_series(store, [month(2, 43)], "a.csv", AT)
    assert whole(store).rows == 4
    assert replay(store) == []


def test_words_that_no_store_can_hold_are_kept_by_their_codes(store: Store) -> None:
    odd = MonthlyFigure(month="2019-01", count=1, admin1="Sura\0", source="x")
    enter_series(store, [odd], "a\0.csv", AT)
    assert enter_series(store, [odd], "a.csv", AT).known == 1
    whole(store)
