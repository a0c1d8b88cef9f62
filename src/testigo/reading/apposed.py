"""Whether a phrase behind a name is a further description of that person, and nobody else."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from testigo.model.quantity import Quantity
from testigo.model.reading import Group
from testigo.packs.language import Language
from testigo.reading.units import Units

ONE = Quantity(1, 1)
NAMES = {"name", "surname"}
AGE_BEHIND = 2
"""Units from a name to an age behind it: the comma, and the age itself."""


def apposed(units: Units, before: Group, group: Group, pack: Language) -> bool:
    """*Ana Ruiz, a teacher*, *Ana Ruiz, 24, a teacher*: a description behind a name is no second person, and neither is
    one that goes on with it (*Ana Ruiz, the head of the union and a member of the council*).
    """
    if before.kind not in NAMES or group.quantity != ONE:
        return False
    behind = bisect_left(units.start, group.span[0])
    between = units.symbols[bisect_left(units.start, before.span[1]) : behind]
    described = 0 < len(between) <= AGE_BEHIND + 1 and all(symbol in _asides(pack) for symbol in between)
    if described and group.kind == "one":
        return True
    if not _belongs(group, pack):
        return False
    described_before = before.name is not None and before.span[1] > before.name[1]
    further = _further(pack)[described_before].fullmatch(between + units.symbols[behind + 1 : behind + 2])
    return further is not None


def _belongs(group: Group, pack: Language) -> bool:
    """Whether people are told of by the body that they belong to: *a member*, *one of the leaders*."""
    word = pack.lexicon.word(group.head)
    return word is not None and "belongs" in word.values


@cache
def _further(pack: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a name and a further description, and right behind that: a first description, which a comma
    opens where the name's own phrase does not hold it, an *and* with no comma before it, and an *of*.
    """
    comma, both, of = pack.lexicon.having("comma"), pack.lexicon.having("and"), pack.lexicon.having("of")
    rest = f"[^{comma}]*[{both}][{of}]"
    return re.compile(f"[{comma}]{rest}"), re.compile(rest)


@cache
def _asides(pack: Language) -> str:
    """What stands between a name and its description: a comma, or an age between two."""
    return pack.lexicon.having("comma", "age")
