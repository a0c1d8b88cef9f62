"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from testigo.packs.language import Language, Rule
from testigo.reading.units import Units

_Waiting = tuple["re.Match[str]", Rule]
"""A rule with its next match."""


class Held(NamedTuple):
    """What a sentence holds: the sets of symbols of which one is there, and the rules whose rarest set is; as bits."""

    sets: int = 0
    rules: int = 0

    def joined(self, others: Iterable[Held]) -> Held:
        """What is held together with others."""
        sets, rules = self
        for other in others:
            sets |= other.sets
            rules |= other.rules
        return Held(sets, rules)


class Index:
    """Which rules may fire on a sentence.

    Every set of symbols that a rule cannot do without is a bit. A sentence holds the bits of all its symbols, and
    only the rules are tried whose bits it holds. To find those without looking at all, each rule is filed under the
    rarest of its sets.
    """

    def __init__(self, rules: Iterable[tuple[Rule, tuple[str, ...]]]) -> None:
        self._bits: dict[str, int] = {}
        self._filed: dict[str, int] = {}
        self._rules: list[tuple[int, Rule]] = []
        self._layers: dict[str, int] = {}
        self._always = 0
        for rule, sets in rules:
            self._file(rule, sets)
        self._of_symbol: dict[str, Held] = {}
        self.of = lru_cache(maxsize=8)(self._of)  # several layers look at the same units in turn

    def _file(self, rule: Rule, sets: tuple[str, ...]) -> None:
        place = 1 << len(self._rules)
        wants = 0
        for symbols in sets:
            wants |= self.bit(symbols)
        self._rules.append((wants, rule))
        self._layers[rule.layer] = self._layers.get(rule.layer, 0) | place
        if sets:
            rarest = min(sets, key=len)
            self._filed[rarest] = self._filed.get(rarest, 0) | place
        else:
            self._always |= place

    def bit(self, symbols: str) -> int:
        """The bit of a set of symbols; a further one is to be asked for before anything is held."""
        return self._bits.setdefault(symbols, 1 << len(self._bits))

    def _of(self, symbols: str) -> Held:
        """What a sentence with these symbols holds."""
        sets = rules = 0
        known = self._of_symbol
        for symbol in set(symbols):
            if symbol not in known:
                known[symbol] = self._of_one(symbol)
            held = known[symbol]
            sets |= held.sets
            rules |= held.rules
        return Held(sets, rules | self._always)

    def _of_one(self, symbol: str) -> Held:
        sets = rules = 0
        for symbols, bit in self._bits.items():
            if symbol in symbols:
                sets |= bit
                rules |= self._filed.get(symbols, 0)
        return Held(sets, rules)

    def rules(self, layer: str, held: Held) -> Iterator[Rule]:
        """The rules of a layer that want nothing but what is held, in the pack's order."""
        left = held.rules & self._layers.get(layer, 0)
        lacking = ~held.sets
        while left:
            lowest = left & -left
            left ^= lowest
            wants, rule = self._rules[lowest.bit_length() - 1]
            if not wants & lacking:
                yield rule


@cache
def _index(pack: Language) -> Index:
    rules = (rule for layer in pack.rules.values() for rule in layer)
    return Index((rule, sets_of(rule)) for rule in rules)


def sets_of(rule: Rule) -> tuple[str, ...]:
    """The sets of symbols of which a sentence must hold one each for a rule to fire."""
    return (*rule.wants, rule.needs) if rule.needs else rule.wants


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


def _that_may_fire(units: Units, layer: str, pack: Language) -> Iterator[Rule]:
    index = _index(pack)
    return index.rules(layer, index.of(units.symbols))
