"""What is derived from the log: which readings stand on which days, which accounts are one incident, where and when.

`refresh` brings it up to date around some dispatches, `rebuild` makes all of it anew; both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, delete, insert, select

from testigo.ledger import likely, rows, tables
from testigo.ledger.identity import STEM, stem_of
from testigo.ledger.lines import searchable
from testigo.ledger.partition import Bars, Scores, partition
from testigo.ledger.store import Dialect
from testigo.ledger.succession import Known, continued, followed
from testigo.ledger.these import THESE, one_of
from testigo.ledger.versions import Delivered, Stretch, earliest, in_line, order, stretches
from testigo.model.account import Account
from testigo.model.decision import standing


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
    account: Account
    known: Known
    delivery: Delivered


class _Family(msgspec.Struct, frozen=True, kw_only=True):
    """Dispatches that share items, decisions or likeness, with everything that decides about their incidents."""

    dispatches: Mapping[int, str]
    deliveries: Mapping[int, Sequence[Delivered]]
    stretches: Mapping[int, Sequence[Stretch]]


def summary(n: int, lead: str, accounts: Sequence[Account]) -> Summary:
    """What an incident is looked for by: of each field the first that an account names, in order of publication.

    >>> summary(7, "a1", [Account(id="a1", main=True, type="bombing", start="2019-12-01", end="2019-12-01")]).start
    '2019-12-01'
    """
    place = next((a.place for a in accounts if a.place.country), accounts[0].place)
    dated = next((a for a in accounts if a.start), accounts[0])
    spot = next((a.place for a in accounts if a.place.lat is not None and a.place.lon is not None), place)
    return Summary(
        n=n, lead=lead, country=place.country, start=dated.start, end=dated.end, type=accounts[0].type, lat=spot.lat,
        lon=spot.lon,
    )  # fmt: skip


def enter(connection: Connection, dialect: Dialect, found: Sequence[Summary]) -> None:
    """Write incidents that are not there yet."""
    if not found:
        return
    columns = [(one.n, one.country, one.start, one.end, one.type, one.lead) for one in found]
    dialect.put_rows(connection, tables.incident, columns)
    spots = [(one.n, one.lat, one.lon) for one in found if one.lat is not None and one.lon is not None]
    dialect.put_areas(connection, spots)


def refresh(connection: Connection, dialect: Dialect, dispatches: Iterable[int]) -> None:
    """Bring up to date what is derived around some dispatches: all versions of their items, and what decisions bind."""
    family = _family(connection, set(dispatches))
    _forget(connection, dialect, sorted(family.dispatches))
    told = _stand(connection, family)
    _join(connection, dialect, family, told)


def rebuild(connection: Connection, dialect: Dialect) -> None:
    """Make everything derived anew, some hundred dispatches at a time with all that belongs to them."""
    for table in (tables.member, tables.incident, tables.standing):
        connection.execute(delete(table))
    dialect.clear_areas(connection)
    _index_words(connection, dialect)
    seen: set[int] = set()
    numbers = list(connection.execute(select(tables.dispatch.c.n).order_by(tables.dispatch.c.n)).scalars())
    for some in rows.chunked(numbers):
        family = _family(connection, set(some) - seen)
        seen |= family.dispatches.keys()
        _join(connection, dialect, family, _stand(connection, family))


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
        linked = _linked(connection, wanted, known.bars.link) if known else set[int]()
        wanted = (bound | linked | {delivery.dispatch for delivery in near}) - keys.keys()
    deliveries = {n: by_dispatch[n] for n in keys}
    everything = [delivery for found in deliveries.values() for delivery in found]
    return _Family(dispatches=keys, deliveries=deliveries, stretches=stretches(everything))


def _linked(connection: Connection, dispatches: set[int], link: int) -> set[int]:
    """Dispatches with an account that likeness links to one of these dispatches' accounts."""
    own = [row.n for row in _accounts_ever(connection, sorted(dispatches))]
    return likely.dispatches_of(connection, likely.linked_with(connection, own, link))


def _sharing_items(connection: Connection, dispatches: set[int]) -> list[Delivered]:
    own = rows.where_in(connection, select(tables.delivery), tables.delivery.c.dispatch, sorted(dispatches))
    items = sorted({row.item for row in own})
    return [
        rows.delivered(row) for row in rows.where_in(connection, select(tables.delivery), tables.delivery.c.item, items)
    ]


def _forget(connection: Connection, dialect: Dialect, dispatches: Sequence[int]) -> None:
    accounts = [row.n for row in _accounts_ever(connection, dispatches)]
    members = rows.where_in(connection, select(tables.member), tables.member.c.account, accounts)
    incidents = sorted({row.incident for row in members})
    _delete(connection, tables.incident.c.n, incidents)
    dialect.drop_areas(connection, incidents)
    _delete(connection, tables.member.c.account, accounts)
    _delete(connection, tables.standing.c.dispatch, dispatches)


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


def _stand(connection: Connection, family: _Family) -> dict[int, int | None]:
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
    made = [
        {"n": number + i, "dispatch": n, "reading": told[n], "since": one.since, "until": one.until}
        for i, (n, one) in enumerate((n, one) for n in sorted(told) for one in family.stretches.get(n, ()))
    ]
    if made:
        connection.execute(insert(tables.standing), made)
    return told


def _join(connection: Connection, dialect: Dialect, family: _Family, told: Mapping[int, int | None]) -> None:
    ever = _accounts_ever(connection, family.dispatches)
    claims = rows.by(
        rows.where_in(connection, select(tables.claim), tables.claim.c.reading, {row.reading for row in ever}),
        "reading",
    )
    known = {row.n: rows.known(row, claims.get(row.reading, [])) for row in ever}
    present = [row for row in ever if row.reading == told[row.dispatch]]
    by_id = {
        row.id: _Told(
            row=row,
            account=rows.account_of(row),
            known=known[row.n],
            delivery=earliest(family.deliveries[row.dispatch]),
        )
        for row in present
    }
    decisions = standing(rows.decisions_near(connection, [key[:STEM] for key in family.dispatches.values()]))
    judged = _judged(connection, present)
    found = partition(by_id, _links(family, by_id), decisions, _resolver(ever, known, by_id), judged)
    _write(connection, dialect, found, by_id)


def _judged(connection: Connection, present: Sequence[Row[Any]]) -> tuple[Scores, Bars] | None:
    """How alike present accounts are, by their names; None where nobody has judged."""
    known = likely.judged(connection)
    if known is None:
        return None
    return likely.scores_among(connection, {row.n: row.id for row in present}), known.bars


def _links(family: _Family, told: Mapping[str, _Told]) -> list[tuple[str, str]]:
    """What versions of one item tell of the same, version by version."""
    by_dispatch: dict[int, list[Known]] = {}
    for one in told.values():
        by_dispatch.setdefault(one.delivery.dispatch, []).append(one.known)
    by_item: dict[str, list[Delivered]] = {}
    for found in family.deliveries.values():
        for delivery in found:
            by_item.setdefault(delivery.item, []).append(delivery)
    links = []
    for versions in by_item.values():
        line = sorted(versions, key=in_line)
        tellings = [by_dispatch[n] for n in dict.fromkeys(one.dispatch for one in line) if n in by_dispatch]
        for earlier, later in pairwise(tellings):
            links += continued(earlier, later)
    return links


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
        heirs = [one.known for one in told.values() if one.row.dispatch == row.dispatch]
        return followed(known[row.n], heirs)

    return resolve


def _write(
    connection: Connection, dialect: Dialect, found: Iterable[frozenset[str]], told: Mapping[str, _Told]
) -> None:
    members, summaries = [], []
    for group in found:
        line = sorted((told[account] for account in group), key=lambda one: (*order(one.delivery), one.row.id))
        lead = line[0].row
        members += [{"account": one.row.n, "incident": lead.n} for one in line]
        summaries.append(summary(lead.n, lead.id, [one.account for one in line]))
    if members:
        connection.execute(insert(tables.member), members)
    enter(connection, dialect, sorted(summaries, key=lambda one: one.n))
