"""Literal bounds of a number."""

from __future__ import annotations

import msgspec


class Quantity(msgspec.Struct, frozen=True):
    """Literal bounds of a number: `low`, and `high` or None for an open end."""

    low: int
    high: int | None
    approx: bool = False
