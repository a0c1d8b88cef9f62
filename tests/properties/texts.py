"""Texts to try laws on: our own sentences, put together and laid out in every way that wires have."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from testigo.packs.build import examples

ROOT = Path(__file__).parents[2]
SERIES = (ROOT / "examples" / "series.jsonl").read_text(encoding="utf-8").splitlines()
DISPATCHES = [item["text"] for item in map(json.loads, SERIES) if item["lang"] == "en"]
SENTENCES = sorted(
    {case["text"] for e in examples("en") for case in e.yes}
    | {text for e in examples("en") for text in e.no}
    | {line.strip() for text in DISPATCHES for line in text.splitlines() if line.strip()}
)
DATELINES = ["", "", "KORUM (Vandoria), March 3 (Reuters) - ", "SURA (AP) -- ", "PA0512190419 KORUM [TEXT] "]

tried = settings(max_examples=60, deadline=None, derandomize=True)
"""The same texts in every run, so that a red build is about the change and not about luck; no deadline, because
the first text of a run compiles the rules."""


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(part, 72) for part in text.split("\n\n"))


def _spaced(text: str) -> str:
    for sign in ",.;:()'":
        text = text.replace(sign, f" {sign} ")
    return text


LAYOUTS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    _wrapped,
    _spaced,
    lambda text: text.replace(". ", ".\r\n"),
    str.title,
]


@st.composite
def dispatches(draw: st.DrawFn) -> str:
    """A dispatch of a few paragraphs, perhaps with a headline and a dateline, in one of the layouts."""
    paragraphs = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=4))
    body = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    text = draw(st.sampled_from(DATELINES)) + body
    return draw(st.sampled_from(LAYOUTS))(text)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A dispatch cut off at both ends, with a few characters of any kind put in."""
    text = draw(st.sampled_from(DISPATCHES) | dispatches())
    begin, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    text = text[begin:end]
    for at, sign in draw(st.lists(st.tuples(st.integers(0, 2_000), st.text(max_size=3)), max_size=6)):
        text = text[:at] + sign + text[at:]
    return text


anything = st.text(max_size=400) | dispatches() | damaged()
days = st.none() | st.dates().map(str)
