"""Releases of small ledgers: what is released, thrown out, withdrawn and merged between one and the next."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from testigo.engines.release import Asked, release
from testigo.exports.releases.release import Release
from testigo.ledger.store import Store

NOW = "2026-01-01T00:00:00.000Z"


def released(store: Store, folder: Path, version: str = "1.0", now: str = NOW, **asked: Any) -> Release:
    """Release a ledger into a folder."""
    return release(store, folder, Asked(version=version, **asked), now)


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ids(folder: Path) -> set[str]:
    """The incidents of a release."""
    return {line["incident_id"] for line in lines(folder / "tables" / "incidents.csv")}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
