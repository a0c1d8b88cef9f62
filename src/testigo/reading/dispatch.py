"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, Reading, ReadSentence, Signs, Voice
from testigo.model.timewords import TimeMention
from testigo.packs.language import Language
from testigo.reading.cues import read_cues
from testigo.reading.deeds import read_bonds, read_deeds
from testigo.reading.hedges import read_hedges
from testigo.reading.measures import read_ages, read_measures
from testigo.reading.names import Named, Names
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.outcomes import read_outcomes, read_parts, tells_states
from testigo.reading.people import read_people
from testigo.reading.rules import promising
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.sides import Acting, named_sides, with_names, with_objects
from testigo.reading.times import read_times, times_of
from testigo.reading.units import Units, folded, read_units
from testigo.reading.unread import unread_figures
from testigo.reading.voices import Spans, Voices

CLAIM_LAYERS = ("toll", "force", "tally")
SIDE_LAYERS = ("deed", "bond")
_WORD = re.compile(r"\w+")


def read(text: str, pack: Language, *, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences without a trigger are passed over, and a text without one is not even
    split into sentences; the claims are the same.
    """
    if gated and not pack.triggers.pulled_by(_words(text)):
        return Reading(())
    names = Names(text, pack)
    read = tuple(_sentences(text, names, pack, gated=gated))
    told = any(sentence.deeds for sentence in read)
    spans = [sentence.span for sentence in read] if told else []
    return Reading(read, tuple(side for span in spans for side in named_sides(names.within(span), text, pack)))


def hear(text: str, pack: Language) -> Iterator[Voice]:
    """The voices of every sentence, whatever it tells of."""
    spans, voices = _voices(text, pack)
    for i in range(len(spans)):
        yield from voices.of(i)


def times_in(text: str, pack: Language) -> Iterator[TimeMention]:
    """The times of every sentence, whatever it tells of; a text that names its day only beside a count needs them."""
    for part in paragraphs(text):
        for span in sentences(text, *part, pack):
            yield from _times(text, span, pack)


def timed(units: Units, pack: Language) -> Units:
    """A sentence's units with numbers, ages and times in one piece each."""
    for layer in (read_numbers, read_ages, read_times):
        units = layer(units, pack)
    return units


def _peopled(units: Units, pack: Language) -> Units:
    for layer in (read_measures, read_quantities, read_people):
        units = layer(units, pack)
    return units


def _sentences(text: str, names: Names, pack: Language, *, gated: bool) -> Iterator[ReadSentence]:
    spans, voices = _voices(text, pack)
    for i, (number, span) in enumerate(spans):
        words = _words(text[span[0] : span[1]])
        sentence = ReadSentence(span, number, _signs(words, pack))
        if not gated or pack.triggers.pulled_by(words):
            sentence = _in_depth(text, i, sentence, words, voices, names, pack)
        if i < LEAD and not sentence.times:
            sentence = msgspec.structs.replace(sentence, times=_times(text, span, pack))
        yield sentence


def _voices(text: str, pack: Language) -> tuple[Spans, Voices]:
    """The spans of all sentences, each with its paragraph's number, and their voices, not yet heard."""
    parts = tuple(paragraphs(text))
    spans = [(number, span) for number, part in enumerate(parts) for span in sentences(text, *part, pack)]
    return spans, Voices(text, spans, parts, pack)


def _times(text: str, span: Span, pack: Language) -> tuple[TimeMention, ...]:
    return tuple(times_of(timed(read_units(text, *span, pack), pack)))


def _words(text: str) -> set[str]:
    """The folded words of a stretch of text."""
    return set(_WORD.findall(text.lower() if text.isascii() else folded(text)))


def _signs(words: set[str], pack: Language) -> Signs:
    return Signs(len(words & pack.signs["violent"]), len(words & pack.signs["calm"]))


def _in_depth(
    text: str, i: int, sentence: ReadSentence, words: set[str], voices: Voices, names: Names, pack: Language
) -> ReadSentence:
    bare = read_units(text, *sentence.span, pack)
    sided = promising(bare, SIDE_LAYERS, pack)
    if not sided and not promising(bare, CLAIM_LAYERS, pack) and not tells_states(bare):
        return sentence
    known = timed(bare, pack)
    units = _peopled(known, pack)
    found = {layer: read_outcomes(units, layer, pack) for layer in CLAIM_LAYERS}
    parts = read_parts(units, pack)
    left = unread_figures(units, [f for layer in found.values() for f in layer], parts, pack)
    acting = _acting(text, known, units, names.within(sentence.span), pack) if sided else None
    deeds = read_deeds(acting) if acting else ()
    bonds = read_bonds(acting) if acting else ()
    if not (any(found.values()) or deeds or bonds):
        return msgspec.structs.replace(sentence, unread=left) if left else sentence
    return ReadSentence(
        sentence.span,
        sentence.paragraph,
        sentence.signs,
        findings=found["toll"],
        forces=found["force"],
        tallies=found["tally"],
        types=tuple(name for name, shown_by in pack.types.items() if not shown_by.isdisjoint(words)),
        parts=parts,
        unread=left,
        times=times_of(known),
        cues=read_cues(units, pack),
        voices=voices.of(i, bare),
        hedges=read_hedges(bare, pack),
        deeds=deeds,
        bonds=bonds,
    )


def _acting(text: str, known: Units, units: Units, named: Sequence[Named], pack: Language) -> Acting:
    """The sentence with names of actors in one piece each; people are read anew around them.

    Tolls are read without them, so that a figure is the same whether or not the registry knows a name beside it.
    """
    sides = named_sides(named, text, pack)
    plain = with_names(known, sides, pack)
    peopled = _peopled(plain, pack) if sides else units
    return Acting(with_objects(peopled, sides, pack), plain, sides, text, pack)
