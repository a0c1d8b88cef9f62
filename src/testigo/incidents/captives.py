"""People who were abducted and then killed: two outcomes of the same people, where a text says so (5)."""

from __future__ import annotations

from collections.abc import Sequence

from testigo.model.claim import Toll
from testigo.model.incident import Bounds
from testigo.model.spans import overlap

ABDUCTED, KILLED = "abducted", "killed"


def captives_killed(tolls: Sequence[Toll]) -> Bounds | None:
    """How many captives were killed, as a telling's tolls have it that tell both of the same words (*two kidnapped
    clerks were killed*), or name the dead as part of the captives; None where none does.
    """
    taken = [toll for toll in tolls if toll.outcome == ABDUCTED]
    if not taken:
        return None
    dead = [toll for toll in tolls if toll.outcome == KILLED and any(_same(toll, other) for other in taken)]
    if not dead:
        return None
    most = max(dead, key=lambda toll: (toll.count.low, toll.id))
    claims = (most.id, *(other.id for other in taken if _same(most, other)))
    low = most.count.low
    return Bounds(low=low, best=low, high=most.count.high, claims=claims, why=("abducted_and_killed",))


def _same(dead: Toll, taken: Toll) -> bool:
    return dead.part_of == taken.id or (overlap(dead.span, taken.span) and dead.count == taken.count)
