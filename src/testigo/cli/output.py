"""How records are written: as cards for people, as JSON or JSON lines for machines."""

from __future__ import annotations

from typing import BinaryIO, Protocol

import msgspec

from testigo.model.record import Record

# JSON allows these raw, yet some readers of lines take them for the end of one
_LINE_ENDS_TO_SOME = tuple((c.encode(), b"\\u%04x" % ord(c)) for c in "\x85\u2028\u2029")


class Writer(Protocol):
    """Takes records one by one, in input order; `close` ends the output."""

    def write(self, record: Record, place: str) -> None:
        """Write one record; `place` says where its dispatch stood."""

    def close(self) -> None:
        """Write what ends the output, if anything does."""


class LineWriter:
    """One compact JSON object per line, flushed at once so that a pipe can follow."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, record: Record, place: str) -> None:
        """Write one line."""
        self._stream.write(as_line(record))
        self._stream.flush()

    def close(self) -> None:
        """Lines need no end."""


class DocumentWriter:
    """One indented JSON document: an object for one dispatch, an array for several or none."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._first: bytes | None = None
        self._is_array = False

    def write(self, record: Record, place: str) -> None:
        """Write one object; the first waits until it is known whether it stands alone."""
        current = msgspec.json.format(encode(record), indent=1)
        if self._first is None:
            self._first = current
            return
        if not self._is_array:
            self._stream.write(b"[\n" + self._first)
            self._is_array = True
        self._stream.write(b",\n" + current)

    def close(self) -> None:
        """Write the lone object, or close the array."""
        lone = b"[]" if self._first is None else self._first
        self._stream.write(b"\n]\n" if self._is_array else lone + b"\n")
        self._stream.flush()


class CardWriter:
    """One card per dispatch, under the place it was read from, with a blank line between."""

    def __init__(self, stream: BinaryIO, width: int, colour: bool) -> None:
        self._stream = stream
        self._width = width
        self._colour = colour
        self._is_first = True

    def write(self, record: Record, place: str) -> None:
        """Write one card."""
        from testigo.cli.card import card

        text = card(record, place=place, width=self._width, colour=self._colour)
        gap = "" if self._is_first else "\n"
        self._is_first = False
        # half a character cannot be shown; its code can
        self._stream.write(f"{gap}{text}\n".encode("utf-8", "backslashreplace"))
        self._stream.flush()

    def close(self) -> None:
        """Cards need no end."""


def as_line(told: msgspec.Struct) -> bytes:
    """One line of JSON, which no reader of lines takes for more."""
    line = encode(told)
    for raw, escaped in _LINE_ENDS_TO_SOME:
        line = line.replace(raw, escaped)
    return line + b"\n"


def encode(record: msgspec.Struct) -> bytes:
    """A record as compact JSON in UTF-8.

    A dispatch may hold half a surrogate pair, which UTF-8 cannot: such a record is written with escapes,
    so that its id and its quotes come back exactly as they were.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(record), separators=(",", ":")).encode("ascii")
