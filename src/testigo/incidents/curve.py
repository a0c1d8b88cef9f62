"""How the toll of an incident moved: a point for each change, with the dispatch and the speaker that changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from testigo.incidents.count import once, toll_of_all
from testigo.incidents.scopes import hear
from testigo.incidents.voices import carrier
from testigo.model.incident import OutcomeToll, Point
from testigo.model.moment import DAY, instant
from testigo.model.policy import Policy
from testigo.model.telling import Telling

Known = tuple[int, int, int | None]


def curve_of(tellings: Sequence[Telling], policy: Policy) -> tuple[Point, ...]:
    """Points in the order of time, of one time in the order of outcomes. What is known is counted anew with every
    telling, so a point is what the policy would have said on that day.
    """
    ordered = once(tellings)
    heard = [hear(telling, policy) for telling in ordered]
    known: dict[str, Known] = {}
    points: list[Point] = []
    for number, telling in enumerate(ordered, 1):
        toll = toll_of_all(ordered[:number], heard[:number], policy)
        points += _changes(telling, toll, known)
        known = {outcome: (each.low, each.best, each.high) for outcome, each in toll.items()}
    return tuple(points)


def _changes(telling: Telling, toll: Mapping[str, OutcomeToll], known: Mapping[str, Known]) -> Iterator[Point]:
    for outcome, each in toll.items():
        if known.get(outcome) != (each.low, each.best, each.high):
            yield Point(
                as_of=instant(telling.at)[:DAY] or None,
                outcome=outcome,
                low=each.low,
                best=each.best,
                high=each.high,
                dispatch_id=telling.dispatch.id,
                speaker=_speaker(telling, each),
            )


def _speaker(telling: Telling, toll: OutcomeToll) -> str:
    """The first speaker of the telling's claims that the toll rests on, else whose text it is."""
    named = (claim.attribution[0].text for claim in telling.claims if claim.id in toll.claims and claim.attribution)
    return next(named, carrier(telling.dispatch))
