"""Reading what a model answered: bounded, one toll at a time, so that a bad one costs itself."""

from __future__ import annotations

import msgspec

from testigo.model.proposal import Refusal, Said
from testigo.proposals.verify import LONGEST_SHOWN

MOST = 200
"""Tolls of one dispatch that are looked at; an honest answer has a few."""
_TOLLS = "tolls"


class NoAnswer(Exception):  # noqa: N818 - whoever asked may ask again
    """The answer has not the form that was asked for."""


class Heard(msgspec.Struct, frozen=True):
    """What was said in the form that was asked for, and the refusals of all else."""

    said: tuple[Said, ...]
    refused: tuple[Refusal, ...]


def heard(content: str) -> Heard:
    r"""What an answer says. Raises NoAnswer for one that holds no list of tolls.

    What stands around the JSON, such as a fence, is passed over.

    >>> heard('```json\n{"tolls": [{"killed": 5}]}\n```').refused[0].reason
    'malformed'
    """
    told = _object(content)
    raw = told.pop(_TOLLS, None)
    if raw is None:
        raise NoAnswer(f"there is no list under {_TOLLS!r}")
    try:
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise NoAnswer(f"{_TOLLS!r} is no list") from error
    said, refused = [], [_unasked(key, value) for key, value in told.items()]
    for item in items[:MOST]:
        try:
            said.append(msgspec.json.decode(item, type=Said))
        except (msgspec.MsgspecError, RecursionError) as error:
            refused.append(Refusal(reason="malformed", message=str(error), said=_start(item)))
    over = f"an answer may hold {MOST} tolls; what came behind them was not looked at"
    refused += [Refusal(reason="too_many", message=over, said=_start(item)) for item in items[MOST:]]
    return Heard(tuple(said), tuple(refused))


def _object(content: str) -> dict[str, msgspec.Raw]:
    inner = content[content.find("{") : content.rfind("}") + 1]
    try:
        return msgspec.json.decode(inner.encode("utf-8"), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError) as error:
        raise NoAnswer(f"it is no JSON object: {error}") from error


def _unasked(key: str, value: msgspec.Raw) -> Refusal:
    return Refusal(reason="not_asked_for", message=f"nobody asked for {key[:40]!r}", said=_start(value))


def _start(raw: msgspec.Raw) -> str:
    return bytes(raw)[:LONGEST_SHOWN].decode("utf-8", "replace")
