"""Export a ledger of many incidents with every exporter, and let whoever reads such files judge each.

    python -m benchmarks.exports --incidents 100000           every exporter over a ledger of our own making
    python -m benchmarks.exports --texts ../shared/gold/*.jsonl     over what is read from sets of texts
    python -m benchmarks.exports --incidents 20000 --only parquet --no-judges
    python -m benchmarks.exports --incidents 20000 --only parquet --no-judges --workers 2        from ledger to files
    python -m benchmarks.exports … --workers 2 --raise                    write the ratios that got better as new floors

Counting is the same for all exporters, so it is done once and put aside; its time, the time of each exporter and the
time of a yardstick (json of the standard library for the same entries) are printed beside one another. With `--workers`
all of an export is measured as `testigo export --workers` runs it: by the clock and in seconds of all processors, of
which the ratio to the yardstick is held of many incidents, where beginning no longer counts. Exit 1 where a
judge finds a fault or a ratio rose.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.dispatches import READER, arrivals
from benchmarks.judges import JUDGES
from benchmarks.ledger import AT, ENTERED, ingested
from testigo.engines.each import each_of
from testigo.engines.export import AT_ONCE, Wish, counted, export, policy_for
from testigo.exports import EXPORTERS, exporter
from testigo.exports.entry import Entry
from testigo.exports.out import About, Out
from testigo.exports.shown import shown
from testigo.ledger import runs
from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Writer

FAULTS_SHOWN = 5
FLOORS = Path(__file__).resolve().parent / "export_floors.json"
TOLERANCE = 0.15
"""Share by which a ratio may miss what is held."""
ENOUGH = 15_000
"""Incidents from which on a ratio is held."""


def grown(path: Path, incidents: int) -> Store:
    """A ledger of so many dispatches of our own making, nearly each of which is an incident."""
    store = open_store(str(path), create=True)
    writer = Writer(store, READER, runs.begin(store, ["benchmark"], READER, AT))
    for first in range(0, incidents, ENTERED):
        ingested(writer, list(arrivals(first, min(first + ENTERED, incidents))))
    return store


def read(path: Path, texts: Sequence[Path]) -> Store:
    """A ledger of texts as they are read."""
    from testigo.library import open_ledger

    with open_ledger(path) as ledger:
        for one in texts:
            ledger.ingest(one)
    return open_store(str(path))


class Aside:
    """Entries that were counted once, and can be gone through again and again."""

    def __init__(self, path: Path, found: Iterator[Entry]) -> None:
        self._path, self.count = path, 0
        encoder = msgspec.msgpack.Encoder()
        with path.open("wb") as stream:
            for entry in found:
                raw = encoder.encode(entry)
                stream.write(len(raw).to_bytes(4, "big") + raw)
                self.count += 1

    def __iter__(self) -> Iterator[Entry]:
        decoder = msgspec.msgpack.Decoder(Entry)
        with self._path.open("rb") as stream:
            while size := stream.read(4):
                yield decoder.decode(stream.read(int.from_bytes(size, "big")))


def yardstick(aside: Aside) -> float:
    """Seconds that the standard library's json takes for the same entries, made plain before."""
    took = 0.0
    for entry in aside:
        plain = msgspec.to_builtins(entry)
        began = time.process_time()
        json.dumps(plain)
        took += time.process_time() - began
    return took


def measured(store: Store, folder: Path, options: argparse.Namespace) -> bool:
    """Export with every exporter and print what it took; whether no judge found a fault."""
    view, fine = View(store), True
    asides: dict[str, Aside] = {}
    for name in options.only or EXPORTERS:
        chosen = policy_for(name, None)
        if chosen.name not in asides:
            began = time.process_time()
            found = counted(view, Wanted(limit=AT_ONCE), chosen)
            aside = asides[chosen.name] = Aside(folder / f"{chosen.name}.msgpack", found)
            took = time.process_time() - began
            plain = yardstick(aside)
            print(f"counted under {chosen.label}: {aside.count:,} incidents, {took:.1f} s, {took / plain:.1f}× json")
        aside = asides[chosen.name]
        out = Out(_made(folder / name), About(
            exporter=name, profile="public", policy=chosen.label, as_of=None, state=view.state(), version="bench",
        ))  # fmt: skip
        began = time.process_time()
        how = exporter(name)
        how.write(how.made(shown(entry, "public") for entry in aside), out)
        files = out.close()
        took = time.process_time() - began
        if options.workers:
            whole = exported(store, folder / f"{name}-whole", name, options.workers)
            ratio = whole.processors / plain
            held = aside.count >= ENOUGH
            fine = not (held and rose(f"{name}, {options.workers} workers", ratio, options.raise_floors)) and fine
            print(f"{name:<16} {whole} {ratio:.1f}× json", flush=True)
        rows = sum(file.rows or 0 for file in files)
        told = f"{name:<16} {rows:>10,} rows {took:>8.1f} s {took / plain:>6.1f}× json"
        faults = [] if options.no_judges else JUDGES[name](folder / name)
        fine = fine and not faults
        print(told + ("" if options.no_judges else f"  {len(faults)} faults"), flush=True)
        for fault in faults[:FAULTS_SHOWN]:
            print(f"    {fault}")
    return fine


class Whole(NamedTuple):
    """All of an export: seconds by the clock and of all processors, and the most memory of two processes at a time: of
    the one that writes and the largest of the others.
    """

    wall: float
    processors: float
    megabytes: float

    def __str__(self) -> str:
        return (
            f"from ledger to files {self.wall:.1f} s by the clock, {self.processors:.1f} s of the processors, "
            f"{self.megabytes:,.0f} MB,"
        )


def exported(store: Store, folder: Path, name: str, workers: int) -> Whole:
    """Export as the command does."""
    began, used = time.perf_counter(), _used()
    with each_of(workers) as each:
        export(View(store), folder, Wish(exporter=name, policy=policy_for(name, None)), each=each)
    took, spent = time.perf_counter() - began, _used() - used
    memory = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Whole(took, spent, sum(memory))


def _used() -> float:
    """Seconds of the processors, also of processes that ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def rose(name: str, ratio: float, raise_floors: bool) -> bool:
    """Whether a ratio is worse than what is held; a better one is written as what is held from now on if asked to."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    held = floors.get(name, ratio)
    if raise_floors and ratio <= held:
        floors[name] = round(ratio, 2)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if ratio > held * (1 + TOLERANCE):
        print(f"{name}: {ratio:.2f}× json, held {held:.2f}×  ROSE")
        return True
    return False


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> int:
    """Measure, and say whether every judge is content."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=2000, help="of our own making (default: 2000)")
    parser.add_argument("--texts", nargs="+", type=Path, help="JSON lines to be read instead")
    parser.add_argument("--only", nargs="+", choices=list(EXPORTERS), help="only these exporters")
    parser.add_argument("--no-judges", action="store_true", help="only measure")
    parser.add_argument("--workers", type=int, help="measure all of each export too, in so many processes")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="keep better ratios as floors")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder, began = Path(made), time.process_time()
        ledger = folder / "made.db"
        store = read(ledger, options.texts) if options.texts else grown(ledger, options.incidents)
        print(f"ledger made in {time.process_time() - began:.1f} s")
        return 0 if measured(store, folder, options) else 1


if __name__ == "__main__":
    sys.exit(main())
