"""Which version of an item stands on which day: what a desk does with corrections, kills and embargoes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from testigo.model.edition import Edition, Status
from testigo.model.moment import DAY, instant

NEVER_SAID = "9999-12-31"
"""Stands where a day would be in an order: what names no day comes last."""
UNKNOWN_DAY = ""
"""The end of a version that was replaced nobody knows when: it is over, on every day."""


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What decides about the order of deliveries and their time: see `order`.

    `n` numbers the delivery, `dispatch` what it delivers; `day` is the ISO day of publication, `at` its time.
    """

    n: int
    dispatch: int
    id: str
    item: str
    day: str | None = None
    at: str | None = None
    version: int | None = None
    status: Status = "usable"
    embargo: str | None = None


class Stretch(msgspec.Struct, frozen=True, order=True):
    """Days on which a dispatch stands: from `since`, None when unknown, to the day before `until`, None when open."""

    since: str | None
    until: str | None


def day_of(published: str | None, edition: Edition) -> str | None:
    """The ISO day (UTC) on which an edition was published: that of its version, else the one the dispatch gives.

    >>> day_of("2019-12-01", Edition(at="2019-12-01T22:00:00-06:00")), day_of("2019-12-01", Edition())
    ('2019-12-02', '2019-12-01')
    """
    return instant(edition.at)[:DAY] if edition.at else published


def earliest(deliveries: Iterable[Delivered]) -> Delivered:
    """The delivery that a dispatch is read from and dated by: the one published first."""
    return min(deliveries, key=order)


def order(delivery: Delivered) -> tuple[str, str, str]:
    """By day of publication, then time, then name: the same whatever the order in which deliveries came."""
    return (delivery.day or NEVER_SAID, instant(delivery.at or delivery.day) or NEVER_SAID, delivery.id)


def in_line(delivery: Delivered) -> tuple[str, int, tuple[str, str, str]]:
    """The order of the versions of an item: by their number, then as they were published."""
    return (delivery.item, delivery.version or 0, order(delivery))


def stretches(deliveries: Iterable[Delivered]) -> dict[int, tuple[Stretch, ...]]:
    """For each dispatch among the deliveries of some items, the days on which it stands.

    A later version of an item ends the one before on its own day; a kill or a withheld version ends it and stands not.
    Before its embargo nothing stands.

    >>> first = Delivered(n=1, dispatch=1, id="x", item="i", day="2019-12-01", version=1)
    >>> second = Delivered(n=2, dispatch=2, id="y", item="i", day="2019-12-03", version=2)
    >>> stretches([second, first])[1]
    (Stretch(since='2019-12-01', until='2019-12-03'),)
    """
    found: dict[int, list[Stretch]] = {}
    by_item = sorted(deliveries, key=in_line)
    for _, versions in groupby(by_item, key=lambda one: one.item):
        line = list(versions)
        for version, following in zip(line, [*line[1:], None], strict=True):
            kept = found.setdefault(version.dispatch, [])
            if version.status == "usable":
                until = (following.day or UNKNOWN_DAY) if following else None
                kept.append(Stretch(_since(version), until))
    return {dispatch: joined(kept) for dispatch, kept in found.items()}


def joined(found: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches without those that are empty, with those that touch made one, in their order.

    >>> joined([Stretch("2019-12-02", None), Stretch("2019-12-01", "2019-12-02")])
    (Stretch(since='2019-12-01', until=None),)
    """
    undated = [one for one in found if one.since is None and one.until is None]
    ended = [one for one in found if one.since is None and one.until is not None]
    dated = sorted(
        (one for one in found if one.since is not None and (one.until is None or one.until > one.since)),
        key=lambda one: (one.since or "", one.until or NEVER_SAID),
    )
    made: list[Stretch] = []
    for one in dated:
        last = made[-1] if made else None
        if last and (last.until is None or (one.since or "") <= last.until):
            until = None if None in (last.until, one.until) else max(last.until or "", one.until or "")
            made[-1] = Stretch(last.since, until)
        else:
            made.append(one)
    return (*undated[:1], *([] if undated or made else sorted(set(ended), key=lambda one: one.until or "")[-1:]), *made)


def _since(version: Delivered) -> str | None:
    embargo = instant(version.embargo)[:DAY] or None
    if embargo is None or version.day is None:
        return version.day or embargo
    return max(version.day, embargo)
