"""From findings to drafts of claims: each outcome with people who can be counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from testigo.claims.drafts import Draft
from testigo.claims.fates import settled
from testigo.claims.parts import with_parts
from testigo.claims.stance import stance
from testigo.claims.violence import is_violent
from testigo.model.reading import Finding, Group, Quantity, Reading

ONE = Quantity(1, 1)
SEVERAL = Quantity(2, None)
"""A bare plural says more than one and no more (codebook: *bare plural, an unknown number: 2*)."""
_UNNUMBERED = {"definite", "bare"}
_STATED = {"counted", "partitive", "one", "zero", "name", "maybe"}


def bind(text: str, reading: Reading) -> tuple[Draft, ...]:
    """All tolls of a dispatch in text order; phrases without a number count only where no number says the same."""
    found = settled(list(_claimed(reading)))
    numbered = {f.outcome for f, _ in found if f.group.kind in _STATED and f.group.quantity and f.group.quantity.high != 0}
    drafts = []
    for finding, index in found:
        quantity = _quantity(text, finding, numbered, _earlier(found, finding))
        if quantity is not None:
            drafts.append(Draft(finding, index, quantity))
    return with_parts(tuple(drafts), reading)


def _claimed(reading: Reading) -> Iterator[tuple[Finding, int]]:
    """Findings of violence that the text claims; a threat or a plan is none."""
    for index, sentence in enumerate(reading.sentences):
        for finding in sentence.findings:
            if is_violent(finding, index, reading) and stance(finding.group.span, finding, sentence):
                yield finding, index


def _quantity(text: str, finding: Finding, numbered: set[str], earlier: Iterable[Group]) -> Quantity | None:
    group = finding.group
    if group.kind == "maybe" and finding.weak:
        return None
    if group.kind == "surname":
        return ONE if _is_person(text, group) else None
    if group.kind not in _UNNUMBERED:
        return group.quantity
    if group.kind == "definite" and not group.plural:
        return ONE
    if not group.plural or finding.outcome in numbered:
        return None
    if group.kind == "definite":
        return next((g.quantity for g in earlier if g.quantity and g.head == group.head), SEVERAL)
    return SEVERAL


def _is_person(text: str, group: Group) -> bool:
    """Whether a lone surname was told before with a first name; so a town or a firm is not taken for a person."""
    start, end = group.span
    return re.search(rf"\b[^\W\d_]+\.? {re.escape(text[start:end])}\b", text[:start]) is not None


def _earlier(found: list[tuple[Finding, int]], finding: Finding) -> Iterator[Group]:
    """Numbered groups told before, nearest first."""
    before = [f.group for f, _ in found if f.group.span < finding.group.span]
    return (g for g in reversed(before) if g.kind in _STATED)
