"""Where an account is, as far as it is compared: a point on the map, a town by its name, a name that no map has."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from testigo.model.circumstance import Place
from testigo.model.trace import marking, smallest
from testigo.packs.folding import folded
from testigo.packs.world.gazetteer import gazetteer
from testigo.packs.world.placewords import words_of_spots

_PRECISE = frozenset({"exact", "settlement", "district"})
_NAMED = frozenset({"settlement", "district"})
_WORD = re.compile(r"\w+")
_GEONAMES = "geonames:"
_VILLAGE = 1_000
"""People up to which a place is as small as any; of many a village the map does not know how many live there."""


def is_placed(place: Place) -> bool:
    """Whether its coordinates are those of a town, a district or something in it, and not of a region or a country that
    a village is in which no map has.

    >>> is_placed(Place(name="Korum", admin1="Diyala", country="IQ", lat=33.9, lon=44.9, precision="settlement"))
    True
    >>> is_placed(Place(name="Korum", within="Iraq", country="IQ", lat=33.0, lon=44.0, precision="settlement"))
    False
    """
    if place.precision not in _PRECISE or place.lat is None or place.lon is None:
        return False
    return not place.within or bool(place.admin1 and place.within not in (place.admin1, *place.admin1_names))


def town(place: Place) -> str:
    """The name, folded, of the town or district that an account names, or in which its street is; empty for none.

    >>> town(Place(name="Elm Street", within="Korum", precision="exact")), town(Place(name="Iraq", precision="country"))
    ('korum', '')
    """
    name = place.name if place.precision in _NAMED else place.within if place.precision == "exact" else None
    return folded(name or "")


def unmapped(place: Place) -> str:
    """The same for a village or quarter that no map has; empty for a place on the map."""
    return "" if is_placed(place) or place.precision not in _NAMED else town(place)


def called(place: Place) -> str:
    """What is left of the name of a street or house of which no town is known, without the words for what it is: it may
    be the town's.

    >>> called(Place(name="parque de Korum", precision="exact")), called(Place(name="Korum", precision="settlement"))
    ('korum', '')
    """
    if place.precision != "exact" or place.within:
        return ""
    return " ".join(word for word in _WORD.findall(folded(place.name or "")) if word not in words_of_spots())


class Spot(msgspec.Struct, frozen=True):
    """What is asked of a place again and again, for each account that another one is compared with: see `is_placed`,
    `town`, `called` and `unmapped`. `mark` is the hash of the longest word of its name, as traces have them;
    `is_known` tells whether it is on the map, or a village or quarter by name; `people` how many live there, at least
    a thousand where the map tells it, 0 where it does not.
    """

    is_placed: bool
    town: str
    unmapped: str
    mark: str = ""
    is_known: bool = True
    people: int = 0


@lru_cache(maxsize=50_000)
def spot(place: Place) -> Spot:
    """A place as it is compared with many.

    >>> spot(Place(name="Korum", precision="settlement"))
    Spot(is_placed=False, town='korum', unmapped='korum', mark='irdw', is_known=True, people=0)
    """
    name = town(place) or called(place)
    mark = smallest({marking(name)}, 1)
    is_known = is_placed(place) or bool(town(place))
    people = _people(place) if is_placed(place) else 0
    return Spot(is_placed(place), name, unmapped(place) or called(place), mark, is_known, people)


def _people(place: Place) -> int:
    number = (place.gazetteer_id or "").removeprefix(_GEONAMES)
    held = gazetteer().place(int(number)) if number.isdigit() else None
    return max(_VILLAGE, held.population) if held else 0
