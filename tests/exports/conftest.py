"""Ledgers that the tests of exports read from, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from testigo.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Export = Callable[..., Path]


def _made(folder: Path, *inputs: Path) -> Path:
    ledger = folder / "news.db"
    assert main(["ingest", *map(str, inputs), "--ledger", str(ledger)]) == 0
    return ledger


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that comes with the project: one attack of which nine dispatches tell, and twenty series."""
    inputs = [ROOT / "examples" / "villa-union.jsonl", *sorted((ROOT / "examples" / "series").glob("*.jsonl"))]
    return _made(tmp_path_factory.mktemp("examples"), *inputs)


@pytest.fixture(scope="session")
def retelling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one dispatch of a raid on a town, in words of our own, alone."""
    return _made(tmp_path_factory.mktemp("retelling"), HERE / "retelling.jsonl")


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Export from a ledger into a folder of its own."""

    def run(ledger: Path, name: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp("export") / name
        assert main(["export", "--as", name, "--to", str(folder), "--ledger", str(ledger), *options]) == 0
        return folder

    return run
