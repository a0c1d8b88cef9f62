"""Words of a pack: which classes each has, and one character for each set of classes.

A token's classes become one character, so that a sentence becomes a short string and a rule a regular
expression over it (docs/explanation/reading.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.folding import folded
from testigo.packs.kept import Drawers

FIRST_SYMBOL = 0xE000
"""Symbols are code points of Unicode's private area: no text contains them by accident."""

CAPITAL = ("capital", "proper")
"""What a capital letter adds to the shape of an unknown word."""
NAMEABLE = "nameable"
"""A class of words that are somebody's name as well when they have a capital: *banks*, but *Banks*."""
LOUD = ("loud",)
"""What a sentence all in capitals adds to it."""
NO_NAME = (*LOUD, "no_name")
"""The same, where it ends as no name does."""
SMALL = ("small",)
"""What a sentence without any capital adds to it."""

PLAIN = "="
"""Leads the key of a word as it is without accents, where other words are spelled alike but for theirs."""

_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
"""A hyphen is a token of its own, so a hyphened word is a phrase."""

Attributes = Mapping[str, Any]


class Word(msgspec.Struct, frozen=True, gc=False):
    """What the pack knows of one word or phrase: its symbol in lower case and with a capital, and its values.

    Words hold no circles, so the collector need not go through thousands of them.
    """

    symbol: str
    capital: str
    values: Attributes

    @property
    def symbols(self) -> str:
        """Both symbols."""
        return self.symbol + self.capital


Phrase = tuple[tuple[str, ...], Word]
"""The words of a phrase after its first, and what the pack knows of the whole."""

Runs = tuple[tuple[frozenset[str], int], ...]
"""All runs of letters of words and phrases, each with the number of what is known of it."""


class Lexicon(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Words and phrases by what is known of them, and the symbols of every class and of every set of classes.

    It is laid out to be read quickly from what was kept: most words share what is known of them with others, which is
    decoded when it is asked for, and of the phrases only those are whose first word occurs. `in_runs` holds, decoded as
    late, all that is no mere run of letters: by its longest run ("" where it has none) and with all its runs.
    """

    known: tuple[msgspec.Raw, ...]
    single: dict[str, int]
    begun: dict[str, msgspec.Raw]
    in_runs: dict[str, msgspec.Raw]
    classes: dict[str, str]
    shapes: dict[str, str]

    def word(self, norm: str) -> Word | None:
        """What the pack knows of a folded word."""
        number = self.single.get(norm)
        return None if number is None else self.entry(number)

    def entry(self, number: int) -> Word:
        """What is known under a number."""
        if number not in self._opened:
            self._opened[number] = msgspec.msgpack.decode(self.known[number], type=Word)
        return self._opened[number]

    @cached_property
    def _opened(self) -> dict[int, Word]:
        return {}

    def phrases(self, first: str) -> tuple[Phrase, ...]:
        """The phrases that begin with a folded word, longest first."""
        if first not in self.begun:
            return ()
        rows = msgspec.msgpack.decode(self.begun[first], type=_PHRASES)
        return tuple((rest, self.entry(number)) for rest, number in rows)

    def having(self, *classes: str) -> str:
        r"""All symbols whose set holds at least one of the classes.

        >>> lex = Lexicon((), {}, {}, {}, {"be": "\ue000\ue001", "capital": "\ue001"}, {})
        >>> len(lex.having("be")), len(lex.having("capital"))
        (2, 1)
        """
        return "".join(sorted({symbol for name in classes for symbol in self.classes.get(name, "")}))

    @cached_property
    def mixed(self) -> Drawers[Runs]:
        """What is no mere run of letters, by its longest run."""
        return Drawers(self.in_runs, Runs)

    @cached_property
    def words(self) -> dict[str, Word]:
        """Every single word."""
        return {norm: self.entry(number) for norm, number in self.single.items()}

    @property
    def entries(self) -> Iterator[Word]:
        """All that is known of any word or phrase."""
        return map(self.entry, range(len(self.known)))

    def classes_of(self, symbol: str) -> frozenset[str]:
        """The classes that a symbol stands for; of one symbol sooner told than of all."""
        return frozenset(name for name, symbols in self.classes.items() if symbol in symbols)

    @cached_property
    def symbols(self) -> dict[str, tuple[str, ...]]:
        """Every symbol with the classes that it stands for."""
        names: dict[str, list[str]] = {}
        for name, symbols in self.classes.items():
            for symbol in symbols:
                names.setdefault(symbol, []).append(name)
        return {symbol: tuple(classes) for symbol, classes in names.items()}


_PHRASES = tuple[tuple[tuple[str, ...], int], ...]


class LexiconBuilder:
    """Collects entries and hands out symbols; made once per pack, at build time.

    Sets of classes that are given in an order get their symbols in it. Words are kept without their accents, so that
    a text without them is read; those `told_apart` are kept under their own spelling as well (*asesinó*, *asesino*).
    A word that is written without accents, and is another one with them, is kept once more as the plain one alone: a
    sentence that writes accents means no other (*el tiroteo*, not *tiroteó*).
    """

    def __init__(self, order: Iterable[frozenset[str]] = (), told_apart: frozenset[str] = frozenset()) -> None:
        self._told_apart = told_apart
        self._classes: dict[str, set[str]] = {}
        self._values: dict[str, dict[str, Any]] = {}
        self._symbols = {classes: chr(FIRST_SYMBOL + number) for number, classes in enumerate(order)}
        self._shapes: dict[str, str] = {}
        self._plain: dict[str, tuple[set[str], dict[str, Any]]] = {}

    def add(
        self, word: str, classes: Sequence[str], values: Attributes, place: str, *, told_apart: bool = False
    ) -> None:
        """Add one word or phrase (`_` stands for a space). Raises PackError on two values for one key."""
        self._add(_HYPHEN.sub("_-_", folded(word)), classes, values, place)
        if told_apart or word in self._told_apart:
            self._add(word, classes, values, place)
        if folded(word) == word and _LETTERS.fullmatch(word):
            own, said = self._plain.setdefault(word, (set(), {}))
            own.update(classes)
            said.update(values)

    def _add(self, word: str, classes: Iterable[str], values: Attributes, place: str) -> None:
        known = self._values.setdefault(word, {})
        for key, value in values.items():
            if known.get(key, value) != value:
                hint = "keep one entry, or use another class for the other sense"
                raise PackError("T-P003", f"{word!r} has {key} = {known[key]!r} and {value!r}", place=place, hint=hint)
            known[key] = value
        self._classes.setdefault(word, set()).update(classes)

    def shape(self, classes: Iterable[str]) -> None:
        """A set of classes that no word brings in: of unknown words, and of what the layers make."""
        names = set(classes)
        self._shapes["+".join(sorted(names))] = self.symbol(names)

    def symbol(self, classes: Iterable[str]) -> str:
        """The character that stands for exactly this set of classes."""
        key = frozenset(classes)
        return self._symbols.setdefault(key, chr(FIRST_SYMBOL + len(self._symbols)))

    def build(self) -> Lexicon:
        """The finished lexicon; every word gets a symbol for its plain and for its capitalised form."""
        for spelled, (own, said) in self._plain.items():
            if own != self._classes[spelled]:
                self._classes[PLAIN + spelled], self._values[PLAIN + spelled] = own, said
        numbers: dict[bytes, int] = {}
        single: dict[str, int] = {}
        mixed: dict[str, Runs] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for name in sorted(self._classes):
            classes = self._classes[name]
            named = set(CAPITAL) if NAMEABLE in classes else {"capital"}
            word = Word(self.symbol(classes), self.symbol(classes | named), self._values[name])
            number = numbers.setdefault(msgspec.msgpack.encode(word), len(numbers))
            parts = tuple(name.split("_")) if len(name) > 1 else (name,)
            letters = _LETTERS.findall(name)
            if letters != [name]:
                longest = max(letters, key=len, default="")
                mixed[longest] = (*mixed.get(longest, ()), (frozenset(letters), number))
            if len(parts) == 1:
                single[name] = number
            else:
                phrases.setdefault(parts[0], []).append((parts[1:], number))
        begun = {
            first: msgspec.Raw(msgspec.msgpack.encode(sorted(rows, key=lambda row: (-len(row[0]), row[0]))))
            for first, rows in phrases.items()
        }
        in_runs = {longest: msgspec.Raw(msgspec.msgpack.encode(runs)) for longest, runs in mixed.items()}
        known = tuple(map(msgspec.Raw, numbers))
        return Lexicon(known, single, begun, in_runs, self._by_class(), self._shapes)

    def _by_class(self) -> dict[str, str]:
        by_class: dict[str, str] = {}
        for names, symbol in self._symbols.items():
            for name in sorted(names):
                by_class[name] = by_class.get(name, "") + symbol
        return by_class
