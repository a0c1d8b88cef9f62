"""Who does the parts of some work: this process or, where several are asked for, others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")


class Each(Protocol):
    """Gives what becomes of each part of some work, in order: `map`, which does it here, or that of a pool."""

    def __call__(self, work: Callable[[Part], Made], parts: Iterable[Part], /) -> Iterator[Made]:
        """What becomes of each part."""


class OnlyThereError(Exception):
    """Raised by work that can be done only in the process that began it."""


@contextmanager
def each_of(workers: int) -> Iterator[Each]:
    """With one worker this process, with more of them so many others, which may open what this one has open.

    >>> with each_of(1) as each:
    ...     list(each(len, ["a", "bc"]))
    [1, 2]
    """
    if workers == 1:
        yield map
        return
    from testigo.engines.pool import Processes  # slow to load

    with Processes(workers, fresh=True) as processes:
        yield processes.each
