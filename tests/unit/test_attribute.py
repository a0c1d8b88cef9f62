"""Whose word a claim is."""

from __future__ import annotations

import pytest

from testigo.claims.attribute import attribute
from testigo.model.claim import Scope, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.reading import ReadSentence
from testigo.packs import language
from testigo.pipeline import read_dispatch
from testigo.reading.dispatch import read

EN = language("en")


def chain(text: str, words: str) -> tuple[list[str], Scope]:
    """The speakers' words of what begins at some words of the text."""
    reading = read(text, EN, gated=False)
    at = text.index(words)
    sentence = next(s for s in reading.sentences if s.span[0] <= at < s.span[1])
    who, sure = attribute((at, at + len(words)), sentence)
    return [s.text for s in who], sure


def test_an_unattributed_count_is_the_wires_own() -> None:
    assert chain("Nine miners were killed on Monday.", "Nine miners") == ([], "explicit")


def test_the_first_speaker_of_a_chain_is_the_inmost_and_whoever_was_told_passes_it_on() -> None:
    text = "Detainees told investigators that six guards had been killed, according to the governor."
    assert chain(text, "six guards") == (["Detainees", "investigators", "the governor"], "explicit")


def test_whoever_was_told_is_no_speaker_where_nobody_tells_it_on() -> None:
    text = "Detainees told investigators that six guards had been killed."
    assert chain(text, "six guards") == (["Detainees"], "explicit")


def test_a_claim_with_somebody_elses_words_between_it_and_its_speaker_is_ambiguous() -> None:
    text = "Police arrested two raiders, who told investigators that a mill was burnt, according to the governor."
    assert chain(text, "two raiders") == (["the governor"], "ambiguous")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“They hurt two men here,” Senator Jan Ruiz, an ally of Paz, told AFP.", "two men", "Senator Jan Ruiz"),
        ("But Ruiz said two men were hurt.", "two men", "Ruiz"),
        ("And the valley’s Ada Soto, a nurse, said two men were hurt.", "two men", "the valley’s Ada Soto"),
        ("Ruiz praised the plan, telling reporters that two men were hurt.", "two men", "Ruiz"),
        ("Ruiz praised the plan on Friday and said two men were hurt.", "two men", "Ruiz"),
        ("Protesters met on Monday and said two men were hurt.", "two men", "Protesters"),
        ("Investigators believe two men were hurt.", "two men", "Investigators"),
    ],
)
def test_whoever_speaks_is_found_wherever_the_sentence_puts_the_name(text: str, words: str, speaker: str) -> None:
    assert chain(text, words)[0] == [speaker]


def test_a_report_within_a_quotation_keeps_both_speakers() -> None:
    text = '"According to intelligence reports, we killed 30 rebels," Governor Omar Sulu told a news conference.'
    assert chain(text, "30 rebels")[0] == ["intelligence reports", "Governor Omar Sulu"]


def test_a_speaker_is_named_once_though_two_of_its_cues_cover_the_claim() -> None:
    text = "Five rebels died, an army officer said, adding that four men were arrested."
    assert chain(text, "four men")[0] == ["an army officer"]


def test_the_words_that_name_the_speaker_are_not_his() -> None:
    text = "Two wounded guards said six men had been killed."
    assert chain(text, "Two wounded guards")[0] == []
    assert chain(text, "six men")[0] == ["Two wounded guards"]


def test_a_pronoun_makes_the_scope_probable() -> None:
    text = "The mayor said nine men died. He said six were hurt in the raid."
    assert chain(text, "six") == (["The mayor"], "probable")


def test_a_headline_has_no_speaker() -> None:
    headed = "Nine men killed, police said\n\nNine men were killed on Monday, police said."
    assert chain(headed, "Nine men killed")[0] == []
    assert chain(headed, "Nine men were killed")[0] == ["police"]


def test_a_sentence_without_voices_has_no_speaker() -> None:
    assert attribute((0, 4), ReadSentence((0, 10), 0)) == ((), "explicit")


def test_a_chain_of_more_than_three_is_doubtful_and_that_is_said() -> None:
    text = (
        "A farmer told a priest that gunmen killed six people, the governor said, according to Reuters, "
        "quoting a police spokesman."
    )
    record = read_dispatch(Dispatch(id="d", text=text, lang="en"))
    assert [c.scope_confidence for c in record.claims if isinstance(c, Toll)] == ["ambiguous"]
    assert [i.code for i in record.issues] == ["long_chain"]
