"""A language pack: its words, its rules and its settings, read from a folder of TOML files.

The compiled form is kept beside the packs, carries the hash of the files it was made from, and is made anew
when they change; so a pack is edited and tried without a build step.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.lexicon import Lexicon, Word

HERE = Path(__file__).parent
FOLDER = HERE / "languages"
COMPILED = HERE / "compiled"
FORM = 3
"""Raise it when packs are compiled in another way, so that what an older reader has kept is not taken for fresh."""


class Rule(msgspec.Struct, frozen=True):
    """One rule of a layer: a pattern over symbols, the symbols it cannot do without, and what it says.

    One of `needs` must be there because its author says so; one of each of `wants` because its pattern draws on it.
    """

    name: str
    layer: str
    source: str
    needs: str
    wants: tuple[str, ...]
    values: Mapping[str, Any]


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
    types: dict[str, frozenset[str]]

    def word(self, norm: str) -> Word | None:
        """What the pack knows of a folded word."""
        return self.lexicon.words.get(norm)


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there is a pack for.

    >>> "en" in languages()
    True
    """
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/pack.toml")))


def fingerprint(folder: Path) -> str:
    """Hash of the pack's files, by name and content; every reading carries it."""
    digest = blake2b(digest_size=8)
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def compiled_path(code: str, version: str) -> Path:
    """Where the compiled form of a pack is kept."""
    return COMPILED / f"{code}-{version}-{FORM}.msgpack"


@cache
def language(code: str) -> Language:
    """The pack of a language, from its compiled form when that is fresh.

    Raises PackError when there is no such pack, or when one of its files is wrong (file and line named).
    """
    folder = FOLDER / code
    if code not in languages():
        hint = f"there are packs for: {', '.join(languages())}"
        raise PackError("T-P001", f"no pack for the language {code!r}", hint=hint)
    version = fingerprint(folder)
    kept = compiled_path(code, version)
    if kept.exists():
        return msgspec.msgpack.decode(kept.read_bytes(), type=Language)
    from testigo.packs.build import compile_language, keep

    made = compile_language(folder, version)
    keep(made, kept)
    return made
