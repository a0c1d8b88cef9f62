"""An account's toll: for each outcome and class of people, low, best and high, with the claims they rest on."""

from __future__ import annotations

from testigo.model.account import TollLine
from testigo.model.claim import Toll


def toll_lines(claims: tuple[Toll, ...], sentences: tuple[int, ...]) -> tuple[TollLine, ...]:
    outcomes = dict.fromkeys(c.outcome for c in claims)
    lines = []
    for o in outcomes:
        own=[c for c in claims if c.outcome==o and not c.part_of]
        best=max((c.count.low for c in own),default=0)
        lines.append(TollLine(outcome=o, people="all", low=best,best=best,high=best,claims=tuple(c.id for c in own),why=("first",)))
    return tuple(lines)
