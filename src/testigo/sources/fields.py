"""Days and languages as inputs write them."""

from __future__ import annotations

import re
from datetime import date, datetime

ISO_DAY_LENGTH = len("2019-12-03")
_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def iso_day(written: object) -> str | None:
    """The ISO day that a date or a date with a time begins with, or None where it begins with none.

    >>> iso_day("2019-12-03T06:15:00Z"), iso_day("2019-13-03"), iso_day("3 December"), iso_day(20191203)
    ('2019-12-03', None, None, None)
    """
    if not isinstance(written, str):
        return None
    day = written[:ISO_DAY_LENGTH]
    try:
        return day if date.fromisoformat(day).isoformat() == day else None
    except ValueError:
        return None


def iso_time(written: object) -> str | None:
    """A time with its day in one spelling of ISO 8601, its zone as given; None for what is none or only a day.

    >>> iso_time("2019-12-01T14:30:00Z"), iso_time("20191201T143000-0600"), iso_time("2019-12-01 14:30")
    ('2019-12-01T14:30:00Z', '2019-12-01T14:30:00-06:00', '2019-12-01T14:30:00')
    >>> iso_time("2019-12-01"), iso_time("half past two"), iso_time(20191201)
    (None, None, None)
    """
    if not isinstance(written, str) or len(written) <= ISO_DAY_LENGTH or not {":", "T"} & set(written):
        return None
    try:
        return datetime.fromisoformat(written).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None


def language_code(written: object) -> str | None:
    """The language of a tag in lower case, without its region; None for what is no tag.

    >>> language_code("es-MX"), language_code("EN"), language_code("english"), language_code(7)
    ('es', 'en', None, None)
    """
    found = _LANGUAGE_CODE.match(written) if isinstance(written, str) else None
    return found.group().lower() if found else None
