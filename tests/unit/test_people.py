"""Phrases about people: how many they are and of which class."""

from __future__ import annotations

import pytest

from testigo.model.reading import Group
from tests.units import layered


def groups(text: str) -> list[Group]:
    return [value for value in layered(text).values if isinstance(value, Group)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Four villagers fled.", "civilians"),
        ("Four policemen fled.", "police"),
        ("Four soldiers fled.", "military"),
        ("Four prison guards fled.", "other_security"),
        ("Four councillors fled.", "officials"),
        ("Four gunmen fled.", "armed_group"),
        ("Four reporters fled.", "journalists"),
        ("Four aid workers fled.", "aid_workers"),
        ("Four inmates fled.", "prisoners"),
        ("Four people fled.", "unknown"),
        ("Four Egyptians fled.", "unknown"),
    ],
)
def test_the_noun_gives_the_class(text: str, people: str) -> None:
    assert [g.people for g in groups(text)] == [people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Four members of the presidential guard fled.", "other_security"),
        ("A member of the army fled.", "military"),
        ("Four civil defense members fled.", "other_security"),
        ("Five members of the same family fled.", "civilians"),
        ("Four members of the choir of the army fled.", "civilians"),
        ("Four members of the club fled.", "unknown"),
    ],
)
def test_members_have_the_class_of_the_body_they_belong_to(text: str, people: str) -> None:
    assert groups(text)[0].people == people


def test_somebody_of_whom_only_the_age_is_told_is_a_civilian() -> None:
    assert [g.people for g in groups("A 19-year-old fled.")] == ["civilians"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Twenty-two people fled.", 22, 22),
        ("At least 60 young gunmen fled.", 60, None),
        ("More than forty guards fled.", 41, None),
        ("Up to nine guards fled.", 1, 9),
        ("Between three and five guards fled.", 3, 5),
        ("Dozens of guards fled.", 24, None),
        ("A couple of guards fled.", 2, 2),
        ("A guard fled.", 1, 1),
        ("No guards fled.", 0, 0),
    ],
)
def test_the_words_before_the_noun_give_the_bounds(text: str, low: int, high: int | None) -> None:
    (group,) = groups(text)
    assert group.quantity is not None
    assert (group.quantity.low, group.quantity.high) == (low, high)
    assert text[slice(*group.span)] == text.removesuffix(" fled.")


def test_a_dozen_and_about_are_approximate_and_a_plain_number_is_not() -> None:
    said = ["Two dozen guards fled.", "About 30 guards fled.", "Thirty guards fled."]
    quantities = [groups(text)[0].quantity for text in said]
    assert [q is not None and q.approx for q in quantities] == [True, True, False]


def test_definite_and_bare_phrases_have_no_number_of_their_own() -> None:
    assert [(g.kind, g.quantity, g.plural) for g in groups("The guards fled.")] == [("definite", None, True)]
    assert [(g.kind, g.quantity, g.plural) for g in groups("Guards fled.")] == [("bare", None, True)]


@pytest.mark.parametrize("text", ["The 14 houses burnt.", "It cost $300.", "He left at 9:30 p.m.", "It is 60 km away."])
def test_numbers_of_other_things_are_no_people(text: str) -> None:
    assert [g for g in groups(text) if g.quantity] == []


def test_an_age_is_no_number_of_people() -> None:
    assert [g.quantity and g.quantity.low for g in groups("A 16-year-old boy fled.")] == [1]
    assert [g.quantity and g.quantity.low for g in groups("Omar Sulu, 41, fled.")] == [1]


def test_sex_and_age_come_with_the_noun() -> None:
    (girls,) = groups("Two girls fled.")
    assert (girls.sex, girls.age) == ("women", "children")


def test_others_are_marked_as_added() -> None:
    assert [g.others for g in groups("Two other guards fled.")] == [True]
    assert [g.others for g in groups("Two guards fled.")] == [False]


def test_a_name_with_a_title_is_one_person_and_its_name_is_kept() -> None:
    text = "Teacher Omar Sulu was seen."
    (group,) = groups(text)
    assert group.name is not None
    assert (group.kind, text[slice(*group.name)]) == ("name", "Omar Sulu")
