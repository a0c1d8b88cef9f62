"""What a name means: that of an incident, an account or a claim, now or in an older reading, whole or its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from testigo.errors import LedgerError
from testigo.ledger import rows, tables
from testigo.ledger.identity import ACCOUNT, CLAIM, INCIDENT, account_named, incident_id, stem_of
from testigo.ledger.shelf import CLAIMS, Horizon, Known, incidents_of
from testigo.ledger.succession import followed

ALL = Horizon()


def known_named(connection: Connection, name: str, horizon: Horizon = ALL) -> tuple[Known, str]:
    """The incident that a name means, and the whole name of what is meant by it, as it is called now."""
    incident, whole = _meant(connection, name)
    found = incidents_of(connection, [incident], horizon, keep_empty=True)
    return found[0], found[0].id if whole.startswith(INCIDENT) else whole


def _meant(connection: Connection, name: str) -> tuple[int, str]:
    """The number of the incident that a name means, and the whole name."""
    kind = name[:1]
    if kind not in (INCIDENT, ACCOUNT, CLAIM):
        raise unknown(name)
    wanted = account_named(name) if kind == INCIDENT else name
    found = _accounts_of(connection, stem_of(name))
    named = rows.among(connection, CLAIMS, sorted({row.reading for row in found})) if kind == CLAIM else found
    meant = [row for row in named if row.id.startswith(wanted)]
    exact = [row for row in meant if row.id == wanted]
    ids = {row.id for row in exact or meant}
    if len(ids) != 1:
        raise ambiguous(name, sorted(ids)) if ids else unknown(name)
    chosen = (exact or meant)[-1]
    accounts = {(row.reading, row.local): row for row in found}
    own = accounts.get((chosen.reading, chosen.account if kind == CLAIM else chosen.local))
    if own is None:
        raise LedgerError(
            "T-L022", "the claim belongs to no incident", place=name, hint="it is a sum or a running count"
        )
    heir = _present(connection, own, found)
    if kind == CLAIM:
        return int(heir.incident), chosen.id
    return int(heir.incident), incident_id(heir.id) if kind == INCIDENT else heir.id


_ACCOUNTS = (
    select(tables.account, tables.delivery.c.dispatch, tables.member.c.incident)
    .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
    .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
    .outerjoin(tables.member, tables.member.c.account == tables.account.c.n)
)


def _accounts_of(connection: Connection, stem: str) -> list[Row[Any]]:
    found = rows.beginning_with(connection, _ACCOUNTS, tables.dispatch.c.key, [stem])
    return sorted(found, key=lambda row: int(row.n))


def _present(connection: Connection, row: Row[Any], found: Sequence[Row[Any]]) -> Row[Any]:
    """The present account by which one of an older reading is told now."""
    if row.incident is not None:
        return row
    readings = sorted({one.reading for one in found})
    claims = rows.by(rows.among(connection, CLAIMS, readings), "reading")
    known = {one.n: rows.known(one, claims.get(one.reading, [])) for one in found}
    heirs = {one.id: one for one in found if one.incident is not None and one.dispatch == row.dispatch}
    heir = followed(known[row.n], [known[one.n] for one in heirs.values()])
    if heir is None:
        raise LedgerError("T-L023", "a newer reading tells nothing of it any more", place=row.id)
    return heirs[heir]


def unknown(name: str) -> LedgerError:
    """The error for a name that means nothing."""
    return LedgerError(
        "T-L020", "nothing in the ledger has this name", place=name, hint="`testigo incidents` lists what there is"
    )


def ambiguous(name: str, names: Sequence[str]) -> LedgerError:
    """The error for the beginning of several names."""
    return LedgerError(
        "T-L021", f"several things are called so: {', '.join(names[:5])}", place=name, hint="write more of the name"
    )
