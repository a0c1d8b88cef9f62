"""Whoever reads an export judges it by its own rules: each judge gives the faults that it finds, none if all is well.

The consumers are installed by `make consumers`. A judge whose tool is absent raises ImportError.
"""

from __future__ import annotations

import csv
import importlib
import json
import warnings
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import msgspec

from testigo.exports.plover import Event
from testigo.exports.tables import tables
from testigo.model.schema import Table
from testigo.packs.schema import schema

Judge = Callable[[Path], list[str]]
POSITION = {
    "type": "array",
    "items": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties", "id"],
    "properties": {
        "type": {"const": "Feature"},
        "geometry": {"oneOf": [{"type": "null"}, POINT]},
        "properties": {"type": "object"},
    },
}
"""RFC 7946 for a feature that is a point, in words of our own."""


def tool(name: str) -> Any:  # noqa: ANN401 - a module
    """A consumer's own library; what it warns of in itself is not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


def frictionless(folder: Path) -> list[str]:
    """The data package, by frictionless: types, keys, relations, descriptions."""
    report = tool("frictionless").validate(str(folder / "datapackage.json"))
    told = [str(error) for error in report.flatten(["resourceName", "rowNumber", "fieldName", "type", "note"])]
    return told or ([] if report.valid else ["not valid"])


def libhxl(folder: Path) -> list[str]:
    """The tagged table, by libhxl and its own default schema.

    What it takes for information is no fault: that a number lies far from the others is what a massacre looks like.
    """
    hxl, found = tool("hxl"), list[str]()
    data = hxl.data(str(folder / "incidents.hxl.csv"), hxl.InputOptions(allow_local=True))

    def hear(error: Any) -> None:  # noqa: ANN401 - the consumer's
        if error.rule.severity != "info":
            found.append(f"{error.rule.tag_pattern}: {error.message}")

    data.validate(callback=hear)
    return found


def followthemoney(folder: Path) -> list[str]:
    """The entities, by FollowTheMoney: schemas, properties, values, and that what is referred to is there."""
    model = tool("followthemoney").model
    return list(_entities(folder / "entities.ftm.json", model))


def _entities(path: Path, model: Any) -> Iterator[str]:  # noqa: ANN401 - the consumer's
    names, ends = set(), dict[str, str]()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            names.add(raw["id"])
            try:
                proxy = model.get_proxy(raw)
                proxy.schema.validate(raw)
            except Exception as error:  # noqa: BLE001 - whatever the consumer says
                yield f"{raw['id']}: {error}"
                continue
            for name, values in raw["properties"].items():
                if sorted(proxy.get(name)) != sorted(set(values)):
                    yield f"{raw['id']}: {name} is not kept as it was written"
            yield from (
                f"{raw['id']}: {prop.name} {value!r}"
                for prop, value in proxy.itervalues()
                if not prop.type.validate(value)
            )
            named = ("document", "entity", "involved")
            ends |= {value: raw["id"] for name in named for value in raw["properties"].get(name, ())}
    yield from (f"{ends[name]}: refers to {name}, which is not there" for name in sorted(ends.keys() - names))


def geojson(folder: Path) -> list[str]:
    """The collection of points, by the standard and by geopandas."""
    told = json.loads((folder / "incidents.geojson").read_bytes())
    judge = jsonschema.Draft7Validator(FEATURE)
    faults = [error.message for feature in told["features"] for error in judge.iter_errors(feature)]
    frame = tool("geopandas").read_file(folder / "incidents.geojson", engine="pyogrio")
    return faults + _places(frame, len(told["features"]))


def geoparquet(folder: Path) -> list[str]:
    """The same in GeoParquet, by geopandas."""
    path = folder / "incidents.geoparquet"
    return _places(tool("geopandas").read_parquet(path), tool("pyarrow.parquet").read_metadata(path).num_rows)


def _places(frame: Any, rows: int) -> list[str]:  # noqa: ANN401 - the consumer's
    there = frame[frame.geometry.notna()]
    off = [(there.geometry.x - there["lon"]).abs().max(), (there.geometry.y - there["lat"]).abs().max()]
    faults = [f"{distance} degrees off" for distance in off if len(there) and distance > 1e-9]
    faults += [] if len(frame) == rows else [f"{len(frame)} of {rows} rows"]
    return faults + ([] if "WGS 84" in frame.crs.name else [f"in {frame.crs.name}"])


def columnar(folder: Path) -> list[str]:
    """The tables of Parquet: pandas, polars and duckdb see the same rows and columns, and none loses anything."""
    pandas, polars, duckdb = tool("pandas"), tool("polars"), tool("duckdb")
    parquet, database, faults = tool("pyarrow.parquet"), duckdb.connect(), list[str]()
    for table in tables():
        path = folder / f"{table.name}.parquet"
        frame, other = pandas.read_parquet(path), polars.read_parquet(path)
        rows = database.execute(f"select count(*) from read_parquet('{path}')").fetchall()[0][0]
        if not rows == len(frame) == other.height:
            faults.append(f"{table.name}: {rows}, {len(frame)}, {other.height} rows")
        if list(frame.columns) != [column.name for column in table.columns]:
            faults.append(f"{table.name}: columns {list(frame.columns)}")
        read = parquet.read_table(path)
        if not read.equals(tool("pyarrow").Table.from_pandas(read.to_pandas(), schema=read.schema)):
            faults.append(f"{table.name}: is another table after it went through pandas")
    return faults


def typed(path: Path, table: Table, delimiter: str = ",") -> list[str]:
    """A table as text: R and pandas take a column for numbers where each cell is one or blank, which is held here."""
    faults = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, delimiter=delimiter)
        if reader.fieldnames != [column.name for column in table.columns]:
            return [f"{path.name}: columns {reader.fieldnames}"]
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                faults.append(f"{path.name}:{number}: not as many cells as columns")
                continue
            faults += [
                f"{path.name}:{number}: {column.name} is {row[column.name]!r}"
                for column in table.columns
                if row[column.name] and not _fits(row[column.name], column.type)
            ]
    return faults


def _fits(cell: str, kind: str) -> bool:
    try:
        if kind == "integer":
            return str(int(cell)) == cell
        if kind == "number":
            return float(cell) == float(cell)
    except ValueError:
        return False
    return kind != "boolean" or cell in {"true", "false"}


def of_dataset(name: str, end: str = ".csv") -> Judge:
    """The judge of a dataset's rows: as many cells as columns, each of its column's type, keys each once."""

    def judge(folder: Path) -> list[str]:
        table, path = schema(name).table(), folder / f"{name}{end}"
        parted = "\t" if end == ".tsv" else ","
        with path.open(encoding="utf-8", newline="") as stream:
            keys = [tuple(row[key] for key in table.key) for row in csv.DictReader(stream, delimiter=parted)]
        twice = len(keys) - len(set(keys))
        return typed(path, table, parted) + ([f"{twice} keys stand twice"] if twice else [])

    return judge


def own_tables(folder: Path) -> list[str]:
    """Our own tables as text, in their types."""
    return [fault for table in tables() for fault in typed(folder / f"{table.name}.csv", table)]


def plover(folder: Path) -> list[str]:
    """Every record has the fields of its kind in their types, and a name of its own."""
    faults, names = [], set()
    with (folder / "plover-like.jsonl").open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                names.add(msgspec.json.decode(line, type=Event, strict=True).id)
            except msgspec.ValidationError as error:
                faults.append(f"{number}: {error}")
    return faults + ([] if len(names) + len(faults) == number else ["a name stands twice"])


class _Page(HTMLParser):
    """Whether the elements of a page are closed in the order in which they were opened."""

    ALONE = frozenset({"meta", "line", "path", "circle", "br", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens; none of ours runs anything."""
        if tag == "script" or any(name.startswith("on") for name, _ in attrs):
            self.faults.append(f"{tag} could run something")
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element closes."""
        if tag not in self.ALONE and (not self.open or self.open.pop() != tag):
            self.faults.append(f"{tag} is closed where it is not open")


def pages(folder: Path) -> list[str]:
    """Every page of a dossier is whole, runs nothing, and leads to pages that are there."""
    faults = []
    for path in folder.glob("*.html"):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        faults += [f"{path.name}: {fault}" for fault in (*page.faults, *(f"{tag} stays open" for tag in page.open))]
    return faults


JUDGES: dict[str, Judge] = {
    "acled-like": of_dataset("acled-like"),
    "cameo-like": of_dataset("cameo-like", ".tsv"),
    "csv": own_tables,
    "datapackage": frictionless,
    "dossier": pages,
    "followthemoney": followthemoney,
    "geojson": geojson,
    "geoparquet": geoparquet,
    "gtd-like": of_dataset("gtd-like"),
    "hxl": libhxl,
    "parquet": columnar,
    "plover-like": plover,
    "ucdp-ged-like": of_dataset("ucdp-ged-like"),
}
"""Who judges each export."""
