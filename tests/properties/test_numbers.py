"""Number words mean the number they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import CONVERTER_CLASSES, num2words

from testigo.model.quantity import Quantity
from testigo.packs import language, languages
from testigo.reading.numbers import read_numbers
from testigo.reading.units import read_units
from tests.properties.texts import tried

EVERY_TO, FAR, STRIDE = 2_000, 2_000_000, 499
"""Numbers whose words are tried: every one at first, then some four thousand; *zero* is a word for nobody."""
SOME = (*range(1, EVERY_TO + 1), *range(EVERY_TO, FAR, STRIDE), 1_000_000, 1_000_001, FAR)
TALKING = [code for code in languages() if code in CONVERTER_CLASSES]
"""Packs of languages that number words can be made in."""


def numbers(text: str, code: str = "en") -> list[Quantity]:
    pack = language(code)
    units = read_numbers(read_units(text, 0, len(text), pack), pack)
    return [value for value in units.values if isinstance(value, Quantity)]


def in_words(n: int, code: str) -> str:
    """A number in words; a comma parts two numbers in the news."""
    return str(num2words(n, lang=code)).replace(",", "")


def written(numbers_tried: Iterable[int], code: str) -> dict[int, str]:
    """Numbers with their words; where *one* is the article alone (*um*), it counts only within a number."""
    articles = language(code).lexicon.having("indef")
    words = {n: in_words(n, code) for n in numbers_tried}
    known = {n: language(code).lexicon.word(text) for n, text in words.items()}
    return {n: text for n, text in words.items() if not (entry := known[n]) or entry.symbol not in articles}


@pytest.mark.parametrize("code", TALKING)
def test_words_give_back_their_number_in_every_language(code: str) -> None:
    words = written(SOME, code)
    assert [n for n, text in words.items() if numbers(text, code) != [Quantity(n, n)]] == []


@pytest.mark.parametrize("code", TALKING)
def test_words_in_capitals_and_without_hyphens_give_back_their_number(code: str) -> None:
    words = {n: text.replace("-", " ").upper() for n, text in written(SOME[::7], code).items()}
    assert [n for n, text in words.items() if numbers(text, code) != [Quantity(n, n)]] == []


@pytest.mark.parametrize("code", TALKING)
def test_figures_give_back_their_number_as_the_language_writes_them(code: str) -> None:
    sign = language(code).settings["thousands"][0]
    figures = {n: f"{n:,}".replace(",", sign) for n in SOME[::7]}
    assert [n for n, text in figures.items() if numbers(text, code) != [Quantity(n, n)]] == []


@pytest.mark.parametrize("ending", ["", "a", "un"])
def test_spanish_words_have_a_gender_and_lose_an_ending_before_a_noun(ending: str) -> None:
    """*Doscientas una enfermeras*, *veintiún guardias*."""
    for n in range(2, 1_000):
        words = in_words(n, "es")
        if ending == "a":
            words = re.sub(r"cientos\b", "cientas", re.sub(r"uno$", "una", words))
        elif ending == "un":
            words = re.sub(r"uno$", "un", words.replace("veintiuno", "veintiún"))
        assert numbers(f"Vieron a {words} enfermeras.", "es") == [Quantity(n, n)], words


@given(st.integers(1, FAR))
@example(100)
@example(101)
@example(1_000_000)
@example(1_000_001)
@example(219_019)
@tried
def test_words_in_a_sentence_give_back_their_number(n: int) -> None:
    assert numbers(f"They saw {in_words(n, 'en')} guards.") == [Quantity(n, n)]
    assert numbers(f"Vieron {in_words(n + 1, 'es')} guardias.", "es") == [Quantity(n + 1, n + 1)]


@given(st.integers(0, 2_000_000))
@tried
def test_figures_give_back_their_number(n: int) -> None:
    assert numbers(f"They saw {n} guards.") == [Quantity(n, n)]
    assert numbers(f"They saw {n:,} guards.") == [Quantity(n, n)]


@pytest.mark.parametrize("text", ["3.5", "1,2", "1,0000", "12.34.56", "9" * 16])
def test_fractions_and_other_figures_are_no_number(text: str) -> None:
    assert numbers(f"They saw {text} guards.") == []


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("2.5 million", 2_500_000),
        ("40 thousand", 40_000),
        ("two dozen", 24),
        ("a hundred", 100),
        ("3 hundred", 300),
        ("4 hundred and 12", 412),
        ("5 thousand 2 hundred and 31", 5_231),
        ("417 hundred", 41_700),
        ("3 dozens", 36),
        ("half a dozen", 6),
        ("half a million", 500_000),
        ("half million", 500_000),
        ("two million and a half", 2_500_000),
        ("six and a half million", 6_500_000),
        ("two thousand million", 2_000_000_000),
        ("1 trillion", 1_000_000_000_000),
        ("3 lakh", 300_000),
        ("two crore", 20_000_000),
        ("four lakh crore", 4_000_000_000_000),
        ("30 000", 30_000),
        ("2 314 567", 2_314_567),
        ("20k", 20_000),
        ("2.5mn", 2_500_000),
        ("three thousand two hundred million", 3_200_000_000),
    ],
)
def test_figures_and_words_together_are_one_number(text: str, n: int) -> None:
    assert [(q.low, q.high) for q in numbers(f"They saw {text} guards.")] == [(n, n)]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("On May 20 300 guards came.", [20, 300]),
        ("They shot 200 and 21 fled.", [200, 21]),
        ("Half of the 20 guards fled.", [20]),
        ("In 2019 three guards fled.", [2019, 3]),
        ("They wounded dozens.", []),
    ],
)
def test_numbers_that_only_stand_together_are_not_joined(text: str, apart: list[int]) -> None:
    assert [q.low for q in numbers(text)] == apart


def test_numbers_side_by_side_stay_apart() -> None:
    assert [q.low for q in numbers("They saw twenty thirty and five.")] == [20, 30, 5]
    assert [q.low for q in numbers("One hundred and five saw ten and two.")] == [105, 10, 2]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("2,5 millones de", 2_500_000),
        ("40 mil", 40_000),
        ("2 mil 500", 2_500),
        ("mil 234", 1_234),
        ("12.345", 12_345),
        ("12,345", 12_345),
        ("una docena de", 12),
        ("tres docenas de", 36),
        ("dos decenas de", 20),
        ("dos centenares de", 200),
        ("cuatro millares de", 4_000),
        ("medio centenar de", 50),
        ("media docena de", 6),
        ("dos millones y medio de", 2_500_000),
        ("tres y medio millones de", 3_500_000),
        ("dos mil millones de", 2_000_000_000),
        ("tres billones dos mil doscientos millones de", 3_002_200_000_000),
        ("2 millones 300 mil 400", 2_300_400),
        ("diez y seis", 16),
        ("treinta y una", 31),
        ("30 000", 30_000),
    ],
)
def test_spanish_figures_and_words_together_are_one_number(text: str, n: int) -> None:
    assert [(q.low, q.high) for q in numbers(f"Vieron {text} guardias.", "es")] == [(n, n)]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Vieron a un guardia y a una niña.", []),
        ("El 20 de mayo 300 guardias llegaron.", [20, 300]),
        ("Decenas de guardias huyeron.", []),
        ("Vieron 3,5 guardias.", []),
        ("Vieron veinte treinta y cinco.", [20, 35]),
    ],
)
def test_spanish_numbers_that_only_stand_together_are_not_joined(text: str, apart: list[int]) -> None:
    assert [q.low for q in numbers(text, "es")] == apart
