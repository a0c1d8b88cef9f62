"""Many writers who edit one ledger at once, and whether anything that was acknowledged got lost."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from benchmarks.dispatches import READER, arrivals
from testigo.errors import ConflictError
from testigo.ledger import runs
from testigo.ledger.decide import Order, decide, decisions
from testigo.ledger.shelf import Known
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import verify
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Writer
from testigo.model.claim import Toll
from testigo.model.decision import Decision, standing

AT = "2026-01-01T00:00:00.000Z"
_KINDS = ("correct", "correct", "accept", "reject", "undo")


class Edited(NamedTuple):
    """What a writer was told that it had done: numbers of decisions with their kind and the claim they are about."""

    done: list[tuple[int, str, str]]
    conflicts: int


class Report(NamedTuple):
    """What came of all the edits; without faults nothing was lost and the chain is whole."""

    writers: int
    acknowledged: int
    conflicts: int
    seconds: float
    faults: list[str]


def edit(address: str, writers: int, edits: int, incidents: int) -> Report:
    """Make a ledger of some incidents, let writers edit it, each in a process of its own, and look for what is lost."""
    store = open_store(address, create=True)
    names = _made(store, incidents)
    before = {name: _counter(View(store).incident(name)).count.low for name in names}
    shares = [edits // writers + (number < edits % writers) for number in range(writers)]
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        work = partial(_write, address, tuple(names))
        found = pool.starmap(work, list(enumerate(shares)), chunksize=1)
    seconds = time.perf_counter() - began
    faults = faults_in(store, before, found)
    store.close()
    return Report(
        writers=writers,
        acknowledged=sum(len(one.done) for one in found),
        conflicts=sum(one.conflicts for one in found),
        seconds=seconds,
        faults=faults,
    )


def faults_in(store: Store, before: dict[str, int], found: Sequence[Edited]) -> list[str]:
    """What is wrong with a ledger after edits. `before` holds for each incident the figure that is counted up in it."""
    held = decisions(store)
    acknowledged = sorted(one for edited in found for one in edited.done)
    faults = []
    if [one.n for one in held] != list(range(1, len(held) + 1)):
        faults.append("numbers of decisions have gaps")
    if [(one.n, one.kind, one.author) for one in held] != acknowledged:
        faults.append(f"{len(acknowledged)} decisions were acknowledged, and others are held: {len(held)}")
    finding = verify(store).finding
    if finding:
        faults.append(f"entry {finding.entry}: {finding.what}")
    counted = Counter(name for one in held if one.kind == "correct" for name in one.about)
    for name, low in before.items():
        counter = _counter(View(store).incident(name))
        if counter.count.low != low + counted[counter.id]:
            faults.append(f"{counter.id} was counted up {counted[counter.id]} times from {low} to {counter.count.low}")
    return faults


def _made(store: Store, incidents: int) -> list[str]:
    writer = Writer(store, READER, runs.begin(store, ["edits"], READER, AT))
    writer.add(list(arrivals(0, incidents)), [], AT)
    view, after, names = View(store), None, list[str]()
    while len(names) < incidents:
        page = view.page(Wanted(after=after, limit=200))
        names += [known.id for known in page.incidents]
        after = page.after
        if after is None:
            break
    return names[:incidents]


def _write(address: str, names: Sequence[str], number: int, edits: int) -> Edited:
    """Make so many decisions on incidents at random; one that somebody else was faster with is thought over again."""
    store, chance = open_store(address), random.Random(number)
    edited = Edited([], 0)
    done: list[tuple[int, str, str]] = []
    conflicts = 0
    while len(done) < edits:
        known = View(store).incident(chance.choice(names))
        order = _order(known, chance.choice(_KINDS), f"writer {number}")
        try:
            decision = decide(store, order, AT)
        except ConflictError:
            conflicts += 1
            continue
        done.append((decision.n, decision.kind, decision.author))
    store.close()
    return edited._replace(done=done, conflicts=conflicts)


def _order(known: Known, kind: str, author: str) -> Order:
    """What a writer wants who sees an incident: a figure one higher, a ruling on another claim, or one taken back."""
    counter = _counter(known)
    if kind == "correct":
        more = {"low": counter.count.low + 1, "high": counter.count.low + 1}
        return Order(
            kind=kind, about=(counter.id,), author=author, reason="one more", changes={"count": more}, seen=known.state
        )
    taken = _last(known, counter.id)
    if kind == "undo" and taken:
        return Order(kind=kind, undoes=taken.n, author=author, reason="a slip", seen=known.state)
    other = next((one.id for one in known.everything[0].claims if one.id != counter.id), None)
    if kind == "reject" and other:
        return Order(kind=kind, about=(other,), author=author, reason="not in the text", seen=known.state)
    return Order(kind="accept", about=(known.id,), author=author, reason="seen by two", seen=known.state)


def _last(known: Known, counter: str) -> Decision | None:
    """The last ruling that stands and is no counting."""
    return next((one for one in reversed(standing([*known.decisions])) if counter not in one.about), None)


def _counter(known: Known) -> Toll:
    """The claim of an incident that is counted up: its first toll."""
    return next(claim for claim in known.everything[0].claims if isinstance(claim, Toll))
