"""What a sentence may yet tell, of which only the words are known.

The costly layers are taken to make all that they can make at all; phrases of number only where a word or a digit
allows one. A sentence in which even then no rule that makes claims could fire is passed over. That errs on one side
only, so it changes nothing that is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, reduce
from operator import or_
from typing import TypeVar

from testigo.packs.language import Language, Rule, bits_of
from testigo.packs.lexicon import Lexicon
from testigo.reading.numbers import numbers_from, symbol_of
from testigo.reading.rules import index_of
from testigo.reading.unread import NUMBERED, outcome_symbols
from testigo.reading.words import letters_of

_Value = TypeVar("_Value")

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


class Outlook:
    """What one sentence may tell: its words are looked up once, and only when something is asked that needs them."""

    def __init__(self, sentence: str, pack: Language) -> None:
        words = set(letters_of(sentence))
        self._pulled = pack.triggers.pulled_by(words)
        self._words, self._sentence, self._prospects = words, sentence, _prospects(pack)

    @cached_property
    def _held(self) -> tuple[int, int]:
        """What the words hold, and what the layers could make of it."""
        return self._prospects.held(self._words, digits=_DIGIT.search(self._sentence) is not None)

    @property
    def promising(self) -> bool:
        """Whether the sentence may tell of something that is claimed, or that is shown as unread."""
        return self._pulled and self._prospects.claims(*self._held)

    @property
    def may_tell_sides(self) -> bool:
        """Whether the sentence may tell who did what, or who came of whom."""
        return self._pulled and self._prospects.sides(*self._held)

    @property
    def may_tell_answers(self) -> bool:
        """Whether the sentence may tell what was done about violence, or what it was for."""
        return self._prospects.fires(ANSWER_LAYERS, *self._held)

    def answers(self, rule: Rule) -> bool:
        """Whether the words answer what a rule that makes claims asks of them."""
        return self._prospects.answers(rule, self._held[0])

    @property
    def timely(self) -> bool:
        """Whether the sentence may name a time."""
        return self._prospects.times(*self._held)


class _Kept(dict[str, _Value]):
    """What is known by a word of the lexicon, worked out when it is first met."""

    def __init__(self, work_out: Callable[[str], _Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> _Value:
        self[word] = found = self._work_out(word)
        return found


class _Prospects:
    """What the words of a pack hold, and what its layers could make of them."""

    def __init__(self, pack: Language) -> None:
        lexicon = self._lexicon = pack.lexicon
        index = self._index = index_of(pack)
        begun, numbers = numbers_from(pack)
        made = {_made(rule, lexicon) for layer in _PRESUMED for rule in pack.rules.get(layer, ())}
        counted = {symbol_of(lexicon, "people", kind) for kind in NUMBERED}
        signs = (lexicon.entry(number).symbols for _, number in lexicon.mixed.get("", ()))
        self._always = index.of("".join((*made - counted, _shaped(lexicon, _OF_UNKNOWN | _OF_SIDES), *signs)))
        self._counted = index.of("".join((numbers, *counted, _shaped(lexicon, {"digits"}))))
        self._captive = index.of(_shaped(lexicon, set(pack.groups)))
        beyond = index.width
        bits = (1 << beyond + n for n in range(6))
        self._number, self._group, self._state, self._outcome, self._doer, self._figure = bits
        """What a word is besides: it begins a number, makes people of a group, tells their state, says an outcome,
        calls people by what they did, may be a figure of people.
        """
        doers = frozenset(lexicon.having("doer"))
        self._marks = (self._number, frozenset(begun)), (self._outcome, outcome_symbols(pack)), (self._doer, doers)
        self._keys = (self._group, "group"), (self._state, "state"), (self._figure, "low")
        self._answers, self._first_answer = pack.answers, self._figure.bit_length()
        self._held = _Kept(self._held_by_word)
        self._mixed = _Kept(self._held_in_runs)
        self._asked: dict[str, int] = {}

    def held(self, words: set[str], *, digits: bool) -> tuple[int, int]:
        """What the words hold, and the same with all that the layers could make of it."""
        known = map(self._held.__getitem__, self._lexicon.single.keys() & words)
        said = reduce(or_, known, self._number if digits else 0)
        for word in self._lexicon.in_runs.keys() & words:
            for parts, held in self._mixed[word]:
                if parts <= words:
                    said |= held
        may_be = self._with_all_made(said)
        return said | self._figure if may_be & self._number else said, may_be

    def claims(self, said: int, may_be: int) -> bool:
        """Whether a rule that makes claims could fire, or words count that need none."""
        if said & self._state or (said & self._outcome and may_be & self._number):
            return True
        return self.fires(CLAIM_LAYERS, said, may_be)

    def sides(self, said: int, may_be: int) -> bool:
        """Whether people are called by what they did, or a rule for doers could fire."""
        return bool(said & self._doer) or self.fires(SIDE_LAYERS, said, may_be)

    def fires(self, layers: tuple[str, ...], said: int, may_be: int) -> bool:
        """Whether a rule of the layers could fire."""
        return any(self.answers(rule, said) for layer in layers for rule in self._index.rules(layer, may_be))

    def answers(self, rule: Rule, said: int) -> bool:
        """Whether what is said answers what a rule asks."""
        asked = self._asked.get(rule.name)
        if asked is None:
            asked = self._asked[rule.name] = self._asked_by(rule)
        return not asked & ~said

    def times(self, said: int, may_be: int) -> bool:
        """Whether a rule for times could fire."""
        return bool(self._index.rules("time", may_be))

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

    def _held_by_word(self, word: str) -> int:
        return self._held_by(self._lexicon.single[word])

    def _held_in_runs(self, longest: str) -> tuple[tuple[frozenset[str], int], ...]:
        """Of all that is no mere run of letters: its runs, by the longest of them, and what it holds."""
        return tuple((parts, self._held_by(number)) for parts, number in self._lexicon.mixed[longest])

    def _held_by(self, number: int) -> int:
        word = self._lexicon.entry(number)
        marks = [mark for mark, marked in self._marks if not marked.isdisjoint(word.symbols)]
        marks += [mark for mark, key in self._keys if key in word.values]
        marks += [1 << self._first_answer + ask for ask in self._answers.get(number, ())]
        return reduce(or_, marks, self._index.of(word.symbols))

    def _asked_by(self, rule: Rule) -> int:
        """What a rule asks of the words, and whether it asks for figures."""
        asked = bits_of(self._first_answer + ask for ask in rule.asks)
        only = set(rule.values.get("only", "").split())
        return asked | self._figure if only and only <= NUMBERED else asked


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
