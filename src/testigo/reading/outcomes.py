"""Who met which outcome: the rules of the layer `toll` over units in which people are already one unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from testigo.model.reading import Finding, Group, Quantity
from testigo.packs.language import Language, Rule
from testigo.reading.rules import firings
from testigo.reading.units import Units

NONE = Quantity(0, 0)


def read_outcomes(units: Units, layer: str, pack: Language) -> tuple[Finding, ...]:
    """Findings in text order. An outcome word serves one rule only: the first of the pack that takes it."""
    taken: dict[int, str] = {}
    found: dict[tuple[int, str], Finding] = {}
    for rule, match in firings(units, layer, pack):
        words = _outcome_words(units, match)
        if any(taken.get(i, rule.name) != rule.name for i in words):
            continue
        taken.update(dict.fromkeys(words, rule.name))
        for finding in _findings(units, rule, match, words):
            found.setdefault((finding.group.span[0], finding.outcome), finding)
    return tuple(sorted(found.values(), key=lambda f: (f.group.span, f.outcome)))


def _outcome_words(units: Units, match: re.Match[str]) -> list[int]:
    if "what" not in match.groupdict() or match["what"] is None:
        return []
    return list(range(*match.span("what")))


def _findings(units: Units, rule: Rule, match: re.Match[str], words: list[int]) -> Iterator[Finding]:
    what = units.span(words[0], words[-1] + 1) if words else units.span(match.start(), match.end())
    for outcome, weak in _outcomes(units, rule, words):
        for group in _groups(units, rule, match):
            yield Finding(outcome, group, units.span(match.start(), match.end()), what, rule.name, weak, rule.values)


def _outcomes(units: Units, rule: Rule, words: list[int]) -> list[tuple[str, bool]]:
    if "outcome" in rule.values:
        return [(name, False) for name in rule.values["outcome"].split()]
    said = [units.values[i] for i in words if isinstance(units.values[i], dict) and "outcome" in units.values[i]]
    firm = {v["outcome"] for v in said if not v.get("weak")}
    if firm:
        return [(outcome, False) for outcome in sorted(firm)]
    return [(outcome, True) for outcome in sorted({v["outcome"] for v in said})]


def _groups(units: Units, rule: Rule, match: re.Match[str]) -> Iterator[Group]:
    """The people a match speaks of; a rule may ask for kinds of phrase (`only`), for nouns (`heads`), or say none (`zero`)."""
    only, heads = rule.values.get("only", "").split(), rule.values.get("heads", "").split()
    for i in range(*match.span("who")):
        group = _group(units, i, zero="zero" in rule.values)
        if group and (not only or group.kind in only) and (not heads or group.head in heads):
            yield group


def _group(units: Units, i: int, *, zero: bool) -> Group | None:
    value = units.values[i]
    span = units.span(i, i + 1)
    if isinstance(value, Group):
        return msgspec.structs.replace(value, quantity=NONE, kind="zero") if zero else value
    if isinstance(value, Quantity):
        return Group("counted", value, "unknown", "", span, plural=value.high != 1)
    return Group("zero", NONE, "unknown", "", span) if zero else None
