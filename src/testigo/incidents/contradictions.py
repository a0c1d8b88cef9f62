"""The same people told under two classes: one report's ten gunmen are another one's ten civilians."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from testigo.incidents.figures import ALL, Figure
from testigo.model.incident import Flag

ARMED = frozenset({"armed_group", "police", "military", "other_security"})
UNARMED = frozenset({"civilians", "officials", "journalists", "aid_workers", "prisoners"})


class Contradiction(msgspec.Struct, frozen=True):
    """Two figures that count the same people under two classes, of which the worse supported one leaves."""

    holds: Figure
    leaves: Figure

    def flag(self) -> Flag:
        """What a person should look at."""
        one, other = self.leaves, self.holds
        message = f"{one.best} {one.outcome} are {one.people} here and {other.people} in {other.dispatch}"
        claims = (*self.leaves.claims, *self.holds.claims)
        return Flag(code="category_contradiction", dispatch_id=self.leaves.dispatch, message=message, claims=claims)


def contradictions(figures: Sequence[Figure]) -> tuple[Contradiction, ...]:
    """Every pair of tellings with one whole, of which one tells so many armed people and the other so many unarmed, and
    the whole has no room for both.

    Which of the two holds: whose speaker is closer to the scene, then which class more tellings give, then which was
    told first (codebook, reconciling a toll, 2: flagged, never silently mended).
    """
    classes: dict[tuple[str, str], dict[str, int]] = {}
    for f in figures:
        classes.setdefault((f.telling, f.outcome), {})[f.people] = f.best
    found: dict[Figure, Contradiction] = {}
    for some in _of_one_number(figures, classes):
        for one, other in _pairs(some, classes):
            holds, leaves = sorted((one, other), key=lambda f: _weakness(f, figures))
            found.setdefault(leaves, Contradiction(holds, leaves))
    return tuple(found.values())


Classes = Mapping[tuple[str, str], Mapping[str, int]]
"""Of each telling and outcome the classes with their figures, and the whole."""


def _of_one_number(figures: Iterable[Figure], classes: Classes) -> Iterable[list[Figure]]:
    """Figures of classes that have one number, in tellings of one whole; the earliest telling first."""
    alike: dict[tuple[str, int, int], list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.at, f.telling)):
        if f.people in ARMED | UNARMED and f.best:
            alike.setdefault((f.outcome, f.best, classes[f.telling, f.outcome].get(ALL, 0)), []).append(f)
    return alike.values()


def _pairs(some: list[Figure], classes: Classes) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of an armed and an unarmed class, neither of which has a figure in the telling of the other."""
    told = {f.people for f in some}
    alone = [f for f in some if not told <= classes[f.telling, f.outcome].keys()]
    for one, other in combinations(alone, 2):
        mine, theirs = classes[one.telling, one.outcome], classes[other.telling, other.outcome]
        sides = (one.people in ARMED) != (other.people in ARMED)
        if sides and other.people not in mine and one.people not in theirs and not _room_for_both(mine, theirs):
            yield one, other


def _room_for_both(mine: Mapping[str, int], theirs: Mapping[str, int]) -> bool:
    both = {people: max(mine.get(people, 0), theirs.get(people, 0)) for people in (mine.keys() | theirs.keys()) - {ALL}}
    return sum(both.values()) <= mine.get(ALL, 0)


def _weakness(figure: Figure, figures: Sequence[Figure]) -> tuple[int, int, str, str]:
    alike = {
        f.telling for f in figures if (f.outcome, f.people, f.best) == (figure.outcome, figure.people, figure.best)
    }
    return figure.voice.nearness, -len(alike), figure.at, figure.telling
