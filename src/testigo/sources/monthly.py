"""A table of monthly figures: one line each in CSV, under a line that names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from testigo.errors import SourceError
from testigo.model.tally import MonthlyFigure
from testigo.sources.fields import iso_day
from testigo.sources.text import decode

NEEDED = ("year", "month", "count")
COLUMNS = (*NEEDED, "measure", "country", "admin1", "released")
MOST = 10**15
"""A count that no people add up to."""
_CODE = re.compile(r"[A-Za-z]{2}")
_MEASURE = re.compile(r"\w[\w /.-]*")
_YEARS = range(1000, 10000)
_MONTHS = range(1, 13)


def monthly(raw: bytes, place: str, given: MonthlyFigure) -> Iterator[MonthlyFigure | SourceError]:
    r"""The figures of a table, and an error (T-S024) for each line that is none; the others go on.

    Columns are told apart by commas, semicolons or tabs; those that are no column of ours are passed over. What a line
    leaves open is as `given` says it. Raises SourceError for bytes that are not UTF-8 (T-S001, T-S002) and for a table
    without the columns that are needed (T-S025).

    >>> given = MonthlyFigure(month="", count=0, country="VD")
    >>> [one.count for one in monthly(b"year,month,count\n2019,10,2866\n", "a.csv", given)]
    [2866]
    """
    text = decode(raw, place)
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    names = [name.strip().lower() for name in next(lines, [])]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise SourceError(
            "T-S025",
            f"the first line names no column {', '.join(missing)}",
            place=place,
            hint=f"name the columns in the first line; those that are known: {', '.join(COLUMNS)}",
        )
    yield from _figures(lines, names, place, given)


def _figures(
    lines: Iterator[list[str]], names: list[str], place: str, given: MonthlyFigure
) -> Iterator[MonthlyFigure | SourceError]:
    seen: dict[MonthlyFigure, int] = {}
    number = 1
    while True:
        number += 1
        where = f"{place}:{number}"
        try:
            cells = next(lines)
            if not any(cell.strip() for cell in cells):
                continue
            figure = _figure(dict(zip(names, (cell.strip() for cell in cells), strict=False)), given)
            same = _without_count(figure)
            if seen.setdefault(same, figure.count) != figure.count:
                raise ValueError(f"another line gives {seen[same]:,} for the same month, place and release")
            yield figure
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            yield SourceError("T-S024", str(error), place=where, hint="mend the line and import the table again")


def _figure(cells: Mapping[str, str], given: MonthlyFigure) -> MonthlyFigure:
    country = cells.get("country") or given.country
    measure = cells.get("measure") or given.measure
    if country and not _CODE.fullmatch(country):
        raise ValueError(f"{country!r} is no code of a country (ISO 3166-1, two letters)")
    if not _MEASURE.fullmatch(measure):
        raise ValueError(f"{measure!r} is no name of a measure")
    year = _number(cells.get("year", ""), "year", _YEARS)
    month = _number(cells.get("month", ""), "month", _MONTHS)
    return MonthlyFigure(
        month=f"{year:04}-{month:02}",
        count=_number(cells.get("count", ""), "count", range(MOST)),
        measure=measure,
        country=country.upper() if country else None,
        admin1=cells.get("admin1") or given.admin1,
        released=_released(cells.get("released"), given.released),
    )


def _number(written: str, name: str, among: range) -> int:
    number = int(written) if written.isascii() and written.isdigit() and len(written) <= len(str(MOST)) else -1
    if number not in among:
        raise ValueError(f"{written!r} is no {name}; write digits only")
    return number


def _released(written: str | None, given: str | None) -> str | None:
    if not written:
        return given
    day = iso_day(written)
    if day is None:
        raise ValueError(f"{written!r} is no day of release; write it as YYYY-MM-DD")
    return day


def _without_count(figure: MonthlyFigure) -> MonthlyFigure:
    from msgspec.structs import replace

    return replace(figure, count=0)
