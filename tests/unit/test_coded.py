"""Dispatches coded by hand beside the golds: what was quoted comes back from its span, and no words are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import bench, coded

FIGURES = {figure.label for figure in bench.GOLD if figure.held}
BATCHES = sorted(coded.CODED.glob("*.jsonl"))
MOST_WORDS = 7


@given(st.text(alphabet="ab ", min_size=1), st.data())
def test_a_quote_comes_back_from_its_span_as_the_same_occurrence(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    quote = text[first : data.draw(st.integers(first + 1, len(text)))]
    occurrence = data.draw(st.integers(1, text.count(quote)))
    told = {"incidents": [], "tolls": [{"quote": quote, "occurrence": occurrence}], "traps": [quote]}
    back = coded.with_words(coded.without_words(told, text), text)
    assert (back["tolls"], back["traps"]) == (told["tolls"], told["traps"])


def test_a_quote_that_stands_nowhere_is_left_out() -> None:
    told = {"incidents": [], "tolls": [{"quote": "six men"}], "traps": ["six"]}
    kept = coded.without_words(told, "Seven men died.")
    assert (kept["tolls"], kept["traps"]) == ([], [])


def test_the_words_of_a_place_and_of_a_side_come_back() -> None:
    place = {"name": "Korum", "country": "IQ", "quote": "Korum"}
    told = {"incidents": [{"key": "A", "place": place, "perpetrators": ["Gunmen"], "targets": ["clerks"]}], "traps": []}
    text = "Gunmen shot two clerks in Korum."
    (back,) = coded.with_words(coded.without_words(told, text), text)["incidents"]
    assert back == {"key": "A", "place": place, "perpetrators": ["Gunmen"]}


@pytest.mark.parametrize("batch", BATCHES, ids=lambda path: path.stem)
def test_a_batch_holds_no_sentence_of_a_text(batch: Path) -> None:
    longest = max(
        (
            part
            for line in batch.read_text(encoding="utf-8").splitlines()
            for words in _strings(json.loads(line))
            for part in words.split(",")  # a street and its town
        ),
        key=lambda words: len(words.split()),
    )
    assert len(longest.split()) <= MOST_WORDS, longest


def test_every_batch_is_told_of() -> None:
    told = (coded.CODED / "README.md").read_text(encoding="utf-8")
    assert BATCHES
    assert [path.stem for path in BATCHES if f"`{path.stem}`" not in told] == []


def test_every_floor_belongs_to_a_batch_and_a_figure() -> None:
    tables = {path.stem for path in BATCHES} | {"en", "es", "en unseen", "es unseen"}
    floors = json.loads(coded.FLOORS.read_text(encoding="utf-8"))
    assert floors
    assert {key for key in floors if key.split(": ")[0] not in tables or key.split(": ")[1] not in FIGURES} == set()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
