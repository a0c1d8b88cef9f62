"""Words and signs of passages that speak to a machine, of every language that has a list; rules read without them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from testigo.errors import PackError
from testigo.packs.folding import folded
from testigo.packs.kept import HERE

FOLDER = Path(HERE, "models")
_LISTS = ("en.toml", "es.toml", "pt.toml")
_MARKS = "marks.toml"


class Orders(msgspec.Struct, frozen=True, eq=False):
    """What gives away an order to a machine: sets of folded words and phrases, each told of in `models/en.toml`.

    `patterns` are looked for in the text itself.
    """

    machines: frozenset[str]
    corrections: frozenset[str]
    persons: frozenset[str]
    commands: frozenset[str]
    verbs: frozenset[str]
    objects: frozenset[str]
    urges: frozenset[str]
    tasks: frozenset[str]
    targets: frozenset[str]
    pointers: frozenset[str]
    texts: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@cache
def orders() -> Orders:
    """All that the lists say; of all languages at once, because an order may come in any.

    Raises PackError (T-P002) for a file that is no TOML or holds a pattern that is none.

    >>> "ignore" in orders().verbs, "ignora" in orders().verbs
    (True, True)
    """
    tables = [table_of(name) for name in _LISTS]
    words = {key: _words(tables, key) for key in Orders.__struct_fields__ if key != "patterns"}
    return Orders(**words, patterns=tuple(_pattern(mark) for mark in table_of(_MARKS)["patterns"]))


def table_of(name: str) -> dict[str, Any]:
    """A file of the folder as TOML has it. Raises PackError (T-P002)."""
    path = FOLDER / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError("T-P002", f"not TOML: {error}", place=f"models/{name}", hint="mend the line named") from error


def _words(tables: list[dict[str, Any]], key: str) -> frozenset[str]:
    return frozenset(folded(word.replace("_", " ")) for table in tables for word in table.get(key, "").split())


def _pattern(mark: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(mark["pattern"])
    except re.error as error:
        place, hint = f"models/{_MARKS}", "mend the pattern"
        raise PackError("T-P002", f"{mark['name']}: {error}", place=place, hint=hint) from error
