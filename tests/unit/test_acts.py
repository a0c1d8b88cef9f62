"""Acts of one incident told by their own days and places, and of which country people are said to be."""

from __future__ import annotations

import pytest

from testigo.model.claim import Act, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch

CHASE = (
    "MEXICO CITY, Dec 3 (AP) -- Gunmen attacked the city hall of Morelos, Coahuila, on Saturday, killing four. "
    "On Sunday soldiers clashed with the gunmen near Allende, Coahuila."
)


def record(text: str) -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="en", published="2019-12-03"))


def test_an_attack_and_the_chase_after_it_have_each_their_day_and_place() -> None:
    acts = [c for c in record(CHASE).claims if isinstance(c, Act)]
    told = {(c.time.start, c.place.name) for c in acts if c.time and c.place}
    assert told == {("2019-11-30", "Morelos"), ("2019-12-01", "Allende")}


def test_an_act_whose_sentence_names_no_place_has_none() -> None:
    [act] = [c for c in record("Gunmen attacked a patrol, killing four officers.").claims if isinstance(c, Act)][:1]
    assert act.place is None


@pytest.mark.parametrize(
    ("people", "country"),
    [
        ("three Filipino sailors", "PH"),
        ("two South African contractors", "ZA"),
        ("a U.S. soldier", "US"),
        ("two Colombians", "CO"),
        ("four sailors", None),
    ],
)
def test_a_nationality_is_the_one_country_whose_people_the_words_name(people: str, country: str | None) -> None:
    [toll] = [c for c in record(f"Gunmen shot dead {people} on Monday.").claims if isinstance(c, Toll)]
    assert toll.nationality == country


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen killed two men in Lima. Sulu, who was captured by Peruvian police, knew them.", "arrest_or_raid"),
        ("Rebels captured two soldiers on Monday and killed a third.", "abduction"),
        ("Soldiers captured the town of Korum on Monday, killing two men.", "territory_change"),
    ],
)
def test_people_who_are_captured_are_no_place_that_is_taken(text: str, kind: str) -> None:
    assert kind in {act.type for act in record(text).claims if isinstance(act, Act) and "aptured" in act.quote}


def test_weapons_that_are_seized_from_somebody_did_nothing() -> None:
    text = "Firearms and explosives were seized from the rebel leaders. Bombs were thrown at a patrol on Monday."
    assert [act.quote for act in record(text).claims if isinstance(act, Act)] == ["Bombs were thrown at a patrol"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels seized the town of Korum on Saturday after days of fighting.", "territory_change"),
        ("Government troops retook the town of Korum from rebels on Saturday.", "territory_change"),
        ("Rebels seized two clerks in the town of Korum on Saturday.", "abduction"),
    ],
)
def test_a_town_that_is_taken_by_those_who_bear_arms_is_news_without_a_toll(text: str, kind: str) -> None:
    assert [account.type for account in record(text).accounts] == [kind]


def test_a_town_that_others_take_is_none() -> None:
    assert record("Tourists captured the town of Korum on Saturday amid a war of prices.").accounts == ()


@pytest.mark.parametrize(
    "text",
    [
        "The rebels seized the headlines in Korum on Monday.",
        "Soldiers occupied the town hall of Korum for a blood drive.",
    ],
)
def test_what_is_no_town_is_no_incident_though_those_who_take_it_bear_arms(text: str) -> None:
    assert record(text).accounts == ()
