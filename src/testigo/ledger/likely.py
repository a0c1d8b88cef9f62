"""What is kept of how alike accounts are, and up to which account somebody has judged it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from testigo.ledger import rows, tables
from testigo.ledger.partition import Bars
from testigo.ledger.store import Dialect
from testigo.ledger.these import one_of

Scores = tuple[int, list[int], list[int]]
"""An account, accounts with larger numbers, and how alike it is to each of these, in thousandths."""
_NOBODY = "[]"


class Judged(msgspec.Struct, frozen=True):
    """Who judged likeness, up to the account with which number, and by which bars."""

    judge: str
    until: int
    bars: Bars


class Kin(msgspec.Struct):
    """An account with those that it is like, filled while it is compared: `later` are accounts with larger numbers,
    with their `scores` in thousandths; `linked` those on either side that it is linked to, `retold` the later ones
    whose text is one with its own.
    """

    account: int
    later: list[int] = []
    scores: list[int] = []
    linked: list[int] = []
    retold: list[int] = []

    @property
    def row(self) -> tuple[int, str, str, str, str]:
        """How it is kept: in lists, for there are hundreds of pairs to an account."""
        later, scores, linked, retold = map(_written, (self.later, self.scores, self.linked, self.retold))
        return self.account, later, scores, linked, retold


class Alike(msgspec.Struct, frozen=True):
    """How alike some accounts are, as rows, with those of them that are linked to any, and the number of links."""

    rows: list[tuple[int, str, str, str, str]]
    linked: list[int]
    links: int

    @property
    def scores(self) -> list[Scores]:
        """How alike each is to those with larger numbers."""
        return [(account, read(later), read(scores)) for account, later, scores, *_ in self.rows if later != _NOBODY]


_numbers: msgspec.json.Decoder[list[int]] = msgspec.json.Decoder(list[int])
_ACCOUNTS = (
    select(
        tables.account, tables.delivery.c.dispatch, tables.delivery.c.content.label("delivered"), tables.delivery.c.day
    )
    .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
    .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
)
_DISPATCHES = (
    select(tables.delivery.c.dispatch)
    .join(tables.reading, tables.reading.c.delivery == tables.delivery.c.n)
    .join(tables.account, tables.account.c.reading == tables.reading.c.n)
    .distinct()
)
_OF_THESE = one_of(tables.likeness.c.account)
_KIN = select(*(tables.likeness.c[name] for name in ("account", "later", "scores", "linked"))).where(_OF_THESE)
_RETOLD = select(tables.likeness.c.account, tables.likeness.c.retold).where(
    _OF_THESE, tables.likeness.c.retold != _NOBODY
)


def judged(connection: Connection) -> Judged | None:
    """How far likeness is judged; None where nobody did yet."""
    row = connection.execute(select(tables.judged)).first()
    return Judged(row.judge, row.until, Bars(row.link, row.together, row.whole, row.least)) if row else None


def begin(connection: Connection, judge: str, bars: Bars) -> None:
    """Forget what another judge found, and begin anew."""
    for table in (tables.mark, tables.likeness, tables.judged):
        connection.execute(delete(table))
    connection.execute(insert(tables.judged), [{"judge": judge, "until": 0, **msgspec.structs.asdict(bars)}])


def waiting(connection: Connection) -> int:
    """How many accounts nobody has compared yet."""
    known = judged(connection)
    query = select(func.count()).select_from(tables.account)
    return int(connection.execute(query.where(tables.account.c.n > known.until) if known else query).scalar_one())


def next_ones(connection: Connection, until: int, most: int) -> Sequence[Any]:
    """The accounts that come after one, each with its dispatch, its delivery's content and day."""
    query = _ACCOUNTS.where(tables.account.c.n > until).order_by(tables.account.c.n).limit(most)
    return rows.named(connection.execute(query))


def by_number(connection: Connection, numbers: Iterable[int]) -> list[Row[Any]]:
    """Accounts as `next_ones` gives them, by their numbers."""
    return rows.where_in(connection, _ACCOUNTS, tables.account.c.n, sorted(numbers))


def enter(connection: Connection, dialect: Dialect, alike: Alike) -> None:
    """Keep how alike accounts are."""
    dialect.put_rows(connection, tables.likeness, alike.rows)


def reach(connection: Connection, until: int) -> None:
    """Keep that all accounts up to a number are judged."""
    connection.execute(update(tables.judged).values(until=until))


def enter_marks(connection: Connection, dialect: Dialect, marks: Sequence[tuple[str, int, int]]) -> None:
    """Keep under which marks, and which days, accounts are found."""
    dialect.put_rows(connection, tables.mark, sorted(set(marks)))


def kin_of(connection: Connection, accounts: Sequence[int]) -> tuple[list[Scores], set[int]]:
    """How alike some accounts are to those with larger numbers, and the accounts on either side that they are linked
    to.
    """
    scores: list[Scores] = []
    near: set[int] = set()
    for account, later, its_scores, linked in rows.bare(connection, _KIN, accounts):
        near.update(read(linked))
        if later != _NOBODY:
            scores.append((account, read(later), read(its_scores)))
    return scores, near


def chains(connection: Connection, accounts: Iterable[int]) -> dict[int, int]:
    """Which accounts hang together, by links to each other or through others: of each the first found of its chain."""
    found: dict[int, int] = {}
    for first in accounts:
        wanted = {first} - found.keys()
        while wanted:
            found |= dict.fromkeys(wanted, first)
            wanted = kin_of(connection, sorted(wanted))[1] - found.keys()
    return found


def retold_among(connection: Connection, accounts: Iterable[int]) -> list[tuple[int, int]]:
    """Pairs of accounts whose texts are one, the first of each among those given."""
    found = rows.bare(connection, _RETOLD, sorted(accounts))
    return [(account, other) for account, retold in found for other in read(retold)]


def read(numbers: str) -> list[int]:
    """Numbers as they are kept of an account.

    >>> read("[3,7]")
    [3, 7]
    """
    return _numbers.decode(numbers)


def dispatches_of(connection: Connection, accounts: Iterable[int]) -> set[int]:
    """The dispatches that some accounts are of."""
    return {row.dispatch for row in rows.where_in(connection, _DISPATCHES, tables.account.c.n, sorted(set(accounts)))}


def _written(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode() if numbers else _NOBODY
