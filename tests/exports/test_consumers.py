"""Exports as the tools read them that they are made for: each judges by its own rules.

The tools are installed by `make consumers`; where one is not there its tests are left out, but not in CI.
"""

from __future__ import annotations

import csv
import importlib
import json
import warnings
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from testigo.exports.tables import tables
from tests.exports.conftest import Export
from tests.needs import missing

LEDGERS = ("examples", "retelling")


def tool(name: str) -> Any:
    """A consumer's own library; what it warns of in itself is not ours to mend."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError:
        return missing(f"{name} is not installed: make consumers")


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_error_in_the_data_package(ledger: Path, export: Export) -> None:
    frictionless = tool("frictionless")
    report = frictionless.validate(str(export(ledger, "datapackage") / "datapackage.json"))
    errors = report.flatten(["resourceName", "rowNumber", "fieldName", "type", "note"])
    assert (report.valid, errors) == (True, [])


@pytest.mark.filterwarnings("ignore")
def test_hxl_finds_no_error_in_the_tagged_table(ledger: Path, export: Export) -> None:
    hxl = tool("hxl")
    path = export(ledger, "hxl") / "incidents.hxl.csv"
    data = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    found = []
    valid = data.validate(callback=lambda error: found.append(str(error)))
    assert (valid, found) == (True, [])
    assert len(list(hxl.data(str(path), hxl.InputOptions(allow_local=True)))) > 0
    assert {"#event+id", "#country+code+v_iso2", "#affected+killed+best"} <= {c.display_tag for c in data.columns}


@pytest.mark.filterwarnings("ignore")
def test_follow_the_money_takes_every_entity_as_it_is(ledger: Path, export: Export) -> None:
    model = tool("followthemoney").model
    seen = {}
    for line in (export(ledger, "followthemoney") / "entities.ftm.json").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        proxy = model.get_proxy(raw)
        proxy.schema.validate(raw)
        kept = {name: sorted(proxy.get(name)) for name in raw["properties"]}
        assert kept == {name: sorted(set(values)) for name, values in raw["properties"].items()}
        for prop, value in proxy.itervalues():
            assert prop.type.validate(value), (prop.name, value)
        seen[raw["id"]] = raw
    links = [one for one in seen.values() if one["schema"] == "Documentation"]
    assert links
    assert all(one["properties"][end][0] in seen for one in links for end in ("document", "entity"))
    assert all(
        side in seen
        for one in seen.values()
        if one["schema"] == "Event"
        for side in one["properties"].get("involved", ())
    )


POSITION = {"type": "array", "items": [{"type": "number", "minimum": -180, "maximum": 180},
                                       {"type": "number", "minimum": -90, "maximum": 90}],
            "minItems": 2, "maxItems": 2}  # fmt: skip
COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties", "id"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                            },
                        ]
                    },
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
"""RFC 7946 for collections of points, in words of our own."""


def test_geojson_is_a_collection_of_points_as_the_standard_has_it(ledger: Path, export: Export) -> None:
    told = json.loads((export(ledger, "geojson") / "incidents.geojson").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(COLLECTION).validate(told)
    assert told["features"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "file"), [("geojson", "incidents.geojson"), ("geoparquet", "incidents.geoparquet")])
def test_geopandas_finds_each_incident_where_it_is(name: str, file: str, ledger: Path, export: Export) -> None:
    geopandas = tool("geopandas")
    tool("pyogrio")
    path = export(ledger, name) / file
    frame = geopandas.read_parquet(path) if name == "geoparquet" else geopandas.read_file(path, engine="pyogrio")
    assert "WGS 84" in frame.crs.name
    there = frame[frame.geometry.notna()]
    assert len(there)
    assert (there.geometry.x - there["lon"].astype(float)).abs().max() < 1e-9
    assert (there.geometry.y - there["lat"].astype(float)).abs().max() < 1e-9


@pytest.mark.filterwarnings("ignore")
def test_pandas_polars_and_duckdb_read_the_same_from_parquet_and_from_csv(ledger: Path, export: Export) -> None:
    pandas, polars, duckdb = tool("pandas"), tool("polars"), tool("duckdb")
    database = duckdb.connect()
    columnar, plain = export(ledger, "parquet"), export(ledger, "csv")
    for table in tables():
        path, text = columnar / f"{table.name}.parquet", plain / f"{table.name}.csv"
        frame = pandas.read_parquet(path)
        assert list(frame.columns) == [column.name for column in table.columns]
        other = polars.read_parquet(path)
        assert other.height == len(frame)
        rows = database.execute(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
        with text.open(encoding="utf-8", newline="") as stream:
            told = list(csv.DictReader(stream))
        assert rows == len(frame) == len(told)
        for column in (one for one in table.columns if one.type == "integer"):
            written = [int(row[column.name]) if row[column.name] else None for row in told]
            assert other[column.name].to_list() == written, column.name
            sniffed = duckdb.sql(f"select \"{column.name}\" from read_csv('{text}', header = true)").fetchall()
            assert [None if one[0] in (None, "") else int(one[0]) for one in sniffed] == written, column.name


@pytest.mark.filterwarnings("ignore")
def test_a_table_of_parquet_that_is_read_and_written_again_is_the_same(
    ledger: Path, export: Export, tmp_path: Path
) -> None:
    parquet = tool("pyarrow.parquet")
    for path in export(ledger, "parquet").glob("*.parquet"):
        table = parquet.read_table(path)
        parquet.write_table(table, tmp_path / path.name)
        assert parquet.read_table(tmp_path / path.name).equals(table)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["acled-like", "ucdp-ged-like", "gtd-like"])
def test_r_and_pandas_get_typed_columns_from_the_rows_of_datasets(name: str, ledger: Path, export: Export) -> None:
    """R takes a column for numbers when every cell is one or blank, which is what is held here."""
    from testigo.packs.schema import schema

    pandas = tool("pandas")
    frame = pandas.read_csv(export(ledger, name) / f"{name}.csv", keep_default_na=False, dtype=str)
    for column in schema(name).table().columns:
        cells = [cell for cell in frame[column.name] if cell]
        if column.type == "integer":
            assert all(str(int(cell)) == cell for cell in cells), column.name
        elif column.type == "number":
            assert all(float(cell) == float(cell) for cell in cells), column.name
    text = (export(ledger, name) / f"{name}.csv").read_bytes()
    assert b"\0" not in text
    assert b"\r" not in text
    text.decode("utf-8")
