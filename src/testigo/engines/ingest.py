"""A run: whatever the inputs give is read and entered, a batch at a time, so that a run can be cut off anywhere; what
tells of the same is joined at its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Protocol

import msgspec

from testigo.engines.answer import Answer
from testigo.engines.each import Each
from testigo.engines.join import join
from testigo.errors import SourceError, TestigoError
from testigo.ledger import runs
from testigo.ledger.identity import encoded
from testigo.ledger.store import Store
from testigo.ledger.writer import Tally, Writer
from testigo.model.arrival import Arrival, Refusal
from testigo.model.edition import Edition
from testigo.pipeline import heading
from testigo.sources.delivery import Delivery

AT_ONCE = 64
"""Inputs that are looked up together, before any of them is read."""
_SHARE = 1 / 200
"""What a run that is cut off may have to do again, as a share of its time; and at most `_LONGEST` seconds."""
_LONGEST = 1.0
_MOST = 2000


class Engine(Protocol):
    """Whoever reads: `pool.Alone` or `pool.Pool`."""

    def answers(self, deliveries: Sequence[Delivery]) -> Iterable[Answer]:
        """The answer to each delivery, in order."""

    @property
    def each(self) -> Each:
        """Does the parts of other work."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is: what was given to it, who reads, who is told of each input that failed and of what is done."""

    inputs: tuple[str, ...]
    reader: str
    complain: Callable[[TestigoError], None]
    passed: Callable[[int], None] = lambda done: None


def ingest(store: Store, came: Iterable[Delivery | SourceError], engine: Engine, terms: Terms) -> Tally:
    """Enter everything that comes, and give what became of it: each input is in exactly one of the counts.

    A run that is cut off has entered whole batches only; running it again goes on where it stopped. Raises LedgerError
    when the ledger refuses; what was entered before stays.
    """
    run = runs.begin(store, terms.inputs, terms.reader, now())
    writer = _Batches(Writer(store, terms.reader, run), terms)
    for some in _chunked(came):
        writer.take(some, engine)
    writer.flush(engine)
    join(store, engine.each)
    runs.end(store, run, writer.tally, now())
    return writer.tally


def now() -> str:
    """The time, as entries of the chain tell it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class _Batches:
    """What waits to be entered, and when it is due."""

    def __init__(self, writer: Writer, terms: Terms) -> None:
        self.tally = Tally()
        self._writer = writer
        self._terms = terms
        self._arrivals: list[Arrival] = []
        self._refusals: list[Refusal] = []
        self._began = self._written = time.monotonic()

    def take(self, some: Sequence[Delivery | SourceError], engine: Engine) -> None:
        """Read what has to be read, and let the rest wait with it."""
        deliveries = [one for one in some if isinstance(one, Delivery)]
        for one in some:
            if isinstance(one, SourceError):
                self._refuse(one, one.raw, one.form)
        arrivals = [_arrival(one) for one in deliveries]
        needed = self._writer.unread(arrivals) if arrivals else []
        self._arrivals += [arrival for arrival, is_needed in zip(arrivals, needed, strict=True) if not is_needed]
        unread = [one for one, is_needed in zip(deliveries, needed, strict=True) if is_needed]
        for delivery, given in zip(unread, engine.answers(unread), strict=True):
            self._answered(delivery, given)
            if self._is_due():
                self.flush(engine)
        if self._is_due():
            self.flush(engine)

    def flush(self, engine: Engine) -> None:
        """Enter what waits. What another run entered meanwhile may have to be read after all."""
        while self._arrivals or self._refusals:
            arrivals, refusals = self._arrivals, self._refusals
            self._arrivals, self._refusals = [], []
            written = self._writer.add(arrivals, refusals, now())
            self.tally = self.tally + written.tally
            deliveries = [
                Delivery(place="", dispatch=one.dispatch, edition=one.edition, issues=one.issues)
                for one in written.unread
            ]
            for delivery, given in zip(deliveries, engine.answers(deliveries), strict=True):
                self._answered(delivery, given)
        self._written = time.monotonic()
        self._terms.passed(self.tally.came)

    def _is_due(self) -> bool:
        passed = time.monotonic()
        if len(self._arrivals) + len(self._refusals) >= _MOST:
            return True
        return passed - self._written >= min(_LONGEST, (passed - self._began) * _SHARE)

    def _answered(self, delivery: Delivery, given: Answer) -> None:
        if given.error is not None or given.record is None:
            error = given.error or TestigoError("T-R001", "the reader gave nothing", place=delivery.place)
            self._refuse(error, encoded(_line(delivery)).encode(), "jsonl")
            return
        self._arrivals.append(msgspec.structs.replace(_arrival(delivery), record=given.record))

    def _refuse(self, error: TestigoError, raw: bytes | None, form: str | None) -> None:
        self._terms.complain(error)
        self._refusals.append(Refusal(place=error.place, code=error.code, reason=error.message, raw=raw, form=form))


def _arrival(delivery: Delivery) -> Arrival:
    dispatch = delivery.dispatch
    return Arrival(dispatch=dispatch, heading=heading(dispatch), edition=delivery.edition, issues=delivery.issues)


def _line(delivery: Delivery) -> dict[str, object]:
    """A delivery as the line of JSON that it could have come in."""
    names = ("id", "text", "publisher", "url", "lang", "published", "headline")
    told = {name: getattr(delivery.dispatch, name) for name in names if getattr(delivery.dispatch, name) is not None}
    return told if delivery.edition == Edition() else {**told, "edition": delivery.edition}


def _chunked(came: Iterable[Delivery | SourceError]) -> Iterator[list[Delivery | SourceError]]:
    rest = iter(came)
    while some := list(islice(rest, AT_ONCE)):
        yield some
