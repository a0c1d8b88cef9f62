"""The accounts of one dispatch: claims that speak of the same happening, the main one first."""

from __future__ import annotations

import msgspec

from testigo.accounts.checks import checks
from testigo.accounts.classify import incident_type, is_subject
from testigo.accounts.toll import toll_lines
from testigo.model.account import Account
from testigo.model.claim import Toll
from testigo.model.reading import Reading
from testigo.model.told import Told


class Grouped(msgspec.Struct, frozen=True):
    """Claims with the account each belongs to, and the accounts."""

    claims: tuple[Toll, ...]
    accounts: tuple[Account, ...]


def account(told: tuple[Told, ...], reading: Reading) -> Grouped:
    """Give every claim but the statistics to an account."""
    told = tuple(t if t.statistic else _given(t, "a1") for t in told)
    own = tuple(t for t in told if t.claim.account)
    claims = tuple(t.claim for t in told)
    if not own:
        return Grouped(claims, ())
    made = Account(
        id="a1",
        main=is_subject(own, reading),
        type=incident_type(own, reading),
        toll=toll_lines(own),
        checks=checks(own),
    )
    return Grouped(claims, (made,))


def _given(told: Told, account_id: str) -> Told:
    return msgspec.structs.replace(told, claim=msgspec.structs.replace(told.claim, account=account_id))
