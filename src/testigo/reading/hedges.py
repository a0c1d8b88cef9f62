"""Hedges: words that take away from a statement's firmness, and the stretch of the sentence that they bear on."""

from __future__ import annotations

from testigo.model.reading import Hedge
from testigo.packs.language import Language
from testigo.reading.rules import firings
from testigo.reading.units import Units


def read_hedges(units: Units, pack: Language) -> tuple[Hedge, ...]:
    """Every hedge of a sentence, in the pack's order of rules: of several on one claim the first decides."""
    return tuple(
        Hedge(
            rule.values["stance"],
            units.span(*match.span("scope")),
            units.span(*match.span("cue")),
            rule.name,
            whole=rule.values.get("whole", False),
        )
        for rule, match in firings(units, "hedge", pack)
        if match["scope"]
    )
