"""Ways in which papers of Brazil, Portugal and Mozambique say who met which outcome.

They are waiting for the Portuguese pack: without one there is nothing to read them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from testigo import Dispatch, read_dispatch
from testigo.model.claim import Toll
from testigo.packs import languages

LEAD = "Pistoleiros abriram fogo na cidade em um ataque na segunda-feira. "
"""Makes each sentence part of a report of violence, so that its neutral words (*morreram*, *presos*) count."""

SENTENCES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("portuguese.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.skipif("pt" not in languages(), reason="there is no Portuguese pack")


def read(text: str) -> list[list[Any]]:
    """Outcome, bounds and words of each toll that belongs to an account, in any order."""
    record = read_dispatch(Dispatch(id="sentence", text=LEAD + text, lang="pt"))
    tolls = [c for c in record.claims if isinstance(c, Toll) and c.account]
    return sorted([c.outcome, c.count.low, c.count.high, c.quote] for c in tolls)


READ = [row for row in SENTENCES if "why" not in row]
GAPS = [row for row in SENTENCES if "why" in row]
"""Rows that say why they are not read yet."""


@pytest.mark.parametrize("row", READ, ids=lambda row: row["text"][:60])
def test_a_portuguese_sentence_tells_exactly_these_tolls(row: dict[str, Any]) -> None:
    assert read(row["text"]) == sorted(row["tolls"])


@pytest.mark.parametrize("row", GAPS, ids=lambda row: row["text"][:60])
def test_a_known_gap_in_portuguese_is_still_open_or_loses_its_reason(row: dict[str, Any]) -> None:
    assert read(row["text"]) != sorted(row["tolls"])
