"""A language pack: its words, its rules and its settings, read from a folder of TOML files.

The compiled form is kept beside the packs, carries the hash of the files it was made from, and is made anew
when they change; so a pack is edited and tried without a build step.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.automaton import Automaton, revived
from testigo.packs.evidence import Evidence
from testigo.packs.lexicon import Lexicon, Word

# plain paths: pathlib would be a good part of a cold start
HERE = os.path.dirname(__file__)
FOLDER = os.path.join(HERE, "languages")
COMPILED = os.path.join(HERE, "compiled")
FORM = 6
"""Raise it when packs are compiled in another way, so that what an older reader has kept is not taken for fresh."""


class Rule(msgspec.Struct, frozen=True, dict=True):
    """One rule of a layer: a pattern over symbols, the symbols it cannot do without, and what it says.

    One of `needs` must be there because its author says so; one of each of `wants` because its pattern draws on it.
    """

    name: str
    layer: str
    needs: str
    wants: tuple[str, ...]
    automaton: Automaton
    values: Mapping[str, Any]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made ready on first use, so that a short text pays only for the rules it needs."""
        return revived(self.automaton)


class Triggers(msgspec.Struct, frozen=True):
    """What a sentence must hold to be read in depth: one of the words, or all words of one of the phrases.

    Phrases stand by their longest word, which is seldom a common one (*in critical condition*, *to date*).
    """

    words: frozenset[str]
    phrases: dict[str, tuple[frozenset[str], ...]]

    def pulled_by(self, words: set[str]) -> bool:
        """Whether a stretch with these folded words holds a trigger.

        >>> triggers = Triggers(frozenset({"killed"}), {"date": (frozenset({"to", "date"}),)})
        >>> triggers.pulled_by({"killed"}), triggers.pulled_by({"date"}), triggers.pulled_by({"to", "date"})
        (True, False, True)
        """
        if not self.words.isdisjoint(words):
            return True
        return any(phrase <= words for word in self.phrases.keys() & words for phrase in self.phrases[word])


class Language(msgspec.Struct, frozen=True, eq=False):
    """Everything the reader knows of one language."""

    code: str
    version: str
    level: str
    lexicon: Lexicon
    rules: dict[str, tuple[Rule, ...]]
    settings: dict[str, Any]
    triggers: Triggers
    signs: dict[str, frozenset[str]]
    evidence: Evidence

    def word(self, norm: str) -> Word | None:
        """What the pack knows of a folded word."""
        return self.lexicon.words.get(norm)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there is a pack for.

    >>> "en" in languages()
    True
    """
    return tuple(sorted(c for c in os.listdir(FOLDER) if os.path.exists(os.path.join(FOLDER, c, "pack.toml"))))


def fingerprint(code: str) -> str:
    """Hash of the pack's files, by name and content; every reading carries it."""
    digest = blake2b(digest_size=8)
    for path in files(code):
        with open(path, "rb") as stream:
            digest.update(os.path.basename(path).encode() + b"\0" + stream.read() + b"\0")
    return digest.hexdigest()


def files(code: str) -> list[str]:
    """Paths of the pack's files, in the order of their names."""
    folder = os.path.join(FOLDER, code)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".toml")]


def compiled_path(code: str, version: str) -> str:
    """Where the compiled form of a pack is kept."""
    return os.path.join(COMPILED, f"{code}-{version}-{FORM}.msgpack")


@cache
def language(code: str) -> Language:
    """The pack of a language, from its compiled form when that is fresh.

    Raises PackError when there is no such pack, or when one of its files is wrong (file and line named).
    """
    if code not in languages():
        hint = f"there are packs for: {', '.join(languages())}"
        raise PackError("T-P001", f"no pack for the language {code!r}", hint=hint)
    version = fingerprint(code)
    kept = compiled_path(code, version)
    if os.path.exists(kept):
        with open(kept, "rb") as stream:
            return msgspec.msgpack.decode(stream.read(), type=Language)
    from pathlib import Path

    from testigo.packs.build import compile_language, keep

    made = compile_language(code, version)
    keep(made, Path(kept))
    return made
