"""Rows of the log as the nouns they hold."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, CursorResult, Row, Select, Table, func, select

from testigo.ledger import tables
from testigo.ledger.adopted import adopted, adoptions, name_of
from testigo.ledger.identity import ACCOUNT, CLAIM, STEM, stem_of
from testigo.ledger.lines import searchable, shown
from testigo.ledger.succession import Known, Said
from testigo.ledger.these import THESE, beginning_with_these, one_of
from testigo.ledger.versions import Delivered, day_of
from testigo.model.account import Account
from testigo.model.claim import AnyClaim
from testigo.model.decision import Decision
from testigo.model.edition import Edition
from testigo.model.record import DispatchHead, Heading, Issue

T = TypeVar("T")
_AT_ONCE = 400
_BEHIND_ALL = "~"
"""Sorts behind every character of a name."""
CLAIMS = select(tables.claim).where(one_of(tables.claim.c.reading)).order_by(tables.claim.c.reading, tables.claim.c.n)
"""The claims of some readings, reading by reading, as their index has them: sorting them takes as long as fetching."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a delivery holds beside its text: the head as it came, and what the text tells of itself."""

    dispatch: DispatchHead
    edition: Edition = Edition()
    issues: tuple[Issue, ...] = ()
    heading: Heading | msgspec.UnsetType = msgspec.UNSET

    @property
    def head(self) -> DispatchHead:
        """The head with what the text tells."""
        return self.heading.over(self.dispatch) if self.heading else self.dispatch

    @property
    def delivered(self) -> Content:
        """What came, without what its text tells: by that a delivery is known when it comes again, whoever reads."""
        return msgspec.structs.replace(self, heading=msgspec.UNSET)

    def more(self, kept: str) -> str | None:
        """What is `kept` of a delivery, where that is more than what came."""
        return kept if self.heading else None


_contents: msgspec.json.Decoder[Content] = msgspec.json.Decoder(Content)
_accounts: msgspec.json.Decoder[Account] = msgspec.json.Decoder(Account)
_claims: msgspec.json.Decoder[AnyClaim] = msgspec.json.Decoder(AnyClaim)
_decisions: msgspec.json.Decoder[Decision] = msgspec.json.Decoder(Decision)
_issues: msgspec.json.Decoder[tuple[Issue, ...]] = msgspec.json.Decoder(tuple[Issue, ...])


def content_of(row: Row[Any]) -> Content:
    """A delivery's head and edition."""
    return _decoded(_contents, row.content)


def delivered_content(row: Row[Any]) -> Content:
    """The head and edition of the delivery that a row of another table is joined with."""
    return _decoded(_contents, row.delivered)


def account_of(row: Row[Any]) -> Account:
    """An account as its reading tells it, with the names that hold within the reading."""
    return _decoded(_accounts, row.content)


def claim_of(row: Row[Any]) -> AnyClaim:
    """A claim as its reading tells it, with the names that hold within the reading."""
    return claim_in(row.content)


def claim_in(content: str) -> AnyClaim:
    """The same of what is kept of it."""
    return _decoded(_claims, content)


def issues_of(row: Row[Any]) -> tuple[Issue, ...]:
    """The issues of a reading."""
    return _decoded(_issues, row.issues)


def decision_of(row: Row[Any]) -> Decision:
    """A decision with its number, its time and its entry."""
    return msgspec.structs.replace(_decoded(_decisions, row.content), n=row.n, at=row.at, entry=row.entry)


def delivered(row: Row[Any]) -> Delivered:
    """What of a delivery decides about order and time."""
    return delivery_of(row, content_of(row))


def delivery_of(row: Row[Any], content: Content) -> Delivered:
    """The same of one whose content is at hand."""
    edition = content.edition
    return Delivered(
        n=row.n,
        dispatch=row.dispatch,
        id=row.id,
        item=row.item,
        day=day_of(content.dispatch.published, edition),
        at=edition.at,
        version=edition.version,
        status=edition.status,
        embargo=edition.embargo,
    )


def said(row: Row[Any]) -> Said:
    """What of a claim tells whether a newer reading says the same."""
    claim = claim_of(row)
    return Said(id=row.id, kind=row.kind, outcome=row.outcome, low=row.low, high=row.high, span=claim.span)


def known(account: Row[Any], claims: Sequence[Row[Any]]) -> Known:
    """What of an account tells whether another one follows it."""
    own = [row for row in claims if row.account == account.local]
    return Known(
        id=account.id,
        main=account_of(account).main,
        claims=frozenset(row.id for row in own),
        quotes=frozenset(claim_of(row).quote for row in own),
    )


def where_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[object]
) -> list[Row[Any]]:
    """The rows of a query whose column has one of many values."""
    return among(connection, query.where(one_of(column)), values)


def among(connection: Connection, query: Select[Any], values: Iterable[object]) -> list[Any]:
    """The rows of a query that is asked with `THESE`, some hundred values at a time."""
    found = (connection.execute(query, {THESE.key: some}) for some in chunked(values))
    return [row for result in found for row in named(result)]


def named(result: CursorResult[Any]) -> list[Any]:
    """Rows as named tuples, which have nothing of a Row of SQLAlchemy but its columns by name: asking a Row for one
    takes ten times as long.
    """
    return list(map(_kind(tuple(result.keys()))._make, result))


@cache
def _kind(columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - it stands for a Row
    return namedtuple("Named", columns)


def bare(connection: Connection, query: Select[Any], values: Iterable[object]) -> list[tuple[Any, ...]]:
    """The same as the driver gives them: of millions of rows, wrapping each would take as long as reading it."""
    found = (connection.execute(query, {THESE.key: some}) for some in chunked(values))
    return [row for result in found for row in result.cursor.fetchall()]


def by(rows: Iterable[Row[Any]], name: str) -> dict[Any, list[Row[Any]]]:
    """Rows by the value of one column, in their order."""
    found: dict[Any, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def chunked(values: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """Values in lists of at most `size`, in their order.

    >>> list(chunked("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def next_number(connection: Connection, table: Table) -> int:
    """The number that the next row of a table gets; only for those who alone may write."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.n), 0))).scalar_one()) + 1


def beginning_with(
    connection: Connection, query: Select[Any], column: Column[str], beginnings: Iterable[str]
) -> list[Row[Any]]:
    """The rows of a query whose column, a name, begins with one of many beginnings, in the order of these."""
    known = shortest(shown(one) for one in beginnings)  # what no store can hold is the beginning of nothing
    return among(connection, beginning_with_these(query, column, _BEHIND_ALL).order_by(column), known)


def shortest(beginnings: Iterable[str]) -> list[str]:
    """Beginnings in their order without those that begin with another one, so that no name is found twice.

    >>> shortest(["ab", "b", "a", "abc"])
    ['a', 'b']
    """
    kept: list[str] = []
    for one in sorted(set(beginnings)):
        if not kept or not one.startswith(kept[-1]):
            kept.append(one)
    return kept


def dispatches_named(connection: Connection, stems: Iterable[str]) -> list[Row[Any]]:
    """The dispatches whose keys begin with one of the stems."""
    return beginning_with(connection, select(tables.dispatch), tables.dispatch.c.key, stems)


def decisions() -> Select[Any]:
    """The query for decisions with their times."""
    return select(tables.decision, tables.entry.c.at).join(tables.entry, tables.entry.c.seq == tables.decision.c.entry)


_FIRST_DECISION = select(tables.decision.c.n).limit(1)
_MENTIONED = decisions().join(tables.mention, tables.mention.c.decision == tables.decision.c.n)
_MENTIONING = _MENTIONED.where(one_of(tables.mention.c.thing))


def all_decisions(connection: Connection) -> list[Decision]:
    """Every decision, in their order."""
    return [decision_of(row) for row in connection.execute(decisions().order_by(tables.decision.c.n))]


def decisions_on(connection: Connection, things: Iterable[str]) -> list[Decision]:
    """All decisions that mention one of the accounts or claims, in their order; an undo mentions what it undoes."""
    return _in_order(among(connection, _MENTIONING, sorted(set(things))))


def decisions_near(connection: Connection, stems: Iterable[str]) -> list[Decision]:
    """All decisions that mention an account or a claim of dispatches with these stems, in their order."""
    if not any_decision(connection):
        return []
    names = [f"{kind}{stem}-" for stem in stems for kind in (ACCOUNT, CLAIM)]
    return _in_order(beginning_with(connection, _MENTIONED, tables.mention.c.thing, names))


def decisions_on_beginning(connection: Connection, beginning: str) -> list[Decision]:
    """All decisions that mention an account or a claim whose name begins so, in their order."""
    return _in_order(beginning_with(connection, _MENTIONED, tables.mention.c.thing, [beginning]))


def any_decision(connection: Connection) -> bool:
    """Whether anybody has ruled at all."""
    return connection.execute(_FIRST_DECISION).first() is not None


def quotes_of(connection: Connection, texts: Iterable[int]) -> dict[int, str]:
    """What can still be searched for in texts that are gone: the quotes of their claims, also of those adopted."""
    query = (
        select(tables.claim, tables.delivery.c.text)
        .join(tables.reading, tables.reading.c.n == tables.claim.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
        .order_by(tables.claim.c.n)
    )
    numbers = sorted(texts)
    found: dict[int, list[str]] = {}
    for row in where_in(connection, query, tables.delivery.c.text, numbers):
        found.setdefault(row.text, []).append(claim_of(row).quote)
    for n, quote in _adopted_quotes(connection, numbers):
        found.setdefault(n, []).append(quote)
    return {n: searchable("\n".join(dict.fromkeys(quotes))) for n, quotes in found.items()}


def _adopted_quotes(connection: Connection, texts: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Quotes that people ever adopted from some texts, each with the text that its name is made of."""
    query = select(tables.delivery, tables.dispatch.c.key).join(
        tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch
    )
    homes = where_in(connection, query, tables.delivery.c.text, texts) if any_decision(connection) else []
    for claim in map(adopted, adoptions(decisions_near(connection, {row.key[:STEM] for row in homes}))):
        near = (row for row in homes if row.key[:STEM] == stem_of(claim.id))
        meant = (row for row in near if name_of(claim, row.key, content_of(row).dispatch.sha256) == claim.id)
        yield from ((row.text, claim.quote) for row in meant)


def _in_order(found: Iterable[Row[Any]]) -> list[Decision]:
    once = {row.n: row for row in found}
    return [decision_of(once[n]) for n in sorted(once)]


def _decoded(decoder: msgspec.json.Decoder[T], text: str) -> T:
    try:
        return decoder.decode(text)
    except msgspec.DecodeError:
        import json  # half a character, which is kept as its code, is nothing to the strict decoder

        return msgspec.convert(json.loads(text), decoder.type)
