"""What a model is told, as data, and the fingerprint by which one wording is told from another."""

from __future__ import annotations

from functools import cache

import msgspec

from testigo.errors import PackError
from testigo.packs.kept import fingerprint
from testigo.packs.orders import FOLDER, table_of

_FILE, _NAMES = "prompt.toml", "names.toml"


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """The wording: `system` and `dispatch` with places for a mark and the text, `repair` for what was wrong."""

    system: str
    dispatch: str
    repair: str


@cache
def prompt() -> Prompt:
    """The wording that is used. Raises PackError (T-P003) where a part of it is missing.

    >>> "{mark}" in prompt().system
    True
    """
    try:
        return msgspec.convert(table_of(_FILE), Prompt)
    except msgspec.ValidationError as error:
        raise PackError("T-P003", str(error), place=f"models/{_FILE}", hint="write the part that is named") from error


@cache
def prompt_version() -> str:
    """Hash of the wording: proposals made with another one are told apart by it.

    >>> len(prompt_version())
    16
    """
    return fingerprint([str(FOLDER / _FILE)])


@cache
def labels_of_people() -> frozenset[str]:
    """What recognisers of names call a person.

    >>> "PERSON" in labels_of_people()
    True
    """
    return frozenset(table_of(_NAMES)["labels"])
