"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from testigo.model.dispatch import Span
from testigo.model.reading import LEAD, TIMED, Reading, ReadSentence, Signs, Voice
from testigo.model.timewords import TimeMention
from testigo.packs.language import Language
from testigo.reading.cues import read_cues
from testigo.reading.hedges import read_hedges
from testigo.reading.kinds import kinds_of
from testigo.reading.measures import read_ages, read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.outcomes import read_outcomes, read_parts
from testigo.reading.people import read_people
from testigo.reading.prospects import CLAIM_LAYERS, Outlook
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.sides.answers import read_answers
from testigo.reading.sides.deeds import read_bonds, read_deeds
from testigo.reading.sides.names import Named, Names
from testigo.reading.sides.units import Acting, named_sides, with_names, with_objects
from testigo.reading.times import read_times, times_of
from testigo.reading.units import Units, read_units
from testigo.reading.unread import unread_figures
from testigo.reading.voices import Spans, Voices
from testigo.reading.words import words_of

_SURE = 5
"""Weight from which on words that show a kind of incident are of violence, though none is by itself: *air strikes*."""


def read(text: str, pack: Language, *, body: int = 0, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences that cannot tell of anything are passed over, and a text that tells of
    nothing has no sentences; the claims are the same. A sentence begins where the dateline ends, at `body`: the town
    that somebody filed from is nobody who did or suffered anything.
    """
    spans, voices = _voices(text, pack, body)
    names = Names(text, pack)
    outlooks = [Outlook(text[slice(*span)], pack) for _, span in spans]
    told = []
    for i, (place, outlook) in enumerate(zip(spans, outlooks, strict=True)):
        sided = not gated or outlook.may_tell_sides
        deep = sided or outlook.promising
        told.append(_told(text, i, place, voices, names, pack, sided=sided) if deep else None)
    if gated and not any(told):
        return Reading(())
    named = spans if any(sentence.deeds for sentence in told if sentence) else ()
    read_all = []
    for i, (place, outlook) in enumerate(zip(spans, outlooks, strict=True)):
        sentence = _sentence(text, i, place, told[i], outlook, pack, gated=gated)
        answering = outlook.may_tell_answers
        read_all.append(_answered(text, i, sentence, voices, names, pack) if answering else sentence)
    return Reading(
        tuple(read_all),
        Signs(sum(s.signs.violent for s in read_all), sum(s.signs.calm for s in read_all)),
        tuple(side for _, span in named for side in named_sides(names.within(span), text, pack)),
    )


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


def _sentence(
    text: str,
    i: int,
    place: tuple[int, Span],
    told: ReadSentence | None,
    outlook: Outlook,
    pack: Language,
    *,
    gated: bool,
) -> ReadSentence:
    """A sentence of a text that tells of something: what it tells, its signs, and near the beginning its times."""
    number, span = place
    sentence = told or ReadSentence(span, number)
    if sentence.is_anothers:
        return sentence
    row = words_of(text[slice(*span)])
    words = set(row)
    kinds = kinds_of(row, pack.evidence) if i < LEAD or sentence.findings else ()
    violent = len(words & pack.signs["violent"]) or int(any(weight >= _SURE for _, weight in kinds))
    early = i < TIMED and not sentence.times and (not gated or outlook.timely)
    return msgspec.structs.replace(
        sentence,
        signs=Signs(violent, len(words & pack.signs["calm"]), len(words & pack.signs["scene"])),
        kinds=kinds,
        times=_times(text, span, pack) if early else sentence.times,
    )


def _answered(text: str, i: int, sentence: ReadSentence, voices: Voices, names: Names, pack: Language) -> ReadSentence:
    """A sentence with the responses and motives that it tells, and whose words they are."""
    bare = read_units(text, *sentence.span, pack)
    known = timed(bare, pack)
    answers = read_answers(_acting(text, known, _peopled(known, pack), names.within(sentence.span), pack))
    if not answers:
        return sentence
    heard, hedges = voices.of(i, bare), read_hedges(bare, pack)
    return msgspec.structs.replace(sentence, answers=answers, voices=heard, hedges=hedges)


def _voices(text: str, pack: Language, body: int = 0) -> tuple[Spans, Voices]:
    """The spans of all sentences, each with its paragraph's number, and their voices, not yet heard."""
    parts = tuple(paragraphs(text))
    told = ((number, span) for number, part in enumerate(parts) for span in sentences(text, *part, pack))
    spans = [(number, (body if start < body < end else start, end)) for number, (start, end) in told]
    return spans, Voices(text, spans, parts, pack)


def _times(text: str, span: Span, pack: Language) -> tuple[TimeMention, ...]:
    return tuple(times_of(timed(read_units(text, *span, pack), pack)))


def _told(
    text: str, i: int, place: tuple[int, Span], voices: Voices, names: Names, pack: Language, *, sided: bool
) -> ReadSentence | None:
    """What sentence i tells, read in depth; None where it tells of nothing. `sided`: it may tell who did what."""
    number, span = place
    bare = read_units(text, *span, pack)
    known = timed(bare, pack)
    units = _peopled(known, pack)
    found = {layer: read_outcomes(units, layer, pack) for layer in CLAIM_LAYERS}
    parts = read_parts(units, pack)
    left = unread_figures(units, [f for layer in found.values() for f in layer], parts, pack)
    acting = _acting(text, known, units, names.within(span), pack) if sided else None
    deeds = read_deeds(acting) if acting else ()
    bonds = read_bonds(acting) if acting else ()
    if not (any(found.values()) or deeds or bonds):
        return ReadSentence(span, number, unread=left) if left else None
    hedges = read_hedges(bare, pack)
    if any(hedge.whole for hedge in hedges):
        return ReadSentence(span, number, hedges=hedges)
    return ReadSentence(
        span,
        number,
        findings=found["toll"],
        forces=found["force"],
        tallies=found["tally"],
        parts=parts,
        unread=left,
        times=times_of(known),
        cues=read_cues(units, pack),
        voices=voices.of(i, bare),
        hedges=hedges,
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
