"""What a source hands on: a dispatch, with what was odd about the way it came."""

from __future__ import annotations

import msgspec

from testigo.errors import SourceError
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


MEBIBYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an input is read, in bytes unless said otherwise; what is larger is refused by name.

    `text` bounds the text of one dispatch, `document` a file or an answer that is read whole, `line` a line of JSON.
    A packed input may unpack to `unpacked` in all, and to `ratio` times what it takes packed. `nodes` bounds the
    elements, attributes or values of one document. `tags` bounds those of a page, because
    taking an article out of one costs their number squared. A fetch may last `seconds` and follow `redirects`.
    """

    text: int = 10 * MEBIBYTE
    document: int = 64 * MEBIBYTE
    line: int = 20 * MEBIBYTE
    unpacked: int = 4096 * MEBIBYTE
    ratio: int = 200
    nodes: int = 2_000_000
    tags: int = 30_000
    seconds: float = 60.0
    redirects: int = 5


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who gives the inputs says about all of them.

    `published` stands in where an input names no day of its own; `lang` holds against what an input says. `latest` is
    the last day on which anything can have been published by now, None where nobody looks. `allow_private_address`
    lets an address of one's own network be fetched, which is refused otherwise.
    """

    published: str | None = None
    lang: str | None = None
    latest: str | None = None
    allow_private_address: bool = False
    limits: Limits = Limits()


def too_late(published: str | None, terms: Terms) -> tuple[Issue, ...]:
    """An issue for an ISO day of publication that lies in the future; the day is kept.

    >>> [issue.code for issue in too_late("2030-01-01", Terms(latest="2020-01-01"))]
    ['future_date']
    """
    if published is None or terms.latest is None or published <= terms.latest:
        return ()
    message = f"the day of publication, {published}, lies in the future; it was kept, and days are resolved against it."
    return (Issue(code="future_date", message=message),)


def too_large(what: str, limit: int, place: str, dispatch_id: str | None = None) -> SourceError:
    """The error for an input of more bytes than are taken.

    >>> too_large("the file", 10 * MEBIBYTE, "a.txt").message
    'the file is larger than 10,485,760 bytes'
    """
    return SourceError(
        "T-S009",
        f"{what} is larger than {limit:,} bytes",
        place=place,
        hint="look whether it is what you think; give a larger one in parts",
        dispatch_id=dispatch_id,
    )


def check_size(dispatch: Dispatch, place: str, limits: Limits) -> None:
    """Raise SourceError (T-S009) for a text that is larger than that of a dispatch may be.

    >>> check_size(Dispatch(id="d1", text="Two dead."), "feed:1", Limits())
    """
    text, limit = dispatch.text, limits.text
    if len(text) * 4 > limit and len(text.encode("utf-8", "surrogatepass")) > limit:
        raise too_large("the text", limit, place, dispatch.id)
