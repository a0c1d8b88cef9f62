"""A first dispatch waits for every module that is loaded: what `testigo read` loads is held here, by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from testigo.packs import language
from testigo.packs.function_words import function_words

EXAMPLE = Path(__file__).parents[2] / "examples" / "01-first-count.txt"
SCRIPT = """
import argparse, io, json, msgspec, sys
before = set(sys.modules)
from testigo.cli import main
sys.stdout = io.TextIOWrapper(io.BytesIO())
main(sys.argv[1:])
sys.__stdout__.write(json.dumps(sorted(sys.modules.keys() - before)))
"""
OF_THE_LIBRARY = {
    *("gc", "array", "mmap", "bisect", "_bisect", "unicodedata", "errno"),
    *("_blake2", "_sha2", "_sha256"),
    *("locale", "_locale"),
    "binascii",  # the hashes by which accounts are found
    "_sqlite3",  # the gazetteer, with the first account
}
"""What may be loaded of the standard library, beside what argparse and msgspec load."""
FOR_RARE_INPUT = {
    *("sources.jsonlines", "sources.broken_json", "packs.patterns", "packs.expected", "workshop"),
    *("packs.build", "packs.build_agencies", "packs.build_function_words"),
}
OF_A_FORMAT = {"card": {"cli.card", "cli.lines", "cli.wording"}, "json": set[str]()}


@pytest.fixture(scope="module", params=OF_A_FORMAT)
def loaded(request: pytest.FixtureRequest) -> tuple[str, set[str]]:
    language("en"), function_words()  # a pack that has just been changed is compiled by the first who asks for it
    command = [sys.executable, "-c", SCRIPT, "read", "--format", request.param, str(EXAMPLE)]
    return request.param, set(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))


def test_no_module_of_the_library_is_loaded_that_is_not_named_here(loaded: tuple[str, set[str]]) -> None:
    assert {name for name in loaded[1] if not name.startswith("testigo")} <= OF_THE_LIBRARY


def test_what_only_rare_input_needs_is_not_loaded(loaded: tuple[str, set[str]]) -> None:
    assert loaded[1].isdisjoint({f"testigo.{name}" for name in FOR_RARE_INPUT})


def test_what_only_another_format_needs_is_not_loaded(loaded: tuple[str, set[str]]) -> None:
    form, names = loaded
    others = set().union(*(modules for other, modules in OF_A_FORMAT.items() if other != form))
    assert names.isdisjoint({f"testigo.{name}" for name in others})


def test_the_command_prints_all_and_loads_nothing_through_typing_extensions() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "testigo", "read", str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "inspect" not in imported
    assert "msgspec" in imported
    assert EXAMPLE.name in done.stdout
    assert done.stdout.endswith("\n")
