"""How words are made comparable: the key of every look-up."""

from __future__ import annotations

import unicodedata

_QUOTES = str.maketrans("’‘“”«»–—", '\'\'""""--')


def folded(text: str) -> str:
    """Lower case without accents, curly signs made plain.

    >>> folded("Unión"), folded("’S")
    ('union', "'s")
    """
    text = text.lower().translate(_QUOTES)
    return text if text.isascii() else without_accents(text)


def without_accents(text: str) -> str:
    """The letters of a text without the signs that are set on them.

    >>> without_accents("Unión")
    'Union'
    """
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))
