"""Every rule of every pack reads its `yes` sentences and leaves its `no` alone (docs/how-to/add-a-rule.md)."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from testigo import packs
from testigo.packs import language, languages
from testigo.packs.build import Examples, examples
from testigo.workshop.examples import LAYERS, bounds, misses

RULES = [(code, example) for code in languages() for example in examples(code)]


def label(value: object) -> str:
    return f"{value.layer}.{value.rule}" if isinstance(value, Examples) else str(value)


def test_every_layer_has_rules_in_some_pack() -> None:
    assert {example.layer for _, example in RULES} == LAYERS.keys()


def test_every_rule_has_a_sentence_it_reads_and_one_it_does_not() -> None:
    assert [example.place for _, example in RULES if not example.yes or not example.no] == []


@pytest.mark.parametrize("code", languages())
def test_no_two_rules_of_a_layer_share_a_name(code: str) -> None:
    names = [label(example) for example in examples(code)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("code", "example"), RULES, ids=label)
def test_a_rule_reads_its_sentences_as_they_say(code: str, example: Examples) -> None:
    assert list(misses(example, language(code))) == []


@pytest.mark.parametrize("code", languages())
def test_no_word_is_listed_twice_for_one_thing(code: str) -> None:
    listed = Counter(
        (word, *(f"{field} {value}" for field, value in sorted(entry.items()) if field != "words"))
        for file in (Path(packs.__path__[0]) / "languages" / code).glob("*.toml")
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("entry", [])
        for word in " ".join([entry["words"]] if isinstance(entry["words"], str) else entry["words"]).split()
    )
    assert [key[0] for key, times in listed.items() if times > 1] == []


def of(layer: str, rule: str) -> Examples:
    return next(e for code, e in RULES if code == "en" and (e.layer, e.rule) == (layer, rule))


@pytest.mark.parametrize(
    ("yes", "no", "why"),
    [
        ({"text": "At least 22 guards fled.", "quantity": [[21, 0]]}, "Guards fled.", "found [(22, None)], said [(21"),
        ({"text": "At least 22 guards fled."}, "Guards fled.", "does not say what is to be read"),
        ({"text": "At least 22 guards fled.", "toll": [[22, 0]]}, "Guards fled.", "no toll is read in this layer"),
        (
            {"text": "At least 22 guards fled.", "quantity": [[22, 0]]},
            "At least 5 fled.",
            "the rule takes ['At least 5']",
        ),
        ({"text": "Guards fled.", "quantity": []}, "Guards fled.", "finds nothing in any of its sentences"),
    ],
)
def test_a_sentence_that_is_not_read_as_it_says_is_a_miss_that_tells_why(
    yes: dict[str, object], no: str, why: str
) -> None:
    rule = of("quantity", "at_least")
    (miss,) = misses(Examples(rule.layer, rule.rule, rule.place, (yes,), (no,)), language("en"))
    assert why in miss.why
    assert miss.place.startswith("en/numbers.toml:")


def test_a_high_of_nought_is_open_unless_the_low_is_nought_too() -> None:
    assert bounds([[3, 0], [0, 0]]) == [(0, 0), (3, None)]
