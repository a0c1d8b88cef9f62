"""Claims as they are told: a toll, a deed, with what the accounts need to know of their place in the text."""

from __future__ import annotations

import msgspec

from testigo.model.actor import Deed
from testigo.model.claim import Act, Responsibility, Toll


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A toll with the sentence it stands in.

    `adds`: it adds to what was told before (*two others*). `weak`: only *shot* or *taken to hospital*, so wounded
    unless the text lets them die. `statistic`: a running total over many incidents, which belongs to no account;
    `summed`: one over those of a day or a round-up, which is no tally (gold convention 19).
    `passing`: told by a word before the noun (*the kidnapped clerks*), so no figure of its own. `event`: told by a word
    for what happened (*a double murder*), so the people themselves may be told beside it. `renames`: names people told
    of in its sentence (*the man killed was identified as Omar Sulu*). `total`: told as the count so
    far (*the toll rose to 22*), with whoever died since among them. `leading`: one who leads others (*the police
    chief*).
    """

    claim: Toll
    sentence: int
    adds: bool = False
    weak: bool = False
    statistic: bool = False
    summed: bool = False
    passing: bool = False
    event: bool = False
    renames: bool = False
    total: bool = False
    leading: bool = False


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """An act, or a word about whose doing something was, with what was read of it and the sentence it stands in."""

    claim: Act | Responsibility
    deed: Deed
    sentence: int
