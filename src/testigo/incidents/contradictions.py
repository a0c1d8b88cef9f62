"""The same people told under two classes: one report's ten gunmen are another one's ten civilians."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    """Every pair of tellings with one whole, of which one tells so many armed people and the other so many unarmed.

    Which of the two holds: whose speaker is closer to the scene, then which class more tellings give, then which was
    told first (codebook, reconciling a toll, 2: flagged, never silently mended).
    """
    wholes = {(f.telling, f.outcome): f.best for f in figures if f.people == ALL}
    told = {(f.telling, f.outcome, f.people) for f in figures}
    found: dict[Figure, Contradiction] = {}
    for one, other in _pairs(figures):
        same = wholes.get((one.telling, one.outcome)) == wholes.get((other.telling, other.outcome))
        each_alone = (one.telling, one.outcome, other.people) not in told and (
            other.telling,
            other.outcome,
            one.people,
        ) not in told
        if same and each_alone:
            holds, leaves = sorted((one, other), key=lambda f: _weakness(f, figures))
            found.setdefault(leaves, Contradiction(holds, leaves))
    return tuple(found.values())


def _pairs(figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    classed = sorted((f for f in figures if f.people in ARMED | UNARMED and f.best), key=lambda f: (f.at, f.telling))
    for one, other in combinations(classed, 2):
        sides = {one.people in ARMED, other.people in ARMED}
        if (one.outcome, one.best) == (other.outcome, other.best) and len(sides) == 2 and one.telling != other.telling:
            yield one, other


def _weakness(figure: Figure, figures: Sequence[Figure]) -> tuple[int, int, str, str]:
    alike = {
        f.telling for f in figures if (f.outcome, f.people, f.best) == (figure.outcome, figure.people, figure.best)
    }
    return figure.voice.nearness, -len(alike), figure.at, figure.telling
