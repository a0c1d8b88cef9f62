"""Packed inputs (gzip), unpacked bit by bit and counted, so that a small file cannot become an endless one."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

from testigo.errors import SourceError
from testigo.sources.delivery import Limits

MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_STEP = 1 << 16
_SIP = 1 << 12
"""Packed bytes that are taken at once: what comes out is held against them before more is taken."""
_UNSUSPICIOUS = 1 << 20
"""Bytes that may come out of however little."""


def unpacked(stream: BinaryIO, place: str, limits: Limits) -> BinaryIO:
    """A stream of what a packed one holds.

    Reading it raises SourceError for what unpacks to too much (T-S010) or is broken (T-S011).

    >>> import gzip, io
    >>> unpacked(io.BytesIO(gzip.compress(b"Two dead.")), "a.txt.gz", Limits()).read()
    b'Two dead.'
    """
    return cast(BinaryIO, io.BufferedReader(_Unpacking(stream, place, limits), _STEP))


def unpack(raw: bytes, place: str, limits: Limits, most: int) -> bytes:
    """What packed bytes hold, at most `most` of them.

    >>> import gzip
    >>> unpack(gzip.compress(b"Two dead."), "a.txt.gz", Limits(), 100)
    b'Two dead.'
    """
    with unpacked(io.BytesIO(raw), place, limits) as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        raise _bomb(place, f"more than {most:,} bytes")
    return body


class _Unpacking(io.RawIOBase):
    """The raw side of an unpacked stream: members one after the other, each byte in and out counted."""

    def __init__(self, stream: BinaryIO, place: str, limits: Limits) -> None:
        self._stream, self._place, self._limits = stream, place, limits
        self._member: zlib._Decompress | None = None
        self._waiting = b""
        self._members = self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        self._given += len(piece)
        self._count()
        return len(piece)

    def _next(self, most: int) -> bytes:
        while self._more():
            if self._member is None:
                self._member = zlib.decompressobj(_GZIP)
                self._members += 1
            piece = self._inflated(self._member, most)
            if piece:
                return piece
        return b""

    def _more(self) -> bool:
        """Whether there is anything left to unpack; zeros behind a member only pad the file."""
        while True:
            if not self._waiting:
                self._waiting = self._stream.read(_SIP)
                self._taken += len(self._waiting)
                if not self._waiting:
                    return self._end()
            if self._member is None and self._members:
                self._waiting = self._waiting.lstrip(b"\0")
            if self._waiting:
                return True

    def _end(self) -> bool:
        if self._member is not None or not self._members:
            raise self._broken("it is cut off")
        return False

    def _inflated(self, member: zlib._Decompress, most: int) -> bytes:
        try:
            piece = member.decompress(self._waiting, most)
        except zlib.error as error:
            raise self._broken("it is no gzip") from error
        self._waiting = member.unused_data if member.eof else member.unconsumed_tail
        if member.eof:
            self._member = None
        return piece

    def _count(self) -> None:
        if self._given > self._limits.unpacked:
            raise _bomb(self._place, f"more than {self._limits.unpacked:,} bytes")
        if self._given > _UNSUSPICIOUS and self._given > self._limits.ratio * self._taken:
            raise _bomb(self._place, f"more than {self._limits.ratio} times its size")

    def _broken(self, why: str) -> SourceError:
        return SourceError("T-S011", f"it cannot be unpacked: {why}", place=self._place, hint="get the file once more")


def _bomb(place: str, how_much: str) -> SourceError:
    return SourceError(
        "T-S010", f"it unpacks to {how_much}", place=place, hint="unpack it yourself if you trust where it comes from"
    )
