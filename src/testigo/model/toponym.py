"""Places as a dispatch names them: mentions, and what in the world each may mean."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.dispatch import Span

Role = Literal["at", "near", "of", "motion", "people", "watch", "body", "plain", "dateline", "headline", "paper"]
"""How a place stands in its sentence: something happened at it, near it, is of it, goes to or comes from it; its people
or what is theirs; its police; another organisation of it; nothing of these; where the dispatch was filed; named by
the headline that was given apart from the text; in the name of the paper that published it."""
PlaceKind = Literal["country", "admin1", "district", "settlement", "quarter", "region", "exact", "sea"]
"""What a place is; a quarter is a part of a town, which few gazetteers have."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A place of the gazetteer that a name may mean.

    `admin1` is the id of the region of the first order around it; `code` the ISO code of a country or region; `also` a
    region's other names; `main` is 1 where the name asked for is its own, 2 where it means this place before any
    other, else 0.
    """

    id: int
    name: str
    kind: PlaceKind
    country: str
    admin1: int | None
    code: str | None
    also: tuple[str, ...]
    lat: float
    lon: float
    population: int
    main: int = 1


class Toponym(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a sentence names. `kind` is what the words beside it say it is, None where they do not.

    `candidates` are all it may mean, none where the gazetteer has no such name. `tied` are the numbers of toponyms set
    right beside it, one of which may lie within the other (*Korum, Vandoria*; *the Vandorian town of Korum*). `words`
    are the name with the word for what it is (*Korum district*). `abbreviated`: a region in short, behind its place.
    `unmarked`: no capital tells it from other words (*IN GRAVE CONDITION*). `way`: a street or road, a detail of the
    town that a report names. `address`: a block, or the number of a house. `pointer`: a word that points to the
    dateline (*here*), and no name.
    """

    span: Span
    sentence: int
    name: str
    words: str = ""
    role: Role
    kind: PlaceKind | None = None
    candidates: tuple[Candidate, ...] = ()
    tied: tuple[int, ...] = ()
    abbreviated: bool = False
    unmarked: bool = False
    way: bool = False
    address: bool = False
    pointer: bool = False


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym with what the dispatch lets it mean: one place, several between which nothing decides, or none."""

    toponym: Toponym
    meant: tuple[Candidate, ...] = ()

    @property
    def place(self) -> Candidate | None:
        """The one place meant, None where it is undecided or unknown."""
        return self.meant[0] if len(self.meant) == 1 else None
