"""The conformance tables: each line names a source that the page lists, a verdict, and a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "conformance.md").read_text(encoding="utf-8")
VERDICTS = {"**yes**", "**in part**", "**no**", "*yours*"}
ROW = re.compile(r"^\| ([^|`]+) \| `([^`]+)` \| ([^|]+) \| ([^|]*)\| (?:`([^`]+)` )?\|$", re.MULTILINE)
SOURCE = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


class Line(NamedTuple):
    """One thing that is asked."""

    asked: str
    source: str
    verdict: str
    told: str
    test: str


LINES = [Line(*row) for row in ROW.findall(PAGE)]
SOURCES = {key: (what, opened) for key, what, opened in SOURCE.findall(PAGE)}


def test_every_line_of_the_tables_is_looked_at() -> None:
    tables = PAGE.split("## Standards for Casualty Recording", 1)[1]
    rows = [line for line in tables.splitlines() if line.startswith("| ") and "| --- |" not in line]
    headings = [row for row in rows if row.startswith("| What is asked ")]
    assert len(LINES) == len(rows) - len(headings)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.asked)
def test_a_line_names_its_source_and_its_verdict(line: Line) -> None:
    assert line.source in SOURCES
    assert line.verdict in VERDICTS
    assert line.told.strip() or line.verdict == "*yours*"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.asked)
def test_the_test_that_holds_a_line_is_there(line: Line) -> None:
    assert line.test or line.verdict == "*yours*"
    if line.test:
        path, *names = line.test.split("::")
        found: ast.Module | ast.ClassDef = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for name in names[:-1]:
            (found,) = (node for node in found.body if isinstance(node, ast.ClassDef) and node.name == name)
        assert names[-1] in {node.name for node in found.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("key", SOURCES)
def test_a_source_that_was_not_opened_says_so_and_one_that_was_has_its_address(key: str) -> None:
    what, opened = SOURCES[key]
    assert opened == "yes" or "source: unverified" in opened
    assert opened.startswith("no") or "](https://" in what
