"""What a wire says about an item beside its text: which item it is, which version of it, and whether it stands."""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["usable", "withheld", "canceled"]


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of an item, as its publisher numbers it.

    `item` is the publisher's name for the item over all its versions (a URI or GUID), None where there is none.
    `version` is the number it was given, `at` the ISO time at which this version was made, with its zone where known.
    A `canceled` version withdraws the item (a kill), a `withheld` one is not to be used yet; `embargo` is the ISO time
    until which nothing may be shown. `note` is what the desk says of the version (*corrects toll*).
    """

    item: str | None = None
    version: int | None = None
    at: str | None = None
    status: Status = "usable"
    embargo: str | None = None
    note: str | None = None
