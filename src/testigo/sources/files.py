"""Files as they lie: opened only if they are plain files, walked without leaving the folder, read up to a limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from typing import BinaryIO

from testigo.errors import SourceError
from testigo.sources.delivery import Limits, too_large

PACKED = ".gz"
CHUNK = 1 << 20
BUFFER = 1 << 18
SKIPPED = 1 << 29
"""Bytes within which the end of a line that is too long is looked for."""


def open_file(path: str, limits: Limits, *, follow: bool = True) -> BinaryIO:
    """The bytes of a plain file, unpacked if its name ends with `.gz`.

    Raises SourceError for what is missing (T-S003), cannot be read (T-S004), or is a device, a pipe or a socket
    (T-S012), which could give bytes without end or wait for ever. `follow` False refuses a link in the file's place.

    >>> open_file("/dev/null", Limits())
    Traceback (most recent call last):
    testigo.errors.SourceError: T-S012 /dev/null: it is no plain file (pipe it into standard input and name that: -)
    """
    try:
        _refuse_special(os.stat(path).st_mode, path)
        stream = open(path, "rb", BUFFER, opener=_opener(follow))  # noqa: SIM115 - it is handed on, and closed by who reads it
        _refuse_special(os.fstat(stream.fileno()).st_mode, path, stream)
    except (FileNotFoundError, ValueError):
        raise SourceError(
            "T-S003",
            "there is no such file or folder",
            place=path,
            hint="check the spelling and the folder you are in",
        ) from None
    except OSError as error:
        raise unreadable(path, error) from error
    if path.lower().endswith(PACKED):
        from testigo.sources.packed import unpacked  # zlib is not needed for what is not packed

        return unpacked(stream, path, limits)
    return stream


def unreadable(path: str, error: OSError) -> SourceError:
    """The error for what the system does not let one read.

    >>> unreadable("a.txt", PermissionError(13, "Permission denied")).message
    'it cannot be read: Permission denied'
    """
    return SourceError(
        "T-S004", f"it cannot be read: {error.strerror or error}", place=path, hint="check that you may read it"
    )


def _opener(follow: bool) -> Callable[[str, int], int]:
    # a pipe that took the file's place in between must not hold us up, nor a link lead elsewhere
    extra = getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    return lambda path, flags: os.open(path, flags | extra)


def _refuse_special(mode: int, path: str, stream: BinaryIO | None = None) -> None:
    if stat.S_ISREG(mode):
        return
    if stream is not None:
        stream.close()
    raise SourceError("T-S012", "it is no plain file", place=path, hint="pipe it into standard input and name that: -")


def walk(folder: str) -> Iterator[str | SourceError]:
    """Every file beneath a folder by its path, in sorted order; links that lead out of it are refused (T-S013).

    >>> [str(e).partition(" (")[0] for e in walk("no-such-folder")]
    ['T-S004 no-such-folder: it cannot be read: No such file or directory']
    """
    found: list[tuple[str, SourceError | None]] = []
    home = os.path.realpath(folder)
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        for name in (*folders, *names):
            path = os.path.join(parent, name)
            outside = os.path.islink(path) and not _within(os.path.realpath(path), home)
            if outside or name in names:
                found.append((path, _leads_out(path) if outside else None))
    found += [(str(error.filename), unreadable(str(error.filename), error)) for error in refused]
    for path, error in sorted(found, key=lambda one: one[0]):
        yield error or path


def _within(path: str, home: str) -> bool:
    return os.path.commonpath([path, home]) == home


def _leads_out(path: str) -> SourceError:
    return SourceError(
        "T-S013", "a link that leads out of the folder is not followed", place=path, hint="name what it leads to"
    )


def whole(stream: BinaryIO, limit: int, place: str) -> bytes:
    """All that a stream holds, counted while it is read. Raises SourceError (T-S009) above the limit.

    >>> import io
    >>> whole(io.BytesIO(b"Two dead."), 100, "a.txt")
    b'Two dead.'
    """
    if _size(stream) > limit:
        raise too_large("it", limit, place)
    chunks: list[bytes] = []
    count = 0
    while chunk := stream.read(CHUNK):
        count += len(chunk)
        if count > limit:
            raise too_large("it", limit, place)
        chunks.append(chunk)
    return b"".join(chunks)


def _size(stream: BinaryIO) -> int:
    """How large a plain file is; what has no size is counted as it is read."""
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, AttributeError):
        return 0


def lines(stream: BinaryIO, limit: int, place: str) -> Iterator[bytes]:
    r"""The lines of a stream; of one that is too long the first `limit` + 1 bytes, and the next from where it ends.

    Raises SourceError (T-S009) when no end of such a line is in sight; what follows is not read then.

    >>> import io
    >>> list(lines(io.BytesIO(b"abcdef\nxy\n"), 3, "feed"))
    [b'abcd', b'xy\n']
    """
    while line := stream.readline(limit + 1):
        yield line
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream, place)


def _skip_line(stream: BinaryIO, place: str) -> None:
    for _ in range(SKIPPED // CHUNK):
        piece = stream.readline(CHUNK)
        if not piece or piece.endswith(b"\n"):
            return
    raise SourceError(
        "T-S009",
        f"no line ends in {SKIPPED:,} bytes; what follows was not read",
        place=place,
        hint="look whether it is a file of lines",
    )
