"""Nine dispatches about one attack, joined as a person would join them: one incident, and many true counts."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from testigo.incidents.incident import incident_of
from testigo.model.incident import Bounds, Incident, OutcomeToll
from testigo.packs.policy import policy
from tests.joined import main_tellings

DAY = "2019-12-02"
LAST = "2023-12-31"


@cache
def known(name: str, day: str | None = DAY) -> Incident:
    found = incident_of("villa-union", main_tellings(), policy(name), day)
    assert found is not None
    return found


def bounds(found: Bounds | OutcomeToll | None) -> tuple[int, int, int | None] | None:
    return (found.low, found.best, found.high) if found else None


def numbers(incident: Incident, unit: str) -> list[tuple[str | None, dict[str, tuple[int, int, int | None] | None]]]:
    rows = (made for made in incident.units if made.name == unit)
    return [(made.start, {name: bounds(found) for name, found in made.counts.items()}) for made in rows]


def test_every_dispatch_of_the_series_tells_of_the_incident_as_its_news() -> None:
    incident = known("literal", None)
    assert incident.dispatch_ids == incident.main_dispatch_ids == tuple(f"vu-{n}" for n in range(1, 10))


class TestAsKnownOnTheSecondOfDecember:
    def test_as_printed_22_are_dead(self) -> None:
        toll = known("literal").toll["killed"]
        assert bounds(toll) == (22, 22, 22)
        assert "parts_confirm_whole" in toll.why
        assert toll.claims

    def test_two_of_them_are_civilians_four_police_and_16_attackers(self) -> None:
        by_people = known("literal").toll["killed"].by_people
        assert {name: found.best for name, found in by_people.items()} == {
            "armed_group": 16,
            "civilians": 2,
            "police": 4,
        }

    def test_gtd_counts_22_and_16_perpetrators_among_them(self) -> None:
        ((_, counts),) = numbers(known("gtd-like"), "attack")
        assert (counts["nkill"], counts["nkillter"]) == ((22, 22, 22), (16, 16, 16))
        assert (counts["nhostkid"], counts["nreleased"]) == ((7, 7, 7), None)

    def test_acled_counts_22_in_days_of_ten_and_ten_and_two_captives(self) -> None:
        incident = known("acled-like")
        assert incident.toll["killed"].best == 22
        ten, two = {"fatalities": (10, 10, 10)}, {"fatalities": (2, 2, 2)}
        assert numbers(incident, "Battles") == [("2019-11-30", ten), ("2019-12-01", ten)]
        assert numbers(incident, "Violence against civilians: attack on captives") == [("2019-11-30", two)]
        assert numbers(incident, "Violence against civilians: abduction") == [("2019-11-30", {"fatalities": (0, 0, 0)})]
        assert sum(unit.counts["fatalities"].best for unit in incident.units if unit.counts["fatalities"]) == 22

    def test_ibc_counts_six_with_the_police_and_two_without(self) -> None:
        own = policy("ibc-like")
        without = replace(own, people=replace(own.people, police_as_civilians=False))
        assert own.people.police_as_civilians
        ((_, counts),) = numbers(known("ibc-like"), "entry")
        assert (counts["deaths_minimum"], counts["deaths_maximum"]) == ((6, 6, 6), (6, 6, 6))
        two = incident_of("villa-union", main_tellings(), without, DAY)
        assert two is not None
        assert bounds(two.toll["killed"]) == (2, 2, 2)

    def test_ucdp_leaves_the_fight_out_for_want_of_an_incompatibility(self) -> None:
        incident = known("ucdp-like")
        (dyad,) = [unit for unit in incident.units if unit.name == "state-based"]
        assert not incident.included
        assert [reason.code for reason in dyad.reasons] == ["no_stated_incompatibility"]
        assert {name: found.best for name, found in dyad.counts.items() if found} == {
            "deaths_a": 4,
            "deaths_b": 16,
            "deaths_civilians": 2,
            "deaths_unknown": 0,
            "deaths": 22,
        }

    def test_ucdp_has_none_to_two_killed_by_one_side_and_asks_for_25_in_the_year(self) -> None:
        (dyad,) = [unit for unit in known("ucdp-like").units if unit.name == "one-sided"]
        assert bounds(dyad.counts["civilian_deaths"]) == (0, 2, 2)
        assert not dyad.included
        assert [reason.code for reason in dyad.reasons] == ["too_few_in_the_year"]
        assert dyad.reasons[0].sentence.startswith("in only if the group kills at least 25")

    def test_it_is_told_where_and_when_it_was_and_whose_doing(self) -> None:
        incident = known("literal")
        assert (incident.start, incident.end, incident.date_precision) == ("2019-11-30", "2019-12-01", "few_days")
        assert (incident.place.name, incident.place.admin1, incident.place.country) == ("Villa Unión", "Coahuila", "MX")
        assert [side.actor for side in incident.perpetrators] == ["cartel-del-noreste"]
        assert incident.type == "armed_attack"


class TestAsKnownOnOtherDays:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2019-11-30", (14, 14, 14)),
            ("2019-12-01", (20, 20, 20)),
            ("2019-12-03", (23, 23, 23)),
            ("2019-12-05", (25, 25, 25)),
            (LAST, (25, 25, 25)),
            (None, (25, 25, 25)),
        ],
    )
    def test_the_toll_is_what_was_known(self, day: str | None, expected: tuple[int, int, int]) -> None:
        assert bounds(known("literal", day).toll["killed"]) == expected

    @pytest.mark.parametrize("name", ["acled-like", "gtd-like", "ucdp-like"])
    @pytest.mark.parametrize(("day", "best"), [("2019-11-30", 14), ("2019-12-01", 20), (DAY, 22), (LAST, 25)])
    def test_policies_that_count_everybody_agree_on_the_series(self, name: str, day: str, best: int) -> None:
        assert known(name, day).toll["killed"].best == best

    @pytest.mark.parametrize(("day", "best"), [("2019-11-30", 4), ("2019-12-01", 6), (LAST, 6)])
    def test_with_the_police_as_civilians_four_and_then_six_died(self, day: str, best: int) -> None:
        assert known("ibc-like", day).toll["killed"].best == best

    def test_nothing_is_known_before_anybody_told_of_it(self) -> None:
        assert incident_of("villa-union", main_tellings(), policy("literal"), "2019-11-29") is None


class TestFlags:
    def flags(self, day: str | None) -> list[tuple[str, str]]:
        return [(flag.code, flag.dispatch_id) for flag in known("literal", day).flags]

    def test_attackers_printed_as_civilians_are_flagged_and_counted_as_attackers(self) -> None:
        assert self.flags("2019-11-30") == [("category_contradiction", "vu-2")]
        assert list(known("literal", "2019-11-30").toll["killed"].by_people) == ["armed_group", "police"]

    def test_a_sum_of_old_and_new_figures_and_a_lowered_toll_are_flagged(self) -> None:
        assert ("stale_repeat", "vu-5") in self.flags("2019-12-01")
        assert ("downward_revision", "vu-4") in self.flags("2019-12-01")

    def test_a_statement_of_the_same_23_two_days_later_is_news_and_no_repeat(self) -> None:
        assert self.flags("2019-12-05") == self.flags("2019-12-01")

    def test_the_old_toll_printed_years_later_is_flagged(self) -> None:
        assert set(self.flags(LAST)) - set(self.flags("2019-12-05")) == {("stale_repeat", "vu-9")}


class TestCurve:
    def test_it_has_a_point_for_each_change_with_the_speaker(self) -> None:
        points = [p for p in known("literal", None).curve if p.outcome == "killed"]
        assert [(p.as_of, p.best, p.dispatch_id) for p in points] == [
            ("2019-11-30", 14, "vu-1"),
            ("2019-12-01", 21, "vu-3"),
            ("2019-12-01", 20, "vu-4"),
            ("2019-12-02", 22, "vu-6"),
            ("2019-12-03", 23, "vu-7"),
            ("2019-12-05", 25, "vu-8"),
        ]
        assert [p.speaker for p in points][:2] == ["Governor Miguel Angel Riquelme", "the state government"]

    def test_what_the_wire_says_itself_has_the_publisher_for_its_speaker(self) -> None:
        (point,) = [p for p in known("literal", None).curve if p.outcome == "abducted"]
        assert point.speaker == "Border Wire"

    def test_every_number_leads_back_to_claims_of_the_dispatches(self) -> None:
        ids = {claim.id for telling in main_tellings() for claim in telling.claims}
        toll = known("literal", None).toll
        assert {i for found in toll.values() for i in found.claims} <= ids
        assert all(found.claims for found in toll.values())
