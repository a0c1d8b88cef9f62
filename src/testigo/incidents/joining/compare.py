"""How two accounts compare: named features, and what each says of these two. Nothing here decides.

Millions of pairs are compared and few are shown, so features are told as bare values; `told` puts them in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Set
from functools import lru_cache

from testigo.incidents.joining.held import Held
from testigo.incidents.joining.retold import wording
from testigo.incidents.joining.whereabouts import Spot
from testigo.model.distance import between
from testigo.packs.folding import folded
from testigo.packs.world.placewords import words_of_spots

Features = list[tuple[str, float]]
_DISTANCES = ((5, "same_town"), (40, "near_towns"), (150, "distant_towns"))
_AT_ONE = "same_town"
_TOGETHER = frozenset({_AT_ONE, "near_towns"})
_THESE_DAYS, _A_WEEK = 3, 10
_DAYS = ((0, "same_day"), (1, "next_day"), (_THESE_DAYS, "days_apart"), (_A_WEEK, "week_apart"))
_GAPS = ((1, "told_together"), (4, "told_days_apart"), (10, "told_a_week_apart"), (31, "told_a_month_apart"))
_FRESH = 2
"""Days that news without a day of its own is mostly old at most."""
_EVERYDAY = frozenset(
    {"armed_attack", "massacre/execution", "assassination", "arrest_or_raid", "shelling", "air_or_drone_strike"}
)
"""Kinds of violence of which a large place sees several in a day."""
_KILLED, _INJURED = ((f"same_{o}", f"more_{o}", f"fewer_{o}", f"other_{o}") for o in ("killed", "injured"))
_WORD, _SHORT = re.compile(r"\w+"), 2
"""A word of a street's name; one of so few letters is a part of the compass or an ending."""
_LARGE, _LARGEST = 4, 32
"""Killed, hurt and taken from which on an incident is large; beyond the other number one is no rarer for that."""
_TOWN, _METROPOLIS = 500_000, 10_000_000
"""People up to which a town is small and from which on a city is large, and beyond which no larger one counts for more.
"""
_MANY = 8
"""From here on a larger number makes chance no smaller, as far as anybody has fitted."""


def compare(one: Held, other: Held) -> Features:
    """The features of two accounts with their values; the same whichever is given first."""
    if one.rank > other.rank:
        one, other = other, one
    found: Features = []
    lie_apart = _place(one, other, found)
    _time(one, other, found)
    _counts(one, other, found)
    if not lie_apart:
        _size(one, other, found)
    _people(one, other, found)
    _marks(one, other, found)
    _telling(one, other, found)
    return found


def told(name: str, one: Held, other: Held) -> str:
    """What a feature says of two accounts, in words."""
    if one.rank > other.rank:
        one, other = other, one
    return _TOLD[name](one, other) if name in _TOLD else ""


def _place(one: Held, other: Held, found: Features) -> bool:
    """Where both are; gives whether they are known to lie apart."""
    mine, yours = one.place, other.place
    here, there = one.spot, other.spot
    named_alike = bool(here.town) and here.town == there.town
    if mine.country and yours.country and mine.country != yours.country:
        found.append(("namesakes" if named_alike else "other_country", 1))
        if not named_alike:
            _naming(here, there, (one.words, other.words), found)
        return True
    both_tell = mine.admin1 and yours.admin1
    same_region = not both_tell or mine.admin1 == yours.admin1
    if both_tell and (same_region or not (named_alike and here.is_placed and there.is_placed)):
        found.append(("same_region" if same_region else "other_region", 1))
    are_one = False
    if mine.precision == yours.precision == "exact" and mine.name and yours.name:
        are_one = mine.name == yours.name != mine.within  # *a school of Korum* is called after the town
        if are_one:
            found.append(("same_spot", 1))
        elif _is_another_spot(_called(mine.name, mine.within), _called(yours.name, yours.within)):
            found.append(("other_spot", 1))
    if named_alike and same_region and not are_one and (here.unmapped or there.unmapped):
        found.append(("same_unmapped", 1))
    apart = between(one.point, other.point) if one.point and other.point else None
    how = "" if apart is None else _named(apart, _DISTANCES, "far_towns")
    if not named_alike and not are_one and how != _AT_ONE:
        _naming(here, there, (one.words, other.words), found)
    if apart is None:
        return False
    found.append(("namesakes" if named_alike and how not in _TOGETHER else how, 1))
    if how == _AT_ONE and (here.people or there.people):
        _people_of(one, other, found)
    return here.town != there.town and how not in _TOGETHER


def _people_of(one: Held, other: Held, found: Features) -> None:
    """How many live in the town where both happened: in a village two in a few days are mostly one, in a city not."""
    people = _inhabitants(one, other)
    if people > _TOWN:
        found.append(("large_city", math.log10(min(people, _METROPOLIS) / _TOWN)))
    elif people and (_days_at_most(_A_WEEK, one, other) or _days(one, other) == 0):
        found.append(("small_town", math.log10(_TOWN / people)))


def _inhabitants(one: Held, other: Held) -> int:
    return max(one.spot.people, other.spot.people)


def _naming(mine: Spot, yours: Spot, words: tuple[Set[str], Set[str]], found: Features) -> None:
    """Which of two that know other towns, or one of which knows none, names the other's: it may be about that one."""
    first, second = yours.mark in words[0], mine.mark in words[1]
    if first or second:
        found.append(("name_each_other" if first and second else "names_its_town", 1))
    elif mine.town and yours.town:
        found.append(("names_neither", 1))


def _is_another_spot(mine: frozenset[str], yours: frozenset[str]) -> bool:
    return bool(mine and yours) and mine.isdisjoint(yours)


@lru_cache(maxsize=20_000)
def _called(name: str, town: str | None) -> frozenset[str]:
    """What a street or house is called, without its town and what such names are made of: *4200*, *Fairfield*."""
    words = _WORD.findall(folded(name))
    return frozenset(w for w in words if len(w) > _SHORT) - words_of_spots() - set(_WORD.findall(folded(town or "")))


def _time(one: Held, other: Held, found: Features) -> None:
    days = _days(one, other)
    if days == 0 and (one.is_rough or other.is_rough):
        found.append(("same_span", 1))
    elif days is not None:
        found.append((_named(days, _DAYS, "long_apart"), 1))
    elif undated := _undated(one, other):
        found.append((undated, 1))
    if one.published is not None and other.published is not None:
        found.append((_named(other.published - one.published, _GAPS, "told_long_apart"), 1))


def _undated(one: Held, other: Held) -> str:
    """How an account that says no day lies to the other one by when it was published; empty for a follow-up of days."""
    if one.day is None or other.day is None:
        return ""
    apart = abs(one.day - other.day)
    if apart <= _FRESH:
        return "undated" if one.start or other.start else "both_undated"
    if apart > _A_WEEK:
        return "undated_weeks_apart"
    told_before = one.day < other.day if one.start is None else other.day < one.day
    return "undated_before" if told_before and (one.start or other.start) else ""


def _days(one: Held, other: Held) -> int | None:
    """Days between two stretches of days, 0 where they overlap."""
    if one.start is None or other.start is None:
        return None
    return max(0, other.start - one.last, one.start - other.last)


def _span(outline: Held) -> int:
    return (outline.end or 0) - (outline.start or 0) + 1


def _named(number: float, names: tuple[tuple[int, str], ...], beyond: str) -> str:
    for most, name in names:
        if number <= most:
            return name
    return beyond


def _counts(one: Held, other: Held, found: Features) -> None:
    """Counts in the order in which they were published: the same, moved as tolls move, or too far apart for that."""
    if one.killed is not None and other.killed is not None:
        found.append(_moved(one.killed, other.killed, _KILLED))
    if one.injured is not None and other.injured is not None:
        found.append(_moved(one.injured, other.injured, _INJURED))
    if one.taken == other.taken != 0:  # those who are freed are told apart from them, so that the number seldom moves
        found.append(("same_abducted", math.log1p(min(one.taken, _MANY))))


def _moved(before: int, after: int, names: tuple[str, str, str, str]) -> tuple[str, float]:
    same, more, fewer, apart = names
    if before == after:
        return same, math.log1p(min(before, _MANY))
    if before < after <= 2 * before + 1:
        return more, 1
    if after < before <= 2 * after + 1:
        return fewer, 1
    return apart, 1


def _size(one: Held, other: Held, found: Features) -> None:
    """How many were killed, hurt or taken by what both tell, where both happened, or were told, in the same days."""
    if one.harmed >= _LARGE <= other.harmed and _days_at_most(_THESE_DAYS, one, other):
        found.append(("both_large", math.log2(min(one.harmed, other.harmed, _LARGEST) / _LARGE)))


def _days_at_most(most: int, one: Held, other: Held) -> bool:
    """Whether both happened, or were told, within so many days."""
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= most


def _people(one: Held, other: Held, found: Features) -> None:
    found.append(("same_type" if one.type == other.type else "other_type", 1))
    if one.type == other.type and one.type not in _EVERYDAY:
        found.append(("same_rare_type", 1))
    if one.sides and other.sides:
        found.append(("other_sides" if one.sides.isdisjoint(other.sides) else "same_side", 1))
    if one.names and other.names:
        found.append(("other_names" if one.names.isdisjoint(other.names) else "same_names", 1))


def _marks(one: Held, other: Held, found: Features) -> None:
    words = len(one.words & other.words)
    if words:
        found.append(("rare_words", math.log1p(words)))
        found.append(("share_of_words", words / math.sqrt(len(one.words) * len(other.words))))
    pairs = len(one.pairs & other.pairs)
    if pairs:
        found.append(("rare_pairs", math.log1p(pairs)))
        found.append(("share_of_pairs", pairs / (1 + min(len(one.pairs), len(other.pairs)))))


def _telling(one: Held, other: Held, found: Features) -> None:
    alike = wording(one, other) if one.sketch and other.sketch else 0.0
    if alike:
        found.append(("same_wording", alike))
    if (one.quotes and _quotes(one, other)) or (other.quotes and _quotes(other, one)):
        found.append(("one_quotes_the_other", 1))
    if not (one.main and other.main):
        found.append(("as_background", 1))


def _quotes(one: Held, other: Held) -> bool:
    return bool(other.carrier) and any(other.carrier in quoted for quoted in one.quotes)


def _counted(outcome: str) -> Callable[[Held, Held], str]:
    return lambda one, other: f"{one.tolls[outcome][1]}, then {other.tolls[outcome][1]} {outcome}"


def _of_both(part: Callable[[Held], object]) -> Callable[[Held, Held], str]:
    return lambda one, other: f"{part(one)} and {part(other)}"


def _listed(things: frozenset[str]) -> str:
    return ", ".join(sorted(things))


def _apart(one: Held, other: Held) -> str:
    apart = between(one.point, other.point) if one.point and other.point else 0.0
    return f"{one.place.name} and {other.place.name}, {apart:.0f} km apart"


def _shared(names: Callable[[Held], frozenset[str]], what: str) -> Callable[[Held, Held], str]:
    return lambda one, other: f"{len(names(one) & names(other))} of the {what} in both"


_NAMES = "names and numbers", "pairs of names"
_TOLD: Mapping[str, Callable[[Held, Held], str]] = {
    "other_country": _of_both(lambda o: o.place.country),
    **dict.fromkeys(("same_region", "other_region"), _of_both(lambda o: o.place.admin1)),
    "same_spot": lambda one, _: str(one.place.name),
    "other_spot": _of_both(lambda o: o.place.name),
    **dict.fromkeys(("same_unmapped", "namesakes"), lambda one, _: one.spot.town),
    **dict.fromkeys((*(name for _, name in _DISTANCES), "far_towns"), _apart),
    **dict.fromkeys(
        ("names_its_town", "name_each_other", "names_neither"), _of_both(lambda o: o.spot.town or "no town")
    ),
    **dict.fromkeys(("small_town", "large_city"), lambda one, other: f"{_inhabitants(one, other):,} people"),
    "same_span": lambda a, b: f"{max(_span(a), _span(b))} days in which it may have been",
    **dict.fromkeys((*(name for _, name in _DAYS), "long_apart"), lambda a, b: f"{_days(a, b)} days between them"),
    **dict.fromkeys(
        (*(name for _, name in _GAPS), "told_long_apart"),
        lambda a, b: f"published {(b.published or 0) - (a.published or 0)} days apart",
    ),
    **dict.fromkeys(
        ("undated", "both_undated", "undated_before", "undated_weeks_apart"),
        lambda one, other: f"{abs((one.day or 0) - (other.day or 0))} days between what is known of either",
    ),
    "both_large": lambda one, other: f"{one.harmed} and {other.harmed} killed, hurt or taken",
    **dict.fromkeys(_KILLED, _counted("killed")),
    **dict.fromkeys(_INJURED, _counted("injured")),
    "same_abducted": _counted("abducted"),
    **dict.fromkeys(("same_type", "same_rare_type"), lambda one, _: one.type),
    "other_type": _of_both(lambda o: o.type),
    "same_side": lambda one, other: _listed(one.sides & other.sides),
    "other_sides": _of_both(lambda o: _listed(o.sides)),
    "same_names": lambda one, other: _listed(one.names & other.names),
    "other_names": _of_both(lambda o: _listed(o.names)),
    **dict.fromkeys(("rare_words", "share_of_words"), _shared(lambda o: o.words, _NAMES[0])),
    **dict.fromkeys(("rare_pairs", "share_of_pairs"), _shared(lambda o: o.pairs, _NAMES[1])),
    "same_wording": lambda one, other: f"{wording(one, other):.0%} of the shorter text's wording",
    "one_quotes_the_other": _of_both(lambda o: o.carrier),
    "as_background": lambda one, other: "one of them recalls it" if one.main or other.main else "both recall it",
}
