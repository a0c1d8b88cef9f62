"""The TOML files of a pack, with their lines, so that a fault can be pointed at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import msgspec

from testigo.errors import PackError

Table = dict[str, Any]
_LINE = re.compile(r"at line (\d+)")


class Source(msgspec.Struct, frozen=True):
    """One TOML file of a pack, with its lines, so that a fault can be pointed at."""

    path: Path
    table: Table
    lines: tuple[str, ...]

    def place(self, needle: str, start: int = 1) -> str:
        """`file:line` of the first line from `start` on that holds the needle as a word of its own."""
        word = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])")
        line = next((i for i, row in enumerate(self.lines[start - 1 :], start) if word.search(row)), start)
        return self.line_of(line)

    def line_of(self, line: int) -> str:
        """`file:line` of a line."""
        return f"{self.path.parent.name}/{self.path.name}:{line}"

    def tables(self, *path: str) -> Iterator[tuple[Table, int]]:
        """Each table of an array (`[[entry]]`, `[[rules.toll]]`), with the line it begins on."""
        found: Any = self.table
        for key in path:
            found = found.get(key, {})
        header = f"[[{'.'.join(path)}]]"
        starts = (i for i, row in enumerate(self.lines, 1) if row.strip() == header)
        return zip(found, chain(starts, repeat(1)), strict=False)

    def layers(self) -> Iterator[str]:
        """Layers that the file has rules of."""
        return iter(self.table.get("rules", {}))


def parse(path: Path) -> Source:
    """A file of a pack with its lines. Raises PackError where it is no TOML."""
    text = path.read_text(encoding="utf-8")
    try:
        return Source(path, tomllib.loads(text), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = f"{path.parent.name}/{path.name}:{line[1] if line else 1}"
        raise PackError("T-P002", f"not TOML: {error}", place=place, hint="mend the line named") from error
