"""Paragraphs and sentences as spans of the untouched text.

Wire text comes hard-wrapped, in capitals, in lower case, with crossheads, or with blanks around every sign; a
line break is a boundary only where the layout says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from testigo.model.dispatch import Span
from testigo.packs.language import Language

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_STOP = re.compile(r"""[.!?…]+(?:[ \t]*["”’»')\]]+(?=\s|$))?(?=\s|$|[A-Z"“])""")
_FIRST_WORD = re.compile(r"\w+")
_OF_NO_WORD = re.compile(r"[^\w.]")
_NEXT = re.compile(r"""[\s"“”‘’'«»(\[-]*(\S)""")
_CAPITAL = re.compile("[A-Z]")
_LONGEST = 12
"""Code points of an abbreviation."""
_WINDOW = 2000
_RARE = 250
"""A text with fewer than one capital in so many characters is written in small letters."""
_WRAPPED_LINES = 3
_WRAP = range(45, 100)


def paragraphs(text: str) -> Iterator[Span]:
    r"""Spans between blank lines; single line breaks count too, unless the text is hard-wrapped.

    >>> list(paragraphs("Two men died.\n\nA third was hurt."))
    [(0, 13), (15, 32)]
    """
    for start, end in _between(_BLANK_LINE, text, 0, len(text)):
        if _hard_wrapped(text[start:end]):
            yield start, end
        else:
            yield from _between(_LINE, text, start, end)


def sentences(text: str, start: int, end: int, pack: Language) -> Iterator[Span]:
    """Sentence spans of one paragraph; abbreviations of the pack do not end one."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_here(text, stop, end, pack):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _between(border: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    cuts = [start, *(edge for m in border.finditer(text, start, end) for edge in m.span()), end]
    for begin, stop in zip(cuts[::2], cuts[1::2], strict=True):
        yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without the blanks around it, if there is anything else."""
    part = text[start:end].rstrip()
    if part:
        yield start + len(part) - len(part.lstrip()), start + len(part)


def _hard_wrapped(block: str) -> bool:
    """Whether all lines but the last are of about one length and few of them end a sentence."""
    lines = [line.strip() for line in block.split("\n")]
    if len(lines) < _WRAPPED_LINES:
        return len(lines) == 1 or (len(lines[0]) in _WRAP and lines[0][-1:] not in ".!?\"”'")
    inner = lines[:-1]
    whole = sum(len(line) in _WRAP or line[-1:] in ".!?" for line in inner)  # a paragraph within it may end short
    ended = sum(line[-1:] in ".!?" for line in inner)
    return whole >= 0.8 * len(inner) and ended <= 0.4 * len(inner)


def _ends_here(text: str, stop: re.Match[str], end: int, pack: Language) -> bool:
    if stop[0][0] != ".":
        return True
    after = _NEXT.match(text, stop.end(), end)
    if after is None:
        return True
    before = _OF_NO_WORD.split(text[max(0, stop.start() - _LONGEST) : stop.start()].removesuffix("\n"))[-1].lower()
    if before in _abbreviations(pack):
        return False
    if (len(before) == 1 and before.isalpha()) or ("." in before and before.replace(".", "").isalpha()):
        return before in pack.settings["abbreviations_that_may_end"] and _opens(text, after.start(1), pack)
    return not after[1].islower() or (before.islower() and _all_lower(text, end))


@cache
def _abbreviations(pack: Language) -> frozenset[str]:
    return frozenset(pack.settings["abbreviations"])


def _opens(text: str, at: int, pack: Language) -> bool:
    """Whether a word begins a sentence after *the U.S.* or *5 p.m.*, by a capital that it would not have within one."""
    word = _FIRST_WORD.match(text, at)
    if word is None or not word[0][0].isupper() or (len(word[0]) > 1 and word[0].isupper()):
        return False
    return word[0].lower() in pack.settings["openers"]


@lru_cache(maxsize=1)
def _all_lower(text: str, end: int) -> bool:
    """Whether the text around is written without capitals, where a small letter may begin a sentence.

    Every full stop of a paragraph asks it of the paragraph's end, so the last answer is kept.
    """
    window = text[max(0, end - _WINDOW) : end]
    return len(_CAPITAL.findall(window)) * _RARE < len(window)
