"""The policies that Testigo brings treat the hard cases as their codebooks do, and a faulty file is pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from testigo.errors import PackError
from testigo.incidents.count import count
from testigo.model.account import Participant
from testigo.model.claim import Count
from testigo.model.incident import Bounds, Counted, OutcomeToll
from testigo.model.policy import Policy
from testigo.model.telling import Telling
from testigo.packs.policy import FOLDER, policies, policy
from tests.joined import at_least, dead, telling

WORDS = {"several": 3, "dozens": 24, "hundreds": 200}


def counted(name: str, *tellings: Telling) -> Counted:
    return count(tellings, policy(name))


def bounds(found: Bounds | OutcomeToll | None) -> tuple[int, int, int | None] | None:
    return (found.low, found.best, found.high) if found else None


def killed(name: str, *tellings: Telling) -> tuple[int, int, int | None] | None:
    return bounds(counted(name, *tellings).toll.get("killed"))


def units(name: str, *tellings: Telling) -> list[tuple[str, str | None, dict[str, int | None]]]:
    made = counted(name, *tellings).units
    return [(u.name, u.start, {k: v.best if v else None for k, v in u.counts.items()}) for u in made]


def codes(found: Counted) -> list[str]:
    return [reason.code for reason in found.reasons]


def raid(day: str = "2020-01-05") -> Telling:
    """Three attackers, two policemen and a civilian, on two days."""
    tolls = (
        dead(6, id="w"),
        dead(3, "armed_group", part_of="w"),
        dead(2, "police", part_of="w"),
        dead(1, "civilians", part_of="w"),
    )
    return telling("raid", day, *tolls, start="2020-01-04", end="2020-01-05", date_precision="few_days")


class TestWordsForNumbers:
    @pytest.mark.parametrize(
        ("name", "word", "expected"),
        [
            ("literal", "several", (3, 3, None)),
            ("literal", "dozens", (24, 24, None)),
            ("acled-like", "several", (3, 3, 10)),
            ("acled-like", "dozens", (12, 12, 12)),
            ("acled-like", "hundreds", (100, 100, 100)),
            ("ucdp-like", "several", (3, 3, None)),
            ("ucdp-like", "dozens", (24, 24, None)),
            ("gtd-like", "several", None),
            ("gtd-like", "dozens", (24, 24, 24)),
            ("gtd-like", "hundreds", (200, 200, 200)),
        ],
    )
    def test_a_vague_word_is_worth_what_the_table_of_the_policy_says(
        self, name: str, word: str, expected: tuple[int, int, int | None] | None
    ) -> None:
        assert killed(name, telling("d1", "2020-01-01", at_least(WORDS[word], word))) == expected

    def test_tens_in_spanish_are_ten_after_acled(self) -> None:
        assert killed("acled-like", telling("d1", None, at_least(20, "decenas"), lang="es")) == (10, 10, 10)

    def test_several_civilians_are_three_and_more_after_ibc(self) -> None:
        tellings = telling("d1", "2020-01-01", at_least(3, "several", people="civilians"))
        assert killed("ibc-like", tellings) == (3, 3, None)

    def test_a_substitution_is_said(self) -> None:
        toll = counted("acled-like", telling("d1", None, at_least(24, "dozens"))).toll["killed"]
        assert "vague_word_worth_12" in toll.why

    def test_a_number_is_never_taken_for_a_vague_word(self) -> None:
        assert killed("acled-like", telling("d1", None, at_least(24, "at least 24"))) == (24, 24, 24)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("literal", (20, 20, None)),
            ("acled-like", (20, 20, 20)),
            ("ucdp-like", (20, 20, None)),
            ("gtd-like", (20, 20, 20)),
        ],
    )
    def test_at_least_keeps_its_open_end_or_is_the_number(
        self, name: str, expected: tuple[int, int, int | None]
    ) -> None:
        assert killed(name, telling("d1", None, at_least(20, "at least twenty"))) == expected


class TestNothingStated:
    def hurt(self) -> Telling:
        return telling("d1", "2020-01-01", dead(6, "civilians", outcome="injured"))

    def test_no_mention_of_the_dead_is_zero_after_acled_and_blank_after_the_others(self) -> None:
        assert killed("acled-like", self.hurt()) == (0, 0, 0)
        assert [killed(name, self.hurt()) for name in ("literal", "ucdp-like", "gtd-like", "ibc-like")] == [None] * 4

    def test_an_event_of_ucdp_and_an_entry_of_ibc_need_a_death(self) -> None:
        assert "too_few_deaths" in codes(counted("ucdp-like", self.hurt()))
        found = counted("ibc-like", self.hurt())
        assert not found.included
        assert "too_few_deaths" in codes(found)

    def test_the_number_of_a_row_is_blank_or_zero_too(self) -> None:
        assert units("gtd-like", self.hurt())[0][2]["nkill"] is None
        assert units("acled-like", self.hurt())[0][2] == {"fatalities": 0}


class TestConflictingReports:
    def reports(self) -> tuple[Telling, ...]:
        return (
            telling("d1", "2020-01-01T08:00:00Z", dead(9, by="a doctor", kind="medical")),
            telling("d2", "2020-01-01T09:00:00Z", dead(12, by="police", kind="police")),
            telling("d3", "2020-01-01T10:00:00Z", dead(10, by="the mayor")),
        )

    def test_acled_takes_the_lowest_until_another_is_better_corroborated(self) -> None:
        assert killed("acled-like", *self.reports()) == (9, 9, 12)
        more = telling("d4", "2020-01-01T11:00:00Z", dead(12, by="the prosecutor", kind="court"))
        assert killed("acled-like", *self.reports(), more) == (9, 12, 12)

    def test_gtd_takes_the_most_recent_else_the_majority_else_the_lowest(self) -> None:
        assert killed("gtd-like", *self.reports()) == (9, 10, 12)
        same = [msgspec.structs.replace(t, at="2020-01-01") for t in self.reports()]
        assert killed("gtd-like", *same) == (9, 9, 12)
        more = telling("d4", "2020-01-01", dead(12, by="the prosecutor", kind="court"))
        assert killed("gtd-like", *same, more) == (9, 12, 12)

    def test_ibc_keeps_the_lowest_and_the_highest(self) -> None:
        reports = (
            telling("d1", "2020-01-01T08:00:00Z", dead(9, "civilians", "a doctor", kind="medical")),
            telling("d2", "2020-01-01T09:00:00Z", dead(12, "civilians", "police", kind="police")),
            telling("d3", "2020-01-01T10:00:00Z", dead(10, "civilians", "the mayor")),
        )
        made = counted("ibc-like", *reports).units[0].counts
        assert (bounds(made["deaths_minimum"]), bounds(made["deaths_maximum"])) == ((9, 9, 9), (12, 12, 12))

    def test_ucdp_gives_low_best_and_high(self) -> None:
        assert killed("ucdp-like", *self.reports()) == (9, 10, 12)


class TestDays:
    def test_acled_divides_a_total_over_the_days_and_the_odd_one_is_of_the_first(self) -> None:
        one_more = telling(
            "d1",
            "2020-01-05",
            dead(4, "armed_group"),
            dead(3, "police"),
            start="2020-01-04",
            end="2020-01-05",
            date_precision="few_days",
        )
        assert units("acled-like", one_more) == [
            ("Battles", "2020-01-04", {"fatalities": 4}),
            ("Battles", "2020-01-05", {"fatalities": 3}),
        ]

    @pytest.mark.parametrize("name", ["ucdp-like", "gtd-like", "ibc-like", "literal"])
    def test_the_others_keep_one_row_with_its_days(self, name: str) -> None:
        made = counted(name, raid()).units
        assert {(unit.start, unit.end) for unit in made} == {("2020-01-04", "2020-01-05")}
        assert len({unit.name for unit in made}) == len(made)

    def test_a_year_is_no_day_of_an_event(self) -> None:
        vague = telling("d1", None, dead(3), start="2020-01-01", end="2020-12-31", date_precision="year")
        found = counted("acled-like", vague)
        assert not found.included
        assert codes(found) == ["no_day"]


class TestWhoCounts:
    def test_civilians_who_die_in_a_battle_are_inside_its_total_after_acled(self) -> None:
        assert [row[2]["fatalities"] for row in units("acled-like", raid())] == [3, 3]

    def test_ucdp_sets_the_sides_the_civilians_and_the_unknown_apart(self) -> None:
        (_, _, counts), *_ = units("ucdp-like", raid())
        assert counts == {"deaths_a": 2, "deaths_b": 3, "deaths_civilians": 1, "deaths_unknown": 0, "deaths": 6}

    def test_those_of_no_class_are_unknown_after_ucdp(self) -> None:
        some = telling("d1", None, dead(9, id="w"), dead(2, "police", part_of="w"), dead(3, "armed_group", part_of="w"))
        (_, _, counts), *_ = units("ucdp-like", some)
        assert counts["deaths_unknown"] == 4

    def test_gtd_counts_everybody_and_the_perpetrators_among_them(self) -> None:
        (_, _, counts), *_ = units("gtd-like", raid())
        assert (counts["nkill"], counts["nkillter"]) == (6, 3)

    def test_ibc_counts_civilians_and_the_switch_says_whether_the_police_are_some(self) -> None:
        own = policy("ibc-like")
        without = msgspec.structs.replace(own, people=msgspec.structs.replace(own.people, police_as_civilians=False))
        assert bounds(count([raid()], own).toll["killed"]) == (3, 3, 3)
        assert bounds(count([raid()], without).toll["killed"]) == (1, 1, 1)

    @pytest.mark.parametrize("people", ["officials", "journalists", "aid_workers"])
    def test_the_unarmed_are_civilians_but_for_the_literal_policy(self, people: str) -> None:
        some = telling("d1", None, dead(2, people))  # type: ignore[arg-type]
        assert "civilians" in counted("ucdp-like", some).toll["killed"].by_people
        assert people in counted("literal", some).toll["killed"].by_people

    def test_people_of_no_class_are_perhaps_civilians_after_ibc(self) -> None:
        some = telling("d1", None, dead(9, id="w"), dead(2, "civilians", part_of="w"))
        assert killed("ibc-like", some) == (2, 2, 9)
        assert killed("ibc-like", telling("d1", None, dead(9))) == (0, 0, 9)

    def test_a_policy_of_ones_own_may_leave_the_attackers_out(self) -> None:
        own = policy("literal")
        without = msgspec.structs.replace(own, people=msgspec.structs.replace(own.people, perpetrators=False))
        assert bounds(count([raid()], without).toll["killed"]) == (3, 3, 3)


class TestCaptives:
    def taken(self) -> Telling:
        tolls = (
            dead(2, "civilians", words="two captives"),
            dead(2, "civilians", id="t", outcome="abducted", words="two captives"),
            dead(7, "civilians", id="s", outcome="abducted", words="a group of seven", span=(50, 60)),
        )
        return telling("d1", "2020-01-01", *tolls, start="2020-01-01", end="2020-01-01", date_precision="day")

    def test_whoever_is_abducted_and_killed_is_an_attack_after_acled_and_the_others_an_abduction(self) -> None:
        rows = units("acled-like", self.taken())
        assert [(name, counts["fatalities"]) for name, _, counts in rows] == [
            ("Attack", 0),
            ("Violence against civilians: attack on captives", 2),
            ("Violence against civilians: abduction", 0),
        ]

    def test_an_abduction_without_a_death_is_nothing_to_ucdp_and_ibc(self) -> None:
        alone = telling("d1", "2020-01-01", dead(7, "civilians", outcome="abducted"))
        assert not counted("ucdp-like", alone).included
        assert not counted("ibc-like", alone).included
        assert units("gtd-like", alone)[0][2]["nhostkid"] == 7

    def test_captives_who_were_killed_count_once_where_a_policy_says_so(self) -> None:
        own = policy("literal")
        once = msgspec.structs.replace(own, captives=msgspec.structs.replace(own.captives, then_killed="killing"))
        whole = count([self.taken()], own).toll["abducted"].best
        assert count([self.taken()], once).toll["abducted"].best == whole - 2


class TestOtherOutcomes:
    def answer(self) -> Telling:
        tolls = (
            dead(1, "armed_group"),
            dead(6, "police", outcome="injured"),
            dead(2, "armed_group", outcome="arrested"),
        )
        return telling("d1", "2020-01-01", *tolls)

    @pytest.mark.parametrize(
        ("name", "outcomes"),
        [
            ("literal", {"killed", "injured", "arrested"}),
            ("acled-like", {"killed"}),
            ("ucdp-like", {"killed"}),
            ("gtd-like", {"killed", "injured", "arrested"}),
            ("ibc-like", {"killed", "injured"}),
        ],
    )
    def test_a_policy_has_figures_of_the_outcomes_that_it_counts(self, name: str, outcomes: set[str]) -> None:
        assert set(counted(name, self.answer()).toll) == outcomes

    def test_where_all_the_dead_are_attackers_no_civilian_died(self) -> None:
        toll = counted("ibc-like", self.answer()).toll["killed"]
        assert (bounds(toll), toll.why) == ((0, 0, 0), ("parts_leave_none",))

    def test_gtd_has_the_injured_and_the_arrested(self) -> None:
        (_, _, counts), *_ = units("gtd-like", self.answer())
        assert (counts["nwound"], counts["nwoundte"], counts["nperpcap"]) == (6, 0, 2)

    def test_a_sum_over_several_incidents_is_nobodys_toll(self) -> None:
        one = telling("d1", "2020-01-01", dead(1))
        country = msgspec.structs.replace(dead(28741), id="all", account=None)
        both = msgspec.structs.replace(one, claims=(*one.claims, country))
        assert killed("literal", both) == (1, 1, 1)


class TestInclusion:
    def fight(self, actor: str) -> Telling:
        side = Participant(text="a group", kind="organisation", actor=actor)
        return telling("d1", "2020-01-01", dead(2, "police"), dead(3, "armed_group"), perpetrators=(side,))

    def test_a_cartel_has_no_stated_incompatibility_and_rebels_have_one(self) -> None:
        assert codes(counted("ucdp-like", self.fight("cartel-del-noreste"))) == ["no_stated_incompatibility"]
        assert counted("ucdp-like", self.fight("eln")).included

    def test_a_one_sided_dyad_needs_25_in_the_year_and_shows_its_figures_all_the_same(self) -> None:
        found = counted("ucdp-like", telling("d1", "2020-01-01", dead(2, "civilians")))
        assert not found.included
        assert codes(found) == ["too_few_in_the_year"]
        assert bounds(found.units[0].counts["civilian_deaths"]) == (0, 2, 2)

    def test_the_low_of_a_one_sided_dyad_counts_where_a_claim_says_who_did_it(self) -> None:
        said = msgspec.structs.replace(dead(2, "civilians"), by="the gunmen")
        found = counted("ucdp-like", telling("d1", "2020-01-01", said))
        assert bounds(found.units[0].counts["civilian_deaths"]) == (2, 2, 2)

    def test_a_type_that_is_not_coded_is_out_with_a_sentence(self) -> None:
        found = counted("gtd-like", telling("d1", "2020-01-01", dead(2), type="protest"))
        assert not found.included
        assert found.reasons[0].sentence == policy("gtd-like").reasons["type_not_coded"]

    def test_one_source_makes_an_entry_of_ibc_provisional_and_no_less_an_entry(self) -> None:
        found = counted("ibc-like", telling("d1", "2020-01-01", dead(2, "civilians")))
        assert found.included
        assert codes(found) == ["provisional"]
        other = telling("d2", "2020-01-01", dead(2, "civilians"))
        assert codes(counted("ibc-like", telling("d1", "2020-01-01", dead(2, "civilians")), other)) == []

    def test_two_papers_with_one_agencys_text_are_one_source(self) -> None:
        copies = [telling(key, "2020-01-01", dead(2, "civilians"), agency="AFP") for key in ("d1", "d2")]
        assert codes(counted("ibc-like", *copies)) == ["provisional"]


class TestFiles:
    @pytest.mark.parametrize("name", policies())
    def test_every_rule_of_a_policy_names_its_source(self, name: str) -> None:
        made = policy(name)
        groups: tuple[Any, ...] = (
            made.bounds,
            made.conflict,
            made.people,
            made.outcomes,
            made.captives,
            made.days,
            made.inclusion,
        )
        rules = [rule.source for rule in (*groups, made.not_stated, *made.vague, *made.counts, *made.units)]
        assert all(rules)

    @pytest.mark.parametrize("name", policies())
    def test_a_policy_is_called_as_its_file_and_has_a_version(self, name: str) -> None:
        assert policy(name).label == f"{name}/{policy(name).version}"

    def own(self, tmp_path: Path, old: str, new: str) -> Path:
        text = (FOLDER / "ibc-like.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "own.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    def test_a_file_of_ones_own_is_a_policy_too(self, tmp_path: Path) -> None:
        path = self.own(tmp_path, "police_as_civilians = true", "police_as_civilians = false")
        made: Policy = policy(str(path))
        assert not made.people.police_as_civilians

    @pytest.mark.parametrize(
        ("old", "new", "code", "line"),
        [
            ("voices = 2", "voices = ", "T-P002", "voices = 2"),
            ("police_as_civilians = true", 'police_as_civilians = "yes"', "T-Y002", "police_as_civilians = true"),
            ("voices = 2", "voises = 2", "T-Y002", "[inclusion]"),
            ('bound = "low"', 'bound = "middle"', "T-Y002", 'bound = "low"'),
            (
                'source = "IBC methods: one entry with a range of days"',
                'source = ""',
                "T-Y003",
                "one entry with a range",
            ),
            ('counts = ["deaths_minimum", ', 'counts = ["dead", ', "T-Y004", "[[units]]"),
            ("too_few_deaths =", "no_day =", "T-Y005", "[reasons]"),
        ],
    )
    def test_a_fault_is_named_with_its_line(self, tmp_path: Path, old: str, new: str, code: str, line: str) -> None:
        path = self.own(tmp_path, old, new)
        lines = (FOLDER / "ibc-like.toml").read_text(encoding="utf-8").splitlines()
        number = next(i for i, row in enumerate(lines, 1) if line in row)
        with pytest.raises(PackError) as caught:
            policy(str(path))
        assert (caught.value.code, caught.value.place) == (code, f"{tmp_path.name}/own.toml:{number}")

    def test_a_policy_that_is_not_there_is_an_error_that_lists_those_there_are(self) -> None:
        with pytest.raises(PackError, match="literal") as caught:
            policy("prio-like")
        assert caught.value.code == "T-Y001"


def test_a_range_of_a_count_keeps_its_ends() -> None:
    between = dead(10, count=Count(low=10, high=15, text="10 to 15"))
    assert killed("literal", telling("d1", None, between)) == (10, 10, 15)
