"""Months of the calendar, written `YYYY-MM`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from testigo.model.tally import Coverage

MONTH = len("2019-12")
_YEAR = 12


def month_after(month: str, by: int = 1) -> str:
    """The month so many months later, or earlier.

    >>> month_after("2019-12"), month_after("2019-01", -1)
    ('2020-01', '2018-12')
    """
    number = int(month[:4]) * _YEAR + int(month[5:]) - 1 + by
    return f"{number // _YEAR:04}-{number % _YEAR + 1:02}"


def months_from(start: str, many: int) -> list[str]:
    """So many months in a row.

    >>> months_from("2019-11", 3)
    ['2019-11', '2019-12', '2020-01']
    """
    return [month_after(start, step) for step in range(many)]


def days_in(months: Sequence[str]) -> int:
    """How many days months have.

    >>> days_in(["2019-01", "2019-02"])
    59
    """
    return sum(monthrange(int(month[:4]), int(month[5:]))[1] for month in months)


def days_between(start: str, end: str) -> int:
    """How many days there are from one to another, both counted.

    >>> days_between("2019-01-01", "2019-12-03")
    337
    """
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def months_between(start: str, end: str) -> list[str]:
    """The months of a stretch of days; none where it does not begin with a first and end with a last day of a month.

    >>> months_between("2019-01-01", "2019-02-28"), months_between("2019-01-01", "2019-02-27")
    (['2019-01', '2019-02'], [])
    """
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1] or last < first:
        return []
    many = (last.year - first.year) * _YEAR + last.month - first.month + 1
    return months_from(start[:MONTH], many)


def last_day(month: str) -> str:
    """The last day of a month.

    >>> last_day("2020-02")
    '2020-02-29'
    """
    return f"{month}-{days_in([month]):02}"


def covered(coverage: Coverage) -> list[str]:
    """The whole months of a coverage, none where it has a broken one."""
    return months_between(coverage.start, coverage.end)
