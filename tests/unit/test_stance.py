"""How firmly a claim is made."""

from __future__ import annotations

import pytest

from testigo.claims.stance import stance
from testigo.model.claim import Stance
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group, Hedge, ReadSentence
from testigo.packs import language, languages
from testigo.packs.build import Examples, examples
from testigo.reading.dispatch import read
from testigo.reading.hedges import read_hedges
from testigo.reading.units import read_units

EN = language("en")
HEDGES = [
    pytest.param(code, e, id=f"{code}-{e.rule}")
    for code in languages()
    for e in examples(code)
    if "/hedges.toml" in e.place
]


def hedges(text: str, code: str = "en") -> tuple[Hedge, ...]:
    pack = language(code)
    return read_hedges(read_units(text, 0, len(text), pack), pack)


def of(text: str) -> Stance | None:
    """The stance of the first outcome that the text holds; None too where no rule sees one."""
    sentence = read(text, EN, gated=False).sentences[0]
    if not sentence.findings:
        return None
    finding = sentence.findings[0]
    return stance(finding.group.span, finding, sentence)


@pytest.mark.parametrize(("code", "example"), HEDGES)
def test_every_hedge_reads_its_yes_sentences(code: str, example: Examples) -> None:
    for case in example.yes:
        found = [h for h in hedges(case["text"], code) if h.rule.endswith(f".{example.rule}")]
        assert [h.stance for h in found] == [case["stance"]]


@pytest.mark.parametrize(("code", "example"), HEDGES)
def test_no_hedge_reads_its_no_sentences(code: str, example: Examples) -> None:
    for text in example.no:
        assert not [h for h in hedges(text, code) if h.rule.endswith(f".{example.rule}")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two clerks were killed.", "asserted"),
        ("Two clerks were reportedly killed.", "alleged"),
        ("He is accused of killing two clerks.", "alleged"),
        ("The mayor accused troops of killing two clerks.", "alleged"),
        ("Rebels said they had killed two clerks.", "asserted"),
        ("Police suspect rebels in the killing of two clerks.", "asserted"),
        ("The group denied any part in the killing of two clerks.", "asserted"),
        ("The army denied that two clerks were killed.", "denied"),
        ("Two clerks may have been killed.", "hypothetical"),
        ("If two clerks were killed, the talks would end.", "hypothetical"),
        ("The men threatened to kill two clerks.", None),
        ("They planned to abduct two clerks.", None),
        ("They fired in order to kill two clerks.", None),
        ("They will free two clerks.", None),
    ],
)
def test_the_stance_follows_from_the_words_that_govern_the_outcome(text: str, expected: Stance | None) -> None:
    assert of(text) == expected


def test_a_planned_outcome_leaves_the_people_who_met_another() -> None:
    text = "Troops stormed the hall to free seven hostages."
    sentence = read(text, EN, gated=False).sentences[0]
    stances = {f.outcome: stance(f.group.span, f, sentence) for f in sentence.findings}
    assert stances.get("released") is None


def test_a_threatened_outcome_is_no_claim() -> None:
    group = Group("counted", Quantity(2, 2), "civilians", "clerks", (27, 37))
    finding = Finding("killed", group, (22, 37), (22, 26), "en.toll.active")
    text = "The men threatened to kill two clerks."
    assert stance(group.span, finding, ReadSentence((0, len(text)), 0, hedges=hedges(text))) is None
