"""Figures that nobody read: people counted beside an outcome word, in no finding (shown as issues, never lost)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from testigo.model.dispatch import Span
from testigo.model.reading import Finding, Group
from testigo.packs.language import Language
from testigo.reading.units import Units

NUMBERED = {"counted", "partitive"}
"""Kinds of phrases that are shown where no rule takes them."""


def unread_figures(
    units: Units, found: Iterable[Finding], parts: Iterable[Iterable[Group]], pack: Language
) -> tuple[Span, ...]:
    """Spans of numbered people that no rule took, in a sentence that holds a word for an outcome."""
    if outcome_symbols(pack).isdisjoint(units.symbols):
        return ()
    taken = {f.group.span for f in found} | {g.span for groups in parts for g in groups}
    groups = (v for v in units.values if isinstance(v, Group))
    return tuple(g.span for g in groups if g.kind in NUMBERED and g.span not in taken)


@cache
def outcome_symbols(pack: Language) -> frozenset[str]:
    """The symbols of words for an outcome beside which nobody counted is to be lost."""
    return frozenset(pack.lexicon.having(*pack.settings["outcome_words"]))
