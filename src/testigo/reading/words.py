"""The folded words of a stretch of text, without their places: what looks over a text before it is read."""

from __future__ import annotations

import re

from testigo.reading.units import folded

_WORD, _LETTERS = re.compile(r"\w+"), re.compile(r"[^\W\d_]+")
_PLAIN = [chr(code) for code in range(128)]
_WORDS_APART = "".join(c if c.isalnum() or c == "_" else " " for c in _PLAIN)
_LETTERS_APART = "".join(c if c.isalpha() else " " for c in _PLAIN)
"""A blank in the place of every plain character that parts words: translating and splitting is the faster way."""


def words_of(text: str) -> list[str]:
    """Runs of letters, digits and underscores.

    >>> words_of("MS-13 killed 3rd Peña")
    ['ms', '13', 'killed', '3rd', 'pena']
    """
    return _parted(text, _WORDS_APART, _WORD)


def letters_of(text: str) -> list[str]:
    """Runs of letters alone.

    >>> letters_of("MS-13 killed 3rd Peña")
    ['ms', 'killed', 'rd', 'pena']
    """
    return _parted(text, _LETTERS_APART, _LETTERS)


def _parted(text: str, apart: str, runs: re.Pattern[str]) -> list[str]:
    plain = text.lower() if text.isascii() else folded(text)
    return plain.translate(apart).split() if plain.isascii() else runs.findall(plain)
