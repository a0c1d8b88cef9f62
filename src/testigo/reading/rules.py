"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units


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
    index = _index(pack)
    for rule in index.rules(layer, index.held(units.symbols)):
        for match in rule.pattern.finditer(units.symbols):
            yield rule, match


def first_firings(units: Units, layer: str, pack: Language) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order; of several at one place the earlier rule's, of two that overlap
    the one that begins first.
    """
    found = [(rule, match) for rule, match in firings(units, layer, pack) if match.end() > match.start()]
    if len(found) > 1:
        found.sort(key=lambda firing: firing[1].start())  # a stable sort: the pack's order within one place
    kept: list[tuple[Rule, re.Match[str]]] = []
    at = 0
    for rule, match in found:
        if match.start() >= at:
            kept.append((rule, match))
            at = match.end()
    return kept
