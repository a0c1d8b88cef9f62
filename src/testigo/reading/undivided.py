"""One number for the dead and the wounded together."""

from __future__ import annotations

import msgspec

from testigo.model.quantity import Quantity
from testigo.model.reading import Group
from testigo.packs.language import Language
from testigo.reading.units import Units

KILLED, INJURED = "killed", "injured"
NONE = Quantity(0, 0)


def shared(group: Group, units: Units, words: list[int], pack: Language) -> Group:
    """The group with bounds for an outcome that only some of it met, where the words tell of the dead and the wounded
    under one number (gold convention 22): of ten *casualties* perhaps nobody is dead, of ten *killed or wounded*
    somebody is. *Many were killed and wounded* tells of many of either.
    """
    said = [value for value in (units.values[i] for i in words) if isinstance(value, dict)]
    if {KILLED, INJURED} <= {value.get("outcome") for value in said if not value.get("weak")}:
        closed = group.quantity is not None and group.quantity.high not in {None, 1}
        either = any(units.symbols[i] in pack.lexicon.having("or") for i in words)
        return _widened(group, 1) if closed or (either and group.plural) else group
    return _widened(group, 0) if any(value.get("undivided") for value in said) else group


def _widened(group: Group, low: int) -> Group:
    if group.quantity is None or group.quantity == NONE:
        return group
    return msgspec.structs.replace(group, quantity=Quantity(low, group.quantity.high, group.quantity.approx))
