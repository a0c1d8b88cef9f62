"""Firing the rules of a layer over a sentence's symbols."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial, reduce
from operator import or_

from testigo.packs.language import Language, Rule
from testigo.packs.lexicon import FIRST_SYMBOL
from testigo.reading.units import Units

_Waiting = tuple["re.Match[str]", Rule]
"""A rule with its next match."""
_KEPT = 4_096
"""Answers that are kept of each layer."""


class _Held(dict[str, int]):
    """The sets that a symbol belongs to, as bits; decoded when it is first met."""

    def __init__(self, pack: Language) -> None:
        super().__init__()
        self._bits, self._width = pack.held, pack.width

    def __missing__(self, symbol: str) -> int:
        at = (ord(symbol) - FIRST_SYMBOL) * self._width
        self[symbol] = found = int.from_bytes(self._bits[at : at + self._width], "little")
        return found


class Index:
    """Which rules may fire on a sentence.

    Every set of symbols that some rule cannot do without is a bit. A sentence holds the bits of all its symbols, and
    of a layer's rules only those are tried whose bits it holds. Sentences hold much the same of what a layer looks for,
    so an answer is kept for the next.
    """

    def __init__(self, pack: Language) -> None:
        self._held = _Held(pack)
        self.width = 8 * pack.width
        self._layers: dict[str, tuple[int, Callable[[int], tuple[Rule, ...]]]] = {}
        for layer, rules in pack.rules.items():
            wants = [int.from_bytes(rule.wants, "little") for rule in rules]
            choose = partial(_satisfied, tuple(zip(wants, rules, strict=True)))
            self._layers[layer] = reduce(or_, wants, 0), lru_cache(_KEPT)(choose)
        self.of = lru_cache(maxsize=8)(self._of)  # several layers look at the same units in turn

    def _of(self, symbols: str) -> int:
        """What a sentence with these symbols holds, as bits."""
        return reduce(or_, map(self._held.__getitem__, set(symbols)), 0)

    def rules(self, layer: str, held: int) -> tuple[Rule, ...]:
        """The rules of a layer that want nothing but what is held, in the pack's order."""
        if layer not in self._layers:
            return ()
        wanted, choose = self._layers[layer]
        return choose(held & wanted)


def _satisfied(rules: tuple[tuple[int, Rule], ...], held: int) -> tuple[Rule, ...]:
    lacking = ~held
    return tuple([rule for wants, rule in rules if not wants & lacking])


@cache
def index_of(pack: Language) -> Index:
    """The index of a pack's rules, made once."""
    return Index(pack)


def firings(units: Units, layer: str, pack: Language) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule of a layer, rule by rule in the pack's order."""
    symbols = units.symbols
    for rule in _that_may_fire(symbols, layer, pack):
        for match in rule.pattern.finditer(symbols):
            yield rule, match


def first_firings(
    units: Units, layer: str, pack: Language, fits: Callable[[Rule, re.Match[str]], bool] | None = None
) -> list[tuple[Rule, re.Match[str]]]:
    """Matches that do not overlap, in text order: each time the one that begins first, of several the earlier rule's.

    A match that a kept one overlaps is looked for again behind it, so no rule loses what stands further on. One that
    does not fit stands in no other's way: its rule is tried again from the next unit on.
    """
    symbols = units.symbols
    waiting = [(m, rule) for rule in _that_may_fire(symbols, layer, pack) if (m := rule.pattern.search(symbols))]
    kept: list[tuple[Rule, re.Match[str]]] = []
    while waiting:
        match, first = min(waiting, key=lambda pair: pair[0].start())  # of several at one place, the first in the list
        if fits is not None and not fits(first, match):
            waiting = _tried_again(waiting, first, match.start() + 1, symbols)
            continue
        if match.end() > match.start():
            kept.append((first, match))
        waiting = _behind(waiting, max(match.end(), match.start() + 1), symbols)
    return kept


def _behind(waiting: list[_Waiting], at: int, symbols: str) -> list[_Waiting]:
    """The rules with their next match from a place on; those without one wait no longer."""
    left = []
    for match, rule in waiting:
        later = match if match.start() >= at else rule.pattern.search(symbols, at)
        if later is not None:
            left.append((later, rule))
    return left


def _tried_again(waiting: list[_Waiting], rule: Rule, at: int, symbols: str) -> list[_Waiting]:
    """The rules with their next matches, one of them with its next from a place on, in the same order."""
    left = []
    for match, other in waiting:
        later = rule.pattern.search(symbols, at) if other is rule else match
        if later is not None:
            left.append((later, other))
    return left


def _that_may_fire(symbols: str, layer: str, pack: Language) -> tuple[Rule, ...]:
    index = index_of(pack)
    return index.rules(layer, index.of(symbols))
