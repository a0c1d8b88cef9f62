"""What is derived from the log: which readings stand on which days, which accounts are one incident, where and when.

`refresh` brings it up to date around some dispatches, `rebuild` makes all of it anew; both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, delete, select

from testigo.ledger import likely, rows, tables
from testigo.ledger.identity import STEM, stem_of
from testigo.ledger.likely import Scores
from testigo.ledger.lines import searchable
from testigo.ledger.partition import Bars, Scored, partition
from testigo.ledger.store import Dialect
from testigo.ledger.succession import Known, continued, followed
from testigo.ledger.these import THESE, one_of
from testigo.ledger.unmet import Hanging, hanging
from testigo.ledger.versions import Delivered, Stretch, earliest, in_line, order, stretches
from testigo.model.account import Account
from testigo.model.decision import standing

Meet = Callable[[Sequence[Hanging]], Sequence[Scores]]
"""Holds accounts against each other that never were, keeps how alike they are, and gives it."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What an incident is looked for by. `n` is the number of its lead account, `lead` that one's name."""

    n: int
    lead: str
    country: str | None
    start: str | None
    end: str | None
    type: str
    lat: float | None = None
    lon: float | None = None


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """An account of a present reading, with the delivery that it was read from."""

    row: Row[Any]
    delivery: Delivered


class _Family(msgspec.Struct, frozen=True, kw_only=True):
    """Dispatches that share items, decisions or likeness, with everything that decides about their incidents."""

    dispatches: Mapping[int, str]
    deliveries: Mapping[int, Sequence[Delivered]]
    stretches: Mapping[int, Sequence[Stretch]]
    accounts: Sequence[Row[Any]]
    """Those of all readings, each with its dispatch."""
    scores: Sequence[Scores]
    """How alike these accounts are to others."""
    bars: Bars | None
    """None where nobody has judged how alike accounts are."""


def summary(n: int, lead: str, accounts: Iterable[Account]) -> Summary:
    """What an incident is looked for by: of each field the first that an account names, in order of publication.

    >>> summary(7, "a1", [Account(id="a1", main=True, type="bombing", start="2019-12-01", end="2019-12-01")]).start
    '2019-12-01'
    """
    seen: list[Account] = []
    for account in accounts:
        seen.append(account)
        if _tells_all(account):
            break  # most often the first, so the others need not be looked at
    place = next((a.place for a in seen if a.place.country), seen[0].place)
    dated = next((a for a in seen if a.start), seen[0])
    spot = next((a.place for a in seen if a.place.lat is not None and a.place.lon is not None), place)
    return Summary(
        n=n, lead=lead, country=place.country, start=dated.start, end=dated.end, type=seen[0].type, lat=spot.lat,
        lon=spot.lon,
    )  # fmt: skip


def _tells_all(account: Account) -> bool:
    """Whether nothing that an incident is looked for by is left to be told by others."""
    place = account.place
    return bool(account.start and place.country) and place.lat is not None and place.lon is not None


def enter(connection: Connection, dialect: Dialect, found: Sequence[Summary]) -> None:
    """Write incidents that are not there yet."""
    if not found:
        return
    columns = [(one.n, one.country, one.start, one.end, one.type, one.lead) for one in found]
    dialect.put_rows(connection, tables.incident, columns)
    spots = [(one.n, one.lat, one.lon) for one in found if one.lat is not None and one.lon is not None]
    dialect.put_areas(connection, spots)


def refresh(connection: Connection, dialect: Dialect, dispatches: Iterable[int], meet: Meet | None = None) -> None:
    """Bring up to date what is derived around some dispatches: all versions of their items, and what decisions bind.

    Where accounts may be linked anew, `meet` compares those that hang together by it.
    """
    family = _met(_family(connection, set(dispatches)), meet)
    _forget(connection, dialect, family)
    told = _stand(connection, dialect, family)
    _join(connection, dialect, family, told)


def rebuild(connection: Connection, dialect: Dialect, meet: Meet | None = None) -> None:
    """Make everything derived anew, some hundred dispatches at a time with all that belongs to them; as `refresh`."""
    for table in (tables.member, tables.incident, tables.standing):
        connection.execute(delete(table))
    dialect.clear_areas(connection)
    _index_words(connection, dialect)
    seen: set[int] = set()
    numbers = list(connection.execute(select(tables.dispatch.c.n).order_by(tables.dispatch.c.n)).scalars())
    for some in rows.chunked(numbers):
        family = _met(_family(connection, set(some) - seen), meet)
        seen |= family.dispatches.keys()
        _join(connection, dialect, family, _stand(connection, dialect, family))


def _index_words(connection: Connection, dialect: Dialect) -> None:
    dialect.clear_words(connection)
    numbers = list(connection.execute(select(tables.text.c.n).order_by(tables.text.c.n)).scalars())
    for some in rows.chunked(numbers):
        found = rows.where_in(connection, select(tables.text), tables.text.c.n, some)
        bodies = {row.n: row.body for row in found}
        gone = rows.quotes_of(connection, [n for n, body in bodies.items() if body is None])
        whole = {n: searchable(body.decode("utf-8", "surrogatepass")) for n, body in bodies.items() if body is not None}
        dialect.put_words(connection, sorted((gone | whole).items()))


def _family(connection: Connection, seeds: set[int]) -> _Family:
    """Everything that shares an item or a decision with the seeds or is linked to them by likeness, and with what does
    so with these, and so on.
    """
    known = likely.judged(connection)
    keys: dict[int, str] = {}
    by_dispatch: dict[int, list[Delivered]] = {}
    accounts: list[Row[Any]] = []
    scores: list[Scores] = []
    wanted = set(seeds)
    while wanted:
        for row in rows.where_in(connection, select(tables.dispatch), tables.dispatch.c.n, sorted(wanted)):
            keys[row.n] = row.key
        near = _sharing_items(connection, wanted)
        for delivery in near:
            by_dispatch.setdefault(delivery.dispatch, [])
            if delivery not in by_dispatch[delivery.dispatch]:
                by_dispatch[delivery.dispatch].append(delivery)
        decided = rows.decisions_near(connection, [keys[n][:STEM] for n in wanted])
        stems = {stem_of(account) for decision in decided for group in decision.accounts for account in group}
        bound = {row.n for row in rows.dispatches_named(connection, stems)}
        own = _accounts_ever(connection, sorted(wanted))
        accounts += own
        linked = set[int]()
        if known:
            alike, linked = likely.kin_of(connection, [row.n for row in own])
            scores += alike
            linked -= {row.n for row in accounts}
        wanted = (
            bound | likely.dispatches_of(connection, linked) | {delivery.dispatch for delivery in near}
        ) - keys.keys()
    deliveries = {n: by_dispatch[n] for n in keys}
    everything = [delivery for found in deliveries.values() for delivery in found]
    return _Family(
        dispatches=keys,
        deliveries=deliveries,
        stretches=stretches(everything),
        accounts=accounts,
        scores=scores,
        bars=known.bars if known else None,
    )


def _met(family: _Family, meet: Meet | None) -> _Family:
    """The family when all have met that links hold together: of an incident, an account says the same of all others."""
    if meet is None or family.bars is None:
        return family
    found = hanging((row.n for row in family.accounts), family.scores, family.bars.link)
    return msgspec.structs.replace(family, scores=[*family.scores, *meet(found)]) if found else family


def _sharing_items(connection: Connection, dispatches: set[int]) -> list[Delivered]:
    delivery = tables.delivery.c
    own = rows.where_in(connection, select(delivery.item), delivery.dispatch, sorted(dispatches))
    items = sorted({row.item for row in own})
    return [rows.delivered(row) for row in rows.where_in(connection, select(tables.delivery), delivery.item, items)]


def _forget(connection: Connection, dialect: Dialect, family: _Family) -> None:
    accounts = sorted(row.n for row in family.accounts)
    members = rows.where_in(connection, select(tables.member), tables.member.c.account, accounts)
    incidents = sorted({row.incident for row in members})
    _delete(connection, tables.incident.c.n, incidents)
    dialect.drop_areas(connection, incidents)
    _delete(connection, tables.member.c.account, accounts)
    _delete(connection, tables.standing.c.dispatch, sorted(family.dispatches))


def _delete(connection: Connection, column: Column[Any], values: Sequence[int]) -> None:
    connection.execute(delete(column.table).where(one_of(column)), {THESE.key: values})


def _accounts_ever(connection: Connection, dispatches: Iterable[int]) -> list[Row[Any]]:
    query = (
        select(tables.account, tables.delivery.c.dispatch)
        .join(tables.reading, tables.account.c.reading == tables.reading.c.n)
        .join(tables.delivery, tables.reading.c.delivery == tables.delivery.c.n)
        .order_by(tables.account.c.n)
    )
    return rows.where_in(connection, query, tables.delivery.c.dispatch, dispatches)


def _stand(connection: Connection, dialect: Dialect, family: _Family) -> dict[int, int | None]:
    """Write on which days each dispatch stands, and give the reading by which it is told."""
    numbers = [one.n for found in family.deliveries.values() for one in found]
    readings = rows.where_in(
        connection, select(tables.reading.c.n, tables.reading.c.delivery), tables.reading.c.delivery, numbers
    )
    newest: dict[int, int] = {}
    for row in readings:
        newest[row.delivery] = max(row.n, newest.get(row.delivery, 0))
    told = {n: newest.get(earliest(found).n) for n, found in family.deliveries.items()}
    number = rows.next_number(connection, tables.standing)
    made = ((n, told[n], one.since, one.until) for n in sorted(told) for one in family.stretches.get(n, ()))
    dialect.put_rows(connection, tables.standing, [(number + i, *columns) for i, columns in enumerate(made)])
    return told


def _join(connection: Connection, dialect: Dialect, family: _Family, told: Mapping[int, int | None]) -> None:
    present = {
        row.id: _Told(row=row, delivery=earliest(family.deliveries[row.dispatch]))
        for row in family.accounts
        if row.reading == told[row.dispatch]
    }
    decisions = standing(rows.decisions_near(connection, [key[:STEM] for key in family.dispatches.values()]))
    lines = _lines(family)
    versions = {n for line in lines for n in line}
    known = _known(connection, [row for row in family.accounts if decisions or row.dispatch in versions])
    resolve = _resolver(family.accounts, known, present)
    found = partition(present, _links(lines, present, known), decisions, resolve, _judged(family, present))
    _write(connection, dialect, found, present)


def _judged(family: _Family, present: Mapping[str, _Told]) -> tuple[Iterator[Scored], Bars] | None:
    """How alike present accounts are, by their names; None where nobody has judged."""
    if family.bars is None:
        return None
    return _named(family.scores, {one.row.n: name for name, one in present.items()}), family.bars


def _named(scores: Iterable[Scores], names: Mapping[int, str]) -> Iterator[Scored]:
    """Scores of accounts that have a name, by these names."""
    for account, later, its_scores in scores:
        if mine := names.get(account):
            for other, score in zip(later, its_scores, strict=True):
                if yours := names.get(other):
                    yield mine, yours, score


def _lines(family: _Family) -> list[list[int]]:
    """The dispatches of each item that was told in several, in the order of its versions."""
    by_item: dict[str, list[Delivered]] = {}
    for found in family.deliveries.values():
        for delivery in found:
            by_item.setdefault(delivery.item, []).append(delivery)
    several = (sorted(found, key=in_line) for found in by_item.values() if len(found) > 1)
    return [list(dict.fromkeys(one.dispatch for one in line)) for line in several]


def _known(connection: Connection, accounts: Sequence[Row[Any]]) -> dict[int, Known]:
    """What tells whether one of these accounts follows another, by their numbers."""
    readings = {row.reading for row in accounts}
    claims = rows.by(rows.where_in(connection, select(tables.claim), tables.claim.c.reading, readings), "reading")
    return {row.n: rows.known(row, claims.get(row.reading, [])) for row in accounts}


def _links(
    lines: Sequence[Sequence[int]], present: Mapping[str, _Told], known: Mapping[int, Known]
) -> list[tuple[str, str]]:
    """What versions of one item tell of the same, version by version."""
    by_dispatch: dict[int, list[Known]] = {}
    for one in present.values():
        if one.row.n in known:
            by_dispatch.setdefault(one.row.dispatch, []).append(known[one.row.n])
    told = ([by_dispatch[n] for n in line if n in by_dispatch] for line in lines)
    return [link for tellings in told for earlier, later in pairwise(tellings) for link in continued(earlier, later)]


def _resolver(
    ever: Sequence[Row[Any]], known: Mapping[int, Known], told: Mapping[str, _Told]
) -> Callable[[str], str | None]:
    named = {row.id: row for row in ever}

    def resolve(account: str) -> str | None:
        if account in told:
            return account
        row = named.get(account)
        if row is None:
            return None
        heirs = [known[one.row.n] for one in told.values() if one.row.dispatch == row.dispatch]
        return followed(known[row.n], heirs)

    return resolve


def _write(
    connection: Connection, dialect: Dialect, found: Iterable[frozenset[str]], told: Mapping[str, _Told]
) -> None:
    members, summaries = [], []
    for group in found:
        line = sorted((told[account] for account in group), key=lambda one: (*order(one.delivery), one.row.id))
        lead = line[0].row
        members += [(one.row.n, lead.n) for one in line]
        summaries.append(summary(lead.n, lead.id, (rows.account_of(one.row) for one in line)))
    dialect.put_rows(connection, tables.member, sorted(members))
    enter(connection, dialect, sorted(summaries, key=lambda one: one.n))
