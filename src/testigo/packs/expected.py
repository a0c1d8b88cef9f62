"""What the reader expects of a pack: its files, the classes, settings and layers that code relies on.

The list is data (`expected.toml`), for three uses: a new pack's folder is made from it, what a pack lacks is told by
it, and keys of rules that nothing reads are refused.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from testigo.packs.kept import HERE

FILE = os.path.join(HERE, "expected.toml")
_OF_EVERY_RULE = frozenset(["name", "pattern", "needs", "yes", "no", "note"])


class Class(msgspec.Struct, frozen=True, kw_only=True):
    """A class of words that code looks for by name, and where its words stand in a new pack.

    One that is `optional` is there for languages that have such words. `words` are those that every language has, such
    as the comma, and `values` what its entries say beside their words, as an example.
    """

    what: str
    file: str
    optional: bool = False
    words: str = ""
    values: Mapping[str, Any] = {}


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A setting of the reader, where it stands, and what a new pack begins with; an `optional` one may be empty."""

    what: str
    file: str
    value: Any
    optional: bool = False


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """A layer of rules: what its rules say, the keys they may have, whether they make claims."""

    what: str
    file: str
    keys: tuple[str, ...] = ()
    claims: bool = False

    @property
    def allowed(self) -> frozenset[str]:
        """All keys of a rule of this layer."""
        return _OF_EVERY_RULE.union(self.keys)


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """Everything together, and what the files of a pack are for."""

    files: Mapping[str, str]
    shapes: tuple[str, ...]
    classes: Mapping[str, Class]
    settings: Mapping[str, Setting]
    signs: Mapping[str, Class]
    layers: Mapping[str, Layer]


@cache
def expected() -> Expected:
    """The list, read once; only what builds or checks packs needs it.

    >>> expected().layers["toll"].claims
    True
    """
    return msgspec.convert(tomllib.loads(Path(FILE).read_text(encoding="utf-8")), Expected)
