"""Where inputs lie: files, folders and standard input, in a fixed order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.text import text_delivery

Form = Literal["text", "jsonl"]
SUFFIXES: dict[str, Form] = {".txt": "text", ".jsonl": "jsonl"}
STANDARD_INPUT = "-"


def read_inputs(inputs: Iterable[str], form: Form | None, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Every dispatch of the inputs, in the order given; folders are walked in sorted order.

    `form` None goes by the suffix (`.jsonl`, else text). A folder gives its files of that form, or those of
    every known form. What cannot be read comes as a SourceError in its place; nothing stops the rest.

    >>> [str(e) for e in read_inputs(["gone.txt"], None, Terms())]
    ['T-S003 gone.txt: there is no such file or folder (check the spelling and the folder you are in)']
    """
    for name in inputs:
        if name == STANDARD_INPUT:
            yield from read_stream(sys.stdin.buffer, "stdin", form or "text", terms)
        elif os.path.isdir(name):
            yield from _read_folder(name, form, terms)
        else:
            yield from _read_file(name, form, terms)


def _read_folder(folder: str, form: Form | None, terms: Terms) -> Iterator[Delivery | SourceError]:
    suffixes = [suffix for suffix, known in SUFFIXES.items() if form in (None, known)]
    files = sorted(path for path in _walk(folder) if _suffix(path) in suffixes)
    if not files:
        yield SourceError(
            "T-S005",
            f"the folder holds no {' or '.join(suffixes)} file",
            place=folder,
            hint="name the files themselves, or say --from",
        )
    for path in files:
        yield from _read_file(path, form, terms)


def _read_file(path: str, form: Form | None, terms: Terms) -> Iterator[Delivery | SourceError]:
    try:
        with open(path, "rb") as stream:
            yield from read_stream(stream, path, form or SUFFIXES.get(_suffix(path), "text"), terms)
    except FileNotFoundError:
        yield SourceError(
            "T-S003",
            "there is no such file or folder",
            place=path,
            hint="check the spelling and the folder you are in",
        )
    except OSError as error:
        yield SourceError(
            "T-S004",
            f"it cannot be read: {error.strerror or error}",
            place=path,
            hint="check that you may read it",
        )


def read_stream(stream: BinaryIO, place: str, form: Form, terms: Terms) -> Iterator[Delivery | SourceError]:
    """Every dispatch of one stream, of a form that is known; errors come in their place."""
    if form == "jsonl":
        from testigo.sources.jsonlines import read_lines  # a text alone needs nothing of it

        yield from read_lines(stream, place, terms)
        return
    try:
        yield text_delivery(stream.read(), place, terms)
    except SourceError as error:
        yield error


def _walk(folder: str) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield from (os.path.join(parent, name) for name in names)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()
