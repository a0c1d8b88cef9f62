"""Where inputs lie: files, folders, addresses and standard input, in a fixed order.

What only one form needs – a parser, the network – is imported when an input of that form comes: a text or a file of
JSON lines alone must not wait for any of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from testigo.errors import SourceError
from testigo.sources import files
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.forms import Form, form_by_suffix, recognised, suffixes_of
from testigo.sources.text import text_delivery

__all__ = ["Form", "read_bytes", "read_inputs", "read_stream"]

STANDARD_INPUT = "-"
Arrivals = Iterator[Delivery | SourceError]


def read_inputs(inputs: Iterable[str], form: Form | None, terms: Terms) -> Arrivals:
    """Every dispatch of the inputs, in the order given; folders are walked in sorted order.

    `form` None goes by the suffix, and by a look into what ends with `.xml` or `.json` or comes from an address. A
    folder gives its files of that form, or those of every known form. What cannot be read comes as a SourceError in its
    place; nothing stops the rest.

    >>> [str(e) for e in read_inputs(["gone.txt"], None, Terms())]
    ['T-S003 gone.txt: there is no such file or folder (check the spelling and the folder you are in)']
    """
    for name in inputs:
        if name == STANDARD_INPUT:
            yield from read_stream(sys.stdin.buffer, "stdin", form or "text", terms)
        elif _is_address(name):
            yield from _read_address(name, form, terms)
        elif os.path.isdir(name):
            yield from _read_folder(name, form, terms)
        else:
            yield from _read_file(name, form, terms)


def read_bytes(raw: bytes, form: Form | None, place: str, terms: Terms, address: str | None = None) -> Arrivals:
    """Every dispatch of one document that is at hand; `form` None looks into it, `address` is where it was fetched.

    What a SourceError keeps as `raw` and `form` can be tried again with it.

    >>> [d.dispatch.id for d in read_bytes(b'{"id": "d1", "text": "Two dead."}', "jsonl", "feed", Terms())]
    ['d1']
    """
    known = form
    try:
        known = form or recognised(raw, place)
        for arrival in _parsed(raw, known, place, terms, address):
            yield arrival.keeping(raw, known) if isinstance(arrival, SourceError) else arrival
    except SourceError as error:
        error.place = error.place or place
        yield error.keeping(raw, known)


def _parsed(raw: bytes, form: Form, place: str, terms: Terms, address: str | None) -> Arrivals:
    if form == "text":
        return iter((text_delivery(raw, place, terms),))
    if form == "jsonl":
        from testigo.sources.jsonlines import read_lines

        return read_lines(files.lines(BytesIO(raw), terms.limits.line, place), place, terms)
    if form == "html":
        from testigo.sources.web.pages import read_page

        return iter((read_page(raw, place, terms, address),))
    if form == "feed":
        from testigo.sources.web.feeds import read_feed

        return read_feed(raw, place, terms)
    return _parsed_wire(raw, form, place, terms)


def _parsed_wire(raw: bytes, form: Form, place: str, terms: Terms) -> Arrivals:
    if form == "ninjs":
        from testigo.sources.wires.ninjs import read_ninjs

        return read_ninjs(raw, place, terms)
    if form == "newsml":
        from testigo.sources.wires.newsml import read_newsml

        return read_newsml(raw, place, terms)
    from testigo.sources.wires.nitf import read_nitf

    return iter((read_nitf(raw, place, terms),))


def _read_folder(folder: str, form: Form | None, terms: Terms) -> Arrivals:
    suffixes = suffixes_of(form)
    known = [found for found in files.walk(folder) if isinstance(found, SourceError) or _suffix(found) in suffixes]
    if not known:
        yield SourceError(
            "T-S005",
            f"the folder holds no {' or '.join(suffixes)} file",
            place=folder,
            hint="name the files themselves, or say --from",
        )
    for found in known:
        if isinstance(found, SourceError):
            yield found
        else:
            yield from _read_file(os.path.realpath(found), form, terms, found)


def _read_file(path: str, form: Form | None, terms: Terms, place: str | None = None) -> Arrivals:
    """The dispatches of a file. `place` names one of a folder, which is opened only if no link has taken its place."""
    named = place or path
    try:
        stream = files.open_file(path, terms.limits, follow=place is None)
    except SourceError as error:
        error.place = named
        yield error
        return
    with stream:
        yield from read_stream(stream, named, form or form_by_suffix(_suffix(named)), terms)


def read_stream(stream: BinaryIO, place: str, form: Form | None, terms: Terms) -> Arrivals:
    """Every dispatch of one stream; errors come in their place. `form` None looks into it."""
    try:
        if form == "jsonl":
            from testigo.sources.jsonlines import read_lines

            yield from read_lines(files.lines(stream, terms.limits.line, place), place, terms)
        else:
            most = terms.limits.text if form in ("text", "html") else terms.limits.document
            yield from read_bytes(files.whole(stream, most, place), form, place, terms)
    except SourceError as error:
        error.place = place
        yield error
    except OSError as error:
        yield files.unreadable(place, error)


def _is_address(name: str) -> bool:
    """Whether an input is an address rather than a file: it has a scheme, and no file is called so."""
    scheme, mark, _ = name.partition("://")
    return (
        bool(mark) and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum() and not os.path.exists(name)
    )


def _read_address(address: str, form: Form | None, terms: Terms) -> Arrivals:
    try:
        from testigo.sources.web.fetch import fetch

        fetched = fetch(address, terms)
    except SourceError as error:
        error.place = error.place or address
        yield error
    else:
        yield from read_bytes(fetched.body, form, fetched.place, terms, fetched.address)


def _suffix(path: str) -> str:
    """The suffix of a file in lower case, without the one that says that it is packed."""
    stem, suffix = os.path.splitext(path.lower())
    return os.path.splitext(stem)[1] if suffix == files.PACKED else suffix
