"""The same people told under two classes: one report's ten gunmen are another one's ten civilians."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

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
    shared = _numbers_of_both(figures)
    if not shared:
        return ()
    some = [f for f in figures if f.people in ARMED | UNARMED and (f.outcome, f.best) in shared]
    in_question = {f.telling for f in some}
    classes: dict[tuple[str, str], dict[str, int]] = {}
    for f in figures:
        if f.telling in in_question:
            classes.setdefault((f.telling, f.outcome), {})[f.people] = f.best
    tellings: dict[tuple[str, str, int], set[str]] = {}
    for f in some:
        tellings.setdefault((f.outcome, f.people, f.best), set()).add(f.telling)

    def weakness(figure: Figure) -> Weakness:
        alike = tellings[figure.outcome, figure.people, figure.best]
        return figure.voice.nearness, -len(alike), figure.at, figure.telling

    groups = _of_one_number(some, classes)
    return tuple(each for group in groups for each in _contradicting(group, classes, weakness))


def _numbers_of_both(figures: Iterable[Figure]) -> set[tuple[str, int]]:
    """Numbers that some armed class has and some unarmed one, by outcome."""
    armed, unarmed = set(), set()
    for f in figures:
        if f.best and f.people in ARMED:
            armed.add((f.outcome, f.best))
        elif f.best and f.people in UNARMED:
            unarmed.add((f.outcome, f.best))
    return armed & unarmed


Classes = Mapping[tuple[str, str], Mapping[str, int]]
"""Of each telling and outcome the classes with their figures, and the whole."""
Weakness = tuple[int, int, str, str]


def _of_one_number(figures: Iterable[Figure], classes: Classes) -> Iterable[list[Figure]]:
    """Figures that have one number in tellings of one whole, the earliest first, where they are of armed and unarmed
    classes. Those of tellings that have all of these classes are left out.
    """
    alike: dict[tuple[str, int, int], list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.at, f.telling)):
        alike.setdefault((f.outcome, f.best, classes[f.telling, f.outcome].get(ALL, 0)), []).append(f)
    for some in alike.values():
        told = {f.people for f in some}
        if told & ARMED and told & UNARMED:
            yield [f for f in some if not told <= classes[f.telling, f.outcome].keys()]


def _contradicting(
    some: Sequence[Figure], classes: Classes, weakness: Callable[[Figure], Weakness]
) -> list[Contradiction]:
    """Each figure that leaves, with the first that it contradicts and that is better supported.

    Of figures with one class, one nearness and one list of classes beside them the first speaks for the others: where
    any is better supported, it is.
    """
    first: dict[tuple[str, int, frozenset[tuple[str, int]]], int] = {}
    for place, f in enumerate(some):
        first.setdefault((f.people, f.voice.nearness, frozenset(classes[f.telling, f.outcome].items())), place)
    found: list[tuple[int, int, Contradiction]] = []
    for place, f in enumerate(some):
        better = (
            other
            for other in first.values()
            if _contradict(f, some[other], classes) and weakness(some[other]) < weakness(f)
        )
        holds = min(better, default=None)
        if holds is not None:
            found.append((min(place, holds), max(place, holds), Contradiction(some[holds], f)))
    return [each for _, _, each in sorted(found, key=lambda one: one[:2])]


def _contradict(one: Figure, other: Figure, classes: Classes) -> bool:
    """Whether one is of an armed and the other of an unarmed class, neither of which the telling of the other has."""
    mine, theirs = classes[one.telling, one.outcome], classes[other.telling, other.outcome]
    sides = (one.people in ARMED) != (other.people in ARMED)
    return sides and other.people not in mine and one.people not in theirs and not _room_for_both(mine, theirs)


def _room_for_both(mine: Mapping[str, int], theirs: Mapping[str, int]) -> bool:
    both = {people: max(mine.get(people, 0), theirs.get(people, 0)) for people in (mine.keys() | theirs.keys()) - {ALL}}
    return sum(both.values()) <= mine.get(ALL, 0)
