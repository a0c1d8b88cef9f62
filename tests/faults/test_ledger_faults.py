"""Runs that are killed, disks that fail, and servers that go away: nothing is lost, nothing doubled, all is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from testigo.errors import LedgerError
from testigo.ledger.store import open_store
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from tests.ledger.makers import entered, lines, plain, whole, wire
from tests.needs import AS_ANYBODY, missing

ROOT = Path(__file__).parents[2]
SECONDS = 240


def campaign(*options: str) -> str:
    """Run a slice of the campaign; every kind of fault in it has to be clean."""
    command = [sys.executable, "-m", "benchmarks.kills", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ran(*arguments: str | Path, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "testigo", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_runs_killed_at_random_moments_lose_and_double_nothing() -> None:
    assert " 15 " in campaign("--times", "15", "--step", "0")


def test_runs_killed_at_writes_and_runs_whose_writes_fail_leave_the_ledger_whole() -> None:
    if shutil.which("gcc") is None:  # the writes of a process are counted by a library that is compiled here
        missing("there is no C compiler; on Debian: apt-get install gcc")
    table = campaign("--times", "0", "--step", "67")
    assert [kind in table for kind in ("kill at", "ENOSPC at", "ENOSPC always", "EIO at", "EIO always")] == [True] * 5


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A ledger in a folder of its own, and a feed beside that."""
    folder = tmp_path / "kept"
    folder.mkdir()
    store = open_store(str(folder / "ledger.db"), create=True)
    entered(store, wire("22 killed in Korum."))
    store.close()
    feed = {"id": "w7", "text": "Two people were killed in Monclova, police said.", "published": "2019-12-01"}
    (tmp_path / "feed.jsonl").write_text(json.dumps(feed), encoding="utf-8")
    return folder / "ledger.db"


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_is_said_so_and_can_be_read(kept: Path, what: str) -> None:
    before = ran("dump", "--ledger", kept).stdout
    open_store(str(kept)).close()  # so that nothing lies beside the file that could be written in its place
    (kept if what == "file" else kept.parent).chmod(0o444 if what == "file" else 0o555)
    try:
        refused = ran("ingest", "--ledger", kept, kept.parents[1] / "feed.jsonl", before=AS_ANYBODY)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.startswith(f"testigo: T-L005 {kept}") or "T-L008" in refused.stderr
        assert "Traceback" not in refused.stderr
        read = ran("dump", "--ledger", kept, before=AS_ANYBODY)
        assert (read.returncode, read.stdout) == (0, before)
        assert ran("verify", "--ledger", kept, before=AS_ANYBODY).returncode == 0
    finally:
        kept.parent.chmod(0o755)
        kept.chmod(0o644)
    assert ran("ingest", "--ledger", kept, kept.parents[1] / "feed.jsonl").returncode == 0


def test_a_server_that_ends_the_connection_in_a_run_is_said_so_and_the_next_run_completes(schema: str) -> None:
    import psycopg

    store = open_store(schema, create=True)
    came = [wire(f"{n} killed in Korum.", id=f"w{n}") for n in range(1, 12)]

    def ending(dispatch: Dispatch) -> Record:
        if dispatch.id == "w6":
            with psycopg.connect(schema, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database()"
                )
        return plain(dispatch)

    with pytest.raises(LedgerError) as raised:
        entered(store, *came, read=ending)
    assert raised.value.code == "T-L008"
    store.close()
    again = open_store(schema, create=True)
    tally = entered(again, *came)
    assert (tally.came, tally.new + tally.duplicate) == (11, 11)
    assert sum('"dispatch"' in line[:12] or '"dispatch":' in line for line in lines(again)) == 11
    whole(again)
    again.close()
