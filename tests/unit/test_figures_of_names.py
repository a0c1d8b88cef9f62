"""Figures that end the name of a thing (*F-16*) count nobody, and its letters are no place."""

from __future__ import annotations

from testigo.model.claim import Act, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch


def read(text: str) -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="en", published="2020-01-08"))


def actors(text: str) -> list[str]:
    return [claim.actor for claim in read(text).claims if isinstance(claim, Act) and claim.actor]


def test_the_figures_of_an_aircraft_are_not_how_many_there_are() -> None:
    assert set(actors("Israeli F-16 warplanes shelled a mill on Monday, killing two guards.")) == {"warplanes"}


def test_nobody_is_counted_by_the_figures_of_a_name() -> None:
    claims = read("In a raid SA-7 guerrillas were killed by gunmen.").claims
    assert 7 not in {claim.count.low for claim in claims if isinstance(claim, Toll)}


def test_a_year_and_a_day_behind_a_hyphen_are_times() -> None:
    assert read("In mid-2001 gunmen killed four clerks in Denver, Colorado.").accounts[0].start == "2001-01-01"


def test_the_letters_of_an_aircraft_are_no_place() -> None:
    found = read("Mi-24 helicopters strafed the camp and 12 rebels were killed.").accounts[0].place
    assert found.name is None


def test_figures_behind_the_hyphen_of_a_dateline_count_people() -> None:
    claims = read("NAIROBI-12 people were shot dead by gunmen on Monday.").claims
    assert [claim.count.low for claim in claims if isinstance(claim, Toll)] == [12]
