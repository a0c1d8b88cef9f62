"""The folder of a new pack: every file, with all that the reader asks for by name, and short comments on each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from testigo.errors import TestigoError
from testigo.packs.build import HEAD_FILE
from testigo.packs.expected import Class, Layer, expected
from testigo.packs.function_words import OF_A_PACK
from testigo.workshop.examples import LAYERS

_CODE = re.compile(r"[a-z]{2,3}")
_HEAD = """level = "draft"
# Names of verb forms, in the order in which a row of forms gives them: [[verb]] forms = ["…"].
forms = ["base", "third", "past", "gerund", "part"]
# What an unknown word, or a unit that a layer made, can be. Code asks for these; rules may name any of them.
shapes = [
{shapes}
]
# A sentence is read in depth when it holds a word of one of these classes: every rule that makes claims needs one.
triggers = ""
# Layers whose rules make claims.
claim_layers = {layers}
"""
_FUNCTION = """# Fifty to a hundred of the commonest small words, none of the news or of violence, parted by blanks.
[function]
words = ""
"""
_TYPES = """# The more weight, the surer a word shows the type; `words` are parted by blanks, `_` stands for a blank.
# [[evidence]]
# type = "bombing"
# weight = 4
# words = "…"
"""
_OUTCOME_VERBS = """# Verbs whose object meets an outcome: their forms have the classes harm.base, harm.past and so on.
# [[verb]]
# kind = "harm"
# outcome = "killed"
# forms = ["…"]
"""
_MORE = {OF_A_PACK: _FUNCTION, "types.toml": _TYPES, "outcomes.toml": _OUTCOME_VERBS}


def new_pack(code: str, into: Path) -> list[Path]:
    """Make the folder of a pack for a language and give its files. It compiles at once, and reads nothing yet.

    Raises TestigoError for a code that is none (T-P016) and for a folder that is there already (T-P017).
    """
    if not _CODE.fullmatch(code):
        raise TestigoError("T-P016", f"{code!r} is no code of a language", hint="two or three small letters, as in pt")
    folder = into / code
    if folder.exists():
        raise TestigoError("T-P017", "there is such a folder already", place=str(folder), hint="nothing was changed")
    folder.mkdir(parents=True)
    made = []
    for name, what in expected().files.items():
        path = folder / name
        path.write_text("\n".join(_lines(name, what)) + "\n", encoding="utf-8")
        made.append(path)
    return made


def _lines(name: str, what: str) -> Iterator[str]:
    """A file of the pack: what it is for, its settings, its signs, its classes, its rules."""
    known = expected()
    yield f"# {what[0].upper()}{what[1:]}."
    if name == HEAD_FILE:
        shapes = "\n".join(f'  "{shape}",' for shape in known.shapes)
        layers = [layer for layer, kind in known.layers.items() if kind.claims]
        yield _HEAD.format(shapes=shapes, layers=_toml(layers))
    yield from _settings(name)
    yield from _signs(name)
    if name in _MORE:
        yield _MORE[name]
    for cls, kind in known.classes.items():
        if kind.file == name:
            yield from _entry(cls, kind)
    for layer, rules in known.layers.items():
        if rules.file == name:
            yield from _rule(layer, rules)


def _settings(name: str) -> Iterator[str]:
    ours = {key: setting for key, setting in expected().settings.items() if setting.file == name}
    plain = {key: setting for key, setting in ours.items() if not isinstance(setting.value, Mapping)}
    tables = {key: setting for key, setting in ours.items() if key not in plain}
    if plain:
        yield "[settings]"
    for key, setting in plain.items():
        yield f"# {setting.what}"
        yield f"{key} = {_toml(setting.value)}"
    for key, setting in tables.items():
        yield f"\n# {setting.what}"
        yield f"[settings.{key}]"
        yield from (f"{inner} = {_toml(value)}" for inner, value in setting.value.items())
    if ours:
        yield ""


def _signs(name: str) -> Iterator[str]:
    ours = {key: sign for key, sign in expected().signs.items() if sign.file == name}
    if ours:
        yield "# Single words, parted by blanks."
        yield "[signs]"
    for key, sign in ours.items():
        yield f"# {sign.what}"
        yield f'{key} = ""'
    if ours:
        yield ""


def _entry(name: str, kind: Class) -> Iterator[str]:
    yield f"# {kind.what}{' (where the language has such words)' if kind.optional else ''}"
    yield "[[entry]]"
    yield f'class = "{name}"'
    yield from (f"{key} = {_toml(value)}" for key, value in kind.values.items())
    yield f'words = "{kind.words}"'


def _rule(name: str, layer: Layer) -> Iterator[str]:
    """How a rule of the layer is written, out of the reader's way."""
    yield f"\n# Rules of the layer {name}: {layer.what}."
    if layer.keys:
        yield f"# Beside name, pattern, yes and no they may have: {', '.join(layer.keys)}."
    yield f"# [[rules.{name}]]"
    yield '# name = "…"'
    if layer.claims:
        yield '# needs = "…"    # classes out of the triggers of pack.toml'
    yield '# pattern = "…"'
    yield f'# yes = [{{ text = "…", {" or ".join(sorted(LAYERS[name].keys))} = … }}]'
    yield '# no = ["…"]'


def _toml(value: Any) -> str:  # noqa: ANN401 - whatever TOML can say
    """A value as TOML writes it.

    >>> _toml({"at": "", "kinds": ["a", 1, True]})
    '{ at = "", kinds = ["a", 1, true] }'
    """
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_toml(of)}" for key, of in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'
