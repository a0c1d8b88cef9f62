"""Words that bear on a whole clause: of a running total, of another time, of an accident."""

from __future__ import annotations

import re
from collections.abc import Mapping

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.packs.language import Language, Rule
from testigo.reading.rules import firings
from testigo.reading.units import Units

LEAST = "least"
"""The key of cues that want a number of so many in their group `n`: *in 600 clashes*, not *in two clashes*."""


def read_cues(units: Units, pack: Language) -> Mapping[str, tuple[Span, ...]]:
    """Spans of the cues in a sentence, by the name that the pack's rules give them."""
    cues: dict[str, tuple[Span, ...]] = {}
    for rule, match in firings(units, "cue", pack):
        if not _counts_enough(units, rule, match):
            continue
        name = rule.values["cue"]
        cues[name] = (*cues.get(name, ()), units.span(match.start(), match.end()))
    return cues


def _counts_enough(units: Units, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the number that a cue asks for is as large as it says; where it asks for none, it is."""
    if LEAST not in rule.values:
        return True
    value = units.values[match.start("n")]
    return isinstance(value, Quantity) and value.low >= rule.values[LEAST]
