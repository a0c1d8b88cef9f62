"""Print the `times` lists that the scorer of time expressions reads: JSON lines in, JSON lines out.

python benchmarks/times_adapter.py < documents.jsonl > predictions.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from testigo.model.calendar import resolve_all
from testigo.packs.language import language
from testigo.reading.dispatch import times_in
from testigo.sources.datelines import read_dateline


def times(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every dated expression of a document; durations, also those before an event (*a day after*), and clock times are
    left out.
    """
    published = _day(row.get("published"))
    anchor = _day(read_dateline(row["text"], published).date) or published
    mentions = tuple(times_in(row["text"], language(row.get("lang") or "en")))
    for mention, time in zip(mentions, resolve_all(mentions, anchor), strict=True):
        if time.start and not (mention.duration or mention.followed):
            yield {"start": mention.span[0], "end": mention.span[1], "from": time.start, "to": time.end}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


if __name__ == "__main__":
    for line in sys.stdin:
        row = json.loads(line)
        print(json.dumps({"id": row["id"], "times": list(times(row))}))
