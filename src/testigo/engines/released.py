"""Reading a release back from its folder."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec

from testigo.errors import TestigoError
from testigo.exports.guard import unguarded
from testigo.exports.out import sha256_of
from testigo.exports.releases.release import MANIFEST, SCHEMA, TABLES, Release
from testigo.exports.releases.released import BESIDE, READ, Line, Released

_CELL = 1 << 30
"""Longest cell: a quote may be long, and the names of many claims stand in one."""


def read_release(folder: Path) -> Released:
    """A release, each of whose files is what it says.

    Raises TestigoError: T-X011 where there is no release, T-X012 where `release.json` cannot be read, T-X013 where a
    file is missing or was changed.
    """
    release = _record(folder / MANIFEST)
    for file in (*release.files, *release.pages):
        path = folder / file.name
        if not path.is_file() or sha256_of(path) != file.sha256:
            what = "was changed since" if path.is_file() else "is missing"
            hint = "take the release again from where it was published"
            raise TestigoError("T-X013", f"a file of release {release.version} {what}", place=str(path), hint=hint)
    names = {name: folder / TABLES / f"{name}.csv" for name in READ} | {name: folder / f"{name}.csv" for name in BESIDE}
    return Released(release, {name: _lines(path) for name, path in names.items()})


def _record(path: Path) -> Release:
    if not path.is_file():
        hint = "name a folder that `testigo release` wrote"
        raise TestigoError("T-X011", "there is no release", place=str(path.parent), hint=hint)
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Release)
    except msgspec.DecodeError as error:
        hint = "take the release again, or read it with the Testigo that wrote it"
        raise TestigoError("T-X012", f"this is no {SCHEMA}: {error}", place=str(path), hint=hint) from None
    return found


def _lines(path: Path) -> list[Line]:
    csv.field_size_limit(_CELL)
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: unguarded(cell) for name, cell in line.items()} for line in csv.DictReader(stream)]
