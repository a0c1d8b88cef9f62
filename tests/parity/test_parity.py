"""The same facts give the same claims, in whichever language of ours they are told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.packs import languages
from testigo.pipeline import read_dispatch

TOLD: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))[
    "told"
]


def claims_in(text: str, lang: str) -> list[str]:
    claims = read_dispatch(Dispatch(id="d", text=text, lang=lang)).claims
    return sorted(f"{c.outcome} {bounds(c)} {c.people}" for c in claims if isinstance(c, Toll))


def bounds(toll: Toll) -> str:
    low, high = toll.count.low, toll.count.high
    return str(low) if high == low else f"{low}-{'' if high is None else high}"


def test_at_least_thirty_sentences_are_told_in_every_language() -> None:
    assert all(set(languages()) <= told.keys() for told in TOLD)
    assert len(TOLD) >= 30


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["en"])
def test_the_same_facts_give_the_same_claims(told: dict[str, Any], lang: str) -> None:
    assert claims_in(told[lang], lang) == sorted(told["claims"])
