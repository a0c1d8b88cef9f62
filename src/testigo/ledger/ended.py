"""Dispatches that stand no more on a day: their publisher corrected them, or took them back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec
from sqlalchemy import func, select

from testigo.ledger import rows, tables
from testigo.ledger.identity import DISPATCH, STEM
from testigo.ledger.shelf import Horizon, stands
from testigo.ledger.store import Store
from testigo.ledger.versions import Delivered, in_line, stretches

EndCode = Literal["corrected", "withdrawn"]


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch that stands no more: since when, None where nobody knows, and which one took its place."""

    dispatch: str
    since: str | None
    code: EndCode
    by: str | None = None


def ended(store: Store, horizon: Horizon) -> list[Ended]:
    """Every dispatch that a later version of its item has ended by the day, by its name."""
    deliveries = tables.delivery.c
    several = select(deliveries.item).group_by(deliveries.item).having(func.count() > 1)
    with store.reading() as connection:
        found = connection.execute(select(tables.delivery).where(deliveries.item.in_(several))).all()
        numbers = sorted({row.dispatch for row in found})
        named = rows.where_in(connection, select(tables.dispatch), tables.dispatch.c.n, numbers)
    names = {row.n: DISPATCH + row.key[:STEM] for row in named}
    by_item = rows.by(found, "item").values()
    lines = [sorted((rows.delivered(row) for row in some), key=in_line) for some in by_item]
    standing = stretches(version for line in lines for version in line)
    gone = {n for n in names if not stands(standing.get(n, ()), horizon.as_of)}
    told = {one.dispatch: one for line in lines for one in _ends(line, gone, names, horizon.as_of)}
    return [told[name] for name in sorted(told)]


def _ends(line: list[Delivered], gone: set[int], names: dict[int, str], as_of: str | None) -> Iterator[Ended]:
    for version, following in pairwise(line):
        known = as_of is None or (following.day is not None and following.day <= as_of)
        if version.status == "usable" and version.dispatch in gone and known:
            usable = following.status == "usable"
            yield Ended(
                dispatch=names[version.dispatch],
                since=following.day,
                code="corrected" if usable else "withdrawn",
                by=names[following.dispatch] if usable else None,
            )
