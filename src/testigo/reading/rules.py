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
        if rule.needs and not _needed(rule.needs).search(units.symbols):
            continue
        for match in compiled(rule.source).finditer(units.symbols):
            yield rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order; of several at one place the earlier rule's, of two that overlap
    the one that begins first.
    """
    found = [
        (m.start(), order, rule, m)
        for order, (rule, m) in enumerate(firings(units, layer, pack))
        if m.end() > m.start()
    ]
    kept: list[tuple[Rule, re.Match[str]]] = []
    at = 0
    for start, _, rule, match in sorted(found, key=lambda item: item[:2]):
        if start >= at:
            kept.append((rule, match))
            at = match.end()
    return kept
