"""Rows of what lies beside the tables of a release: other names, rulings, dispatches that stand no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testigo.exports.shown import Profile
from testigo.exports.tables import many
from testigo.ledger.ended import Ended
from testigo.ledger.shelf import Known
from testigo.model.decision import Decision, undone
from testigo.model.schema import Row


def names(known: Known, *, counted: bool) -> Iterator[Row]:
    """The other names of an incident."""
    return ({"name": name, "incident_id": known.id, "counted": counted} for name in known.aliases)


def rulings(decisions: list[Decision], profile: Profile) -> Iterator[Row]:
    """What people ruled; who they are and what they write is for the full profile alone, and so is what they set."""
    gone = undone(decisions)
    for decision in decisions:
        row: Row = {
            "number": decision.n,
            "kind": decision.kind,
            "stands": decision.n not in gone,
            "about": many(decision.about),
            "accounts": many(sorted(account for group in decision.accounts for account in group)),
            "fields": many(decision.changes if decision.kind == "correct" else ()),
            "undoes": decision.undoes,
        }
        yield row | ({"author": decision.author, "reason": decision.reason} if profile == "full" else {})


def withdrawn(found: Iterable[Ended]) -> Iterator[Row]:
    """Dispatches that stand no more."""
    return ({"dispatch": one.dispatch, "since": one.since, "code": one.code, "by": one.by} for one in found)
