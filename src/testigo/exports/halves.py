"""Text that can be written: half a character, which JSON can carry and UTF-8 cannot, is replaced by a sign for it."""

from __future__ import annotations

import re

import msgspec

from testigo.exports.entry import Entry

_HALF = re.compile("[\ud800-\udfff]")
_SIGN = "�"


def without_halves(entry: Entry) -> Entry:
    r"""The entry with no half character in it.

    >>> from testigo.model.incident import Incident
    >>> torn = Incident(incident_id="i1", policy="literal/1", type="bombing", names=("Ana \ud83d",))
    >>> without_halves(Entry(incident=torn, tellings=())).incident.names
    ('Ana �',)
    """
    try:
        msgspec.msgpack.encode(entry)
    except UnicodeEncodeError:
        return msgspec.convert(_mended(msgspec.to_builtins(entry)), Entry)
    return entry


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _HALF.sub(_SIGN, value)
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    return [_mended(inner) for inner in value] if isinstance(value, list | tuple) else value
