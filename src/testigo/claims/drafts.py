"""Drafts: tolls on their way to claims."""

from __future__ import annotations

import msgspec

from testigo.model.quantity import Quantity
from testigo.model.reading import Finding


class Draft(msgspec.Struct, frozen=True):
    """A toll on its way to a claim: what was found, in which sentence, and how many people it counts."""

    finding: Finding
    sentence: int
    quantity: Quantity
    within: Finding | None = None
    """The finding of the whole that this one breaks down."""
    over_several: bool = False
    """Whether it sums up several incidents that the dispatch tells one by one."""

    @property
    def passing(self) -> bool:
        """Whether only a word before the noun tells the outcome (*the kidnapped clerks*, not *three of the dead*), or a
        rule says that it is told beside what happened (*a farmer who lost two sons*).
        """
        by_the_way = "in_passing" in self.finding.values
        return by_the_way or (bool(self.finding.group.head) and self.finding.what == self.finding.group.span)

    @property
    def counts_captives(self) -> bool:
        """Whether it counts people who are called by what they met: *the eleven hostages* are so many."""
        return self.finding.group.captive and self.finding.group.quantity is not None

    @property
    def so_far(self) -> bool:
        """Whether it is told as the count so far (*the toll rose to 22*), of whatever people."""
        return "total" in self.finding.values
