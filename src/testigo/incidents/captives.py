"""People who were abducted and then killed: two outcomes of the same people, where a text says so (5)."""

from __future__ import annotations

from collections.abc import Sequence

from testigo.incidents.figures import standing_tolls
from testigo.model.claim import Toll
from testigo.model.incident import Bounds
from testigo.model.spans import overlap
from testigo.model.telling import Telling

ABDUCTED, KILLED = "abducted", "killed"


def captives_killed(tellings: Sequence[Telling]) -> Bounds | None:
    """How many captives were killed, as the latest telling has it that tells both of the same words (*two kidnapped
    clerks were killed*), or names the dead as part of the captives; None where none does.
    """
    for telling in reversed(tellings):
        tolls = standing_tolls(telling)
        taken = [toll for toll in tolls if toll.outcome == ABDUCTED]
        dead = [toll for toll in tolls if toll.outcome == KILLED and any(_same(toll, other) for other in taken)]
        if dead:
            most = max(dead, key=lambda toll: (toll.count.low, toll.id))
            claims = (most.id, *(other.id for other in taken if _same(most, other)))
            low = most.count.low
            return Bounds(low=low, best=low, high=most.count.high, claims=claims, why=("abducted_and_killed",))
    return None


def _same(dead: Toll, taken: Toll) -> bool:
    return dead.part_of == taken.id or (overlap(dead.span, taken.span) and dead.count == taken.count)
