"""From the TOML file of news agencies to their pack."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from testigo.errors import PackError
from testigo.packs.agency import Agencies, Shape
from testigo.packs.automaton import keepable
from testigo.packs.world.names import key

_PART = re.compile(r"\{([A-Za-z]\w*)\}")
_DEPTH = 8


def compile_agencies(file: str) -> Agencies:
    """Read, check and compile the pack. Raises PackError."""
    path = Path(file)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError("T-P002", f"not TOML: {error}", place=path.name, hint="mend the line named") from error
    names = {printed: name for name, forms in table["agencies"].items() for printed in forms}
    months = {printed: int(number) for number, forms in table["months"].items() for printed in forms}
    parts = {**table["parts"], **table.get("item_parts", {}), "names": _any_of(names), "month": _any_of(months)}
    domains = {end: country for country, ends in table.get("domains", {}).items() for end in ends}
    offices = {code: frozenset(key(t.replace("_", " ")) for t in towns.split()) for code, towns in _offices(table)}
    shapes, items = (_shapes(table.get(kind, ()), parts, path.name) for kind in ("shapes", "items"))
    return Agencies(names, months, shapes, items, domains, offices)


def _offices(table: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    offices: Mapping[str, str] = table.get("offices", {})
    return offices.items()


def _shapes(rows: Iterable[Mapping[str, Any]], parts: Mapping[str, str], place: str) -> tuple[Shape, ...]:
    return tuple(_shape(row, parts, place) for row in rows)


def _any_of(words: Iterable[str]) -> str:
    """Longest first, so that no name hides a longer one."""
    return (
        "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"
    )


def _shape(row: Mapping[str, Any], parts: Mapping[str, str], place: str) -> Shape:
    pattern = row["pattern"]
    for _ in range(_DEPTH):
        pattern = _PART.sub(lambda m: parts[m[1]], pattern)
    try:
        automaton = keepable(_loose(pattern), re.IGNORECASE)
        return Shape(row["name"], frozenset(row["signs"]), automaton, row.get("sure", False))
    except re.error as error:
        raise PackError(
            "T-P006", f"{row['name']}: not a pattern: {error}", place=place, hint="check its brackets"
        ) from error


def _loose(pattern: str) -> str:
    r"""A blank stands for any white space or none, but not for a blank line; ` +` asks for some.

    >>> _loose("a , b")
    'a[^\\S\\n]*\\n?[^\\S\\n]*,[^\\S\\n]*\\n?[^\\S\\n]*b'
    """
    blank = r"[^\S\n]*\n?[^\S\n]*"
    kept = re.split(r"(\[[^\]]*\]|\\.)", pattern.replace(" +", r"[^\S\n]+").replace("(?= )", r"(?=\s)"))
    return "".join(piece if i % 2 else piece.replace(" ", blank) for i, piece in enumerate(kept))
