"""A language pack: its words, its rules and its settings, read from a folder of TOML files."""

import os
import re
from collections.abc import Iterable, Mapping, Set
from functools import cache, cached_property, reduce
from operator import or_
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.automaton import Automaton, revived
from testigo.packs.evidence import Evidence
from testigo.packs.kept import HERE, fingerprint, kept, kept_at, opened
from testigo.packs.lexicon import Lexicon

FOLDER = os.path.join(HERE, "languages")
VARIABLE = "TESTIGO_PACKS"
"""The environment's name for more folders of packs."""
_outside: list[str] = []


class Rule(msgspec.Struct, frozen=True, dict=True):
    """One rule of a layer: a pattern over symbols, the symbols it cannot do without, and what it says.

    `wants` are some of the pack's sets of symbols, as bits: one symbol of each must be there, because its pattern draws
    on it or its author says so (`needs`). `asks` are numbers of what the words of the sentence must answer before
    anything is made of them.
    """

    name: str
    layer: str
    needs: str
    wants: bytes
    asks: tuple[int, ...]
    kept: msgspec.Raw
    values: Mapping[str, Any]

    @cached_property
    def automaton(self) -> Automaton:
        """The pattern as it was kept, decoded late: a short text pays only for the rules it needs."""
        return msgspec.msgpack.decode(self.kept, type=Automaton)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        return revived(self.automaton)


class Triggers(msgspec.Struct, frozen=True):
    """What a sentence must hold to be read in depth: one of the words, or all words of one of the phrases.

    Phrases stand by their longest word, which is seldom a common one (*in critical condition*, *to date*).
    """

    words: frozenset[str]
    phrases: dict[str, tuple[frozenset[str], ...]]

    def pulled_by(self, words: Set[str]) -> bool:
        """Whether a stretch with these folded words holds a trigger.

        >>> triggers = Triggers(frozenset({"killed"}), {"date": (frozenset({"to", "date"}),)})
        >>> triggers.pulled_by({"killed"}), triggers.pulled_by({"date"}), triggers.pulled_by({"to", "date"})
        (True, False, True)
        """
        if not self.words.isdisjoint(words):
            return True
        return any(phrase <= words for word in self.phrases.keys() & words for phrase in self.phrases[word])


def bits_of(numbers: Iterable[int]) -> int:
    """Numbers as the bits of one.

    >>> bits_of([0, 3, 3])
    9
    """
    return reduce(or_, (1 << number for number in numbers), 0)


class Language(msgspec.Struct, frozen=True, eq=False):
    """Everything the reader knows of one language.

    `held` gives for one symbol after the other the sets that it belongs to, as bits: `width` bytes for each.
    `answers` gives for entries of the lexicon, by their numbers, which asks of rules they answer.
    `groups` are the classes that a noun adds to the people whom it names.
    """

    code: str
    version: str
    level: str
    lexicon: Lexicon
    rules: dict[str, tuple[Rule, ...]]
    held: bytes
    width: int
    answers: dict[int, tuple[int, ...]]
    groups: tuple[str, ...]
    settings: dict[str, Any]
    triggers: Triggers
    signs: dict[str, frozenset[str]]
    evidence: Evidence


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there is a pack for.

    >>> "en" in languages()
    True
    """
    return tuple(sorted({code for folder in folders() for code in _listed(folder) if _is_pack(folder, code)}))


def look_also_in(folder: str) -> None:
    """Take packs from a folder of one's own too, and rather than those that Testigo brings; before anything is read."""
    _outside.insert(0, folder)
    languages.cache_clear()
    language.cache_clear()
    vocabulary.cache_clear()


def folders() -> list[str]:
    """Folders of packs; of two packs of one language that of the folder named first is taken."""
    return [*_outside, *filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)), FOLDER]


def folder_of(code: str) -> str:
    """The folder of a pack."""
    return next((os.path.join(f, code) for f in folders() if _is_pack(f, code)), os.path.join(FOLDER, code))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError as error:
        hint = f"give one that holds a folder for each language, with --packs or {VARIABLE}"
        raise PackError("T-P001", f"no folder of packs: {error.strerror}", place=folder, hint=hint) from error


def _is_pack(folder: str, code: str) -> bool:
    return os.path.exists(os.path.join(folder, code, "pack.toml"))


def files(code: str) -> list[str]:
    """Paths of the pack's files, in the order of their names."""
    folder = folder_of(code)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]


class _Spelled(msgspec.Struct, frozen=True):
    single: dict[str, int]


class _Vocabulary(msgspec.Struct, frozen=True):
    lexicon: _Spelled


@cache
def vocabulary(code: str) -> Set[str]:
    """The single words that the pack of a language knows: they are sooner there than all of it. Raises PackError."""
    path = kept_at(code, fingerprint(files(code)))
    return language(code).lexicon.single.keys() if path is None else opened(path, _Vocabulary).lexicon.single.keys()


@cache
def language(code: str) -> Language:
    """The pack of a language, from its compiled form when that is fresh.

    Raises PackError when there is no such pack, or when one of its files is wrong (file and line named).
    """
    if code not in languages():
        hint = f"there are packs for: {', '.join(languages())}"
        raise PackError("T-P001", f"no pack for the language {code!r}", hint=hint)
    version = fingerprint(files(code))

    def compiled() -> Language:
        from testigo.packs.build import compile_language  # a start that finds what was kept does not need it

        return compile_language(code, version)

    return kept(code, version, Language, compiled)
