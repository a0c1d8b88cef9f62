"""Joining: every account is compared once with those near it, and what is linked becomes one incident.

How alike two accounts are depends on these two alone. So it matters neither in which order they came nor in how many
runs, and a run that is cut off goes on with the first account that nobody has compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from testigo.incidents.joining.candidates import marked, sought
from testigo.incidents.joining.decide import score
from testigo.incidents.joining.nearby import Nearby, at_once
from testigo.incidents.joining.outlines import outline
from testigo.incidents.joining.retold import is_retold
from testigo.ledger import likely, rows
from testigo.ledger.derived import rebuild, refresh
from testigo.ledger.likely import Alike
from testigo.ledger.partition import Bars, thousandths
from testigo.ledger.store import Dialect, Store
from testigo.model.digests import blake2b
from testigo.model.likeness import Weights
from testigo.model.outline import Outline
from testigo.packs.joining import weights

FORM = 3
"""Raised when the same weights give other scores: candidates, features or outlines have changed."""
_AT_ONCE = 4000
"""Accounts of one transaction, and marks that are looked for at once."""
_SOUGHT = 4000
Passed = Callable[[int], None]


def join(store: Store, passed: Passed = lambda done: None) -> int:
    """Compare every account that nobody has compared yet, and join what is linked; gives the number of links.

    Where the weights are others than those of the last time, everything is compared anew. Raises LedgerError.
    """
    known, links = weights(), 0
    link = thousandths(known.link)
    with store.writing() as connection:
        if _begin(connection, known):
            rebuild(connection, store.dialect)
    while True:
        with store.writing() as connection:
            found = _next(connection, store.dialect, known)
            if found is None:
                return links
            linked = [pair for pair in found if pair.score >= link]
            touched = likely.dispatches_of(connection, {n for pair in linked for n in (pair.one, pair.other)})
            if touched:
                refresh(connection, store.dialect, touched)
        links += len(linked)
        passed(links)


def derive(connection: Connection, dialect: Dialect) -> None:
    """Make everything derived anew: how alike accounts are, and all that follows from it and from the log."""
    known = weights()
    likely.begin(connection, judge(known), _bars(known))
    while _next(connection, dialect, known) is not None:
        pass
    rebuild(connection, dialect)


def judge(known: Weights) -> str:
    """Who judges: these weights in this form.

    >>> judge(weights()).split()[0]
    'weights'
    """
    told = msgspec.json.encode(known, order="sorted")
    return f"weights {known.version}.{FORM} {blake2b(told, digest_size=6).hexdigest()}"


def outline_of(row: Row[Any]) -> Outline:
    """The outline of an account as the ledger keeps it."""
    content = rows.delivered_content(row)
    account = msgspec.structs.replace(rows.account_of(row), id=row.id)
    return outline(account, str(row.dispatch), content.head, row.day)


def _begin(connection: Connection, known: Weights) -> bool:
    """Let another judge's likeness go; whether there was any."""
    held = likely.judged(connection)
    if held and held.judge == judge(known):
        return False
    likely.begin(connection, judge(known), _bars(known))
    return held is not None


def _bars(known: Weights) -> Bars:
    return Bars(
        thousandths(known.link), thousandths(known.together), thousandths(known.whole), thousandths(known.least)
    )


def _next(connection: Connection, dialect: Dialect, known: Weights) -> list[Alike] | None:
    """Compare the next accounts, and give what is alike; None after the last."""
    held = likely.judged(connection)
    found = likely.next_ones(connection, held.until if held else 0, _AT_ONCE)
    if not found:
        return None
    own = {row.n: outline_of(row) for row in found}
    likely.enter_marks(connection, dialect, [(mark, day, n) for n, one in own.items() for mark, day in marked(one)])
    near = _near(connection, dialect, own)
    others = likely.by_number(connection, {n for found in near.values() for n in found} - own.keys())
    outlines = own | {row.n: outline_of(row) for row in others}
    least = thousandths(known.least)
    alike = [pair for pair in _compared(near, outlines, known) if pair.score > least or pair.retold]
    likely.enter(connection, dialect, alike, found[-1].n)
    return alike


def _near(connection: Connection, dialect: Dialect, own: Mapping[int, Outline]) -> dict[int, list[int]]:
    """With which earlier accounts each of some is to be compared."""
    wanted = {n: sought(outline) for n, outline in own.items()}
    asked = [(one.mark, one.since, one.until) for one in at_once(one for some in wanted.values() for one in some)]
    nearby = Nearby(found for some in rows.chunked(asked, _SOUGHT) for found in dialect.find_marked(connection, some))
    return {n: nearby.before(n, some) for n, some in wanted.items()}


def _compared(near: Mapping[int, Sequence[int]], outlines: Mapping[int, Outline], known: Weights) -> Iterator[Alike]:
    for other, found in near.items():
        yours = outlines[other]
        for one in found:
            mine = outlines[one]
            if mine.dispatch != yours.dispatch:
                yield Alike(one, other, thousandths(score(mine, yours, known)), is_retold(mine, yours))
