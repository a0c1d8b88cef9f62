"""What holds of every dump that is loaded, whatever the ledger went through before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from testigo.engines.join import derive
from testigo.engines.reread import reread
from testigo.errors import LedgerError
from testigo.ledger.decide import decisions
from testigo.ledger.dump import dump
from testigo.ledger.purge import purge
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.claim import Toll
from testigo.packs.policy import policies
from testigo.sources.delivery import Delivery
from tests.ledger.makers import entered, incidents, lines, listed_of, loaded, plain, ruled, whole, wider
from tests.properties.test_ledger_laws import DAYS, feeds, few, ledgers

deeds = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "correct", "merge", "split", "undo", "reread", "purge", "more"]),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    max_size=7,
)


def lived(store: Store, feed: Sequence[Delivery], later: Sequence[Delivery], done: list[tuple[str, int, int]]) -> None:
    """A ledger that people kept for a while: they rule on it, read it anew, purge texts, and more comes in."""
    entered(store, *feed)
    rest = list(later)
    for number, (kind, one, other) in enumerate(done):
        with suppress(LedgerError):  # what cannot be ruled is not ruled
            _do(store, kind, one, other)
        if kind == "reread":
            reread(store, wider if one % 2 else plain, f"reader {number}", lambda error: None)
        if kind == "more" and rest:
            entered(store, rest.pop())


def _do(store: Store, kind: str, one: int, other: int) -> None:
    known = incidents(store, limit=100)
    if kind == "undo":
        ruled(store, "undo", undoes=1 + one % max(1, len(decisions(store))))
    elif known and kind == "purge":
        purge(
            store, [known[one % len(known)].tellings[0].dispatch.id], "Ana", "the licence ended", "2020-01-01T00:00:00Z"
        )
    elif known and kind == "merge":
        ruled(store, "merge", known[one % len(known)].id, known[other % len(known)].id)
    elif known and kind == "split":
        ruled(store, "split", known[one % len(known)].tellings[-1].account.id)
    elif known and kind in ("accept", "reject", "correct"):
        tellings = known[one % len(known)].tellings
        tolls = [claim for claim in tellings[other % len(tellings)].claims if isinstance(claim, Toll)]
        about = tolls[other % len(tolls)].id if tolls else known[one % len(known)].id
        ruled(store, kind, about, **({"changes": {"count": {"high": 90 + other}}} if kind == "correct" else {}))


@given(feeds, feeds, deeds)
@few
def test_a_loaded_ledger_is_the_ledger_that_was_dumped(
    feed: list[Delivery], later: list[Delivery], done: list[tuple[str, int, int]]
) -> None:
    with ledgers(3) as (store, copy, again):
        lived(store, feed, later, done)
        loaded(store, copy, texts=True)
        loaded(copy, again)
        assert list(dump(copy, texts=True)) == list(dump(store, texts=True))
        for other in (copy, again):
            assert lines(other) == lines(store)
            for day in (None, DAYS[1], DAYS[4]):
                for name in policies():
                    assert listed_of(other, day, name) == listed_of(store, day, name)
            whole(other)
            assert replay(other, derive) == []
            assert loaded(store, other).new == 0
            assert lines(other) == lines(store)


@given(feeds, feeds, deeds)
@few
def test_two_ledgers_loaded_into_one_in_either_order_are_one(
    feed: list[Delivery], later: list[Delivery], done: list[tuple[str, int, int]]
) -> None:
    with ledgers(4) as (one, other, forth, back):
        lived(one, feed, [], [deed for deed in done if deed[0] != "reread"])
        entered(other, *later)
        for first, second, both in ((one, other, forth), (other, one, back)):
            loaded(first, both)
            loaded(second, both)
            whole(both)
            assert replay(both, derive) == []
        assert lines(forth) == lines(back)
        assert listed_of(forth) == listed_of(back)
        assert View(forth).state() > 0
