"""An account as it is held against many others: what is asked of it for each of them is made once."""

from __future__ import annotations

import msgspec

from testigo.incidents.joining.candidates import is_rough
from testigo.incidents.joining.whereabouts import Spot, spot
from testigo.model.distance import Point, point
from testigo.model.outline import Outline


class Held(Outline, frozen=True, kw_only=True, gc=False):
    """An outline with what follows from it alone.

    Of two, the one of the smaller `rank` is looked at first. `last` is the last day on which it may have happened;
    `spot` what is asked of its place, `point` None unless that is on the map. `killed` and `injured` are None where
    nothing is told of them, `taken` is 0 then, and `harmed` the number of all three. `turns` are those of its sketch.
    """

    rank: tuple[int, str]
    day: int | None
    last: int
    is_rough: bool
    spot: Spot
    point: Point | None
    killed: int | None
    injured: int | None
    taken: int
    harmed: int
    turns: frozenset[str]


def held(outline: Outline) -> Held:
    """An outline as it is held against others.

    >>> from testigo.model.circumstance import Place
    >>> nothing = frozenset()
    >>> one = held(Outline(
    ...     account="a1", dispatch="d1", published=7, start=5, end=None, place=Place(), type="bombing", main=True,
    ...     tolls={"killed": (2, 3, None), "arrested": (1, 1, 1)}, sides=nothing, names=nothing, words=nothing,
    ...     pairs=nothing, towns=nothing, sketch=(), length=0, carrier="", quotes=(),
    ... ))
    >>> one.rank, one.day, one.last, one.killed, one.injured, one.harmed
    ((7, 'a1'), 5, 5, 3, None, 3)
    """
    killed, injured, taken = (_told(outline, outcome) for outcome in ("killed", "injured", "abducted"))
    place, here = outline.place, spot(outline.place)
    is_on_map = here.is_placed and place.lat is not None and place.lon is not None
    return Held(
        **msgspec.structs.asdict(outline),
        rank=(outline.published or 0, outline.account),
        day=outline.day,
        last=outline.end or outline.start or 0,
        is_rough=is_rough(outline),
        spot=here,
        point=point(place.lat or 0.0, place.lon or 0.0) if is_on_map else None,
        killed=killed,
        injured=injured,
        taken=taken or 0,
        harmed=(killed or 0) + (injured or 0) + (taken or 0),
        turns=frozenset(outline.sketch),
    )


def _told(outline: Outline, outcome: str) -> int | None:
    """The best number of an outcome, None where nothing is told of it."""
    return outline.tolls[outcome][1] if outcome in outline.tolls else None
