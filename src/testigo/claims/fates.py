"""One person, one fate: the wounded who die in the text are dead (gold conventions 11 and 23)."""

from __future__ import annotations

import msgspec

from testigo.model.reading import Finding, Group

Found = tuple[Finding, int]
"""A finding and the number of its sentence."""
_REACH = 4
"""How many sentences on a death may be told of somebody who was only shot before."""
_TAKEN_UP = {"definite", "surname", "name", "partitive"}
_SINGLE = {"one", "name", "surname", "definite", "pronoun", "counted", "maybe", "partitive"}


def settled(found: list[Found]) -> list[Found]:
    """The findings with every merely *shot* made *killed* where the text lets the same people die, once each."""
    fates = [(_settled(f, i, found), i) for f, i in found]
    seen: set[tuple[tuple[int, int], str]] = set()
    kept = []
    for finding, index in fates:
        key = (finding.group.span, finding.outcome)
        if key not in seen:
            kept.append((finding, index))
        seen.add(key)
    return kept


def _settled(finding: Finding, index: int, found: list[Found]) -> Finding:
    if finding.weak and finding.outcome == "injured" and any(_dies(finding, index, f, i) for f, i in found):
        return msgspec.structs.replace(finding, outcome="killed", weak=False)
    return finding


def _dies(shot: Finding, at: int, death: Finding, then: int) -> bool:
    if death.outcome != "killed" or death.group.kind == "zero":
        return False
    if then < at and shot.group.kind in _TAKEN_UP:
        return _same(death.group, shot.group, near=False)
    if not at <= then <= at + _REACH:
        return False
    if death.group.span == shot.group.span:
        return True
    if death.what <= shot.what or shot.group.kind not in _SINGLE:
        return False
    return _same(shot.group, death.group, near=then <= at + 1)


def _same(first: Group, later: Group, *, near: bool) -> bool:
    """Whether a later phrase takes up an earlier one: a pronoun near by, the same noun or name with an article."""
    if later.kind == "pronoun":
        return near and (first.plural == later.plural)
    if later.kind == "partitive":
        return later.head == first.head
    if (
        first.quantity and later.quantity and (first.quantity.low != later.quantity.low)
    ) or first.plural != later.plural:
        return False
    if later.kind == "definite":
        return later.head == first.head
    return later.kind in {"surname", "name"} and not set(first.words).isdisjoint(later.words)
