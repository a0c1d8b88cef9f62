"""Taking texts out: the words of others go, spans, quotes, speakers and counts stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update

from testigo.errors import LedgerError
from testigo.ledger import chain, rows, tables
from testigo.ledger.lines import searchable
from testigo.ledger.names import dispatches_called
from testigo.ledger.store import Store
from testigo.ledger.these import THESE, one_of


def purge(store: Store, names: Sequence[str], author: str, reason: str, at: str) -> int:
    """Drop the texts of dispatches, by their ids or keys, and give how many went; the chain says who did it and why.

    What is searched for afterwards are the quotes. Raises LedgerError where a name means no dispatch (T-L020), or no
    author or reason is given (T-L032).
    """
    if not author.strip() or not reason.strip():
        raise LedgerError("T-L032", "a purge needs an author and a reason", hint="say --by NAME and --because TEXT")
    with store.writing() as connection:
        meant = {name: dispatches_called(connection, name) for name in names}
        for name, found in meant.items():
            if not found:
                raise LedgerError(
                    "T-L020", "nothing in the ledger has this name", place=name, hint="give a dispatch's id"
                )
        keys = {key: n for found in meant.values() for n, key in found.items()}
        texts = _texts(connection, keys.values())
        body = {"dispatches": sorted(keys), "author": author, "reason": reason}
        chain.append(connection, "purge", at, body)
        for n, text in texts.items():
            store.dialect.drop_words(connection, n, searchable(text.decode("utf-8", "surrogatepass")))
        quotes = rows.quotes_of(connection, texts)
        store.dialect.put_words(connection, sorted(quotes.items()))
        connection.execute(
            update(tables.text).where(one_of(tables.text.c.n)).values(body=None), {THESE.key: sorted(texts)}
        )
    return len(texts)


def _texts(connection: Connection, dispatches: Iterable[int]) -> dict[int, bytes]:
    deliveries = rows.where_in(
        connection, select(tables.delivery.c.text), tables.delivery.c.dispatch, sorted(dispatches)
    )
    found = rows.where_in(connection, select(tables.text), tables.text.c.n, {row.text for row in deliveries})
    return {row.n: row.body for row in found if row.body is not None}
