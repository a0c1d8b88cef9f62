"""Long lists, cut short in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def shortened(items: Sequence[T], first: int, last: int) -> Iterator[T | int]:
    """The first and the last of a list, and between them the number of those left out; all of it for `first` 0, or
    where hardly any would be left out.

    >>> list(shortened("abcdefg", 2, 1))
    ['a', 'b', 4, 'g']
    >>> list(shortened("abcd", 2, 1)), list(shortened("abcdefg", 0, 1)) == list("abcdefg")
    (['a', 'b', 'c', 'd'], True)
    """
    out = len(items) - first - last
    if not first or out < 2:
        yield from items
        return
    yield from items[:first]
    yield out
    yield from items[len(items) - last :]
