"""The accounts of one dispatch: claims that speak of the same happening, the main one first."""

from __future__ import annotations

import msgspec

from testigo.accounts.toll import toll_lines
from testigo.model.account import Account
from testigo.model.claim import Toll


class Told(msgspec.Struct, frozen=True):
    """Claims with the account each belongs to, and the accounts."""

    claims: tuple[Toll, ...]
    accounts: tuple[Account, ...]


def account(tolls: tuple[Toll, ...], sentences: tuple[int, ...], statistics: frozenset[str]) -> Told:
    """Give every claim but the statistics to an account."""
    claims = tuple(t if t.id in statistics else msgspec.structs.replace(t, account="a1") for t in tolls)
    own = tuple(t for t in claims if t.account)
    if not own:
        return Told(claims, ())
    return Told(claims, (Account(id="a1", main=True, type="armed_attack", toll=toll_lines(own, sentences)),))
