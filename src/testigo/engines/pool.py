"""Work on several cores: the same answers in the same order, whatever becomes of a worker."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self, TypeVar

from testigo.engines.answer import Answer, Reader, answer
from testigo.engines.each import OnlyThereError
from testigo.errors import TestigoError
from testigo.sources.delivery import Delivery

_AT_ONCE = 8
"""Dispatches that a worker is handed in one go: one at a time would cost it half as much again."""
_AHEAD = 16
"""Parts of other work that are begun before somebody asks what became of them."""
T = TypeVar("T")
Part = TypeVar("Part")


class Alone:
    """Reads in this process."""

    def __init__(self, read: Reader) -> None:
        self._read = read

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def answers(self, deliveries: Iterable[Delivery]) -> Iterator[Answer]:
        """The answer to each delivery, in order."""
        return (answer(delivery, self._read) for delivery in deliveries)

    def each(self, work: Callable[[Part], T], parts: Iterable[Part], /) -> Iterator[T]:
        """What becomes of each part, in order, worked out when it is asked for."""
        return map(work, parts)


class Processes:
    """Work in `workers` processes, copies of this one, or `fresh` ones: who is to open a ledger that is open here must
    be no copy, which would take the locks that this process holds on the file for its own.
    """

    def __init__(self, workers: int, *, fresh: bool = False) -> None:
        self._workers = workers
        self._context = get_context("spawn") if fresh else None
        self._pool = self._made()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def each(self, work: Callable[[Part], T], parts: Iterable[Part], /) -> Iterator[T]:
        """What becomes of each part, in order. The first of them are begun at once, the others as these come to an end;
        a part whose worker died, or said that it can be worked on here only, is worked on here.
        """
        waiting = iter(parts)
        begun = deque((part, self._begun(work, part)) for part in islice(waiting, _AHEAD))
        return self._in_turn(work, waiting, begun)

    def _in_turn(
        self, work: Callable[[Part], T], waiting: Iterator[Part], begun: deque[tuple[Part, Future[T]]]
    ) -> Iterator[T]:
        while begun:
            part, future = begun.popleft()
            try:
                done = future.result()
            except (BrokenProcessPool, OnlyThereError):
                done = work(part)
            begun.extend((part, self._begun(work, part)) for part in islice(waiting, 1))
            yield done

    def _begun(self, work: Callable[..., T], *given: object) -> Future[T]:
        try:
            return self._pool.submit(work, *given)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(work, *given)

    def _renew(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, self._context, initializer=_end_with_parent)


class Pool(Processes):
    """Reads in `workers` processes. A dispatch that kills its worker twice is answered with an error (T-R002)."""

    def __init__(self, read: Reader, workers: int) -> None:
        super().__init__(workers)
        self._read = read

    def answers(self, deliveries: Sequence[Delivery]) -> Iterator[Answer]:
        """The answer to each delivery, in order."""
        parts = [deliveries[start : start + _AT_ONCE] for start in range(0, len(deliveries), _AT_ONCE)]
        futures = [self._submit(part) for part in parts]
        for part, future in zip(parts, futures, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from (self._once_more(delivery) for delivery in part)

    def _submit(self, part: Sequence[Delivery]) -> Future[list[Answer]]:
        return self._begun(_answers, part, self._read)

    def _once_more(self, delivery: Delivery) -> Answer:
        """What was in the hands of a worker that died is read again, each by itself: only one of them is to blame."""
        self._renew()
        try:
            return self._pool.submit(_answers, [delivery], self._read).result()[0]
        except BrokenProcessPool:
            self._renew()
            return Answer(place=delivery.place, error=_killed(delivery))


def _end_with_parent() -> None:
    """A worker whose run was killed reads on for nobody, unless it looks after itself."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _answers(deliveries: Sequence[Delivery], read: Callable[..., object]) -> list[Answer]:
    return [answer(delivery, read) for delivery in deliveries]  # type: ignore[arg-type]


def _killed(delivery: Delivery) -> TestigoError:
    return TestigoError(
        "T-R002",
        "the process that read it died, twice",
        place=f"{delivery.place} (dispatch {delivery.dispatch.id})",
        hint="this is a fault of Testigo, or memory ran out; please report it with the text",
    )
