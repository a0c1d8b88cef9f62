"""An account's toll and the arithmetic between its claims."""

from __future__ import annotations

from typing import Any

from testigo.accounts.checks import checks
from testigo.accounts.toll import toll_lines
from testigo.model.account import Check, TollLine
from testigo.model.claim import Speaker
from testigo.model.told import Told
from tests.records import count, toll

ARMY = Speaker(text="The army", span=(0, 8), kind="military")
HOSPITAL = Speaker(text="A hospital", span=(0, 10), kind="medical")


def told(key: str, number: int, sentence: int = 0, adds: bool = False, weak: bool = False, **fields: Any) -> Told:
    return Told(claim=toll(key, f"{number} people", number, **fields), sentence=sentence, adds=adds, weak=weak)


def line(told_: tuple[Told, ...], people: str = "all", outcome: str = "killed") -> TollLine:
    (found,) = (x for x in toll_lines(told_) if (x.people, x.outcome) == (people, outcome))
    return found


# Checks


def test_parts_that_add_up_confirm_their_whole() -> None:
    found = checks((told("c1", 22), told("c2", 16, part_of="c1"), told("c3", 6, part_of="c1")))
    assert found == (Check(kind="sum", whole="c1", parts=("c2", "c3"), holds=True),)


def test_parts_that_exceed_their_whole_are_shown_and_not_mended() -> None:
    found = checks((told("c1", 7), told("c2", 4, part_of="c1"), told("c3", 5, part_of="c1")))
    assert found == (Check(kind="sum", whole="c1", parts=("c2", "c3"), holds=False),)


def test_parts_that_leave_some_give_a_rest() -> None:
    assert checks((told("c1", 7), told("c2", 4, part_of="c1"))) == (
        Check(kind="rest", whole="c1", parts=("c2",), holds=True, rest=3),
    )


def test_figures_side_by_side_are_held_against_a_whole_of_another_sentence() -> None:
    found = checks((told("c1", 10, 0), told("c2", 4, 0), told("c3", 14, 1)))
    assert found == (Check(kind="sum", whole="c3", parts=("c1", "c2"), holds=True),)


def test_a_figure_that_groups_parts_otherwise_equals_them() -> None:
    found = checks(
        (
            told("c1", 22, 0),
            told("c2", 2, 0, part_of="c1"),
            told("c3", 4, 0, part_of="c1"),
            told("c4", 16, 0, part_of="c1"),
            told("c5", 6, 2),
            told("c6", 16, 2),
        )
    )
    assert Check(kind="equal", whole="c5", parts=("c2", "c3"), holds=True) in found
    assert Check(kind="sum", whole="c1", parts=("c5", "c6"), holds=True) in found


def test_open_counts_and_zeros_take_no_part_in_a_check() -> None:
    loose = told("c1", 22, count=count(22, is_open=True))
    assert checks((loose, told("c2", 22, part_of="c1"), told("c3", 0, part_of="c1"))) == ()


def test_outcomes_are_not_added_up_together() -> None:
    assert checks((told("c1", 10), told("c2", 4, outcome="injured"), told("c3", 14, 1))) == ()


# Toll lines


def test_a_breakdown_is_not_added_to_its_whole() -> None:
    found = line((told("c1", 22), told("c2", 16, part_of="c1"), told("c3", 6, part_of="c1")))
    assert (found.low, found.best, found.high, found.claims) == (22, 22, 22, ("c1",))


def test_figures_of_one_sentence_are_added_up() -> None:
    found = line((told("c1", 10), told("c2", 4)))
    assert (found.best, found.claims) == (14, ("c1", "c2"))


def test_others_are_added_to_what_was_told_before() -> None:
    found = line((told("c1", 3), told("c2", 2, sentence=1, adds=True)))
    assert (found.best, found.why) == (5, ("first_told", "others_added"))


def test_several_others_may_be_some_of_those_told_before_so_they_open_the_high_and_add_nothing() -> None:
    several = told("c2", 3, 1, adds=True, count=count(3, is_open=True))
    found = line((told("c1", 7, 0), several))
    assert (found.low, found.best, found.high) == (7, 7, None)


def test_those_of_two_sides_are_added_up_where_nothing_counts_them_together() -> None:
    found = line((told("c1", 2, people="military"), told("c2", 3, sentence=1, people="armed_group")))
    assert (found.low, found.best, found.high, found.why) == (5, 5, 5, ("first_told", "largest_told", "sides_added"))
    assert found.claims == ("c2", "c1")


def test_as_many_on_two_sides_may_be_the_same_people_and_are_not_added_up() -> None:
    assert line((told("c1", 3, people="civilians"), told("c2", 3, sentence=1, people="armed_group"))).best == 3


def test_those_of_no_class_may_be_of_any_that_is_told() -> None:
    told_ = (told("c1", 16), told("c2", 9, part_of="c1", people="civilians"), told("c3", 2, 1, people="police"))
    of_class = {people: line(told_, people) for people in ("civilians", "police")}
    assert [(x.low, x.best, x.high) for x in of_class.values()] == [(9, 9, 14), (2, 2, 7)]
    assert of_class["police"].why == ("first_told", "rest_of_no_class")


def test_of_two_tellings_the_larger_is_best_and_the_smaller_stays_the_low() -> None:
    found = line((told("c1", 14), told("c2", 21, sentence=1)))
    assert (found.low, found.best, found.high) == (14, 21, 21)


def test_an_open_count_leaves_the_high_open() -> None:
    assert line((told("c1", 60, count=count(60, is_open=True)),)).high is None


def test_what_is_denied_is_no_toll() -> None:
    assert toll_lines((told("c1", 30, stance="denied"),)) == ()


def test_each_class_has_its_line_and_all_holds_attackers_too() -> None:
    both = (told("c1", 10, people="armed_group"), told("c2", 4, people="police"))
    assert [(x.people, x.best) for x in toll_lines(both)] == [("all", 14), ("armed_group", 10), ("police", 4)]


def test_an_outcome_nobody_counted_has_no_line() -> None:
    assert {x.outcome for x in toll_lines((told("c1", 10),))} == {"killed"}


def test_those_merely_shot_are_among_the_dead_where_no_more_were_shot_than_died() -> None:
    shot = told("c1", 2, outcome="injured", weak=True)
    assert {x.outcome for x in toll_lines((shot, told("c2", 2, sentence=1)))} == {"killed"}
    assert {x.outcome for x in toll_lines((shot, told("c2", 1, sentence=1)))} == {"killed", "injured"}


def test_the_word_of_whoever_struck_on_fighters_stands_aside_where_others_count_the_dead() -> None:
    army = told("c1", 35, people="armed_group", attribution=(ARMY,))
    others = told("c2", 22, sentence=1, people="civilians", attribution=(HOSPITAL,))
    struck = toll_lines((army, others), "air_or_drone_strike")[0]
    assert (struck.low, struck.best, struck.high) == (22, 22, 35)
    assert "word_of_doers_aside" in struck.why
    clash = toll_lines((army, others), "armed_clash")[0]
    assert clash.best == 57
    assert toll_lines((army,), "air_or_drone_strike")[0].best == 35


def test_a_line_that_is_the_count_so_far_says_so() -> None:
    ten, so_far = told("c1", 10), Told(claim=toll("c2", "18 dead", 18), sentence=3, total=True)
    assert line((ten, so_far)).why == ("first_told", "largest_told", "count_so_far")
