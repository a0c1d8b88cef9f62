"""What a release says of itself, and the name that follows from all of it."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from testigo.errors import TestigoError
from testigo.exports.out import File
from testigo.exports.releases.coverage import Coverage, Example
from testigo.exports.releases.shape import shape
from testigo.exports.shown import Profile
from testigo.ledger.identity import canonical
from testigo.model.digests import sha256

SCHEMA: Literal["testigo-release/1"] = "testigo-release/1"
MANIFEST, README, CITATION, BIBTEX, POLICY, CODEBOOK = (
    "release.json", "README.md", "CITATION.cff", "citation.bib", "policy.toml", "codebook.md",
)  # fmt: skip
TABLES = "tables"
SHORT = 12
"""How much of a name is enough to tell a release from others."""
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that a release is counted under, whole: somebody can count again with its text."""

    label: str
    title: str
    sha256: str
    text: str
    file: str = POLICY


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """How far the ledger's chain went: the number and the hash of its last entry, None where it was empty."""

    entries: int
    head: str | None


class Previous(msgspec.Struct, frozen=True, kw_only=True):
    """The release that one follows."""

    version: str
    name: str


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """`release.json`: everything that a release says of itself.

    `reader` would read a dispatch now, `readers` have read those that stand. `files` are its data, `pages` tell of it;
    `name` is a hash of all but the pages, so that the same ledger, asked the same, gives the same name.
    """

    schema: Literal["testigo-release/1"] = SCHEMA
    name: str = ""
    version: str
    title: str
    authors: tuple[str, ...] = ()
    date: str | None
    as_of: str | None
    profile: Profile
    policy: Counted
    ledger: Ledger
    program: str
    reader: str
    readers: tuple[str, ...]
    previous: Previous | None = None
    incidents: int
    left_out: int
    tombstones: int
    coverage: Coverage
    example: Example | None = None
    cautions: tuple[str, ...]
    files: tuple[File, ...]
    pages: tuple[File, ...] = ()

    @property
    def short(self) -> str:
        """The beginning of its name."""
        return self.name[:SHORT]

    @property
    def known(self) -> str:
        """As known when."""
        return (
            f"as known on {self.as_of}"
            if self.as_of
            else f"as known when it was made, at entry {self.ledger.entries} of its ledger"
        )


def named(release: Release) -> Release:
    """The release with its name: the SHA-256 of its own fields as canonical JSON, without the name and the pages."""
    told = msgspec.to_builtins(msgspec.structs.replace(release, name="", pages=()))
    return msgspec.structs.replace(release, name=sha256(canonical(told).encode()).hexdigest())


def check_version(version: str) -> str:
    """A version as it may be called. Raises TestigoError T-X010 for one that is no plain name.

    >>> check_version("2026.1-beta")
    '2026.1-beta'
    """
    if not _VERSION.fullmatch(version):
        hint = "take letters, digits and . + _ - such as 1.0 or 2026-03"
        raise TestigoError("T-X010", f"{version!r} cannot be the version of a release", hint=hint)
    return version


def cautions() -> tuple[str, ...]:
    """Sentences that whoever uses the figures has to know."""
    return tuple(text for key, text in shape().words.items() if key.startswith("caution_"))
