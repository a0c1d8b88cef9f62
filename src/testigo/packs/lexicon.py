"""Words of a pack: which classes each has, and one character for each set of classes.

A token's classes become one character, so that a sentence becomes a short string and a rule a regular
expression over it (docs/explanation/reading.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from testigo.errors import PackError

FIRST_SYMBOL = 0xE000
"""Symbols are code points of Unicode's private area: no text contains them by accident."""

CAPITAL = ("capital", "proper")
"""What a capital letter adds to the shape of an unknown word."""
NAMEABLE = "nameable"
"""A class of words that are somebody's name as well when they have a capital: *banks*, but *Banks*."""
LOUD = ("loud",)
"""What a sentence all in capitals adds to it."""
SMALL = ("small",)
"""What a sentence without any capital adds to it."""

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


class Lexicon(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Single words, phrases by their first word (longest first), and the symbol of every set of classes."""

    words: dict[str, Word]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Word], ...]]
    symbols: dict[str, tuple[str, ...]]
    shapes: dict[str, str]

    def having(self, *classes: str) -> str:
        r"""All symbols whose set holds at least one of the classes.

        >>> lex = Lexicon({}, {}, {"\ue000": ("be",), "\ue001": ("be", "capital")}, {})
        >>> len(lex.having("be")), len(lex.having("capital"))
        (2, 1)
        """
        by_class = self._by_class
        return "".join(sorted({symbol for name in classes for symbol in by_class.get(name, ())}))

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        by_class: dict[str, list[str]] = {}
        for symbol, names in self.symbols.items():
            for name in names:
                by_class.setdefault(name, []).append(symbol)
        return by_class


class LexiconBuilder:
    """Collects entries and hands out symbols; made once per pack, at build time."""

    def __init__(self) -> None:
        self._classes: dict[str, set[str]] = {}
        self._values: dict[str, dict[str, Any]] = {}
        self._symbols: dict[frozenset[str], str] = {}
        self._shapes: dict[str, str] = {}

    def add(self, word: str, classes: Iterable[str], values: Attributes, place: str) -> None:
        """Add one word or phrase (`_` stands for a space). Raises PackError on two values for one key."""
        word = _HYPHEN.sub("_-_", word)
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
        words: dict[str, Word] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
        for name in sorted(self._classes):
            classes = self._classes[name]
            named = set(CAPITAL) if NAMEABLE in classes else {"capital"}
            word = Word(self.symbol(classes), self.symbol(classes | named), self._values[name])
            parts = tuple(name.split("_")) if len(name) > 1 else (name,)
            if len(parts) == 1:
                words[name] = word
            else:
                phrases.setdefault(parts[0], []).append((parts[1:], word))
        longest_first = {
            first: tuple(sorted(rest, key=lambda item: (-len(item[0]), item[0]))) for first, rest in phrases.items()
        }
        return Lexicon(words, longest_first, self._names(), self._shapes)

    def _names(self) -> dict[str, tuple[str, ...]]:
        return {symbol: tuple(sorted(names)) for names, symbol in self._symbols.items()}
