"""Whether the words of a count hold a number: *dozens* and *several* hold none, *at least 20* holds one."""

from __future__ import annotations

import re

from testigo.packs.folding import folded
from testigo.packs.language import Language, language, languages

_WORD = re.compile(r"\w+")
_NUMBERS = ("num.unit", "num.tens", "num.hundred", "num.hundreds", "num.scale", "num.dozen")


def is_vague(text: str, lang: str) -> bool:
    """Whether the words of a count in a language are a vague word or a bare plural; False where there is no pack.

    >>> [is_vague(text, "en") for text in ("dozens", "several hundred", "gunmen", "at least 20", "more than twenty")]
    [True, True, True, False, False]
    """
    words = _WORD.findall(folded(text))
    if lang not in languages() or any(word.isdigit() for word in words):
        return False
    pack = language(lang)
    numbers = set(pack.lexicon.having(*_NUMBERS))
    return _has_vague_word(words, pack) or not any(_symbol(word, pack) in numbers for word in words)


def _has_vague_word(words: list[str], pack: Language) -> bool:
    vague = set(pack.lexicon.having("vague"))
    phrases = (
        known
        for i, first in enumerate(words)
        for rest, known in pack.lexicon.phrases(first)
        if tuple(words[i + 1 : i + 1 + len(rest)]) == rest
    )
    return any(_symbol(word, pack) in vague for word in words) or any(known.symbol in vague for known in phrases)


def _symbol(word: str, pack: Language) -> str:
    known = pack.lexicon.word(word)
    return known.symbol if known else ""
