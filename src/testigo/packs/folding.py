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
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))
