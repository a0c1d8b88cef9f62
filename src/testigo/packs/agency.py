"""The pack of news agencies: their names, the months of their datelines, and the shapes of a dateline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from testigo.errors import PackError

FILE = Path(__file__).parent / "agencies" / "agencies.toml"
_PART = re.compile(r"\{([A-Za-z]\w*)\}")
_DEPTH = 8


class Shape(msgspec.Struct, frozen=True):
    """One way to write a dateline: its name, signs of which it holds one, a regular expression with named parts."""

    name: str
    signs: frozenset[str]
    regex: re.Pattern[str]


class Agencies(msgspec.Struct, frozen=True):
    """Printed name → agency, printed month → number (both in lower case), and the shapes in the order to try."""

    names: Mapping[str, str]
    months: Mapping[str, int]
    shapes: tuple[Shape, ...]


@cache
def agencies(file: Path = FILE) -> Agencies:
    """The pack, read once. Raises PackError when the file is not TOML or a shape is no pattern.

    >>> agencies().names["agence france-presse"]
    'AFP'
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError("T-P002", f"not TOML: {error}", place=file.name, hint="mend the line named") from error
    names = {printed: name for name, forms in table["agencies"].items() for printed in forms}
    months = {printed: int(number) for number, forms in table["months"].items() for printed in forms}
    parts = {**table["parts"], "names": _any_of(names), "month": _any_of(months)}
    return Agencies(names, months, tuple(_shape(row, parts, file.name) for row in table["shapes"]))


def _any_of(words: Iterable[str]) -> str:
    """Longest first, so that no name hides a longer one."""
    return (
        "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"
    )


def _shape(row: Mapping[str, str], parts: Mapping[str, str], place: str) -> Shape:
    pattern = row["pattern"]
    for _ in range(_DEPTH):
        pattern = _PART.sub(lambda m: parts[m[1]], pattern)
    try:
        return Shape(row["name"], frozenset(row["signs"]), re.compile(_loose(pattern), re.IGNORECASE))
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
