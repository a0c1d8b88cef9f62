"""One person, one fate: the wounded who die in the text are dead (gold conventions 11 and 23)."""

from __future__ import annotations

from collections import defaultdict

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
    deaths = _deaths(found)
    fates = [(_settled(f, i, deaths), i) for f, i in found]
    seen: set[tuple[tuple[int, int], str]] = set()
    kept = []
    for finding, index in fates:
        key = (finding.group.span, finding.outcome)
        if key not in seen:
            kept.append((finding, index))
        seen.add(key)
    return kept


class Deaths(msgspec.Struct, frozen=True):
    """Everybody who is told to have died, by the sentence that tells it, by noun and by the words of the name."""

    at: dict[int, list[Finding]]
    of: dict[str, list[Found]]


def _deaths(found: list[Found]) -> Deaths:
    at: dict[int, list[Finding]] = defaultdict(list)
    of: dict[str, list[Found]] = defaultdict(list)
    for finding, index in found:
        if finding.outcome == "killed" and finding.group.kind != "zero":
            at[index].append(finding)
            for word in {finding.group.head, *finding.group.words}:
                of[word].append((finding, index))
    return Deaths(at, of)


def _settled(finding: Finding, index: int, deaths: Deaths) -> Finding:
    if (
        finding.weak
        and finding.outcome == "injured"
        and (_died(finding, index, deaths) or _dies(finding, index, deaths))
    ):
        return msgspec.structs.replace(finding, outcome="killed", weak=False)
    return finding


def _died(shot: Finding, at: int, deaths: Deaths) -> bool:
    """Whether the text told before that somebody died whom this phrase takes up."""
    if shot.group.kind not in _TAKEN_UP:
        return False
    words = {shot.group.head, *shot.group.words}
    return any(
        then < at and _same(d.group, shot.group, near=False) for word in words for d, then in deaths.of.get(word, ())
    )


def _dies(shot: Finding, at: int, deaths: Deaths) -> bool:
    """Whether the text tells in this sentence, or soon after, that the same people died."""
    return any(
        _of_the_same(shot, d, near=then <= at + 1) for then in range(at, at + _REACH + 1) for d in deaths.at[then]
    )


def _of_the_same(shot: Finding, death: Finding, *, near: bool) -> bool:
    if death.group.span == shot.group.span:
        return True
    if death.what <= shot.what or shot.group.kind not in _SINGLE:
        return False
    return _same(shot.group, death.group, near=near)


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
