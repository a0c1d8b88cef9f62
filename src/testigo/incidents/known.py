"""Tellings in the order in which the world came to know them, and those that were known on a day."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.model.moment import DAY, instant
from testigo.model.telling import Telling


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """By time, those of one time by their ids; so that nothing depends on the order in which they are given."""
    some = tuple(tellings)
    if len(some) < 2:
        return some
    return tuple(sorted(some, key=lambda t: (instant(t.at), t.dispatch.id, t.account.id)))


def known_on(tellings: Iterable[Telling], day: str | None) -> tuple[Telling, ...]:
    """Tellings published up to the end of an ISO day (UTC), in order; all of them for None.

    One of which nobody knows when it was published is not known to have been known on any day.
    """
    ordered = in_order(tellings)
    return ordered if day is None else tuple(t for t in ordered if t.at and instant(t.at)[:DAY] <= day)
