"""Places that the gazetteer has in another spelling: by their sound, in the countries that the dispatch speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from testigo.model.toponym import Candidate, Located, PlaceKind, Toponym
from testigo.packs.world.gazetteer import Gazetteer
from testigo.packs.world.names import key
from testigo.reading.places.evidence import NEAR_KM, kilometres, region_id

_OTHER_KINDS: frozenset[PlaceKind] = frozenset({"exact", "quarter", "sea", "admin1", "country"})
"""What no settlement is called."""
_LETTERS = 0.75
"""Share of letters that two spellings of one name have in common."""
_ARTICLE = 3
"""Letters up to which a first word may be an article that another printer leaves out."""
_ONE_PLACE_KM = 30.0
"""Settlements of one sound that lie nearer to each other are one, or as good as one."""


def respelt(places: Sequence[Located], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The toponyms of some places; those that the gazetteer lacks with the settlement that is spelt otherwise, where
    the countries that the dispatch speaks of have one such, and it lies near what else is named there.
    """
    known = tuple(dict.fromkeys(c for place in places for c in place.meant))
    return tuple(_respelt(place.toponym, places, known, gazetteer) for place in places)


def _respelt(toponym: Toponym, places: Sequence[Located], known: Sequence[Candidate], gazetteer: Gazetteer) -> Toponym:
    if toponym.candidates or toponym.unmarked or toponym.kind in _OTHER_KINDS:
        return toponym
    beside = [c for n in toponym.tied for c in places[n].meant]
    countries = dict.fromkeys(c.country for c in beside or known)
    found = [c for country in countries for c in gazetteer.heard(toponym.name, country)]
    near = [c for c in found if _is_close(toponym.name, c.name) and _lies_among(c, beside or known)]
    if not near or any(kilometres(c, near[0]) > _ONE_PLACE_KM for c in near):
        return toponym
    return msgspec.structs.replace(toponym, candidates=(max(near, key=lambda c: c.population),))


def _is_close(name: str, other: str) -> bool:
    """Whether two names are two spellings of one: with or without an article before them."""
    from difflib import SequenceMatcher  # few names are heard only

    one = key(name)
    return any(SequenceMatcher(None, one, spelt).ratio() >= _LETTERS for spelt in _without_article(key(other)))


def _without_article(spelt: str) -> Iterable[str]:
    first, _, rest = spelt.partition(" ")
    return (spelt, rest) if rest and len(first) <= _ARTICLE else (spelt,)


def _lies_among(place: Candidate, known: Sequence[Candidate]) -> bool:
    """Whether a place lies in one of the regions, or near one of the places, that are named of its country; in its
    country where none is.
    """
    local = [c for c in known if c.country == place.country and c.kind != "country"]
    return not local or any(region_id(c) == place.admin1 or kilometres(c, place) < NEAR_KM for c in local)
