"""Names of actors in a dispatch: those of the registry, and groups that the dispatch itself introduces by initials."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from testigo.model.actor import Sense
from testigo.model.dispatch import Span
from testigo.packs.actor import registry
from testigo.packs.folding import folded
from testigo.packs.language import Language

_WORD = re.compile(r"(\w+)")
_GAP = r"[\s'’/.–-]{0,3}"
"""What may stand between the words of one name."""
_INITIALS = re.compile(r"[(\[]\s*([^\W\d_](?:[^\W_]|-){1,9})\s*[)\]]")
_MOST = 10
"""Words of a name that is introduced with its initials."""
_LOWER = re.compile(r"[a-z]")
_UPPER = re.compile(r"[A-Z]")

Named = tuple[Span, tuple[Sense, ...]]
"""Where a name stands and whom it can mean; nobody of the registry for a group that only the dispatch knows."""


class Names:
    """The names of one dispatch; they are looked for when first asked for, and once."""

    def __init__(self, text: str, pack: Language) -> None:
        self._text, self._pack = text, pack
        self._named: tuple[Named, ...] | None = None
        self._starts: list[int] = []
        self._introduced: Mapping[str, tuple[Sense, ...]] = {}
        self._spelled_out: dict[int, Named] = {}
        """Names that stand before their initials in brackets, by where they begin."""

    def within(self, span: Span) -> tuple[Named, ...]:
        """Names that begin in a stretch of the text, in order."""
        if self._named is None:
            self._introduced = dict(self._introductions())
            self._named = tuple(self._all())
            self._starts = [name[0] for name, _ in self._named]
        return self._named[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    @cached_property
    def _words(self) -> list[str]:
        """The words of the text as they are written."""
        return _WORD.findall(self._text)

    @cached_property
    def _spans(self) -> list[Span]:
        """Where the words stand; asked for only where a name may be."""
        edges = list(accumulate(map(len, _WORD.split(self._text))))
        return list(zip(edges[::2], edges[1::2], strict=False))

    def _all(self) -> Iterator[Named]:
        """The longest name at each place, none within another."""
        plain = self._text.isascii()
        norms = _WORD.findall(self._text.lower()) if plain else list(map(folded, self._words))
        begins = registry().begins.union(self._introduced) if self._introduced else registry().begins
        places = [i for i, norm in enumerate(norms) if norm in begins]
        if self._spelled_out:
            starts = [a for a, _ in self._spans]
            places = sorted({*places, *(bisect_left(starts, start) for start in self._spelled_out)})
        mixed, free = _is_mixed(self._text), 0
        for i in places:
            named = self._at(i, norms, mixed=mixed)
            if named is not None and named[0][0] >= free:
                free = named[0][1]
                yield named

    def _at(self, i: int, norms: Sequence[str], *, mixed: bool) -> Named | None:
        if self._spelled_out and self._spans[i][0] in self._spelled_out:
            return self._spelled_out[self._spans[i][0]]
        following = norms[i + 1 : i + 2]
        for rest, senses in registry().names.get(norms[i], ()):
            if rest and [rest[0]] != following:
                continue
            last = i + len(rest)
            if tuple(norms[i + 1 : last + 1]) == rest and (not rest or self._joined(self._spans[i : last + 1])):
                kept = tuple(s for s in senses if not mixed or self._written(i, last, s.letters))
                if kept:
                    return (self._spans[i][0], self._spans[last][1]), kept
        if norms[i] in self._introduced and (not mixed or self._words[i].isupper()):
            return self._spans[i], self._introduced[norms[i]]
        return None

    def _joined(self, words: Sequence[Span]) -> bool:
        pairs = pairwise(words)
        return all(re.fullmatch(_GAP, self._text[a[1] : b[0]]) for a, b in pairs)

    def _written(self, first: int, last: int, letters: str) -> bool:
        """Whether the words are written as the name is: initials in capitals, names with one."""
        return all(_fits(word, letter) for word, letter in zip(self._words[first : last + 1], letters, strict=True))

    def _introductions(self) -> Iterator[tuple[str, tuple[Sense, ...]]]:
        """*Army of the Red River (ARR)*: initials with whom the full name means; the full name is kept as a name."""
        for match in _INITIALS.finditer(self._text):
            initials = match[1]
            before = [
                (m.start(), m.end()) for m in _WORD.finditer(self._text, max(0, match.start() - 150), match.start())
            ]
            full = self._spelled(initials, before[-_MOST:])
            if full is not None:
                norms = [folded(self._text[a:b]) for a, b in before if a >= full[0]]
                if not self._pack.signs["org_words"].isdisjoint(norms):
                    senses = self._senses(norms)
                    self._spelled_out[full[0]] = full, senses
                    yield folded(initials), senses

    def _senses(self, norms: Sequence[str]) -> tuple[Sense, ...]:
        options = registry().names.get(norms[0], ())
        return next((senses for rest, senses in options if rest == tuple(norms[1:])), ())

    def _spelled(self, initials: str, words: Sequence[Span]) -> Span | None:
        """The shortest run of words right before the bracket whose capitals, or first letters, spell the initials."""
        letters = folded(initials).replace("-", "")
        for first in range(len(words) - 1, -1, -1):
            run = words[first:]
            firsts = [folded(self._text[a:b])[:1] for a, b in run]
            if firsts[0] == letters[0] and self._text[run[0][0]].isupper() and _spells(letters, firsts):
                return run[0][0], run[-1][1]
        return None


def _spells(letters: str, firsts: Sequence[str]) -> bool:
    """Whether the letters are found among the first letters in order, with few words to spare.

    >>> _spells("arr", ["a", "o", "t", "r", "r"]), _spells("arr", ["a", "r"])
    (True, False)
    """
    rest = iter(firsts)
    return len(firsts) <= 2 * len(letters) and all(letter in rest for letter in letters)


def _fits(word: str, letter: str) -> bool:
    if letter == "u":
        return word == word.upper()
    return letter == "l" or not word[0].islower()


def _is_mixed(stretch: str) -> bool:
    """Whether capitals say something here: neither all letters are capitals nor none."""
    return _LOWER.search(stretch) is not None and _UPPER.search(stretch) is not None
