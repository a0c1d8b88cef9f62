"""Folders that appear whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testigo.errors import TestigoError


@contextmanager
def whole(folder: Path, manifest: str) -> Iterator[Path]:
    """A folder to write into, which takes the place of `folder` at the end, and never where something went wrong.

    `manifest` is the file by which what stood there before is known to be of the same kind, and so may be replaced.
    Raises TestigoError T-X005 where something else stands there.
    """
    if folder.exists() and not (folder.is_dir() and ((folder / manifest).exists() or not any(folder.iterdir()))):
        hint = f"name a new folder, or one that has a {manifest}, to be replaced"
        raise TestigoError("T-X005", "something else stands there", place=str(folder), hint=hint)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".testigo-", dir=folder.parent) as aside:
        made, replaced = Path(aside) / ".new", Path(aside) / ".old"
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(replaced)
        made.rename(folder)  # what is cut off leaves one of the two whole, and never a mixture
