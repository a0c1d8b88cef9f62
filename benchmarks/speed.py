"""Measure cold start and throughput as ratios, so that they hold on any machine.

    python -m benchmarks.speed --eval ../shared

Cold start is `testigo read` on a small file against an empty Python. Throughput is `read_dispatch` against
spaCy's blank English tokeniser on the same texts in the same process. Everything is interleaved and the
medians are compared. Exit 1 if a ratio misses its gate; what cannot be measured here is named and skipped.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.sets import deliveries
from testigo import Dispatch, read_dispatch

COLD_START_AT_MOST = 6.0
VIOLENT_AT_LEAST = 1.0
FEED_AT_LEAST = 6.0
VIOLENT_SETS = ("gtd_summaries/summaries.jsonl.gz", "gvdb/dev.jsonl.gz")
QUIET_SETS = ("conflibert_BBC_News/dev.jsonl.gz",)
VIOLENT_SHARE = 0.03
FEED_SIZE = 1000
SAMPLE = "Two people were killed and three injured in Springfield on Monday, police said.\n"


class Ratio(NamedTuple):
    """A measured ratio and the gate it has to keep."""

    name: str
    value: float
    gate: float
    at_most: bool

    @property
    def holds(self) -> bool:
        """Whether the gate is kept."""
        return self.value <= self.gate if self.at_most else self.value >= self.gate


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of throughput (default 5)")
    parser.add_argument("--starts", type=int, default=21, help="rounds of cold start (default 21)")
    options = parser.parse_args()
    ratios = [cold_start(options.starts), *throughputs(options.eval / "data", options.rounds)]
    for ratio in ratios:
        sign, verdict = "≤" if ratio.at_most else "≥", "✓" if ratio.holds else "✗"
        print(f"speed: {ratio.name:<44} {ratio.value:6.2f}×  (gate {sign} {ratio.gate:g}×) {verdict}")
    return 0 if all(ratio.holds for ratio in ratios) else 1


def cold_start(rounds: int) -> Ratio:
    """`testigo read` on a small file as a multiple of an empty Python, both with their bytecode cached."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        dispatch = Path(folder) / "sample.txt"
        dispatch.write_text(SAMPLE, encoding="utf-8")
        empty = [sys.executable, "-c", "pass"]
        read = [str(Path(sys.executable).parent / "testigo"), "read", str(dispatch)]

        def run(command: list[str]) -> None:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

        run(read)
        base, ours = interleaved([lambda: run(empty), lambda: run(read)], rounds)
    return Ratio("cold start, against an empty Python", ours / base, COLD_START_AT_MOST, at_most=True)


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
    return [
        throughput("violent text, against spaCy's tokeniser", violent, VIOLENT_AT_LEAST, rounds),
        throughput("feed with 3 % violence, against the same", feed(violent, quiet), FEED_AT_LEAST, rounds),
    ]


def feed(violent: Sequence[Dispatch], quiet: Sequence[Dispatch]) -> list[Dispatch]:
    """A feed in which three texts of a hundred are violent, evenly spread."""
    every = round(1 / VIOLENT_SHARE)
    size = min(FEED_SIZE, len(quiet))
    return [violent[i // every % len(violent)] if i % every == 0 else quiet[i] for i in range(size)]


def throughput(name: str, dispatches: Sequence[Dispatch], gate: float, rounds: int) -> Ratio:
    """How many times as fast as the tokeniser the reader goes through the dispatches."""
    import spacy

    tokenise = spacy.blank("en").tokenizer
    texts = [dispatch.text for dispatch in dispatches]

    def ours() -> None:
        for dispatch in dispatches:
            read_dispatch(dispatch)

    def theirs() -> None:
        for text in texts:
            tokenise(text)

    theirs_took, ours_took = interleaved([theirs, ours], rounds)
    megabytes = sum(len(text) for text in texts) / 1e6
    print(f"speed: {name:<44} {megabytes / ours_took:6.2f} million characters a second")
    return Ratio(name, theirs_took / ours_took, gate, at_most=False)


def interleaved(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Median seconds of each work, taken in turns after one warm-up, so that all share the machine's moods."""
    took: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for work, seconds in zip(works, took, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in took]


if __name__ == "__main__":
    sys.exit(main())
