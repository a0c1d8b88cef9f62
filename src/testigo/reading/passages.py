"""Texts in two languages: each passage is read with the pack of its own, and what is read is one reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, TIMED, Reading, ReadSentence, signs_of
from testigo.packs.language import Language, language
from testigo.reading.dispatch import read
from testigo.reading.tongue import passages


def read_passages(text: str, pack: Language, *, body: int = 0, gated: bool = True) -> Reading:
    """Read a text as `read` does, and its passages in other languages with their packs: a paper may print the news
    once more in English below the Spanish. They tell of the same happenings, so all is one reading.
    """
    others = passages(text, pack.code)
    if not others:
        return read(text, pack, body=body, gated=gated)
    foreign = sorted(span for spans in others.values() for span in spans)
    own = read(_without(text, foreign), pack, body=body, gated=gated)
    return _one([own, *(_foreign(text, spans, code, body, gated=gated) for code, spans in others.items())])


def _foreign(text: str, spans: Sequence[Span], code: str, body: int, *, gated: bool) -> Reading:
    """What the passages in one other language tell; each sentence says which it is."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    reading = read(_without(text, [(a[1], b[0]) for a, b in pairwise(edges)]), language(code), body=body, gated=gated)
    return replace(reading, sentences=tuple(replace(sentence, tongue=code) for sentence in reading.sentences))


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in the place of some stretches: whatever else it holds keeps its place."""
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept += text[at:start], "".join(c if c == "\n" else " " for c in text[start:end])
        at = end
    return "".join((*kept, text[at:]))


def _one(readings: Sequence[Reading]) -> Reading:
    """One reading of several of one text, its sentences in text order and its paragraphs numbered anew."""
    told = sorted(
        ((s.span, (number, s.paragraph), s) for number, reading in enumerate(readings) for s in reading.sentences),
        key=lambda sentence: sentence[0],
    )
    numbers = {paragraph: i for i, paragraph in enumerate(dict.fromkeys(paragraph for _, paragraph, _ in told))}
    sentences = [_placed(s, at, numbers[paragraph]) for at, (_, paragraph, s) in enumerate(told)]
    named = sorted((side for reading in readings for side in reading.named), key=lambda side: side.span)
    return Reading(tuple(sentences), signs_of(reading.signs for reading in readings), tuple(named))


def _placed(sentence: ReadSentence, at: int, paragraph: int) -> ReadSentence:
    """A sentence where it stands in the whole text: one that tells of nobody shows the kind and time of the news near
    the beginning only, and a passage may begin far from it.
    """
    silent = not (sentence.findings or sentence.deeds or sentence.bonds)
    kinds = () if silent and at >= LEAD else sentence.kinds
    times = () if silent and at >= TIMED else sentence.times
    return replace(sentence, paragraph=paragraph, kinds=kinds, times=times)
