"""Adding to the ledger: what arrives is sorted out, entered with what was read of it, and vouched for by one entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, select

from testigo.ledger import chain, rows, tables
from testigo.ledger.derived import enter, refresh, summary
from testigo.ledger.identity import delivery_id, dispatch_key, encoded, item_of
from testigo.ledger.lines import (
    enter_record,
    quarantine_id,
    searchable,
    shown,
    vouch,
    vouched_delivery,
    vouched_quarantine,
    vouched_reading,
)
from testigo.ledger.rows import Content
from testigo.ledger.sheets import Sheets
from testigo.ledger.store import Store
from testigo.ledger.versions import Delivered, day_of, order
from testigo.model.arrival import Arrival, Refusal
from testigo.model.record import Record, head_of

Kind = Literal["new", "duplicate", "version"]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What became of inputs: `came` is the sum of the first five, `reasons` counts the refusals by their code;
    `undated` are those entered that name no day of publication, so that nobody can say on which day they were known.
    """

    new: int = 0
    duplicate: int = 0
    version: int = 0
    quarantined: int = 0
    failed: int = 0
    claims: int = 0
    reasons: dict[str, int] = {}
    undated: int = 0

    @property
    def came(self) -> int:
        """How many inputs there were."""
        return self.new + self.duplicate + self.version + self.quarantined + self.failed

    def __add__(self, other: Tally) -> Tally:
        reasons = dict(self.reasons)
        for code, times in other.reasons.items():
            reasons[code] = reasons.get(code, 0) + times
        fields = ("new", "duplicate", "version", "quarantined", "failed", "claims", "undated")
        sums = {name: getattr(self, name) + getattr(other, name) for name in fields}
        return Tally(**sums, reasons=reasons)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a batch; `unread` arrived without a record and turned out to need one."""

    tally: Tally
    unread: tuple[Arrival, ...] = ()


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """An arrival with its names."""

    arrival: Arrival
    key: str
    id: str
    item: str
    content: str
    more: str | None
    sha256: str

    @property
    def day(self) -> str | None:
        return day_of(self.arrival.dispatch.published, self.arrival.edition)

    @property
    def order(self) -> tuple[str, str, str]:
        edition = self.arrival.edition
        return order(Delivered(n=0, dispatch=0, id=self.id, item=self.item, day=self.day, at=edition.at))


class _Before(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger knows already of the dispatches and items of a batch."""

    dispatches: dict[str, int]
    deliveries: dict[int, list[Row[Any]]]
    items: dict[str, set[int]]


class Writer:
    """The one way into the log for what is read. `reader` names the reader with its version and its packs."""

    def __init__(self, store: Store, reader: str, run: int) -> None:
        self._store = store
        self._reader = reader
        self._run = run

    def unread(self, arrivals: Sequence[Arrival]) -> list[bool]:
        """For each arrival whether it has to be read: it is new, or the earliest delivery of its dispatch so far."""
        keys = [dispatch_key(arrival.dispatch) for arrival in arrivals]
        with self._store.reading() as connection:
            known = _known(connection, keys)
            items = {i: _named(arrivals[i]) for i, key in enumerate(keys) if key in known}
            before = _before(connection, list(items.values()))
        return [i not in items or _needs_reading(items[i], before) for i in range(len(keys))]

    def add(self, arrivals: Sequence[Arrival], refusals: Sequence[Refusal], at: str) -> Written:
        """Enter a batch in one transaction: all of it is kept and vouched for, or nothing.

        An arrival that came without a record and needs one is not entered but given back. Raises LedgerError.
        """
        items = [_named(arrival) for arrival in arrivals]
        with self._store.writing() as connection:
            return _Batch(connection, self._store, self._reader).add(items, refusals, self._run, at)


class _Batch:
    """One transaction of the writer."""

    def __init__(self, connection: Connection, store: Store, reader: str) -> None:
        self._connection = connection
        self._dialect = store.dialect
        self._reader = reader
        self._sheets = Sheets(connection)
        self._alone: list[Any] = []
        self._tangled: set[int] = set()
        self._words: list[tuple[int, str]] = []
        self._vouched: list[str] = []

    def add(self, items: Sequence[_Item], refusals: Sequence[Refusal], run: int, at: str) -> Written:
        before = _before(self._connection, items)
        last = chain.head(self._connection)
        entry = last.seq + 1 if last else 1
        counts = {"new": 0, "duplicate": 0, "version": 0}
        unread, undated = [], 0
        claims = 0
        for item in items:
            if _needs_reading(item, before) and item.arrival.record is None:
                unread.append(item.arrival)
                continue
            kind = _kind(item, before)
            counts[kind] += 1
            undated += kind != "duplicate" and item.day is None
            claims += self._enter(item, before, entry)
        refused = self._refuse(refusals, entry)
        new, duplicate, version = counts["new"], counts["duplicate"], counts["version"]
        tally = Tally(new=new, duplicate=duplicate, version=version, claims=claims, undated=undated) + refused
        self._close(tally, run, at)
        return Written(tally=tally, unread=tuple(unread))

    def _enter(self, item: _Item, before: _Before, entry: int) -> int:
        """Enter one delivery that is not known yet, and its record if it is the one its dispatch is read from."""
        n = before.dispatches.get(item.key)
        known = before.deliveries.get(n, []) if n is not None else []
        if any(row.id == item.id for row in known):
            return 0
        is_alone = n is None and not before.items.get(item.item)
        if n is None:
            n = self._sheets.number(tables.dispatch)
            self._sheets.put(tables.dispatch, n, item.key)
        record = item.arrival.record if _needs_reading(item, before) else None
        delivery = self._deliver(item, n, known, entry)
        before.dispatches[item.key] = n
        before.deliveries.setdefault(n, []).append(delivery)
        before.items.setdefault(item.item, set()).add(n)
        if not is_alone:
            self._tangled.add(n)
        if record is None:
            if is_alone:
                self._tangled.add(n)
            return 0
        self._read(item, delivery.n, n, record, is_alone=is_alone, entry=entry)
        return len(record.claims)

    def _deliver(self, item: _Item, dispatch: int, known: Sequence[Any], entry: int) -> Any:  # noqa: ANN401 - a row
        text = next((row.text for row in known if rows.content_of(row).dispatch.sha256 == item.sha256), None)
        if text is None:
            text = self._sheets.number(tables.text)
            body = item.arrival.dispatch.text
            self._sheets.put(tables.text, text, body.encode("utf-8", "surrogatepass"))
            self._words.append((text, searchable(body)))
        row = _Noted(
            n=self._sheets.number(tables.delivery),
            id=item.id,
            dispatch=dispatch,
            text=text,
            item=shown(item.item),
            day=item.day,
            content=item.content,
            entry=entry,
        )
        self._sheets.put(tables.delivery, *msgspec.structs.astuple(row))
        self._vouched.append(vouched_delivery(item.id, item.key, row.item, row.day, item.more))
        return row

    def _read(self, item: _Item, delivery: int, dispatch: int, record: Record, *, is_alone: bool, entry: int) -> None:
        lines = enter_record(record, item.key, item.sha256)
        reading, numbers = self._sheets.put_reading(lines, delivery, self._reader, entry)
        self._vouched.append(vouched_reading(item.id, self._reader, lines.digest))
        edition = item.arrival.edition
        if not is_alone or edition.status != "usable" or edition.embargo:
            self._tangled.add(dispatch)
            return
        self._sheets.put(tables.standing, self._sheets.number(tables.standing), dispatch, reading, item.day, None)
        names = [str(columns[0]) for columns in lines.accounts]
        self._alone += list(zip(numbers, names, record.accounts, strict=True))
        for n in numbers:
            self._sheets.put(tables.member, n, n)

    def _refuse(self, refusals: Sequence[Refusal], entry: int) -> Tally:
        kept: dict[str, Refusal] = {}
        for refusal in refusals:
            if refusal.raw is not None:
                kept.setdefault(quarantine_id(refusal), refusal)
        known = {
            row.id
            for row in rows.where_in(
                self._connection, select(tables.quarantine.c.id), tables.quarantine.c.id, sorted(kept)
            )
        }
        for name, refusal in kept.items():
            if name in known:
                continue
            n = self._sheets.number(tables.quarantine)
            place, reason = shown(refusal.place), shown(refusal.reason)
            self._sheets.put(tables.quarantine, n, name, place, refusal.code, reason, refusal.form, refusal.raw, entry)
            self._vouched.append(vouched_quarantine(name, place))
        reasons: dict[str, int] = {}
        for refusal in refusals:
            reasons[refusal.code] = reasons.get(refusal.code, 0) + 1
        quarantined = sum(refusal.raw is not None for refusal in refusals)
        return Tally(quarantined=quarantined, failed=len(refusals) - quarantined, reasons=reasons)

    def _close(self, tally: Tally, run: int, at: str) -> None:
        """Write everything, the entry that vouches for it first: the rows lean on it."""
        if not tally.came:
            return
        body = {"run": run, "tally": tally, "rows": len(self._vouched), "digest": vouch(self._vouched)}
        chain.append(self._connection, "batch", at, body)
        self._sheets.write(self._dialect)
        alone = [summary(n, name, [account]) for n, name, account in self._alone]
        enter(self._connection, self._dialect, alone)
        self._dialect.put_words(self._connection, self._words)
        if self._tangled:
            refresh(self._connection, self._dialect, self._tangled)


class _Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that this very transaction notes, in the shape of its row."""

    n: int
    id: str
    dispatch: int
    text: int
    item: str
    day: str | None
    content: str
    entry: int


def _named(arrival: Arrival) -> _Item:
    dispatch, edition = arrival.dispatch, arrival.edition
    head = head_of(dispatch)
    heading = arrival.heading or msgspec.UNSET
    content = Content(dispatch=head, edition=edition, issues=arrival.issues, heading=heading)
    kept = encoded(content)
    return _Item(
        arrival=arrival,
        key=dispatch_key(dispatch),
        id=delivery_id(encoded(content.delivered) if heading else kept, head.sha256),
        item=item_of(dispatch, edition),
        content=kept,
        more=content.more(kept),
        sha256=head.sha256,
    )


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """Those of some dispatches that the ledger has, by their keys."""
    query = select(tables.dispatch)
    return {row.key: row.n for row in rows.where_in(connection, query, tables.dispatch.c.key, sorted(set(keys)))}


def _before(connection: Connection, items: Sequence[_Item]) -> _Before:
    dispatches = _known(connection, [item.key for item in items])
    deliveries = rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, dispatches.values())
    names = sorted({shown(item.item) for item in items})
    columns = select(tables.delivery.c.item, tables.delivery.c.dispatch)
    sharing = rows.where_in(connection, columns, tables.delivery.c.item, names)
    by_item: dict[str, set[int]] = {}
    for row in sharing:
        by_item.setdefault(row.item, set()).add(row.dispatch)
    return _Before(
        dispatches=dispatches,
        deliveries=rows.by(deliveries, "dispatch"),
        items={item.item: set(by_item.get(shown(item.item), ())) for item in items},
    )


def _needs_reading(item: _Item, before: _Before) -> bool:
    """A delivery is read when it is the earliest of its dispatch that is known, and not known itself."""
    n = before.dispatches.get(item.key)
    if n is None:
        return True
    known = before.deliveries.get(n, [])
    if any(row.id == item.id for row in known):
        return False
    return all(item.order < _order_of(row) for row in known)


def _order_of(row: Any) -> tuple[str, str, str]:  # noqa: ANN401 - a row, or one that is noted and not written yet
    return order(rows.delivered(row))


def _kind(item: _Item, before: _Before) -> Kind:
    """Whether a delivery is new, one more of a known dispatch, or another version of a known item."""
    n = before.dispatches.get(item.key)
    known = before.deliveries.get(n, []) if n is not None else []
    if any(row.id == item.id for row in known):
        return "duplicate"
    sharing = before.items.get(item.item, set())
    if n is None:
        return "version" if sharing else "new"
    edition = item.arrival.edition
    same = [rows.content_of(row).edition for row in known if row.item == shown(item.item)]
    anew = [one for one in same if (one.version, one.status) != (edition.version, edition.status)]
    return "version" if len(anew) == len(same) and sharing else "duplicate"
