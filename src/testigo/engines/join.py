"""Joining: every account is compared once with those near it, and what is linked becomes one incident.

How alike two accounts are depends on these two alone. So it matters neither in which order they came nor in how many
runs, and a run that is cut off goes on with the first account that nobody has compared. Accounts are taken a stretch at
a time: while one is compared, where there are several processes in these, what the one before gave is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from testigo.engines.compared import compared, parts
from testigo.engines.each import Each
from testigo.engines.rings import rings_seldom
from testigo.incidents.joining.candidates import in_reach, marked, sought
from testigo.incidents.joining.nearby import Marked, Nearby, at_once
from testigo.incidents.joining.outlines import outline
from testigo.ledger import likely, rows
from testigo.ledger.derived import Meet, rebuild, refresh
from testigo.ledger.likely import Alike, Scores
from testigo.ledger.partition import Bars, thousandths
from testigo.ledger.store import Dialect, Store
from testigo.ledger.unmet import Hanging
from testigo.model.digests import blake2b
from testigo.model.likeness import Weights
from testigo.model.outline import Outline
from testigo.packs.joining import weights

FORM = 8
"""Raised when the same weights give other scores: candidates, features or outlines have changed."""
_AT_ONCE = 4000
"""Accounts of one transaction, and marks that are looked for at once."""
_SOUGHT = 4000
Passed = Callable[[int], None]


class _Stretch(msgspec.Struct, frozen=True):
    """Accounts that follow one another, from the one after `since` to `until`; their outlines with those of whom
    they are held against, their marks, and how alike they turn out to be to those before.
    """

    since: int
    until: int
    outlines: dict[int, Outline]
    marks: list[Marked]
    alike: Iterator[Alike]


def join(store: Store, each: Each = map, passed: Passed = lambda done: None) -> int:
    """Compare every account that nobody has compared yet, and join what is linked; gives the number of links.

    Where the weights are others than those of the last time, everything is compared anew. Raises LedgerError.
    """
    known, links = weights(), 0
    with store.writing() as connection:
        if _begin(connection, known):
            rebuild(connection, store.dialect)
        stretch = _next(connection, store.dialect, known, each)
    while stretch:
        with store.writing() as connection, rings_seldom():
            if _reached(connection) != stretch.since:  # somebody else joins this ledger too
                stretch = _next(connection, store.dialect, known, each)
                continue
            likely.enter_marks(connection, store.dialect, stretch.marks)
            following = _next(connection, store.dialect, known, each, stretch.until)
            linked = set[int]()
            for alike in _entered(connection, store.dialect, stretch):
                linked.update(alike.linked)
                links += alike.links
            if linked:
                meet = _meeting(connection, store.dialect, known, stretch.outlines)
                refresh(connection, store.dialect, likely.dispatches_of(connection, linked), meet)
        passed(links)
        stretch = following
    return links


def derive(connection: Connection, dialect: Dialect) -> None:
    """Make everything derived anew: how alike accounts are, and all that follows from it and from the log."""
    known = weights()
    likely.begin(connection, judge(known), _bars(known))
    while stretch := _next(connection, dialect, known, map):
        likely.enter_marks(connection, dialect, stretch.marks)
        for _ in _entered(connection, dialect, stretch):
            pass
    rebuild(connection, dialect, _meeting(connection, dialect, known, {}))


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


def _reached(connection: Connection) -> int:
    """The number of the last account that is judged."""
    held = likely.judged(connection)
    return held.until if held else 0


def _next(
    connection: Connection, dialect: Dialect, known: Weights, each: Each, since: int | None = None
) -> _Stretch | None:
    """The accounts after those that are judged, or after another one; comparing them is begun. None after the last."""
    since = _reached(connection) if since is None else since
    found = likely.next_ones(connection, since, _AT_ONCE)
    if not found:
        return None
    own = {row.n: outline_of(row) for row in found}
    marks = [(mark, day, n) for n, one in own.items() for mark, day in marked(one)]
    near = _near(connection, dialect, own, marks)
    others = likely.by_number(connection, {n for found in near.values() for n in found} - own.keys())
    outlines = own | {row.n: outline_of(row) for row in others}
    return _Stretch(since, found[-1].n, outlines, marks, each(compared, parts(near, outlines, known)))


def _near(
    connection: Connection, dialect: Dialect, own: Mapping[int, Outline], marks: Sequence[Marked]
) -> dict[int, list[int]]:
    """With which earlier accounts each of some is to be compared, of those in the ledger and of themselves."""
    wanted = {n: sought(outline) for n, outline in own.items()}
    asked = [(one.mark, one.since, one.until) for one in at_once(one for some in wanted.values() for one in some)]
    before = (found for some in rows.chunked(asked, _SOUGHT) for found in dialect.find_marked(connection, some))
    nearby = Nearby([*marks, *before])
    return {n: nearby.before(n, some) for n, some in wanted.items()}


def _meeting(connection: Connection, dialect: Dialect, known: Weights, at_hand: Mapping[int, Outline]) -> Meet:
    """How accounts that others link, and that share no mark, are held against each other; some outlines are at hand.

    Which pairs they are depends on what is linked alone: what hangs together only grows, and all of it has met when the
    last of it has come.
    """

    def meet(found: Sequence[Hanging]) -> list[Scores]:
        numbers = set[int]().union(*found)
        rest = likely.by_number(connection, numbers - at_hand.keys())
        outlines = {n: at_hand[n] for n in numbers & at_hand.keys()} | {row.n: outline_of(row) for row in rest}
        near = {n: before for group in found for n, before in _not_met(group, outlines).items()}
        scores: list[Scores] = []
        for alike in map(compared, parts(near, outlines, known)):
            likely.enter(connection, dialect, alike)
            scores += alike.scores
        return scores

    return meet


def _not_met(group: Hanging, outlines: Mapping[int, Outline]) -> dict[int, list[int]]:
    """Who of a group is in reach of whom, and has no score with him; but for those that share a mark: they were
    compared, and are so unlike that nothing of it was kept.
    """
    own = {n: outlines[n] for n in group}
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in in_reach(own):
        if one not in group[other]:
            near[other].add(one)
    nearby = Nearby((mark, day, n) for n, one in own.items() for mark, day in marked(one))
    return {n: sorted(before.difference(nearby.before(n, sought(own[n])))) for n, before in sorted(near.items())}


def _entered(connection: Connection, dialect: Dialect, stretch: _Stretch) -> Iterator[Alike]:
    """Keep how alike the accounts of a stretch are, and give it part by part."""
    for alike in stretch.alike:
        likely.enter(connection, dialect, alike)
        yield alike
    likely.reach(connection, stretch.until)
