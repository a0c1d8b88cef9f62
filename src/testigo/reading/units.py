"""Units: tokens, and what layers make of runs of them, as parallel lists.

A sentence is its units' symbols in a row; a layer finds runs in that string and puts one unit in the place of each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from testigo.packs.language import Language
from testigo.packs.lexicon import CAPITAL, LOUD, SMALL, Word

_TOKEN = re.compile(
    r"&\#?\w+;"  # a left-over HTML entity
    r"|â€."  # a quotation mark that was decoded wrongly
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|['’][^\W\d_]{1,2}(?![^\W_])"  # a clitic: 's, 't
    r"|[^\W\d_]+"
    r"|\S"
)
_CAPITAL = re.compile("[A-Z]")
_QUOTES = str.maketrans("’‘“”«»–—", '\'\'""""--')
LETTERS = {"": (), "capital": CAPITAL, "loud": LOUD, "small": SMALL}
"""What the letters of an unknown word add to its classes."""
_NOTHING: Mapping[str, Any] = {}


class Units(msgspec.Struct, frozen=True):
    """Parallel lists over one sentence: code-point spans, folded words, symbols (one a unit), values."""

    start: list[int]
    end: list[int]
    norm: list[str]
    symbols: str
    values: list[Any]

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points from the first unit to the last, which is left out."""
        return self.start[first], self.end[last - 1]


class Run(msgspec.Struct, frozen=True):
    """A run of units that becomes one: [first, last), its symbol and its values."""

    first: int
    last: int
    symbol: str
    values: Any


def folded(text: str) -> str:
    """Lower case without accents, curly signs made plain; the key of every look-up.

    >>> folded("Unión"), folded("’S")
    ('union', "'s")
    """
    text = text.lower().translate(_QUOTES)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


fold = lru_cache(maxsize=20_000)(folded)
"""The same for single words, which come again and again."""


def read_units(text: str, start: int, end: int, pack: Language) -> Units:
    """The tokens of a sentence, known phrases as one unit each."""
    words, phrases, shapes = pack.lexicon.words, pack.lexicon.phrases, pack.lexicon.shapes
    endings = tuple(pack.settings["endings"].items())
    matches = list(_TOKEN.finditer(text, start, end))
    raw = [m[0] for m in matches]
    loud, small = text[start:end].isupper(), _CAPITAL.search(text, start, end) is None
    norms = [fold(w) for w in raw]
    starts, ends, keep, symbols, values = [], [], [], [], []
    i = 0
    while i < len(raw):
        norm, word, length = norms[i], words.get(norms[i]), 1
        if norm in phrases:
            found = _phrase(phrases[norm], norms, i)
            if found:
                word, length = found, 1 + _length(phrases[norm], norms, i)
        capital = raw[i][0].isupper() and not loud
        if word is None:
            symbols.append(shapes[_shape(raw[i], norm, _letters(loud, small, capital), endings)])
            values.append(_NOTHING)
        else:
            symbols.append(word.capital if capital else word.symbol)
            values.append(word.values)
        starts.append(matches[i].start())
        ends.append(matches[i + length - 1].end())
        keep.append(norm if length == 1 else "_".join(norms[i : i + length]))
        i += length
    return Units(starts, ends, keep, "".join(symbols), values)


def reduced(units: Units, runs: Sequence[Run]) -> Units:
    """The units with each run in one piece; runs are in order and do not overlap."""
    if not runs:
        return units
    start: list[int] = []
    end: list[int] = []
    norm: list[str] = []
    values: list[Any] = []
    symbols: list[str] = []
    at = 0
    for run in runs:
        _copy(units, at, run.first, (start, end, norm, values))
        symbols += (units.symbols[at : run.first], run.symbol)
        start.append(units.start[run.first])
        end.append(units.end[run.last - 1])
        norm.append(" ".join(units.norm[run.first : run.last]))
        values.append(run.values)
        at = run.last
    _copy(units, at, len(units), (start, end, norm, values))
    symbols.append(units.symbols[at:])
    return Units(start, end, norm, "".join(symbols), values)


@lru_cache(maxsize=50_000)
def _shape(word: str, norm: str, letters: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Which of the pack's shapes an unknown word has: digits, a code, a sign, or a word by its ending."""
    if word[0].isdigit():
        return "code" if word[-1].isalpha() else "digits"
    if not word[0].isalpha():
        return "sign"
    fits = (name for name, ending in endings if norm.endswith(ending) and len(norm) > len(ending) + 2)
    classes = {"word", next(fits, "word")}
    return "+".join(sorted(classes | set(LETTERS[letters])))


def _phrase(options: tuple[tuple[tuple[str, ...], Word], ...], norms: list[str], i: int) -> Word | None:
    return next((word for rest, word in options if tuple(norms[i + 1 : i + 1 + len(rest)]) == rest), None)


def _length(options: tuple[tuple[tuple[str, ...], Word], ...], norms: list[str], i: int) -> int:
    return next(len(rest) for rest, _ in options if tuple(norms[i + 1 : i + 1 + len(rest)]) == rest)


def _letters(loud: bool, small: bool, capital: bool) -> str:
    return "loud" if loud else "small" if small else "capital" if capital else ""


def _copy(units: Units, first: int, last: int, into: tuple[list[int], list[int], list[str], list[Any]]) -> None:
    start, end, norm, values = into
    start += units.start[first:last]
    end += units.end[first:last]
    norm += units.norm[first:last]
    values += units.values[first:last]
