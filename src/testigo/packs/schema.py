"""Schemas of exports, and countries as datasets of the field number and name them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from testigo.errors import PackError
from testigo.model.schema import Country, Schema
from testigo.packs.source import parse

FOLDER = Path(__file__).parent / "schemas"
_SUFFIX = ".toml"
_REMARK = "#"


def schemas() -> tuple[str, ...]:
    """Names of the schemas that there are.

    >>> "tables" in schemas()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob(f"*{_SUFFIX}")))


@cache
def schema(name: str) -> Schema:
    """A schema by its name. Raises PackError T-X003 where its file has a field that it cannot have.

    >>> schema("tables").table("claims").key
    ('claim_id',)
    """
    source = parse(FOLDER / f"{name}{_SUFFIX}")
    try:
        return msgspec.convert(source.table, Schema)
    except msgspec.ValidationError as error:
        hint = "mend the field that the message names"
        raise PackError("T-X003", str(error), place=source.line_of(1), hint=hint) from None


@cache
def countries() -> dict[str, Country]:
    """Countries by their ISO 3166-1 code.

    >>> countries()["MX"].gw, countries()["MX"].number
    (70, 484)
    """
    return {row[0]: _country(row) for row in _rows("countries.tsv")}


def government_since(country: str | None, day: str | None) -> tuple[str, str] | None:
    """The first and the last year of the government that a country had on an ISO day, the last one empty while it is
    in office; None where the table does not say. In a year of change it is the newer one.

    >>> government_since("MX", "2019-11-30"), government_since("MX", None)
    (('2018', '2024'), None)
    """
    year = (day or "")[:4]
    terms = [(since, until) for code, since, until in _rows("governments.tsv") if code == country]
    held = [(since, until) for since, until in terms if year and since <= year and (not until or year <= until)]
    return held[-1] if held else None


def _country(row: tuple[str, ...]) -> Country:
    iso2, iso3, number, name, gw, ucdp, acled, gtd = row
    return Country(
        iso2=iso2,
        iso3=iso3,
        number=_number(number),
        name=name.strip(),
        gw=_number(gw),
        ucdp_region=ucdp,
        acled_region=acled,
        gtd_region=_number(gtd),
    )


def _number(written: str) -> int | None:
    return int(written) if written else None


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_read(name))


def _read(name: str) -> Iterator[tuple[str, ...]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(_REMARK):
            yield tuple(line.split("\t"))
