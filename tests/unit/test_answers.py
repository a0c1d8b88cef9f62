"""What was done about violence, what it was for, and what is said beside a figure."""

from __future__ import annotations

import pytest

from testigo.model.claim import Motive, Response, Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch

RAID = "Gunmen raided the town of Korum on Saturday and killed six people. "


def record(text: str) -> Record:
    return read_dispatch(Dispatch(id="d", text=RAID + text, lang="en", published="2020-03-02"))


def responses(text: str) -> list[Response]:
    return [c for c in record(text).claims if isinstance(c, Response)]


def motives(text: str) -> list[Motive]:
    return [c for c in record(text).claims if isinstance(c, Motive)]


def test_a_response_has_its_actor_its_words_and_its_account() -> None:
    [found] = responses("Authorities imposed a curfew in the valley.")
    assert (found.actor, found.text, found.account) == ("Authorities", "imposed a curfew in the valley", "a1")


def test_a_response_says_how_long_it_took() -> None:
    [found] = responses("Within an hour and a half, soldiers had the raiders surrounded.")
    assert found.duration == "PT1H30M"


def test_a_response_is_attributed_like_any_claim() -> None:
    [found] = responses("Police were searching for the raiders, the mayor said.")
    assert [s.text for s in found.attribution] == ["the mayor"]


@pytest.mark.parametrize(
    "text",
    [
        "The government vowed to impose a curfew.",
        "The rebels surrounded the barracks.",
        "Rosa Paz was rushed to a hospital.",
        "She searched for her brother.",
    ],
)
def test_plans_and_what_others_do_are_no_responses(text: str) -> None:
    assert responses(text) == []


def test_a_motive_has_its_chain_of_speakers() -> None:
    text = "Two captured men told investigators the gang's aim was to frighten the voters, according to Mayor Ana Ruiz."
    [found] = motives(text)
    assert found.text == "frighten the voters"
    assert [s.text for s in found.attribution] == ["Two captured men", "investigators", "Mayor Ana Ruiz"]


@pytest.mark.parametrize("text", ["The motive was not known.", "No motive was given.", "Police gave no motive."])
def test_a_motive_that_is_not_known_is_none(text: str) -> None:
    assert motives(text) == []


@pytest.mark.parametrize("text", ["The government imposed a curfew over the flood.", "The aim was to win the cup."])
def test_a_text_without_violence_has_no_responses_and_no_motives(text: str) -> None:
    claims = read_dispatch(Dispatch(id="d", text=text, lang="en")).claims
    assert [c for c in claims if isinstance(c, Response | Motive)] == []


def test_a_running_count_says_where_it_counts_and_how_it_stands_beside_others() -> None:
    claims = record("Mexico is on course to set a grim record this year, with 19,400 so far.").claims
    [tally] = [c for c in claims if isinstance(c, Tally)]
    assert (tally.place, tally.comparison) == ("Mexico", "on course to set a grim record this year")


def test_people_told_of_in_passing_may_be_among_a_larger_figure_and_that_is_said() -> None:
    found = record("They took seven hostages. Two kidnapped clerks were found dead.")
    assert [i.code for i in found.issues if "Two kidnapped clerks" in i.message] == ["possible_overlap"]


def test_people_counted_by_themselves_overlap_with_nobody() -> None:
    assert "possible_overlap" not in [i.code for i in record("Two guards were wounded.").issues]


def test_a_figure_of_several_classes_is_no_civilians_in_the_accounts_toll() -> None:
    text = (
        "The raid left six locals and 16 gunmen dead. It left 22 people dead: two mayors, four officers and 16 gunmen."
    )
    found = read_dispatch(Dispatch(id="d", text=text, lang="en"))
    assert [c.people for c in found.claims if isinstance(c, Toll) and c.quote == "six locals"] == ["mixed"]
    assert "civilians" not in [line.people for account in found.accounts for line in account.toll]
