"""Who is said to say what, how far it reaches, and what pronouns and quotations stand for."""

from __future__ import annotations

import pytest

from testigo.model.reading import ReadSentence, Voice
from testigo.packs import language, languages
from testigo.packs.build import Examples, examples
from testigo.reading.dispatch import hear, read

EN = language("en")
SPEECH = [
    pytest.param(code, e, id=f"{code}-{e.rule}")
    for code in languages()
    for e in examples(code)
    if ".speech" in e.place or "/speech.toml" in e.place
]

DISPATCH = """KORUM (Agency) -- Nine miners were killed on Monday, Governor Ana Ruiz said. \
Four others were wounded, she added. The mine is old.

"Two of them died in my arms. They were young," a nurse told reporters. "Three more died on the way."

"The others were killed at once."

Meanwhile, witnesses told the investigators that six guards had been abducted, according to the mayor. \
The guards were killed later."""


def voices(text: str, code: str = "en") -> list[Voice]:
    return list(hear(text, language(code)))


def speakers(text: str) -> list[str]:
    return [s.text for voice in voices(text) for s in voice.speakers]


def _by(voice: Voice, example: Examples) -> bool:
    """Whether the example's rule made the voice; a rule of the background makes none, but bounds others'."""
    return example.rule == "dated_relative" or voice.rule.endswith(f".{example.rule}")


def covering(text: str, words: str) -> list[list[str]]:
    """The chains of the voices whose scope holds the words."""
    at = text.index(words)
    return [[s.text for s in v.speakers] for v in voices(text) if v.scope[0] <= at < v.scope[1]]


@pytest.mark.parametrize(("code", "example"), SPEECH)
def test_every_rule_reads_its_yes_sentences(code: str, example: Examples) -> None:
    for case in example.yes:
        chains = [[s.text for s in v.speakers] for v in voices(case["text"], code) if _by(v, example)]
        assert case["speakers"] in chains


@pytest.mark.parametrize(("code", "example"), SPEECH)
def test_no_rule_reads_its_no_sentences(code: str, example: Examples) -> None:
    for text in example.no:
        assert not [v for v in voices(text, code) if v.rule.endswith(f".{example.rule}")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Police said that two clerks were shot.", "Police"),
        ("Two clerks were shot, police said.", "police"),
        ("Two clerks were shot, said Omar Sulu, the town's mayor.", "Omar Sulu"),
        ("According to the hospital, two clerks were shot.", "the hospital"),
        ("A ministry spokesman, Ali Raza, told a news conference two clerks were shot.", "A ministry spokesman"),
        ("Two men died, an official of the court who asked not to be named said.", "an official of the court"),
        ("State radio quoted a guard as saying two clerks were shot.", "a guard"),
        ("Two clerks, police said on Sunday, were shot.", "police"),
        ("Late on Friday, local television reported that two clerks were shot.", "local television"),
        ("Mohammed Ahmed said two clerks were shot.", "Mohammed Ahmed"),
    ],
)
def test_the_first_speaker_is_found_wherever_the_cue_stands(text: str, first: str) -> None:
    assert speakers(text)[0].startswith(first)


def test_joint_speakers_come_in_text_order() -> None:
    assert speakers("Six men died, witnesses and emergency services said.") == ["witnesses", "emergency services"]


def test_two_modifiers_of_one_noun_are_one_speaker() -> None:
    assert speakers("Six men died, Serb and Croat security sources reported.") == ["Serb and Croat security sources"]


def test_the_one_who_is_quoted_speaks_before_the_one_who_quotes() -> None:
    text = "The daily El Faro quoted a prison guard as saying that two inmates were stabbed."
    assert covering(text, "two inmates") == [["a prison guard", "The daily El Faro"]]


def test_the_one_who_is_cited_speaks_before_the_one_who_cites() -> None:
    text = "State radio said two boys died in the raid, citing witnesses."
    assert covering(text, "two boys")[-1] == ["witnesses", "State radio"]


def test_a_passive_report_has_no_speaker() -> None:
    assert voices("No casualties were reported in the raid.") == []


def test_claimed_lives_and_claimed_responsibility_are_no_speech() -> None:
    assert voices("The war has claimed 300 lives.") == []
    assert voices("The group claimed responsibility for the blast.") == []


def test_the_agencys_own_count_has_no_speaker() -> None:
    assert voices("Forty people have died, according to an AFP count.") == []


def test_a_trailing_cue_covers_its_whole_sentence() -> None:
    text = "Two men died when a bomb, which hurt six, went off, police said."
    assert covering(text, "Two men") == covering(text, "six") == [["police"]]


def test_a_fronted_cue_does_not_reach_into_a_background_clause() -> None:
    text = "Police said the men came from Sura, where six people were killed last year."
    assert covering(text, "the men") == [["Police"]]
    assert covering(text, "six people") == []


def test_each_of_two_speakers_covers_its_own_half() -> None:
    text = "Medics said two boys had died, while a security official said three guards were killed."
    assert covering(text, "two boys") == [["Medics"]]
    assert covering(text, "three guards") == [["a security official"]]


def test_a_pronoun_stands_for_the_last_speaker_in_the_fullest_form() -> None:
    assert covering(DISPATCH, "Four others") == [["Governor Ana Ruiz"]]


def test_nobody_speaks_in_an_unattributed_next_sentence() -> None:
    assert covering(DISPATCH, "The mine is old") == []
    assert covering(DISPATCH, "The guards were killed") == []


def test_a_quotation_belongs_to_the_speaker_named_beside_it() -> None:
    assert covering(DISPATCH, "Two of them") == [["a nurse"]]
    assert covering(DISPATCH, "Three more") == [["a nurse"]]


def test_a_paragraph_of_nothing_but_quotation_goes_on_from_the_one_before() -> None:
    assert covering(DISPATCH, "The others were killed at once") == [["a nurse"]]


def test_a_short_name_stands_in_its_fullest_form() -> None:
    text = "Governor Ana Ruiz said nine men died. Ruiz said six were hurt."
    assert covering(text, "six") == [["Governor Ana Ruiz"]]


def test_a_pronoun_without_antecedent_is_ambiguous() -> None:
    assert [v.confidence for v in voices("He said six men had died.")] == ["ambiguous"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police sources said six men died.", "police"),
        ("A hospital spokesman said six men died.", "medical"),
        ("The army said six men died.", "military"),
        ("A witness said six men died.", "witness"),
        ("State radio said six men died.", "media"),
        ("The Interior Ministry said six men died.", "government"),
        ("Sources said six men died.", "unnamed"),
    ],
)
def test_the_kind_of_a_speaker_follows_from_its_words(text: str, kind: str) -> None:
    assert voices(text)[0].speakers[0].kind == kind


def test_every_span_of_a_voice_lies_in_the_text_and_quotes_it() -> None:
    for voice in voices(DISPATCH):
        assert 0 <= voice.scope[0] <= voice.scope[1] <= len(DISPATCH)
        assert all(DISPATCH[slice(*s.span)] == s.text for s in voice.speakers)


def found(text: str, *, gated: bool) -> list[ReadSentence]:
    return [s for s in read(text, EN, gated=gated).sentences if s.findings or s.forces]


@pytest.mark.parametrize(
    "text", [DISPATCH, *(c["text"] for e in examples("en") if "/speech.toml" in e.place for c in e.yes)]
)
def test_the_gate_changes_no_voice(text: str) -> None:
    for filler in ("", "He had come on foot.\n\nOmar Sulu, a clerk, said it was cold. "):
        assert found(filler + text, gated=True) == found(filler + text, gated=False)


def test_a_bracketed_mark_before_a_speaker_is_not_his_name() -> None:
    assert speakers("KORUM (Agency) -- [Text] Official sources said six men died.")[0] == "Official sources"


def test_a_verb_of_speech_without_a_speaker_carries_the_last_one_on() -> None:
    text = "La policía dijo que dos guardias huyeron. También dijo que tres murieron."
    assert [[s.text for s in v.speakers] for v in voices(text, "es")] == [["La policía"], ["La policía"]]


def test_a_verb_of_speech_before_anybody_has_spoken_is_nobodys() -> None:
    assert voices("También dijo que tres guardias murieron.", "es") == []
