"""`testigo tallies`, as a newcomer uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from testigo.cli import main

SO_FAR = {
    "id": "t1", "published": "2019-12-03", "publisher": "Wire",
    "text": "MEXICO CITY - Mexico is heading for a new high in killings this year, with 28,741 murders so far, the "
    "secretariat said.",
}  # fmt: skip
EN_ESPANOL = {
    "id": "t2", "published": "2019-12-03", "publisher": "El Faro",
    "text": "CIUDAD DE MÉXICO - En lo que va del año suman 28.741 homicidios en México, informó el secretariado.",
}  # fmt: skip
LAST_YEAR = {
    "id": "t3", "published": "2019-01-21", "publisher": "Wire",
    "text": "MEXICO CITY - Mexico counted 33,743 murders in 2018, the secretariat said on Monday.",
}  # fmt: skip
REVISED = LAST_YEAR | {
    "id": "t4", "published": "2019-03-21",
    "text": "MEXICO CITY - Mexico counted 33,801 murders in 2018, the secretariat said on Thursday.",
}  # fmt: skip
RAID = {
    "id": "t5", "published": "2019-12-02", "publisher": "Wire",
    "text": "SALTILLO, Mexico - Gunmen killed five people in Saltillo in the state of Coahuila on Sunday, police said.",
}  # fmt: skip


class Ledger:
    """A ledger in a file, and what `testigo tallies` prints of it."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capfd = capfd
        self.err = ""

    def enter(self, *lines: dict[str, str]) -> None:
        feed = self.path.with_suffix(".jsonl")
        feed.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        assert main(["ingest", str(feed), "--ledger", str(self.path)]) == 0
        self.capfd.readouterr()

    def table(self, *lines: str) -> Path:
        path = self.path.with_suffix(".csv")
        path.write_text("\n".join(("year,month,count", *lines)), encoding="utf-8")
        return path

    def ask(self, *arguments: object, code: int = 0) -> str:
        found = main(["tallies", *map(str, arguments), "--ledger", str(self.path)])
        out, self.err = self.capfd.readouterr()
        assert found == code, self.err
        return out

    def lines(self, *arguments: object) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.ask(*arguments, "--format", "jsonl").splitlines()]


@pytest.fixture
def ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ledger:
    return Ledger(tmp_path / "a.db", capfd)


def asked(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["tallies", *arguments])
    return code, capfd.readouterr().out


def test_a_record_or_none_by_what_the_count_covers_needs_no_ledger(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out = asked(
        capfd, "project", "28,741", "--from", "2019-01-01", "--to", "2019-10-31", "--published", "2019-12-03",
        "--against", "33,743",
    )  # fmt: skip
    assert code == 0
    assert "→ 34,489 by 2019-12-31" in out
    assert "✓ a record, above 33,743" in out
    assert "337 of 365 days" in out
    assert "→ 31,129 by 2019-12-31" in out
    assert "✗ no record, not above 33,743" in out
    assert "depends on what the count covers" in out
    assert list(tmp_path.iterdir()) == []


def test_a_stated_change_that_contradicts_its_counts_is_named_and_fails(capfd: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capfd, "change", "--from", "28869", "--to", "28741", "--said", "+2.4 %")
    assert code == 1
    assert "-0.44 %, not +2.4 %: the counts go the other way" in out
    assert asked(capfd, "change", "--from", "28869", "--to", "29574", "--said", "2.4")[0] == 0


def test_reported_tallies_are_listed_with_speaker_place_and_what_others_give(ledger: Ledger) -> None:
    ledger.enter(SO_FAR, EN_ESPANOL, LAST_YEAR, REVISED)
    found = {str(one["dispatch_id"]): one for one in ledger.lines("list", "--country", "MX")}
    assert set(found) == {"t1", "t2", "t3", "t4"}
    for name in ("t1", "t2"):
        assert (found[name]["low"], found[name]["start"], found[name]["end"]) == (28741, "2019-01-01", None)
        assert (found[name]["country"], found[name]["extent"], found[name]["unit"]) == ("MX", "country", "victims")
    vintages = found["t3"]["vintages"]
    assert isinstance(vintages, list)
    assert [(one["low"], one["published"]) for one in vintages] == [(33801, "2019-03-21")]
    shown = ledger.ask("list", "--year", 2018)
    assert "33,743 killed" in shown
    assert "! 33,801 for the same, published 2019-03-21" in shown
    assert [one["dispatch_id"] for one in ledger.lines("list", "--as-of", "2019-02-01")] == ["t3"]


def test_a_tally_of_the_ledger_is_held_against_the_record_that_the_ledger_knows(ledger: Ledger) -> None:
    ledger.enter(SO_FAR, LAST_YEAR, REVISED)
    (name,) = {str(one["claim"]) for one in ledger.lines("list") if one["dispatch_id"] == "t1"}
    record, none = ledger.lines("project", name, "--to", "2019-10-31")
    assert (record["low"], record["previous"], record["record"]) == (34489, 33801, True)
    assert (none["low"], none["record"]) == (31129, False)
    (before,) = ledger.lines("project", name, "--as-of", "2019-12-31")
    assert before["coverage"] == {"start": "2019-01-01", "end": "2019-12-03", "by": "published"}


def test_what_a_text_leaves_open_can_be_said_and_what_it_tells_stays(ledger: Ledger) -> None:
    open_start = {
        "id": "t6", "published": "2019-12-03",
        "text": "MEXICO CITY - Mexico has counted 28,741 murders so far, the secretariat said on Tuesday.",
    }  # fmt: skip
    ledger.enter(SO_FAR, open_start)
    names = {str(one["dispatch_id"]): str(one["claim"]) for one in ledger.lines("list")}
    ledger.ask("project", names["t6"], code=1)
    (found,) = ledger.lines("project", names["t6"], "--from", "2019-02-01")
    assert found["coverage"]["start"] == "2019-02-01"  # type: ignore[index]
    (found,) = ledger.lines("project", names["t1"], "--from", "2019-02-01")
    assert found["coverage"]["start"] == "2019-01-01"  # type: ignore[index]


def test_half_a_character_in_a_name_breaks_no_list(ledger: Ledger) -> None:
    ledger.enter(SO_FAR | {"id": "half \ud800"})
    assert "half" in ledger.ask("list")
    (found,) = ledger.lines("list")
    assert found["dispatch_id"] == "half \ud800"


def test_a_correction_replaces_a_tally_from_its_day_and_an_embargo_hides_one(ledger: Ledger) -> None:
    def item(uri: str, version: int, day: str, count: str, **more: str) -> dict[str, str]:
        body = f"MEXICO CITY - Mexico has counted {count} murders so far this year, the secretariat said."
        return {
            "uri": uri, "version": str(version), "versioncreated": f"{day}T10:00:00Z", "pubstatus": "usable",
            "language": "en", "body_text": body, **more,
        }  # fmt: skip

    wire = ledger.path.with_name("wire.json")
    items = [
        item("urn:t:1", 2, "2019-12-05", "28,767"),
        item("urn:t:1", 1, "2019-12-03", "28,741"),
        item("urn:t:2", 1, "2019-12-03", "29,574", embargoed="2999-01-01T00:00:00Z"),
    ]
    wire.write_text(json.dumps(items), encoding="utf-8")
    assert main(["ingest", str(wire), "--ledger", str(ledger.path)]) == 0
    ledger.capfd.readouterr()
    assert [one["low"] for one in ledger.lines("list")] == [28767]
    assert [one["low"] for one in ledger.lines("list", "--as-of", "2019-12-04")] == [28741]
    assert ledger.lines("list", "--as-of", "2019-12-02") == []


def test_names_that_are_none_or_several_are_refused(ledger: Ledger) -> None:
    ledger.enter(SO_FAR, LAST_YEAR)
    ledger.ask("project", "zzz", code=1)
    assert "T-L020" in ledger.err
    ledger.ask("project", "c", code=1)
    assert "T-L021" in ledger.err


def test_what_the_ledger_counts_stands_beside_what_was_reported(ledger: Ledger) -> None:
    ledger.enter(SO_FAR, RAID)
    month, period = ledger.lines("count", "--country", "MX")
    assert (month["month"], month["reported"]) == ("2019-12", [])
    assert month["total"]["best"] == 5  # type: ignore[index]
    assert (period["start"], period["end"], len(period["reported"])) == ("2019-01-01", "2019-12-03", 1)  # type: ignore[arg-type]
    shown = ledger.ask("count", "--measure", "incidents", "--by-admin1")
    assert shown.startswith("2019-12  Coahuila, MX  1 incident")
    (out,) = ledger.lines("count", "--policy", "ucdp-like", "--since", "2019-12-01")
    assert out["total"]["counted"] == 0  # type: ignore[index]
    assert sum(out["total"]["left_out"].values()) == 1  # type: ignore[index]


def test_a_table_goes_in_once_with_its_broken_lines_named(ledger: Ledger) -> None:
    table = ledger.table("2019,1,40", "2019,2,x", "2019,3,44")
    assert ledger.ask("import", table, "--country", "VD", code=1) == "2 new + 0 known + 1 failed = 3 lines\n"
    assert "T-S024" in ledger.err
    assert ".csv:3" in ledger.err
    assert ledger.ask("import", table, "--country", "VD", code=1).startswith("0 new + 2 known")
    table = ledger.table("2019,1,41")
    assert "1 month with another figure" in ledger.ask("import", table, "--country", "VD", "--released", "2019-05-01")
    assert [one["count"] for one in ledger.lines("series", "--country", "VD")] == [41, 44]
    assert [one["count"] for one in ledger.lines("series", "--vintages")] == [40, 44, 41]


def test_an_imported_series_gives_an_interval_an_end_and_a_record(ledger: Ledger) -> None:
    lines = [f"2018,{month},{95 + month % 3}" for month in range(1, 13)]
    lines += [f"2019,{month},{100 + month % 4}" for month in range(1, 10)]
    ledger.ask("import", ledger.table(*lines), "--country", "VD")
    count = sum(100 + month % 4 for month in range(1, 10))
    shown = ledger.ask("project", count, "--from", "2019-01-01", "--published", "2019-10-20", "--country", "VD")
    assert "as the months of an imported series add up to it: 9 of 12 months" in shown
    assert "(90%: " in shown
    assert "(series 2018)" in shown


def test_before_and_after_a_day_by_series_and_by_incidents(ledger: Ledger) -> None:
    lines = [f"{year},{month},{each}" for year, each in ((2018, 100), (2019, 60)) for month in range(1, 13)]
    ledger.ask("import", ledger.table(*lines), "--country", "VD")
    (found,) = ledger.lines("compare", "--at", "2019-01-01", "--months", 12, "--of", "series", "--country", "VD")
    assert found["ratio"] == 0.6
    shown = ledger.ask("compare", "--at", "2019-01-01", "--of", "series", "--country", "VD")
    assert "a fall beyond chance" in shown
    assert "taken for granted" in shown
    ledger.ask("compare", "--at", "2019-10-01", "--of", "series", "--country", "VD", code=1)
    assert "T-L041" in ledger.err
    assert "2020-01" in ledger.err
    raids = [
        RAID
        | {"id": f"r{n}", "published": f"2019-{n:02}-28", "text": RAID["text"].replace("Sunday", f"2019-{n:02}-20")}
        for n in (1, 2, 3, 4)
    ]
    ledger.enter(*raids)
    (found,) = ledger.lines("compare", "--at", "2019-03-01", "--months", 2, "--country", "MX")
    assert (found["before"]["count"], found["after"]["count"]) == (10, 10)  # type: ignore[index]


def test_every_list_says_when_it_is_empty(ledger: Ledger) -> None:
    ledger.enter(RAID)
    ledger.ask("list")
    assert "no reported tally in the ledger is like that" in ledger.err
    ledger.ask("series")
    assert "testigo tallies import" in ledger.err
    ledger.ask("count", "--country", "NZ")
    assert "no incident in the ledger is like that" in ledger.err
    ledger.ask("project", 5, code=1)
    assert "nothing tells what the count covers" in ledger.err
