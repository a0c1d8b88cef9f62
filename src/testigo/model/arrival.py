"""What reaches the ledger: a dispatch with its edition, what was read of it, or why it could not be."""

from __future__ import annotations

import msgspec

from testigo.model.dispatch import Dispatch
from testigo.model.edition import Edition
from testigo.model.record import Heading, Issue, Record


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch as it was delivered. `heading` is what its text tells of itself beyond that; `record` what was read of
    it, None where nobody needs to read it again.
    """

    dispatch: Dispatch
    heading: Heading | None = None
    edition: Edition = Edition()
    issues: tuple[Issue, ...] = ()
    record: Record | None = None


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An input that no dispatch could be made of.

    With `raw`, its bytes, it is kept in quarantine and can be tried again, parsed as `form`; without them there is
    nothing to keep and it has failed. `code` and `reason` are those of the error.
    """

    place: str
    code: str
    reason: str
    raw: bytes | None = None
    form: str | None = None
