"""Tellings in the order in which the world came to know them, and those that were known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from testigo.model.telling import Telling

DAY = len("2019-12-03")


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


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """By time, those of one time by their ids; so that nothing depends on the order in which they are given."""
    return tuple(sorted(tellings, key=lambda t: (instant(t.at), t.dispatch.id, t.account.id)))


def known_on(tellings: Iterable[Telling], day: str | None) -> tuple[Telling, ...]:
    """Tellings published up to the end of an ISO day (UTC), in order; all of them for None.

    One of which nobody knows when it was published is not known to have been known on any day.
    """
    ordered = in_order(tellings)
    return ordered if day is None else tuple(t for t in ordered if t.at and instant(t.at)[:DAY] <= day)
