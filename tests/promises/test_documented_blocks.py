"""What the documentation shows is what happens: its blocks are run, and what they print is compared.

The blocks of a page are run from above to below in one folder, which holds a copy of `examples/`:

- `sh`: each line has to end with 0, or with what its comment says (`# ends with 1`). Lines of `make` run dry.
- `python`: run one after the other in one namespace.
- a block with a title (`json title="feed.jsonl"`) is a file of that name.
- a block behind *prints:* is what the block before it prints.
- `sh title="needs a network"`: not run, for one of a few reasons, which a reader sees.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.promises.blocks import Block, blocks
from tests.promises.terminal import ROOT, expected_code, lines_of, run_line

PAGES = [*sorted(ROOT.glob("*.md")), ROOT / "examples" / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
REASONS = {"needs a network", "needs a server"}
MOST_NOT_RUN = 6


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a reader of the page is: beside `examples/`, with Testigo set up."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    monkeypatch.chdir(tmp_path)
    for name in ("TESTIGO_LEDGER", "TESTIGO_PACKS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def _run(body: str, names: dict[str, object]) -> str:
    printed = ""
    for line in lines_of(body):
        ran = run_line(line)
        assert ran.code == expected_code(line), f"{line}\n{ran.talk}"
        printed += ran.out
    return printed


def _save(path: Path, body: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(body, encoding="utf-8")


def _execute(body: str, names: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(body, "block", "exec"), names)
    return out.getvalue()


def _only_written(load: Callable[[str], object]) -> Callable[[str, dict[str, object]], str]:
    """For a block that nobody runs, which has to be well-formed all the same."""

    def check(body: str, names: dict[str, object]) -> str:
        load(body)
        return ""

    return check


WAYS: dict[str, Callable[[str, dict[str, object]], str]] = {
    "sh": _run,
    "python": _execute,
    "json": _only_written(json.loads),
    "toml": _only_written(tomllib.loads),
    "text": _only_written(str),
}


def _not_run(block: Block) -> bool:
    """Commands that stand below a title: it says what they need that is not there."""
    return block.kind == "sh" and "title" in block.said


def follow(page: str) -> None:
    """Do what a page says, from above to below; an AssertionError says where it does not keep its word."""
    printed, names = "", dict[str, object]()
    for block in blocks(page):
        try:
            if block.promised:
                assert printed == block.body
            elif _not_run(block):
                assert block.said["title"] in REASONS
            elif "title" in block.said:
                _save(Path(block.said["title"]), block.body)
            else:
                printed = WAYS[block.kind](block.body, names)
        except Exception as error:
            error.add_note(f"in the block at line {block.line}")
            raise


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("folder")
def test_what_a_page_shows_is_what_happens(page: Path) -> None:
    follow(page.read_text(encoding="utf-8"))


def test_what_is_not_run_is_little_and_known() -> None:
    found = [
        (str(page.relative_to(ROOT)), block.line, block.said["title"])
        for page in PAGES
        for block in blocks(page.read_text(encoding="utf-8"))
        if _not_run(block)
    ]
    print(*found, sep="\n")  # noqa: T201 - shown with -s, and where there are too many
    assert len(found) <= MOST_NOT_RUN


@pytest.mark.parametrize(
    "wrong",
    [
        "```sh\ntestigo read nowhere.txt\n```\n",
        "```sh\ntestigo read examples | false\n```\n",
        "```sh\nmake nothing-of-that-name\n```\n",
        "```sh\ntestigo tallies change --from 10 --to 11 --said 10  # ends with 1\n```\n",
        "```python\n1 / 0\n```\n",
        '```json title="a.json"\n{}\n```\n\n```sh\ncat a.json\n```\n\nprints:\n\n```json\n[]\n```\n',
        '```sh title="no wish to"\ntestigo\n```\n',
        "```klingon\nnuqneH\n```\n",
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_page_that_is_wrong_is_noticed(wrong: str) -> None:
    with pytest.raises((AssertionError, ArithmeticError, LookupError)):
        follow(wrong)
