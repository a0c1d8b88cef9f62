"""Which counted incidents somebody wants to see, and in which order."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import msgspec

from testigo.model.incident import Incident
from testigo.packs.folding import folded


class Listed(msgspec.Struct, frozen=True):
    """A counted incident, and when the latest dispatch that tells of it was published."""

    incident: Incident
    updated: str


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an incident; what is None, 0 or False asks nothing. Of texts, case and accents do not count.

    `killed` is the least best figure; an incident of which nobody states it does not have it, not even for 0.
    """

    included: bool = False
    admin1: str | None = None
    place: str | None = None
    name: str | None = None
    killed: int | None = None
    dispatches: int = 0
    flagged: bool = False


def fits(incident: Incident, wish: Wish) -> bool:
    """Whether an incident is as wished.

    >>> from testigo.model.circumstance import Place
    >>> place = Place(name="Villa Unión", admin1="Coahuila")
    >>> incident = Incident(incident_id="i1", policy="literal/1", type="bombing", place=place)
    >>> [fits(incident, wish) for wish in (Wish(place="villa union"), Wish(admin1="Sinaloa"), Wish(killed=0))]
    [True, False, False]
    """
    where = incident.place
    regions = (where.admin1, *where.admin1_names)
    sides = [side.text for side in incident.perpetrators] + [side.actor or "" for side in incident.perpetrators]
    killed = incident.toll.get("killed")
    return (
        (incident.included or not wish.included)
        and (bool(incident.flags) or not wish.flagged)
        and len(incident.dispatch_ids) >= wish.dispatches
        and (wish.killed is None or (killed is not None and killed.best >= wish.killed))
        and (wish.admin1 is None or folded(wish.admin1) in {folded(name) for name in regions if name})
        and _named(wish.place, (where.name, where.text, where.within))
        and _named(wish.name, (*incident.names, *sides))
    )


def _named(wished: str | None, names: Iterable[str | None]) -> bool:
    return wished is None or any(folded(wished) in folded(name) for name in names if name)


def in_order_of(found: Iterable[Listed], sort: str, limit: int | None) -> Iterator[Listed]:
    """Incidents in an order, at most `limit` of them; those of one rank in the order in which they come, by first day.

    `start` is the order in which they come: one after the other is passed on. For another one all have to be seen
    first, of which `limit` are kept.

    >>> one = Incident(incident_id="i1", policy="p", type="bombing", dispatch_ids=("d1",))
    >>> two = Incident(incident_id="i2", policy="p", type="bombing", dispatch_ids=("d2", "d3"))
    >>> [each.incident.incident_id for each in in_order_of([Listed(one, ""), Listed(two, "")], "dispatches", None)]
    ['i2', 'i1']
    """
    key = _KEYS.get(sort)
    if key is None:
        return islice(found, limit)
    if limit is None:
        return iter(sorted(found, key=key, reverse=True))
    return iter(heapq.nlargest(limit, found, key=key))


def _best(outcome: str) -> Callable[[Listed], int]:
    def best(one: Listed) -> int:
        toll = one.incident.toll.get(outcome)
        return -1 if toll is None else toll.best

    return best


_KEYS: dict[str, Callable[[Listed], int | str]] = {
    "killed": _best("killed"),
    "injured": _best("injured"),
    "dispatches": lambda one: len(one.incident.dispatch_ids),
    "updated": lambda one: one.updated,
}
