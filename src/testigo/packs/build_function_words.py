"""From the files that list function words to their table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from testigo.errors import PackError
from testigo.packs.folding import folded
from testigo.packs.function_words import OTHERS, FunctionWords
from testigo.packs.source import Source, parse

_TABLE = "function"


def compile_words(paths: Iterable[str]) -> FunctionWords:
    """Read and check the files; a pack's language is the name of its folder. Raises PackError.

    A language that has a pack by now may still stand among those without one: its pack's words count, once it has any.
    """
    lists: dict[str, str] = {}
    for path in paths:
        for code, words in _lists(parse(Path(path))):
            if words.strip():
                lists.setdefault(code, words)
    found: dict[str, list[str]] = {}
    for code in sorted(lists):
        for word in dict.fromkeys(folded(lists[code]).split()):
            found.setdefault(word, []).append(code)
    return FunctionWords({word: tuple(codes) for word, codes in found.items()})


def _lists(source: Source) -> Iterator[tuple[str, str]]:
    """The languages of a file with their words."""
    for name, table in source.table.items():
        if not isinstance(table, dict) or not isinstance(table.get("words"), str):
            hint = f'write [{_TABLE}] with words = "…"'
            raise PackError("T-P007", f"{name} without words", place=source.place(name), hint=hint)
        yield (name if str(source.path) == OTHERS else source.path.parent.name), table["words"]
