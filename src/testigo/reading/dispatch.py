"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testigo.model.dispatch import Span
from testigo.model.reading import Reading, ReadSentence, Voice
from testigo.packs.language import Language
from testigo.reading.cues import read_cues
from testigo.reading.hedges import read_hedges
from testigo.reading.measures import read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.outcomes import read_outcomes, read_parts
from testigo.reading.people import read_people
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.units import Units, fold, read_units
from testigo.reading.voices import Spans, Voices

_WORD = re.compile(r"\w+")


def read(text: str, pack: Language, *, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences without a trigger word are passed over; the result is the same."""
    return Reading(tuple(_sentences(text, pack, gated=gated)))


def hear(text: str, pack: Language) -> Iterator[Voice]:
    """The voices of every sentence, whatever it tells of."""
    spans, voices = _voices(text, pack)
    for i in range(len(spans)):
        yield from voices.of(i)


def layered(text: str, span: Span, pack: Language) -> Units:
    """A sentence's units with numbers, measures and people in one piece each."""
    return _layered(read_units(text, *span, pack), pack)


def _layered(units: Units, pack: Language) -> Units:
    for layer in (read_numbers, read_measures, read_quantities, read_people):
        units = layer(units, pack)
    return units


def _sentences(text: str, pack: Language, *, gated: bool) -> Iterator[ReadSentence]:
    spans, voices = _voices(text, pack)
    for i, (_, span) in enumerate(spans):
        if not gated or _triggered(text[span[0] : span[1]], pack):
            yield _read_sentence(text, i, spans, voices, pack)


def _voices(text: str, pack: Language) -> tuple[Spans, Voices]:
    """The spans of all sentences, each with its paragraph's number, and their voices, not yet heard."""
    parts = tuple(paragraphs(text))
    spans = [(number, span) for number, part in enumerate(parts) for span in sentences(text, *part, pack)]
    return spans, Voices(text, spans, parts, pack)


def _triggered(sentence: str, pack: Language) -> bool:
    return not pack.triggers.isdisjoint(_WORD.findall(fold(sentence) if not sentence.isascii() else sentence.lower()))


def _read_sentence(text: str, i: int, spans: Spans, voices: Voices, pack: Language) -> ReadSentence:
    number, span = spans[i]
    bare = read_units(text, *span, pack)
    units = _layered(bare, pack)
    tolls, forces = read_outcomes(units, "toll", pack), read_outcomes(units, "force", pack)
    if not tolls and not forces:
        return ReadSentence(span, number)
    parts, cues = read_parts(units, pack), read_cues(units, pack)
    return ReadSentence(span, number, tolls, forces, parts, cues, voices.of(i, bare), read_hedges(bare, pack))
