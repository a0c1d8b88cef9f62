"""Who hangs together by links through others is held against them, whoever came first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from testigo.engines.explain import explain
from testigo.engines.ingest import Terms, ingest
from testigo.engines.join import derive
from testigo.engines.pool import Alone
from testigo.incidents.joining.candidates import in_reach
from testigo.incidents.joining.outlines import outline
from testigo.ledger import likely, rows
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.account import Account
from testigo.model.dispatch import Dispatch
from testigo.model.record import DispatchHead
from testigo.pipeline import read_dispatch
from testigo.sources.delivery import Delivery

TOLD = {
    "market": (
        "JALALABAD, Afghanistan - A bomb at a market in Jalalabad killed 12 people and hurt 30 on Monday, police said.",
        "2017-01-10",
    ),
    "hospital": (
        "JALALABAD, Afghanistan - The bomb at the Jalalabad market on Monday killed 14 people, hospital director "
        "Nuristan Agha Sherdil said.",
        "2017-01-11",
    ),
    "later": (
        "Two more of the wounded died, hospital director Nuristan Agha Sherdil said. The bomb killed 16.",
        "2017-01-20",
    ),
}


TERMS = Terms(inputs=("test",), reader="test", complain=lambda error: None)


def delivery(name: str) -> Delivery:
    text, day = TOLD[name]
    return Delivery(place=name, dispatch=Dispatch(id=name, text=text, published=day, lang="en", publisher="North Wire"))


def entered(store: Store, *names: str) -> None:
    ingest(store, [delivery(name) for name in names], Alone(read_dispatch), TERMS)


def alike(store: Store) -> set[frozenset[str]]:
    """Which dispatches have a score with which."""
    with store.reading() as connection:
        accounts = likely.next_ones(connection, 0, 99)
        dispatch_of = {row.n: rows.delivered_content(row).head.id for row in accounts}
        scores, _ = likely.kin_of(connection, [*dispatch_of])
    return {frozenset({dispatch_of[one], dispatch_of[other]}) for one, later, _ in scores for other in later}


def test_what_is_linked_through_a_third_is_compared_whichever_comes_first(tmp_path: Path) -> None:
    for number, names in enumerate(permutations(TOLD)):
        for runs in ([names], [(name,) for name in names]):
            store = open_store(str(tmp_path / f"{number}-{len(runs)}.db"), create=True)
            for some in runs:
                entered(store, *some)
            assert frozenset({"market", "later"}) in alike(store)
            assert replay(store, derive) == []
            store.close()


def test_what_nothing_links_is_not_compared_for_want_of_a_mark(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"), create=True)
    entered(store, "market", "later")
    assert alike(store) == set()
    store.close()


@pytest.mark.parametrize(("names", "compared"), [(("market", "hospital", "later"), True), (("market", "later"), False)])
def test_why_two_are_one_tells_whether_others_link_them(tmp_path: Path, names: tuple[str, ...], compared: bool) -> None:
    store = open_store(str(tmp_path / "a.db"), create=True)
    entered(store, *names)
    with store.reading() as connection:
        account_of = {rows.delivered_content(row).head.id: row.id for row in likely.next_ones(connection, 0, 99)}
    (pair,) = explain(View(store), account_of["market"], account_of["later"]).pairs
    assert pair.compared == compared
    store.close()


def test_who_is_linked_is_held_against_those_of_its_days_only() -> None:
    days = ("2017-01-10", "2017-02-20", "2017-04-01")
    accounts = (Account(id="a1", main=True, type="bombing", start=day, end=day) for day in days)
    head = DispatchHead(id="d1", sha256="")
    assert sorted(in_reach({n: outline(one, f"k{n}", head, None) for n, one in enumerate(accounts)})) == [
        (0, 1),
        (1, 2),
    ]
