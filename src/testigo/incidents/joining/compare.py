"""How two accounts compare: named features, each with what it says of these two. Nothing here decides."""

from __future__ import annotations

import math
from collections.abc import Iterator

from testigo.incidents.joining.candidates import PLACED
from testigo.incidents.joining.retold import wording
from testigo.model.likeness import Feature
from testigo.model.outline import Outline

_EARTH_KM = 6371.0088
_TOWN_KM, _NEAR_KM, _REGION_KM = 5, 40, 150
_DAYS = ((0, "same_day"), (1, "next_day"), (3, "days_apart"), (10, "week_apart"))
_GAPS = ((1, "told_together"), (4, "told_days_apart"), (10, "told_a_week_apart"), (31, "told_a_month_apart"))
_COUNTED = ("killed", "injured")
_MANY = 8
"""From here on a larger number makes chance no smaller, as far as anybody has fitted."""


def compare(one: Outline, other: Outline) -> tuple[Feature, ...]:
    """The features of two accounts; the same whichever is given first."""
    first, second = sorted((one, other), key=lambda o: (o.published or 0, o.account))
    found = (_place, _time, _kind, _counts, _sides, _names, _marks, _telling)
    return tuple(feature for part in found for feature in part(first, second))


def _place(one: Outline, other: Outline) -> Iterator[Feature]:
    mine, yours = one.place, other.place
    if mine.country and yours.country and mine.country != yours.country:
        yield Feature("other_country", 1, f"{mine.country} and {yours.country}")
        return
    if mine.admin1 and yours.admin1:
        same = mine.admin1 == yours.admin1
        yield Feature("same_region" if same else "other_region", 1, f"{mine.admin1} and {yours.admin1}")
    if mine.precision == yours.precision == "exact" and mine.name and mine.name == yours.name:
        yield Feature("same_spot", 1, mine.name)
    if mine.precision in PLACED and yours.precision in PLACED:
        apart = kilometres(one, other)
        if apart is not None:
            yield Feature(_distance(apart), 1, f"{mine.name} and {yours.name}, {apart:.0f} km apart")


def _distance(km: float) -> str:
    if km < _TOWN_KM:
        return "same_town"
    if km < _NEAR_KM:
        return "near_towns"
    return "distant_towns" if km < _REGION_KM else "far_towns"


def kilometres(one: Outline, other: Outline) -> float | None:
    """The distance of two accounts on the Earth as a sphere (haversine), None where one has no place on the map."""
    a, b = one.place, other.place
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, south = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _time(one: Outline, other: Outline) -> Iterator[Feature]:
    if one.start is not None and other.start is not None:
        days = _gap(one.start, one.end or one.start, other.start, other.end or other.start)
        name = next((name for most, name in _DAYS if days <= most), "long_apart")
        yield Feature(name, 1, f"{days} days apart" if days else "on one day")
    if one.published is not None and other.published is not None:
        days = abs(one.published - other.published)
        name = next((name for most, name in _GAPS if days <= most), "told_long_apart")
        yield Feature(name, 1, f"published {days} days apart")


def _gap(start: int, end: int, later: int, until: int) -> int:
    """Days between two stretches of days, 0 where they overlap."""
    return max(0, later - end, start - until)


def _kind(one: Outline, other: Outline) -> Iterator[Feature]:
    same = one.type == other.type
    yield Feature("same_type" if same else "other_type", 1, one.type if same else f"{one.type} and {other.type}")


def _counts(one: Outline, other: Outline) -> Iterator[Feature]:
    """Counts in the order in which they were published: the same, moved as tolls move, or too far apart for that."""
    for outcome in _COUNTED:
        if outcome not in one.tolls or outcome not in other.tolls:
            continue
        before, after = one.tolls[outcome][1], other.tolls[outcome][1]
        told = f"{before}, then {after} {outcome}"
        if before == after:
            yield Feature(f"same_{outcome}", math.log1p(min(before, _MANY)), told)
        elif before < after <= 2 * before + 1:
            yield Feature(f"more_{outcome}", 1, told)
        elif after < before <= 2 * after + 1:
            yield Feature(f"fewer_{outcome}", 1, told)
        else:
            yield Feature(f"other_{outcome}", 1, told)


def _sides(one: Outline, other: Outline) -> Iterator[Feature]:
    if one.sides & other.sides:
        yield Feature("same_side", 1, ", ".join(sorted(one.sides & other.sides)))
    elif one.sides and other.sides:
        yield Feature("other_sides", 1, f"{', '.join(sorted(one.sides))} and {', '.join(sorted(other.sides))}")


def _names(one: Outline, other: Outline) -> Iterator[Feature]:
    shared = one.names & other.names
    if shared:
        yield Feature("same_names", 1, ", ".join(sorted(shared)))
    elif one.names and other.names:
        yield Feature("other_names", 1, f"{', '.join(sorted(one.names))} and {', '.join(sorted(other.names))}")


def _marks(one: Outline, other: Outline) -> Iterator[Feature]:
    words, pairs = len(one.words & other.words), len(one.pairs & other.pairs)
    if words:
        yield Feature("rare_words", math.log1p(words), f"{words} names and numbers in both")
        share = words / math.sqrt(len(one.words) * len(other.words))
        yield Feature("share_of_words", share, f"{share:.0%} of the names and numbers")
    if pairs:
        yield Feature("rare_pairs", math.log1p(pairs), f"{pairs} pairs of names in both")
        share = pairs / (1 + min(len(one.pairs), len(other.pairs)))
        yield Feature("share_of_pairs", share, f"{share:.0%} of the pairs of names")


def _telling(one: Outline, other: Outline) -> Iterator[Feature]:
    alike = wording(one, other)
    if alike:
        yield Feature("same_wording", alike, f"{alike:.0%} of the shorter text's wording")
    if _quotes(one, other) or _quotes(other, one):
        yield Feature("one_quotes_the_other", 1, f"{one.carrier} and {other.carrier}")
    if not (one.main and other.main):
        yield Feature("as_background", 1, "one of them recalls it")


def _quotes(one: Outline, other: Outline) -> bool:
    return bool(other.carrier) and any(other.carrier in quoted for quoted in one.quotes)
