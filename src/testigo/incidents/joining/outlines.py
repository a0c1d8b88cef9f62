"""From an account to what of it is compared."""

from __future__ import annotations

from datetime import date

from testigo.model.account import Account
from testigo.model.moment import DAY, instant
from testigo.model.outline import Outline
from testigo.model.record import DispatchHead
from testigo.model.trace import WIDTH, marks
from testigo.packs.folding import folded

EVERYONE = "all"


def outline(account: Account, key: str, head: DispatchHead, day: str | None) -> Outline:
    """The outline of an account under the name it has for good. `key` is its dispatch's, `day` that of publication.

    >>> from testigo.model.account import Account
    >>> account = Account(id="a1", main=True, type="bombing", start="2019-12-01", end="2019-12-01")
    >>> outline(account, "k", DispatchHead(id="d1", sha256=""), "2019-12-02").day
    737394
    """
    sides = (*account.perpetrators, *account.targets)
    trace = account.trace
    return Outline(
        account=account.id,
        dispatch=key,
        published=_ordinal(instant(day)[:DAY] if day else None),
        start=_ordinal(account.start),
        end=_ordinal(account.end),
        place=account.place,
        type=account.type,
        main=account.main,
        tolls={line.outcome: (line.low, line.best, line.high) for line in account.toll if line.people == EVERYONE},
        sides=frozenset(side.actor for side in sides if side.actor),
        names=frozenset(folded(name) for name in trace.names),
        words=marks(trace.words),
        pairs=marks(trace.pairs),
        towns=marks(trace.towns),
        sketch=tuple(trace.sketch[i : i + WIDTH] for i in range(0, len(trace.sketch), WIDTH)),
        length=trace.length,
        carrier=folded(head.agency or head.publisher or ""),
        quotes=tuple(folded(one) for one in trace.quotes),
    )


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None
