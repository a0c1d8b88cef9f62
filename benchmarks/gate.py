"""Show that the sentence gate changes nothing: gated and ungated records are equal, field by field.

    python -m benchmarks.gate --eval ../shared [--limit 50]

Every English development set is read twice; the first difference in a set is named. Exit 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec

from benchmarks.sets import ENGLISH_DEV, deliveries
from testigo import Dispatch, read_dispatch


def main() -> int:
    """Compare on every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    parser.add_argument("--limit", type=int, help="only the first so many documents of each file")
    options = parser.parse_args()
    differing = sum(_compare(options.eval / "data", name, options.limit) for name in ENGLISH_DEV)
    return 1 if differing else 0


def differs(dispatch: Dispatch) -> bool:
    """Whether the gate changes anything in the record of a dispatch."""
    gated, ungated = read_dispatch(dispatch), read_dispatch(dispatch, gated=False)
    return msgspec.json.encode(gated) != msgspec.json.encode(ungated)


def _compare(data: Path, name: str, limit: int | None) -> int:
    dispatches = [delivery.dispatch for delivery in deliveries(data, name, limit)]
    count = len(dispatches)
    differing = [dispatch.id for dispatch in dispatches if differs(dispatch)]
    if not count:
        print(f"gate: {name:<40} skipped: not there")
    elif differing:
        print(f"gate: {name:<40} {len(differing)} of {count} differ, first: {differing[0]}")
    else:
        print(f"gate: {name:<40} {count} identical")
    return len(differing)


if __name__ == "__main__":
    sys.exit(main())
