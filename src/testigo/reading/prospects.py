"""What a sentence may yet tell, of which only the words are known.

Before the costly layers are run they are run in thought: people and numbers are taken to be made wherever the words
allow it, everything else always. A sentence in which even then no rule that makes claims could fire is passed over.
That errs on one side only, so it changes nothing that is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from testigo.packs.language import Language, Rule
from testigo.packs.lexicon import Attributes, Lexicon, Word
from testigo.reading.numbers import numbers_from, symbol_of
from testigo.reading.rules import Held, Index, sets_of
from testigo.reading.unread import NUMBERED, outcome_symbols
from testigo.reading.words import letters_of

CLAIM_LAYERS = ("toll", "force", "tally")
_PRESUMED = ("age", "time", "measure")
"""Layers that are taken to make all they can."""
_MAKING = ("quantity", "people")
"""Layers whose making is followed rule by rule, in their order."""
_OF_UNKNOWN = {"word", "code", "sign"}
"""Classes of tokens that the pack does not know."""
_DIGIT = re.compile(r"\d")


def promising(sentence: str, pack: Language) -> bool:
    """Whether a sentence may tell of something that is claimed, or that is shown as unread."""
    words = set(letters_of(sentence))
    return pack.triggers.pulled_by(words) and _prospects(pack).any(words, digits=_DIGIT.search(sentence) is not None)


class _Prospects:
    """The rules of a pack by what they could make, and its words by what they may bring into a sentence."""

    def __init__(self, pack: Language) -> None:
        lexicon = self._lexicon = pack.lexicon
        rules = [rule for layer in pack.rules.values() for rule in layer]
        index = self._index = Index((rule, (*sets_of(rule), *_asks(rule, lexicon))) for rule in rules)
        begun, numbers = numbers_from(pack)
        groups = {word.values["group"] for word in lexicon.known if "group" in word.values}
        self._begun = index.bit(begun)
        self._grouped = index.bit(_symbols(lexicon, lambda values: "group" in values))
        self._states = index.bit(_symbols(lexicon, lambda values: "state" in values))
        self._outcomes = index.bit(outcome_symbols(pack))
        self._numbered = {r.name for r in pack.rules.get("people", ()) if r.values["kind"] in NUMBERED}
        self._made = {r.name: index.of(_made(r, lexicon)) for r in rules if r.layer in _MAKING}
        self._numbers, self._groups = index.of(numbers), index.of(_shaped(lexicon, groups))
        self._digits = index.of(_shaped(lexicon, {"digits"}))
        presumed = "".join(_made(rule, lexicon) for rule in rules if rule.layer in _PRESUMED)
        signs = "".join(_both(lexicon.known[number]) for _, number in lexicon.mixed.get("", ()))
        self._always = index.of(presumed + _shaped(lexicon, _OF_UNKNOWN) + signs)
        self._words: dict[int, Held] = {}

    def any(self, words: Collection[str], *, digits: bool) -> bool:
        """Whether a rule that makes claims could fire, or words count that need none."""
        held = self._always.joined(self._word(number) for number in self._words_in(words))
        if digits:
            held = held.joined((self._digits,))
        if held.sets & self._begun:
            held = held.joined((self._numbers,))
        if held.sets & self._grouped:
            held = held.joined((self._groups,))
        fire: list[str] = []
        for layer in _MAKING:
            fire = [rule.name for rule in self._index.rules(layer, held)]
            held = held.joined(self._made[name] for name in fire)
        if held.sets & self._states or (held.sets & self._outcomes and not self._numbered.isdisjoint(fire)):
            return True
        return any(True for layer in CLAIM_LAYERS for _ in self._index.rules(layer, held))

    def _words_in(self, words: Collection[str]) -> Iterator[int]:
        """What is known of the words, one by one and together."""
        lexicon = self._lexicon
        for word in lexicon.single.keys() & words:
            yield lexicon.single[word]
        for word in lexicon.mixed.keys() & words:
            yield from (number for parts, number in lexicon.mixed[word] if parts.issubset(words))

    def _word(self, number: int) -> Held:
        """What the symbols of a word or phrase hold, worked out once."""
        if number not in self._words:
            self._words[number] = self._index.of(_both(self._lexicon.known[number]))
        return self._words[number]


@cache
def _prospects(pack: Language) -> _Prospects:
    return _Prospects(pack)


def _made(rule: Rule, lexicon: Lexicon) -> str:
    """The symbol of what a rule puts in the place of what it takes; people may besides be of a noun's group."""
    if rule.layer == "people":
        return symbol_of(lexicon, "people", rule.values["kind"])
    if rule.layer == "quantity":
        return symbol_of(lexicon, "num", "count")
    return symbol_of(lexicon, *rule.values.get("class", "time").split())


def _asks(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    """Sets of symbols of which a rule that makes claims asks one each for what its words say, beyond its pattern."""
    if rule.layer not in CLAIM_LAYERS:
        return
    says = rule.values
    heads = [lexicon.word(norm) for norm in says.get("heads", "").split()]
    if heads and None not in heads:
        yield "".join(_both(word) for word in heads if word)
    if "agents" in says:
        sides = says["agents"].split()
        yield _symbols(lexicon, lambda values: values.get("people") in sides or values.get("makes") in sides)
    if "firm" in says:
        yield _symbols(lexicon, lambda values: values.get("outcome") == says["firm"])


def _symbols(lexicon: Lexicon, fits: Callable[[Attributes], bool]) -> str:
    """The symbols of words whose values fit."""
    return "".join(sorted({symbol for word in lexicon.known if fits(word.values) for symbol in _both(word)}))


def _both(word: Word) -> str:
    """A word's symbols in small letters and with a capital."""
    return word.symbol + word.capital


def _shaped(lexicon: Lexicon, classes: set[str]) -> str:
    """The symbols of the shapes that have one of the classes."""
    return "".join(symbol for name, symbol in lexicon.shapes.items() if not classes.isdisjoint(name.split("+")))
