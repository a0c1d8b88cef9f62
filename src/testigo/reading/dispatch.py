"""The reading of one dispatch: the layers in their order, over the sentences that hold a trigger word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from testigo.model.reading import LEAD, TIMED, Reading, ReadSentence, Signs, Voice, signs_of
from testigo.model.timewords import TimeMention
from testigo.packs.language import Language
from testigo.reading.cues import read_cues
from testigo.reading.hedges import read_hedges, with_withdrawals
from testigo.reading.kinds import kinds_of, kinds_of_deeds
from testigo.reading.layers import Layers, peopled, timed
from testigo.reading.outcomes import read_outcomes, read_parts
from testigo.reading.prospects import CLAIM_LAYERS, Outlook
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.sides.answers import read_answers
from testigo.reading.sides.deeds import read_bonds, read_deeds
from testigo.reading.sides.names import Names
from testigo.reading.sides.strength import strength
from testigo.reading.sides.units import Acting, doers_in, named_sides, with_names, with_objects
from testigo.reading.times import times_of
from testigo.reading.units import read_units
from testigo.reading.unread import unread_figures
from testigo.reading.voices import Voices
from testigo.reading.words import words_of

_SIGNS = ("calm", "scene", "said_before", "taken_back")
"""What is counted of each sentence beside the words of violence, as `Signs` has it."""
_SURE = 5
"""Weight from which on words that show a kind of incident are of violence, though none is by itself: *air strikes*."""


class _Page:
    """A dispatch while it is read: its sentences, each with its paragraph's number, and what is worked out once for all
    of them, when it is first asked for.
    """

    def __init__(self, text: str, pack: Language, body: int = 0) -> None:
        self.text, self.pack = text, pack
        parts = tuple(paragraphs(text))
        told = ((number, span) for number, part in enumerate(parts) for span in sentences(text, *part, pack))
        self.spans = [(number, (body if start < body < end else start, end)) for number, (start, end) in told]
        self.layers = Layers(text, [span for _, span in self.spans], pack)
        self.voices = Voices(text, self.spans, parts, self.layers, pack)
        self.names = Names(text, pack)


def read(text: str, pack: Language, *, body: int = 0, gated: bool = True) -> Reading:
    """Read a text. With `gated`, sentences that cannot tell of anything are passed over, and a text that tells of
    nothing has no sentences; the claims are the same. A sentence begins where the dateline ends, at `body`: the town
    that somebody filed from is nobody who did or suffered anything.
    """
    page = _Page(text, pack, body)
    outlooks = [Outlook(text[slice(*span)], pack) for _, span in page.spans]
    told = []
    for i, outlook in enumerate(outlooks):
        sided = not gated or outlook.may_tell_sides
        told.append(_told(page, i, outlook, sided=sided) if sided or outlook.promising else None)
    if gated and not any(told):
        return Reading(())
    named = page.spans if any(sentence.deeds for sentence in told if sentence) else ()
    read_all = []
    for i, outlook in enumerate(outlooks):
        sentence = _sentence(page, i, told[i], outlook, gated=gated)
        read_all.append(_answered(page, i, sentence, outlook) if outlook.may_tell_answers else sentence)
    return Reading(
        with_withdrawals(read_all),
        signs_of(s.signs for s in read_all),
        tuple(side for _, span in named for side in named_sides(page.names.within(span), text, pack)),
    )


def hear(text: str, pack: Language) -> Iterator[Voice]:
    """The voices of every sentence, whatever it tells of."""
    page = _Page(text, pack)
    for i in range(len(page.spans)):
        yield from page.voices.of(i)


def times_in(text: str, pack: Language) -> Iterator[TimeMention]:
    """The times of every sentence, whatever it tells of; a text that names its day only beside a count needs them."""
    for part in paragraphs(text):
        for span in sentences(text, *part, pack):
            yield from times_of(timed(read_units(text, *span, pack), pack))


def _sentence(page: _Page, i: int, told: ReadSentence | None, outlook: Outlook, *, gated: bool) -> ReadSentence:
    """A sentence of a text that tells of something: what it tells, its signs, which are words or two in a row, and near
    the beginning its times.
    """
    number, span = page.spans[i]
    sentence = told or ReadSentence(span, number)
    if sentence.is_anothers:
        return sentence
    row, pack = words_of(page.text[slice(*span)]), page.pack
    words = {*row, *map("_".join, pairwise(row))}
    shown = kinds_of(row, pack.evidence) if i < LEAD or sentence.findings else ()
    kinds = (*kinds_of_deeds(sentence.deeds), *shown)
    violent = len(words & pack.signs["violent"]) or int(any(weight >= _SURE for _, weight in kinds))
    early = i < TIMED and not sentence.times and (not gated or outlook.timely)
    return msgspec.structs.replace(
        sentence,
        signs=Signs(violent, *(len(words & pack.signs[name]) for name in _SIGNS)),
        kinds=kinds,
        times=times_of(page.layers.timed(i)) if early else sentence.times,
    )


def _answered(page: _Page, i: int, sentence: ReadSentence, outlook: Outlook) -> ReadSentence:
    """A sentence with the responses and motives that it tells, and whose words they are."""
    answers = read_answers(_acting(page, i, outlook))
    if not answers:
        return sentence
    heard, hedges = page.voices.of(i), read_hedges(page.layers.bare(i), page.pack)
    return msgspec.structs.replace(sentence, answers=answers, voices=heard, hedges=hedges)


def _told(page: _Page, i: int, outlook: Outlook, *, sided: bool) -> ReadSentence | None:
    """What sentence i tells, read in depth; None where it tells of nothing. `sided`: it may tell who did what."""
    number, span = page.spans[i]
    units, pack = page.layers.peopled(i), page.pack
    found = {layer: read_outcomes(units, layer, pack) for layer in CLAIM_LAYERS}
    parts = read_parts(units, pack)
    left = unread_figures(units, [f for layer in found.values() for f in layer], parts, pack)
    acting = _acting(page, i, outlook) if sided else None
    deeds = read_deeds(acting) if acting else ()
    bonds = read_bonds(acting) if acting else ()
    if not (any(found.values()) or deeds or bonds):
        return ReadSentence(span, number, unread=left) if left else None
    hedges = read_hedges(page.layers.bare(i), pack)
    if any(hedge.whole for hedge in hedges):
        return ReadSentence(span, number, hedges=hedges)
    return ReadSentence(
        span,
        number,
        findings=found["toll"],
        forces=strength(acting, deeds, found["force"]) if acting else found["force"],
        tallies=found["tally"],
        parts=parts,
        unread=left,
        times=times_of(page.layers.timed(i)),
        cues=read_cues(units, pack),
        voices=page.voices.of(i),
        hedges=hedges,
        deeds=deeds,
        bonds=bonds,
        doers=doers_in(acting) if acting and found["toll"] else (),
    )


def _acting(page: _Page, i: int, outlook: Outlook) -> Acting:
    """The sentence with names of actors in one piece each; people are read anew around them.

    Tolls are read without them, so that a figure is the same whether or not the registry knows a name beside it.
    """
    text, pack = page.text, page.pack
    sides = named_sides(page.names.within(page.spans[i][1]), text, pack)
    plain = with_names(page.layers.timed(i), sides, pack)
    around = peopled(plain, pack) if sides else page.layers.peopled(i)
    return Acting(with_objects(around, sides, pack), plain, sides, text, pack, outlook.answers)
