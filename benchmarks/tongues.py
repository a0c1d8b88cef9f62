"""In how many dispatches the language is known that their set is said to be in.

    python -m benchmarks.tongues --eval ../shared

Dispatches of over 300 code points. `read as said` counts those that are read in the language that they are said to be
in, `sure` those that leave no doubt, so that no issue is made of it. What is read as another is named: in the press
there are papers in two languages, and in Usenet tables and code.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testigo.reading.tongue import chosen

LEAST = 300
SETS = (
    *("afp_spa", "noise_es_efe", "noise_es_fncs", "press_es"),
    *("noise_en", "muc4", "gva", "gvdb", "gtd_summaries", "airwars_gaza", "india_police_events", "rams", "polnear"),
)


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """Every dispatch of a set that is long enough and whose language is given."""
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = (row for row in map(json.loads, lines) if len(row.get("text") or "") > LEAST and row.get("lang"))
            yield from rows


def main() -> None:
    """Print the shares of each set, and the ids of what is read as another language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    data = parser.parse_args().eval / "data"
    for name in SETS:
        rows = list(documents(data / name))
        if not rows:
            continue
        others = [(row["id"], code) for row in rows if (code := chosen(row["text"]).code) != row["lang"]]
        sure = sum(not chosen(row["text"]).doubts for row in rows)
        as_said = 1 - len(others) / len(rows)
        print(f"{name}: {len(rows)} dispatches, read as said {as_said:.4f}, sure {sure / len(rows):.4f}")
        for identity, code in others:
            print(f"  {identity}: {code}")


if __name__ == "__main__":
    main()
