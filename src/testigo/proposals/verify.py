"""Holding what a model says against the text: what stands has its words from there and its number from our rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from testigo.model.claim import AnyClaim, Count, Name, Stance, Toll
from testigo.model.digests import blake2b
from testigo.model.dispatch import Span
from testigo.model.proposal import Note, Proposal, Reason, Refusal, Said
from testigo.model.quantity import Quantity
from testigo.model.reading import VOID
from testigo.model.spans import holds, overlap
from testigo.packs.language import Language
from testigo.proposals.orders import kept_away, order_passages
from testigo.reading.counts import Counted, CountedSentence, counted_sentences

LONGEST_SHOWN = 400
"""Characters of a refused proposal that are kept: what was said may be anything."""


class Reader(msgspec.Struct, frozen=True):
    """Who proposes: the name that a proposal carries, and its version."""

    name: str
    version: str


class Page(msgspec.Struct, frozen=True):
    """A text with all that a proposal is held against. `orders` speak to a machine, nothing is taken from `shut`;
    `tolls` are what the rules read.
    """

    text: str
    sentences: tuple[CountedSentence, ...]
    orders: tuple[Span, ...]
    shut: tuple[Span, ...]
    tolls: tuple[Toll, ...] = ()


class Verified(msgspec.Struct, frozen=True):
    """What stands and what does not, each in the order in which it was said."""

    proposals: tuple[Proposal, ...]
    refused: tuple[Refusal, ...]


class _Refused(Exception):  # noqa: N818 - it is an answer, and no fault
    """A proposal does not stand."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def page_of(text: str, pack: Language, claims: Iterable[AnyClaim] = ()) -> Page:
    """What proposals about a text are held against; `claims` are what the rules read in it.

    >>> from testigo.packs import language
    >>> page_of("Two men died.", language("en")).orders
    ()
    """
    sentences = counted_sentences(text, pack)
    orders = order_passages(text)
    shut = kept_away(text, orders, [sentence.span for sentence in sentences])
    return Page(text, sentences, orders, shut, tuple(one for one in claims if isinstance(one, Toll)))


def verified(said: Iterable[Said], page: Page, reader: Reader) -> Verified:
    """Each thing said as a proposal or as a refusal; nothing is lost and nothing is mended.

    A quote has to stand in the text once, within one sentence, away from orders to machines; its number has to be what
    the pack's own rules read there, in the literal bounds of the codebook (words for numbers).

    >>> from testigo.packs import language
    >>> page = page_of("At least 22 people were killed.", language("en"))
    >>> toll = Said(outcome="killed", people="unknown", low=22, high=None, quote="At least 22 people were killed")
    >>> verified([toll], page, Reader("model:m", "1")).proposals[0].span
    (0, 30)
    >>> invented = msgspec.structs.replace(toll, low=500, high=500)
    >>> verified([invented], page, Reader("model:m", "1")).refused[0].reason
    'number_differs'
    """
    proposals: list[Proposal] = []
    refused: list[Refusal] = []
    for one in said:
        try:
            proposal = _stands(one, page, reader)
            if any(_same(proposal, other) for other in proposals):
                raise _Refused("told_twice", "the same was proposed before")
            proposals.append(proposal)
        except _Refused as refusal:
            refused.append(Refusal(reason=refusal.reason, message=refusal.message, said=shown(one)))
    return Verified(tuple(proposals), tuple(refused))


def verified_again(proposal: Proposal, page: Page) -> Proposal | Refusal:
    """A proposal that was kept, held against a text as if it were said now, at the very span that it names.

    >>> from testigo.packs import language
    >>> page = page_of("At least 22 people were killed.", language("en"))
    >>> toll = Said(outcome="killed", people="unknown", low=22, high=None, quote="At least 22 people were killed")
    >>> (kept,) = verified([toll], page, Reader("model:m", "1")).proposals
    >>> verified_again(kept, page) == kept
    True
    >>> verified_again(msgspec.structs.replace(kept, span=(3, 33)), page).reason
    'quote_not_in_text'
    """
    said = Said(
        outcome=proposal.outcome,
        people=proposal.people,
        low=proposal.count.low,
        high=proposal.count.high,
        quote=proposal.quote,
        speaker=proposal.speaker.text if proposal.speaker else None,
    )
    try:
        if proposal.span not in places_of(proposal.quote, page.text):
            raise _Refused("quote_not_in_text", "the quote does not stand at its span")
        return _standing(said, proposal.span, page, Reader(proposal.reader, proposal.reader_version))
    except _Refused as refusal:
        return Refusal(reason=refusal.reason, message=refusal.message, said=shown(said))


def shown(said: object) -> str:
    """What was said as far as it is kept, in one line.

    >>> shown({"killed": 5})
    '{"killed":5}'
    """
    return msgspec.json.encode(said).decode()[:LONGEST_SHOWN]


def places_of(words: str, text: str, within: Span | None = None) -> list[Span]:
    """Where words stand in a text, or in a stretch of it, letter by letter and not within longer words.

    >>> places_of("2 died", "12 died, then 2 died")
    [(14, 20)]
    """
    start, end = within or (0, len(text))
    pattern = re.compile(rf"{_edge(words[:1], '<!')}{re.escape(words)}{_edge(words[-1:], '!')}")
    return [found.span() for found in pattern.finditer(text, start, end)] if words else []


def _edge(sign: str, look: str) -> str:
    return rf"(?{look}\w)" if sign.isalnum() else ""


def _stands(said: Said, page: Page, reader: Reader) -> Proposal:
    return _standing(said, _span(said, page.text), page, reader)


def _standing(said: Said, span: Span, page: Page, reader: Reader) -> Proposal:
    sentence = _sentence(span, page)
    if _touches(span, page.shut):
        raise _Refused("near_orders", "the quote stands in or beside a passage that speaks to a machine")
    count = _count(said, span, sentence)
    _look_at_outcome(said, count, page.tolls)
    _look_whether_done(said, count, span, sentence)
    speaker, notes = _speaker(said, page)
    if all(outcome != said.outcome for outcome, _ in sentence.outcomes):
        notes = (*notes, "outcome_not_in_words")
    return Proposal(
        id=_name(said, span, reader),
        span=span,
        quote=page.text[slice(*span)],
        outcome=said.outcome,
        people=said.people,
        count=_worded(count, page.text),
        stance=_stance(count.span, sentence),
        speaker=speaker,
        notes=notes,
        reader=reader.name,
        reader_version=reader.version,
    )


def _span(said: Said, text: str) -> Span:
    quote = said.quote.strip()
    if not quote:
        raise _Refused("no_quote", "there is no quote")
    found = places_of(quote, text)
    if not found:
        raise _Refused("quote_not_in_text", "the quote does not stand in the text")
    if len(found) > 1:
        found = _by_context(said, quote, text)
    return found[0]


def _by_context(said: Said, quote: str, text: str) -> list[Span]:
    around = places_of((said.context or "").strip(), text)
    found = places_of(quote, text, around[0]) if len(around) == 1 else []
    if len(found) != 1:
        raise _Refused(
            "quote_in_several_places", "the quote stands in several places, and no context says which is meant"
        )
    return found


def _sentence(span: Span, page: Page) -> CountedSentence:
    for sentence in page.sentences:
        if holds(sentence.span, span):
            return sentence
    raise _Refused("quote_across_sentences", "the quote goes beyond one sentence")


def _count(said: Said, span: Span, sentence: CountedSentence) -> Counted:
    whole = [one for one in sentence.counts if holds(span, one.span)]
    for one in whole:
        if (one.quantity.low, one.quantity.high) == (said.low, said.high):
            return one
    if whole:
        read = ", ".join(_bounds(one.quantity) for one in whole)
        raise _Refused("number_differs", f"the quote says {read}, not {_bounds(Quantity(said.low, said.high))}")
    if _touches(span, [one.span for one in sentence.counts]):
        raise _Refused("number_cut_by_quote", "the quote holds only part of the words that say how many")
    raise _Refused("no_number_in_quote", "the quote holds no number that could count people")


def _look_at_outcome(said: Said, count: Counted, tolls: Sequence[Toll]) -> None:
    """Where the rules know what became of those whom this number counts, nothing else became of them."""
    bounds = (count.quantity.low, count.quantity.high)
    known = {
        one.outcome for one in tolls if _touches(count.span, [one.span]) and (one.count.low, one.count.high) == bounds
    }
    if known and said.outcome not in known:
        raise _Refused("outcome_differs", f"the rules read another outcome of this number: {', '.join(sorted(known))}")


def _look_whether_done(said: Said, count: Counted, span: Span, sentence: CountedSentence) -> None:
    void = [hedge.scope for hedge in sentence.hedges if hedge.stance == VOID]
    words = [word for outcome, word in sentence.outcomes if outcome == said.outcome and holds(span, word)]
    if _touches(count.span, void) or (words and all(_touches(word, void) for word in words)):
        raise _Refused("not_said_to_be_done", "the words stand in a threat, a plan, a demand or a purpose")


def _stance(number: Span, sentence: CountedSentence) -> Stance:
    for hedge in sentence.hedges:
        if hedge.stance != VOID and _touches(number, [hedge.scope]):
            return hedge.stance
    return "asserted"


def _speaker(said: Said, page: Page) -> tuple[Name | None, tuple[Note, ...]]:
    """The speaker, where the words stand in the text; the first place is as good as another for a name."""
    words = (said.speaker or "").strip()
    if not words:
        return None, ()
    found = places_of(words, page.text)
    if not found:
        return None, ("speaker_not_in_text",)
    away = [span for span in found if not _touches(span, page.shut)]
    if not away:
        return None, ("speaker_near_orders",)
    return Name(text=words, span=away[0]), ()


def _worded(count: Counted, text: str) -> Count:
    quantity = count.quantity
    return Count(low=quantity.low, high=quantity.high, approx=quantity.approx, text=text[slice(*count.span)])


def _name(said: Said, span: Span, reader: Reader) -> str:
    content = msgspec.json.encode((reader.name, reader.version, span, said.outcome, said.people, said.low, said.high))
    return f"p{blake2b(content, digest_size=8).hexdigest()}"


def _same(one: Proposal, other: Proposal) -> bool:
    return (one.span, one.outcome, one.count) == (other.span, other.outcome, other.count)


def _bounds(quantity: Quantity) -> str:
    if quantity.high is None:
        return f"{quantity.low} or more"
    return str(quantity.low) if quantity.low == quantity.high else f"{quantity.low} to {quantity.high}"


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(overlap(span, other) for other in others)
