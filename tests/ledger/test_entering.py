"""What becomes of what is entered: new, known, another version, killed, held back."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from testigo.errors import SourceError
from testigo.ledger.quarantine import held, settle
from testigo.ledger.runs import runs
from testigo.ledger.store import Store
from testigo.ledger.view import View
from testigo.ledger.writer import Tally, Writer
from testigo.model.arrival import Arrival, Refusal
from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue, Record
from tests.ledger.makers import Complaints, entered, figures, incidents, lines, plain, whole, wire

RAID = "22 killed in Korum, police said.\n3 killed in Sura last year."
Another = Callable[[], Store]


def broken(raw: bytes | None = b"{", place: str = "feed:7") -> SourceError:
    error = SourceError("T-S006", "the line is not JSON", place=place)
    error.raw, error.form = raw, "jsonl"
    return error


def numbers(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.new, tally.duplicate, tally.version, tally.quarantined, tally.failed


def test_a_new_dispatch_is_entered_with_its_claims(store: Store) -> None:
    tally = entered(store, wire(RAID))
    assert (numbers(tally), tally.claims) == ((1, 0, 0, 0, 0), 2)
    assert sorted(figures(known) for known in incidents(store)) == [[("killed", 3, 3)], [("killed", 22, 22)]]
    whole(store)


def test_the_same_delivery_again_changes_nothing(store: Store) -> None:
    entered(store, wire(RAID))
    before = lines(store)
    assert numbers(entered(store, wire(RAID), wire(RAID))) == (0, 2, 0, 0, 0)
    assert lines(store) == before


def test_the_same_delivery_twice_in_one_batch_is_one(store: Store, another: Another) -> None:
    tally = entered(store, wire(RAID), wire(RAID))
    assert (numbers(tally), tally.claims) == ((1, 1, 0, 0, 0), 2)
    once = another()
    entered(once, wire(RAID))
    assert lines(store) == lines(once)


def test_the_same_text_under_another_id_is_a_duplicate_and_both_ids_are_kept(store: Store) -> None:
    entered(store, wire(RAID))
    assert numbers(entered(store, wire(RAID, id="w2"))) == (0, 1, 0, 0, 0)
    assert View(store).source(View(store).search("killed")[0].key).ids == ("w1", "w2")
    assert [telling.dispatch_ids for known in incidents(store) for telling in known.tellings] == [("w1", "w2")] * 2


def test_the_same_text_laid_out_otherwise_is_the_same_dispatch(store: Store) -> None:
    assert numbers(entered(store, wire(RAID), wire("  " + RAID.replace(" ", "  "), id="w2"))) == (1, 1, 0, 0, 0)
    whole(store)


def test_the_same_text_of_another_publisher_is_another_dispatch(store: Store) -> None:
    assert numbers(entered(store, wire(RAID), wire(RAID, publisher="The Post"))) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize("turn", range(6))
def test_a_dispatch_is_read_from_its_earliest_delivery_whatever_came_first(
    store: Store, another: Another, turn: int
) -> None:
    came = [wire(RAID, day, id=f"w{day[-1]}") for day in ("2019-12-03", "2019-12-01", "2019-12-02")]
    order = list(itertools.permutations(came))[turn]
    for one in order:
        entered(store, one)
    together = another()
    entered(together, *came)
    assert lines(store) == lines(together)
    assert {t.dispatch.published for known in incidents(store) for t in known.tellings} == {"2019-12-01"}


def test_a_later_delivery_is_not_read(store: Store) -> None:
    read: list[str] = []

    def noting(dispatch: Dispatch) -> Record:
        read.append(dispatch.id)
        return plain(dispatch)

    entered(store, wire(RAID, "2019-12-02", id="w2"), read=noting)
    entered(store, wire(RAID, "2019-12-03", id="w3"), read=noting)
    entered(store, wire(RAID, "2019-12-01", id="w1"), read=noting)
    assert read == ["w2", "w1"]


def test_another_text_of_a_known_item_is_a_version_and_takes_the_place_of_the_first(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z"))
    tally = entered(store, wire("24 killed in Korum.", id="w2", item="u1", version=2, at="2019-12-02T10:00:00Z"))
    assert numbers(tally) == (0, 0, 1, 0, 0)
    (known,) = incidents(store)
    assert figures(known) == [("killed", 24, 24)]
    assert [figures(incidents(store, day)[0]) for day in ("2019-12-01", "2019-12-02")] == [
        [("killed", 22, 22)],
        [("killed", 24, 24)],
    ]


def test_the_numbers_of_versions_hold_against_the_order_in_which_they_came(store: Store, another: Another) -> None:
    first = wire("22 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z")
    second = wire("24 killed in Korum.", id="w2", item="u1", version=2, at="2019-12-02T10:00:00Z")
    entered(store, second)
    assert numbers(entered(store, first)) == (0, 0, 1, 0, 0)
    other = another()
    entered(other, first, second)
    assert lines(store) == lines(other)
    assert figures(incidents(store)[0]) == [("killed", 24, 24)]


def test_an_incident_is_called_after_its_earliest_account_and_answers_to_its_other_names(store: Store) -> None:
    entered(store, wire("24 killed in Korum.", "2019-12-02", id="w2", item="u1", version=2))
    (before,) = incidents(store)
    entered(store, wire("22 killed in Korum.", "2019-12-01", id="w1", item="u1", version=1))
    (after,) = incidents(store)
    assert after.id != before.id
    assert after.aliases == (before.id,)
    assert View(store).incident(before.id).id == after.id


def test_a_kill_takes_the_item_out_from_its_day_on_and_keeps_what_was_read(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z"))
    kill = wire("22 killed in Korum.", item="u1", version=2, at="2019-12-03T10:00:00Z", status="canceled")
    assert numbers(entered(store, kill)) == (0, 0, 1, 0, 0)
    assert incidents(store) == ()
    assert [len(incidents(store, f"2019-12-0{day}")) for day in range(5)] == [0, 1, 1, 0, 0]
    assert any('"low":22' in line for line in lines(store))
    whole(store)


def test_a_kill_under_a_text_of_its_own_takes_out_the_item_all_the_same(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z"))
    entered(store, wire("Kill this item.", id="w2", item="u1", version=2, at="2019-12-02T08:00:00Z", status="canceled"))
    assert incidents(store) == ()


def test_an_item_that_is_restored_after_a_kill_stands_again(store: Store) -> None:
    text = "22 killed in Korum."
    entered(store, wire(text, item="u1", version=1, at="2019-12-01T10:00:00Z"))
    entered(store, wire(text, item="u1", version=2, at="2019-12-02T10:00:00Z", status="canceled"))
    entered(store, wire(text, item="u1", version=3, at="2019-12-04T10:00:00Z"))
    assert [len(incidents(store, f"2019-12-0{day}")) for day in range(1, 6)] == [1, 0, 0, 1, 1]


def test_a_withheld_item_stands_on_no_day(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", item="u1", version=1, status="withheld"))
    assert [*incidents(store), *incidents(store, "2019-12-05")] == []


def test_an_embargo_holds_back_to_its_day(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", embargo="2019-12-03T06:00:00Z"))
    assert [len(incidents(store, f"2019-12-0{day}")) for day in range(1, 5)] == [0, 0, 1, 1]


def test_a_dispatch_without_a_day_is_known_and_on_no_day(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", None))
    assert len(incidents(store)) == 1
    assert incidents(store, "2030-01-01") == ()


def test_a_later_delivery_that_names_a_day_dates_the_dispatch(store: Store) -> None:
    entered(store, wire("22 killed in Korum.", None))
    entered(store, wire("22 killed in Korum.", "2019-12-02", id="w2"))
    assert [len(incidents(store, f"2019-12-0{day}")) for day in (1, 2)] == [0, 1]


def test_two_items_of_one_dispatch_stand_as_long_as_one_of_them(store: Store) -> None:
    text = "22 killed in Korum."
    entered(store, wire(text, item="u1", version=1, at="2019-12-01T10:00:00Z"))
    entered(store, wire(text, id="w2", item="u2", version=1, at="2019-12-02T10:00:00Z"))
    entered(store, wire(text, item="u1", version=2, at="2019-12-03T10:00:00Z", status="canceled"))
    assert [len(incidents(store, f"2019-12-0{day}")) for day in (1, 3, 5)] == [1, 1, 1]
    entered(store, wire(text, id="w2", item="u2", version=2, at="2019-12-04T10:00:00Z", status="canceled"))
    assert [len(incidents(store, f"2019-12-0{day}")) for day in (1, 3, 5)] == [1, 1, 0]


def test_what_is_refused_is_kept_with_its_reason_once_for_the_same_bytes(store: Store) -> None:
    tally = entered(store, broken(), broken(place="feed:9"), broken(b"[", "feed:8"))
    assert (numbers(tally), tally.reasons) == ((0, 0, 0, 3, 0), {"T-S006": 3})
    assert [(one.place, one.raw, one.form) for one in held(store)] == [
        ("feed:7", b"{", "jsonl"),
        ("feed:8", b"[", "jsonl"),
    ]
    whole(store)


def test_what_cannot_be_kept_has_failed(store: Store) -> None:
    assert numbers(entered(store, broken(None))) == (0, 0, 0, 0, 1)
    assert held(store) == []


def test_what_is_settled_waits_no_more_and_is_still_there(store: Store) -> None:
    entered(store, broken(), broken(b"[", "feed:8"))
    settle(store, held(store)[:1], "entered", "2020-01-01T00:00:00Z")
    assert [one.raw for one in held(store)] == [b"["]
    assert [one.outcome for one in held(store, settled=True)] == ["entered", None]
    whole(store)


def test_a_dispatch_whose_reading_fails_is_quarantined_as_a_line_that_can_be_read_again(store: Store) -> None:
    def failing(dispatch: Dispatch) -> Record:
        raise ValueError(dispatch.text)

    told = Complaints()
    tally = entered(store, wire(RAID), read=failing, complaints=told)
    assert (numbers(tally), [error.code for error in told]) == ((0, 0, 0, 1, 0), ["T-R001"])
    assert (held(store)[0].form, b"22 killed" in held(store)[0].raw) == ("jsonl", True)


def test_half_a_character_in_a_dispatch_whose_reading_fails_costs_this_dispatch_alone(store: Store) -> None:
    def failing(dispatch: Dispatch) -> Record:
        if "\ud800" in dispatch.text:
            raise ValueError(dispatch.text)
        return plain(dispatch)

    tally = entered(store, wire("5 killed. \ud800", id="w\udfff"), wire(RAID, id="w2"), read=failing)
    assert numbers(tally) == (1, 0, 0, 1, 0)
    whole(store)


@pytest.mark.parametrize("odd", ["\0", "\ud800", "a\0b\udfff", "‮", "\U0001f600", "\x1f"])
def test_odd_characters_in_every_field_are_kept_as_they_came(store: Store, another: Another, odd: str) -> None:
    one = wire(
        f"5 killed in Korum. {odd}", id=f"w{odd}", publisher=f"P{odd}", headline=odd, url=odd, item=f"u{odd}", note=odd,
        issues=(Issue(code="nul_character", message=odd),),
    )  # fmt: skip
    assert numbers(entered(store, one)) == (1, 0, 0, 0, 0)
    assert numbers(entered(store, one)) == (0, 1, 0, 0, 0)
    (source,) = View(store).search("killed")
    assert (source.text, source.head, source.ids) == (
        one.dispatch.text,
        incidents(store)[0].tellings[0].dispatch,
        (one.dispatch.id,),
    )
    other = another()
    entered(other, one)
    assert lines(store) == lines(other)
    whole(store)


def test_odd_characters_in_what_is_refused_are_written_as_their_codes(store: Store) -> None:
    error = SourceError("T-S006", "bad \0 \ud800", place="feed\udc80:1\0")
    error.raw = b"\0\xff"
    entered(store, error)
    assert [(one.place, one.reason, one.raw) for one in held(store)] == [
        ("feed\\udc80:1\\x00", "bad \\x00 \\ud800", b"\0\xff")
    ]
    whole(store)


def test_runs_are_told_with_what_became_of_their_inputs(store: Store) -> None:
    entered(store, wire(RAID), broken())
    entered(store, wire(RAID))
    first, second = runs(store)
    assert (numbers(first.tally), first.inputs, first.reader) == ((1, 0, 0, 1, 0), ("wire",), "plain 1")
    assert (numbers(second.tally), bool(second.ended)) == ((0, 1, 0, 0, 0), True)


def test_a_run_that_is_cut_off_tells_what_it_had_entered(store: Store) -> None:
    def stopping(dispatch: Dispatch) -> Record:
        if dispatch.id == "w9":
            raise KeyboardInterrupt
        return plain(dispatch)

    came = [wire(f"{n} killed in Korum.", id=f"w{n}") for n in range(1, 10)]
    with pytest.raises(KeyboardInterrupt):
        entered(store, *came, read=stopping)
    (cut,) = runs(store)
    # the last batch may not have been due yet
    assert (cut.ended, 0 < cut.tally.new <= 8) == (None, True)
    assert numbers(entered(store, *came)) == (9 - cut.tally.new, cut.tally.new, 0, 0, 0)
    whole(store)


def test_a_batch_without_anything_writes_nothing(store: Store) -> None:
    entered(store)
    assert [run.tally.came for run in runs(store)] == [0]
    assert Writer(store, "plain 1", 1).add([], [], "2020-01-01T00:00:00Z").tally == Tally()


def test_an_arrival_that_nobody_read_and_that_has_to_be_read_is_given_back_unentered(store: Store) -> None:
    arrival = Arrival(dispatch=wire(RAID).dispatch)
    written = Writer(store, "plain 1", 1).add([arrival], [], "2020-01-01T00:00:00Z")
    assert (written.unread, written.tally) == ((arrival,), Tally())
    assert lines(store) == []


def test_a_batch_is_entered_as_a_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(store, wire(RAID))
    before, state = lines(store), View(store).state()
    # the very last step of a batch, after every row is written
    monkeypatch.setattr("testigo.ledger.writer.refresh", lambda *_: 1 / 0)
    arrivals = [
        Arrival(dispatch=one.dispatch, record=plain(one.dispatch)) for one in (wire("1 killed."), wire("2 killed."))
    ]
    with pytest.raises(ZeroDivisionError):
        Writer(store, "plain 1", 1).add(arrivals, [Refusal(place="x", code="T-S006", reason="y", raw=b"z")], "2020")
    assert (lines(store), View(store).state(), held(store)) == (before, state, [])


def test_two_runs_at_once_enter_everything_once(store: Store, another: Another) -> None:
    came = [wire(f"{n} killed in Korum.", id=f"w{n}") for n in range(1, 30)]

    def reading(dispatch: Dispatch) -> Record:
        if dispatch.id == "w5":
            entered(store, *came[:20])
        return plain(dispatch)

    first = entered(store, *came, read=reading)
    # what the other run was faster with: all it entered but what this one had entered before
    assert (first.came, 16 <= first.duplicate <= 20) == (29, True)
    once = another()
    entered(once, *came)
    assert lines(store) == lines(once)
    whole(store)
