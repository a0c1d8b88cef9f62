"""Knowledge of a language is data: no word that is matched against a text stands in a Python file."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from testigo.model import account, circumstance, claim, dispatch, record

PACKAGE = Path(__file__).parents[2] / "src" / "testigo"
LANGUAGES = PACKAGE / "packs" / "languages"
# The command line speaks to people and is imported by no room that reads, so its labels match nothing.
SPEAKS_TO_PEOPLE = PACKAGE / "cli"
MODEL = (account, circumstance, claim, dispatch, record)


def codes_of_the_contract() -> set[str]:
    """What the output contract itself spells: codes, kinds and field names."""
    names: set[str] = set()
    for module in MODEL:
        for value in vars(module).values():
            names.update(word for word in get_args(value) if isinstance(word, str))
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                names.update(_codes_of(value))
    return names


def _codes_of(struct: type[msgspec.Struct]) -> Iterator[str]:
    yield str(struct.__struct_config__.tag)
    for field in msgspec.structs.fields(struct):
        yield field.name
        yield from _literals(field.type)


def _literals(kind: object) -> Iterator[str]:
    for part in get_args(kind):
        if isinstance(part, str):
            yield part
        else:
            yield from _literals(part)


def literals_of(path: Path) -> Iterator[tuple[int, str]]:
    """String literals of a file with their lines, docstrings apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def words_of(value: object, is_key: bool = False) -> Iterator[str]:
    """Words and phrases that a pack lists: strings in its lists, and the keys of its tables of words."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, int | float):
                yield key
            yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from [inner] if isinstance(inner, str) else words_of(inner)


def words_of_packs() -> set[str]:
    files = sorted(LANGUAGES.glob("*/*.toml"))
    words = {word for path in files for word in words_of(tomllib.loads(path.read_text(encoding="utf-8")))}
    return {word.casefold() for word in words if any(letter.isalpha() for letter in word)}


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PACKAGE.rglob("*.py")) if SPEAKS_TO_PEOPLE not in path.parents],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_word_of_a_language_pack_stands_in_the_code(path: Path) -> None:
    forbidden = words_of_packs() - {code.casefold() for code in codes_of_the_contract()}
    found = [f"{path.name}:{line}: {text!r}" for line, text in literals_of(path) if text.casefold() in forbidden]
    assert found == []
