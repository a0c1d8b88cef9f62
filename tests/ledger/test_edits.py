"""A slice of what `benchmarks/ledger.py edits` does: several writers edit a few incidents at once."""

from __future__ import annotations

from benchmarks.edits import Edited, edit, faults_in
from testigo.ledger.store import Store

WRITERS, EDITS, INCIDENTS = 3, 150, 12


def test_nothing_that_several_writers_were_told_is_done_gets_lost(address: str) -> None:
    report = edit(address, WRITERS, EDITS, INCIDENTS)
    assert not report.faults
    assert report.acknowledged == EDITS


def test_a_decision_that_was_acknowledged_and_is_not_there_is_found(store: Store) -> None:
    edited = Edited(done=[(1, "accept", "writer 0")], conflicts=0)
    assert faults_in(store, {}, [edited]) == ["1 decisions were acknowledged, and others are held: 0"]
