"""What a release tells of its ledger, in each of the two stores: how far it goes, who read it, what stands no more."""

from __future__ import annotations

from testigo.engines.reread import reread
from testigo.ledger.ended import Ended, ended
from testigo.ledger.shelf import Horizon
from testigo.ledger.store import Store
from testigo.ledger.summary import Summary, has_entry, summary
from testigo.ledger.view import View
from tests.ledger.makers import READER, entered, wider, wire

TODAY = "2026-01-01"


def test_an_empty_ledger_has_no_entry_no_reader_and_no_day(store: Store) -> None:
    assert summary(store, TODAY) == Summary()
    assert has_entry(store, 0, None)
    assert not has_entry(store, 1, "0" * 64)


def test_a_ledger_is_known_by_its_last_entry_also_when_it_has_grown(store: Store) -> None:
    entered(store, wire("22 killed in Korum."))
    before = summary(store, TODAY)
    assert (before.entries, before.readers, before.last_day) == (View(store).state(), (READER,), "2019-12-01")
    entered(store, wire("5 killed in Sura.", "2030-05-05", id="w2"))
    assert summary(store, TODAY).last_day == "2019-12-01"
    assert summary(store, "2030-05-05").last_day == "2030-05-05"
    assert has_entry(store, before.entries, before.head)
    assert not has_entry(store, before.entries + 1, before.head)


def test_readers_are_those_of_what_stands(store: Store) -> None:
    entered(store, wire("22 killed in Korum."))
    reread(store, wider, "plain 2", lambda _: None)
    assert summary(store, TODAY).readers == ("plain 2",)


def test_what_was_corrected_or_withdrawn_stands_no_more_from_its_day_on(store: Store) -> None:
    entered(
        store,
        wire("7 killed in Korum.", item="u1", version=1),
        wire("9 killed in Korum.", "2019-12-02", id="w2", item="u1", version=2),
        wire("", "2019-12-04", id="w3", item="u1", version=3, status="canceled"),
        wire("5 killed in Sura.", id="w4"),
    )
    first, second = sorted(ended(store, Horizon()), key=lambda one: one.since or "")
    assert (first.code, first.since, first.by) == ("corrected", "2019-12-02", second.dispatch)
    assert second == Ended(dispatch=second.dispatch, since="2019-12-04", code="withdrawn")
    assert ended(store, Horizon(as_of="2019-12-03")) == [first]
    assert ended(store, Horizon(as_of="2019-12-01")) == []
