"""Dumps that are cut off, changed, made up or meant to harm: refused by name, with nothing of them entered."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from testigo.engines.join import derive
from testigo.errors import LedgerError, TestigoError
from testigo.ledger.dump import dump
from testigo.ledger.identity import canonical
from testigo.ledger.series import enter_series
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import replay
from testigo.model.tally import MonthlyFigure
from tests.ledger.makers import entered, incidents, lines, listed_of, ruled, sealed, taken, undone, whole, wire

AT = "2020-01-01T00:00:00Z"


@pytest.fixture
def told(tmp_path: Path) -> list[str]:
    """The lines of a dump with texts, sealed."""
    store = open_store(str(tmp_path / "first.db"), create=True)
    entered(store, wire("22 killed in Korum, police said.\n3 injured in Sura."), wire("5 killed in Sura.", id="w2"))
    entered(store, wire("7 killed in Korum.", "2019-12-02", id="w3", item="u1", version=1, at="2019-12-02T10:00:00Z"))
    enter_series(store, [MonthlyFigure(month="2019-01", count=41, country="VD", released="2020-02-01")], "a.csv", AT)
    one, other, *_ = incidents(store)
    undone(store, ruled(store, "merge", one.id, other.id).n)
    ruled(store, "accept", one.id)
    found = list(dump(store, texts=True))
    store.close()
    return found


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A ledger into which nothing of them comes."""
    made = open_store(str(tmp_path / "second.db"), create=True)
    yield made
    made.close()


def error(told: list[str], store: Store) -> TestigoError:
    """The error with which a dump is refused."""
    with pytest.raises(TestigoError) as raised:
        taken(told, store)
    assert lines(store) == []
    assert raised.value.hint
    return raised.value


def changed(told: list[str], begin: str, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """The dump with one line of a kind changed, and sealed anew as whoever changes it could do."""
    made = told[:-1]
    at = next(number for number, line in enumerate(made) if begin in line)
    held = json.loads(made[at])
    change(held)
    made[at] = canonical(held)
    return sealed(made)


def test_a_dump_that_is_cut_off_at_any_line_is_refused_and_says_where(told: list[str], empty: Store) -> None:
    for number in range(len(told)):
        found = error(told[:number], empty)
        assert (found.code, found.place) == ("T-L051", f"dump:{max(1, number)}")


def test_a_dump_that_is_cut_off_within_a_line_is_refused(told: list[str], empty: Store) -> None:
    chance = random.Random(7)
    for number, line in enumerate(told):
        for at in chance.sample(range(1, len(line)), 5):
            found = error([*told[:number], line[:at]], empty)
            assert (found.code, found.place) == ("T-L050", f"dump:{number + 1}")


def test_a_dump_with_a_line_left_out_doubled_or_moved_is_refused(told: list[str], empty: Store) -> None:
    for number in range(len(told) - 1):
        for made in ([*told[:number], *told[number + 1 :]], [*told[: number + 1], *told[number:]], told[::-1]):
            assert error(made, empty).code in ("T-L051", "T-L052")
    assert error([*told, told[0]], empty).code == "T-L051"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "name,count",
        "22",
        "[]",
        "null",
        "{}",
        '"dispatch"',
        '{"schema":"testigo/1","dispatch":{"id":"w1"},"claims":[]}',
        "\x00\x01\x02",
        "[" * 100_000,
        '{"dispatch":' * 50_000,
    ],
    ids=lambda line: line[:12],
)
def test_what_is_no_dump_is_said_to_be_none(line: str, empty: Store) -> None:
    found = error([line], empty)
    assert (found.code, found.place) == ("T-L050", "dump:1")


@pytest.mark.parametrize("where", ["low", "span", "quote", "publisher", "text", "name", "delivery", "dispatch"])
def test_what_is_not_what_its_name_says_is_refused_by_name(told: list[str], empty: Store, where: str) -> None:
    def change(held: dict[str, Any]) -> None:
        claim = held["claims"][0]
        delivery = held["deliveries"][0]
        match where:
            case "low":
                claim["count"]["low"] -= 1
            case "span":
                claim["span"][0] += 1
            case "quote":
                claim["quote"] = "x" + claim["quote"][1:]
            case "publisher":
                delivery["dispatch"]["publisher"] = "The Post"
            case "text":
                held["texts"] = {name: text + " More." for name, text in held["texts"].items()}
            case "name":
                claim["name"] = claim["name"][:-1] + ("0" if claim["name"][-1] != "0" else "1")
            case "delivery":
                delivery["delivery"] = "0" * 24
            case _:
                held["dispatch"] = "0" * 24

    for begin in ('"version":1', '"id":"w1"', '"id":"w2"'):
        found = error(changed(told, begin, change), empty)
        assert found.code == "T-L053"
        assert found.place.startswith("dump:")


def set_to(*path: str | int, value: object) -> Callable[[dict[str, Any]], object]:
    """A change of what stands at the end of a path."""

    def change(held: Any) -> None:
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("begin", "change", "code"),
    [
        ('"accounts"', set_to("new", value=1), "T-L054"),
        ('"accounts"', set_to("claims", 0, "new", value=1), "T-L054"),
        ('"accounts"', set_to("deliveries", 0, "edition", "new", value=None), "T-L054"),
        ('"decision"', set_to("decision", "new", value=1), "T-L054"),
        ('"series"', set_to("series", "new", value=1), "T-L054"),
        ('"accounts"', set_to("deliveries", value=[]), "T-L052"),
        ('"accounts"', set_to("claims", value={}), "T-L052"),
        ('"accounts"', set_to("accounts", 0, "start", value="2019-02-30"), "T-L052"),
        ('"accounts"', set_to("accounts", 0, "start", value="\0"), "T-L052"),
        ('"accounts"', set_to("accounts", 0, "place", "lat", value=1e300), "T-L052"),
        ('"accounts"', set_to("accounts", 0, "place", "country", value="\0"), "T-L052"),
        ('"accounts"', set_to("claims", 0, "count", "low", value=2**70), "T-L052"),
        ('"accounts"', set_to("claims", 0, "account", value="a99"), "T-L052"),
        ('"accounts"', set_to("claims", 0, "part_of", value="c99"), "T-L052"),
        ('"accounts"', set_to("claims", 0, "kind", value="rumour"), "T-L052"),
        ('"accounts"', set_to("deliveries", 0, "edition", "at", value="0001-01-01T00:00:00+14:00"), "T-L052"),
        (
            '"accounts"',
            set_to("former", value=[{"delivery": "x", "claims": []}]),
            "T-L052",
        ),
        ('"decision"', set_to("decision", "n", value=7), "T-L052"),
        ('"decision"', set_to("decision", "undoes", value=1), "T-L052"),
        ('"decision"', set_to("decision", "author", value=" "), "T-L052"),
        ('"decision"', set_to("decision", "accounts", value=[["x"]]), "T-L052"),
        ('"series"', set_to("series", "count", value=-1), "T-L052"),
        ('"series"', set_to("series", "month", value="2019-13"), "T-L052"),
        ('"series"', set_to("series", "released", value="soon"), "T-L052"),
    ],
    ids=lambda value: value if isinstance(value, str) else "set",
)
def test_a_line_that_cannot_be_is_refused(
    told: list[str], empty: Store, begin: str, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    assert error(changed(told, begin, change), empty).code == code


def test_a_dump_of_a_newer_form_is_said_to_be_newer(told: list[str], empty: Store) -> None:
    assert error([*told[:-1], told[-1].replace('"form":1', '"form":2')], empty).code == "T-L054"


NASTY: list[object] = [
    None,
    -1,
    0,
    2**70,
    1e308,
    "",
    "\0",
    "\ud800",
    "x",
    "2019-13-45",
    [],
    {},
    [None],
    {"": None},
    True,
]


def paths(held: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every way into what a line holds."""
    items: Any = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for name, value in items:
        yield (*path, name)
        yield from paths(value, (*path, name))


def test_whatever_is_set_anywhere_is_refused_or_does_no_harm(told: list[str], tmp_path: Path) -> None:
    chance = random.Random(7)
    stores = (open_store(str(tmp_path / f"{n}.db"), create=True) for n in range(300))
    store, accepted = next(stores), 0
    for _ in range(300):
        at = chance.randrange(len(told) - 1)
        held = json.loads(told[at])
        set_to(*chance.choice(list(paths(held))), value=chance.choice(NASTY))(held)
        try:
            taken(sealed([*told[:at], canonical(held), *told[at + 1 : -1]]), store)
        except LedgerError:
            assert not any(line.startswith('{"decision"') for line in lines(store))
        else:
            accepted += 1
            listed_of(store)
            listed_of(store, "2019-12-01", "ucdp-like")
        if lines(store):
            whole(store)
            assert replay(store, derive) == []
            store.close()
            store = next(stores)
    assert accepted
