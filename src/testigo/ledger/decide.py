"""Ruling: one more line of the log, checked against what others ruled meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, insert

from testigo.errors import ConflictError, LedgerError
from testigo.ledger import chain, rows, tables
from testigo.ledger.adopt import adoption
from testigo.ledger.derived import refresh
from testigo.ledger.identity import ACCOUNT, CLAIM, DISPATCH, digest, encoded, stem_of
from testigo.ledger.lines import vouch
from testigo.ledger.names import known_named, main_account
from testigo.ledger.rulings import fitting
from testigo.ledger.shelf import Known
from testigo.ledger.store import Store
from testigo.model.decision import RULINGS, Decision, standing

MERGED_AT_LEAST = 2


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants ruled. `about` names incidents, accounts or claims; `changes` are the fields of a correction.

    A `merge` names incidents; a `split` names accounts that leave their incident together; an `undo` the number of a
    decision. An `adopt` names the account that a claim goes into, or the dispatch, whose main account is meant, and its
    `changes` are the claim's fields. `seen` is the state of what it is about as its author saw it: nothing is ruled
    over what others did since.
    """

    kind: str
    about: tuple[str, ...] = ()
    author: str
    reason: str
    changes: dict[str, Any] = {}
    undoes: int | None = None
    seen: int | None = None


def decide(store: Store, order: Order, at: str) -> Decision:
    """Enter a ruling.

    Raises ConflictError (T-L030) when somebody ruled on the same since `seen`, and LedgerError for a name that means
    nothing (T-L020), a correction that does not fit (T-L031), an order that cannot be carried out (T-L032), or a claim
    that cannot be adopted (T-L033 to T-L036). The same adopted twice is one decision.
    """
    if not order.author.strip() or not order.reason.strip():
        raise _impossible("a decision needs an author and a reason", "say --by NAME and --because TEXT")
    if order.kind not in RULINGS:
        raise _impossible(f"nobody can rule {order.kind!r}", f"rulings: {', '.join(RULINGS)}")
    with store.writing() as connection:
        decision = _undo(connection, order) if order.kind == "undo" else _ruling(connection, order)
        if decision.n:  # it was adopted before
            return decision
        entered = _enter(connection, store, decision, at)
        if decision.kind == "split":
            _look_whether_split(connection, decision)
        return entered


def decisions(store: Store) -> list[Decision]:
    """Every decision in its order."""
    with store.reading() as connection:
        return rows.all_decisions(connection)


def _ruling(connection: Connection, order: Order) -> Decision:
    if not order.about:
        raise _impossible("nothing was named to rule on", "name an incident, an account or a claim")
    found = [known_named(connection, _account(connection, name, order)) for name in order.about]
    _look_for_conflict(found, order)
    decision = Decision(
        kind=order.kind,  # type: ignore[arg-type]
        author=order.author,
        reason=order.reason,
        about=tuple(name for _, name in found),
        changes=order.changes,
    )
    incidents = [known for known, _ in found]
    if order.kind == "adopt":
        return _adopt(connection, decision, incidents)
    if order.kind == "merge":
        return _merge(decision, incidents)
    if order.kind == "split":
        return _split(decision, incidents)
    if order.kind == "correct":
        _try(decision, incidents[0])
    own = tuple(tuple(t.account.id for t in known.everything) for known in incidents)
    single = tuple((name,) if name.startswith("a") else group for name, group in zip(decision.about, own, strict=True))
    return replace(decision, accounts=single)


def _account(connection: Connection, name: str, order: Order) -> str:
    """What a name means in an order: who adopts a claim into a dispatch means its main account."""
    return main_account(connection, name) if order.kind == "adopt" and name.startswith(DISPATCH) else name


def _adopt(connection: Connection, decision: Decision, incidents: Sequence[Known]) -> Decision:
    account = decision.about[0]
    if len(incidents) != 1 or not account.startswith(ACCOUNT):
        raise _impossible("a claim is adopted into one account", "name an account of its dispatch, or leave it out")
    return adoption(connection, decision, incidents[0], account)


def _merge(decision: Decision, incidents: Sequence[Known]) -> Decision:
    once = {known.id: known for known in incidents}
    if len(once) < MERGED_AT_LEAST:
        raise _impossible("a merge needs two incidents or more", "these names mean the same one")
    groups = tuple(tuple(t.account.id for t in known.everything) for known in once.values())
    return replace(decision, about=tuple(sorted(once)), accounts=tuple(sorted(groups)))


def _split(decision: Decision, incidents: Sequence[Known]) -> Decision:
    if len({known.id for known in incidents}) != 1:
        raise _impossible("the accounts are not of one incident", "split one incident at a time")
    members = [t.account.id for t in incidents[0].everything]
    leaving = tuple(sorted(set(decision.about) & set(members)))
    staying = tuple(one for one in members if one not in leaving)
    if not leaving or not staying:
        raise _impossible("nothing would leave, or nothing would stay", "name some of the incident's accounts, not all")
    return replace(decision, accounts=(leaving, staying))


def _look_whether_split(connection: Connection, decision: Decision) -> None:
    """Versions of one item are never torn apart, so that a split between them would do nothing."""
    leaving, staying = ({known_named(connection, one)[0].id for one in group} for group in decision.accounts)
    if leaving & staying:
        raise _impossible("the accounts are versions of one item, which stay together", "name all of its accounts")


def _try(decision: Decision, known: Known) -> None:
    """A correction that does not fit is refused now, not when somebody looks."""
    if len(decision.about) != 1 or not decision.changes:
        raise _impossible("a correction is of one claim or account, and sets a field", "say --set FIELD=VALUE")
    name = decision.about[0]
    for telling in known.everything:
        for told in (telling.account, *telling.claims):
            if told.id == name:
                fitting(told, decision.changes)
                return
    raise _impossible("only a claim or an account can be corrected", "name the one whose field is wrong")


def _undo(connection: Connection, order: Order) -> Decision:
    query = rows.decisions().where(tables.decision.c.n == order.undoes)
    row = connection.execute(query).first()
    if row is None:
        raise _impossible(f"there is no decision {order.undoes}", "`testigo decide list` shows them")
    old = rows.decision_of(row)
    related = rows.decisions_on(connection, {one for group in old.accounts for one in group} | set(old.about))
    if order.seen is not None and any(d.entry > order.seen for d in related):
        raise _conflict(max(related, key=lambda d: d.entry))
    numbers = {decision.n for decision in standing([*related])} | _standing_undos(related)
    if old.n not in numbers:
        raise _impossible(f"decision {old.n} is undone already", "undo the decision that undid it")
    return Decision(
        kind="undo", author=order.author, reason=order.reason, about=old.about, accounts=old.accounts, undoes=old.n
    )


def _standing_undos(related: Sequence[Decision]) -> set[int]:
    undone = {decision.undoes for decision in related if decision.undoes is not None}
    return {decision.n for decision in related if decision.undoes is not None and decision.n not in undone}


def _look_for_conflict(found: Sequence[tuple[Known, str]], order: Order) -> None:
    if order.seen is None:
        return
    for known, _ in found:
        newer = [decision for decision in known.decisions if decision.entry > order.seen]
        if newer:
            raise _conflict(newer[-1])
        if known.state > order.seen:
            raise ConflictError(
                "T-L030", f"{known.id} has changed since entry {order.seen}: new reports came in",
                hint="look at it again, and decide on what it is now",
            )  # fmt: skip


def _conflict(decision: Decision) -> ConflictError:
    return ConflictError(
        "T-L030",
        f"{decision.author} ruled meanwhile: {decision.kind} (decision {decision.n}), because {decision.reason}",
        hint="look at it again, and decide on what it is now",
    )


def _impossible(what: str, hint: str) -> LedgerError:
    return LedgerError("T-L032", what, hint=hint)


def _enter(connection: Connection, store: Store, decision: Decision, at: str) -> Decision:
    entered = enter_decision(connection, decision, at)
    if _moves(connection, decision):
        stems = {stem_of(thing) for thing in things_of(decision)}
        refresh(connection, store.dialect, {row.n for row in rows.dispatches_named(connection, stems)})
    return entered


def enter_decision(connection: Connection, decision: Decision, at: str) -> Decision:
    """Add a decision to the log under the next number; whoever does so brings up to date what is derived."""
    n = rows.next_number(connection, tables.decision)
    content = encoded(replace(decision, n=0, at="", entry=0))
    things = things_of(decision)
    body = {
        "decision": n,
        "digest": digest(str(n), decision.kind, str(decision.undoes), content, size=64),
        "mentions": vouch(things),
    }
    entry = chain.append(connection, "decision", at, body)
    connection.execute(
        insert(tables.decision),
        [{"n": n, "kind": decision.kind, "undoes": decision.undoes, "content": content, "entry": entry.seq}],
    )
    if things:
        connection.execute(insert(tables.mention), [{"thing": thing, "decision": n} for thing in sorted(things)])
    return replace(decision, n=n, at=at, entry=entry.seq)


def things_of(decision: Decision) -> set[str]:
    """The accounts and claims that a decision is about."""
    things = {one for group in decision.accounts for one in group}
    return things | {name for name in decision.about if name.startswith((CLAIM, ACCOUNT))}


def _moves(connection: Connection, decision: Decision) -> bool:
    """Whether a decision changes which accounts are one incident."""
    while decision.undoes is not None:
        row = connection.execute(rows.decisions().where(tables.decision.c.n == decision.undoes)).one()
        decision = rows.decision_of(row)
    return decision.kind in ("merge", "split")
