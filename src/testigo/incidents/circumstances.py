"""What kind of incident it was, when, where and whose doing: of what its tellings say, what most of them say best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from msgspec.structs import replace

from testigo.incidents.chosen import least, times
from testigo.incidents.joining.whereabouts import town
from testigo.model.account import Account, Participant
from testigo.model.circumstance import DatePrecision, IncidentType, Place
from testigo.model.claim import Toll
from testigo.model.incident import Circumstances
from testigo.model.telling import Telling
from testigo.packs.folding import folded

TYPES: tuple[str, ...] = get_args(IncidentType)
PRECISE: tuple[DatePrecision, ...] = ("hour", "day", "few_days", "week", "month", "year", "more", "unknown")
"""From the most to the least precise date."""
_PLACES = (("exact", "settlement"), ("district",), ("admin1",), ("country", "sea_or_air"), ("unknown",))
"""From the most to the least precise place; a street is no better for an incident than its town."""
_RANKS = {kind: rank for rank, kinds in enumerate(_PLACES) for kind in kinds}
_BY_DEED = "unnamed"
"""How those are known who are called by what they did, and by nothing else."""
_TO_THE_DAY = frozenset({"hour", "day", "few_days"})


def circumstances_of(tellings: Sequence[Telling]) -> Circumstances:
    """The circumstances of an incident. `tellings` are in order; those whose news it is speak before those that recall
    it. Raises ValueError for none.
    """
    if not tellings:
        raise ValueError("an incident without a telling")
    accounts = [t.account for t in tellings if t.account.main] or [t.account for t in tellings]
    start, end, precision = _days(accounts)
    return Circumstances(
        type=_type(accounts),
        start=start,
        end=end,
        date_precision=precision,
        place=_place(accounts),
        perpetrators=_perpetrators(accounts),
        names=_names(tellings),
        why=("type_most_tell", "start_most_tell", "latest_end_of_these", "most_precise_place_most_tell"),
    )


def _type(accounts: Iterable[Account]) -> IncidentType:
    """The type that most accounts have; of equals the first of the codebook's list."""
    told = times([account.type for account in accounts])
    return least([*told], lambda kind: (-told[kind], TYPES.index(kind)))


def _days(accounts: Iterable[Account]) -> tuple[str | None, str | None, DatePrecision]:
    """The start that most accounts give, of equals the earliest, and the latest end of those that begin there: a
    course of violence goes on. Accounts that give days speak before those that give weeks or less.
    """
    dated = [a for a in accounts if a.start]
    if not dated:
        return None, None, "unknown"
    if len(dated) == 1:
        return dated[0].start, dated[0].end or dated[0].start, dated[0].date_precision
    finest = [a for a in dated if a.date_precision in _TO_THE_DAY]
    if not finest:
        rank = min(PRECISE.index(a.date_precision) for a in dated)
        finest = [a for a in dated if PRECISE.index(a.date_precision) == rank]
    told = times([a.start or "" for a in finest])
    start = least([*told], lambda day: (-told[day], day))
    same = [a for a in finest if a.start == start]
    end = max([a.end or start for a in same])
    last = [a for a in same if (a.end or start) == end]
    return start, end, least(last, lambda a: -PRECISE.index(a.date_precision)).date_precision


def _place(accounts: Iterable[Account]) -> Place:
    """Of the most precise places in the country that most accounts give the one that most of these give; of equals one
    that is on the map.
    """
    told = [a.place for a in accounts]
    if len(told) == 1:
        return _by_its_town(told[0])
    countries = times([p.country for p in told if p.country])
    country = least([*countries], lambda key: (-countries[key], key)) if countries else None
    named = [p for p in told if p.name and p.country in (country, None)] or told
    rank = min(map(_rank, named))
    finest = [p for p in named if _rank(p) == rank]
    called = [_called(p) for p in finest]
    given = times(called)
    most = max(given.values())
    same = [(p, name) for p, name in zip(finest, called, strict=True) if given[name] == most]
    found = times([(name, p.admin1, p.gazetteer_id) for p, name in same])

    def weakness(one: tuple[Place, str]) -> tuple[object, ...]:
        p, name = one
        often = found[name, p.admin1, p.gazetteer_id]
        return p.candidates != 1, p.country is None, -often, name, p.text or "", repr(p)

    return _by_its_town(least(same, weakness)[0])


def _by_its_town(place: Place) -> Place:
    """A street, a building or a quarter under the name of its town, whose coordinates it has; its words stay as `text`.
    Reports of one incident name its spot in as many ways, and data sets look for it by the town. A district that lies
    in no town known keeps its name.

    >>> found = _by_its_town(Place(name="Elm Street, Korum", within="Korum", country="US", precision="exact"))
    >>> found.name, found.text
    ('Korum', 'Elm Street, Korum')
    """
    if place.within is None:
        return place
    in_a_town = place.precision == "district" and place.admin1 is not None and place.within != place.admin1
    if not (place.precision == "exact" or in_a_town):
        return place
    return replace(place, name=place.within, text=place.name or place.text)


def _rank(place: Place) -> int:
    return _RANKS[place.precision]


def _called(place: Place) -> str:
    """The name under which places of several accounts are one: that of the town."""
    return town(place) or folded(place.name or "")


def _perpetrators(accounts: Iterable[Account]) -> tuple[Participant, ...]:
    """Every perpetrator once: an actor of the registry in its fullest wording, others by their words. Actors come
    first, and of these and of the others those whom most accounts name. Where an actor is known, nobody is shown who is
    known by the deed alone (*the attackers*).
    """
    told: dict[str, list[Participant]] = {}
    for account in accounts:
        for key, participant in {p.actor or folded(p.text): p for p in account.perpetrators}.items():
            told.setdefault(key, []).append(participant)
    if any(one.actor for named in told.values() for one in named):
        told = {key: named for key, named in told.items() if any(one.basis != _BY_DEED for one in named)}
    keys = sorted(told, key=lambda key: (told[key][0].actor is None, -len(told[key]), key))
    return tuple([_fullest(told[key]) for key in keys])


def _fullest(worded: Sequence[Participant]) -> Participant:
    return worded[0] if len(worded) == 1 else max(worded, key=lambda p: (p.kind == "organisation", len(p.text), p.text))


def _names(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Names of the people counted; of a name and a longer one that holds it the longer one."""
    tolls = [claim for telling in tellings for claim in telling.claims if isinstance(claim, Toll) and claim.names]
    printed = sorted({" ".join(name.text.split()) for toll in tolls for name in toll.names})
    words = {name: set(folded(name).split()) for name in printed}
    return tuple(n for n in printed if not any(words[n] < words[other] for other in printed))
