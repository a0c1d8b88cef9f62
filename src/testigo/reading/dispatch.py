"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testigo.model.dispatch import Span
from testigo.model.reading import Reading, ReadSentence
from testigo.packs.language import Language
from testigo.reading.measures import read_ages, read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.outcomes import read_outcomes
from testigo.reading.people import read_people
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.times import read_times, times_of
from testigo.reading.units import Units, fold, read_units

_WORD = re.compile(r"\w+")


def read(text: str, pack: Language, *, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences without a trigger word are passed over; the result is the same."""
    return Reading(tuple(_sentences(text, pack, gated=gated)))


def timed(text: str, span: Span, pack: Language) -> Units:
    """A sentence's units with numbers, ages and times in one piece each."""
    units = read_units(text, *span, pack)
    for layer in (read_numbers, read_ages, read_times):
        units = layer(units, pack)
    return units


def layered(text: str, span: Span, pack: Language) -> Units:
    """A sentence's units with numbers, times, measures and people in one piece each."""
    return _peopled(timed(text, span, pack), pack)


def _peopled(units: Units, pack: Language) -> Units:
    for layer in (read_measures, read_quantities, read_people):
        units = layer(units, pack)
    return units


def _sentences(text: str, pack: Language, *, gated: bool) -> Iterator[ReadSentence]:
    for number, (start, end) in enumerate(paragraphs(text)):
        for span in sentences(text, start, end, pack):
            if not gated or _triggered(text[span[0] : span[1]], pack):
                yield _read_sentence(text, span, number, pack)


def _triggered(sentence: str, pack: Language) -> bool:
    return not pack.triggers.isdisjoint(_WORD.findall(fold(sentence) if not sentence.isascii() else sentence.lower()))


def _read_sentence(text: str, span: Span, number: int, pack: Language) -> ReadSentence:
    known = timed(text, span, pack)
    units = _peopled(known, pack)
    return ReadSentence(
        span,
        number,
        findings=read_outcomes(units, "toll", pack),
        forces=read_outcomes(units, "force", pack),
        times=times_of(known),
    )
