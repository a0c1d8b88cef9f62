"""Names of places as keys: what a gazetteer is asked by, however a name is spelt and printed."""

from __future__ import annotations

import re
from functools import lru_cache

from testigo.packs.folding import without_accents

_PLAIN = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e"}
"""Letters that no decomposition makes plain."""
_LETTERS = str.maketrans(_PLAIN)
_SILENT = re.compile(r"[.'’‘`´ʻʼʿʾ]")
"""Signs that one printer sets and another leaves out: *St. Louis*, *Sana'a*."""
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """Lower case without accents; apostrophes and full stops gone, all other signs made blanks.

    >>> key("Villa Unión"), key("Sana'a"), key("Port-au-Prince"), key("St. Louis"), key("Şırnak")
    ('villa union', 'sanaa', 'port au prince', 'st louis', 'sirnak')
    """
    plain = name.lower() if name.isascii() else without_accents(name.lower().translate(_LETTERS))
    return _BETWEEN.sub(" ", _SILENT.sub("", plain)).strip()


def plain_letters(name: str) -> str:
    """A name as a paper without its letters prints it.

    >>> plain_letters("Şırnak"), plain_letters("Łódź"), plain_letters("Peru")
    ('Sirnak', 'Lodz', 'Peru')
    """
    if name.isascii():
        return name
    return "".join(_cased(c) if c.lower() in _PLAIN else c for c in without_accents(name))


def _cased(letter: str) -> str:
    plain = _PLAIN[letter.lower()]
    return plain.capitalize() if letter.isupper() else plain


def skeleton(name: str) -> str:
    """What is left of a name however it is brought into Latin letters: its consonants, alike ones as one, none doubled.

    >>> skeleton("Jowzjān") == skeleton("Jawzjan"), skeleton("Sar-e Pol") == skeleton("Sari Pul")
    (True, True)
    """
    bones = _ALIKE.sub("", key(name).translate(_SOUNDS))
    return _DOUBLE.sub(r"\1", bones)


def sound(name: str) -> str:
    """A name as it is heard: its consonants, alike ones as one, none doubled, and each run of vowels as one sign.

    >>> sound("Baqouba") == sound("Ba'qubah"), sound("Mussayab") == sound("Musayyib"), sound("Mosul") == sound("Mislah")
    (True, True, False)
    """
    return _DOUBLE.sub(r"\1", _VOWELS.sub("a", key(name).translate(_SOUNDS)))


_SOUNDS = str.maketrans({"q": "k", "c": "k", "x": "k", "w": "v", "g": "k", "z": "s"})
"""Letters that printers of one name take for one another."""
_ALIKE = re.compile("[aeiouyvh ]")
_VOWELS = re.compile("[aeiouyh ]+")
_DOUBLE = re.compile(r"(.)\1+")
