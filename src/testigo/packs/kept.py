"""What is made of a pack's files, kept beside the packs so that it is made once.

What is kept carries the hash of the files it was made from, and is made anew when they change; so a pack is edited
and tried without a build step. Where its records are defined annotations are not put off: msgspec would have to work
out each of them before a first dispatch is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from mmap import ACCESS_READ, mmap
from typing import Any, TypeVar

import msgspec

from testigo.model.digests import blake2b

# plain paths: pathlib would be a good part of a cold start
HERE = os.path.dirname(__file__)
COMPILED = os.path.join(HERE, "compiled")
FORM = 61
"""Raise it when packs are compiled in another way, or what is made of their words for places, so that what an older
reader has kept is not taken for fresh.
"""
_SUFFIX = ".msgpack"

T = TypeVar("T", bound=msgspec.Struct)
_Value = TypeVar("_Value")


class Drawers(Mapping[str, _Value]):
    """A table of which each entry is decoded when it is first asked for: a dispatch names few of a thousand."""

    def __init__(self, kept: Mapping[str, msgspec.Raw], kind: object) -> None:
        self._kept = kept
        self._open: dict[str, _Value] = {}
        self._decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(kind)

    def __getitem__(self, key: str) -> _Value:
        if key not in self._open:
            self._open[key] = self._decoder.decode(self._kept[key])
        return self._open[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def fingerprint(paths: Iterable[str]) -> str:
    """Hash of files, by name and content."""
    digest = blake2b(digest_size=8)
    for path in paths:
        with open(path, "rb") as stream:
            digest.update(os.path.basename(path).encode() + b"\0" + stream.read() + b"\0")
    return digest.hexdigest()


def kept(name: str, version: str, kind: type[T], make: Callable[[], T]) -> T:
    """What was made of a version of a pack, or what `make` makes of it now, which is then kept."""
    if path := kept_at(name, version):
        return opened(path, kind)
    made = make()
    keep(made, name, version)
    return made


def kept_at(name: str, version: str) -> str | None:
    """Where it is kept what was made of a version of a pack, if it is."""
    path = _path(name, version)
    return path if os.path.exists(path) else None


def opened(path: str, kind: type[T]) -> T:
    """What is kept in a file, or as much of it as the kind names.

    The file is mapped and not read: what is decoded late (`msgspec.Raw`) is not even fetched until then.
    """
    with open(path, "rb") as stream:
        return msgspec.msgpack.decode(mmap(stream.fileno(), 0, access=ACCESS_READ), type=kind)


def keep(made: msgspec.Struct, name: str, version: str) -> str:
    """Write it in one step, drop what is stale, and say where; a folder that may not be written to is no fault."""
    path = _path(name, version)
    part = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(COMPILED, exist_ok=True)
        with open(part, "wb") as stream:
            stream.write(msgspec.msgpack.encode(made))
        os.replace(part, path)
        for other in os.listdir(COMPILED):
            if other.startswith(f"{name}-") and other.endswith(_SUFFIX) and other != os.path.basename(path):
                os.unlink(os.path.join(COMPILED, other))
    except OSError:
        pass
    return path


def _path(name: str, version: str) -> str:
    return os.path.join(COMPILED, f"{name}-{version}-{FORM}{_SUFFIX}")
