"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units

Search = Callable[[str], "re.Match[str] | None"]


@lru_cache(maxsize=1_000)
def compiled(source: str) -> re.Pattern[str]:
    """Compiled on first use, so that a short text pays only for the rules it needs."""
    return re.compile(source)


@lru_cache(maxsize=1_000)
def _needed(symbols: str) -> re.Pattern[str]:
    return re.compile(f"[{symbols}]")


def firings(units: Units, layer: str, pack: Language) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule of a layer, rule by rule in the pack's order."""
    for rule in pack.rules.get(layer, ()):
        if rule.needs and not _needed(rule.needs).search(units.symbols):
            continue
        for match in compiled(rule.source).finditer(units.symbols):
            yield rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order: at each step the one that begins first, of several the earlier rule's.

    A match that a kept one overlaps is looked for again behind it, so no rule loses what stands further on.
    """
    waiting = [[rule, search(units.symbols)] for rule, search in _searches(units, layer, pack)]
    kept: list[tuple[Rule, re.Match[str]]] = []
    at = 0
    while True:
        for pair in waiting:
            if pair[1] is not None and pair[1].start() < at:
                pair[1] = compiled(pair[0].source).search(units.symbols, at)
        found = [(m.start(), order, rule, m) for order, (rule, m) in enumerate(waiting) if m is not None]
        if not found:
            return kept
        _, _, rule, match = min(found, key=lambda item: item[:2])
        if match.end() > match.start():
            kept.append((rule, match))
        at = max(match.end(), match.start() + 1)


def _searches(units: Units, layer: str, pack: Language) -> Iterator[tuple[Rule, Search]]:
    for rule in pack.rules.get(layer, ()):
        if not rule.needs or _needed(rule.needs).search(units.symbols):
            yield rule, compiled(rule.source).search
