"""What a source hands on: a dispatch, with what was odd about the way it came."""

from __future__ import annotations

import msgspec

from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One dispatch as it arrived. `place` says where it stood (`file` or `file:line`).

    `issues` tells what was mended or left out on the way, such as a date that is no date.
    """

    place: str
    dispatch: Dispatch
    issues: tuple[Issue, ...] = ()


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who gives the inputs says about all of them.

    `published` stands in where an input names no day of its own; `lang` holds against what an input says.
    """

    published: str | None = None
    lang: str | None = None
