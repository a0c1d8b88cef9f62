"""Units: tokens, and what layers make of runs of them, as parallel lists.

A sentence is its units' symbols in a row; a layer finds runs in that string and puts one unit in the place of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from typing import Any

import msgspec

from testigo.packs.folding import folded as folded
from testigo.packs.language import Language
from testigo.packs.lexicon import CAPITAL, LOUD, NO_NAME, PLAIN, SMALL, Phrase, Word

_TOKEN = re.compile(
    r"(https?://\S+"  # an address: no number in it counts anybody
    r"|[A-Za-z]{2,}[^\W\d_]*"  # nearly every token; all kinds below begin in another way, so it may be tried first
    r"|&\#?\w+;"  # a left-over HTML entity
    r"|â€."  # a quotation mark that was decoded wrongly
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|['’][^\W\d_]{1,2}(?![^\W_])"  # a clitic: 's, 't
    r"|[^\W\d_]+"
    r"|\S)"
)
_CAPITAL = re.compile("[A-Z]")
_ACCENTED = re.compile("[àáâãèéêìíîòóôõùúû]")
"""Letters with accents, which show that who wrote a sentence writes them; *ñ* and *ü* are letters of their own."""
LETTERS = {"": (), "capital": CAPITAL, "loud": LOUD, "no_name": NO_NAME, "small": SMALL}
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


class _Token(msgspec.Struct, frozen=True, gc=False):
    """What is known of a token wherever it stands: its parts of Units, and the phrases it begins by their next word."""

    norm: str
    symbol: str
    values: Any
    capital: bool
    phrases: Mapping[str, Sequence[Phrase]]


class _Vocabulary:
    """The tokens met so far, under the letters of their sentence: the same few thousand make up nearly every text."""

    def __init__(self, pack: Language) -> None:
        self._lexicon = pack.lexicon
        self._endings = tuple(pack.settings["endings"].items())
        self._of_no_name = tuple(pack.settings["endings_of_no_name"])
        self.look_up = {
            (letters, accented): lru_cache(20_000)(partial(self._token, letters, accented))
            for letters in ("", "loud", "small")
            for accented in (False, True)
        }

    def _token(self, letters: str, accented: bool, raw: str) -> _Token:
        norm = folded(raw)
        capital = raw[0].isupper() and letters != "loud"
        word = self._word(raw, norm, accented=accented)
        if word is None:
            shape = _shape(raw, norm, self._letters(letters, norm, capital=capital), self._endings)
            symbol, values = self._lexicon.shapes[shape], _NOTHING
        else:
            symbol, values = word.capital if capital else word.symbol, word.values
        return _Token(norm, symbol, values, capital, _by_next_word(self._lexicon.phrases(norm)))

    def _letters(self, letters: str, norm: str, *, capital: bool) -> str:
        """What the letters of an unknown word tell of it, and those of a sentence in capitals by its ending."""
        if letters == "loud" and norm.endswith(self._of_no_name):
            return "no_name"
        return letters or ("capital" if capital else "")

    def _word(self, raw: str, norm: str, *, accented: bool) -> Word | None:
        """What is known of a word, under its own spelling where the pack tells that apart."""
        spelled = None
        if not raw.isascii():
            spelled = self._lexicon.word(raw.lower())
        elif accented:
            spelled = self._lexicon.word(PLAIN + norm)
        return spelled or self._lexicon.word(norm)


@cache
def _vocabulary(pack: Language) -> _Vocabulary:
    return _Vocabulary(pack)


def read_units(text: str, start: int, end: int, pack: Language) -> Units:
    """The tokens of a sentence, known phrases as one unit each."""
    sentence = text[start:end]
    letters = "loud" if sentence.isupper() else "small" if _CAPITAL.search(sentence) is None else ""
    pieces = _TOKEN.split(sentence)  # what lies between the tokens, and at odd places the tokens
    if len(pieces) == 1:
        return Units([], [], [], "", [])
    edges = list(accumulate(map(len, pieces), initial=start))
    accented = letters != "loud" and _ACCENTED.search(sentence) is not None
    tokens = list(map(_vocabulary(pack).look_up[letters, accented], pieces[1::2]))
    symbols = "".join([token.symbol for token in tokens])
    norms, values = [token.norm for token in tokens], [token.values for token in tokens]
    units = Units(edges[1:-1:2], edges[2::2], norms, symbols, values)
    return reduced(units, _phrases(tokens, units.norm), joint="_")


def _phrases(tokens: Sequence[_Token], norms: Sequence[str]) -> list[Run]:
    """The longest phrase at each place, none within another."""
    runs: list[Run] = []
    free = 0
    for i, token in enumerate(tokens):
        if token.phrases and i >= free and i + 1 < len(tokens):
            for rest, word in token.phrases.get(norms[i + 1], ()):
                last = i + 1 + len(rest)
                if tuple(norms[i + 1 : last]) == rest:
                    runs.append(Run(i, last, word.capital if token.capital else word.symbol, word.values))
                    free = last
                    break
    return runs


def _by_next_word(options: Sequence[Phrase]) -> Mapping[str, Sequence[Phrase]]:
    if not options:
        return _NOTHING
    phrases: dict[str, list[Phrase]] = {}
    for rest, word in options:
        phrases.setdefault(rest[0], []).append((rest, word))
    return phrases


def reduced(units: Units, runs: Sequence[Run], joint: str = " ") -> Units:
    """The units with each run in one piece, its words joined; runs are in order and do not overlap."""
    if not runs:
        return units
    start: list[int] = []
    end: list[int] = []
    norm: list[str] = []
    symbols: list[str] = []
    values: list[Any] = []
    at = 0
    for run in runs:
        _copy(units, at, run.first, (start, end, norm, values))
        symbols += (units.symbols[at : run.first], run.symbol)
        start.append(units.start[run.first])
        end.append(units.end[run.last - 1])
        norm.append(joint.join(units.norm[run.first : run.last]))
        values.append(run.values)
        at = run.last
    _copy(units, at, len(units), (start, end, norm, values))
    symbols.append(units.symbols[at:])
    return Units(start, end, norm, "".join(symbols), values)


def _shape(word: str, norm: str, letters: str, endings: tuple[tuple[str, str], ...]) -> str:
    """Which of the pack's shapes an unknown word has: digits, a code, a sign, or a word by its ending."""
    if word[0].isdigit():
        return "code" if word[-1].isalpha() else "digits"
    if not word[0].isalpha():
        return "sign"
    fits = (name for name, ending in endings if norm.endswith(ending) and len(norm) > len(ending) + 2)
    classes = {"word", next(fits, "word")}
    return "+".join(sorted(classes | set(LETTERS[letters])))


def _copy(units: Units, first: int, last: int, into: tuple[list[int], list[int], list[str], list[Any]]) -> None:
    start, end, norm, values = into
    start += units.start[first:last]
    end += units.end[first:last]
    norm += units.norm[first:last]
    values += units.values[first:last]
