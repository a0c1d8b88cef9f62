"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from testigo.model.dispatch import Span
from testigo.model.reading import Reading, ReadSentence, Signs
from testigo.packs.language import Language
from testigo.reading.cues import read_cues
from testigo.reading.measures import read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.outcomes import read_outcomes, read_parts
from testigo.reading.people import read_people
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.units import Units, fold, read_units

_WORD = re.compile(r"\w+")


def read(text: str, pack: Language, *, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences without a trigger word are passed over; the result is the same."""
    return Reading(tuple(_sentences(text, pack, gated=gated)))


def layered(text: str, span: Span, pack: Language) -> Units:
    """A sentence's units with numbers, measures and people in one piece each."""
    units = read_units(text, *span, pack)
    for layer in (read_numbers, read_measures, read_quantities, read_people):
        units = layer(units, pack)
    return units


def _sentences(text: str, pack: Language, *, gated: bool) -> Iterator[ReadSentence]:
    for number, (start, end) in enumerate(paragraphs(text)):
        for span in sentences(text, start, end, pack):
            words = _words(text[span[0] : span[1]])
            plain = ReadSentence(span, number, _signs(words, pack))
            yield plain if gated and pack.triggers.isdisjoint(words) else _in_depth(text, plain, pack)


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.lower() if sentence.isascii() else fold(sentence))


def _signs(words: list[str], pack: Language) -> Signs:
    unique = set(words)
    return Signs(len(unique & pack.signs["violent"]), len(unique & pack.signs["calm"]))


def _in_depth(text: str, sentence: ReadSentence, pack: Language) -> ReadSentence:
    units = layered(text, sentence.span, pack)
    tolls, forces = read_outcomes(units, "toll", pack), read_outcomes(units, "force", pack)
    if not tolls and not forces:
        return sentence
    parts, cues = read_parts(units, pack), read_cues(units, pack)
    return msgspec.structs.replace(sentence, findings=tolls, forces=forces, parts=parts, cues=cues)
