"""Progress of long work, told on a terminal and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
SILENT_SECONDS = 1.0
REFRESH_SECONDS = 0.2
CLEAR_LINE = "\r\x1b[K"


def watched(
    items: Iterable[T],
    stream: TextIO,
    shown: bool,
    what: str = "dispatches read",
    size: Callable[[T], int] = lambda item: 1,
) -> Iterator[T]:
    """Pass items through and, if `shown`, count them, as `what`, on one line of `stream` that is wiped at the end;
    `size` is how many an item counts for.

    Nothing is written in the first second: short work needs no progress.

    >>> import io
    >>> list(watched([1, 2], io.StringIO(), shown=False))
    [1, 2]
    """
    if not shown:
        yield from items
        return
    start = time.monotonic()
    due = start + SILENT_SECONDS
    count = 0
    for item in items:
        yield item
        count += size(item)
        now = time.monotonic()
        if now >= due:
            stream.write(f"{CLEAR_LINE}{count:,} {what}, {count / (now - start):,.0f} per second")
            stream.flush()
            due = now + REFRESH_SECONDS
    if due > start + SILENT_SECONDS:
        stream.write(CLEAR_LINE)
        stream.flush()
