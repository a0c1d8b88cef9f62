"""What of an account is held against others: where, when, who, how many, and what is rare in its words."""

from __future__ import annotations

import msgspec

from testigo.model.circumstance import IncidentType, Place


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """An account as far as it is compared. Days are ordinals, None where unknown; tolls are low, best, high by outcome.

    `day` is when it happened, else when it was published; `sides` are actors of the registry, `names` folded. `towns`
    are the marks of those that it names, wherever it happened.
    """

    account: str
    dispatch: str
    published: int | None
    start: int | None
    end: int | None
    place: Place
    type: IncidentType
    main: bool
    tolls: dict[str, tuple[int, int, int | None]]
    sides: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[str]
    towns: frozenset[str]
    sketch: tuple[str, ...]
    length: int
    carrier: str
    quotes: tuple[str, ...]

    @property
    def day(self) -> int | None:
        """When it happened, else when it was told."""
        return self.published if self.start is None else self.start
