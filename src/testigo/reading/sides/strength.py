"""How many did it: those of a deed whose words count them took part in it, whatever rule read the deed."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.model.actor import Deed, Side
from testigo.model.reading import Finding, Group
from testigo.model.spans import overlap
from testigo.reading.sides.units import Acting

_COUNTED = "counted"
"""Phrases that count all who did it; *one of the rebels* and *two others* are some of them."""
_SEVERAL = (3, None)
"""How *several* and *some* are counted."""
_PEOPLE = "people"
"""Sides that are described; whoever has a name is one."""


def strength(acting: Acting, deeds: Iterable[Deed], told: Iterable[Finding]) -> tuple[Finding, ...]:
    """The forces of a sentence in text order: those `told` by rules of their own, and whoever did a deed of some type
    and is counted beside no other force.
    """
    found = list(told)
    groups = [v for v in acting.units.values if isinstance(v, Group) and _says_how_many(v)]
    for deed in deeds:
        for group in _counted(deed.by, groups) if deed.type else ():
            if not any(overlap(group.span, f.group.span) for f in found):
                found.append(Finding("", group, deed.span, deed.what, deed.rule))
    return tuple(sorted(found, key=lambda finding: finding.group.span))


def _counted(by: Iterable[Side], groups: Iterable[Group]) -> Iterable[Group]:
    described = [side.span for side in by if side.kind == _PEOPLE]
    return (group for group in groups if any(overlap(group.span, span) for span in described))


def _says_how_many(group: Group) -> bool:
    """Whether words count all who did it, and not vaguely (*some youths*)."""
    if group.quantity is None or group.kind != _COUNTED or group.others:
        return False
    return (group.quantity.low, group.quantity.high) != _SEVERAL
