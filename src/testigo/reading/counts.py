"""Numbers of a sentence that may count people, whatever is told of them: what a figure of others is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.reading import Group, Hedge
from testigo.model.spans import holds
from testigo.packs.language import Language
from testigo.reading.hedges import read_hedges
from testigo.reading.layers import timed
from testigo.reading.measures import read_measures
from testigo.reading.numbers import read_quantities
from testigo.reading.people import read_people
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.units import Units, read_units


class Counted(msgspec.Struct, frozen=True):
    """A number as it is worded, with its literal bounds."""

    span: Span
    quantity: Quantity


class CountedSentence(msgspec.Struct, frozen=True):
    """The numbers of one sentence, what takes away from its firmness, and its words for outcomes."""

    span: Span
    counts: tuple[Counted, ...]
    hedges: tuple[Hedge, ...]
    outcomes: tuple[tuple[str, Span], ...]


def counted_sentences(text: str, pack: Language) -> tuple[CountedSentence, ...]:
    """Every sentence with its numbers that may count people: no years, ages, times and measures.

    >>> from testigo.packs import language
    >>> [c.quantity for s in counted_sentences("At least 22 people died in 2011.", language("en")) for c in s.counts]
    [Quantity(low=22, high=None, approx=False)]
    """
    spans = (span for part in paragraphs(text) for span in sentences(text, *part, pack))
    return tuple(_counted(text, span, pack) for span in spans)


def _counted(text: str, span: Span, pack: Language) -> CountedSentence:
    bare = read_units(text, *span, pack)
    numbered = read_quantities(read_measures(timed(bare, pack), pack), pack)
    numbers = tuple(_numbers(numbered, pack))
    groups = [value for value in read_people(numbered, pack).values if isinstance(value, Group)]
    apart = [number for number in numbers if not any(holds(group.span, number.span) for group in groups)]
    counts = (*apart, *(_wording(group, group.quantity, numbers) for group in groups if group.quantity is not None))
    return CountedSentence(
        span, tuple(sorted(counts, key=lambda one: one.span)), read_hedges(bare, pack), _outcomes(bare)
    )


def _outcomes(units: Units) -> tuple[tuple[str, Span], ...]:
    return tuple(
        (value["outcome"], units.span(i, i + 1))
        for i, value in enumerate(units.values)
        if isinstance(value, Mapping) and "outcome" in value
    )


def _numbers(units: Units, pack: Language) -> Iterator[Counted]:
    plain = pack.lexicon.having("count")
    for i, value in enumerate(units.values):
        if isinstance(value, Quantity) and units.symbols[i] in plain:
            yield Counted(units.span(i, i + 1), value)


def _wording(group: Group, quantity: Quantity, numbers: Sequence[Counted]) -> Counted:
    """How many a phrase counts, where its number is worded: of *three of the 22 passengers* the three."""
    own = (one for one in numbers if one.quantity == quantity and holds(group.span, one.span))
    return next(own, Counted(group.span, quantity))
