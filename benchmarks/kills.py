"""Kill runs that enter dispatches into a ledger, at random moments and at every write, and let writes fail.

    python -m benchmarks.kills                             all of it, some minutes; writes benchmarks/kills.json
    python -m benchmarks.kills --times 15 --step 40        a slice of it

Runs are processes of their own, forked when everything was loaded, so that all their time is the time of a run. After
each fault the chain is verified; then the same command is given again, and at last the dump has to be, byte for byte,
that of a run that nothing disturbed. Work redone is how many dispatches were read twice, of all, for one kill.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import testigo.pipeline
from testigo.cli import main as testigo_main
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record

HERE = Path(__file__).resolve().parent
SHIM = HERE / "failing_writes.c"
FIGURES = HERE / "kills.json"
SERIES = HERE.parent / "examples" / "series.jsonl"
LOADED = "TESTIGO_FAILING_WRITES"
SEED = 20191201
MANY, FEW = 150, 3
"""Dispatches of a run that is killed at random moments, and of one that is killed at every write."""
KILLS_OF_A_RUN = 10
SAID_EVERY = 20
WHOLE_AND_DONE = 3
CRASHED = 70
FAULTS = ("ENOSPC", "ENOSPC always", "EIO", "EIO always")


class Ended(NamedTuple):
    """How a process ended: its exit code, negative where a signal ended it, and what it printed."""

    code: int
    printed: str


class Outcome(NamedTuple):
    """What came of one kind of fault. Lost and doubled are lines of the dump; `faults` tells what went wrong."""

    name: str
    times: int
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    unclear: int = 0
    redone: float = 0.0
    faults: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.doubled or self.broken or self.unclear or self.faults)


class After(NamedTuple):
    """What was found after a fault."""

    broken: int
    lost: int
    doubled: int
    faults: tuple[str, ...]


class Ground:
    """A folder with a feed, a place for ledgers, and the dump of an undisturbed run."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.feed = folder / "feed.jsonl"
        self.reads = folder / "reads"
        self.ledgers = folder / "ledgers"
        self.ledger = self.ledgers / "ledger.db"
        self.feed.write_text("".join(news(size)), encoding="utf-8")
        self.size = size
        self.clear()
        begun = time.monotonic()
        first = self.run("ingest")
        assert first.code == 0, first.printed
        self.seconds = time.monotonic() - begun
        self.expected = self.dump()

    def dump(self) -> list[str]:
        """The ledger's dump."""
        code_of(self.begun("dump"))
        return self.printed("dump").splitlines()

    def clear(self) -> None:
        """Begin anew, without a ledger."""
        shutil.rmtree(self.ledgers, ignore_errors=True)
        self.ledgers.mkdir()
        self.reads.write_bytes(b"")

    def command(self, name: str) -> list[str]:
        """A command on the ledger."""
        return [name, "--ledger", str(self.ledger), *([str(self.feed)] if name == "ingest" else [])]

    def run(self, name: str, nth: int = 0, how: str = "") -> Ended:
        """Run a command to its end, with a fault at its nth write."""
        return self.ended(self.begun(name, nth, how))

    def begun(self, name: str, nth: int = 0, how: str = "") -> int:
        """Begin a command in a process of its own, and give its number."""
        return forked(lambda: self.here(name, nth, how))

    def here(self, name: str, nth: int = 0, how: str = "") -> int:
        """Run a command in this process, all that it prints going to a file of its name."""
        out = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.close(out)
        if how:
            arm(str(self.ledgers), nth, how)
        read = testigo.pipeline.read_dispatch
        testigo.pipeline.read_dispatch = counting(read, self.reads)  # type: ignore[assignment]
        code = testigo_main(self.command(name))
        testigo.pipeline.read_dispatch = read
        sys.stdout.flush()
        return code

    def ended(self, child: int, name: str = "ingest") -> Ended:
        """Wait for a process."""
        return Ended(code_of(child), self.printed(name))

    def printed(self, name: str) -> str:
        """What the last command of a name has printed."""
        return (self.folder / name).read_bytes().decode("utf-8", "replace")

    def again(self) -> After:
        """After a fault: whether the chain is whole, and what the ledger has when the same command is given again."""

        def commands() -> int:
            # a fault before the first write leaves no ledger, which is no broken one
            is_whole = not self.here("verify") or "T-L001" in self.printed("verify")
            is_done = not self.here("ingest")
            is_whole = not self.here("verify") and is_whole
            self.here("dump")
            return is_whole + 2 * is_done

        code = code_of(forked(commands))
        found = self.printed("dump").splitlines()
        return After(
            broken=int(code not in (1, 3)),
            lost=len(set(self.expected) - set(found)),
            doubled=max(0, len(found) - len(self.expected)),
            faults=() if code == WHOLE_AND_DONE else tuple(self.printed(name)[-300:] for name in ("ingest", "verify")),
        )


def forked(work: Callable[[], int]) -> int:
    """Do some work in a process of its own that ends with it, and give the number of the process."""
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        code = work()
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as the one it came from
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def code_of(child: int) -> int:
    """Wait for a process, and give its exit code, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def news(size: int) -> Iterator[str]:
    """Lines of a feed: our own dispatches with other figures, and among them versions of an item."""
    told = [json.loads(line) for line in SERIES.read_text(encoding="utf-8").splitlines()]
    for number in range(size):
        one = dict(told[number % len(told)])
        one["id"] = f"{one['id']}-{number // (2 * len(told))}"
        added = f"{number + 2} people were killed in Monclova on Sunday, police said."
        one["text"] = f"{one['text'].rstrip()}\n\n{added}\n"
        yield json.dumps(one, ensure_ascii=False) + "\n"


def counting(read: Callable[[Dispatch], Record], reads: Path) -> Callable[[Dispatch], Record]:
    """A reader that leaves a byte behind for every dispatch, also when its process is killed."""

    def counted(dispatch: Dispatch) -> Record:
        record = read(dispatch)
        with reads.open("ab", buffering=0) as file:
            file.write(b".")
        return record

    return counted


def killed_at_random(ground: Ground, times: int) -> Outcome:
    """Kill runs at random moments, some kills to one ledger, and then let it be finished."""
    chance = random.Random(SEED)
    total = Outcome("kill at a random moment", 0)
    twice = done = 0
    while done < times:
        ground.clear()
        own = 0
        for left in range(min(KILLS_OF_A_RUN, times - done), 0, -1):
            child = ground.begun("ingest")
            # later kills have less work left before the run ends by itself
            time.sleep(chance.uniform(0, 1.2 * ground.seconds / left))
            os.kill(child, signal.SIGKILL)
            own += ground.ended(child).code == -signal.SIGKILL
            is_whole = not code_of(ground.begun("verify")) or "T-L001" in ground.printed("verify")
            total = total._replace(broken=total.broken + (not is_whole))
        total = _added(total, ground.again())
        twice += len(ground.reads.read_bytes()) - ground.size
        done += max(own, 1)
        _say(f"{total.name}: {done} of {times}")
    share = twice / done / ground.size
    return total._replace(times=done, redone=round(share, 5))


def at_writes(ground: Ground, how: str, step: int) -> Outcome:
    """Let a fault happen at every `step`th write of a run, from the first to the last."""
    total = Outcome(f"{how} at a write", 0)
    for nth in range(1, 100_000, step):
        ground.clear()
        came = ground.run("ingest", nth, how)
        if how == "kill" and came.code == 0:
            break  # there are no more writes than that
        after = ground.again()
        total = _added(total, after)
        if not _is_clear(came, how):
            told = f"{how} at write {nth}: {came.code} {came.printed[-300:]}"
            total = total._replace(unclear=total.unclear + 1, faults=(*total.faults, told)[:5])
        total = total._replace(times=total.times + 1)
        if not total.times % SAID_EVERY:
            _say(f"{total.name}: {nth} of about {WRITES.get('count', '?')}")
        if nth >= WRITES.get("count", nth):
            break
    return total


WRITES: dict[str, int] = {}
"""How many writes an undisturbed run makes."""


def _say(what: str) -> None:
    print(f"kills: {what}", file=sys.stderr, flush=True)


def _is_clear(came: Ended, how: str) -> bool:
    """Whether a fault ended the run with an error of the ledger, if it did not get over it."""
    if how == "kill":
        return came.code == -signal.SIGKILL
    return "Traceback" not in came.printed and (came.code == 0 or (came.code == 1 and "T-L0" in came.printed))


def _added(total: Outcome, after: After) -> Outcome:
    return total._replace(
        lost=total.lost + after.lost,
        doubled=total.doubled + after.doubled,
        broken=total.broken + after.broken,
        faults=(*total.faults, *after.faults)[:5],
    )


def arm(folder: str, nth: int, how: str) -> None:
    """Tell the library that was loaded before all others what is to fail."""
    shim = ctypes.CDLL(None)
    shim.arm(folder.encode(), ctypes.c_long(nth), how.encode())


def writes_of_a_run(ground: Ground) -> int:
    """How many writes a run makes that nothing disturbs."""
    ground.clear()
    reading, writing = os.pipe()

    def count() -> int:
        ground.here("ingest", 0, "count")
        os.write(writing, str(ctypes.CDLL(None).counted()).encode())
        return 0

    code_of(forked(count))
    os.close(writing)
    return int(os.read(reading, 20))


def compiled(folder: Path) -> Path | None:
    """The library that lets writes fail, made by the C compiler; None where there is none."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "failing_writes.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SHIM), "-ldl"], check=True)
    return library


def campaign(times: int, step: int, faults: Sequence[str]) -> Iterator[Outcome]:
    """Every kind of fault in turn."""
    # in memory where that can be had: a kill takes a process from the system, and not the system from the disk
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as made:
        folder = Path(made)
        (folder / "many").mkdir()
        (folder / "few").mkdir()
        if times:
            yield killed_at_random(Ground(folder / "many", MANY), times)
        if step and LOADED in os.environ:
            ground = Ground(folder / "few", FEW)
            WRITES["count"] = writes_of_a_run(ground)
            for how in ("kill", *faults):
                yield at_writes(ground, how, step)


def warmed() -> None:
    """Load and compile all that a run uses, once and for every process that is forked afterwards."""
    with tempfile.TemporaryDirectory() as made:
        for line in list(news(18)):
            fields = json.loads(line)
            testigo.pipeline.read_dispatch(
                Dispatch(id="d", text=fields["text"], lang=fields["lang"], published=fields["published"][:10])
            )
        feed, ledger = Path(made) / "feed.jsonl", str(Path(made) / "ledger.db")
        feed.write_text("".join(news(1)), encoding="utf-8")
        quiet, loud = os.open(os.devnull, os.O_WRONLY), os.dup(1)
        os.dup2(quiet, 1)
        for command in (["ingest", str(feed)], ["verify"], ["dump"]):
            testigo_main([*command, "--ledger", ledger])
        os.dup2(loud, 1)


def table(found: Sequence[Outcome]) -> str:
    """The outcomes for people."""
    lines = ["fault                        times   lost  doubled  chain broken  unclear  redone"]
    for one in found:
        redone = f"{one.redone:.2%}" if one.redone or "random" in one.name else "–"
        numbers = f"{one.times:>6} {one.lost:>6} {one.doubled:>8} {one.broken:>13} {one.unclear:>8}"
        lines.append(f"{one.name:<27} {numbers} {redone:>7}")
        lines += [f"    {fault}" for fault in one.faults]
    return "\n".join(lines)


def main() -> int:
    """Kill, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=500, help="kills at random moments (default 500)")
    parser.add_argument("--step", type=int, default=1, help="every which write fails (default 1: every; 0: none)")
    parser.add_argument("--faults", nargs="*", default=list(FAULTS), help="what happens at writes, beside kills")
    parser.add_argument("--write", action="store_true", help="keep the figures in benchmarks/kills.json")
    options = parser.parse_args()
    if options.step and LOADED not in os.environ:
        with tempfile.TemporaryDirectory() as made:
            library = compiled(Path(made))
            if library is not None:
                environment = {**os.environ, "LD_PRELOAD": str(library), LOADED: "1"}
                command = [sys.executable, "-m", "benchmarks.kills", *sys.argv[1:]]
                return subprocess.run(command, env=environment, check=False).returncode
        print("no C compiler here, so no write is let fail", file=sys.stderr)
    warmed()
    gc.freeze()  # what is shared with forked processes stays shared
    found = list(campaign(options.times, options.step, options.faults))
    print(table(found))
    if options.write:
        figures = [{name: value for name, value in one._asdict().items() if name != "faults"} for one in found]
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.is_clean for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
