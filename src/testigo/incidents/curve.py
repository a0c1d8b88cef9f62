"""How the toll of an incident moved: a point for each change, with the dispatch and the speaker that changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from testigo.incidents.count import once, tolls_of
from testigo.incidents.people import Counts, counts_of
from testigo.incidents.scopes import Kin, Story, hear, kins_in, of_kin
from testigo.incidents.voices import carrier
from testigo.model.incident import Bounds, OutcomeToll, Point
from testigo.model.moment import DAY, instant
from testigo.model.policy import Policy
from testigo.model.telling import Telling

Known = tuple[int, int, int | None]


def curve_of(tellings: Sequence[Telling], policy: Policy) -> tuple[Point, ...]:
    """Points in the order of time, of one time in the order of outcomes. A point is what the policy would have said on
    that day: what is known is counted anew with every telling, but only of the outcomes that it tells of.
    """
    story = _Known(policy)
    known: dict[str, Known] = {}
    points: list[Point] = []
    for telling in once(tellings):
        toll = story.told(telling)
        points += _changes(telling, toll, known)
        known = {outcome: (each.low, each.best, each.high) for outcome, each in toll.items()}
    return tuple(points)


def curve_of_one(telling: Telling, toll: Mapping[str, OutcomeToll]) -> tuple[Point, ...]:
    """The same where one telling is all that is known: its toll as it was counted, so that it is not counted twice."""
    return tuple(_changes(telling, dict(sorted(toll.items())), {}))


class _Known:
    """What is known of an incident so far, when its tellings are told one after the other."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._stories: dict[Kin, Story] = {}
        self._counts: dict[str, Counts] = {}
        self._captives: Bounds | None = None

    def told(self, telling: Telling) -> dict[str, OutcomeToll]:
        """The toll when one more telling is known; none may be earlier than the ones before."""
        heard = hear(telling, self._policy)
        for kin in kins_in(heard):
            self._stories.setdefault(kin, Story(self._policy)).add(of_kin(heard, kin))
            self._count(kin)
        self._captives = heard.captives or self._captives
        return tolls_of(self._counts, self._captives, self._policy)

    def _count(self, kin: Kin) -> None:
        scopes = self._stories[kin].scopes()
        for outcome in kin:
            self._counts.pop(outcome, None)
            if outcome in scopes.outcomes():
                self._counts[outcome] = counts_of(scopes, outcome, self._policy)


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
    return next(named, carrier(telling))
