"""A dump loaded into another ledger: the same bytes, the same incidents on every day, and a chain that is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from testigo.engines import load as engine
from testigo.engines.join import derive
from testigo.engines.reread import reread
from testigo.errors import LedgerError, TestigoError
from testigo.ledger.dump import dump
from testigo.ledger.health import health
from testigo.ledger.load import Loader
from testigo.ledger.purge import purge
from testigo.ledger.runs import runs
from testigo.ledger.series import enter_series
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue, Record, head_of
from testigo.model.tally import MonthlyFigure
from tests.ledger.makers import (
    entered,
    incidents,
    lines,
    loaded,
    plain,
    ruled,
    same,
    sealed,
    taken,
    toll_named,
    undone,
    whole,
    wider,
    wire,
)
from tests.ledger.tampering import full

Another = Callable[[], Store]
AT = "2020-01-01T00:00:00Z"
KORUM, SURA = "22 killed in Korum, police said.", "5 killed in Sura."


def again(store: Store, read: Callable[[Dispatch], Record]) -> None:
    """Read everything anew with a newer reader."""
    reread(store, read, f"newer {View(store).state()}", lambda error: None)


def blind(dispatch: Dispatch) -> Record:
    """A reader that finds nothing at all."""
    return Record(dispatch=head_of(dispatch), issues=(Issue(code="nothing", message="no figure"),))


def refused(store: Store, other: Store, **terms: Any) -> TestigoError:
    """The error with which a load is refused; nothing is entered then."""
    before = lines(other), View(other).state()
    with pytest.raises(LedgerError) as raised:
        loaded(store, other, **terms)
    assert (lines(other), View(other).state()) == before
    return raised.value


@pytest.mark.parametrize("texts", [False, True])
def test_a_ledger_of_everything_there_is_comes_back_as_it_was(store: Store, another: Another, texts: bool) -> None:
    full(store)
    other = another()
    made = loaded(store, other, texts=texts)
    assert (made.new, made.known, made.decisions, made.figures) == (6, 0, 5, 4)
    same(store, other)
    assert list(dump(other, texts=texts)) == list(dump(store, texts=texts))


def test_an_empty_ledger_comes_back_empty(store: Store, another: Another) -> None:
    other = another()
    assert loaded(store, other).new == 0
    same(store, other)


def test_loaded_twice_is_loaded_once(store: Store, another: Another) -> None:
    full(store)
    other = another()
    first = loaded(store, other)
    second = loaded(store, other)
    assert (second.new, second.claims, second.decisions, second.figures) == (0, 0, 0, 0)
    assert second.known == first.new
    same(store, other)


def test_what_is_loaded_into_a_ledger_of_other_things_adds_in_either_order(store: Store, another: Another) -> None:
    two, both, reverse, once = (another() for _ in range(4))
    came = [wire(KORUM), wire(SURA, "2019-12-02", id="w2", item="u1", version=1)]
    rest = [wire(KORUM, "2019-11-30", id="w3"), wire("6 killed in Sura.", "2019-12-03", id="w4", item="u1", version=2)]
    entered(store, *came)
    entered(two, *rest)
    entered(once, *came, *rest)
    ruled(store, "accept", incidents(store)[0].id)
    for one in (store, two):
        loaded(one, both)
    for one in (two, store):
        loaded(one, reverse)
    same(both, reverse)
    assert [line for line in lines(both) if "decision" not in line[:12]] == lines(once)


def test_what_only_a_kill_or_an_embargo_keeps_from_standing_comes_along(store: Store, another: Another) -> None:
    entered(
        store,
        wire(KORUM, item="u1", status="canceled"),
        wire(SURA, id="w2", item="u2", embargo="2019-12-04T06:00:00Z"),
        wire("9 killed in Sura.", id="w3", item="u3", status="withheld"),
        wire("10 killed in Sura.", None, id="w4"),
    )
    other = another()
    loaded(store, other)
    same(store, other)
    (killed, *_) = [line for line in lines(other) if '"canceled"' in line]
    assert '"outcome":"killed"' in killed


def test_rulings_on_what_only_an_older_reader_read_hold_in_the_loaded_ledger(store: Store, another: Another) -> None:
    entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2"), wire("3 injured in Sura.", "2019-12-05", id="w3"))
    one, other_one, third = incidents(store)
    ruled(store, "reject", toll_named(one, 22))
    ruled(store, "correct", toll_named(other_one, 5), changes={"count": {"high": 6}})
    ruled(store, "merge", one.id, third.id)
    again(store, wider)
    again(store, blind)
    again(store, wider)
    other = another()
    loaded(store, other)
    same(store, other)
    again(store, blind)
    assert sum('"former"' in line for line in lines(store)) == 3
    third_one = another()
    loaded(store, third_one)
    same(store, third_one)
    loaded(store, other, later=True)
    same(store, other)


def test_what_a_newer_reader_reads_is_later_only_if_somebody_says_so(store: Store, another: Another) -> None:
    entered(store, wire(KORUM))
    other = another()
    loaded(store, other, texts=True)
    again(store, wider)
    assert refused(store, other).code == "T-L055"
    made = loaded(store, other, later=True)
    assert (made.known, made.claims) == (1, 1)
    same(store, other)
    assert loaded(store, other, later=True).claims == 0


def test_an_older_dump_takes_nothing_back(store: Store, another: Another) -> None:
    entered(store, wire(KORUM))
    copy, other = another(), another()
    loaded(store, copy)
    loaded(store, other, texts=True)
    again(other, wider)
    before = lines(other)
    assert loaded(copy, other).claims == 0
    assert lines(other) == before


def test_rulings_that_a_copy_lacks_are_added_behind_its_own(store: Store, another: Another) -> None:
    entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2"))
    first = ruled(store, "accept", incidents(store)[0].id)
    other = another()
    loaded(store, other)
    undone(store, first.n)
    ruled(store, "merge", *(known.id for known in incidents(store)))
    assert loaded(store, other).decisions == 2
    same(store, other)


def test_rulings_of_two_who_did_not_know_of_each_other_need_somebody_who_says_whose_are_later(
    store: Store, another: Another
) -> None:
    entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2"))
    other = another()
    loaded(store, other)
    ruled(store, "merge", *(known.id for known in incidents(store)))
    ruled(other, "reject", incidents(other)[0].id)
    mistaken = ruled(other, "accept", incidents(other)[1].id)
    undone(other, mistaken.n)
    assert refused(other, store).code == "T-L055"
    assert loaded(other, store, later=True).decisions == 3
    assert loaded(other, store).decisions == 0
    told = [line for line in lines(store) if line.startswith('{"decision"')]
    assert ['"undoes":3' in line for line in told] == [False, False, False, True]
    whole(store)
    assert replay(store, derive) == []


def figure(count: int, month: str = "2019-01", released: str | None = "2020-02-01") -> MonthlyFigure:
    return MonthlyFigure(month=month, count=count, country="VD", released=released)


def test_of_two_figures_of_one_release_the_one_that_came_last_holds_in_the_loaded_ledger_too(
    store: Store, another: Another
) -> None:
    for count in (41, 43, 42, 40):
        enter_series(store, [figure(count)], "months.csv", AT)
    enter_series(store, [figure(7, "2018-12"), figure(8, released=None)], "months.csv", AT)
    other = another()
    loaded(store, other)
    same(store, other)
    counts = [one.count for one in View(other).monthly_figures() if one.released and one.month == "2019-01"]
    assert counts == [41, 43, 42, 40]


def test_figures_that_two_give_otherwise_for_one_release_need_somebody_who_says_which_is_later(
    store: Store, another: Another
) -> None:
    other = another()
    enter_series(store, [figure(41), figure(9, "2019-02")], "months.csv", AT)
    enter_series(other, [figure(43), figure(8, "2019-03")], "months.csv", AT)
    assert refused(other, store).code == "T-L055"
    assert loaded(other, store, later=True).figures == 2
    assert loaded(other, store).figures == 0
    whole(store)


def test_without_texts_a_loaded_ledger_stands_as_one_whose_texts_were_purged(store: Store, another: Another) -> None:
    entered(store, wire(f"In the morning {KORUM}"), wire(SURA, id="w2"))
    other = another()
    assert loaded(store, other).without_text == 2
    assert health(other, "loaded", "2030-01-01").holds["texts purged"] == 2
    assert [source.text for source in View(other).search("22 killed")] == [None]
    assert View(other).search("morning") == []
    whole(other)


def test_with_texts_a_loaded_ledger_is_searched_and_read_anew_like_the_first(store: Store, another: Another) -> None:
    entered(store, wire(f"In the morning {KORUM}"), wire("Nothing. \ud800\0", id="w2"))
    other = another()
    assert loaded(store, other, texts=True).without_text == 0
    assert [source.ids for source in View(other).search("morning")] == [("w1",)]
    for one in (store, other):
        again(one, wider)
    same(store, other)


def test_a_text_that_was_purged_here_does_not_come_back_with_a_dump(store: Store, another: Another) -> None:
    entered(store, wire(KORUM))
    other = another()
    loaded(store, other, texts=True)
    purge(other, ["w1"], "Ana", "the licence ended", AT)
    assert loaded(store, other, texts=True).not_taken == 1
    assert View(other).source(key(other)).text is None
    whole(other)


def test_a_text_that_is_here_stays_when_a_dump_comes_without_it(store: Store, another: Another) -> None:
    entered(store, wire(KORUM))
    other = another()
    loaded(store, other, texts=True)
    entered(store, wire(KORUM, "2019-12-03", id="w9"))
    assert loaded(store, other).without_text == 0
    assert View(other).source(key(other)).text == KORUM
    same(store, other)


def key(store: Store) -> str:
    """The key of the only dispatch."""
    return incidents(store)[0].id[1:13]


@pytest.mark.parametrize("odd", ["\0", "\ud800", "a\0b\udfff", "‮", "\U0001f600", "\x1f"])
def test_odd_characters_come_back_as_they_were(store: Store, another: Another, odd: str) -> None:
    entered(store, wire(f"5 killed. {odd}", id=f"w{odd}", publisher=f"P{odd}", headline=odd, item=f"u{odd}", note=odd))
    ruled(store, "accept", incidents(store)[0].id, reason=f"seen {odd}")
    other = another()
    loaded(store, other, texts=True)
    same(store, other)
    assert list(dump(other, texts=True)) == list(dump(store, texts=True))


def test_a_load_that_is_cut_off_goes_on_where_it_stopped(
    store: Store, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(store, *(wire(f"{n} killed in Korum.", f"2019-0{n + 1}-01", id=f"w{n}") for n in range(9)))
    ruled(store, "merge", *(known.id for known in incidents(store)[:2]))
    other = another()
    monkeypatch.setattr(engine, "_AT_ONCE", 2)
    add, times = Loader.add, iter(range(3))

    def failing(self: Loader, *given: Any) -> Any:
        if next(times) == 2:
            raise KeyboardInterrupt
        return add(self, *given)

    monkeypatch.setattr(Loader, "add", failing)
    with pytest.raises(KeyboardInterrupt):
        loaded(store, other)
    monkeypatch.setattr(Loader, "add", add)
    whole(other)
    assert [run.ended for run in runs(other)] == [None]
    assert (made := loaded(store, other)).new == 5
    assert (made.known, made.decisions) == (4, 1)
    assert lines(other) == lines(store)
    assert not any("cut off" in worry for worry in health(other, "loaded", "2030-01-01").worries)


def test_a_correction_that_fits_nothing_of_what_was_read_is_refused(store: Store, another: Another) -> None:
    entered(store, wire(KORUM))
    ruled(store, "correct", toll_named(incidents(store)[0], 22), changes={"count": {"high": 30}})
    told = [line.replace('"high":30', '"high":"many"') for line in lines(store)]
    assert told != lines(store)
    other = another()
    with pytest.raises(LedgerError) as raised:
        taken(sealed(told), other)
    assert raised.value.code == "T-L031"
    assert not any(line.startswith('{"decision"') for line in lines(other))


def test_two_loads_of_one_dump_at_once_enter_everything_once(store: Store, another: Another) -> None:
    import threading

    entered(store, *(wire(f"{n} killed in Korum.", id=f"w{n}") for n in range(20)))
    other = another()
    threads = [threading.Thread(target=loaded, args=(store, other)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lines(other) == lines(store)
    whole(other)


def test_what_is_ingested_after_a_load_finds_its_place(store: Store, another: Another) -> None:
    other = another()
    entered(store, wire(KORUM))
    loaded(store, other)
    for one in (store, other):
        entered(one, wire(KORUM), wire(KORUM, "2019-11-30", id="w0"), wire("23 killed in Korum.", id="w1b"), read=plain)
    same(store, other)
