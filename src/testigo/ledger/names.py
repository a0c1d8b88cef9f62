"""What a name means: that of an incident, an account or a claim, now or in an older reading, whole or its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from testigo.errors import LedgerError
from testigo.ledger import rows, tables
from testigo.ledger.adopted import adopted, adoptions
from testigo.ledger.identity import ACCOUNT, CLAIM, INCIDENT, STEM, account_named, incident_id, stem_of
from testigo.ledger.shelf import Horizon, Known, incidents_of
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
    named = _claims_of(connection, name, found) if kind == CLAIM else [(row.id, row) for row in found]
    meant = [pair for pair in named if pair[0].startswith(wanted)]
    exact = [pair for pair in meant if pair[0] == wanted]
    ids = {whole for whole, _ in exact or meant}
    if len(ids) != 1:
        raise ambiguous(name, sorted(ids)) if ids else unknown(name)
    chosen, own = (exact or meant)[-1]
    if own is None:
        raise LedgerError(
            "T-L022", "the claim belongs to no incident", place=name, hint="it is a sum or a running count"
        )
    heir = _present(connection, own, found)
    if kind == CLAIM:
        return int(heir.incident), chosen
    return int(heir.incident), incident_id(heir.id) if kind == INCIDENT else heir.id


def _claims_of(connection: Connection, name: str, accounts: Sequence[Row[Any]]) -> list[tuple[str, Row[Any] | None]]:
    """Names of claims, each with its account: of those that were adopted under a name that begins so, and of all that
    was read with some accounts.
    """
    read = rows.among(connection, rows.CLAIMS, sorted({row.reading for row in accounts}))
    home = {(row.reading, row.local): row for row in accounts}
    by_name = {row.id: row for row in accounts}
    taken = map(adopted, adoptions(rows.decisions_on_beginning(connection, name)))
    return [
        *((claim.id, by_name.get(claim.account or "")) for claim in taken),
        *((row.id, home.get((row.reading, row.account))) for row in read),
    ]


def present_accounts(connection: Connection, stem: str) -> list[Row[Any]]:
    """The accounts by which the dispatch with this piece of a key is told now."""
    return [row for row in _accounts_of(connection, stem) if row.incident is not None]


def main_account(connection: Connection, dispatch: str) -> str:
    """The account of a dispatch that is its news. Raises LedgerError where the dispatch has no account (T-L035)."""
    found = present_accounts(connection, stem_of(dispatch))
    ranked = sorted(found, key=lambda row: (not rows.account_of(row).main, row.id))
    if not ranked:
        raise LedgerError(
            "T-L035", "nothing that happened is told there, as far as the rules read it", place=dispatch,
            hint="a claim has to belong to an account; make a rule of what they miss, and read anew",
        )  # fmt: skip
    return str(ranked[0].id)


_ACCOUNTS = (
    select(tables.account, tables.delivery.c.dispatch, tables.member.c.incident)
    .join(tables.reading, tables.reading.c.n == tables.account.c.reading)
    .join(tables.delivery, tables.delivery.c.n == tables.reading.c.delivery)
    .join(tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch)
    .outerjoin(tables.member, tables.member.c.account == tables.account.c.n)
)


def numbers_of(connection: Connection, accounts: Iterable[str]) -> dict[str, int]:
    """The numbers of accounts by their names, as far as there are such."""
    wanted = set(accounts)
    found = rows.beginning_with(connection, _ACCOUNTS, tables.dispatch.c.key, map(stem_of, wanted))
    return {row.id: row.n for row in found if row.id in wanted}


def _accounts_of(connection: Connection, stem: str) -> list[Row[Any]]:
    found = rows.beginning_with(connection, _ACCOUNTS, tables.dispatch.c.key, [stem])
    return sorted(found, key=lambda row: int(row.n))


def _present(connection: Connection, row: Row[Any], found: Sequence[Row[Any]]) -> Row[Any]:
    """The present account by which one of an older reading is told now."""
    if row.incident is not None:
        return row
    readings = sorted({one.reading for one in found})
    claims = rows.by(rows.among(connection, rows.CLAIMS, readings), "reading")
    known = {one.n: rows.known(one, claims.get(one.reading, [])) for one in found}
    heirs = {one.id: one for one in found if one.incident is not None and one.dispatch == row.dispatch}
    heir = followed(known[row.n], [known[one.n] for one in heirs.values()])
    if heir is None:
        raise LedgerError("T-L023", "a newer reading tells nothing of it any more", place=row.id)
    return heirs[heir]


def dispatches_called(connection: Connection, name: str) -> dict[int, str]:
    """Dispatches by the key, or its beginning, or by an id under which they were delivered."""
    found = rows.dispatches_named(connection, [name]) if len(name) >= STEM else []
    if found:
        return {row.n: row.key for row in found}
    query = select(tables.delivery, tables.dispatch.c.key).join(
        tables.dispatch, tables.dispatch.c.n == tables.delivery.c.dispatch
    )
    return {row.dispatch: row.key for row in connection.execute(query) if rows.content_of(row).dispatch.id == name}


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
