"""Whether a word for what people met has their number, in languages where it has one."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from testigo.model.reading import Group
from testigo.packs.language import Language
from testigo.reading.units import Units

_BEFORE = 4
"""Units before a participle among which the verb that makes it active is looked for."""
_CROWD = 2
"""Units before people that may say that all of them are one: *a group of*."""


def disagree(units: Units, words: list[int], group: Group, pack: Language) -> bool:
    """Whether a word that tells of one alone stands beside several people, in a language where it has their number."""
    if not words or units.symbols[words[-1]] not in _agreeing(pack) or not _are_several(group):
        return False
    last, who = words[-1], bisect_left(units.start, group.span[0])
    around = units.symbols[max(0, words[0] - _BEFORE) : last] + units.symbols[last + 1 : last + 2]
    active = any(symbol in _doing(pack) for symbol in around)
    in_one = any(symbol in _crowds(pack) for symbol in units.symbols[max(0, who - _CROWD) : who])
    return not (active or in_one) and not _is_plural(units.norm[last], pack)


def _is_plural(word: str, pack: Language) -> bool:
    """Whether a word, or one of a phrase of several (*puestos en libertad*), ends as plurals do."""
    return any(part.endswith(tuple(pack.settings["plural_endings"])) for part in word.split("_"))


def _are_several(group: Group) -> bool:
    """Whether people are told of by a plural alone, or an exact number: a dozen of them may be *one* dozen."""
    if group.kind not in {"counted", "bare", "definite"} or not group.plural:
        return False
    quantity = group.quantity
    return quantity is None or (quantity.high == quantity.low > 1 and not quantity.approx)


@cache
def _agreeing(pack: Language) -> str:
    """The symbols of words that have the number of those whom they tell of; none where a pack names no class."""
    return _named(pack, "words")


@cache
def _doing(pack: Language) -> str:
    """What stands before or behind a participle of those who did it: *ha herido*, *y herido a otros*."""
    return _named(pack, "doing")


@cache
def _crowds(pack: Language) -> str:
    return _named(pack, "wholes")


def _named(pack: Language, part: str) -> str:
    """The symbols that a pack gives this part in its agreement."""
    return pack.lexicon.having(*pack.settings["agreement"].get(part, ()))
