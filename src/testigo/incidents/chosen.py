"""Choosing among a few things, of which there is mostly one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def least(some: Sequence[T], key: Callable[[T], Any]) -> T:
    """The first of those whose key is least. What is alone is that, whatever its key may be.

    >>> least(["bb", "a", "c"], len), least([1], lambda one: one / 0)
    ('a', 1)
    """
    return some[0] if len(some) == 1 else min(some, key=key)


def in_turn(some: Sequence[T], key: Callable[[T], Any]) -> Sequence[T]:
    """All of them, the least first.

    >>> in_turn(["bb", "a"], len)
    ['a', 'bb']
    """
    return some if len(some) < 2 else sorted(some, key=key)


def times(things: Iterable[T]) -> dict[T, int]:
    """How often each thing is there, in the order of their first.

    >>> times("abba")
    {'a': 2, 'b': 2}
    """
    found: dict[T, int] = {}
    for thing in things:
        found[thing] = found.get(thing, 0) + 1
    return found
