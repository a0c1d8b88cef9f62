"""The English evaluation sets, where they are and how their lines become dispatches."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from testigo.sources.delivery import Delivery, Terms
from testigo.sources.jsonlines import read_line

ENGLISH_DEV = (
    "seed",
    "gvdb/dev.jsonl.gz",
    "gtd_summaries/summaries.jsonl.gz",
    "gva/docs.jsonl.gz",
    "airwars_gaza",
    "muc4/dev.jsonl.gz",
    "muc4/devtest.jsonl.gz",
    "conflibert_BBC_News/dev.jsonl.gz",
    "noise_en",
)
"""Folders and files under `data`: everything English that may be read while developing."""


def deliveries(data: Path, name: str, limit: int | None = None) -> Iterator[Delivery]:
    """The dispatches of one set, at most `limit` of each of its files; none where the set is absent."""
    for path in _files(data / name):
        for line in islice(_lines(path), limit):
            yield read_line(_as_input(json.loads(line)), str(path), Terms(lang="en"))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.name.endswith((".jsonl", ".jsonl.gz")))
    return [path] if path.is_file() else []


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from stream


def _as_input(document: dict[str, Any]) -> bytes:
    fields = {
        "id": str(document["id"]),
        "text": document.get("text") or "",
        "published": document.get("published") or document.get("date"),
        "headline": document.get("title"),
    }
    return json.dumps(fields).encode()
