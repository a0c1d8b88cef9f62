"""What a source hands on: a dispatch, with what was odd about the way it came."""

from __future__ import annotations

import msgspec

from testigo.model.dispatch import Dispatch
from testigo.model.edition import Edition
from testigo.model.record import Issue


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One dispatch as it arrived. `place` says where it stood (`file` or `file:line`).

    `issues` tells what was mended or left out on the way, such as a date that is no date.
    `edition` is what a wire says of the item's versions, and the time of publication where more than its day is known.
    """

    place: str
    dispatch: Dispatch
    edition: Edition = Edition()
    issues: tuple[Issue, ...] = ()


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who gives the inputs says about all of them.

    `published` stands in where an input names no day of its own; `lang` holds against what an input says. `latest` is
    the last day on which anything can have been published by now, None where nobody looks.
    """

    published: str | None = None
    lang: str | None = None
    latest: str | None = None


def too_late(published: str | None, terms: Terms) -> tuple[Issue, ...]:
    """An issue for an ISO day of publication that lies in the future; the day is kept.

    >>> [issue.code for issue in too_late("2030-01-01", Terms(latest="2020-01-01"))]
    ['future_date']
    """
    if published is None or terms.latest is None or published <= terms.latest:
        return ()
    message = f"the day of publication, {published}, lies in the future; it was kept, and days are resolved against it."
    return (Issue(code="future_date", message=message),)
