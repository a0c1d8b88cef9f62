"""Exports as the tools read them that they are made for: each judges by its own rules (benchmarks/judges.py).

The tools are installed by `make consumers`; where one is not there its tests are left out, but not in CI.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from benchmarks import judges
from testigo.exports import EXPORTERS
from testigo.exports.tables import tables
from testigo.packs.schema import schema
from tests.exports.conftest import Export
from tests.needs import missing

LEDGERS = ("examples", "retelling")


def tool(name: str) -> Any:
    try:
        return judges.tool(name)
    except ImportError:
        return missing(f"{name} is not installed: make consumers")


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_every_exporter_has_its_judge() -> None:
    assert judges.JUDGES.keys() == EXPORTERS.keys()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("profile", ["public", "partner"])
@pytest.mark.parametrize("name", EXPORTERS)
def test_whoever_reads_an_export_finds_no_fault_in_it(name: str, profile: str, ledger: Path, export: Export) -> None:
    folder = export(ledger, name, "--profile", profile)
    try:
        assert judges.JUDGES[name](folder) == []
    except ImportError as absent:
        missing(f"{absent.name} is not installed: make consumers")


@pytest.mark.filterwarnings("ignore")
def test_the_tags_of_humanitarian_tools_are_known_to_them(examples: Path, export: Export) -> None:
    hxl = tool("hxl")
    path = export(examples, "hxl") / "incidents.hxl.csv"
    data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    assert {"#event+id", "#country+code+v_iso2", "#affected+killed+best"} <= {c.display_tag for c in data.columns}
    assert len(list(data)) > 20


@pytest.mark.filterwarnings("ignore")
def test_polars_and_duckdb_read_the_same_numbers_from_parquet_and_from_csv(ledger: Path, export: Export) -> None:
    polars, database = tool("polars"), tool("duckdb").connect()
    columnar, plain = export(ledger, "parquet"), export(ledger, "csv")
    for table in tables():
        text = plain / f"{table.name}.csv"
        frame = polars.read_parquet(columnar / f"{table.name}.parquet")
        with text.open(encoding="utf-8", newline="") as stream:
            told = list(csv.DictReader(stream))
        for column in (one for one in table.columns if one.type == "integer"):
            written = [int(row[column.name]) if row[column.name] else None for row in told]
            assert frame[column.name].to_list() == written, column.name
            sniffed = database.execute(f"select \"{column.name}\" from read_csv('{text}', header = true)").fetchall()
            assert [None if one[0] in (None, "") else int(one[0]) for one in sniffed] == written, column.name


def test_text_as_r_reads_it_is_utf8_with_one_kind_of_line_end(examples: Path, export: Export) -> None:
    for name in ("acled-like", "ucdp-ged-like", "gtd-like", "csv"):
        for path in export(examples, name).glob("*.csv"):
            written = path.read_bytes()
            assert b"\0" not in written
            assert b"\r" not in written
            written.decode("utf-8")


def test_a_judge_finds_what_is_wrong(tmp_path: Path) -> None:
    """A judge that cannot complain would say nothing by its silence."""
    names = [column.name for column in schema("gtd-like").table().columns]
    cells = ["1", "next year", *("" for _ in names[2:])]
    lines = [",".join(one) for one in (names, cells, cells, cells[:3])]
    (tmp_path / "gtd-like.csv").write_text("\n".join(lines), encoding="utf-8")
    assert len(judges.JUDGES["gtd-like"](tmp_path)) == 4
    (tmp_path / "gtd-like.csv").write_text("eventid,iyear\n1,2020\n", encoding="utf-8")
    assert len(judges.JUDGES["gtd-like"](tmp_path)) == 1
    (tmp_path / "x.html").write_text("<p onclick='x()'><b></p>", encoding="utf-8")
    assert len(judges.JUDGES["dossier"](tmp_path)) >= 2
    (tmp_path / "plover-like.jsonl").write_text('{"id": 7}\n', encoding="utf-8")
    assert len(judges.JUDGES["plover-like"](tmp_path)) == 1
