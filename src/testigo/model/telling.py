"""A telling: one dispatch's account of an incident, as the ledger knows it."""

from __future__ import annotations

import msgspec

from testigo.model.account import Account
from testigo.model.claim import AnyClaim
from testigo.model.record import DispatchHead


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the claims of it that stand: what people rejected is left out, what they corrected is mended.

    Ids of the account and of its claims are the ledger's, unique over all dispatches, also where they refer to one
    another. `at` is the ISO day or time of publication, None when unknown; `dispatch_ids` names every delivery.
    A claim that a person corrected has the reader `person`, one that a person adopted says so. `original` is the
    earliest dispatch of the incident whose text this one retells, None where it tells in its own words: copies of one
    text are one voice.
    """

    account: Account
    claims: tuple[AnyClaim, ...]
    dispatch: DispatchHead
    dispatch_ids: tuple[str, ...] = ()
    at: str | None = None
    original: DispatchHead | None = None
