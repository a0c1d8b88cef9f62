"""Loading a dump: all of it is looked at before anything of it is entered, then it is entered a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from testigo.engines.ingest import now
from testigo.engines.join import join
from testigo.errors import LedgerError
from testigo.ledger import runs
from testigo.ledger.dumped import Derived, DumpedDispatch, Line, dumped
from testigo.ledger.load import READER, Loaded, Loader
from testigo.ledger.store import Store
from testigo.ledger.view import View
from testigo.ledger.writer import Tally
from testigo.model.decision import Decision
from testigo.model.tally import MonthlyFigure
from testigo.sources.delivery import MEBIBYTE, Limits
from testigo.sources.files import lines, open_file

_LONGEST = 256 * MEBIBYTE
"""Bytes of a line; a dispatch with all its texts has less."""
_AT_ONCE = 500
_CHARACTERS = 16 * MEBIBYTE
"""Of texts that are entered together, at most so many, and one more text."""


class Dump(msgspec.Struct, frozen=True, kw_only=True):
    """A dump in a file, which is read more than once, and what it is called. `watch` sees its lines pass."""

    path: str
    name: str
    watch: Callable[[Iterable[Line]], Iterable[Line]] = iter

    def lines(self) -> Iterator[Line]:
        """What its lines hold. Raises SourceError where it cannot be read, and LedgerError as `dumped` does."""
        with open_file(self.path, Limits()) as stream:
            yield from self.watch(dumped(self._bounded(lines(stream, _LONGEST, self.name)), self.name))

    def _bounded(self, found: Iterable[bytes]) -> Iterator[bytes]:
        for number, line in enumerate(found, 1):
            if len(line) > _LONGEST:
                raise LedgerError(
                    "T-L052", f"the line is longer than {_LONGEST:,} bytes", place=f"{self.name}:{number}",
                    hint="no dispatch is so long; dump the ledger once more",
                )  # fmt: skip
            yield line


def check(dump: Dump) -> None:
    """Read all of a dump and keep nothing. Raises LedgerError, see `dumped`."""
    for _ in dump.lines():
        pass


def load(store: Store, dump: Dump, *, later: bool = False) -> Loaded:
    """Enter what a dump holds and the ledger does not, and give what became of it.

    `later` says that the dump comes after the ledger where both say something else of the same. A load that is cut
    off has entered whole batches only; the same again goes on where it stopped. Raises LedgerError: what `check`
    raises, and that nobody knows which of both is later (T-L055); the ledger is as it was then.
    """
    if View(store).state():
        _look(Loader(store, 0, later=later), dump)
    run = runs.begin(store, [dump.name], READER, now())
    loader = Loader(store, run, later=later)
    made, rest = Loaded(), _Rest()
    for some in _batches(dump.lines(), rest):
        made = made + loader.add(some, now())
    decisions = loader.rule(rest.decisions, now())
    figures = loader.count(rest.figures, dump.name, now())
    join(store)
    runs.end(store, run, Tally(new=made.new, duplicate=made.known, claims=made.claims), now())
    return made + Loaded(decisions=decisions, figures=figures)


def _look(loader: Loader, dump: Dump) -> None:
    rest = _Rest()
    for some in _batches(dump.lines(), rest):
        loader.look(some)
    loader.look_behind(rest.decisions, rest.figures)


class _Rest:
    """What a dump holds beside dispatches: little, so that it is kept until they are entered."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.figures: list[MonthlyFigure] = []

    def keep(self, line: Decision | MonthlyFigure | Derived) -> None:
        """Note a line."""
        if isinstance(line, Decision):
            self.decisions.append(line)
        elif isinstance(line, MonthlyFigure):
            self.figures.append(line)


def _batches(found: Iterable[Line], rest: _Rest) -> Iterator[list[DumpedDispatch]]:
    some: list[DumpedDispatch] = []
    size = 0
    for line in found:
        if not isinstance(line, DumpedDispatch):
            rest.keep(line)
            continue
        some.append(line)
        size += sum(len(one.text or "") for one in line.deliveries)
        if len(some) >= _AT_ONCE or size >= _CHARACTERS:
            yield some
            some, size = [], 0
    if some:
        yield some
