"""Figures of quality that the documentation prints are the floors that the bench holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRUST = ROOT / "docs" / "explanation" / "can-i-trust-this-number.md"
PAGES = [TRUST, ROOT / "README.md"]
ROW = re.compile(r"^\|(?P<cells>.*)\| `(?P<name>[^`]+)` \|$", re.MULTILINE)
FIGURE = re.compile(r"[\d.]+(?: %)?")
SHARE = re.compile(r"\d+ %")
OF_BOTH = ("gold blind: ", "gold es blind: ")
UNSEEN = "unseen: "
OF_CODED = ("en unseen: ", "es unseen: ")
FLOORS: dict[str, float] = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
BARS = re.findall(r"--min (\w+)=([\d.]+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
SERIES: dict[str, float] = json.loads((ROOT / "benchmarks" / "series_floors.json").read_text(encoding="utf-8"))
CODED: dict[str, float] = json.loads((ROOT / "benchmarks" / "coded_floors.json").read_text(encoding="utf-8"))
HELD = (
    FLOORS
    | CODED
    | {f"joining: {name}": float(bar) for name, bar in BARS}
    | {f"series: {name}": floor for name, floor in SERIES.items()}
)


def shown(name: str, value: float) -> str:
    """A floor as a page prints it; only what is without a fault is 100 %.

    >>> shown("bbc: main per 1000", 5.2875), shown("gold blind: trap hits", 13.0), shown("gold blind: stance", 0.9954)
    ('5.3', '13', '99 %')
    """
    if name.endswith("per 1000"):
        return f"{value:.1f}"
    if value > 1:
        return f"{value:.0f}"
    return f"{100 if value == 1 else min(99, round(100 * value))} %"


def rows(page: str) -> Iterator[tuple[list[str], list[str]]]:
    """The figures of each row that names the bench's figure, with the names of the floors they are to equal."""
    for row in ROW.finditer(page):
        names = list(names_of(row["name"]))
        figures = [cell.strip() for cell in row["cells"].split("|") if FIGURE.fullmatch(cell.strip())]
        yield figures, names


def names_of(name: str) -> tuple[str, ...]:
    """The floors that a row names: one, or one of each language.

    >>> names_of("type"), names_of("unseen: type")
    (('gold blind: type', 'gold es blind: type'), ('en unseen: type', 'es unseen: type'))
    """
    if name.startswith(UNSEEN):
        return tuple(language + name.removeprefix(UNSEEN) for language in OF_CODED)
    return (name,) if ":" in name else tuple(half + name for half in OF_BOTH)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_figure_of_a_page_equals_its_floor(path: Path) -> None:
    found = list(rows(path.read_text(encoding="utf-8")))
    assert found
    for figures, names in found:
        assert figures == [shown(name, HELD[name]) for name in names], names


def test_no_share_stands_in_the_text_that_no_table_has() -> None:
    lines = TRUST.read_text(encoding="utf-8").splitlines()
    tables = {share for line in lines if line.startswith("|") for share in SHARE.findall(line)}
    assert [line for line in lines if not line.startswith("|") and set(SHARE.findall(line)) - tables] == []


def test_every_figure_of_the_blind_halves_is_on_the_page() -> None:
    named = {name for _, names in rows(TRUST.read_text(encoding="utf-8")) for name in names}
    assert {name for name in FLOORS if name.startswith(OF_BOTH)} - named == set()
