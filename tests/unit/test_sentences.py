"""Where paragraphs and sentences end, in every way that wires are laid out."""

from __future__ import annotations

import pytest

from testigo.packs import language
from testigo.reading.sentences import paragraphs, sentences

EN = language("en")


def split(text: str) -> list[str]:
    return [text[a:b] for part in paragraphs(text) for a, b in sentences(text, *part, EN)]


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Ana Ruiz met Sgt. Omar Sulu on Jan. 5 at noon.",
        "The U.S. Army left at 5 p.m. on Monday.",
        "J. R. Sulu, of St. Mary's, fled.",
        "It cost 3.5 million, he said.",
        "The raid, at 4.30 in the morning, failed.",
        "He left ... and came back.",
    ],
)
def test_an_abbreviation_an_initial_or_a_decimal_ends_no_sentence(text: str) -> None:
    assert split(text) == [text]


def test_some_abbreviations_end_a_sentence_before_a_capital() -> None:
    assert split("They came from the U.S. The raid was over.") == ["They came from the U.S.", "The raid was over."]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert split("“They fled.” The town was quiet.") == ["“They fled.”", "The town was quiet."]
    assert split('"Was it him?" she asked.') == ['"Was it him?"', "she asked."]


def test_a_question_and_a_cry_end_a_sentence() -> None:
    assert split("Who fired? Nobody knows! It was dark.") == ["Who fired?", "Nobody knows!", "It was dark."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Six guards were shot dead on Monday when a column of rebels came\n"
        "down from the hills around Korum and opened fire on the barracks\n"
        "in the old town. The rebels left before dawn."
    )
    assert [len(s.split("\n")) for s in split(text)] == [3, 1]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert split("Six shot in Korum\nBy Ana Ruiz\nKORUM - Six guards were shot.") == [
        "Six shot in Korum",
        "By Ana Ruiz",
        "KORUM - Six guards were shot.",
    ]


def test_a_crosshead_stands_alone_between_blank_lines() -> None:
    assert split("The guards fled.\n\nA quiet town\n\nNobody was hurt.") == [
        "The guards fled.",
        "A quiet town",
        "Nobody was hurt.",
    ]


def test_a_text_in_capitals_is_split_at_its_full_stops() -> None:
    text = "SIX GUARDS WERE SHOT DEAD.  THE REBELS LEFT AT 5 P.M. ON MONDAY."
    assert split(text) == ["SIX GUARDS WERE SHOT DEAD.", "THE REBELS LEFT AT 5 P.M. ON MONDAY."]


def test_a_text_in_small_letters_is_split_too() -> None:
    text = "six guards were shot dead. the rebels left at dawn. nobody saw them." + " they came from the hills." * 12
    assert split(text)[:2] == ["six guards were shot dead.", "the rebels left at dawn."]


def test_a_small_letter_begins_no_sentence_where_capitals_do() -> None:
    assert split("The group Co. of guards fled. Six stayed.") == ["The group Co. of guards fled.", "Six stayed."]


def test_blanks_around_signs_change_no_border() -> None:
    assert split("Six guards were shot dead , police said . The rebels left .") == [
        "Six guards were shot dead , police said .",
        "The rebels left .",
    ]


def test_a_text_of_blanks_has_no_sentence() -> None:
    assert split(" \n\t\n ") == []
