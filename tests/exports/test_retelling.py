"""One dispatch of a raid on a town, in words of our own and alone in a ledger: the rows that the codebooks' rules give.

The values expected were computed by hand from the codebooks' rules on that one report; they are not rows that the
projects published.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exports.conftest import Export
from tests.exports.test_exports import rows

THEN = ("--as-of", "2019-12-03")


@pytest.fixture(scope="module")
def acled(retelling: Path, export: Export) -> list[dict[str, str]]:
    return rows(export(retelling, "acled-like", *THEN) / "acled-like.csv")


def test_events_by_day_are_two_of_battle_one_of_captives_killed_and_one_of_captives(
    acled: list[dict[str, str]],
) -> None:
    told = [
        (r["event_date"], r["event_type"], r["sub_event_type"], r["fatalities"], r["time_precision"]) for r in acled
    ]
    assert told == [
        ("2019-11-30", "Battles", "Armed clash", "10", "1"),
        ("2019-12-01", "Battles", "Armed clash", "10", "1"),
        ("2019-11-30", "Violence against civilians", "Attack", "2", "2"),
        ("2019-11-30", "Violence against civilians", "Abduction/forced disappearance", "0", "2"),
    ]
    assert sum(int(row["fatalities"]) for row in acled) == 22


def test_sides_of_events_are_named_after_the_codebook(acled: list[dict[str, str]]) -> None:
    battle, captives = acled[0], acled[2]
    assert battle["actor1"] == "Police Forces of Mexico (2018-)"
    assert battle["assoc_actor_1"] == "Military Forces of Mexico (2018-); Mexican National Guard"
    assert (battle["actor2"], battle["inter1"], battle["inter2"]) == (
        "Northeast Cartel", "State forces", "Political militia",
    )  # fmt: skip
    assert battle["interaction"] == "State forces-Political militia"
    assert battle["civilian_targeting"] == ""
    assert (captives["actor1"], captives["actor2"]) == ("Northeast Cartel", "Civilians (Mexico)")
    assert captives["assoc_actor_2"] == "Government of Mexico"
    assert captives["interaction"] == "Political militia-Civilians"
    assert captives["civilian_targeting"] == "Civilians targeted"
    assert {row["disorder_type"] for row in acled} == {"Political violence"}


def test_events_lie_in_the_town(acled: list[dict[str, str]]) -> None:
    for row in acled:
        assert (row["iso"], row["country"], row["location"], row["geo_precision"]) == (
            "484", "Mexico", "Villa Union", "1",
        )  # fmt: skip
        assert abs(float(row["latitude"]) - 28.2206) < 0.01
        assert abs(float(row["longitude"]) + 100.7253) < 0.01


def test_dyads_are_out_for_the_reason_that_the_rules_give(retelling: Path, export: Export) -> None:
    folder = export(retelling, "ucdp-ged-like", *THEN)
    assert rows(folder / "ucdp-ged-like.csv") == []
    assert [(row["part"], row["code"]) for row in rows(folder / "left_out.csv")] == [
        ("state-based", "no_stated_incompatibility"),
        ("one-sided", "too_few_in_the_year"),
    ]


def test_the_numbers_of_dyads_that_are_out_are_kept(retelling: Path, export: Export) -> None:
    folder = export(retelling, "csv", "--policy", "ucdp-like", *THEN)
    told = {
        (r["unit"], r["count"]): tuple(r[bound] for bound in ("low", "best", "high"))
        for r in rows(folder / "units.csv")
    }
    assert told["state-based", "deaths_a"][1] == "4"
    assert told["state-based", "deaths_b"][1] == "16"
    assert told["state-based", "deaths_civilians"][1] == "2"
    assert told["state-based", "deaths"] == ("22", "22", "22")
    assert told["one-sided", "civilian_deaths"] == ("0", "2", "2")


def test_the_attack_has_its_attackers_captives_and_dead(retelling: Path, export: Export) -> None:
    (row,) = rows(export(retelling, "gtd-like", *THEN) / "gtd-like.csv")
    expected = {
        "iyear": "2019", "imonth": "11", "iday": "30", "extended": "1", "country_txt": "Mexico",
        "provstate": "Coahuila", "city": "Villa Union", "specificity": "1", "doubtterr": "1", "alternative": "2",
        "attacktype1": "2", "attacktype2": "6", "weaptype1": "5", "gname": "Northeast Cartel", "guncertain1": "1",
        "nperps": "60", "nperpcap": "2", "nkill": "22", "nkillter": "16", "nwound": "", "ishostkid": "1",
        "nhostkid": "7", "hostkidoutcome": "7", "property": "1",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_records_have_both_sides_as_actors_and_what_was_done_beside_it(retelling: Path, export: Export) -> None:
    lines = (export(retelling, "plover-like", *THEN) / "plover-like.jsonl").read_text(encoding="utf-8").splitlines()
    assault, abduction, arrest = map(json.loads, lines)
    assert (assault["event"], assault["mode"]) == (["ASSAULT"], ["firearms"])
    assert {(one["code"], one["sector"]) for one in assault["actor"]} == {
        ("MEX", "CRM"), ("MEX", "COP"), ("MEX", "MIL"),
    }  # fmt: skip
    assert assault["recipient"] == []
    assert assault["context"] == ["crime", "illegal_drugs"]
    assert (assault["date"], assault["enddate"], assault["quad_code"]) == ("2019-11-30", "2019-12-01", 4)
    assert assault["size"] == {"dead": 22, "injured": None, "arrested": 2}
    assert (abduction["event"], abduction["mode"]) == (["ASSAULT"], ["abduct"])
    assert (arrest["event"], arrest["mode"]) == (["COERCE"], ["arrest"])
    assert arrest["recipient"][0]["sector"] == "CRM"


def test_the_entry_of_a_body_count_has_police_as_the_policy_says(retelling: Path, export: Export) -> None:
    folder = export(retelling, "csv", "--policy", "ibc-like", *THEN)
    told = {row["count"]: row["best"] for row in rows(folder / "units.csv")}
    assert (told["deaths_minimum"], told["deaths_maximum"]) == ("6", "6")
