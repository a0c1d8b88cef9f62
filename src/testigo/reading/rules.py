"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units


@lru_cache(maxsize=1_000)
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a rule's source."""
    return re.compile(source)


class _Ready:
    """A rule with the bits of all that it wants."""

    def __init__(self, rule: Rule, wants: int) -> None:
        self.rule, self.wants = rule, wants

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled on first use, so that a short text pays only for the rules it needs."""
        return compiled(self.rule.source)


_Waiting = tuple["re.Match[str]", _Ready]


class _Index:
    """Which rules may fire on a sentence.

    Every set of symbols that a rule cannot do without is a bit. A sentence holds the bits of all its symbols, and
    only the rules are tried whose bits it holds; it holds all bits of few.
    """

    def __init__(self, pack: Language) -> None:
        bits: dict[str, int] = {}
        self.layers = {
            layer: tuple(_Ready(rule, _bits_of(rule, bits)) for rule in rules) for layer, rules in pack.rules.items()
        }
        self._of_symbol: dict[str, int] = {}
        for symbols, bit in bits.items():
            for symbol in symbols:
                self._of_symbol[symbol] = self._of_symbol.get(symbol, 0) | bit
        self.made = self._held("".join(pack.lexicon.shapes.values()))
        self.held = lru_cache(maxsize=8)(self._held)  # several layers look at the same units in turn

    def _held(self, symbols: str) -> int:
        held = 0
        for symbol in set(symbols):
            held |= self._of_symbol.get(symbol, 0)
        return held


def _bits_of(rule: Rule, bits: dict[str, int]) -> int:
    wants = 0
    for symbols in (*rule.wants, *filter(None, (rule.needs,))):
        wants |= bits.setdefault(symbols, 1 << len(bits))
    return wants


@cache
def _index(pack: Language) -> _Index:
    return _Index(pack)


def promising(bare: Units, layers: Iterable[str], pack: Language) -> bool:
    """Whether rules of the layers may yet find something in a sentence of which only the tokens are known.

    What the layers below will make of them is one of the pack's shapes, so each of those is taken to be there.
    """
    index = _index(pack)
    held = index.held(bare.symbols) | index.made
    return any(ready.wants & held == ready.wants for layer in layers for ready in index.layers.get(layer, ()))


def firings(units: Units, layer: str, pack: Language) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule of a layer, rule by rule in the pack's order."""
    for ready in _that_may_fire(units, layer, pack):
        for match in ready.pattern.finditer(units.symbols):
            yield ready.rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order: each time the one that begins first, of several the earlier rule's.

    A match that a kept one overlaps is looked for again behind it, so no rule loses what stands further on.
    """
    waiting = [(m, ready) for ready in _that_may_fire(units, layer, pack) if (m := ready.pattern.search(units.symbols))]
    kept: list[tuple[Rule, re.Match[str]]] = []
    while waiting:
        match, first = min(waiting, key=lambda pair: pair[0].start())  # of several at one place, the first in the list
        if match.end() > match.start():
            kept.append((first.rule, match))
        waiting = _behind(waiting, max(match.end(), match.start() + 1), units.symbols)
    return kept


def _behind(waiting: list[_Waiting], at: int, symbols: str) -> list[_Waiting]:
    """The rules with their next match from a place on; those without one wait no longer."""
    left = []
    for match, ready in waiting:
        later = match if match.start() >= at else ready.pattern.search(symbols, at)
        if later is not None:
            left.append((later, ready))
    return left


def _that_may_fire(units: Units, layer: str, pack: Language) -> Iterator[_Ready]:
    index = _index(pack)
    held = index.held(units.symbols)
    return (ready for ready in index.layers.get(layer, ()) if ready.wants & held == ready.wants)
