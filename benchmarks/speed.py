"""Measure cold start and throughput as ratios, so that they hold on any machine.

    python -m benchmarks.speed --eval ../shared            exit 1 if a ratio fell
    python -m benchmarks.speed --eval ../shared --raise    write the ratios that got better as new floors

Cold start is `testigo read` on a small file against an empty Python, in time of the processor. Throughput is
`read_dispatch` against spaCy's blank English tokeniser on the same texts in the same process. Everything is
interleaved and the fastest turns are compared: what else a machine does only ever slows. What is wanted is printed
beside what is held; what cannot be measured here is named and skipped.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from typing import NamedTuple

from benchmarks.sets import deliveries
from testigo import Dispatch, read_dispatch

FLOORS = Path(__file__).resolve().parent / "speed_floors.json"
TOLERANCE = 0.15
"""Share by which a ratio may miss its floor: the same code differs by so much on a machine that others use."""
COLD_START, COLD_PLACED = "cold start", "cold start with a place"
VIOLENT, FEED = "violent text", "feed with 3 % violence"
WANTED = {COLD_START: 6.0, COLD_PLACED: 6.0, VIOLENT: 1.0, FEED: 6.0}
BATCH = 15
"""Texts of one turn: short enough that some turns are undisturbed."""
VIOLENT_SETS = ("gtd_summaries/summaries.jsonl.gz", "gvdb/dev.jsonl.gz")
QUIET_SETS = ("conflibert_BBC_News/dev.jsonl.gz",)
VIOLENT_SHARE = 0.03
FEED_SIZE = 1000
SAMPLES = {
    COLD_START: "Two people were killed and three injured in Springfield on Monday, police said.\n",
    COLD_PLACED: "Gunmen killed two people and wounded three in Springfield, Illinois, on Monday, police said.\n",
}
"""The first tells of nothing violent, so it makes no account and asks for no place."""


class Ratio(NamedTuple):
    """A measured ratio; of a cold start less is better."""

    name: str
    value: float

    @property
    def falls(self) -> bool:
        """Whether less is better."""
        return self.name in SAMPLES

    def reaches(self, bound: float, tolerance: float = 0.0) -> bool:
        """Whether it is as good as a bound, or nearly.

        >>> Ratio(COLD_START, 6.5).reaches(6.0), Ratio(COLD_START, 6.5).reaches(6.0, tolerance=0.1)
        (False, True)
        """
        return self.value <= bound * (1 + tolerance) if self.falls else self.value >= bound * (1 - tolerance)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of throughput (default 7)")
    parser.add_argument("--starts", type=int, default=31, help="rounds of cold start (default 31)")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="keep better ratios as floors")
    options = parser.parse_args()
    return judge(
        [
            *(cold_start(name, options.starts) for name in SAMPLES),
            *throughputs(options.eval / "data", options.rounds),
        ],
        options.raise_floors,
    )


def judge(ratios: Sequence[Ratio], raise_floors: bool) -> int:
    """Print each ratio with what is wanted and what is held, and raise the floors that were passed if asked to."""
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for ratio in ratios:
        sign, wanted = "≤" if ratio.falls else "≥", WANTED[ratio.name]
        held = floors.get(ratio.name, wanted)
        fell = "" if ratio.reaches(held, TOLERANCE) else "  FELL"
        reached = "✓" if ratio.reaches(wanted) else "–"
        print(
            f"speed: {ratio.name:<28} {ratio.value:6.2f}×  wanted {sign} {wanted:g}× {reached}  held {held:.2f}×{fell}"
        )
    if raise_floors:
        better = {r.name: round(r.value, 2) for r in ratios if r.name not in floors or r.reaches(floors[r.name])}
        FLOORS.write_text(json.dumps(floors | better, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0 if all(r.reaches(floors.get(r.name, WANTED[r.name]), TOLERANCE) for r in ratios) else 1


def cold_start(name: str, rounds: int) -> Ratio:
    """`testigo read` on that small file as a multiple of an empty Python, both with their bytecode cached."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        dispatch = Path(folder) / "sample.txt"
        dispatch.write_text(SAMPLES[name], encoding="utf-8")
        empty = [sys.executable, "-c", "pass"]
        read = [str(Path(sys.executable).parent / "testigo"), "read", str(dispatch)]

        def run(command: list[str]) -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

        run(read)
        base, ours = fastest([lambda: run(empty), lambda: run(read)], rounds, of_children)
    return Ratio(name, ours / base)


def of_children() -> float:
    """Seconds of the processor that ended child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def throughputs(data: Path, rounds: int) -> list[Ratio]:
    """Our reading against spaCy's tokenising, on violent text and on a feed with little of it."""
    if importlib.util.find_spec("spacy") is None:
        print("speed: throughput skipped: spaCy is not installed (the `bench` extra)")
        return []
    violent = [d.dispatch for name in VIOLENT_SETS for d in deliveries(data, name, FEED_SIZE)]
    quiet = [d.dispatch for name in QUIET_SETS for d in deliveries(data, name, FEED_SIZE)]
    if not (violent and quiet):
        print(f"speed: throughput skipped: the sets are not in {data}")
        return []
    return [throughput(VIOLENT, violent, rounds), throughput(FEED, feed(violent, quiet), rounds)]


def feed(violent: Sequence[Dispatch], quiet: Sequence[Dispatch]) -> list[Dispatch]:
    """A feed in which three texts of a hundred are violent, evenly spread."""
    every = round(1 / VIOLENT_SHARE)
    size = min(FEED_SIZE, len(quiet))
    return [violent[i // every % len(violent)] if i % every == 0 else quiet[i] for i in range(size)]


def throughput(name: str, dispatches: Sequence[Dispatch], rounds: int) -> Ratio:
    """How many times as fast as the tokeniser the reader goes through the dispatches."""
    import spacy

    tokenise = spacy.blank("en").tokenizer
    theirs_took = ours_took = 0.0
    for first in range(0, len(dispatches), BATCH):
        batch = dispatches[first : first + BATCH]

        def theirs(batch: Sequence[Dispatch] = batch) -> None:
            for dispatch in batch:
                tokenise(dispatch.text)

        def ours(batch: Sequence[Dispatch] = batch) -> None:
            for dispatch in batch:
                read_dispatch(dispatch)

        took = fastest([theirs, ours], rounds)
        theirs_took, ours_took = theirs_took + took[0], ours_took + took[1]
    megabytes = sum(len(dispatch.text) for dispatch in dispatches) / 1e6
    print(f"speed: {name:<28} {megabytes / ours_took:6.2f} million characters a second")
    return Ratio(name, theirs_took / ours_took)


def fastest(
    works: Sequence[Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds of the fastest turn of each work, in turns after one warm-up, so that all share the machine's moods."""
    took = [inf] * len(works)
    for turn in range(rounds + 1):
        for number, work in enumerate(works):
            start = clock()
            work()
            if turn:
                took[number] = min(took[number], clock() - start)
    return took


if __name__ == "__main__":
    sys.exit(main())
