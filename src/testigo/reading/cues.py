"""Words that bear on a whole clause: of a running total, of another time, of an accident."""

from __future__ import annotations

from collections.abc import Mapping

from testigo.model.dispatch import Span
from testigo.packs.language import Language
from testigo.reading.rules import firings
from testigo.reading.units import Units


def read_cues(units: Units, pack: Language) -> Mapping[str, tuple[Span, ...]]:
    """Spans of the cues in a sentence, by the name that the pack's rules give them."""
    cues: dict[str, tuple[Span, ...]] = {}
    for rule, match in firings(units, "cue", pack):
        name = rule.values["cue"]
        cues[name] = (*cues.get(name, ()), units.span(match.start(), match.end()))
    return cues
