"""Every exporter: what it writes, what it leaves out and says so, and that it is the same whenever it is written."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.judges import JUDGES
from testigo.cli import main
from testigo.exports import EXPORTERS
from testigo.exports.acled import events
from testigo.exports.entry import Entry
from testigo.exports.guard import guarded, unguarded
from testigo.exports.sheets import written
from testigo.exports.tables import tables
from testigo.model.circumstance import IncidentType, Place
from testigo.model.incident import Incident, Unit
from testigo.packs.actor import registry
from testigo.packs.schema import countries, schema, schemas
from tests.exports.conftest import Export
from tests.needs import missing


@pytest.fixture(scope="module")
def loaded(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the examples, printed and loaded again into another."""
    from testigo.ledger.dump import dump
    from testigo.ledger.store import open_store

    folder = tmp_path_factory.mktemp("loaded")
    written_down = folder / "news.jsonl"
    lines = dump(open_store(str(examples)), texts=True)
    written_down.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert main(["load", str(written_down), "--ledger", str(folder / "again.db")]) == 0
    return folder / "again.db"


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_ledger_that_was_printed_and_loaded_exports_the_same_bytes(
    name: str, examples: Path, loaded: Path, export: Export
) -> None:
    first, second = (
        {path.name: path.read_bytes() for path in export(ledger, name, "--profile", "partner").iterdir()}
        for ledger in (examples, loaded)
    )
    assert {name: raw for name, raw in first.items() if name != "export.json"} == {
        name: raw for name, raw in second.items() if name != "export.json"
    }


FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1", "＋1", "－1", "＠x", "'=1", "''=1")


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def manifest(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_file_of_an_export_is_in_its_manifest_with_its_hash(name: str, examples: Path, export: Export) -> None:
    folder = export(examples, name)
    listed = {file["name"]: file["sha256"] for file in manifest(folder)["files"]}
    there = {path.name for path in folder.iterdir()} - {"export.json"}
    assert there == set(listed)
    assert {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in there} == listed


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_export_is_the_same_bytes_whenever_it_is_written(name: str, examples: Path, export: Export) -> None:
    assert manifest(export(examples, name)) == manifest(export(examples, name))


@pytest.mark.parametrize("name", ["parquet", "dossier"])
def test_an_export_is_the_same_bytes_in_however_many_processes(name: str, examples: Path, export: Export) -> None:
    choice = "--profile", "partner", "--min-killed", "3"
    first, second = (export(examples, name, *choice, "--workers", number) for number in "12")
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }


@pytest.mark.parametrize("name", ["acled-like", "ucdp-ged-like", "gtd-like", "plover-like", "cameo-like"])
def test_every_incident_is_a_row_or_is_left_out_with_a_reason(name: str, examples: Path, export: Export) -> None:
    folder = export(examples, name)
    told = manifest(folder)
    left = rows(folder / "left_out.csv")
    assert all(row["code"] and row["sentence"] for row in left)
    written_rows = sum(file["rows"] for file in told["files"] if file["name"] != "left_out.csv")
    assert written_rows + len({row["incident_id"] for row in left}) >= told["incidents"] > 0


def test_the_columns_of_a_schema_stand_in_their_order(examples: Path, export: Export) -> None:
    header = (export(examples, "ucdp-ged-like") / "ucdp-ged-like.csv").read_text(encoding="utf-8").splitlines()[0]
    names = header.split(",")
    assert len(names) == 49
    assert names[:7] == ["id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"]
    assert names[40:] == [
        "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    ]  # fmt: skip
    other = (export(examples, "acled-like") / "acled-like.csv").read_text(encoding="utf-8").splitlines()[0]
    assert len(other.split(",")) == 31
    assert other.startswith(
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1"
    )


RAIDS = (
    ("2021-03-03", "ZARIA", "Boko Haram gunmen killed 14 villagers in Zaria on Tuesday, police said."),
    ("2021-03-24", "FUNTUA", "Boko Haram gunmen killed 15 villagers in Funtua on Tuesday, police said."),
    ("2021-04-10", "MAIDUGURI", "Boko Haram ambushed an army patrol in Maiduguri on Friday; four soldiers and seven "
     "militants were killed and a woman was hit in the crossfire and died, the army said."),
)  # fmt: skip


def raids(folder: Path, number: int) -> Path:
    """A ledger of the first raids of one group."""
    source, ledger = folder / f"{number}.jsonl", folder / f"{number}.db"
    months = {"03": "March", "04": "April"}
    lines = (
        json.dumps(
            {
                "id": f"r{n}",
                "published": day,
                "text": f"{town}, Nigeria, {months[day[5:7]]} {int(day[8:])} (Reuters) - {text}",
            }
        )
        for n, (day, town, text) in enumerate(RAIDS[:number])
    )
    source.write_text("".join(line + "\n" for line in lines))
    assert main(["ingest", str(source), "--ledger", str(ledger)]) == 0
    return ledger


def test_deaths_by_side_add_up_to_the_best_figure_and_low_best_high_are_in_order(
    tmp_path: Path, export: Export
) -> None:
    found = rows(export(raids(tmp_path, 3), "ucdp-ged-like") / "ucdp-ged-like.csv")
    assert {row["type_of_violence"] for row in found} == {"1", "3"}
    for row in found:
        sides = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert sum(sides) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
    state = next(row for row in found if row["type_of_violence"] == "1")
    assert (state["side_a"], state["side_b"], state["gwnoa"]) == ("Government of Nigeria", "Boko Haram", "475")
    assert (state["deaths_a"], state["deaths_b"]) == ("4", "7")


def test_a_dyad_that_has_its_deaths_only_over_the_year_is_in_once_the_year_is_counted(
    tmp_path: Path, export: Export
) -> None:
    """Two raids of one group, 14 and 15 dead: neither has 25, the year has."""
    folders = [export(raids(tmp_path, number), "ucdp-ged-like") for number in (1, 2)]
    counted = [(len(rows(f / "ucdp-ged-like.csv")), len(rows(f / "left_out.csv"))) for f in folders]
    assert counted == [(0, 1), (2, 0)]


def test_a_cell_that_is_not_stated_is_blank_and_never_nought(examples: Path, export: Export) -> None:
    found = rows(export(examples, "csv") / "incidents.csv")
    assert all((row["killed_low"] == "") == (row["killed_best"] == "") for row in found)
    assert any(row["injured_best"] == "" for row in found)
    assert not any(row["sexual_violence_best"] for row in found)


def test_an_export_as_of_a_day_knows_nothing_later(examples: Path, export: Export) -> None:
    folder = export(examples, "csv", "--as-of", "2019-12-01")
    assert max(row["published"][:10] for row in rows(folder / "dispatches.csv")) == "2019-12-01"
    assert manifest(folder)["as_of"] == "2019-12-01"


def test_an_export_of_nothing_has_its_columns_and_says_so(examples: Path, export: Export) -> None:
    folder = export(examples, "csv", "--country", "IS")
    assert rows(folder / "incidents.csv") == []
    assert (folder / "incidents.csv").read_text().startswith("incident_id,policy,")
    assert "No incident is like that" in (export(examples, "dossier", "--country", "IS") / "index.html").read_text()


def test_what_stands_in_the_way_is_not_overwritten(
    examples: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    asked = ["export", "--as", "csv", "--to", str(mine), "--ledger", str(examples)]
    assert main(asked) == 1
    assert "T-X005" in capfd.readouterr().err
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]


def test_an_earlier_export_is_replaced_whole(examples: Path, export: Export, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for name in ("csv", "hxl"):
        assert main(["export", "--as", name, "--to", str(folder), "--ledger", str(examples)]) == 0
    assert {path.name for path in folder.iterdir()} == {"export.json", "incidents.hxl.csv", "left_out.csv"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--as", "acled"], "T-X002"),
        (["--as", "acled-like", "--policy", "gtd-like"], "T-X004"),
        (["--as", "csv", "--policy", "none-like"], "T-Y001"),
        (["--as", "csv", "--profile", "full"], "T-X006"),
        ([], "T-X006"),
    ],
)
def test_what_cannot_be_exported_is_said_by_its_code(
    options: list[str], code: str, examples: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *options, "--to", str(tmp_path / "x"), "--ledger", str(examples)]) == 1
    assert code in capfd.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_text_begins_a_formula(text: str) -> None:
    assert written(text).startswith("'")
    assert unguarded(written(text)) == text


@given(st.text())
def test_guarded_text_can_be_put_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_is_written_as_it_is(number: float) -> None:
    assert type(number)(written(number)) == number


def test_every_schema_can_be_read_and_names_its_columns_once() -> None:
    for name in schemas():
        for table in schema(name).tables:
            names = [column.name for column in table.columns]
            assert len(set(names)) == len(names), f"{name} {table.name}"
            assert set(table.key) <= set(names) or name == "followthemoney"


def test_every_incident_type_is_mapped_or_left_out_on_purpose() -> None:
    from typing import get_args

    types = set(get_args(IncidentType)) - {"not_violence"}
    for name, without in {
        "acled-like": set[str](),
        "plover-like": set[str](),
        "cameo-like": {"territory_change"},
        "gtd-like": types - set(schema("gtd-like").codes["type"]),
    }.items():
        assert types - set(schema(name).codes["type"]) == without, name


def test_countries_have_each_number_once() -> None:
    numbers = [country.number for country in countries().values() if country.number]
    codes = [country.iso3 for country in countries().values()]
    assert len(set(numbers)) == len(numbers)
    assert len(set(codes)) == len(codes)


def test_the_table_of_incidents_has_three_columns_for_each_outcome() -> None:
    names = [column.name for column in tables()[0].columns]
    assert {"killed_low", "killed_best", "killed_high", "arrested_best"} <= set(names)


HOSTILE = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "=cmd|' /C calc'!A0",
    "\ud83d half", 'quote " comma, line\nbreak\ttab', "\u202egnp.exe", "../../etc/passwd", "%s%n",
    "javascript:alert(1)",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("profile", ["public", "partner", "full"])
def test_whatever_a_dispatch_says_of_itself_a_file_stays_what_it_is(
    name: str, profile: str, tmp_path: Path, export: Export
) -> None:
    lines = [
        json.dumps(
            {
                "id": f"{n} {text}",
                "text": f"{text} LAGOS, Nigeria (AP) - Gunmen killed {n + 3} people in Lagos on Tuesday, police said.",
                "published": f"2020-0{n % 9 + 1}-10",
                "headline": text,
                "publisher": text,
                "url": text,
            }
        )
        for n, text in enumerate(HOSTILE)
    ]
    source = tmp_path / "hostile.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    main(["ingest", str(source), "--ledger", str(tmp_path / "news.db")])
    folder = export(tmp_path / "news.db", name, "--profile", profile, *(["--i-understand"] * (profile == "full")))
    assert all(path.parent == folder for path in folder.rglob("*"))
    assert manifest(folder)["incidents"] >= len(HOSTILE) - 2
    try:
        assert JUDGES[name](folder) == []
    except ImportError as absent:
        missing(f"{absent.name} is not installed: make consumers")


def test_every_nature_of_armed_group_is_a_kind_of_actor_of_events() -> None:
    natures = {one.nature for one in registry().actors.values() if one.type == "armed_group"}
    assert natures <= schema("acled-like").codes["kind"].keys()


@pytest.mark.parametrize(
    ("kind", "event", "first", "second"),
    [
        ("riot", "Riots", "Rioters", "Civilians"),
        ("mob_violence", "Riots", "Rioters", "Civilians"),
        ("protest", "Protests", "Protesters", "Civilians"),
        ("excessive_force", "Protests", "State forces", "Protesters"),
        ("armed_attack", "Violence against civilians", "Political militia", "Civilians"),
    ],
)
def test_whom_nobody_names_is_what_the_type_of_event_says(
    kind: IncidentType, event: str, first: str, second: str
) -> None:
    day, place = "2021-03-02", Place(name="Lima", country="PE", lat=-12.0, lon=-77.0, precision="settlement")
    unit = Unit(name="Attack", kind="event_day", scope="attack", included=True, start=day, end=day)
    incident = Incident(
        incident_id="i1", policy="acled-like/1", type=kind, start=day, date_precision="day", place=place, units=(unit,)
    )
    (row,) = events(Entry(incident=incident, tellings=()))
    assert isinstance(row, dict)
    assert (row["event_type"], row["inter1"], row["inter2"]) == (event, first, second)


def test_an_export_that_is_cut_off_leaves_the_earlier_one_whole(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["export", "--as", "csv", "--to", str(tmp_path / "out"), "--ledger", str(examples)]
    assert main(asked) == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def full(self: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("testigo.exports.out.Out.close", full)
    assert main(asked) == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
