"""What other reports of the same happening are found by: no words, so it may stay when a text has to go."""

from __future__ import annotations

import re
from binascii import crc32
from collections.abc import Iterable

import msgspec

WIDTH = 4
"""Characters of one hash of a trace: 24 bits in letters that sort as the numbers do."""
_BITS = 0xFFFFFF
_LETTERS = "".join(map(chr, (43, *range(47, 58), *range(65, 91), *range(97, 123))))
"""Sixty-four, those of base64, in their order, so that hashes as they are written sort as their numbers do."""
_SIXES = (18, 12, 6, 0)
_WORD, _SHORT = re.compile(r"\w+"), 3
"""A word of a place's name; one of so few letters says too little of it."""


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Hashes of what is rare in an account's words, `WIDTH` characters each, in their order.

    `words` are of single names and numbers, `pairs` of two names side by side, `towns` of what marks the towns that it
    names, wherever it happened; `names` are the full names of those it
    counts or accuses, `quotes` the media whose word it passes on. `sketch` is a sample of the wording of the whole
    text, which has `length` turns of phrase; it stands in the first account of a dispatch alone.
    """

    words: str = ""
    pairs: str = ""
    towns: str = ""
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    sketch: str = ""
    length: int = 0


def marks(written: str) -> frozenset[str]:
    """The hashes that stand in one string.

    >>> sorted(marks("AAAABBBB"))
    ['AAAA', 'BBBB']
    """
    return frozenset(written[i : i + WIDTH] for i in range(0, len(written), WIDTH))


def smallest(things: Iterable[str], most: int) -> str:
    """The hashes of things, of more than `most` the smallest, one after the other."""
    hashes = sorted({crc32(thing.encode("utf-8", "surrogatepass")) & _BITS for thing in things if thing})
    return "".join(_LETTERS[one >> shift & 63] for one in hashes[:most] for shift in _SIXES)


def marking(place: str) -> str:
    """The word of a place's folded name that it is known by in traces, the longest; empty where all are too short.

    >>> marking("san juan de korumba"), marking("ica")
    ('korumba', '')
    """
    word = max(_WORD.findall(place), key=len, default="")
    return word if len(word) > _SHORT else ""
