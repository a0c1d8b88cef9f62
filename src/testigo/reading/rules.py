"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units

_Waiting = tuple["re.Match[str]", Rule]
"""A rule with its next match."""


class _Index:
    """Which rules may fire on a sentence.

    Every set of symbols that a rule cannot do without is a bit. A sentence holds the bits of all its symbols, and
    only the rules are tried whose bits it holds; it holds all bits of few.
    """

    def __init__(self, pack: Language) -> None:
        bits: dict[str, int] = {}
        self._layers = {
            layer: tuple((_bits_of(rule, bits), rule) for rule in rules) for layer, rules in pack.rules.items()
        }
        self._of_symbol: dict[str, int] = {}
        for symbols, bit in bits.items():
            for symbol in symbols:
                self._of_symbol[symbol] = self._of_symbol.get(symbol, 0) | bit
        self.made = self._held("".join(pack.lexicon.shapes.values()))
        self.held = lru_cache(maxsize=8)(self._held)  # several layers look at the same units in turn

    def _held(self, symbols: str) -> int:
        held = 0
        of_symbol = self._of_symbol
        for symbol in set(symbols):
            if symbol in of_symbol:
                held |= of_symbol[symbol]
        return held

    def rules(self, layer: str, held: int) -> list[Rule]:
        """The rules of a layer that want nothing but what is held."""
        lacking = ~held
        return [rule for wants, rule in self._layers.get(layer, ()) if not wants & lacking]


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
    return any(index.rules(layer, held) for layer in layers)


def firings(units: Units, layer: str, pack: Language) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule of a layer, rule by rule in the pack's order."""
    for rule in _that_may_fire(units, layer, pack):
        for match in rule.pattern.finditer(units.symbols):
            yield rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order: each time the one that begins first, of several the earlier rule's.

    A match that a kept one overlaps is looked for again behind it, so no rule loses what stands further on.
    """
    waiting = [(m, rule) for rule in _that_may_fire(units, layer, pack) if (m := rule.pattern.search(units.symbols))]
    kept: list[tuple[Rule, re.Match[str]]] = []
    while waiting:
        match, first = min(waiting, key=lambda pair: pair[0].start())  # of several at one place, the first in the list
        if match.end() > match.start():
            kept.append((first, match))
        waiting = _behind(waiting, max(match.end(), match.start() + 1), units.symbols)
    return kept


def _behind(waiting: list[_Waiting], at: int, symbols: str) -> list[_Waiting]:
    """The rules with their next match from a place on; those without one wait no longer."""
    left = []
    for match, rule in waiting:
        later = match if match.start() >= at else rule.pattern.search(symbols, at)
        if later is not None:
            left.append((later, rule))
    return left


def _that_may_fire(units: Units, layer: str, pack: Language) -> list[Rule]:
    index = _index(pack)
    return index.rules(layer, index.held(units.symbols))
