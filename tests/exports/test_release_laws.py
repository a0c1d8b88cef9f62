"""What holds between any two releases of any small ledger."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from testigo.engines.diff import diff
from testigo.engines.reread import reread
from testigo.errors import LedgerError
from testigo.exports.releases.change import Diff
from testigo.ledger.decide import decisions
from testigo.ledger.store import Store, open_store
from tests.exports.released import bytes_of, ids, lines, released
from tests.ledger.makers import entered, incidents, ruled, undone, wider, wire

LINES = ("{n} killed in Korum, police said.", "{n} killed in Korum.\n2 injured in Sura.", "{n} killed in Sura.")
RULINGS = ("reject", "accept", "merge", "split", "correct a claim", "undo", "reject a claim")
days = st.integers(1, 4).map("2019-12-0{}".format)
deliveries = st.tuples(
    st.just("delivery"),
    st.sampled_from(LINES),
    st.integers(1, 9),
    days,
    st.sampled_from(["The Wire", "The Post"]),
    st.sampled_from(["", "u1", "u2"]),
    st.sampled_from(["usable", "usable", "usable", "canceled"]),
)
decided = st.tuples(st.just("ruling"), st.sampled_from(RULINGS), st.integers(0, 5), st.integers(0, 5))
read_anew = st.tuples(st.just("reread"))
steps = st.lists(st.one_of(deliveries, deliveries, deliveries, decided, read_anew), min_size=1, max_size=6)
asking = st.fixed_dictionaries(
    {
        "policy": st.sampled_from(["literal", "literal", "gtd-like"]),
        "as_of": st.one_of(st.none(), st.just("2019-12-02")),
    }
)


def happen(store: Store, some: list[tuple[object, ...]], numbers: Iterator[int]) -> None:
    for step in some:
        with suppress(LedgerError):  # what cannot be ruled is refused, and nothing has happened
            _happen(store, step, numbers)


def _happen(store: Store, step: tuple[object, ...], numbers: Iterator[int]) -> None:
    match step:
        case ("delivery", str(line), int(n), str(day), str(publisher), str(item), str(status)):
            number = next(numbers)
            more = {"item": item, "version": number, "status": status} if item else {}
            entered(store, wire(line.format(n=n), day, id=f"w{number}", publisher=publisher, **more))
        case ("ruling", str(kind), int(one), int(other)):
            _rule(store, kind, one, other)
        case _:
            reread(store, wider, "plain 2", lambda _: None)


def _rule(store: Store, kind: str, one: int, other: int) -> None:
    known = incidents(store)
    if kind == "undo":
        undone(store, one + 1)
    elif known:
        chosen, second = known[one % len(known)], known[other % len(known)]
        claims = [claim.id for telling in chosen.everything for claim in telling.claims]
        if "claim" in kind and not claims:
            return
        if kind == "correct a claim":
            ruled(store, "correct", claims[0], changes={"count": {"low": other, "high": other}})
        elif kind == "split":
            ruled(store, "split", chosen.everything[-1].account.id)
        elif kind == "merge":
            ruled(store, "merge", chosen.id, second.id)
        elif kind == "reject a claim":
            ruled(store, "reject", claims[-1])
        else:
            ruled(store, kind, chosen.id)


def figures(folder: Path) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    return {
        (line["incident_id"], line["outcome"], line["people"]): (line["low"], line["best"], line["high"])
        for line in lines(folder / "tables" / "tolls.csv")
    }


def told(found: Diff) -> set[tuple[str, str, str]]:
    return {(one.incident_id, figure.outcome, figure.people) for one in found.changes for figure in one.figures}


@settings(max_examples=25, deadline=None)
@given(first=steps, then=steps, one=asking, other=asking)
def test_between_two_releases_nothing_changes_silently_and_no_incident_is_lost(
    first: list[tuple[object, ...]],
    then: list[tuple[object, ...]],
    one: dict[str, Any],
    other: dict[str, Any],
) -> None:
    with tempfile.TemporaryDirectory() as made:
        a, b, again = (Path(made) / name for name in ("a", "b", "again"))
        store = open_store(str(Path(made) / "ledger.db"), create=True)
        numbers = itertools.count()
        happen(store, first, numbers)
        released(store, a, "1.0", **one)
        happen(store, then, numbers)
        released(store, b, "1.1", previous=a, **other)
        released(store, again, "1.1", previous=a, **other, now="2026-02-01T00:00:00.000Z")
        found = diff(a, b)

        assert bytes_of(b) == bytes_of(again)
        assert diff(a, a).changes == diff(b, b).changes == ()
        before, now = figures(a), figures(b)
        assert {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)} <= told(found)

        came, went = ({c.incident_id for c in found.changes if c.kind == kind} for kind in ("came", "went"))
        assert (ids(a) | came) - went == ids(b)
        buried = {line["incident_id"]: line["code"] for line in lines(b / "tombstones.csv")}
        assert set(buried) == went
        assert "unknown" not in buried.values()
        assert all(change.causes for change in found.changes)
        silent = [c for c in found.changes if any(cause.code == "unexplained" for cause in c.causes)]
        assert silent == []
        with_ledger = diff(a, b, store)
        assert [c.incident_id for c in with_ledger.changes] == [c.incident_id for c in found.changes]
        assert len(decisions(store)) == len(lines(b / "rulings.csv"))
        store.close()
