"""What a ledger is, in a few facts: how far its chain goes, who read it, the last day on which it learned something."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from testigo.ledger import chain, tables
from testigo.ledger.store import Store


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The number and the hash of the last entry of the chain, None of an empty ledger; the readers by which what
    stands was read, sorted; the last day on which a dispatch came to stand, None where none has a day.
    """

    entries: int = 0
    head: str | None = None
    readers: tuple[str, ...] = ()
    last_day: str | None = None


def summary(store: Store, today: str) -> Summary:
    """The facts of a ledger; days that lie behind `today`, an ISO day, are not known yet."""
    standing = tables.standing.c
    with store.reading() as connection:
        last = chain.head(connection)
        readers = connection.execute(
            select(tables.reading.c.reader).distinct().join(tables.standing, standing.reading == tables.reading.c.n)
        ).scalars()
        return Summary(
            entries=last.seq if last else 0,
            head=last.hash if last else None,
            readers=tuple(sorted(readers)),
            last_day=connection.execute(select(func.max(standing.since)).where(standing.since <= today)).scalar(),
        )


def has_entry(store: Store, seq: int, head: str | None) -> bool:
    """Whether an entry of a number has a hash in this ledger: whether it is the ledger that somebody once saw so."""
    if head is None:
        return seq == 0
    entry = tables.entry.c
    with store.reading() as connection:
        return connection.execute(select(entry.hash).where(entry.seq == seq)).scalar() == head
