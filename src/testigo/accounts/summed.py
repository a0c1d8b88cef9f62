"""Figures that sum up what a dispatch tells town by town: a day's sum over several incidents (gold convention 19)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from testigo.accounts.elsewhere import elsewhere
from testigo.model.circumstance import Place
from testigo.model.told import Told


def summed(told: tuple[Told, ...], scenes: Mapping[int, Place]) -> tuple[Told, ...]:
    """The tolls, where a whole whose parts add up to it, and are told of several towns, is a running total."""
    parts: dict[str, list[Told]] = {}
    at = {t.claim.id: t.sentence for t in told}
    for t in told:
        if t.claim.part_of is not None and at.get(t.claim.part_of) != t.sentence:
            parts.setdefault(t.claim.part_of, []).append(t)
    return tuple(
        replace(t, statistic=True, summed=True) if _sums_up(t, parts.get(t.claim.id, []), scenes) else t for t in told
    )


def _sums_up(whole: Told, parts: list[Told], scenes: Mapping[int, Place]) -> bool:
    told_in_full = sum(t.claim.count.low for t in parts) == whole.claim.count.low
    return told_in_full and bool(elsewhere(parts, scenes).towns)
