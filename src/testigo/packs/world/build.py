"""Writes the gazetteer: one SQLite file of the world's places and their names, made when the package is built."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from testigo.packs.world.gazetteer import APART, FILE, HEARD, LOOSE, SOUNDS
from testigo.packs.world.names import key, skeleton, sound
from testigo.packs.world.sources import FOLDER, SOURCES, Made, places, source_folder

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  admin1 INTEGER, code TEXT, also TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL
  ) STRICT;
CREATE INDEX coded ON place (code) WHERE code IS NOT NULL;
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL,
  PRIMARY KEY (folded, place)) STRICT, WITHOUT ROWID;
CREATE TABLE capital (of INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT;
CREATE TABLE made (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def build_gazetteer(file: Path = Path(FILE)) -> Path:
    """Write the file unless it is there and made of the same; returns its path.

    Raises PackError when a package with the data is not installed.
    """
    stamp = fingerprint()
    if _stamp_of(file) != stamp:
        file.parent.mkdir(exist_ok=True)
        write_gazetteer(places(), file, stamp)
    return file


def write_gazetteer(made: Iterable[Made], file: Path, stamp: str = "") -> None:
    """Write these places in one step: whoever reads meanwhile keeps the file they have open."""
    part = file.with_suffix(f".{os.getpid()}.part")
    part.unlink(missing_ok=True)
    store = sqlite3.connect(part)
    with store:
        store.executescript(_SCHEMA)
        kept = list(made)
        store.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, kept))
        store.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(n for place in kept for n in _names(place)))
        store.executemany("INSERT INTO capital VALUES (?, ?)", _capitals(kept))
        store.execute("INSERT INTO made VALUES ('stamp', ?)", (stamp,))
    store.execute("VACUUM")
    store.close()
    part.replace(file)


def fingerprint() -> str:
    """Hash of all that goes in: the versions of the packages, our own tables, the modules that make the file."""
    digest = blake2b(digest_size=8)
    for name in SOURCES:
        source_folder(name)
        digest.update(f"{name} {version(name)}\0".encode())
    here = Path(__file__).parent
    for path in (here / "build.py", here / "sources.py", here / "names.py", *sorted(FOLDER.iterdir())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _row(place: Made) -> tuple[int | float | str | None, ...]:
    also = APART.join(name for name in place.also if name != place.name)
    spot = (round(place.lat, 4), round(place.lon, 4), place.population)
    return (place.id, place.name, place.kind, place.country, place.admin1, place.code, also, *spot)


def _names(place: Made) -> Iterator[tuple[str, int, int]]:
    """Each key once, with its rank: a place's own name, and those it has abroad, count as main ones, whatever others
    fold alike; those that mean it before any other place count twice.
    """
    foremost = {key(name) for name in place.foremost}
    own = {key(name) for name in (place.name, *place.chief)} - foremost
    for folded in foremost:
        yield folded, place.id, 2
    for folded in own:
        yield folded, place.id, 1
    for folded in {key(name) for name in place.names} - own - foremost - {""}:
        yield folded, place.id, 0
    if place.kind in ("admin1", "district"):
        for bones in {skeleton(name) for name in (place.name, *place.names)} - {""}:
            yield f"{LOOSE}{place.country} {bones}", place.id, 0
    if place.kind == "settlement":
        for heard in {sound(name) for name in (place.name, *place.names)}:
            if len(heard) >= SOUNDS:
                yield f"{HEARD}{place.country} {heard}", place.id, 0


def _capitals(made: Sequence[Made]) -> Iterator[tuple[int, int]]:
    """Each country and region with its capital: the largest settlement of it that is called so."""
    within: dict[str | int, list[Made]] = defaultdict(list)
    for place in made:
        if place.kind == "settlement":
            within[place.country].append(place)
            if place.admin1 is not None:
                within[place.admin1].append(place)
    for place in made:
        seat, around = key(place.seat), place.country if place.kind == "country" else place.id
        called = [s for s in within[around] if seat in map(key, (s.name, *s.chief, *s.names))] if seat else []
        if called:
            yield place.id, max(called, key=lambda s: s.population).id


def _stamp_of(file: Path) -> str | None:
    if not file.exists():
        return None
    store = sqlite3.connect(file)
    try:
        row = store.execute("SELECT value FROM made WHERE key = 'stamp'").fetchone()
        return None if row is None else str(row[0])
    except sqlite3.Error:
        return None
    finally:
        store.close()
