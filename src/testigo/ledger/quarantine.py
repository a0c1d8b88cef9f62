"""What could not be made a dispatch of: kept with its reason, never dropped, and settled when it can be."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import insert, select

from testigo.ledger import chain, tables
from testigo.ledger.lines import vouch, vouched_settlement
from testigo.ledger.store import Store


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in quarantine. `outcome` tells how it was settled, None while it waits."""

    n: int
    id: str
    place: str
    code: str
    reason: str
    form: str | None
    raw: bytes
    outcome: str | None


def held(store: Store, *, settled: bool = False) -> list[Held]:
    """What waits in quarantine, in the order in which it came; with `settled` also what waits no more."""
    query = (
        select(tables.quarantine, tables.settlement.c.outcome)
        .outerjoin(tables.settlement, tables.settlement.c.quarantine == tables.quarantine.c.n)
        .order_by(tables.quarantine.c.n)
    )
    with store.reading() as connection:
        found = [
            Held(
                n=row.n, id=row.id, place=row.place, code=row.code, reason=row.reason, form=row.form,
                raw=row.raw or b"", outcome=row.outcome,
            )
            for row in connection.execute(query)
        ]  # fmt: skip
    return [one for one in found if settled or one.outcome is None]


def settle(store: Store, things: Sequence[Held], outcome: str, at: str) -> None:
    """Note that things in quarantine wait no more, and why."""
    if not things:
        return
    with store.writing() as connection:
        lines = [vouched_settlement(one.id, outcome) for one in things]
        body = {"settled": outcome, "rows": len(lines), "digest": vouch(lines)}
        entry = chain.append(connection, "batch", at, body)
        connection.execute(
            insert(tables.settlement),
            [{"quarantine": one.n, "outcome": outcome, "entry": entry.seq} for one in things],
        )
