"""The dateline: where and when an agency says an item was filed, read off the beginning of its text.

The shapes and the agencies' names stand in the pack `agencies`; here is only how they are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from testigo.model.dispatch import Dateline, Dispatch
from testigo.packs.agency import Agencies, agencies

HEAD = 1_200
"""Code points within which a dateline stands; a headline and a note to editors may come before it."""
LINES = 8
"""Printed lines that are tried."""
LONGEST = 160
"""Code points of a dateline, by and large: a line without a shape's signs among them is not tried."""
TOLERANCE = timedelta(days=3)
"""An item may be published before the day of its dateline: the day changes earlier where it was filed."""
_LINE = re.compile(r"[ \t\ufeff]*(?=\S)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BLANKS = re.compile(r"\s+")


class DatelineReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a dateline says (all None when there is none), and where the body begins after it."""

    place: str | None = None
    date: str | None = None
    agency: str | None = None
    body_start: int = 0


def read_dateline(text: str, published: date | None = None, *, pack: Agencies | None = None) -> DatelineReading:
    """The first dateline at the beginning of one of the first lines.

    A date without a year takes the latest year that is not after `published`; without `published` it stays None.

    >>> read_dateline("LIMA, March 3 (Reuters) - Two men were shot.", date(2009, 3, 4))
    DatelineReading(place='LIMA', date='2009-03-03', agency='Reuters', body_start=26)
    """
    pack = pack or agencies()
    for start in _line_starts(text):
        signs = set(text[start : start + LONGEST])
        for shape in pack.shapes:
            if shape.signs.isdisjoint(signs):
                continue
            match = shape.regex.match(text, start, HEAD)
            if match and stands(text, match):
                return told_by(text, match, published, pack)
    return DatelineReading()


def _line_starts(text: str) -> Iterator[int]:
    at = tried = 0
    while tried < LINES:
        if match := _LINE.match(text, at, HEAD):
            yield match.end()
            tried += 1
        at = text.find("\n", at, HEAD) + 1
        if not at:
            return


def stands(text: str, match: re.Match[str]) -> bool:
    """Capitals tell a place only in a text that has small letters too: a headline in capitals is no dateline."""
    place = match.groupdict().get("capitals")
    if place is None:
        return True
    after = text[match.end() : match.end() + LONGEST].lstrip().partition("\n")[0]
    return len(place) > 2 and place.isupper() and not after.isupper()


def told_by(text: str, match: re.Match[str], published: date | None, pack: Agencies) -> DatelineReading:
    """What a shape found, read as a dateline."""
    found = match.groupdict()
    return DatelineReading(
        place=_place(found.get("place")),
        date=_iso(found.get("date"), published, pack),
        agency=_agency(found, pack),
        body_start=match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip()),
    )


def _place(place: str | None) -> str | None:
    """A place as printed, without the blanks of its layout."""
    if place is None:
        return None
    return _BLANKS.sub(" ", place).replace(" ,", ",").replace("( ", "(").replace(" )", ")")


def _agency(found: dict[str, str | None], pack: Agencies) -> str | None:
    """The pack's name for a known agency, any other service as printed."""
    printed = found.get("agency") or found.get("service")
    if printed is None:
        return None
    plain = _BLANKS.sub(" ", printed.strip())
    return pack.names.get(plain.lower(), plain)


def _iso(words: str | None, published: date | None, pack: Agencies) -> str | None:
    """The day a dateline's date means, as ISO; None when it is no day or its year cannot be told."""
    if words is None:
        return None
    parts = [part.lower() for part in _WORD.findall(words)]
    numbers = [int(part) for part in parts if part.isdigit()]
    months = [pack.months[part] for part in parts if part in pack.months]
    if len(numbers) == 3 and not months:
        return _day(*numbers)
    if not months or not numbers:
        return None
    years = numbers[1:]
    year = _full_year(years[0], published) if years else _latest_year(months[0], numbers[0], published)
    return _day(year, months[0], numbers[0]) if year else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _full_year(year: int, published: date | None) -> int:
    """A year of two digits lies near the day of publication; without one, in the last century (FBIS)."""
    if year > 99:
        return year
    if published is None:
        return 1900 + year
    return min((century + year for century in (1900, 2000)), key=lambda y: abs(y - published.year))


def _latest_year(month: int, day: int, published: date | None) -> int | None:
    if published is None:
        return None
    limit = published + TOLERANCE
    return limit.year if (month, day) <= (limit.month, limit.day) else limit.year - 1


class Filed(msgspec.Struct, frozen=True):
    """A dispatch that knows where and when it was filed, and where its body begins."""

    dispatch: Dispatch
    body: int


def filed(dispatch: Dispatch) -> Filed:
    """The dispatch with the agency and the dateline that its text begins with, where it did not bring its own.

    >>> filed(Dispatch(id="d1", text="LIMA, March 3 (Reuters) - Two men were shot.")).dispatch.agency
    'Reuters'
    """
    published = date.fromisoformat(dispatch.published) if dispatch.published else None
    read = read_dateline(dispatch.text, published)
    own = dispatch.dateline
    dateline = Dateline(place=own.place or read.place, date=own.date or read.date)
    told = msgspec.structs.replace(dispatch, agency=dispatch.agency or read.agency, dateline=dateline)
    return Filed(told, read.body_start)
