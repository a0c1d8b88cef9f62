"""Names of persons that a pipeline of the user finds, proposed for tolls of one; spaCy is loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from testigo.errors import ModelError
from testigo.model.claim import AnyClaim, Name, Toll
from testigo.model.dispatch import Span
from testigo.model.proposal import ProposedName
from testigo.model.spans import holds
from testigo.packs.prompt import labels_of_people
from testigo.proposals.verify import Page

Recogniser = Callable[[str], Sequence[Span]]
"""Gives the spans of the names of persons in a text."""


def recogniser(pipeline: str) -> Recogniser:
    """The pipeline of this name or at this path. Raises ModelError (T-M006) where it or spaCy is not there."""
    try:
        import spacy
    except ImportError as missing:
        raise ModelError("T-M006", "the package spacy is not installed", hint="pip install spacy") from missing
    try:
        nlp = spacy.load(pipeline)
    except (OSError, ValueError, ImportError) as error:
        hint = "give the name of an installed pipeline, or the folder of one"
        raise ModelError("T-M006", "spaCy cannot load this pipeline", place=pipeline, hint=hint) from error
    labels = labels_of_people()

    def found(text: str) -> Sequence[Span]:
        return [(entity.start_char, entity.end_char) for entity in nlp(text).ents if entity.label_ in labels]

    return found


def proposed_names(
    page: Page, claims: Iterable[AnyClaim], persons: Sequence[Span], reader: str
) -> tuple[ProposedName, ...]:
    """For each toll of one without a name the first full name that stands in or behind its words, in its sentence.

    Names that the rules read already, speakers, and what stands behind the words of another toll are nobody's; nothing
    is taken from beside orders to machines.

    >>> from testigo.packs import language
    >>> from testigo.proposals.verify import page_of
    >>> proposed_names(page_of("Ana Vidal died.", language("en")), (), [(0, 9)], "spacy:x")
    ()
    """
    known = tuple(claims)
    tolls = [claim for claim in known if isinstance(claim, Toll)]
    away = [*page.shut, *(speaker.span for claim in known for speaker in claim.attribution)]
    away += [name.span for toll in tolls for name in toll.names]
    full = [span for span in sorted(persons) if " " in page.text[slice(*span)].strip() and not _touches(span, away)]
    nameless = [toll for toll in tolls if (toll.count.low, toll.count.high) == (1, 1) and not toll.names]
    found = ((toll, _first_within(full, _reach(toll, tolls, page))) for toll in nameless)
    return tuple(
        ProposedName(claim=toll.id, name=Name(text=page.text[slice(*span)], span=span), reader=reader)
        for toll, span in found
        if span
    )


def _reach(toll: Toll, tolls: Sequence[Toll], page: Page) -> Span:
    """From a toll's words to those of the next, or to the end of the sentence."""
    start, end = toll.span
    ends = [sentence.span[1] for sentence in page.sentences if sentence.span[0] <= start < sentence.span[1]]
    behind = [other.span[0] for other in tolls if other.span[0] >= end]
    return start, min([*ends, *behind], default=end)


def _first_within(spans: Sequence[Span], reach: Span) -> Span | None:
    return next((span for span in spans if holds(reach, span)), None)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
