"""Ways of saying who met which outcome: those that are read rightly, and those that are not yet.

They stand for the breadth of the language, as the examples of a rule stand for the rule: a change of one rule must not
take a sentence from another.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from testigo import Dispatch, read_dispatch
from testigo.model.claim import Toll

LEADS = {
    "en": "Gunmen opened fire in the town in an attack on Monday. ",
    "es": "Unos pistoleros abrieron fuego en el pueblo en un ataque el lunes. ",
}
"""Makes each sentence part of a report of violence, so that its neutral words (*died*, *was freed*) count."""


def rows(name: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return content


def read(text: str, lang: str = "en") -> list[list[Any]]:
    """Outcome, bounds and words of each toll that belongs to an account, in any order."""
    record = read_dispatch(Dispatch(id="sentence", text=LEADS[lang] + text, lang=lang))
    tolls = [c for c in record.claims if isinstance(c, Toll) and c.account]
    return sorted([c.outcome, c.count.low, c.count.high, c.quote] for c in tolls)


@pytest.mark.parametrize("row", rows("sentences.json"), ids=lambda row: row["text"][:60])
def test_a_sentence_tells_exactly_these_tolls(row: dict[str, Any]) -> None:
    assert read(row["text"]) == sorted(row["tolls"])


@pytest.mark.parametrize("row", rows("sentences_es.json"), ids=lambda row: row["text"][:60])
def test_a_sentence_in_spanish_tells_exactly_these_tolls(row: dict[str, Any]) -> None:
    assert read(row["text"], "es") == sorted(row["tolls"])


@pytest.mark.parametrize("row", rows("gaps.json"), ids=lambda row: row["text"][:60])
def test_a_known_gap_is_still_open_or_moves_to_the_sentences_that_are_read(row: dict[str, Any]) -> None:
    assert row["why"]
    assert read(row["text"]) != sorted(row["tolls"])
