"""Names of persons that a pipeline of the user finds, proposed for tolls of one; spaCy is loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from testigo.errors import ModelError
from testigo.model.claim import AnyClaim, Name, Toll
from testigo.model.dispatch import Span
from testigo.model.proposal import ProposedName
from testigo.packs.prompt import labels_of_people

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
    text: str, claims: Iterable[AnyClaim], persons: Sequence[Span], shut: Sequence[Span], reader: str
) -> tuple[ProposedName, ...]:
    """Full names within the words of a toll of one that has no such name yet.

    A speaker's name is nobody's who was harmed, and nothing is taken from beside orders to machines (`shut`).

    >>> proposed_names("Ana Vidal died.", (), [(0, 9)], (), "spacy:x")
    ()
    """
    full = [span for span in persons if len(text[slice(*span)].split()) > 1 and not _touches(span, shut)]
    return tuple(
        ProposedName(claim=toll.id, name=Name(text=text[slice(*span)], span=span), reader=reader)
        for toll in claims
        if isinstance(toll, Toll) and (toll.count.low, toll.count.high) == (1, 1)
        for span in full
        if toll.span[0] <= span[0] and span[1] <= toll.span[1] and not _touches(span, _taken(toll))
    )


def _taken(toll: Toll) -> list[Span]:
    return [*(one.span for one in toll.names), *(one.span for one in toll.attribution)]


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
