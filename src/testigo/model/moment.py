"""Moments of publication, made comparable."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

DAY = len("2019-12-03")


@lru_cache(maxsize=4096)
def instant(at: str | None) -> str:
    """An ISO day or time as one in UTC that sorts by time, empty for none. A day alone stands for its beginning.

    >>> instant("2019-12-01T20:10:00-06:00"), instant("2019-12-01"), instant(None)
    ('2019-12-02T02:10:00', '2019-12-01T00:00:00', '')
    """
    if at is None:
        return ""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at[:DAY]
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")
