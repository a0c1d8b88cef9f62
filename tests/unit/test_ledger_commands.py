"""The commands that keep a ledger, as a newcomer uses them: on our own series of nine dispatches about one attack."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import jsonschema
import pytest

from testigo.cli import main
from testigo.cli.schema import incident_schema

SERIES = Path(__file__).parents[2] / "examples" / "villa-union.jsonl"


class Ledger:
    """A ledger in a file, and what its commands print."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capfd = capfd
        self.err = ""

    def run(self, *arguments: object, code: int = 0) -> str:
        given = [str(argument) for argument in arguments]
        found = main([*given, "--ledger", str(self.path)])
        out, self.err = self.capfd.readouterr()
        assert found == code, self.err
        return out

    def incidents(self, *arguments: object) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.run("incidents", "--format", "jsonl", *arguments).splitlines()]

    def ids(self) -> list[str]:
        return [str(incident["incident_id"]) for incident in self.incidents()]

    def joined(self) -> str:
        """The series, which is joined to one incident, and that one's name."""
        self.run("ingest", SERIES)
        (only,) = self.ids()
        return only


@pytest.fixture
def ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ledger:
    return Ledger(tmp_path / "a.db", capfd)


def killed(incident: dict[str, object]) -> dict[str, object]:
    toll = incident["toll"]
    assert isinstance(toll, dict)
    found = toll["killed"]
    assert isinstance(found, dict)
    return found


def test_a_run_tells_what_became_of_every_input(ledger: Ledger) -> None:
    first = ledger.run("ingest", SERIES)
    assert first.startswith("9 new + 0 duplicate + 0 version + 0 quarantined + 0 failed = 9 in")
    again = json.loads(ledger.run("ingest", "--format", "json", SERIES, "gone.txt", code=1))
    assert (again["in"], again["duplicate"], again["failed"], again["reasons"]) == (10, 9, 1, {"T-S003": 1})


def test_a_run_says_how_many_dispatches_name_no_day(ledger: Ledger, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Gunmen killed {name} clerks in Saltillo.", encoding="utf-8")
    told = ledger.run("ingest", tmp_path / "one.txt", tmp_path / "two.txt")
    assert "2 name no day of publication" in told
    dated = ledger.run("ingest", "--date", "2020-05-02", tmp_path / "one.txt", "--lang", "en")
    assert "no day" not in dated


REUTERS = (
    "SALTILLO, Mexico, May 2 (Reuters) - Gunmen killed dozens of {people} in Saltillo on Saturday, the police said."
)


def test_a_ledger_knows_what_a_text_tells_of_itself(ledger: Ledger, tmp_path: Path) -> None:
    """The language decides what *decenas* is worth, and the agency whose voice two papers print."""
    spanish = "Decenas de campesinos murieron el sábado en un ataque de hombres armados en Culiacán, dijo la policía."
    lines = [
        {"id": "a", "publisher": "El Faro Diario", "published": "2020-05-03", "text": spanish},
        {"id": "b", "publisher": "Coast Press", "published": "2020-05-03", "text": REUTERS.format(people="farmers")},
        {"id": "c", "publisher": "Valley Post", "published": "2020-05-03", "text": REUTERS.format(people="peasants")},
    ]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    ledger.run("ingest", feed)
    found = {
        tuple(str(i) for i in cast("list[str]", one["dispatch_ids"])): killed(one)["best"]
        for one in ledger.incidents("--policy", "acled-like")
    }
    assert found == {("a",): 10, ("b", "c"): 12}
    ledger.run("export", "--as", "csv", "--to", tmp_path / "csv")
    assert sorted((row["lang"], row["agency"]) for row in table(tmp_path / "csv" / "dispatches.csv")) == [
        ("en", "Reuters"),
        ("en", "Reuters"),
        ("es", ""),
    ]
    voices = {row["dispatches"]: row["voices"] for row in table(tmp_path / "csv" / "incidents.csv")}
    assert voices == {"1": "1", "2": "1"}


def test_a_delivery_is_known_again_whatever_a_newer_reader_makes_of_its_text(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text(REUTERS.format(people="farmers"), encoding="utf-8")
    ledger.run("ingest", "--date", "2020-05-03", text)
    dump = ledger.run("dump")
    with monkeypatch.context() as older:
        older.setattr("testigo.engines.ingest.heading", lambda dispatch: None)
        assert ledger.run("ingest", "--date", "2020-05-03", text).startswith("0 new + 1 duplicate")
    assert ledger.run("dump") == dump
    assert ledger.run("verify").startswith("whole")


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_nine_reports_in_any_order_are_the_same_ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    dumps = set()
    lines = SERIES.read_text(encoding="utf-8").splitlines()
    for seed in range(4):
        random.Random(seed).shuffle(lines)
        shuffled = tmp_path / f"{seed}.jsonl"
        shuffled.write_text("\n".join(lines), encoding="utf-8")
        ledger = Ledger(tmp_path / f"{seed}.db", capfd)
        ledger.run("ingest", shuffled, "--workers", 1 + seed % 2)
        dumps.add(ledger.run("dump"))
    assert len(dumps) == 1


ANSWERS = {"literal": (22, True), "gtd-like": (22, True), "acled-like": (22, True), "ibc-like": (6, True)}


def test_one_ledger_gives_22_6_2_0_and_out_under_the_policies(ledger: Ledger) -> None:
    ledger.joined()
    as_known = ("--as-of", "2019-12-02", "--policy")
    for name, answer in ANSWERS.items():
        (incident,) = ledger.incidents(*as_known, name)
        assert (killed(incident)["best"], incident["included"]) == answer
    (incident,) = ledger.incidents(*as_known, "literal")
    civilians = killed(incident)["by_people"]
    assert isinstance(civilians, dict)
    assert civilians["civilians"]["best"] == 2
    (incident,) = ledger.incidents(*as_known, "ucdp-like")
    units = incident["units"]
    assert isinstance(units, list)
    one_sided = next(unit for unit in units if unit["name"] == "one-sided")
    assert one_sided["counts"]["civilian_deaths"] | {"claims": [], "why": []} == {
        "low": 0, "best": 2, "high": 2, "claims": [], "why": []
    }  # fmt: skip
    assert incident["included"] is False
    reasons = incident["reasons"]
    assert isinstance(reasons, list)
    assert {reason["code"] for reason in reasons} == {"no_stated_incompatibility", "too_few_in_the_year"}


def test_the_toll_moves_with_the_day_and_an_old_figure_printed_anew_moves_nothing(ledger: Ledger) -> None:
    ledger.joined()
    days = {"2019-11-30": 14, "2019-12-01": 20, "2019-12-02": 22, "2019-12-03": 23, "2019-12-05": 25, "2023-12-31": 25}
    found = {day: killed(ledger.incidents("--as-of", day)[0])["best"] for day in days}
    assert found == days
    assert ledger.incidents("--as-of", "2019-11-29") == []


def test_why_walks_from_the_number_to_the_words_the_speaker_and_the_dispatch(ledger: Ledger) -> None:
    name = ledger.joined()
    card = ledger.run("why", name, "--as-of", "2019-12-02")
    assert "KILLED 22" in card
    assert "Governor Miguel Angel Riquelme" in card
    assert "vu-6" in card
    told = json.loads(ledger.run("why", name, "--as-of", "2019-12-02", "--format", "json"))
    resting = set(told["incident"]["toll"]["killed"]["claims"])
    assert resting
    witnesses = {witness["claim"]["id"]: witness for witness in told["witnesses"]}
    for claim in resting:
        assert witnesses[claim]["claim"]["quote"] in witnesses[claim]["sentence"]
    only = next(iter(resting))
    assert json.loads(ledger.run("why", only, "--format", "json"))["witnesses"][0]["claim"]["id"] == only


def test_every_name_that_was_ever_printed_leads_to_the_incident(ledger: Ledger) -> None:
    before = []
    for line in reversed(
        SERIES.read_text(encoding="utf-8").splitlines()
    ):  # the latest first: each comes before the lead
        one = ledger.path.with_suffix(".jsonl")
        one.write_text(line, encoding="utf-8")
        ledger.run("ingest", one)
        before.append(ledger.ids()[0])
    assert len(set(before)) == len(before)
    for name in before:
        assert json.loads(ledger.run("why", name, "--format", "json"))["incident_id"] == ledger.ids()[0]


def test_a_person_joins_what_was_taken_apart(ledger: Ledger) -> None:
    name = ledger.joined()
    told = json.loads(ledger.run("why", name, "--format", "json"))
    late = next(w["claim"]["account"] for w in told["witnesses"] if w["dispatch"]["id"] == "vu-9")
    ledger.run("decide", "split", late, "--by", "Ana", "--because", "another town")
    ledger.run("decide", "merge", *ledger.ids(), "--by", "Ben", "--because", "one raid")
    assert ledger.ids() == [name]
    assert "merge" in ledger.run("why", name)


def test_a_ruling_on_what_has_changed_since_is_refused_and_shows_the_other(ledger: Ledger) -> None:
    name = ledger.joined()
    state = json.loads(ledger.run("why", name, "--format", "json"))["state"]
    ledger.run("decide", "reject", name, "--by", "Ben", "--because", "a drill", "--seen", state)
    ledger.run("decide", "accept", name, "--by", "Ana", "--because", "sure", "--seen", state, code=1)
    assert "T-L030" in ledger.err
    assert "Ben ruled meanwhile" in ledger.err
    (incident,) = ledger.incidents()
    assert incident["reasons"] == [{"code": "rejected", "sentence": "a drill"}]
    ledger.run("decide", "undo", 1, "--by", "Ben", "--because", "it was none")
    assert ledger.incidents()[0]["included"] is True
    assert "[undone]" in ledger.run("decide", "list")


def test_a_correction_stands_beside_the_words_and_says_who_read_it(ledger: Ledger) -> None:
    name = ledger.joined()
    told = json.loads(ledger.run("why", name, "--format", "json"))
    claim = next(w["claim"] for w in told["witnesses"] if w["claim"]["quote"] == "Twenty-two people")
    ledger.run(
        "decide", "correct", claim["id"], "--set", "count.low=24", "--set", "count.high=24", "--by", "Ana",
        "--because", "the second edition says so",
    )  # fmt: skip
    told = json.loads(ledger.run("why", claim["id"], "--format", "json"))
    mended = told["witnesses"][0]["claim"]
    assert (mended["count"]["low"], mended["quote"], mended["reader"]) == (24, "Twenty-two people", "person")
    ledger.run("decide", "correct", claim["id"], "--set", "span=[0,1]", "--by", "A", "--because", "x", code=1)
    assert "T-L031" in ledger.err


def test_split_takes_accounts_out_and_undo_puts_them_back(ledger: Ledger) -> None:
    name = ledger.joined()
    told = json.loads(ledger.run("why", name, "--format", "json"))
    late = next(w["claim"]["account"] for w in told["witnesses"] if w["dispatch"]["id"] == "vu-9")
    ledger.run("decide", "split", late, "--by", "Ana", "--because", "another town")
    assert len(ledger.ids()) == 2
    ledger.run("decide", "undo", 1, "--by", "Ana", "--because", "the same")
    assert ledger.ids() == [name]


def test_search_finds_words_without_accents_and_quotes_after_a_purge(ledger: Ledger) -> None:
    ledger.run("ingest", SERIES)
    found = [
        json.loads(line)
        for line in ledger.run("search", "governor", '"state of Coahuila"', "--format", "jsonl").splitlines()
    ]
    assert {"vu-6"} <= {one["head"]["id"] for one in found}
    ledger.run("purge", "vu-6", "--by", "Ana", "--because", "the licence ended")
    assert "(the text was purged)" in ledger.run("search", "twenty-two")
    assert "text purged" in ledger.run("why", ledger.ids()[0], "--as-of", "2019-12-02")
    assert ledger.run("verify").startswith("whole")
    assert ledger.run("replay").startswith("equal")


def test_an_empty_answer_is_said_and_not_left_blank(ledger: Ledger) -> None:
    ledger.run("ingest", SERIES)
    assert ledger.run("quarantine") == "nothing is in quarantine\n"
    assert ledger.run("decide", "list") == "nobody has decided anything yet\n"
    ledger.run("incidents", "--country", "NZ")
    assert "no incident in the ledger is like that" in ledger.err
    ledger.run("search", "zeppelin")
    assert "no dispatch holds all of these words\n" in ledger.err
    ledger.run("search", "minors gunmen")
    assert "“minors gunmen” as it stands" in ledger.err
    assert "nothing needs to be looked at" in ledger.run("doctor")


def test_where_there_is_no_ledger_the_command_says_how_one_is_made(ledger: Ledger) -> None:
    ledger.run("incidents", code=1)
    assert "T-L001" in ledger.err
    assert "testigo ingest" in ledger.err
    assert not ledger.path.exists()


def policies_printed(capfd: pytest.CaptureFixture[str]) -> Iterator[str]:
    assert main(["policies"]) == 0
    yield from capfd.readouterr().out.splitlines()


def test_policies_are_listed_and_printed_with_the_source_of_each_rule(capfd: pytest.CaptureFixture[str]) -> None:
    names = [line.split("/")[0] for line in policies_printed(capfd)]
    assert names == ["acled-like", "gtd-like", "ibc-like", "literal", "ucdp-like"]
    assert main(["policies", "ibc-like"]) == 0
    assert "source = " in capfd.readouterr().out


def test_every_incident_is_as_the_schema_says(ledger: Ledger) -> None:
    ledger.joined()
    for name in ("literal", "acled-like", "ucdp-like"):
        for incident in ledger.incidents("--policy", name):
            jsonschema.validate(incident, incident_schema())


def test_incidents_without_a_day_are_listed_last(ledger: Ledger, tmp_path: Path) -> None:
    lines = [
        {"id": f"n{i}", "text": f"Gunmen killed {i + 2} people in the town of Korum{i}, police said."} for i in range(3)
    ]
    feed = tmp_path / "undated.jsonl"
    feed.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ledger.run("ingest", SERIES, feed)
    found = ledger.incidents()
    assert [incident["start"] is None for incident in found] == [False] + [True] * 3


def wire(version: int, day: str, killed: str = "", status: str = "usable", note: str = "") -> dict[str, object]:
    body = f"KORUM, Iraq - A car bomb killed {killed} people at the market of Korum in Iraq on Friday, police said."
    return {
        "uri": "urn:news:1", "version": str(version), "versioncreated": f"{day}T10:00:00Z", "pubstatus": status,
        "language": "en", "ednote": note, **({"body_text": body} if killed else {}),
    }  # fmt: skip


def test_a_correction_moves_the_toll_from_its_day_and_a_kill_takes_it_back(ledger: Ledger, tmp_path: Path) -> None:
    items = [
        wire(3, "2020-05-03", status="canceled", note="kill: it never happened"),
        wire(1, "2020-05-01", killed="five"),
        wire(2, "2020-05-02", killed="seven", note="corrects toll"),
    ]
    (tmp_path / "wire.json").write_text(json.dumps(items), encoding="utf-8")
    assert ledger.run("ingest", tmp_path / "wire.json").startswith("1 new + 0 duplicate + 2 version")
    days = ("2020-05-01", "2020-05-02", "2020-05-03")
    found = [[killed(one)["best"] for one in ledger.incidents("--as-of", day)] for day in days]
    assert found == [[5], [7], []]
    assert ledger.incidents() == []
    (name,) = {one["incident_id"] for day in days for one in ledger.incidents("--as-of", day)}
    card = ledger.run("why", name)
    assert "Nothing of it stands on this day." in card
    assert "canceled – kill: it never happened" in card


def test_an_item_under_embargo_is_kept_and_shown_to_nobody_before_its_time(ledger: Ledger, tmp_path: Path) -> None:
    item = wire(1, "2020-05-01", killed="five") | {"embargoed": "2999-01-01T00:00:00Z"}
    (tmp_path / "wire.json").write_text(json.dumps([item]), encoding="utf-8")
    assert ledger.run("ingest", tmp_path / "wire.json").startswith("1 new")
    assert ledger.incidents() == []
    assert ledger.run("search", "market", "--format", "jsonl") == ""
    assert "under embargo" in ledger.run("doctor", code=1)


def test_a_dispatch_dated_in_the_future_is_the_same_whenever_it_is_entered(ledger: Ledger, tmp_path: Path) -> None:
    line = {"id": "late", "text": "Gunmen killed two people in Korum, police said.", "published": "2999-01-01"}
    (tmp_path / "late.jsonl").write_text(json.dumps(line), encoding="utf-8")
    ledger.run("ingest", tmp_path / "late.jsonl")
    assert "future_date" not in ledger.run("dump")
    assert "1 dispatches are dated in the future" in ledger.run("doctor", code=1)


def test_what_can_be_read_now_leaves_quarantine_though_something_else_stays(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": 5}\n{"id": "y", "te', encoding="utf-8")
    ledger.run("ingest", tmp_path / "a.jsonl", code=1)
    assert len(ledger.run("quarantine").splitlines()) == 2
    assert ledger.run("quarantine", "--retry", code=1).startswith("0 new")
    assert len(ledger.run("quarantine").splitlines()) == 2
