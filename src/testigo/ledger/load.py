"""Entering what a dump holds: by the same chain as everything else, and once, however often it comes.

What the ledger has already stays as it is. Where both say something else of the same, which of them holds depends on
which is later, and that a dump does not tell: it is refused (T-L055), unless whoever loads it says that the dump is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from testigo.errors import LedgerError
from testigo.ledger import chain, rows, tables
from testigo.ledger.adopted import adoptions
from testigo.ledger.decide import enter_decision, things_of
from testigo.ledger.derived import refresh
from testigo.ledger.dumped import DumpedDelivery, DumpedDispatch, DumpedReading, delivered
from testigo.ledger.fitting import look_whether_fitting
from testigo.ledger.identity import canonical, encoded, item_of, stem_of
from testigo.ledger.lines import (
    Lines,
    enter_record,
    figure_id,
    searchable,
    shown,
    vouch,
    vouched_delivery,
    vouched_reading,
)
from testigo.ledger.series import enter_figures, figure_of, storable
from testigo.ledger.sheets import Sheets
from testigo.ledger.store import Dialect, Store
from testigo.ledger.versions import earliest
from testigo.model.decision import Decision
from testigo.model.tally import MonthlyFigure

T = TypeVar("T")
READER = "loaded"
"""Who read what a dump holds; a dump does not tell, and `testigo reread` reads it anew where the texts are there."""
LOADED = ("load", "the dump that they were loaded from holds no texts")
"""Who is said to have purged the texts that a dump lacks, and why."""


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a dump: deliveries that were `new` and that were `known`, and what was entered with them.

    `without_text` counts dispatches that came without their text, `not_taken` texts that came and are purged here.
    """

    new: int = 0
    known: int = 0
    claims: int = 0
    decisions: int = 0
    figures: int = 0
    without_text: int = 0
    not_taken: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class Loader:
    """The way into the log for what a dump holds. `run` is the number of the run, `later` says that the dump is."""

    def __init__(self, store: Store, run: int, *, later: bool = False) -> None:
        self._store = store
        self._run = run
        self._later = later

    def look(self, dispatches: Sequence[DumpedDispatch]) -> None:
        """Whether `add` would refuse them (T-L055)."""
        with self._store.reading() as connection:
            held = _Held(connection, dispatches)
            for dispatch in dispatches:
                _unknown(dispatch, held, later=self._later)

    def look_behind(self, decisions: Sequence[Decision], figures: Sequence[MonthlyFigure]) -> None:
        """Whether `rule` or `count` would refuse them (T-L055)."""
        with self._store.reading() as connection:
            _fresh_decisions(rows.all_decisions(connection), decisions, later=self._later)
            _fresh_figures(_all_figures(connection), figures, later=self._later)

    def add(self, dispatches: Sequence[DumpedDispatch], at: str) -> Loaded:
        """Enter dispatches in one transaction: all of them are kept and vouched for, or nothing. Raises LedgerError."""
        with self._store.writing() as connection:
            return _Batch(connection, self._store, dispatches).add(dispatches, self._run, at, later=self._later)

    def rule(self, decisions: Sequence[Decision], at: str) -> int:
        """Enter the decisions that are not there yet, all or none, and give their number. Raises LedgerError."""
        with self._store.writing() as connection:
            fresh = _fresh_decisions(rows.all_decisions(connection), decisions, later=self._later)
            gone = _gone(connection, {stem_of(one.about[0]) for one in adoptions(fresh)})
            former = rows.quotes_of(connection, gone)
            for decision in fresh:
                look_whether_fitting(connection, enter_decision(connection, decision, at))
            _index_quotes(connection, self._store.dialect, gone, former)
            stems = {stem_of(thing) for decision in fresh for thing in things_of(decision)}
            if stems:
                refresh(connection, self._store.dialect, {row.n for row in rows.dispatches_named(connection, stems)})
        return len(fresh)

    def count(self, figures: Sequence[MonthlyFigure], source: str, at: str) -> int:
        """Enter the figures that are not there yet, all or none, and give their number. Raises LedgerError."""
        with self._store.writing() as connection:
            fresh = _fresh_figures(_all_figures(connection), figures, later=self._later)
            if fresh:
                enter_figures(connection, self._store.dialect, fresh, source, at)
        return len(fresh)


class _Held:
    """What the ledger has of some dispatches."""

    def __init__(self, connection: Connection, dispatches: Sequence[DumpedDispatch]) -> None:
        keys = sorted({dispatch.key for dispatch in dispatches})
        known = rows.where_in(connection, select(tables.dispatch), tables.dispatch.c.key, keys)
        delivery, text, reading = tables.delivery, tables.text, tables.reading
        found = rows.where_in(connection, select(delivery), delivery.c.dispatch, [row.n for row in known])
        gone = select(text.c.n).where(text.c.body.is_(None))
        read = select(reading.c.delivery, reading.c.digest).order_by(reading.c.n)
        self.numbers: dict[str, int] = {row.key: row.n for row in known}
        self.gone = {row.n for row in rows.where_in(connection, gone, text.c.n, {row.text for row in found})}
        self._deliveries = rows.by(found, "dispatch")
        self._read = rows.by(rows.where_in(connection, read, reading.c.delivery, [row.n for row in found]), "delivery")

    def deliveries(self, dispatch: DumpedDispatch) -> dict[str, Row[Any]]:
        """The deliveries of a dispatch that are known, by their names."""
        return {row.id: row for row in self._deliveries.get(self.numbers.get(dispatch.key, 0), [])}

    def read(self, delivery: Row[Any] | None) -> list[str]:
        """The hashes of all that was ever read of a delivery, the newest last."""
        return [row.digest for row in self._read.get(delivery.n, [])] if delivery is not None else []


_Entered = tuple[DumpedReading, Lines]


def _unknown(dispatch: DumpedDispatch, held: _Held, *, later: bool) -> list[_Entered]:
    """The readings of a dispatch that have to be entered, so that the one by which it is told is the newest."""
    known = held.deliveries(dispatch)
    first = earliest([*map(rows.delivered, known.values()), *map(delivered, dispatch.deliveries)]).id
    hashes = {one.id: one.content.dispatch.sha256 for one in dispatch.deliveries}
    came: dict[str, list[_Entered]] = {}
    for one in dispatch.readings:
        lines = enter_record(one.record, dispatch.key, hashes[one.delivery])
        came.setdefault(one.delivery, []).append((one, lines))
    return [
        one
        for delivery, readings in came.items()
        for one in _unread(readings, held.read(known.get(delivery)), dispatch, is_first=delivery == first, later=later)
    ]


def _unread(
    came: Sequence[_Entered], there: Sequence[str], dispatch: DumpedDispatch, *, is_first: bool, later: bool
) -> Sequence[_Entered]:
    fresh = [one for one in came if one[1].digest not in there]
    last = came[-1]
    is_newest = bool(there) and there[-1] == last[1].digest
    if not there or not is_first:
        return fresh
    if (is_newest and not fresh) or (not fresh and not later):
        return []
    if not is_newest and not later:
        raise _undecided(f"dispatch {dispatch.key} is read otherwise here")
    return [*(one for one in fresh if one is not last), last]


class _Batch:
    """One transaction."""

    def __init__(self, connection: Connection, store: Store, dispatches: Sequence[DumpedDispatch]) -> None:
        self._connection = connection
        self._dialect = store.dialect
        self._held = _Held(connection, dispatches)
        self._sheets = Sheets(connection)
        last = chain.head(connection)
        self._entry = last.seq + 1 if last else 1
        self._vouched: list[str] = []
        self._words: list[tuple[int, str]] = []
        self._bare: dict[int, str] = {}
        """Texts that the dump lacks, with the keys of their dispatches."""
        self._reread: set[int] = set()
        """Texts that are gone, of which something else is read now."""
        self._touched: set[int] = set()

    def add(self, dispatches: Sequence[DumpedDispatch], run: int, at: str, *, later: bool) -> Loaded:
        made = sum((self._enter(dispatch, later=later) for dispatch in dispatches), Loaded())
        if self._vouched:
            self._close(made, run, at)
        return made

    def _enter(self, dispatch: DumpedDispatch, *, later: bool) -> Loaded:
        held = self._held
        readings = _unknown(dispatch, held, later=later)
        known = held.deliveries(dispatch)
        n = held.numbers.get(dispatch.key)
        if n is None:
            n = self._sheets.number(tables.dispatch)
            self._sheets.put(tables.dispatch, n, dispatch.key)
        texts = {rows.content_of(row).dispatch.sha256: row.text for row in known.values()}
        numbers = {name: row.n for name, row in known.items()}
        homes = {name: row.text for name, row in known.items()}
        bare = len(self._bare)
        for one in dispatch.deliveries:
            if one.id not in known:
                homes[one.id] = self._text(one, texts, dispatch.key)
                numbers[one.id] = self._deliver(one, n, homes[one.id], dispatch.key)
        for reading, lines in readings:
            self._sheets.put_reading(lines, numbers[reading.delivery], READER, self._entry)
            self._vouched.append(vouched_reading(reading.delivery, READER, lines.digest))
            self._reread |= {homes[reading.delivery]} & held.gone
        if readings or len(known) < len(numbers):
            self._touched.add(n)
        again = sum(one.id in known for one in dispatch.deliveries)
        return Loaded(
            new=len(dispatch.deliveries) - again,
            known=again,
            claims=sum(len(lines.claims) for _, lines in readings),
            without_text=int(len(self._bare) > bare),
            not_taken=len({homes[one.id] for one in dispatch.deliveries if one.text is not None} & held.gone),
        )

    def _text(self, one: DumpedDelivery, texts: dict[str, int], key: str) -> int:
        name = one.content.dispatch.sha256
        if name not in texts:
            texts[name] = self._sheets.number(tables.text)
            body = None if one.text is None else one.text.encode("utf-8", "surrogatepass")
            self._sheets.put(tables.text, texts[name], body)
            if one.text is None:
                self._bare[texts[name]] = key
            else:
                self._words.append((texts[name], searchable(one.text)))
        return texts[name]

    def _deliver(self, one: DumpedDelivery, dispatch: int, text: int, key: str) -> int:
        n = self._sheets.number(tables.delivery)
        head, edition = one.content.dispatch, one.content.edition
        item, day = shown(item_of(head, edition)), delivered(one).day
        content = encoded(one.content)
        self._sheets.put(tables.delivery, n, one.id, dispatch, text, item, day, content, self._entry)
        self._vouched.append(vouched_delivery(one.id, key, item, day, one.content.more(content)))
        return n

    def _close(self, made: Loaded, run: int, at: str) -> None:
        """Write everything, the entry that vouches for it first: the rows lean on it."""
        tally = {"new": made.new, "duplicate": made.known, "claims": made.claims}
        body = {"run": run, "tally": tally, "rows": len(self._vouched), "digest": vouch(self._vouched)}
        chain.append(self._connection, "batch", at, body)
        former = rows.quotes_of(self._connection, self._reread)
        self._sheets.write(self._dialect)
        if self._bare:
            author, reason = LOADED
            purged = {"dispatches": sorted(set(self._bare.values())), "author": author, "reason": reason}
            chain.append(self._connection, "purge", at, purged)
        self._dialect.put_words(self._connection, self._words)
        _index_quotes(self._connection, self._dialect, self._reread | self._bare.keys(), former)
        refresh(self._connection, self._dialect, self._touched)


def _gone(connection: Connection, stems: Iterable[str]) -> set[int]:
    """Texts that are gone, of dispatches whose keys begin so."""
    dispatches = [row.n for row in rows.dispatches_named(connection, stems)]
    query = select(tables.text.c.n).join(tables.delivery, tables.delivery.c.text == tables.text.c.n)
    found = rows.where_in(connection, query.where(tables.text.c.body.is_(None)), tables.delivery.c.dispatch, dispatches)
    return {row.n for row in found}


def _index_quotes(connection: Connection, dialect: Dialect, gone: Iterable[int], former: Mapping[int, str]) -> None:
    """Of texts that are gone the quotes are searched, also those that are new; `former` were searched until now."""
    quotes = rows.quotes_of(connection, gone)
    changed = {n: words for n, words in quotes.items() if words != former.get(n)}
    for n in sorted(changed.keys() & former.keys()):
        dialect.drop_words(connection, n, former[n])
    dialect.put_words(connection, sorted(changed.items()))


def _fresh_decisions(own: Sequence[Decision], came: Sequence[Decision], *, later: bool) -> list[Decision]:
    """The decisions that have to be entered, with the numbers they get and those they undo."""
    met = _met(_told(own), _told(came))
    _look_for_order(met, len(own), len(came), "the ledger holds decisions that the dump does not know", later=later)
    numbers = {one.n: own[at].n for one, at in zip(came, met, strict=False)}
    behind = own[-1].n if own else 0
    rest = came[len(met) :]
    numbers |= {one.n: behind + turn for turn, one in enumerate(rest, 1)}
    return [replace(one, n=numbers[one.n], undoes=None if one.undoes is None else numbers[one.undoes]) for one in rest]


def _told(decisions: Iterable[Decision]) -> list[str]:
    """What each decision says, without the numbers that it and others have in their ledger."""
    told: dict[int, str] = {}
    for one in decisions:
        undone = told.get(one.undoes or 0, "")
        told[one.n] = canonical([undone, replace(one, n=0, at="", entry=0, undoes=None)])
    return list(told.values())


def _fresh_figures(
    own: Sequence[MonthlyFigure], came: Sequence[MonthlyFigure], *, later: bool
) -> list[tuple[str, MonthlyFigure]]:
    """The figures that have to be entered, with their names, in their order."""
    held = _by(own, _release)
    fresh: set[str] = set()
    for release, figures in _by(map(storable, came), _release).items():
        there, names = [figure_id(one) for one in held.get(release, [])], [figure_id(one) for one in figures]
        met = _met(there, names)
        what = f"of {figures[0].month} another figure was released on the same day"
        _look_for_order(met, len(there), len(names), what, later=later)
        fresh |= set(names) - set(there)
    named = {figure_id(one): one for one in map(storable, came)}
    return [(name, one) for name, one in named.items() if name in fresh]


def _release(figure: MonthlyFigure) -> Hashable:
    return (figure.measure, figure.country, figure.admin1, figure.month, figure.released)


def _all_figures(connection: Connection) -> list[MonthlyFigure]:
    return [figure_of(row) for row in connection.execute(select(tables.series).order_by(tables.series.c.n))]


def _by(values: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    found: dict[Hashable, list[T]] = {}
    for one in values:
        found.setdefault(key(one), []).append(one)
    return found


def _met(own: Sequence[str], came: Sequence[str]) -> list[int]:
    """Where the first ones of what came are found among one's own, in the same order, as many as are.

    >>> _met(["a", "x", "b"], ["a", "b", "c"])
    [0, 2]
    """
    found: list[int] = []
    for at, one in enumerate(own):
        if len(found) < len(came) and one == came[len(found)]:
            found.append(at)
    return found


def _look_for_order(met: Sequence[int], own: int, came: int, what: str, *, later: bool) -> None:
    """Whether what is left comes behind all that is there."""
    is_behind = not own or (bool(met) and met[-1] == own - 1)
    if len(met) < came and not is_behind and not later:
        raise _undecided(what)


def _undecided(what: str) -> LedgerError:
    return LedgerError(
        "T-L055", f"nobody knows which is later, the ledger or the dump: {what}",
        hint="if it is the dump, say --later; else load both into a new ledger, the earlier one first",
    )  # fmt: skip
