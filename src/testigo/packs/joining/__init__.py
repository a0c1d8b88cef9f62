"""The pack of weights by which accounts are joined: its one file, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from testigo.errors import PackError
from testigo.model.likeness import Weights
from testigo.packs.source import parse

FILE = Path(__file__).parent / "weights.toml"


@cache
def weights() -> Weights:
    """The weights that Testigo brings.

    Raises PackError: T-P002 where the file is no TOML, T-J001 where it does not fit.

    >>> weights().features["same_day"].because
    'the same day'
    """
    return weights_in(FILE)


def weights_in(path: Path) -> Weights:
    """The weights of a file. Raises PackError as `weights` does."""
    try:
        return msgspec.convert(parse(path).table, Weights)
    except msgspec.ValidationError as error:
        raise PackError("T-J001", str(error), place=str(path), hint="see docs/reference/joining.md") from None
