"""Whether a ruling that came from elsewhere fits what it is about, as one made here would have to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from testigo.errors import LedgerError
from testigo.ledger import rows, tables
from testigo.ledger.adopted import adopted, name_of
from testigo.ledger.identity import ACCOUNT, CLAIM, stem_of
from testigo.ledger.rulings import mended, targets
from testigo.model.decision import Decision


def look_whether_fitting(connection: Connection, decision: Decision) -> None:
    """A correction that does not fit is refused now, not when somebody looks, and so is a claim under a false name."""
    if decision.kind == "adopt":
        _look_at_adopted(connection, decision)
    if decision.kind != "correct":
        return
    for told in (told for name in targets(decision) for told in _named(connection, name)):
        try:
            mended(told, decision.changes)
        except LedgerError as error:
            error.place = f"decision {decision.n}"
            raise


def _look_at_adopted(connection: Connection, decision: Decision) -> None:
    """A claim that was adopted is called after what it says, and where its text is there, says it in those words."""
    claim, stem = adopted(decision), stem_of(decision.about[0])
    query = (
        select(tables.delivery, tables.dispatch.c.key, tables.text.c.body)
        .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
        .join(tables.text, tables.text.c.n == tables.delivery.c.text)
    )
    dispatches = [row.n for row in rows.dispatches_named(connection, [stem])]
    found = rows.where_in(connection, query, tables.delivery.c.dispatch, dispatches)
    meant = [row for row in found if name_of(claim, row.key, rows.content_of(row).dispatch.sha256) == claim.id]
    bodies = [row.body.decode("utf-8", "surrogatepass") for row in meant if row.body is not None]
    if not meant or any(body[slice(*claim.span)] != claim.quote for body in bodies):
        raise LedgerError(
            "T-L053", f"{claim.id} is not what its name says: names are hashes of what they name",
            place=f"decision {decision.n}", hint="it was changed; dump the ledger once more",
        )  # fmt: skip


def _named(connection: Connection, name: str) -> list[Any]:
    """The claims or accounts that have a name, in whatever reading."""
    table, noun = {CLAIM: (tables.claim, rows.claim_of), ACCOUNT: (tables.account, rows.account_of)}[name[:1]]
    query = (
        select(table)
        .join(tables.reading, tables.reading.c.n == table.c.reading)
        .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    )
    dispatches = [row.n for row in rows.dispatches_named(connection, [stem_of(name)])]
    found = rows.where_in(connection, query, tables.delivery.c.dispatch, dispatches)
    return [noun(row) for row in found if row.id == name]
