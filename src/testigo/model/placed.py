"""Accounts with their places."""

from __future__ import annotations

import msgspec

from testigo.model.account import Account
from testigo.model.record import Issue


class Placed(msgspec.Struct, frozen=True):
    """Accounts with their places, and what a person should look at of them."""

    accounts: tuple[Account, ...]
    issues: tuple[Issue, ...]
