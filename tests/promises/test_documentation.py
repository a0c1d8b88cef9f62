"""Documentation cannot drift: what the code can say has a heading, and what headings promise exists."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from testigo.cli import build_parser

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
ERROR_CODE = re.compile(r"\bT-[A-Z]\d{3}\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def headings(page: str) -> set[str]:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return {line.lstrip("#").strip().strip("`") for line in text.splitlines() if line.startswith("#")}


def sources() -> list[Path]:
    return sorted((ROOT / "src").rglob("*.py"))


def issue_codes() -> Iterator[str]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Issue":
                codes = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                yield from (str(code.value) for code in codes if isinstance(code, ast.Constant))


def commands() -> list[str]:
    (group,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return list(group.choices)


def options_of(command: str) -> Iterator[str]:
    (group,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    for action in group.choices[command]._actions:
        yield from (option for option in action.option_strings if option.startswith("--") and option != "--help")


def test_every_command_has_a_heading() -> None:
    assert {f"testigo {command}" for command in commands()} <= headings("commands.md")


def test_every_option_is_told_about() -> None:
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert [option for command in commands() for option in options_of(command) if f"`{option}" not in page] == []


def test_every_issue_code_has_a_heading() -> None:
    assert set(issue_codes()) - headings("issues.md") == set()


def test_every_error_code_has_a_heading() -> None:
    raised = {code for path in sources() for code in ERROR_CODE.findall(path.read_text(encoding="utf-8"))}
    assert raised - {heading.split(" ")[0] for heading in headings("errors.md")} == set()


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda p: p.name)
def test_every_link_within_the_documentation_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def pack_files() -> set[str]:
    packs = ROOT / "src" / "testigo" / "packs"
    return {path.name for path in packs.rglob("*") if path.suffix in {".toml", ".tsv"}}


def test_every_pack_file_has_a_heading_and_every_heading_of_one_a_file() -> None:
    named = {
        heading.split("`")[0] for heading in headings("packs.md") if heading.split("`")[0].endswith((".toml", ".tsv"))
    }
    assert named == pack_files()


def test_every_folder_of_packs_has_a_heading() -> None:
    packs = ROOT / "src" / "testigo" / "packs"
    folders = {path.relative_to(packs).parts[0] for path in packs.rglob("*.toml")} - {"expected.toml"}
    named = {heading.split("`")[0].rstrip("/") for heading in headings("packs.md")}
    assert folders - named == set()
