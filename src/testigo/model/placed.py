"""Accounts with their places."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from testigo.model.account import Account
from testigo.model.circumstance import Place
from testigo.model.dispatch import Span
from testigo.model.record import Issue


class Placed(msgspec.Struct, frozen=True):
    """Accounts with their places, what a person should look at of them, the place each sentence names first, where
    sentences say that something happened, the stretches that mean a place, those that mean a country or a region, the
    sentences that open with where it happened, and the stretches that name a town or something smaller.
    """

    accounts: tuple[Account, ...] = ()
    issues: tuple[Issue, ...] = ()
    named: Mapping[int, str] = {}
    scenes: Mapping[int, Place] = {}
    spots: frozenset[Span] = frozenset()
    wide: frozenset[Span] = frozenset()
    opened: frozenset[int] = frozenset()
    towns: frozenset[Span] = frozenset()
