"""What a sentence may yet tell, of which only the words are known.

The costly layers are taken to make all that they can make at all; phrases of number only where a word or a digit
allows one. A sentence in which even then no rule that makes claims could fire is passed over. That errs on one side
only, so it changes nothing that is read.
"""

from __future__ import annotations

import re
from functools import cache

from testigo.packs.asks import symbols_of
from testigo.packs.language import Language, Rule
from testigo.packs.lexicon import Lexicon
from testigo.reading.numbers import numbers_from, symbol_of
from testigo.reading.rules import index_of
from testigo.reading.unread import NUMBERED, outcome_symbols
from testigo.reading.words import letters_of

CLAIM_LAYERS = ("toll", "force", "tally")
_PRESUMED = ("age", "time", "measure", "people")
"""Layers that are taken to make all they can."""
_OF_UNKNOWN = {"word", "code", "sign"}
"""Classes of tokens that the pack does not know."""
_DIGIT = re.compile(r"\d")


def promising(sentence: str, pack: Language) -> bool:
    """Whether a sentence may tell of something that is claimed, or that is shown as unread."""
    words = letters_of(sentence)
    return pack.triggers.pulled_by(words) and _prospects(pack).claims(set(words), digits=_has_digits(sentence))


def timely(sentence: str, pack: Language) -> bool:
    """Whether a sentence may name a time."""
    return _prospects(pack).times(set(letters_of(sentence)), digits=_has_digits(sentence))


def _has_digits(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None


_NUMBER, _GROUP, _STATE, _OUTCOME = (1 << number for number in range(4))
"""What a word is besides: it begins a number, makes people of a group, tells their state, or is one for an outcome."""


class _Prospects:
    """What the words of a pack hold, and what its layers could make of them."""

    def __init__(self, pack: Language) -> None:
        lexicon = self._lexicon = pack.lexicon
        index = self._index = index_of(pack)
        begun, numbers = numbers_from(pack)
        made = {_made(rule, lexicon) for layer in _PRESUMED for rule in pack.rules.get(layer, ())}
        counted = {symbol_of(lexicon, "people", kind) for kind in NUMBERED}
        groups = {word.values["group"] for word in lexicon.known if "group" in word.values}
        signs = (lexicon.known[number].symbols for _, number in lexicon.mixed.get("", ()))
        self._always = index.of("".join((*made - counted, _shaped(lexicon, _OF_UNKNOWN), *signs)))
        self._counted = index.of("".join((numbers, *counted, _shaped(lexicon, {"digits"}))))
        self._captive = index.of(_shaped(lexicon, groups))
        self._marks = (
            (_NUMBER, frozenset(begun)),
            (_GROUP, frozenset(symbols_of(lexicon, lambda values: "group" in values))),
            (_STATE, frozenset(symbols_of(lexicon, lambda values: "state" in values))),
            (_OUTCOME, frozenset(outcome_symbols(pack))),
        )
        self._known: dict[int, tuple[int, int]] = {}

    def claims(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule that makes claims could fire, or words count that need none."""
        bare, marks = self._brought(words, digits=digits)
        if marks & _STATE:
            return True
        may_be, numbered = self._with_all_made(bare, marks)
        if numbered and marks & _OUTCOME:
            return True
        may_fire = (rule for layer in CLAIM_LAYERS for rule in self._index.rules(layer, may_be))
        return any(all(bare >> number & 1 for number in rule.asks) for rule in may_fire)

    def times(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule for times could fire."""
        may_be, _ = self._with_all_made(*self._brought(words, digits=digits))
        return bool(self._index.rules("time", may_be))

    def _brought(self, words: set[str], *, digits: bool) -> tuple[int, int]:
        """What the words hold, and how they are marked."""
        held, marks = 0, _NUMBER if digits else 0
        for number in self._numbers(words):
            some, mark = self._known.get(number) or self._look_up(number)
            held, marks = held | some, marks | mark
        return held, marks

    def _with_all_made(self, bare: int, marks: int) -> tuple[int, bool]:
        """With all that the layers could make of it, and whether that may be a number."""
        may_be = self._always | bare
        numbered = bool(marks & _NUMBER or self._index.rules("quantity", may_be))
        if numbered:
            may_be |= self._counted
        return (may_be | self._captive if marks & _GROUP else may_be), numbered

    def _numbers(self, words: set[str]) -> list[int]:
        """The numbers of what is known of the words, one by one and together."""
        single, mixed = self._lexicon.single, self._lexicon.mixed
        alone = [single[word] for word in single.keys() & words]
        return alone + [number for word in mixed.keys() & words for parts, number in mixed[word] if parts <= words]

    def _look_up(self, number: int) -> tuple[int, int]:
        """What a word or phrase holds and how it is marked, worked out once."""
        symbols = self._lexicon.known[number].symbols
        marks = sum(mark for mark, marked in self._marks if not marked.isdisjoint(symbols))
        self._known[number] = self._index.of(symbols), marks
        return self._known[number]


@cache
def _prospects(pack: Language) -> _Prospects:
    return _Prospects(pack)


def _made(rule: Rule, lexicon: Lexicon) -> str:
    """The symbol of what a rule puts in the place of what it takes."""
    if rule.layer == "people":
        return symbol_of(lexicon, "people", rule.values["kind"])
    return symbol_of(lexicon, *rule.values.get("class", "time").split())


def _shaped(lexicon: Lexicon, classes: set[str]) -> str:
    """The symbols of the shapes that have one of the classes."""
    return "".join(symbol for name, symbol in lexicon.shapes.items() if not classes.isdisjoint(name.split("+")))
