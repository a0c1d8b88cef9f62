"""What is kept of how alike accounts are, and up to which account somebody has judged it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, func, insert, select, update

from testigo.ledger import rows, tables
from testigo.ledger.partition import Bars
from testigo.ledger.store import Dialect
from testigo.ledger.these import THESE, one_of

Pair = tuple[int, int]


class Judged(msgspec.Struct, frozen=True):
    """Who judged likeness, up to the account with which number, and by which bars."""

    judge: str
    until: int
    bars: Bars


class Alike(msgspec.Struct, frozen=True):
    """Pairs of accounts column by column, for there are many: the smaller numbers, the larger ones, scores in
    thousandths, and whether their text is one; in the order of the numbers.
    """

    ones: Sequence[int]
    others: Sequence[int]
    scores: Sequence[int]
    retold: Sequence[int]

    def linked(self, link: int) -> list[tuple[int, int]]:
        """The pairs that score so much or more."""
        every = zip(self.ones, self.others, self.scores, strict=True)
        return [(one, other) for one, other, score in every if score >= link]


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
_LINK: BindParameter[int] = bindparam("link")
_OF_THESE, _WITH_THESE = one_of(tables.likeness.c.one), one_of(tables.likeness.c.other)
_SCORES = select(tables.likeness.c.one, tables.likeness.c.other, tables.likeness.c.score).where(_OF_THESE)
_RETOLD = select(tables.likeness.c.one, tables.likeness.c.other).where(_OF_THESE, tables.likeness.c.retold != 0)
_LINKED_BEFORE = select(tables.likeness.c.one).distinct().where(_WITH_THESE, tables.likeness.c.score >= _LINK)


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


def next_ones(connection: Connection, until: int, most: int) -> Sequence[Row[Any]]:
    """The accounts that come after one, each with its dispatch, its delivery's content and day."""
    query = _ACCOUNTS.where(tables.account.c.n > until).order_by(tables.account.c.n).limit(most)
    return connection.execute(query).all()


def by_number(connection: Connection, numbers: Iterable[int]) -> list[Row[Any]]:
    """Accounts as `next_ones` gives them, by their numbers."""
    return rows.where_in(connection, _ACCOUNTS, tables.account.c.n, sorted(numbers))


def enter(connection: Connection, dialect: Dialect, alike: Alike) -> None:
    """Keep how alike accounts are."""
    columns = zip(alike.ones, alike.others, alike.scores, alike.retold, strict=True)
    dialect.put_rows(connection, tables.likeness, list(columns))


def reach(connection: Connection, until: int) -> None:
    """Keep that all accounts up to a number are judged."""
    connection.execute(update(tables.judged).values(until=until))


def enter_marks(connection: Connection, dialect: Dialect, marks: Sequence[tuple[str, int, int]]) -> None:
    """Keep under which marks, and which days, accounts are found."""
    dialect.put_rows(connection, tables.mark, sorted(set(marks)))


def scores_of(connection: Connection, accounts: Sequence[int]) -> list[tuple[int, int, int]]:
    """How alike some accounts are to those with larger numbers: both numbers and the score."""
    return rows.bare(connection, _SCORES, accounts)


def linked_before(connection: Connection, accounts: Sequence[int], link: int) -> set[int]:
    """Accounts with smaller numbers that some accounts are at least so alike to."""
    return {
        n
        for some in rows.chunked(accounts)
        for n in connection.execute(_LINKED_BEFORE, {THESE.key: some, _LINK.key: link}).scalars()
    }


def retold_among(connection: Connection, accounts: Iterable[int]) -> list[tuple[int, int]]:
    """Pairs of accounts whose texts are one, the first of each among those given."""
    return [(row.one, row.other) for row in rows.among(connection, _RETOLD, sorted(accounts))]


def dispatches_of(connection: Connection, accounts: Iterable[int]) -> set[int]:
    """The dispatches that some accounts are of."""
    return {row.dispatch for row in rows.where_in(connection, _DISPATCHES, tables.account.c.n, sorted(set(accounts)))}
