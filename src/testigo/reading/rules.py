"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units


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
        if _may_fire(rule, units):
            for match in compiled(rule.source).finditer(units.symbols):
                yield rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order: each time the one that begins first, of several the earlier rule's.

    A match that a kept one overlaps is looked for again behind it, so no rule loses what stands further on.
    """
    rules = [rule for rule in pack.rules.get(layer, ()) if _may_fire(rule, units)]
    nearest: list[re.Match[str] | None] = [compiled(rule.source).search(units.symbols) for rule in rules]
    kept: list[tuple[Rule, re.Match[str]]] = []
    at = 0
    while True:
        for number, match in enumerate(nearest):
            if match is not None and match.start() < at:
                nearest[number] = compiled(rules[number].source).search(units.symbols, at)
        found = [(m.start(), number) for number, m in enumerate(nearest) if m is not None]
        if not found:
            return kept
        _, first = min(found)
        match = nearest[first]
        assert match is not None
        if match.end() > match.start():
            kept.append((rules[first], match))
        at = max(match.end(), match.start() + 1)


def _may_fire(rule: Rule, units: Units) -> bool:
    return not rule.needs or _needed(rule.needs).search(units.symbols) is not None
