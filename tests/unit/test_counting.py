"""Which figures of several reports stand, and which of them holds (docs/explanation/counting.md)."""

from __future__ import annotations

from msgspec.structs import replace

from testigo.incidents.circumstances import circumstances_of
from testigo.incidents.count import count
from testigo.incidents.curve import curve_of
from testigo.incidents.known import known_on
from testigo.model.account import Participant
from testigo.model.circumstance import Place
from testigo.model.claim import Count, Name, Toll
from testigo.model.incident import Counted
from testigo.model.telling import Telling
from testigo.packs.policy import policy
from tests.joined import at_least, dead, telling

HOUR = "2020-01-0{}T0{}:00:00Z"


def at(day: int, hour: int = 8) -> str:
    return HOUR.format(day, hour)


def counted(*tellings: Telling, name: str = "literal") -> Counted:
    return count(tellings, policy(name))


def killed(*tellings: Telling) -> tuple[int, int, int | None]:
    toll = counted(*tellings).toll["killed"]
    return toll.low, toll.best, toll.high


def why(*tellings: Telling) -> tuple[str, ...]:
    return counted(*tellings).toll["killed"].why


def flags(*tellings: Telling) -> list[tuple[str, str]]:
    return [(flag.code, flag.dispatch_id) for flag in counted(*tellings).flags]


class TestSuperseded:
    def test_a_later_count_of_a_speaker_replaces_the_earlier_one(self) -> None:
        both = telling("d1", at(1), dead(14, by="the governor")), telling("d2", at(2), dead(21, by="the governor"))
        assert killed(*both) == (21, 21, 21)
        assert "without_superseded" in why(*both)

    def test_the_governor_and_the_statement_of_his_government_are_one_voice(self) -> None:
        statement = telling("d2", at(1, 9), dead(20, by="the state government", kind="government"))
        both = telling("d1", at(1), dead(21, by="the governor")), statement
        assert killed(*both) == (20, 20, 20)
        assert flags(*both) == [("downward_revision", "d2")]

    def test_officials_of_another_country_are_another_voice(self) -> None:
        home = {"place": Place(country="MX")}
        ours = telling("d1", at(1), dead(12, by="the governor"), **home)
        theirs = telling("d2", at(1, 9), dead(9, by="Russian officials"), **home)
        assert killed(ours, theirs) == (9, 9, 12)
        assert killed(ours, telling("d2", at(1, 9), dead(9, by="Mexican officials"), **home)) == (9, 9, 9)

    def test_later_is_not_last_printed_where_the_time_is_the_same(self) -> None:
        both = telling("d1", at(1), dead(14, by="the governor")), telling("d2", at(1), dead(15, by="the governor"))
        assert killed(*both)[0::2] == (14, 15)

    def test_a_count_in_the_wires_own_voice_is_overtaken_by_a_speakers_later_one_up_or_down(self) -> None:
        for printed in (23, 20):
            assert killed(telling("d1", at(1), dead(printed)), telling("d2", at(2), dead(22, by="the mayor"))) == (
                22,
                22,
                22,
            )

    def test_a_lower_count_of_another_speaker_is_outgrown_the_next_day_and_a_higher_one_stays_in_dispute(self) -> None:
        army = telling("d2", at(2), dead(12, by="the army", kind="military"))
        assert killed(telling("d1", at(1), dead(9, by="police", kind="police")), army) == (12, 12, 12)
        assert killed(telling("d1", at(1), dead(15, by="police", kind="police")), army)[2] == 15

    def test_a_withdrawn_figure_leaves(self) -> None:
        said = telling("d1", at(1), dead(30, by="the mayor"))
        denied = dead(30, by="the mayor", stance="denied", id="old")
        taken_back = telling("d2", at(1, 9), dead(12, by="police", kind="police"), denied)
        assert killed(said, taken_back) == (12, 12, 12)
        assert "without_withdrawn" in why(said, taken_back)


class TestStaleRepeats:
    def now(self) -> tuple[Telling, ...]:
        return telling("d1", at(1), dead(14, by="the governor")), telling("d2", at(2), dead(25, by="the governor"))

    def test_an_old_figure_printed_after_the_new_one_is_flagged_and_moves_nothing(self) -> None:
        old = telling("d3", "2023-05-01", dead(14))
        assert killed(*self.now(), old) == (25, 25, 25)
        assert flags(*self.now(), old) == [("stale_repeat", "d3")]

    def test_so_is_one_with_its_old_speaker_years_later(self) -> None:
        old = telling("d3", "2023-05-01", dead(14, by="the governor"))
        assert killed(*self.now(), old) == (25, 25, 25)
        assert flags(*self.now(), old) == [("stale_repeat", "d3")]

    def test_a_speaker_may_return_to_a_figure_within_days(self) -> None:
        back = telling(
            "d3", at(3), dead(14, by="the governor"), dead(14, "civilians", part_of="unknown14", by="the governor")
        )
        assert killed(*self.now(), back)[1] == 14

    def test_what_is_recalled_as_background_counts_only_where_nobody_has_it_as_news(self) -> None:
        recalled = telling("d3", "2023-05-01", dead(19), main=False)
        assert killed(*self.now(), recalled) == (25, 25, 25)
        assert killed(recalled) == (19, 19, 19)


class TestNeverAdded:
    def test_an_increment_in_a_dispatch_of_its_own_is_no_count_of_the_whole(self) -> None:
        both = telling("d1", at(1), dead(20, by="the governor")), telling("d2", at(2), dead(2, by="the governor"))
        assert killed(*both) == (20, 20, 20)
        assert "without_of_some_only" in why(*both)

    def test_an_increment_that_is_listed_one_by_one_is_none_either(self) -> None:
        listed = (dead(2, id="w"), dead(1, "civilians", part_of="w"), dead(1, "police", part_of="w"))
        assert killed(telling("d1", at(1), dead(39)), telling("d2", at(2), *listed)) == (39, 39, 39)

    def test_an_increment_beside_a_confirmed_sum_is_among_it(self) -> None:
        parts = (dead(16, "armed_group", part_of="w"), dead(4, "police", part_of="w"))
        more = dead(2, "armed_group", id="more")
        one = telling("d1", at(1), dead(20, id="w"), *parts, more)
        assert counted(one).toll["killed"].by_people["armed_group"].best == 16

    def test_a_count_without_the_attackers_is_the_same_count_worded_twice(self) -> None:
        whole = (dead(22, id="w"), dead(16, "armed_group", part_of="w"), dead(6, "civilians", part_of="w"))
        both = telling("d1", at(1), *whole), telling("d2", at(1, 9), dead(6, "unknown"), agency="AFP")
        assert killed(*both) == (22, 22, 22)

    def test_the_abducted_and_the_killed_are_two_outcomes(self) -> None:
        one = telling("d1", at(1), dead(2, "civilians"), dead(7, "civilians", id="t", outcome="abducted"))
        toll = counted(one).toll
        assert (toll["killed"].best, toll["abducted"].best) == (2, 7)

    def test_forces_and_figures_of_no_account_are_no_toll(self) -> None:
        one = telling("d1", at(1), dead(2))
        tally = replace(dead(100), id="t", account=None)
        assert killed(replace(one, claims=(*one.claims, tally))) == (2, 2, 2)


class TestVoices:
    def test_copies_of_one_agency_are_one_voice(self) -> None:
        copies = [telling(key, at(1), dead(9), agency="AFP") for key in ("d1", "d2", "d3")]
        other = telling("d4", at(1), dead(8), agency="AP")
        third = telling("d5", at(1), dead(8), agency="EFE")
        assert killed(*copies, other) == (8, 8, 9)
        assert killed(*copies, other, third) == (8, 8, 9)
        assert "more_voices" in why(*copies, other, third)

    def test_papers_that_quote_one_speaker_are_one_voice(self) -> None:
        quoting = [telling(key, at(1), dead(9, by="the governor")) for key in ("d1", "d2")]
        assert "voices_agree" not in why(*quoting)

    def test_the_speaker_closer_to_the_scene_outweighs_the_wire(self) -> None:
        both = telling("d1", at(1), dead(9)), telling("d2", at(1), dead(11, by="a doctor", kind="medical"))
        assert killed(*both) == (9, 11, 11)
        assert "closer_to_the_scene" in why(*both)

    def test_a_whole_that_its_parts_confirm_weighs_more(self) -> None:
        parts = (dead(5, "police", part_of="w"), dead(6, "armed_group", part_of="w"))
        both = telling("d1", at(1), dead(11, id="w"), *parts), telling("d2", at(1), dead(10))
        assert killed(*both) == (10, 11, 11)
        assert "parts_confirm_whole" in why(*both)

    def test_parts_of_one_report_confirm_the_whole_of_another(self) -> None:
        parts = telling("d1", at(1), dead(5, "police", by="police", kind="police"), dead(6, "armed_group"))
        assert "parts_confirm_whole" in why(parts, telling("d2", at(1, 9), dead(11, by="the mayor")))

    def test_two_speakers_of_one_dispatch_keep_their_figures(self) -> None:
        one = telling("d1", at(1), dead(12, by="the mayor"), dead(15, id="h", by="a doctor", kind="medical"))
        assert (one.account.toll[0].best, one.account.toll[0].high) == (12, 15)  # two words on the same people
        assert killed(one) == (12, 12, 15)
        assert "lower_of_equals" in why(one)


class TestBounds:
    def test_an_open_count_that_an_exact_one_satisfies_opens_nothing(self) -> None:
        both = (
            telling("d1", at(1), at_least(20, "at least 20", by="police", kind="police")),
            telling("d2", at(1), dead(22)),
        )
        assert killed(*both) == (22, 22, 22)
        assert "exact_within_bounds" in why(*both)

    def test_an_open_count_above_all_others_keeps_the_top_open(self) -> None:
        both = (
            telling("d1", at(1), at_least(30, "at least 30", by="a doctor", kind="medical")),
            telling("d2", at(1), dead(22)),
        )
        assert killed(*both) == (22, 30, None)

    def test_low_best_and_high_are_of_figures_that_stand(self) -> None:
        between = dead(10, count=Count(low=10, high=15, text="10 to 15"), by="a witness", kind="witness")
        assert killed(telling("d1", at(1), between)) == (10, 10, 15)


class TestClasses:
    def test_clerks_who_were_civilians_yesterday_are_not_counted_twice(self) -> None:
        first = telling(
            "d1",
            at(1),
            dead(6, id="w", by="police", kind="police"),
            dead(2, "civilians", part_of="w"),
            dead(4, "police", part_of="w"),
        )
        second = telling(
            "d2",
            at(2),
            dead(6, id="w", by="the mayor"),
            dead(2, "officials", part_of="w"),
            dead(4, "police", part_of="w"),
        )
        by_people = counted(first, second).toll["killed"].by_people
        assert {name: found.best for name, found in by_people.items()} == {"officials": 2, "police": 4}

    def test_a_class_that_a_later_full_list_leaves_out_is_gone(self) -> None:
        first = telling(
            "d1",
            at(1),
            dead(6, id="w", by="the mayor"),
            dead(3, "civilians", part_of="w"),
            dead(3, "police", part_of="w"),
        )
        second = telling(
            "d2",
            at(2),
            dead(7, id="w", by="the mayor"),
            dead(2, "armed_group", part_of="w"),
            dead(5, "police", part_of="w"),
        )
        by_people = counted(first, second).toll["killed"].by_people
        assert {name: found.best for name, found in by_people.items()} == {"armed_group": 2, "police": 5}

    def test_classes_that_are_more_than_the_whole_are_flagged_and_not_mended(self) -> None:
        first = telling("d1", at(1), dead(5, "police", by="police", kind="police"))
        second = telling("d2", at(1), dead(6, id="w", by="the mayor"), dead(4, "military", part_of="w", by="the mayor"))
        assert ("parts_exceed_whole", "d2") in flags(first, second)
        assert killed(first, second)[2] == 6

    def test_of_a_contradiction_the_class_holds_whose_speaker_is_closer(self) -> None:
        governor = telling("d1", at(1), dead(14, id="w", by="the governor"), dead(10, "armed_group", part_of="w"))
        paper = telling("d2", at(1, 9), dead(14, id="w"), dead(10, "civilians", part_of="w"))
        assert flags(governor, paper) == [("category_contradiction", "d2")]
        assert list(counted(governor, paper).toll["killed"].by_people) == ["armed_group"]

    def test_classes_that_both_have_room_in_the_whole_contradict_nothing(self) -> None:
        one = telling("d1", at(1), dead(6, id="w", by="the mayor"), dead(3, "police", part_of="w"))
        other = telling(
            "d2", at(1, 9), dead(6, id="w", by="a doctor", kind="medical"), dead(3, "civilians", part_of="w")
        )
        assert flags(one, other) == []
        by_people = counted(one, other).toll["killed"].by_people
        assert {name: found.best for name, found in by_people.items()} == {"civilians": 3, "police": 3}


class TestAPersonsWord:
    def test_a_corrected_claim_is_counted_and_not_the_line_that_was_read(self) -> None:
        one = telling("d1", at(1), dead(12))
        claim = one.claims[0]
        assert isinstance(claim, Toll)
        mended = replace(claim, count=Count(low=2, high=2, text="12"), reader="person")
        assert killed(replace(one, claims=(mended,))) == (2, 2, 2)

    def test_a_rejected_claim_counts_nobody(self) -> None:
        one = telling("d1", at(1), dead(12))
        assert "killed" not in counted(replace(one, claims=())).toll

    def test_what_stands_of_a_sum_is_added_up_anew(self) -> None:
        one = telling("d1", at(1), dead(3, "police"), dead(4, "military"), dead(5, "civilians"))
        assert killed(one) == (12, 12, 12)
        assert killed(replace(one, claims=one.claims[:2])) == (7, 7, 7)


class TestCircumstances:
    def test_days_and_place_are_those_that_most_tell_and_the_most_precise(self) -> None:
        town = Place(name="Korum", country="MX", precision="settlement", candidates=1)
        state = Place(name="Coahuila", country="MX", precision="admin1", candidates=1)
        days = {"start": "2020-01-01", "date_precision": "day"}
        found = circumstances_of(
            [
                telling("d1", at(1), dead(1), place=state, end="2020-01-01", **days),
                telling("d2", at(2), dead(1), place=state, end="2020-01-02", **days),
                telling("d3", at(3), dead(1), place=town, start="2020-01-03", end="2020-01-03", date_precision="day"),
            ]
        )
        assert (found.start, found.end, found.place.name) == ("2020-01-01", "2020-01-02", "Korum")

    def test_a_perpetrator_of_many_wordings_is_one(self) -> None:
        sides = [Participant(text=text, kind="organisation", actor="eln") for text in ("ELN", "the ELN rebels")]
        both = [telling(f"d{n}", at(1), dead(1), perpetrators=(side,)) for n, side in enumerate(sides)]
        assert [p.text for p in circumstances_of(both).perpetrators] == ["the ELN rebels"]

    def test_of_a_name_and_a_fuller_one_the_fuller_is_kept(self) -> None:
        named = [dead(1, names=(Name(text=name, span=(0, 1)),)) for name in ("Wells", "Dana Wells")]
        both = [telling(f"d{n}", at(1), toll) for n, toll in enumerate(named)]
        assert circumstances_of(both).names == ("Dana Wells",)


def test_a_telling_without_a_time_is_known_on_no_day_but_known_now() -> None:
    undated = telling("d1", None, dead(1))
    assert known_on([undated], "2030-01-01") == ()
    assert known_on([undated], None) == (undated,)


def test_the_day_of_a_time_is_that_of_greenwich() -> None:
    late = telling("d1", "2020-01-01T23:30:00-06:00", dead(1))
    assert known_on([late], "2020-01-01") == ()
    assert known_on([late], "2020-01-02") == (late,)


class TestTheWoundedWhoDied:
    def wounded(self, *tellings: Telling) -> tuple[int, int, int | None]:
        toll = counted(*tellings).toll["injured"]
        return toll.low, toll.best, toll.high

    def test_whoever_died_since_is_no_longer_wounded(self) -> None:
        shot = telling("d1", at(1), dead(4, outcome="injured"))
        one_died = telling("d2", at(2), dead(1))
        assert self.wounded(shot) == (4, 4, 4)
        assert self.wounded(shot, one_died) == (3, 3, 3)
        assert "less_who_died" in counted(shot, one_died).toll["injured"].why

    def test_nobody_is_left_where_all_of_them_died(self) -> None:
        shot = telling("d1", at(1), dead(1, outcome="injured"))
        assert self.wounded(shot, telling("d2", at(2), dead(1))) == (0, 0, 0)

    def test_a_count_with_the_dead_in_it_and_one_without_are_the_same_count(self) -> None:
        shot = telling("d1", at(1), dead(12, outcome="injured"))
        both = telling("d2", at(2), dead(2, id="k"), dead(10, outcome="injured", id="w"))
        assert self.wounded(shot, both) == (10, 10, 10)
        assert "without_told_with_the_dead" in counted(shot, both).toll["injured"].why

    def test_the_wounded_are_fewer_by_those_who_are_dead_by_then_whoever_counts(self) -> None:
        first = telling("d1", at(1), dead(9, id="k"), dead(9, outcome="injured", id="w"))
        then = telling("d2", at(3), dead(12, id="k"), dead(7, outcome="injured", id="w"), agency="AFP")
        assert self.wounded(first, then) == (7, 7, 7)

    def test_fewer_wounded_with_no_more_dead_are_a_dispute(self) -> None:
        first = telling("d1", at(1), dead(9, id="k"), dead(9, outcome="injured", id="w"))
        then = telling("d2", at(3), dead(9, id="k"), dead(7, outcome="injured", id="w"), agency="AFP")
        assert self.wounded(first, then)[2] == 9

    def test_who_knew_of_dead_may_have_other_wounded(self) -> None:
        early = telling("d1", at(1), dead(6, id="k"), dead(2, outcome="injured", id="w"))
        assert self.wounded(early, telling("d2", at(2), dead(8))) == (2, 2, 2)

    def test_the_curve_shows_them_leave(self) -> None:
        shot = telling("d1", at(1), dead(4, outcome="injured"))
        points = curve_of([shot, telling("d2", at(2), dead(1))], policy("literal"))
        assert [(p.outcome, p.best) for p in points] == [("injured", 4), ("injured", 3), ("killed", 1)]
