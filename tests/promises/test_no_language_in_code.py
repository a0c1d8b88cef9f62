"""Knowledge of a language is data: no word that is matched against a text stands in a Python file."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from testigo.model import (
    account,
    circumstance,
    claim,
    decision,
    dispatch,
    edition,
    incident,
    policy,
    proposal,
    record,
    tally,
    toponym,
)
from testigo.packs import actor, build_actors, language, languages

PACKAGE = Path(__file__).parents[2] / "src" / "testigo"
PACKS = PACKAGE / "packs"
AGENCIES = PACKS / "agencies" / "agencies.toml"
# The command line speaks to people and is imported by no room that reads, so its labels match nothing.
SPEAKS_TO_PEOPLE = PACKAGE / "cli"
# The ledger and exports are full of names of columns, and public names are words; they compare texts with nothing,
# which the last test here holds.
KEEP_AND_WRITE = (PACKAGE / "ledger", PACKAGE / "exports", PACKAGE / "library.py", PACKAGE / "__init__.py")
MODEL = (
    account, circumstance, claim, decision, dispatch, edition, incident, policy, proposal, record, tally, toponym,
    actor, build_actors,
)  # fmt: skip


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


NAMED_GROUP = re.compile(r"\?P<(\w+)>")
"""What a pattern calls a stretch that it takes, such as `what` and `who`."""
WORDS = {"words", "forms", "signs", "types", "told_apart", "places"}
"""Keys of a pack under which words stand that are matched against texts, parted by blanks; `_` stands for a blank."""
NAMES = {"plurals", "abbreviations", "abbreviations_that_may_end", "openers", "agencies", "months", "before_a_day"}
"""Keys under which each string of a list is one word or name."""


def words_of(value: object, key: str = "") -> Iterator[str]:
    """Words and phrases that a pack lists."""
    if isinstance(value, str) and key in WORDS:
        for word in value.split():
            yield from (word, word.replace("_", " "))
    elif isinstance(value, str) and key in NAMES:
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner, key)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from words_of(inner, key if key in WORDS | NAMES else name)


def codes_of(value: object) -> Iterator[str]:
    """What a pack says of its words and rules, in no language: names of fields, classes, kinds and their values."""
    if isinstance(value, list):
        for inner in value:
            yield from codes_of(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key in WORDS | NAMES:
                yield from keys_of(inner)
            elif isinstance(inner, str):
                yield from (*inner.split(), *NAMED_GROUP.findall(inner))
            else:
                yield from codes_of(inner)


def keys_of(value: object) -> Iterator[str]:
    """Names of fields beneath which words stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *keys_of(inner))


def tables() -> list[dict[str, object]]:
    return [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in [*sorted(PACKS.glob("languages/**/*.toml")), AGENCIES]
    ]


def words_of_packs() -> set[str]:
    words = {word for table in tables() for word in words_of(table)} | set(names_of_actors()) | set(words_of_lexicons())
    # One letter is a key or a type code of the standard library wherever it stands in the code.
    return {word.casefold() for word in words if len(word) > 1 and any(letter.isalpha() for letter in word)}


def words_of_lexicons() -> Iterator[str]:
    """Words and phrases of every language as they are looked up: verbs in all forms that a conjugation makes."""
    for code in languages():
        lexicon = language(code).lexicon
        yield from lexicon.single
        yield from (" ".join((first, *rest)) for first in lexicon.begun for rest, _ in lexicon.phrases(first))


def names_of_actors() -> Iterator[str]:
    """Names of the registry, in words that are looked up."""
    for first, rests in actor.registry().names.items():
        yield from (" ".join((first, *rest)) for rest, _ in rests)


def codes_of_packs() -> set[str]:
    classes = {name for code in languages() for names in language(code).lexicon.symbols.values() for name in names}
    fields = keys_of(tomllib.loads((PACKS / "places" / "words.toml").read_text(encoding="utf-8")))
    return classes | {*fields} | {code.casefold() for table in tables() for code in codes_of(table)}


OF_STANDARDS = {"i", "identity", "little", "seconds", "und"}
"""How the standard library names the type of an array's items, an order of bytes and a precision of times, HTTP what is
not compressed, and ISO 639 no known language."""

OF_SCHEMAS = {"article", "assistant", "channel", "key", "required", "rss", "section", "updated"}
"""Elements and fields that pages, feeds, wires, JSON schemas and messages to models are made of: looked for in a
document's tree or sent, never looked for in a text."""


def files_that_read() -> list[Path]:
    return [path for path in files_near_text() if not {*KEEP_AND_WRITE} & {path, *path.parents}]


def files_near_text() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if SPEAKS_TO_PEOPLE not in path.parents]


def test_the_words_of_the_packs_are_found() -> None:
    assert {"kidnapped", "gun down", "sgt", "twenty", "reuters", "shining path"} <= words_of_packs()
    assert {"secuestraron", "veintidos", "a manos de", "gral", "nicht"} <= words_of_packs()
    assert "headline_one" not in words_of_packs()


@pytest.mark.parametrize("path", files_that_read(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_word_of_a_language_pack_stands_in_the_code(path: Path) -> None:
    """Codes are left out: the kind *one*, the outcome *killed*. The next test makes sure that none meets a text."""
    exempt = {code.casefold() for code in codes_of_the_contract()} | codes_of_packs() | OF_STANDARDS | OF_SCHEMAS
    forbidden = words_of_packs() - exempt
    found = [f"{path.name}:{line}: {text!r}" for line, text in literals_of(path) if text.casefold() in forbidden]
    assert found == []


OF_THE_TEXT = {"norm", "norms", "raw", "word", "words", "text", "before", "after", "sentence"}
"""Names in the code for tokens and stretches of a dispatch."""


def _names(node: ast.AST) -> set[str]:
    """Names that a side of a comparison is made of; what only serves as a key (`group.kind`) is another thing."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Subscript):
        return _names(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _names(node.func.value)
    return set()


def _letters(node: ast.AST) -> list[str]:
    """Strings with letters in a side of a comparison: itself, or the members of a collection written out."""
    parts = node.elts if isinstance(node, ast.Set | ast.Tuple | ast.List) else [node]
    strings = (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return [text for text in strings if any(letter.isalpha() for letter in text)]


def comparisons_with_text(source: str) -> list[str]:
    """Comparisons of a stretch of the dispatch with letters that stand in the code."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(_names(side) & OF_THE_TEXT for side in sides) and any(map(_letters, sides)):
                found.append(ast.unparse(node))
    return found


def test_a_comparison_with_a_text_is_noticed() -> None:
    assert comparisons_with_text("units.norm[i] == 'police'") == ["units.norm[i] == 'police'"]
    assert comparisons_with_text("word.lower() in {'one', 'two'}") != []
    assert comparisons_with_text("group.kind == 'one' or word == '-'") == []


@pytest.mark.parametrize("path", files_near_text(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_is_compared_with_a_text(path: Path) -> None:
    assert comparisons_with_text(path.read_text(encoding="utf-8")) == []
