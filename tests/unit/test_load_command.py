"""`testigo dump` and `testigo load`, as somebody uses them who moves a ledger, hands it on, or puts two together."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from testigo.packs.policy import policies
from tests.unit.test_ledger_commands import SERIES, Ledger

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ledger:
    return Ledger(tmp_path / "a.db", capfd)


@pytest.fixture
def copy(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ledger:
    return Ledger(tmp_path / "copy.db", capfd)


def dumped(ledger: Ledger, *arguments: str) -> Path:
    """The dump of a ledger in a file beside it."""
    path = ledger.path.with_suffix(".jsonl")
    path.write_text(ledger.run("dump", *arguments), encoding="utf-8")
    return path


@pytest.mark.parametrize("texts", [(), ("--texts",)])
def test_the_examples_come_back_to_the_byte(ledger: Ledger, copy: Ledger, texts: tuple[str, ...]) -> None:
    ledger.run("ingest", EXAMPLES)
    known = ledger.ids()
    ledger.run("decide", "merge", known[0], known[1], "--by", "Ana", "--because", "one raid")
    ledger.run("decide", "reject", known[2], "--by", "Ana", "--because", "a film")
    path = dumped(ledger, *texts)
    made = json.loads(copy.run("load", path, "--format", "json"))
    assert (made["new"] > 0, made["known"], made["decisions"], made["figures"]) == (True, 0, 2, 0)
    assert ("came without a text" in copy.err) == (not texts)
    assert copy.run("dump", *texts) == path.read_text(encoding="utf-8")
    for policy in policies():
        for day in ((), ("--as-of", "2019-12-01"), ("--as-of", "2019-12-03")):
            arguments = ("incidents", "--format", "jsonl", "--policy", policy, *day)
            assert copy.run(*arguments) == ledger.run(*arguments)
    copy.run("verify")
    copy.run("replay")
    again = json.loads(copy.run("load", path, "--format", "json"))
    assert (again["new"], again["known"], again["claims"], again["decisions"]) == (0, made["new"], 0, 0)


def test_a_dump_is_taken_from_standard_input_and_packed(
    ledger: Ledger, copy: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.joined()
    told = dumped(ledger, "--texts").read_bytes()
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(told))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(told)))
    assert copy.run("load", "-").startswith("9 new")
    assert copy.run("load", packed).startswith("0 new + 9 known")
    # the newest stand first, and a load enters them in another order
    found, known = (sorted(one.run("search", "gunmen", "--limit", "99").splitlines()) for one in (copy, ledger))
    assert found == known


def test_a_broken_dump_makes_no_ledger(ledger: Ledger, copy: Ledger) -> None:
    ledger.joined()
    path = dumped(ledger)
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:4]), encoding="utf-8")
    copy.run("load", path, code=1)
    assert copy.err.startswith(f"testigo: T-L051 {path}:4: ")
    assert not copy.path.exists()
    copy.run("load", SERIES, code=1)
    assert copy.err.startswith("testigo: T-L050 ")
    copy.run("load", "gone.jsonl", code=1)
    assert copy.err.startswith("testigo: T-S003 ")


def test_who_ruled_apart_is_told_so_and_may_say_whose_rulings_are_later(ledger: Ledger, copy: Ledger) -> None:
    only = ledger.joined()
    copy.run("load", dumped(ledger))
    for one, name in ((ledger, "Ana"), (copy, "Luis")):
        one.run("decide", "accept", only, "--by", name, "--because", "seen")
    ledger.run("load", dumped(copy), code=1)
    assert ledger.err.startswith("testigo: T-L055 ")
    assert "--later" in ledger.err
    assert "1 decisions" in ledger.run("load", dumped(copy), "--later")
    told = ledger.run("decide", "list")
    assert told.index("Ana") < told.index("Luis")
