"""Acts with the places of their own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from testigo.model.circumstance import Place
from testigo.model.claim import Act, Responsibility
from testigo.model.told import Doing


def with_scenes(
    claims: Iterable[Act | Responsibility], doings: Iterable[Doing], scenes: Mapping[int, Place]
) -> tuple[Act | Responsibility, ...]:
    """Give each act the place at which its sentence says that something happened; `claims` are those of `doings`, in
    the same order, or none where the dispatch has no account. An act whose sentence names no such place keeps none: the
    account's place stands for it.
    """
    return tuple(
        msgspec.structs.replace(claim, place=scenes[doing.sentence])
        if isinstance(claim, Act) and doing.sentence in scenes
        else claim
        for claim, doing in zip(claims, doings, strict=False)
    )
