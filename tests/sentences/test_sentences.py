"""Ways of saying who met which outcome, each held against its sentence by a person.

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

LEAD = "Gunmen opened fire in the town in an attack on Monday. "
"""Makes each sentence part of a report of violence, so that its neutral words (*died*, *was freed*) count."""
SENTENCES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["text"][:60])
def test_a_sentence_tells_exactly_these_tolls(row: dict[str, Any]) -> None:
    record = read_dispatch(Dispatch(id="sentence", text=LEAD + row["text"], lang="en"))
    tolls = [claim for claim in record.claims if isinstance(claim, Toll)]
    assert [[c.outcome, c.count.low, c.count.high, c.quote] for c in tolls] == row["tolls"]
