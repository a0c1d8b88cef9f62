"""What differs between two releases, with what the ledger they were made from tells beyond them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from testigo.engines.release import fate_of
from testigo.engines.released import read_release
from testigo.errors import TestigoError
from testigo.exports.releases.change import Cause, Change, Diff
from testigo.exports.releases.compare import compare, of_fate
from testigo.exports.releases.evidence import ruling
from testigo.exports.releases.fates import other_names
from testigo.exports.releases.released import Released
from testigo.ledger.decide import decisions
from testigo.ledger.store import Store
from testigo.ledger.summary import has_entry
from testigo.ledger.view import View
from testigo.model.decision import Decision

_NOTHING = frozenset({"unexplained", "unknown"})


def diff(old: Path, new: Path, store: Store | None = None) -> Diff:
    """Hold two folders with releases against each other.

    With the ledger of the newer one, rulings are told with who ruled and why, and what became of an incident is looked
    up where the releases do not say. Raises TestigoError: T-X011 to T-X013 for a folder that is no release or was
    changed, T-X014 for another ledger.
    """
    before, now = read_release(old), read_release(new)
    found = compare(before, now)
    if store is None:
        return found
    ledger = now.release.ledger
    if not has_entry(store, ledger.entries, ledger.head):
        what = f"this is not the ledger that release {now.release.version} was made from"
        hint = f"give the one whose entry {ledger.entries} has the hash {ledger.head}, or leave --ledger out"
        raise TestigoError("T-X014", what, place=store.address, hint=hint)
    ruled = {decision.n: decision for decision in decisions(store)}
    view = View(store, now.release.as_of)
    return replace(found, changes=tuple(_explained(one, view, ruled, (before, now)) for one in found.changes))


def _explained(change: Change, view: View, ruled: dict[int, Decision], releases: tuple[Released, Released]) -> Change:
    causes = tuple(_in_words(cause, ruled) for cause in change.causes)
    if change.kind == "went" and {cause.code for cause in causes} <= _NOTHING:
        causes = (_looked_up(change.incident_id, view, releases),)
    return replace(change, causes=causes)


def _in_words(cause: Cause, ruled: dict[int, Decision]) -> Cause:
    decision = ruled.get(cause.ruling or 0)
    if decision is None:
        return cause
    return ruling(decision.kind, decision.n, cause.about, (decision.author, decision.reason))


def _looked_up(name: str, view: View, releases: tuple[Released, Released]) -> Cause:
    before, now = releases
    others = {meant for other in other_names(before, name) if (meant := now.meant(other))}
    return of_fate(fate_of(view, before, name, others, now.left_out))
