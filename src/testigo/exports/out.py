"""Where an export is written: a folder, with a sidecar of what was left out and a manifest of what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import msgspec

from testigo.exports.entry import LeftOut
from testigo.exports.sheets import Sheet
from testigo.exports.shown import Profile
from testigo.model.schema import Column, Table

LEFT_OUT, MANIFEST = "left_out.csv", "export.json"
_SIDECAR = Table(
    name="left_out",
    title="One row for each thing that is no row of the export",
    columns=(
        Column(name="incident_id", what="The incident"),
        Column(name="part", what="The row that it would have been; blank: all of the incident"),
        Column(name="code", what="Why, as a code"),
        Column(name="sentence", what="Why"),
    ),
)


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export. `rows` are None where it is no table."""

    name: str
    sha256: str
    rows: int | None = None


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is made of. `state` is the number of the ledger's last entry, `version` of the program."""

    exporter: str
    profile: Profile
    policy: str
    as_of: str | None
    state: int
    version: str


class Out:
    """A folder that an exporter writes into. Names of files are the exporter's own, never taken from a dispatch."""

    def __init__(self, folder: Path, about: About) -> None:
        self._folder, self.about = folder, about
        self._rows: dict[str, int | None] = {}
        self._incidents = 0
        self._stream = (folder / LEFT_OUT).open("w", encoding="utf-8", newline="")
        self._sidecar = Sheet(self._stream, _SIDECAR)
        self._rows[LEFT_OUT] = 0

    def __enter__(self) -> Out:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def path(self, name: str, rows: int | None = None) -> Path:
        """The path of a file that somebody else's library writes."""
        self._rows[name] = rows
        return self._folder / name

    @contextmanager
    def binary(self, name: str) -> Iterator[BinaryIO]:
        """A file of bytes."""
        with self.path(name).open("wb") as stream:
            yield stream

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A file of UTF-8 text, line ends as they are written."""
        with self.path(name).open("w", encoding="utf-8", newline="") as stream:
            yield stream

    def count(self, name: str, rows: int) -> None:
        """Say how many rows more a file has."""
        self._rows[name] = (self._rows.get(name) or 0) + rows

    def leave_out(self, left: Iterable[LeftOut]) -> None:
        """Put what is no row into the sidecar."""
        self.count(LEFT_OUT, self._sidecar.put(msgspec.structs.asdict(one) for one in left))

    def seen(self, incidents: int = 1) -> None:
        """Count an incident that was looked at, or several."""
        self._incidents += incidents

    def close(self) -> list[File]:
        """Write the manifest and give the files."""
        self._stream.close()
        files = [
            File(name=name, sha256=sha256_of(self._folder / name), rows=rows)
            for name, rows in sorted(self._rows.items())
        ]
        told = {**msgspec.structs.asdict(self.about), "incidents": self._incidents, "note": NOTE, "files": files}
        (self._folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
        return files


NOTE = (
    "Counts are what dispatches report, under the policy named, not what happened: see docs/explanation of Testigo. "
    "Places are of GeoNames (geonames.org, CC BY 4.0). A blank is not stated and never 0."
)


def sha256_of(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
