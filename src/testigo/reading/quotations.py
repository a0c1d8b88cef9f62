"""Quotations: the stretches of a text between quotation marks, also over several sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from testigo.model.dispatch import Span

_MARK = re.compile(r"[\"“”„«»]|&quot;|``|''")
_OPENING, _CLOSING = ("“", "„", "«", "``"), ("”", "»", "''")


class Quotation(msgspec.Struct, frozen=True):
    """Text between marks, within one paragraph. `open` tells that its paragraph ends before it is closed."""

    span: Span
    paragraph: int
    open: bool = False


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """All quotations, in text order. A quotation left open at a paragraph's end goes on if the next begins with a mark.

    >>> [text[a:b] for text in ['He said "go" twice.'] for q in quotations(text, [(0, 19)]) for a, b in [q.span]]
    ['go']
    """
    found: list[Quotation] = []
    for number, span in enumerate(paragraphs):
        found += _of_paragraph(text, span, number)
    return tuple(found)


def _of_paragraph(text: str, span: Span, number: int) -> Iterator[Quotation]:
    begin: int | None = None
    for mark in _MARK.finditer(text, *span):
        opens = mark[0] in _OPENING or (mark[0] not in _CLOSING and begin is None)
        if opens:
            begin = mark.end() if begin is None else begin
        elif begin is not None:
            yield Quotation((begin, mark.start()), number)
            begin = None
    if begin is not None and begin < span[1]:
        yield Quotation((begin, span[1]), number, open=True)
