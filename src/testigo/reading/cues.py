"""Words that bear on a whole clause: of a running total, of another time, of an accident."""

from __future__ import annotations

import re
from collections.abc import Mapping

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.packs.language import Language, Rule
from testigo.reading.rules import firings
from testigo.reading.units import Units

_CUE = "cue"
"""The group of a pattern that is the cue, where what stands beside it has to be told as well."""
LEAST = "least"
"""The key of cues that want a number of so many in their group `n`: *in 600 clashes*, not *in two clashes*."""


def read_cues(units: Units, pack: Language) -> Mapping[str, tuple[Span, ...]]:
    """Spans of the cues in a sentence, by the name that the pack's rules give them: of a match the group `cue`."""
    cues: dict[str, tuple[Span, ...]] = {}
    for rule, match in firings(units, "cue", pack):
        if not _counts_enough(units, rule, match):
            continue
        name = rule.values["cue"]
        cues[name] = (*cues.get(name, ()), units.span(*match.span(part(match))))
    return cues


def part(match: re.Match[str]) -> str | int:
    """The group of a match that is the cue; the whole match where it has none."""
    return _CUE if _CUE in match.re.groupindex and match.start(_CUE) >= 0 else 0


def _counts_enough(units: Units, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the number that a cue asks for is as large as it says; where it asks for none, it is."""
    if LEAST not in rule.values:
        return True
    value = units.values[match.start("n")]
    return isinstance(value, Quantity) and value.low >= rule.values[LEAST]
