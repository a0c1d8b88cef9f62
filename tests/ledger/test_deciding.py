"""What people rule, how rulings meet one another, and that they outlive newer readers and versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from testigo.engines.join import derive
from testigo.engines.reread import reread
from testigo.errors import ConflictError, LedgerError, TestigoError
from testigo.ledger.again import stale
from testigo.ledger.decide import decisions
from testigo.ledger.health import health
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.claim import Act, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record, head_of
from tests.ledger.makers import (
    Complaints,
    Reader,
    entered,
    figures,
    incidents,
    lines,
    plain,
    ruled,
    toll_named,
    undone,
    whole,
    wider,
    wire,
)

KORUM, SURA = "22 killed in Korum, police said.", "5 killed in Sura."
Another = Callable[[], Store]


@pytest.fixture
def two(store: Store) -> Store:
    """A ledger of two incidents."""
    entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2"))
    return store


def names(store: Store) -> list[str]:
    return [known.id for known in incidents(store)]


def code(store: Store, kind: str, *about: str, **fields: Any) -> str:
    """The code with which an order is refused."""
    before, state = lines(store), View(store).state()
    with pytest.raises(LedgerError) as raised:
        ruled(store, kind, *about, **fields)
    assert (lines(store), View(store).state()) == (before, state)
    return raised.value.code


def again(store: Store, read: Reader, reader: str = "plain 2") -> tuple[int, int]:
    told: list[TestigoError] = []
    return reread(store, read, reader, told.append)


def test_an_accepted_incident_is_accepted_until_that_is_undone(two: Store) -> None:
    one, other = names(two)
    decision = ruled(two, "accept", one)
    assert [(known.id, known.accepted) for known in incidents(two)] == [(one, True), (other, False)]
    undone(two, decision.n)
    assert [known.accepted for known in incidents(two)] == [False, False]
    whole(two)


def test_a_decision_is_told_with_its_author_its_reason_and_its_time(two: Store) -> None:
    made = ruled(two, "accept", names(two)[0], author="Bo", reason="two sources")
    (told,) = decisions(two)
    assert told == made
    assert (told.n, told.author, told.reason, told.at[:2]) == (1, "Bo", "two sources", "20")
    assert told.entry == View(two).state()
    assert View(two).incident(names(two)[0]).decisions == (made,)


def test_a_rejected_incident_says_why_and_keeps_its_tellings(two: Store) -> None:
    one, _ = names(two)
    ruled(two, "reject", one, reason="a drill")
    known = View(two).incident(one)
    assert (known.rejected, figures(known)) == ("a drill", [("killed", 22, 22)])


def test_a_rejected_claim_is_no_part_of_its_telling_until_that_is_undone(two: Store) -> None:
    one, _ = names(two)
    decision = ruled(two, "reject", toll_named(View(two).incident(one), 22))
    assert figures(View(two).incident(one)) == []
    undone(two, decision.n)
    assert figures(View(two).incident(one)) == [("killed", 22, 22)]


def test_an_undo_that_is_undone_gives_back_what_it_took(two: Store) -> None:
    one, _ = names(two)
    decision = ruled(two, "reject", toll_named(View(two).incident(one), 22))
    undo = undone(two, decision.n)
    undone(two, undo.n)
    assert figures(View(two).incident(one)) == []
    assert code(two, "undo", undoes=undo.n) == "T-L032"


def test_what_is_undone_already_or_was_never_decided_cannot_be_undone(two: Store) -> None:
    decision = ruled(two, "accept", names(two)[0])
    undone(two, decision.n)
    assert [code(two, "undo", undoes=number) for number in (decision.n, 99)] == ["T-L032"] * 2


def test_a_correction_sets_fields_and_names_a_person_as_the_reader(two: Store) -> None:
    one, _ = names(two)
    claim = toll_named(View(two).incident(one), 22)
    ruled(two, "correct", claim, changes={"count": {"low": 21, "high": 21}, "people": "police"})
    (told,) = View(two).incident(one).tellings[0].claims
    assert isinstance(told, Toll)
    assert (told.id, told.count.low, told.people, told.reader) == (claim, 21, "police", "person")
    ruled(two, "correct", claim, changes={"count": {"high": 25}})
    assert figures(View(two).incident(one)) == [("killed", 21, 25)]


def test_a_correction_of_an_account_sets_its_day(two: Store) -> None:
    account = incidents(two)[0].tellings[0].account.id
    ruled(two, "correct", account, changes={"start": "2019-11-30"})
    assert incidents(two)[0].tellings[0].account.start == "2019-11-30"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"count": {"low": "many"}},
        {"count": {"low": 30}},
        {"count": {"high": 3}},
        {"count": {"low": -1}},
        {"outcome": "bored"},
        {"id": "c1"},
        {"span": [0, 1]},
        {"quote": "x"},
        {"reader": "me"},
        {"nothing": 1},
        {"count": None},
    ],
    ids=str,
)
def test_a_correction_that_does_not_fit_a_claim_is_refused(two: Store, changes: dict[str, Any]) -> None:
    claim = toll_named(incidents(two)[0], 22)
    assert code(two, "correct", claim, changes=changes) in ("T-L031", "T-L032")


@pytest.mark.parametrize("changes", [{"start": "yesterday"}, {"start": "2020-02-30"}, {"type": "party"}, {"toll": 3}])
def test_a_correction_that_does_not_fit_an_account_is_refused(two: Store, changes: dict[str, Any]) -> None:
    assert code(two, "correct", incidents(two)[0].tellings[0].account.id, changes=changes) == "T-L031"


def test_of_two_corrections_the_first_can_be_undone_whatever_the_second_leant_on(two: Store) -> None:
    claim = toll_named(incidents(two)[0], 22)
    first = ruled(two, "correct", claim, changes={"count": {"high": 40}})
    ruled(two, "correct", claim, changes={"count": {"low": 35}})
    undone(two, first.n)
    ((_, low, high),) = figures(incidents(two)[0])
    assert (low, high is not None and high >= low) == (35, True)


def test_orders_that_cannot_be_carried_out_are_refused(two: Store) -> None:
    one, other = names(two)
    assert code(two, "merge", one) == "T-L032"
    assert code(two, "merge", one, one) == "T-L032"
    assert code(two, "split", one) == "T-L032"
    assert code(two, "split", incidents(two)[0].tellings[0].account.id) == "T-L032"
    assert code(two, "accept") == "T-L032"
    assert code(two, "praise", one) == "T-L032"
    assert code(two, "correct", one, changes={"type": "riot"}) == "T-L032"
    assert code(two, "accept", one, author=" ") == "T-L032"
    assert code(two, "accept", one, reason="") == "T-L032"
    assert code(two, "accept", "i0123456789ab-0123456789ab") == "T-L020"
    assert code(two, "merge", one, other, "x") == "T-L020"


@pytest.mark.parametrize("name", ["", "i", "i\0", "c\ud800", "a~", "i%", "i_", "é", "i" + "0" * 500])
def test_a_name_that_means_nothing_is_said_to_mean_nothing(store: Store, name: str) -> None:
    entered(store, wire(KORUM), wire(SURA, id="w2"))
    with pytest.raises(LedgerError) as raised:
        View(store).incident(name)
    assert raised.value.code in ("T-L020", "T-L021")


def test_a_merge_makes_one_incident_called_after_the_earliest_account(two: Store) -> None:
    one, other = names(two)
    decision = ruled(two, "merge", other, one)
    (known,) = incidents(two)
    assert (known.id, known.aliases, figures(known)) == (one, (other,), [("killed", 22, 22), ("killed", 5, 5)])
    undone(two, decision.n)
    assert names(two) == [one, other]
    assert replay(two, derive) == []


def test_a_split_takes_accounts_out_and_undoing_it_brings_them_back(two: Store) -> None:
    one, other = names(two)
    ruled(two, "merge", one, other)
    split = ruled(two, "split", "a" + other[1:])
    assert names(two) == [one, other]
    undone(two, split.n)
    assert names(two) == [one]
    assert replay(two, derive) == []


def test_versions_of_an_item_stay_together_in_a_merge_and_cannot_be_split(store: Store) -> None:
    entered(
        store,
        wire("22 killed in Korum.", item="u1", version=1, at="2019-12-01T10:00:00Z"),
        wire("24 killed in Korum.", id="w2", item="u1", version=2, at="2019-12-02T10:00:00Z"),
        wire(SURA, "2019-12-03", id="w3"),
    )
    one, other = names(store)
    later = incidents(store)[0].tellings[0].account.id
    assert code(store, "split", later) == "T-L032"
    ruled(store, "merge", one, other)
    assert names(store) == [one]
    entered(store, wire("25 killed in Korum.", id="w4", item="u1", version=3, at="2019-12-04T10:00:00Z"))
    assert [sorted(figures(known)) for known in incidents(store)] == [[("killed", 5, 5), ("killed", 25, 25)]]
    assert replay(store, derive) == []


def test_what_was_ruled_meanwhile_is_not_overruled_unseen(two: Store) -> None:
    one, _ = names(two)
    seen = View(two).incident(one).state
    ruled(two, "reject", one, author="Bo", reason="a drill", seen=seen)
    with pytest.raises(ConflictError, match=r"Bo ruled meanwhile: reject .*a drill"):
        ruled(two, "accept", one, seen=seen)
    assert len(decisions(two)) == 1
    ruled(two, "accept", one, seen=View(two).incident(one).state)


def test_new_reports_since_somebody_looked_are_a_conflict(two: Store) -> None:
    one, _ = names(two)
    seen = View(two).incident(one).state
    entered(two, wire(KORUM, "2019-12-05", id="w9"))
    assert code(two, "accept", one, seen=seen) == "T-L030"


def test_what_others_rule_on_other_things_is_no_conflict(two: Store) -> None:
    one, other = names(two)
    seen = View(two).state()
    ruled(two, "accept", one, seen=seen)
    ruled(two, "accept", other, seen=seen)
    assert code(two, "merge", one, other, seen=seen) == "T-L030"


def test_an_undo_over_what_somebody_else_undid_meanwhile_is_a_conflict_or_refused(two: Store) -> None:
    one, _ = names(two)
    decision = ruled(two, "accept", one)
    seen = View(two).state()
    ruled(two, "reject", one, author="Bo")
    assert code(two, "undo", undoes=decision.n, seen=seen) == "T-L030"


# a newer reader


def test_what_a_newer_reader_reads_takes_the_place_of_what_was_read_and_nothing_is_lost(two: Store) -> None:
    assert again(two, wider) == (2, 0)
    assert [telling.claims[0].quote for known in incidents(two) for telling in known.tellings] == [
        "22 killed ",
        "5 killed ",
    ]
    assert again(two, wider) == (0, 0)
    assert replay(two, derive) == []
    whole(two)


def test_a_ledger_read_anew_is_the_ledger_that_the_newer_reader_would_have_made(store: Store, another: Another) -> None:
    from testigo.model.record import Issue

    issue = Issue(code="bad_date", message="published is no day")
    came = [wire(KORUM, issues=(issue,)), wire(SURA, id="w2"), wire(KORUM, "2019-11-30", id="w3", issues=(issue,))]
    entered(store, *came)
    again(store, wider)
    other = another()
    entered(other, *came, read=wider, reader="plain 2")
    assert lines(store) == lines(other)


def test_who_goes_back_to_an_older_reader_has_what_that_one_reads(two: Store) -> None:
    before = lines(two)
    again(two, wider)
    assert again(two, plain, "plain 1") == (2, 0)
    assert lines(two) == before
    assert health(two, "plain 1", "2030-01-01").worries == ()


def test_two_who_read_anew_at_once_enter_each_reading_once(two: Store) -> None:
    def reading(dispatch: Dispatch) -> Record:
        if dispatch.id == "w1":
            again(two, wider)
        return wider(dispatch)

    again(two, reading)
    assert health(two, "plain 2", "2030-01-01").holds["readings"] == 4
    whole(two)


def test_a_dispatch_that_a_newer_reader_fails_on_stays_as_it_was(two: Store) -> None:
    def failing(dispatch: Dispatch) -> Record:
        if dispatch.id == "w2":
            raise ValueError("no")
        return wider(dispatch)

    assert again(two, failing) == (1, 1)
    assert [figures(known) for known in incidents(two)] == [[("killed", 22, 22)], [("killed", 5, 5)]]


def test_a_rejected_figure_stays_out_when_a_newer_reader_reads_the_same_bounds(two: Store) -> None:
    ruled(two, "reject", toll_named(incidents(two)[0], 22))
    again(two, wider)
    assert figures(incidents(two)[0]) == []


def test_a_rejected_figure_that_a_newer_reader_reads_otherwise_is_another_figure(two: Store) -> None:
    ruled(two, "reject", toll_named(incidents(two)[0], 22))
    again(two, recounting)
    assert figures(incidents(two)[0]) == [("killed", 23, 23)]


def recounting(dispatch: Dispatch) -> Record:
    """A newer reader that takes every figure for one more."""
    from msgspec.structs import replace

    record = wider(dispatch)
    claims = tuple(
        replace(claim, count=replace(claim.count, low=claim.count.low + 1, high=(claim.count.high or 0) + 1))
        for claim in record.claims
        if isinstance(claim, Toll)
    )
    return replace(record, claims=claims)


def blind(dispatch: Dispatch) -> Record:
    """A newer reader that reads an act where figures were."""
    full = plain(dispatch)
    act = Act(id="c1", span=(0, 1), quote=dispatch.text[:1], type="armed_attack", account="a1")
    return Record(dispatch=head_of(dispatch), claims=(act,), accounts=full.accounts[:1])


def test_a_corrected_figure_stays_corrected_whatever_a_newer_reader_reads_there(two: Store) -> None:
    claim = toll_named(incidents(two)[0], 22)
    ruled(two, "correct", claim, changes={"count": {"low": 19, "high": 19}})
    again(two, wider)
    assert figures(incidents(two)[0]) == [("killed", 19, 19)]
    again(two, recounting, "plain 3")
    assert figures(incidents(two)[0]) == [("killed", 19, 19)]


def test_a_claim_that_somebody_vouched_for_stays_when_a_newer_reader_reads_it_no_more(two: Store) -> None:
    one, other = (toll_named(known, low) for known, low in zip(incidents(two), (22, 5), strict=True))
    ruled(two, "accept", one)
    ruled(two, "correct", other, changes={"count": {"high": 6}})
    again(two, blind)
    assert [figures(known) for known in incidents(two)] == [[("killed", 22, 22)], [("killed", 5, 6)]]


def test_a_claim_that_was_accepted_and_corrected_stays_once(two: Store) -> None:
    claim = toll_named(incidents(two)[0], 22)
    ruled(two, "accept", claim)
    ruled(two, "correct", claim, changes={"count": {"low": 21}})
    again(two, blind)
    assert figures(incidents(two)[0]) == [("killed", 21, 22)]


def test_a_merge_a_split_and_a_rejection_outlive_a_newer_reader(two: Store) -> None:
    entered(two, wire("7 killed in Korum.", "2019-12-03", id="w3"))
    one, other, third = names(two)
    ruled(two, "merge", one, other)
    ruled(two, "reject", third, reason="a drill")
    again(two, wider)
    assert [figures(known) for known in incidents(two)] == [[("killed", 22, 22), ("killed", 5, 5)], [("killed", 7, 7)]]
    assert [known.rejected for known in incidents(two)] == [None, "a drill"]
    assert View(two).incident(one).id == incidents(two)[0].id
    assert replay(two, derive) == []


def test_names_of_an_older_reading_mean_what_tells_it_now(two: Store) -> None:
    old = incidents(two)[0]
    again(two, wider)
    new = incidents(two)[0]
    assert new.id != old.id
    for name in (old.id, old.tellings[0].account.id, old.tellings[0].claims[0].id):
        assert View(two).incident(name).id == new.id


def test_a_text_that_was_purged_is_not_read_anew(two: Store) -> None:
    from testigo.ledger.purge import purge

    purge(two, ["w2"], "Ana", "the licence ended", "2020-01-01T00:00:00Z")
    assert [[one.dispatch.id for one in some] for some in stale(two, "plain 2")] == [["w1"]]


def test_decisions_whose_accounts_nothing_tells_any_more_are_a_worry(two: Store) -> None:
    ruled(two, "accept", names(two)[0])
    again(two, lambda dispatch: Record(dispatch=head_of(dispatch)))
    assert any("decision 1" in worry for worry in health(two, "plain 2", "2030-01-01").worries)
    # and the rest of the ledger answers as before
    assert incidents(two) == ()


def test_health_tells_of_runs_cut_off_of_quarantine_of_older_readers_and_of_dispatches_without_a_day(
    store: Store,
) -> None:
    from testigo.errors import SourceError

    def stopping(dispatch: Dispatch) -> Record:
        raise KeyboardInterrupt

    error = SourceError("T-S006", "not JSON", place="feed:1")
    error.raw = b"{"
    entered(store, wire(KORUM, None), error, complaints=Complaints())
    assert [worry.split()[0] for worry in health(store, "plain 1", "2030-01-01").worries] == ["1", "1"]
    with pytest.raises(KeyboardInterrupt):
        entered(store, wire(SURA, id="w2"), read=stopping)
    told = " ".join(health(store, "plain 2", "2030-01-01").worries)
    assert all(words in told for words in ("in quarantine", "cut off", "older reader", "no day of publication"))


def test_odd_characters_in_a_ruling_are_kept(two: Store) -> None:
    ruled(two, "accept", names(two)[0], author="A\0\ud800", reason="\x1f‮")
    assert (decisions(two)[0].author, decisions(two)[0].reason) == ("A\0\ud800", "\x1f‮")
    whole(two)
