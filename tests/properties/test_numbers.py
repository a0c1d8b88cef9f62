"""Number words mean the number they were made from."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from testigo.model.quantity import Quantity
from testigo.packs import language
from testigo.reading.numbers import read_numbers
from testigo.reading.units import read_units
from tests.properties.texts import tried

EN = language("en")


def numbers(text: str) -> list[Quantity]:
    units = read_numbers(read_units(text, 0, len(text), EN), EN)
    return [value for value in units.values if isinstance(value, Quantity)]


@given(st.integers(1, 2_000_000))
@example(100)
@example(101)
@example(1_000_000)
@example(1_000_001)
@example(219_019)
@tried
def test_words_give_back_their_number(n: int) -> None:
    words = num2words(n, lang="en").replace(",", "")  # a comma parts two numbers in the news
    assert numbers(f"They saw {words} guards.") == [Quantity(n, n)]
    assert numbers(words.replace("-", " ").upper()) == [Quantity(n, n)]


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
