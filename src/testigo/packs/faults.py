"""What becomes of the faults of a pack: the first one stops whatever builds it, a check collects them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from testigo.errors import PackError

T = TypeVar("T")
U = TypeVar("U")


class Faults:
    """Faults met so far; without a list to collect them in, a fault is raised.

    >>> def half(n: int) -> int:
    ...     if n % 2:
    ...         raise PackError("T-P009", f"{n} is odd")
    ...     return n // 2
    >>> found: list[PackError] = []
    >>> list(Faults(found).each(half, [4, 5, 6])), [fault.message for fault in found]
    ([2, 3], ['5 is odd'])
    """

    def __init__(self, found: list[PackError] | None = None) -> None:
        self._found = found

    def each(self, make: Callable[[T], U], items: Iterable[T]) -> Iterator[U]:
        """What is made of each item; one that is faulty is left out."""
        for item in items:
            try:
                made = make(item)
            except PackError as fault:
                if self._found is None:
                    raise
                self._found.append(fault)
            else:
                yield made


FIRST_STOPS = Faults()
