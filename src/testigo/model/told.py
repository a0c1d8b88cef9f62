"""A toll as it is told: the claim, and what the accounts need to know of its place in the text."""

from __future__ import annotations

import msgspec

from testigo.model.claim import Toll


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A toll with the sentence it stands in.

    `adds`: it adds to what was told before (*two others*). `weak`: only *shot* or *taken to hospital*, so wounded
    unless the text lets them die. `statistic`: a running total over many incidents, which belongs to no account.
    `passing`: told by a word before the noun (*the kidnapped clerks*), so no figure of its own.
    """

    claim: Toll
    sentence: int
    adds: bool = False
    weak: bool = False
    statistic: bool = False
    passing: bool = False
