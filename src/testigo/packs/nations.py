"""Which country words name, by its name or by its people: *the government of Mexico*, *Israeli officials*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from testigo.packs.folding import folded
from testigo.packs.language import language, languages

_WORD = re.compile(r"\w+(?:[.\-]\w+)*")


@lru_cache(maxsize=8192)
def nation_named(text: str, lang: str) -> str | None:
    """The ISO 3166-1 code of the only country that words in a language name; None where they name none, or several.

    >>> [nation_named(text, "en") for text in ("Israeli officials", "the U.S. military", "the governor")]
    ['IL', 'US', None]
    """
    if lang not in languages():
        return None
    names = _names(lang)
    words = _WORD.findall(text)
    runs = (tuple(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + _LONGEST, len(words)) + 1))
    found = {names[key] for run in runs if (key := _key(run)) in names}
    return found.pop() if len(found) == 1 else None


_LONGEST = 4
"""Words of the longest name of a country that is looked for."""


def _key(words: tuple[str, ...]) -> str:
    """How names are compared: folded, but for a short one in capitals, which may be another word in small letters."""
    name = " ".join(words)
    return name if name.isupper() and len(words) == 1 else folded(name)


@cache
def _names(lang: str) -> Mapping[str, str]:
    named: dict[str, set[str]] = {}
    for code, country in language(lang).settings.get("countries", {}).items():
        for name in f"{country.get('words', '')} {country.get('forms', '')}".split():
            words = tuple(_WORD.findall(name.replace("_", " ")))
            named.setdefault(_key(words), set()).add(code)
            if not name.isupper():
                named.setdefault(name.replace("_", " ").upper(), set()).add(code)  # a wire in capitals
    return {name: codes.pop() for name, codes in named.items() if len(codes) == 1}
