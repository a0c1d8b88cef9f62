"""The examples are read as their golden files say, which a person has held against the texts.

Where the reader is wrong, the right answer stands under `known_misses` with the reason, and the wrong one is not kept
as if it were true. A miss that is mended must leave the list: run `make golden` and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.table import EXAMPLES, SECTIONS, agrees, golden_of, is_missed, known_wrong, record_of, table, without


def golden(example: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(golden_of(example).read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_as_its_golden_file_says(example: Path, section: str) -> None:
    expected = golden(example)
    made = table(record_of(example))[section]
    assert without(made, known_wrong(expected["known_misses"], section)) == expected[section]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_known_miss_is_still_missed(example: Path) -> None:
    made = table(record_of(example))
    assert [miss for miss in golden(example)["known_misses"] if not is_missed(miss, made)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_known_miss_says_why_and_what_would_be_right_or_is_wrong(example: Path) -> None:
    for miss in golden(example)["known_misses"]:
        assert miss["why"]
        assert {"right", "wrong"} & miss.keys()
        assert miss["section"] in SECTIONS


def test_there_is_a_golden_file_for_every_example_and_no_other() -> None:
    assert sorted(Path(__file__).parent.glob("*.json")) == [golden_of(example) for example in EXAMPLES]


def test_a_quote_may_be_longer_than_the_one_expected_and_nothing_else_may_differ() -> None:
    assert agrees({"low": 20, "quote": "to 20"}, {"low": 20, "high": 20, "quote": "death toll to 20"})
    assert not agrees({"low": 20, "quote": "to 20"}, {"low": 21, "high": 21, "quote": "to 20"})
    assert not agrees({"low": 20, "quote": "to 20"}, {"low": 20, "high": 20, "quote": "at 20"})
