"""The gazetteer: which places a name may mean. Opened when the first place is asked for, and never before."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from testigo.errors import PackError
from testigo.model.toponym import Candidate
from testigo.packs.kept import COMPILED
from testigo.packs.world.names import key, skeleton, sound

if TYPE_CHECKING:
    import sqlite3

# plain paths and the bare engine: a first dispatch waits for every import
FILE = os.path.join(COMPILED, "gazetteer.sqlite")
LOOSE = "~"
"""Begins the key of a skeleton, which no name's key begins with."""
HEARD = "^"
"""Begins the key of a settlement's name as it is heard."""
_BONES = 4
"""Consonants of which a skeleton tells enough."""
SOUNDS = 4
"""Consonants and vowels of a name that is known by its sound."""
APART = "|"
"""Between the other names of a region, which are kept as they are printed."""
_COLUMNS = "p.id, p.name, p.kind, p.country, p.admin1, p.code, p.also, p.lat, p.lon, p.population"
_OF_NAME = f"SELECT {_COLUMNS}, n.main FROM name n JOIN place p ON p.id = n.place WHERE n.folded = ? ORDER BY p.id"
_BY_ID = f"SELECT {_COLUMNS}, 1 FROM place p WHERE p.id = ?"
_CAPITAL = f"SELECT {_COLUMNS}, 1 FROM capital c JOIN place p ON p.id = c.place WHERE c.of = ?"
_OF_CODE = "p.code = ? AND p.kind IN ('country', 'admin1')"
_BY_CODE = f"SELECT {_COLUMNS}, 1 FROM place p WHERE {_OF_CODE} ORDER BY p.kind, p.id DESC LIMIT 1"


class Gazetteer:
    """A gazetteer file, open for reading.

    >>> [place.country for place in gazetteer().named("Tegucigalpa")]
    ['HN']
    """

    def __init__(self, file: str = FILE) -> None:
        """Open the file. Raises PackError when it is not there or is none of ours."""
        import _sqlite3

        if not os.path.exists(file):
            raise PackError("T-P012", "there is no gazetteer", place=file, hint="build the package: make setup")
        self._store: sqlite3.Connection = _sqlite3.connect(
            f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            self._store.execute("SELECT value FROM made").fetchone()
        except _sqlite3.DatabaseError as error:
            raise PackError("T-P012", f"no gazetteer: {error}", place=file, hint="remove it and make setup") from error
        self.folded = lru_cache(maxsize=8_192)(self._folded)
        self.place = lru_cache(maxsize=4_096)(self._place)
        self.coded = lru_cache(maxsize=8_192)(self._coded)
        """The country or region of the first order of an ISO code."""
        self.capital = lru_cache(maxsize=512)(self._capital)
        """The capital of the country or region of an id."""

    def named(self, name: str) -> tuple[Candidate, ...]:
        """Everything that has the name, however it is spelt; none where nothing has."""
        return self.folded(key(name))

    def alike(self, name: str, country: str) -> tuple[Candidate, ...]:
        """Regions and districts of a country whose name is the same but for how it was brought into Latin letters."""
        bones = skeleton(name)
        return self.folded(f"{LOOSE}{country} {bones}") if len(bones) >= _BONES else ()

    def heard(self, name: str, country: str) -> tuple[Candidate, ...]:
        """Settlements of a country whose name sounds the same: *Baqouba* for *Baquba*."""
        heard = sound(name)
        return self.folded(f"{HEARD}{country} {heard}") if len(heard) >= SOUNDS else ()

    def _folded(self, folded: str) -> tuple[Candidate, ...]:
        return tuple(_candidate(row) for row in self._store.execute(_OF_NAME, (folded,)))

    def _place(self, number: int) -> Candidate | None:
        row = self._store.execute(_BY_ID, (number,)).fetchone()
        return None if row is None else _candidate(row)

    def _capital(self, of: int) -> Candidate | None:
        row = self._store.execute(_CAPITAL, (of,)).fetchone()
        return None if row is None else _candidate(row)

    def _coded(self, code: str) -> Candidate | None:
        row = self._store.execute(_BY_CODE, (code,)).fetchone()
        return None if row is None else _candidate(row)


def _candidate(row: tuple[Any, ...]) -> Candidate:
    also = tuple(row[6].split(APART)) if row[6] else ()
    number, name, kind, country, admin1, code = row[:6]
    lat, lon, population, main = row[7:]
    return Candidate(number, name, kind, country, admin1, code, also, lat, lon, population, main)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, opened once."""
    return Gazetteer()
