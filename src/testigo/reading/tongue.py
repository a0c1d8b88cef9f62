"""Which language a text is in: a vote of the small words that hold its sentences together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from testigo.model.dispatch import UNDETERMINED, Span
from testigo.model.record import Issue
from testigo.packs.function_words import function_words
from testigo.packs.language import languages, vocabulary
from testigo.reading.words import letters_of

ENOUGH = 1_500
"""Code points of a text that vote: more make it hardly ever surer."""
_LEAST, _DENSE = 2.0, 0.05
"""Votes that a language needs to be known, and how many more for each word: codes and tables hold few."""
_OF_A_WORD = 6
"""Votes that one word has at most: *EST* in a list of hours is not French."""
_AHEAD = 1.2
"""How many times the votes of the next language."""
_OF_A_LINE = 4.0
"""Votes for another language that a line needs, and twice the text's own: a title or a slogan is none."""
_WORDS_OF_A_LINE, _OWN = 8, 0.3
"""Words of a line that is looked at, and the share of small words with which it is the text's language anyway."""
_OF_A_NEIGHBOUR = 1.0
"""Votes for another language that a line beside a passage needs to belong to it."""
_IN_A_NAME = 2
"""Small words that may stand between the capitals of one name: *San José de la Mariquina*."""
_A_LOOK = 160
"""Code points of a line that tell whether all of it is worth a look."""


class Tongue(msgspec.Struct, frozen=True):
    """What a text's small words say: votes by language, the most voted first, and whether that leaves no doubt."""

    votes: Mapping[str, float]
    sure: bool = False

    @property
    def code(self) -> str:
        """The language most voted for; `und` where nothing votes."""
        return next(iter(self.votes), UNDETERMINED)


class Choice(msgspec.Struct, frozen=True):
    """The language to read a text in, and what a person should know of the choice."""

    code: str
    doubts: tuple[Issue, ...] = ()


def tongue_of(text: str) -> Tongue:
    """The language of a text, which need not be one that there is a pack for.

    >>> tongue_of("The guards were taken to the hospital, and two of them have died.").code, tongue_of("42 %").code
    ('en', 'und')
    """
    words = letters_of(text)
    votes = dict(sorted(_votes(words).items(), key=lambda pair: -pair[1]))
    most, next_most = [*votes.values(), 0.0, 0.0][:2]
    sure = most >= _LEAST + _DENSE * len(words) and most >= _AHEAD * next_most
    return Tongue(votes, sure)


def chosen(text: str) -> Choice:
    """The language to read a text in. What is in doubt is read in the likeliest language that there is a pack for.

    >>> [doubt.code for doubt in chosen("Gunmen kill five guards").doubts]
    ['undetermined_language']
    """
    tongue = tongue_of(text[:ENOUGH])
    if tongue.code not in languages() and len(text) > ENOUGH:
        tongue = tongue_of(text)  # before a text is left unread all of it is heard: notices may stand at its head
    if not tongue.sure:
        return _guessed(text, tongue)
    code = tongue.code
    if code in languages():
        return Choice(code, tuple(_mixed(text, code)))
    message = f"the text is in the language {code!r}, for which there is no pack; there are: {', '.join(languages())}"
    return Choice(code, (Issue(code="no_language_pack", message=message),))


def _guessed(text: str, tongue: Tongue) -> Choice:
    """Short texts, lists, halves of two languages: nothing that a pack could read is lost for want of small words."""
    code = next((code for code in tongue.votes if code in languages()), UNDETERMINED)
    if code == UNDETERMINED or tongue.votes[code] < _LEAST:
        code = closest_pack(text) or code
    done = "nothing was read" if code == UNDETERMINED else f"it was read as {code!r}"
    message = f"the text does not tell its language; {done}. Say it with --lang or in the field lang."
    return Choice(code, tuple(_mixed(text, code)) or (Issue(code="undetermined_language", message=message),))


def closest_pack(text: str) -> str:
    """The pack that knows most words of a text too short to vote; none where no pack knows any.

    >>> closest_pack("Gunmen kill five guards"), closest_pack("42 %")
    ('en', '')
    """
    words = letters_of(text[:ENOUGH])
    known = {code: sum(map(vocabulary(code).__contains__, words)) for code in languages()}
    best = max(known, key=lambda code: known[code], default="")
    return best if known.get(best) else ""


def passages(text: str, code: str) -> dict[str, list[Span]]:
    """The lines of a text that are in another language than its own, by languages that there is a pack for.

    A line that by itself shows too little belongs to the passage beside it, if its small words lean that way. Where no
    line is in the text's own language, whoever named it is believed.
    """
    lines = _lines(text)
    found = {number: other for number, other in _foreign_lines(text, code) if other in languages()}
    for start, other in list(found.items()):
        for step in (-1, 1):
            beside = start + step
            while 0 <= beside < len(lines) and beside not in found and _leans(text[slice(*lines[beside])], other, code):
                found[beside] = other
                beside += step
    spans: dict[str, list[Span]] = {}
    for number in sorted(found) if len(found) < len(lines) else ():
        spans.setdefault(found[number], []).append(lines[number])
    return spans


def _lines(text: str) -> list[Span]:
    """The lines of a text that are not blank."""
    lines, begin = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append((begin, begin + len(line)))
        begin += len(line) + 1
    return lines


@lru_cache(maxsize=1)
def _foreign_lines(text: str, code: str) -> tuple[tuple[int, str], ...]:
    """The numbers of lines in another language without a doubt, with it; their beginnings are looked at first. It is
    asked for of one text twice: when its language is chosen, and when it is read.
    """
    own = _small_words(code)
    found = []
    for number, (start, end) in enumerate(_lines(text)):
        line = text[start:end]
        if _is_odd(letters_of(line[:_A_LOOK]), own) and _is_odd(letters_of(line), own):
            other = _other(_votes(letters_of(_prose(line))), code)
            if other is not None:
                found.append((number, other))
    return tuple(found)


def _prose(line: str) -> str:
    """A line without its names and titles, whose small words may be of any language; all of a line in capitals.

    >>> _prose("Gunmen kill 20 guards, San José de la Mariquina"), _prose("The Man Who Was Not There")
    ('Gunmen kill 20 guards,', '')
    """
    words = line.split()
    capitals = [i for i, word in enumerate(words) if word[0].isupper()]
    if line.isupper():
        return line
    named = {i for a, b in pairwise(capitals) if b - a <= _IN_A_NAME + 1 for i in range(a, b + 1)}
    return " ".join(word for i, word in enumerate(words) if i not in named)


def _is_odd(words: Sequence[str], own: frozenset[str]) -> bool:
    """Whether many words hold few small words of the text's language."""
    return len(words) >= _WORDS_OF_A_LINE and sum(map(own.__contains__, words)) < _OWN * len(words)


def _other(votes: Mapping[str, float], code: str) -> str | None:
    """The language, other than the text's own, that a line's small words leave no doubt of."""
    other = max(votes, key=lambda other: votes[other], default=code)
    return other if votes.get(other, 0) >= max(_OF_A_LINE, 2 * votes.get(code, 0)) else None


def _leans(line: str, other: str, code: str) -> bool:
    """Whether a line has more small words of another language than of the text's own."""
    votes = _votes(letters_of(_prose(line)))
    return votes.get(other, 0) >= max(_OF_A_NEIGHBOUR, votes.get(code, 0))


def _mixed(text: str, code: str) -> Iterator[Issue]:
    """An issue for each other language that whole lines are in."""
    lines, read = _lines(text), passages(text, code)
    found: dict[str, list[Span]] = {}
    for number, other in _foreign_lines(text, code):
        found.setdefault(other, []).append(lines[number])
    for other, spans in found.items():
        told = "were read as such" if other in read else "were not understood"
        message = f"lines in the language {other!r} ({len(spans)}) stand in a text in {code!r}; they {told}."
        yield Issue(code="mixed_languages", span=spans[0], message=message)


@cache
def _small_words(code: str) -> frozenset[str]:
    return frozenset(word for word, codes in function_words().languages.items() if code in codes)


def _votes(words: Sequence[str]) -> defaultdict[str, float]:
    """Votes by language: each word has one wherever it stands, which languages that share the word divide."""
    table = function_words().languages
    votes: defaultdict[str, float] = defaultdict(float)
    for word, times in Counter(words).items():
        codes = table.get(word, ())
        for code in codes:
            votes[code] += min(times, _OF_A_WORD) / len(codes)
    return votes
