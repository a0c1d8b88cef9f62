"""Join a ledger of a million claims, and look how that grows.

    python -m benchmarks.joining                     join 100,000 and 1,000,000 claims; exit 1 if a bar is missed
    python -m benchmarks.joining --claims 200000     another size

Happenings are of our own making: six reports on average and up to 400, in 20,000 towns of which a few are named often,
3,300 claims a day, five a report. Reports of one happening differ by a day, by a few kilometres, by what they count
and by which names they print. Each time stands beside a yardstick of the same run: plain `sqlite3` that enters and
fetches as many rows of text as there are accounts.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.join_weights import b_cubed
from testigo.engines.join import join
from testigo.engines.pool import Processes
from testigo.ledger import runs
from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Writer
from testigo.model.account import Account, TollLine
from testigo.model.arrival import Arrival
from testigo.model.circumstance import Place
from testigo.model.claim import Count, Outcome, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record, head_of
from testigo.model.trace import Trace, smallest

CLAIMS, A_DAY, TOWNS, COUNTRIES = 5, 660, 20_000, 100
FIRST_DAY = date(2015, 1, 1)
READER, AT = "benchmark", "2026-01-01T00:00:00.000Z"
SECONDS, MEGABYTES, EXPONENT = 60, 1024, 1.05
MARGINAL = 1.15
HELPERS = 1
"""Processes that compare beside the one that writes: two cores."""
ADDED = 4_000
"""Reports that are added to a small and to a large ledger: 20,000 claims."""
_OFTEN = list(accumulate(1 / (1 + n) ** 0.8 for n in range(TOWNS)))
_SIZES = (1, 2, 3, 4, 6, 9, 15, 30, 80, 400)
_SHARES = list(accumulate((40, 18, 11, 8, 8, 6, 4, 3, 1.2, 0.12)))


class Happening(NamedTuple):
    """What reports of one happening have in common."""

    number: int
    town: int
    day: date
    killed: int
    injured: int
    names: tuple[str, ...]


def happenings() -> Iterator[tuple[Happening, int]]:
    """Happenings without end, each with how many reports there are of it; the same every time."""
    chance, told, number = random.Random(11), 0, 0
    while True:
        size = chance.choices(_SIZES, cum_weights=_SHARES)[0]
        names = tuple(f"n{chance.randrange(10**7)}" for _ in range(10))
        town = chance.choices(range(TOWNS), cum_weights=_OFTEN)[0]
        day = FIRST_DAY + timedelta(days=told // A_DAY)
        yield Happening(number, town, day, chance.randint(1, 30), chance.randint(0, 60), names), size
        number, told = number + 1, told + size


def reports(most: int) -> Iterator[tuple[Arrival, int]]:
    """So many reports, each with the number of its happening."""
    made = 0
    for happening, size in happenings():
        for number in range(min(size, most - made)):
            yield report(happening, number), happening.number
        made += size
        if made >= most:
            return


def report(told: Happening, number: int) -> Arrival:
    """One report of a happening."""
    chance = random.Random(told.number * 1000 + number)
    day = told.day + timedelta(days=min(int(chance.expovariate(0.7)), 30))
    start = told.day + timedelta(days=chance.choices((0, 1, -1), (90, 5, 5))[0])
    killed = max(1, told.killed + chance.choices((0, -1, 2), (70, 20, 10))[0])
    named = chance.sample(told.names, 5) + [f"o{chance.randrange(10**7)}" for _ in range(4)]
    name = f"r{told.number}-{number}"
    text = f"{name}: {killed} people were killed and {told.injured} hurt. " + " ".join(named)
    counts: tuple[tuple[Outcome, int], ...] = (("killed", killed), ("injured", told.injured), ("arrested", number % 4))
    claims = tuple(
        Toll(
            id=f"c{i}", span=(i, i + 2), quote=str(n), account="a1", outcome=outcome, people="unknown",
            count=Count(low=n, high=n, text=str(n)), reader_version=READER, rule="en.benchmark",
        )
        for i, (outcome, n) in enumerate((*counts, *counts[:2]), 1)
    )  # fmt: skip
    lines = [TollLine(outcome=o, people="all", low=n, best=n, high=n, claims=(), why=()) for o, n in counts]
    account = Account(
        id="a1", main=True, type="armed_attack", start=start.isoformat(), end=start.isoformat(), date_precision="day",
        place=place(told.town, chance), toll=tuple(lines),
        trace=Trace(words=smallest(named, 48), pairs=smallest([f"{one} x" for one in named], 40)),
    )  # fmt: skip
    dispatch = Dispatch(id=name, text=text, publisher=f"Paper {number % 9}", lang="en", published=day.isoformat())
    record = Record(dispatch=head_of(dispatch), claims=claims, accounts=(account,))
    return Arrival(dispatch=dispatch, record=record)


def place(town: int, chance: random.Random) -> Place:
    """A place within some kilometres of a town, whose region and country it has."""
    where = random.Random(town)
    lat, lon = where.uniform(-50, 60), where.uniform(-170, 170)
    return Place(
        name=f"Town {town}", country=f"C{town % COUNTRIES}", admin1=f"R{town % 2000}", precision="settlement",
        lat=lat + chance.gauss(0, 0.01), lon=lon + chance.gauss(0, 0.01), candidates=1,
    )  # fmt: skip


def entered(store: Store, most: int) -> dict[str, int]:
    """Enter so many reports without joining them; gives the happening of each."""
    writer, batch, truth = Writer(store, READER, runs.begin(store, ["benchmark"], READER, AT)), [], {}
    for arrival, happening in reports(most):
        batch.append(arrival)
        truth[arrival.dispatch.id] = happening
        if len(batch) == 2000:
            writer.add(batch, [], AT)
            batch = []
    writer.add(batch, [], AT)
    return truth


def yardstick(folder: Path, rows: int) -> float:
    """Seconds in which plain `sqlite3` enters so many rows of text under a key, and fetches them one by one."""
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    connection.execute("DROP TABLE IF EXISTS thing")
    connection.execute("CREATE TABLE thing (mark TEXT, n INTEGER, PRIMARY KEY (mark, n)) WITHOUT ROWID")
    began = time.process_time()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO thing VALUES (?, ?)", ((f"m{n * 7919 % rows}", n) for n in range(rows)))
    connection.execute("COMMIT")
    for n in range(rows):
        connection.execute("SELECT n FROM thing WHERE mark = ?", (f"m{n}",)).fetchall()
    return time.process_time() - began


def found(store: Store) -> dict[str, str]:
    """The incident of each report."""
    view, home, after = View(store), {}, None
    while True:
        page = view.page(Wanted(after=after, limit=500))
        home.update({i: known.id for known in page.incidents for t in known.everything for i in t.dispatch_ids})
        after = page.after
        if after is None:
            return home


class Joined(NamedTuple):
    """One size: its reports, seconds by the clock and of the processors, the yardstick's."""

    reports: int
    wall: float
    processor: float
    plain: float


def measured(folder: Path, most: int, *, check: bool) -> Joined:
    """Enter so many reports, and time how long joining them takes."""
    store = open_store(str(folder / f"{most}.db"), create=True)
    truth = entered(store, most)
    plain = yardstick(folder, most)
    began, used = time.perf_counter(), _processors()
    with Processes(HELPERS) as engine:
        join(store, engine.each)
    wall, processor = time.perf_counter() - began, _processors() - used
    if check:
        print(f"joining: {most * CLAIMS:,} claims: B-cubed {b_cubed(truth, found(store)):.3f} against what was made")
    store.close()
    return Joined(most, wall, processor, plain)


def _processors() -> float:
    """Seconds of all processors, those that have ended included."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def added(folder: Path, most: int) -> float:
    """Seconds of the processor in which reports that come after so many are joined with them."""
    store = open_store(str(folder / f"{most}.db"))
    writer = Writer(store, READER, runs.begin(store, ["benchmark"], READER, AT))
    batch = [arrival for n, (arrival, _) in enumerate(reports(most + ADDED)) if n >= most]
    writer.add(batch, [], AT)
    used = time.process_time()
    join(store)
    took = time.process_time() - used
    store.close()
    return took


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    options = parser.parse_args()
    large, small = options.claims // CLAIMS, options.claims // CLAIMS // 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, other = measured(folder, small, check=True), measured(folder, large, check=False)
        memory = sum(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        marginal = median([added(folder, large) / added(folder, small)])
    exponent = math.log(other.processor / one.processor) / math.log(large / small)
    print(
        f"joining: {large * CLAIMS:,} claims in {other.wall:.1f} s ({other.processor:.1f} s of the processor, "
        f"{other.processor / large * 1e6:.0f} µs a report, {other.processor / other.plain:.1f}× the yardstick), "
        f"at most {memory:,.0f} MB in both; exponent {exponent:.2f}; {ADDED * CLAIMS:,} more cost {marginal:.2f}×"
    )
    missed = other.wall > SECONDS or memory > MEGABYTES or exponent > EXPONENT or marginal > MARGINAL
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
