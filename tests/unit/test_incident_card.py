"""`testigo incident`, and what `testigo incidents` can be asked: invented towns, in English and in Spanish."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from testigo.cli import main
from testigo.cli.ledger.chart import chart
from testigo.cli.ledger.choosing import Listed, in_order_of
from testigo.cli.ledger.curve_wording import moved
from testigo.cli.ledger.incident_card import incident_card
from testigo.engines.story import Story, Teller
from testigo.incidents.incident import incident_of
from testigo.model.claim import Toll
from testigo.model.incident import Incident, Point
from testigo.model.telling import Telling
from testigo.packs.policy import policy
from tests.joined import dead, telling

ENGLISH = [
    ("Harrow Post", "2021-03-01", "Gunmen killed nine people in the town of Korum on Monday, police said."),
    ("Delta Wire", "2021-03-02", "Twelve people were killed in an attack on the town of Korum on Monday, police said."),
    ("Harrow Post", "2021-03-03", "Eleven people were killed in an attack on Korum on Monday, police said."),
    ("Old Paper", "2023-09-09", "Nine people were killed in an attack on the town of Korum in March 2021."),
]
SPANISH = [
    (
        "El Faro de Tarima", "2022-05-10",
        "El gobernador Julián Ospina dijo que cuatro personas murieron el martes cuando hombres armados atacaron el "
        "municipio de Tarima, en Colombia. Otras tres resultaron heridas, agregó.",
    ),
    (
        "Radio Cauce", "2022-05-11",
        "El gobernador Julián Ospina dijo que siete personas murieron el martes en el ataque armado contra el "
        "municipio de Tarima, en Colombia. Al menos cinco personas resultaron heridas, agregó.",
    ),
    (
        "El Faro de Tarima", "2022-05-12",
        "El gobernador Julián Ospina dijo que seis personas murieron el martes en el ataque armado contra el "
        "municipio de Tarima, en Colombia.",
    ),
]  # fmt: skip
DAYS = {"en": ENGLISH, "es": SPANISH}


class Ledger:
    """A ledger in a file, and what its commands print."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capfd = folder, capfd
        self.err = ""

    def run(self, *arguments: object, code: int = 0) -> str:
        found = main([*map(str, arguments), "--ledger", str(self.folder / "a.db")])
        out, self.err = self.capfd.readouterr()
        assert found == code, self.err
        return out

    def enter(self, lang: str, told: Iterable[tuple[str, str, str]]) -> None:
        lines = [
            {"id": f"{lang}-{n}", "publisher": by, "published": day, "lang": lang, "text": text}
            for n, (by, day, text) in enumerate(told, 1)
        ]
        feed = self.folder / f"{lang}.jsonl"
        feed.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        self.run("ingest", feed)

    def incidents(self, *arguments: object) -> list[str]:
        lines = self.run("incidents", "--format", "jsonl", *arguments).splitlines()
        return [json.loads(line)["incident_id"] for line in lines]

    def merged(self, lang: str, told: Iterable[tuple[str, str, str]]) -> str:
        before = set(self.incidents()) if (self.folder / "a.db").exists() else set()
        self.enter(lang, told)
        new = [one for one in self.incidents() if one not in before]
        if len(new) > 1:
            self.run("decide", "merge", *new, "--by", "Ana", "--because", "one attack")
        (only,) = set(self.incidents()) - before
        return only


@pytest.fixture
def ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ledger:
    return Ledger(tmp_path, capfd)


def section(card: str, title: str) -> list[str]:
    """The lines below a title, up to the next empty line, without what wraps them."""
    lines = card.splitlines()
    start = next(n for n, line in enumerate(lines) if line.strip().startswith(title))
    end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    return [" ".join(line.split()) for line in lines[start + 1 : end]]


def test_the_curve_says_in_words_how_the_toll_moved_whose_word_it_was_and_where(ledger: Ledger) -> None:
    told = section(ledger.run("incident", ledger.merged("en", ENGLISH)), "KILLED, AS")
    assert told[:3] == [
        "2021-03-01 9 first count – police, en-1 (Harrow Post)",
        "2021-03-02 12 up 3 – police, en-2 (Delta Wire)",
        "2021-03-03 11 down 1 – police, en-3 (Harrow Post)",
    ]


def test_a_contradiction_stands_where_it_arose_with_both_figures(ledger: Ledger) -> None:
    told = " ".join(section(ledger.run("incident", ledger.merged("en", ENGLISH)), "KILLED, AS"))
    lowered, stale = told.index("downward revision"), told.index("stale repeat")
    assert told.index("en-3 (Harrow Post)") < lowered < told.index("no change – own voice, en-4") < stale
    assert "11 (“Eleven people”, en-3) against 12 (“Twelve people”, en-2)" in told
    assert "9 (“Nine people”, en-4) against 11 known by then" in told


def test_a_spanish_series_reads_like_an_english_one(ledger: Ledger) -> None:
    card = ledger.run("incident", ledger.merged("es", SPANISH))
    told = " ".join(section(card, "KILLED, AS"))
    assert "2022-05-10 4 first count – El gobernador Julián Ospina, es-1 (El Faro de Tarima)" in told
    assert "2022-05-11 7 up 3 – El gobernador Julián Ospina, es-2 (Radio Cauce)" in told
    assert "2022-05-12 6 down 1 – El gobernador Julián Ospina, es-3" in told
    assert "6 (“seis personas”, es-3) against 7 (“siete personas”, es-2)" in told
    assert "2022-05-11 5–5–open up 2" in " ".join(section(card, "INJURED, AS"))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_card_has_no_line_wider_than_80_columns_and_needs_no_colour(ledger: Ledger, lang: str) -> None:
    card = ledger.run("incident", ledger.merged(lang, DAYS[lang]))
    assert max(map(len, card.splitlines())) <= 80
    assert "\x1b" not in card


def test_the_card_shows_the_toll_by_class_the_dispatches_the_rulings_and_the_names_it_had(ledger: Ledger) -> None:
    elsewhere = ("Old Paper", "2023-09-09", "Nine people were killed in an attack on the town of Sura in March 2021.")
    ledger.enter("en", [*ENGLISH[:-1], elsewhere])
    before = ledger.incidents()
    ledger.run("decide", "merge", *before, "--by", "Ana", "--because", "one attack")
    card = ledger.run("incident", before[-1])
    assert "killed 11 11 11" in [" ".join(line.split()) for line in card.splitlines()]
    assert "2023-09-09 Old Paper · en-4 · main" in section(card, "WHO TELLS OF IT")
    assert "one attack" in " ".join(section(card, "DECIDED"))
    (name,) = ledger.incidents()
    assert all(alias in card for alias in before if alias != name)


def test_as_json_it_is_the_incident_of_the_output_contract(ledger: Ledger) -> None:
    name = ledger.merged("en", ENGLISH)
    line = json.loads(ledger.run("incidents", "--format", "jsonl", "--policy", "ibc-like", "--as-of", "2021-03-02"))
    told = ledger.run("incident", name, "--format", "json", "--policy", "ibc-like", "--as-of", "2021-03-02")
    assert json.loads(told) == line


def test_what_came_later_than_the_day_or_was_thrown_out_says_so(ledger: Ledger) -> None:
    name = ledger.merged("en", ENGLISH)
    told = json.loads(ledger.run("why", name, "--format", "json"))
    second = next(w["claim"]["account"] for w in told["witnesses"] if w["dispatch"]["id"] == "en-2")
    ledger.run("decide", "reject", second, "--by", "Ben", "--because", "another town")
    tellers = section(ledger.run("incident", name, "--as-of", "2021-03-03"), "WHO TELLS OF IT")
    assert [line.rpartition(" · ")[2] for line in tellers] == ["main", "thrown out", "main", "later than this day"]


def test_where_nothing_stands_the_card_says_so_and_json_is_null(ledger: Ledger) -> None:
    name = ledger.merged("en", ENGLISH)
    assert "Nothing of it stands on this day." in ledger.run("incident", name, "--as-of", "2021-02-01")
    assert json.loads(ledger.run("incident", name, "--as-of", "2021-02-01", "--format", "json")) is None


def test_of_one_dispatch_the_card_has_one_change_and_no_chart(ledger: Ledger) -> None:
    card = ledger.run("incident", ledger.merged("en", ENGLISH[:1]))
    assert section(card, "KILLED, AS") == ["2021-03-01 9 first count – police, en-1 (Harrow Post)"]
    assert "* best" not in card
    assert "DECIDED" not in card


def test_of_200_dispatches_long_lists_are_cut_with_a_count_and_all_shows_them(ledger: Ledger) -> None:
    numbers = range(60, 260)
    series = [
        (f"Paper {n}", f"2021-{1 + n // 28 % 12:02}-{1 + n % 28:02}", f"Gunmen killed {n} people in the town of Korum "
         "on 1 January 2021, police said.")
        for n in numbers
    ]  # fmt: skip
    name = ledger.merged("en", series)
    short, whole = ledger.run("incident", name), ledger.run("incident", name, "--all")
    assert len(short.splitlines()) < 90
    assert "184 changes in between are left out; --all shows them" in short
    assert "184 dispatches in between are left out; --all shows them" in short
    assert "left out" not in whole
    assert "more, --all" not in whole
    assert all(f"en-{n} " in whole for n in range(1, 201))
    assert max(map(len, short.splitlines())) <= 80


def test_incidents_are_sorted_the_most_or_the_latest_first(ledger: Ledger) -> None:
    english, spanish = ledger.merged("en", ENGLISH), ledger.merged("es", SPANISH)
    assert ledger.incidents() == [english, spanish]
    assert ledger.incidents("--sort", "killed") == [english, spanish]
    assert ledger.incidents("--sort", "killed", "--as-of", "2022-05-11", "--policy", "literal") == [english, spanish]
    assert ledger.incidents("--sort", "injured") == [spanish, english]
    assert ledger.incidents("--sort", "dispatches", "--limit", "1") == [english]
    assert ledger.incidents("--sort", "updated") == [english, spanish]
    assert ledger.incidents("--sort", "updated", "--as-of", "2022-12-31") == [spanish, english]


FILTERS = [
    (("--min-killed", "11"), "en"),
    (("--min-killed", "7"), "en"),
    (("--min-dispatches", "4"), "en"),
    (("--place", "KORUM"), "en"),
    (("--place", "colombia"), "es"),
    (("--name", "hombres"), "es"),
    (("--name", "gunmen"), "en"),
    (("--flagged", "--until", "2021-12-31"), "en"),
]


@pytest.mark.parametrize(("asked", "lang"), FILTERS, ids=[" ".join(asked) for asked, _ in FILTERS])
def test_incidents_are_chosen_by_what_is_asked_of_them(ledger: Ledger, asked: tuple[str, ...], lang: str) -> None:
    names = {code: ledger.merged(code, told) for code, told in DAYS.items()}
    assert ledger.incidents(*asked) == [names[lang]]


def test_a_region_is_asked_for_by_any_of_its_names(ledger: Ledger) -> None:
    text = "SALTILLO, Mexico - Gunmen killed three people on Monday in Saltillo, in the state of Coahuila, police said."
    name = ledger.merged("en", [("Harrow Post", "2021-03-02", text)])
    assert ledger.incidents("--admin1", "coahuila") == ledger.incidents("--admin1", "Coahuila de Zaragoza") == [name]
    assert ledger.incidents("--admin1", "Sonora") == []
    assert "no incident in the ledger is like that" in ledger.err


def test_a_number_of_things_is_not_below_zero(ledger: Ledger) -> None:
    with pytest.raises(SystemExit):
        ledger.run("incidents", "--limit", "-1")


def card_of(*tellings: Telling, colour: bool = False) -> str:
    """The card of tellings made by hand, all of which stand."""
    tellers = tuple(
        Teller(
            dispatch=each.dispatch, at=each.at, main=True, status="counted",
            tolls=tuple(claim for claim in each.claims if isinstance(claim, Toll)),
        )
        for each in tellings
    )  # fmt: skip
    incident = incident_of("i1", tellings, policy("literal"))
    story = Story(
        incident_id="i1", aliases=(), accepted=False, incident=incident, tellers=tellers, decisions=(), state=1
    )
    return incident_card(story, 80, colour=colour)


def said(number: int, **fields: Any) -> Toll:
    return dead(number, by="the mayor", **fields)


def test_a_figure_that_its_speaker_takes_back_is_said_to_be_withdrawn() -> None:
    back = telling("d2", "2020-01-02", dead(12, by="police", kind="police"), said(30, stance="denied", id="old"))
    told = section(card_of(telling("d1", "2020-01-01", said(30)), back), "KILLED, AS")
    assert told[1] == "2020-01-02 12 down 18, a figure withdrawn – police, d2 (d2)"


def test_an_outcome_of_which_no_figure_is_left_is_said_to_be_withdrawn() -> None:
    back = telling("d2", "2020-01-02", said(30, stance="denied", id="old"))
    card = card_of(telling("d1", "2020-01-01", said(30)), back)
    assert "2020-01-02               withdrawn, no figure stands – the mayor, d2 (d2)" in card
    assert "no count is stated" in card


def test_colour_only_repeats_what_the_words_say() -> None:
    told = telling("d1", "2020-01-01", said(14)), telling("d2", "2020-01-02", said(12))
    painted = card_of(*told, colour=True)
    assert "\x1b" in painted
    for code in ("0", "1", "1;36", "2", "33", "1;31"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == card_of(*told)


def point(day: int, low: int, best: int, high: int | None) -> Point:
    return Point(as_of=f"2020-01-{day:02}", outcome="killed", low=low, best=best, high=high, dispatch_id=f"d{day}")


def test_a_best_figure_that_stays_while_its_bounds_move_is_a_change() -> None:
    assert moved(point(2, 9, 10, 14), point(1, 10, 10, 10)) == "same best, other bounds"


def test_a_peak_between_two_columns_of_the_chart_is_not_lost() -> None:
    flat = [point(1 + n % 28, 5, 5, 5) for n in range(200)]
    flat[101] = point(20, 5, 5, 50)
    drawn = chart(flat, 60)
    assert max(map(len, drawn)) <= 60
    assert drawn[0].count(":") == 1
    assert drawn[-1].endswith("changes")


def test_a_toll_of_nobody_can_be_drawn() -> None:
    assert chart([point(1, 0, 0, 0), point(2, 0, 0, None)], 80)[-1].endswith("^ open above")


def test_in_the_order_of_the_ledger_nothing_waits_for_the_last_incident() -> None:
    def endless() -> Iterator[Listed]:
        while True:
            yield Listed(Incident(incident_id="i1", policy="literal/1", type="bombing"), "")

    assert len(list(in_order_of(endless(), "start", 3))) == 3
