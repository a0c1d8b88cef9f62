"""What holds of every ledger, whatever came in whatever order."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from testigo.engines.join import derive, join
from testigo.ledger.partition import partition
from testigo.ledger.runs import begin
from testigo.ledger.shelf import stands
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import replay
from testigo.ledger.versions import Delivered, Stretch, earliest, joined, order, stretches
from testigo.ledger.view import View
from testigo.ledger.writer import Writer
from testigo.model.arrival import Arrival
from testigo.model.claim import Toll
from testigo.model.decision import Decision
from testigo.sources.delivery import Delivery
from tests.ledger.makers import entered, incidents, lines, plain, ruled, whole, wire

few = settings(max_examples=6, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
many = settings(max_examples=100, deadline=None, derandomize=True)
DAYS = [f"2019-12-0{day}" for day in range(1, 7)]
AT = "2020-01-01T00:00:00Z"

texts = st.sampled_from(
    [
        *(f"{n} killed in Korum, police said.\n{n + 1} to {n + 3} injured in Sura." for n in range(3)),
        *(f"{n} killed in Sura." for n in range(3)),
        "stormed the town hall in Korum",
        "Nothing happened.",
    ]
)


@st.composite
def deliveries(draw: st.DrawFn) -> Delivery:
    """A delivery of one of a few texts, of a few items, in a version that may be killed, withheld or held back."""
    day = draw(st.none() | st.sampled_from(DAYS))
    item = draw(st.none() | st.sampled_from(["u1", "u2"]))
    fields: dict[str, Any] = {
        "id": draw(st.sampled_from(["w1", "w2", "w3", "w4"])),
        "publisher": draw(st.sampled_from(["The Wire", "The Post"])),
    }
    if item:
        fields |= {
            "item": item,
            "version": draw(st.none() | st.integers(1, 3)),
            "status": draw(st.sampled_from(["usable", "usable", "usable", "canceled", "withheld"])),
            "at": draw(st.none() | st.sampled_from(DAYS).map(lambda day: f"{day}T10:00:00Z")),
            "embargo": draw(st.none() | st.sampled_from(DAYS).map(lambda day: f"{day}T06:00:00Z")),
        }
    return wire(draw(texts), day, **fields)


feeds = st.lists(deliveries(), min_size=1, max_size=9)


@contextmanager
def ledgers(number: int) -> Iterator[list[Store]]:
    """A few empty ledgers, in memory where that can be had: what a disk does is tried elsewhere."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as made:
        found = [open_store(str(Path(made) / f"{n}.db"), create=True) for n in range(number)]
        try:
            yield found
        finally:
            for one in found:
                one.close()


def in_batches(store: Store, came: Sequence[Delivery], size: int) -> None:
    """Enter what came, so many at a time, and join it."""
    writer = Writer(store, "plain 1", begin(store, ["wire"], "plain 1", AT))
    for start in range(0, len(came), size):
        some = came[start : start + size]
        writer.add(
            [Arrival(dispatch=one.dispatch, edition=one.edition, record=plain(one.dispatch)) for one in some], [], AT
        )
    join(store)


@given(feeds, st.randoms(use_true_random=False), st.integers(1, 10), st.integers(1, 10))
@few
def test_any_order_any_repetition_and_any_size_of_batches_give_the_same_ledger(
    feed: list[Delivery], chance: random.Random, size: int, other: int
) -> None:
    again = [*feed, *chance.choices(feed, k=len(feed))]
    chance.shuffle(again)
    with ledgers(3) as (once, shuffled, twice):
        in_batches(once, feed, len(feed))
        in_batches(shuffled, again, size)
        in_batches(twice, feed, other)
        in_batches(twice, feed[::-1], size)
        assert lines(shuffled) == lines(once)
        assert lines(twice) == lines(once)
        for store in (once, shuffled, twice):
            whole(store)
            assert replay(store, derive) == []


@given(feeds, st.lists(st.booleans(), min_size=9, max_size=9), st.integers(1, 4))
@few
def test_shards_that_two_writers_enter_by_turns_give_the_same_ledger(
    feed: list[Delivery], sides: list[bool], size: int
) -> None:
    with ledgers(2) as (once, shared):
        in_batches(once, feed, len(feed))
        writers = [Writer(shared, "plain 1", begin(shared, [name], "plain 1", AT)) for name in ("left", "right")]
        shards = [[one for one, side in zip(feed, sides, strict=False) if side == which] for which in (False, True)]
        while any(shards):
            for number, writer in enumerate(writers):
                some, shards[number] = shards[number][:size], shards[number][size:]
                # what the other one has entered meanwhile is known only when this one enters
                needed = writer.unread([Arrival(dispatch=one.dispatch, edition=one.edition) for one in some])
                came = [
                    Arrival(dispatch=one.dispatch, edition=one.edition, record=plain(one.dispatch) if is_new else None)
                    for one, is_new in zip(some, needed, strict=True)
                ]
                written = writer.add(came, [], AT)
                assert written.unread == ()
        assert lines(shared) == lines(once)
        whole(shared)


@given(feeds, st.randoms(use_true_random=False), st.integers(0, 20), st.integers(0, 20))
@few
def test_rulings_made_after_the_same_dispatches_give_the_same_ledger_whatever_their_order_was(
    feed: list[Delivery], chance: random.Random, one: int, other: int
) -> None:
    shuffled = chance.sample(feed, len(feed))
    with ledgers(2) as found:
        for store, came in zip(found, (feed, shuffled), strict=True):
            entered(store, *came)
            known = sorted(incident.id for incident in incidents(store))
            if len(known) > 1 and one % len(known) != other % len(known):
                ruled(store, "merge", known[one % len(known)], known[other % len(known)])
            if known:
                ruled(store, "accept", sorted(incident.id for incident in incidents(store))[0])
            assert replay(store, derive) == []
        assert lines(found[0]) == lines(found[1])


@given(feeds, feeds, st.integers(0, 20), st.integers(0, 20))
@few
def test_what_comes_after_a_merge_leaves_what_is_derived_as_the_log_gives_it(
    feed: list[Delivery], later: list[Delivery], one: int, other: int
) -> None:
    with ledgers(1) as (store,):
        entered(store, *feed)
        known = sorted(incident.id for incident in incidents(store))
        if len(known) > 1 and one % len(known) != other % len(known):
            ruled(store, "merge", known[one % len(known)], known[other % len(known)])
        for delivery in later:
            entered(store, delivery)
        assert replay(store, derive) == []
        whole(store)


@given(feeds)
@few
def test_every_span_is_its_quote_and_no_bound_lies_below_the_other(feed: list[Delivery]) -> None:
    with ledgers(1) as (store,):
        entered(store, *feed)
        view = View(store)
        for known in incidents(store, limit=100):
            for telling in known.everything:
                source = view.source(telling.account.id[1:13])
                assert source.text is not None
                assert source.head == telling.dispatch
                for claim in telling.claims:
                    assert source.text[slice(*claim.span)] == claim.quote
                    assert (
                        not isinstance(claim, Toll) or claim.count.high is None or claim.count.low <= claim.count.high
                    )


@given(feeds)
@few
def test_what_is_known_by_now_is_known_on_the_last_day_unless_it_names_no_day(feed: list[Delivery]) -> None:
    with ledgers(1) as (store,):
        entered(store, *feed)
        now = {known.id for known in incidents(store, limit=100)}
        last = {known.id for known in incidents(store, "2030-01-01", limit=100)}
        assert last <= now
        if all(one.dispatch.published or one.edition.at for one in feed):
            assert last == now


numbered = st.builds(
    Delivered,
    n=st.integers(1, 9),
    dispatch=st.integers(1, 3),
    id=st.sampled_from("abcdef"),
    item=st.sampled_from(["u1", "u2"]),
    day=st.none() | st.sampled_from(DAYS),
    version=st.none() | st.integers(1, 3),
    status=st.sampled_from(["usable", "usable", "canceled", "withheld"]),
    embargo=st.none() | st.sampled_from(DAYS),
)
told_apart = st.lists(numbered, min_size=1, max_size=7, unique_by=lambda one: one.id)


@given(told_apart, st.randoms(use_true_random=False))
@many
def test_stretches_and_the_earliest_are_the_same_in_any_order(came: list[Delivered], chance: random.Random) -> None:
    shuffled = chance.sample(came, len(came))
    assert stretches(shuffled) == stretches(came)
    assert earliest(shuffled) == earliest(came)
    assert sorted(shuffled, key=order) == sorted(came, key=order)


@given(told_apart)
@many
def test_stretches_of_a_dispatch_are_in_order_and_neither_touch_nor_are_empty(came: list[Delivered]) -> None:
    for found in stretches(came).values():
        dated = [one for one in found if one.since is not None]
        assert all(one.until is None or (one.since or "") < one.until for one in dated)
        for one, following in pairwise(dated):
            assert one.until is not None
            assert one.until < (following.since or "")
        assert joined(found) == found


spans = st.tuples(st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).map(lambda pair: Stretch(*pair))


@given(st.lists(spans, max_size=6))
@many
def test_joining_stretches_changes_no_day_on_which_something_stands(found: list[Stretch]) -> None:
    real = [one for one in found if one.since is None or one.until is None or one.since < one.until]
    for day in DAYS:
        assert stands(joined(found), day) == stands(real, day)


accounts = [f"a{n}" for n in range(6)]
pairs = st.lists(st.tuples(st.sampled_from(accounts), st.sampled_from(accounts)), max_size=5)
groups_of = st.lists(st.sampled_from(accounts), min_size=1, max_size=3, unique=True).map(tuple)
rulings = st.lists(
    st.builds(
        Decision,
        kind=st.sampled_from(["merge", "split", "accept"]),
        author=st.just("A"),
        reason=st.just("r"),
        accounts=st.tuples(groups_of, groups_of),
    ),
    max_size=6,
)


@given(pairs, rulings, st.randoms(use_true_random=False))
@many
def test_incidents_part_the_accounts_keep_versions_together_and_depend_on_no_order(
    links: list[tuple[str, str]], decisions: list[Decision], chance: random.Random
) -> None:
    found = partition(accounts, links, decisions, str)
    assert sorted(account for group in found for account in group) == accounts
    assert all(any({one, other} <= group for group in found) for one, other in links)
    shuffled = partition(chance.sample(accounts, 6), chance.sample(links, len(links)), decisions, str)
    assert set(shuffled) == set(found)


@given(st.lists(groups_of, min_size=1, max_size=5))
@many
def test_a_merge_joins_what_it_names_and_a_split_parts_it_again(named: list[tuple[str, ...]]) -> None:
    merge = Decision(kind="merge", author="A", reason="r", accounts=tuple(named))
    (joined_group,) = {group for group in partition(accounts, [], [merge], str) if set().union(*named) & group}
    assert joined_group == frozenset().union(*named)
    staying = tuple(sorted(joined_group - {*named[0]}))
    split = Decision(kind="split", author="A", reason="r", accounts=(named[0], staying))
    after = partition(accounts, [], [merge, split], str)
    assert frozenset(named[0]) in after
