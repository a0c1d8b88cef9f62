"""The hash chain: every run and every decision is an entry that carries the hash of the one before it.

Whoever changes an entry, or a row that an entry vouches for, has to change every later hash as well; the last one,
written down elsewhere, tells that nothing before it was touched.
"""

from __future__ import annotations

from collections.abc import Generator

import msgspec
from sqlalchemy import Connection, insert, select

from testigo.ledger import tables
from testigo.ledger.identity import canonical, digest

GENESIS = ""
_HASH_LENGTH = 64
_AT_ONCE = 1000


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One link. `kind` says what happened (`run`, `batch`, `end`, `decision`, `purge`), `body` is JSON."""

    seq: int
    kind: str
    at: str
    body: str
    previous: str
    hash: str


def link(seq: int, kind: str, at: str, body: str, previous: str) -> str:
    """The hash of an entry: of its number, all that it holds, and the hash of the entry before.

    >>> link(1, "run", "2019-12-03T12:00:00Z", "{}", "") == link(1, "run", "2019-12-03T12:00:00Z", "{ }", "")
    False
    """
    return digest(str(seq), kind, at, body, previous, size=_HASH_LENGTH)


def append(connection: Connection, kind: str, at: str, body: object) -> Entry:
    """Add an entry at the end of the chain; the transaction has to be one for writing."""
    last = head(connection)
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    text = canonical(body)
    entry = Entry(seq=seq, kind=kind, at=at, body=text, previous=previous, hash=link(seq, kind, at, text, previous))
    connection.execute(insert(tables.entry), [msgspec.structs.asdict(entry)])
    return entry


def head(connection: Connection) -> Entry | None:
    """The last entry, None of an empty ledger."""
    row = connection.execute(select(tables.entry).order_by(tables.entry.c.seq.desc()).limit(1)).first()
    return Entry(**row._mapping) if row else None


def entries(connection: Connection, after: int = 0) -> Generator[Entry, None, None]:
    """All entries behind a number, in their order."""
    query = select(tables.entry).where(tables.entry.c.seq > after).order_by(tables.entry.c.seq)
    # closed with the iterator: who stops at a fault leaves no cursor open on a server
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        for row in rows:
            yield Entry(**row._mapping)


def broken(entry: Entry, before: Entry | None) -> str | None:
    """What is wrong with an entry as a link of the chain, None where nothing is."""
    expected = before.seq + 1 if before else 1
    if entry.seq != expected:
        return f"entry {expected} is missing"
    if entry.previous != (before.hash if before else GENESIS):
        return "it does not follow the entry before it"
    if entry.hash != link(entry.seq, entry.kind, entry.at, entry.body, entry.previous):
        return "what it holds was changed"
    return None
