"""Measure a ledger of millions of claims, and let many writers edit one at once.

    python -m benchmarks.ledger scale                       grow to 1 and 3 million claims; exit 1 if a ratio rose
    python -m benchmarks.ledger scale --raise               write the ratios that got better as new floors
    python -m benchmarks.ledger edits --writers 8 --edits 100000 new.db
    python -m benchmarks.ledger edits --writers 50 --edits 100000 postgresql://…

Times are of one machine on one day, so each is set against a yardstick: what plain `sqlite3` and `json` take in the
same run for the same bytes. The ratios are held; the times that are wanted are printed beside. Edits are no matter of
time: afterwards every decision that was acknowledged is in the ledger once, or the command fails.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

import msgspec

from benchmarks.dispatches import A_DAY, CLAIMS, COUNTRIES, FIRST_DAY, READER, arrivals
from benchmarks.edits import Report, edit
from testigo.ledger import runs
from testigo.ledger.decide import Order, decide
from testigo.ledger.identity import incident_id
from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Writer
from testigo.model.arrival import Arrival

FLOORS = Path(__file__).resolve().parent / "ledger_floors.json"
TOLERANCE = 0.15
"""Share by which a ratio may miss what is held."""
INGEST, PAGE, WHY, DECISION, GROWTH = "ingest", "page of a country-week", "why", "decision", "20,000 claims more"
WANTED = {INGEST: "20,000 claims/s", PAGE: "5 ms", WHY: "20 ms", DECISION: "5 ms", GROWTH: "1.15×"}
MOST = {GROWTH: 1.15}
"""What no tolerance reaches beyond: the bar itself, where that is a ratio."""
NEAR, MILLION, FAR = 100_000, 1_000_000, 3_000_000
LOOKED_UP, ENTERED = 64, 2000
"""Dispatches that a long run of `testigo ingest` looks up at once, and enters at once."""
ADDED = 20_000
AT = "2026-01-01T00:00:00.000Z"


class Figure(NamedTuple):
    """What was measured: how often as long as the yardstick it took, and the same in words. Less is better."""

    name: str
    ratio: float
    told: str


class Yardstick:
    """A plain SQLite file as durable as a ledger, into which rows of text go as they are."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        for line in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE thing (n INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        ):
            self._connection.execute(line)

    def enter(self, things: Sequence[object], texts: Sequence[str]) -> None:
        """Things as JSON and texts, in one transaction."""
        bodies = [(json.dumps(thing),) for thing in things] + [(text,) for text in texts]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO thing (body) VALUES (?)", bodies)
        self._connection.execute("COMMIT")


class Plain:
    """The file of a ledger, asked without any of the ledger's code."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)

    def accounts(self, numbers: Sequence[int]) -> list[tuple[int, int, str]]:
        """Number, reading and name of accounts."""
        marks = ", ".join("?" * len(numbers))
        return self._connection.execute(f"SELECT n, reading, id FROM account WHERE n IN ({marks})", numbers).fetchall()

    def claims(self, readings: Sequence[int]) -> list[tuple[int, str]]:
        """Reading and name of claims that belong to an account."""
        marks = ", ".join("?" * len(readings))
        query = f"SELECT reading, id FROM claim WHERE account IS NOT NULL AND reading IN ({marks})"
        return self._connection.execute(query, readings).fetchall()

    def most(self) -> int:
        """The number of the last account."""
        return int(self._connection.execute("SELECT max(n) FROM account").fetchone()[0])

    def decoded(self, readings: Sequence[int]) -> list[Any]:
        """All that is kept of some readings, decoded."""
        marks = ", ".join("?" * len(readings))
        queries = (
            f"SELECT content FROM claim WHERE reading IN ({marks})",
            f"SELECT content FROM account WHERE reading IN ({marks})",
            "SELECT delivery.content FROM delivery JOIN reading ON reading.delivery = delivery.n"
            f" WHERE reading.n IN ({marks})",
        )
        return [json.loads(row[0]) for query in queries for row in self._connection.execute(query, readings)]


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    grow = commands.add_parser("scale", help="grow a ledger and measure")
    grow.add_argument("--folder", type=Path, help="where the ledgers are made and left (default: a temporary one)")
    for name, size in (("near", NEAR), ("million", MILLION), ("far", FAR)):
        grow.add_argument(f"--{name}", type=int, default=size, help=f"claims (default {size:,})")
    grow.add_argument("--rounds", type=int, default=7, help="rounds of additions (default 7)")
    grow.add_argument("--raise", dest="raise_floors", action="store_true", help="keep better ratios as floors")
    grow.set_defaults(run=_scale)
    many = commands.add_parser("edits", help="let many writers edit one ledger")
    many.add_argument("address", help="a file that is not there yet, or postgresql://… of an empty database")
    many.add_argument("--writers", type=int, default=8, help="processes (default 8)")
    many.add_argument("--edits", type=int, default=100_000, help="decisions of all together (default 100,000)")
    many.add_argument("--incidents", type=int, default=2000, help="incidents that are edited (default 2,000)")
    many.set_defaults(run=_edits)
    options = parser.parse_args()
    return int(options.run(options))


def _scale(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        return judge(scale(options.folder or Path(folder), options), options.raise_floors)


def _edits(options: argparse.Namespace) -> int:
    report = edit(options.address, options.writers, options.edits, options.incidents)
    print(f"edits: {told_of(report)}")
    return 1 if report.faults else 0


def told_of(report: Report) -> str:
    """A report of edits in words."""
    rate = report.acknowledged / report.seconds
    return (
        f"{report.acknowledged:,} acknowledged by {report.writers} writers in {report.seconds:,.0f} s ({rate:,.0f}/s), "
        f"{report.conflicts:,} conflicts tried again; {'; '.join(report.faults) or '0 lost, chain whole'}"
    )


def judge(figures: Sequence[Figure], raise_floors: bool) -> int:
    """Print each figure with what is wanted and what is held, and tighten what was bettered if asked to."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    risen = []
    for name, ratio, told in figures:
        held = floors.get(name, ratio)
        if ratio > min(held * (1 + TOLERANCE), MOST.get(name, math.inf)):
            risen.append(name)
        mark = "  ROSE" if name in risen else ""
        print(f"ledger: {name:<24} {ratio:6.2f}×  held {held:6.2f}×{mark}  {told}  wanted {WANTED[name]}")
    if raise_floors:
        better = {one.name: round(one.ratio, 2) for one in figures if one.ratio <= floors.get(one.name, one.ratio)}
        FLOORS.write_text(json.dumps(floors | better, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if risen else 0


def scale(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """Grow one ledger, and look at it at three sizes."""
    near, far = folder / "near.db", folder / "far.db"
    yardstick = Yardstick(folder / "plain.db")
    first = grown(far, 0, options.near, yardstick)
    shutil.copyfile(far, near)
    more = grown(far, options.near, options.million, yardstick)
    figures = [_ingested([*first, *more]), *latencies(far, yardstick)]
    grown(far, options.million, options.far, yardstick)
    return [*figures, growth(near, far, options)]


class Turn(NamedTuple):
    """One batch: its claims, seconds and seconds of the processor of the ledger, seconds of the yardstick."""

    claims: int
    wall: float
    processor: float
    plain: float


def grown(file: Path, claims: int, until: int, yardstick: Yardstick) -> list[Turn]:
    """Enter dispatches until a ledger holds so many claims, beginning at those it holds."""
    store = open_store(str(file), create=True)
    writer = Writer(store, READER, runs.begin(store, ["benchmark"], READER, AT))
    turns = []
    for first in range(claims // CLAIMS, until // CLAIMS, ENTERED):
        batch = list(arrivals(first, min(first + ENTERED, until // CLAIMS)))
        things, texts = _bare(batch)
        plain = _took(partial(yardstick.enter, things, texts))
        began, used = time.perf_counter(), time.process_time()
        entered = ingested(writer, batch)
        turns.append(Turn(entered, time.perf_counter() - began, time.process_time() - used, plain))
        if first % 20_000 == 0:
            _say(f"{first * CLAIMS:,} claims, {entered / turns[-1].wall:,.0f} claims/s")
    store.close()
    return turns


def ingested(writer: Writer, batch: Sequence[Arrival]) -> int:
    """Look dispatches up and enter them as a long run does; gives the number of claims."""
    for first in range(0, len(batch), LOOKED_UP):
        writer.unread(batch[first : first + LOOKED_UP])
    return writer.add(batch, [], AT).tally.claims


def _bare(batch: Sequence[Arrival]) -> tuple[list[object], list[str]]:
    """What a batch holds, as plain dictionaries and texts."""
    records = [one.record for one in batch if one.record]
    things = [msgspec.to_builtins(thing) for record in records for thing in (*record.claims, *record.accounts)]
    return things, [one.dispatch.text for one in batch]


def _ingested(turns: Sequence[Turn]) -> Figure:
    claims = sum(turn.claims for turn in turns)
    wall, processor = sum(turn.wall for turn in turns), sum(turn.processor for turn in turns)
    best = max(turn.claims / turn.wall for turn in turns)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = (
        f"{claims / wall:,.0f} claims/s ({claims / processor:,.0f} a second of the processor, "
        f"the fastest batch {best:,.0f}), at most {memory:,.0f} MB"
    )
    return Figure(INGEST, median(turn.wall / turn.plain for turn in turns), told)


def latencies(file: Path, yardstick: Yardstick, times: int = 200) -> list[Figure]:
    """How long a page, an incident and a decision take, each beside its yardstick, in turns."""
    store, plain, chance = open_store(str(file)), Plain(file), random.Random(1)
    last = plain.most()
    figures = [
        _latency(PAGE, (_page(store, plain, chance, last) for _ in range(times))),
        _latency(WHY, (_why(store, plain, chance, last) for _ in range(times))),
        _latency(DECISION, (_decision(store, plain, chance, last, yardstick) for _ in range(times))),
    ]
    store.close()
    return figures


def _page(store: Store, plain: Plain, chance: random.Random, last: int) -> tuple[float, float]:
    days = last // A_DAY
    since = FIRST_DAY + timedelta(days=chance.randrange(max(1, days - 7)))
    wanted = Wanted(country=chance.choice(COUNTRIES), since=since.isoformat(), until=_week(since))
    view = View(store)
    began = time.perf_counter()
    page = view.page(wanted)
    took = time.perf_counter() - began
    first = chance.randrange(1, max(2, last - len(page.incidents)))
    readings = [reading for _, reading, _ in plain.accounts(range(first, first + len(page.incidents)))]
    return took, _took(lambda: plain.decoded(readings))


def _week(since: date) -> str:
    return (since + timedelta(days=6)).isoformat()


def _why(store: Store, plain: Plain, chance: random.Random, last: int) -> tuple[float, float]:
    _, reading, account = plain.accounts([chance.randrange(1, last)])[0]
    name = chance.choice([incident_id(account), plain.claims([reading])[0][1]])
    view = View(store)
    took = _took(lambda: view.incident(name))
    return took, _took(lambda: plain.decoded([reading]))


def _decision(
    store: Store, plain: Plain, chance: random.Random, last: int, yardstick: Yardstick
) -> tuple[float, float]:
    _, _, account = plain.accounts([chance.randrange(1, last)])[0]
    seen = View(store).incident(account).state
    order = Order(kind="accept", about=(incident_id(account),), author="Ana", reason="seen by two", seen=seen)
    took = _took(lambda: decide(store, order, AT))
    return took, _took(lambda: yardstick.enter([order.reason], []))


def _latency(name: str, pairs: Iterator[tuple[float, float]]) -> Figure:
    ours, theirs = zip(*pairs, strict=True)
    late = quantiles(ours, n=20)[-1]
    told = f"p50 {median(ours) * 1e3:.1f} ms, p95 {late * 1e3:.1f} ms, fastest {min(ours) * 1e3:.1f} ms"
    return Figure(name, median(ours) / median(theirs), told)


def growth(near: Path, far: Path, options: argparse.Namespace) -> Figure:
    """What it costs to add to a large ledger, as a multiple of what it costs to add to a small one, in turns.

    The small one is put back each time, so that it stays small; both are opened anew, as for the news of a day.
    """
    small, large, walls = [], [], []
    for turn in range(options.rounds):
        fresh = near.with_name("added.db")
        shutil.copyfile(near, fresh)
        one = _added(fresh, options.near)
        other = _added(far, options.far + turn * ADDED)
        small.append(one[1])
        large.append(other[1])
        walls.append(other[0] / one[0])
        fresh.unlink()
    ratio = median(large) / median(small)
    told = (
        f"{median(large):.2f} s of the processor at {options.far:,}, {median(small):.2f} s at {options.near:,}; "
        f"by the clock {median(walls):.2f}×"
    )
    return Figure(GROWTH, ratio, told)


def _added(file: Path, claims: int) -> tuple[float, float]:
    """Seconds, and seconds of the processor, in which 20,000 claims are added, until they stand in the file itself."""
    store = open_store(str(file))
    writer = Writer(store, READER, runs.begin(store, ["benchmark"], READER, AT))
    wall = used = 0.0
    for first in range(claims // CLAIMS, (claims + ADDED) // CLAIMS, ENTERED):
        batch = list(arrivals(first, first + ENTERED))
        began, before = time.perf_counter(), time.process_time()
        ingested(writer, batch)
        wall, used = wall + time.perf_counter() - began, used + time.process_time() - before
    began, before = time.perf_counter(), time.process_time()
    store.close()
    return wall + time.perf_counter() - began, used + time.process_time() - before


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _say(what: str) -> None:
    print(f"ledger: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
