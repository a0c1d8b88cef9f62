"""What a sentence may yet tell, of which only the words are known.

The costly layers are taken to make all that they can make at all; phrases of number only where a word or a digit
allows one. A sentence in which even then no rule that makes claims could fire is passed over. That errs on one side
only, so it changes nothing that is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, reduce
from operator import or_

from testigo.packs.asks import symbols_of
from testigo.packs.language import Language, Rule
from testigo.packs.lexicon import Lexicon
from testigo.reading.numbers import numbers_from, symbol_of
from testigo.reading.rules import index_of
from testigo.reading.unread import NUMBERED, outcome_symbols
from testigo.reading.words import letters_of

CLAIM_LAYERS = ("toll", "force", "tally")
SIDE_LAYERS = ("deed", "bond")
ANSWER_LAYERS = ("response", "motive")
_PRESUMED = ("age", "time", "measure", "people")
"""Layers that are taken to make all they can."""
_OF_UNKNOWN = {"word", "code", "sign"}
"""Classes of tokens that the pack does not know."""
_OF_SIDES = {"actor", "struck", "many"}
"""Classes of what the names of actors, and of what was struck, become."""
_DIGIT = re.compile(r"\d")


def promising(sentence: str, pack: Language) -> bool:
    """Whether a sentence may tell of something that is claimed, or that is shown as unread."""
    words = letters_of(sentence)
    return pack.triggers.pulled_by(words) and _prospects(pack).claims(set(words), digits=_has_digits(sentence))


def may_tell_sides(sentence: str, pack: Language) -> bool:
    """Whether a sentence may tell who did what, or who came of whom."""
    words = letters_of(sentence)
    return pack.triggers.pulled_by(words) and _prospects(pack).sides(set(words), digits=_has_digits(sentence))


def may_tell_answers(sentence: str, pack: Language) -> bool:
    """Whether a sentence may tell what was done about violence, or what it was for."""
    return _prospects(pack).answers(set(letters_of(sentence)), digits=_has_digits(sentence))


def timely(sentence: str, pack: Language) -> bool:
    """Whether a sentence may name a time."""
    return _prospects(pack).times(set(letters_of(sentence)), digits=_has_digits(sentence))


def _has_digits(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None


class _Held(dict[int, int]):
    """What each word or phrase holds, by its number, as bits; worked out when it is first met."""

    def __init__(self, work_out: Callable[[int], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, number: int) -> int:
        self[number] = found = self._work_out(number)
        return found


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
        self._always = index.of("".join((*made - counted, _shaped(lexicon, _OF_UNKNOWN | _OF_SIDES), *signs)))
        self._counted = index.of("".join((numbers, *counted, _shaped(lexicon, {"digits"}))))
        self._captive = index.of(_shaped(lexicon, groups))
        beyond = index.width
        self._number, self._group, self._state, self._outcome = (1 << beyond + number for number in range(4))
        """What a word is besides: it begins a number, makes people of a group, tells their state, says an outcome."""
        self._marks = (
            (self._number, frozenset(begun)),
            (self._group, frozenset(symbols_of(lexicon, lambda values: "group" in values))),
            (self._state, frozenset(symbols_of(lexicon, lambda values: "state" in values))),
            (self._outcome, frozenset(outcome_symbols(pack))),
        )
        self._held = _Held(self._held_by)

    def claims(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule that makes claims could fire, or words count that need none."""
        said = self._said(words, digits=digits)
        if said & self._state:
            return True
        may_be = self._with_all_made(said)
        if said & self._outcome and may_be & self._number:
            return True
        return self._fires(CLAIM_LAYERS, said, may_be)

    def sides(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule for sides could fire."""
        said = self._said(words, digits=digits)
        return self._fires(SIDE_LAYERS, said, self._with_all_made(said))

    def answers(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule for responses or motives could fire."""
        said = self._said(words, digits=digits)
        return self._fires(ANSWER_LAYERS, said, self._with_all_made(said))

    def _fires(self, layers: tuple[str, ...], said: int, may_be: int) -> bool:
        may_fire = (rule for layer in layers for rule in self._index.rules(layer, may_be))
        return any(all(said >> number & 1 for number in rule.asks) for rule in may_fire)

    def times(self, words: set[str], *, digits: bool) -> bool:
        """Whether a rule for times could fire."""
        return bool(self._index.rules("time", self._with_all_made(self._said(words, digits=digits))))

    def _said(self, words: set[str], *, digits: bool) -> int:
        """What the words hold."""
        return reduce(or_, map(self._held.__getitem__, self._numbers(words)), self._number if digits else 0)

    def _with_all_made(self, said: int) -> int:
        """With all that the layers could make of what is said; a number is marked where there may be one."""
        may_be = said | self._always
        if may_be & self._number or self._counts_without_number(may_be):
            may_be |= self._counted | self._number
        return may_be | self._captive if said & self._group else may_be

    def _counts_without_number(self, may_be: int) -> bool:
        """Whether words count that begin no number: *dozens of guards*, *both guards*, *another of the guards*."""
        if self._index.rules("quantity", may_be):
            return True
        return any(rule.values["kind"] in NUMBERED for rule in self._index.rules("people", may_be))

    def _numbers(self, words: set[str]) -> list[int]:
        """The numbers of what is known of the words, one by one and together."""
        single, mixed = self._lexicon.single, self._lexicon.mixed
        alone = [single[word] for word in words if word in single]
        return alone + [number for word in words if word in mixed for parts, number in mixed[word] if parts <= words]

    def _held_by(self, number: int) -> int:
        symbols = self._lexicon.known[number].symbols
        marks = (mark for mark, marked in self._marks if not marked.isdisjoint(symbols))
        return reduce(or_, marks, self._index.of(symbols))


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
