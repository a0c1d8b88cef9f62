"""Series of dispatches are counted as their reports have it: at the end, and on each day on the way."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from testigo.model.dispatch import Dispatch
from testigo.model.telling import Telling
from testigo.pipeline import read_dispatch
from tests.joined import tellings_of
from tests.series.scored import EXPECTED, incident, tellings, wrong

GAPS: dict[str, list[str]] = json.loads(Path(__file__).with_name("gaps.json").read_text(encoding="utf-8"))
"""What is not right yet. It may only shrink."""


@pytest.mark.parametrize("name", EXPECTED)
def test_a_series_is_right_but_for_its_known_gaps(name: str) -> None:
    assert wrong(name) == GAPS.get(name, [])


def test_a_count_so_far_has_in_it_what_others_count_in_the_same_text() -> None:
    text = (
        "The bodies of ten millers were found in a pit on Monday, police said. "
        "The find brings to 18 the number of dead from the raid near Korum."
    )
    record = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2022-07-24"))
    found = incident("i", tellings_of(record, "2022-07-24")).toll["killed"]
    assert (found.low, found.best, found.high) == (18, 18, 18)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_order_in_which_dispatches_come_does_not_matter(name: str) -> None:
    told = list(tellings(name))
    random.Random(name).shuffle(told)
    assert incident(name, told) == incident(name, tellings(name))


@pytest.mark.parametrize("name", EXPECTED)
def test_low_is_never_above_best_nor_best_above_high(name: str) -> None:
    found = incident(name, tellings(name))
    tolls = [(toll.low, toll.best, toll.high) for toll in found.toll.values()]
    points = [(point.low, point.best, point.high) for point in found.curve]
    for low, best, high in tolls + points:
        assert low <= best
        assert high is None or best <= high


@pytest.mark.parametrize("name", EXPECTED)
def test_a_copy_of_a_dispatch_changes_no_figure(name: str) -> None:
    told = tellings(name)
    alone, both = incident(name, told), incident(name, (*told, *(_copy(each) for each in told)))
    assert {o: (t.low, t.best, t.high) for o, t in alone.toll.items()} == {
        o: (t.low, t.best, t.high) for o, t in both.toll.items()
    }


def _copy(told: Telling) -> Telling:
    """The same text by another publisher, in the same hour."""
    head = replace(told.dispatch, id=f"{told.dispatch.id}-copy", publisher="Copyist")
    account = replace(told.account, id=f"{told.account.id}-copy")
    claims = tuple(replace(claim, account=account.id) for claim in told.claims)
    return replace(told, account=account, claims=claims, dispatch=head, original=told.dispatch)
