"""Lines of a card: what they say, how they look, and how they are wrapped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Literal

import msgspec

Look = Literal["plain", "title", "heading", "quiet", "good", "bad", "warning"]

_PAINT: dict[Look, str] = {
    "plain": "",
    "title": "1",
    "heading": "1;36",
    "quiet": "2",
    "good": "32",
    "bad": "1;31",
    "warning": "33",
}


class Line(msgspec.Struct, frozen=True):
    """One line and its look. The look only ever repeats what the words or a sign say already."""

    text: str
    look: Look = "plain"


BLANK = Line("")


def paragraph(text: str, width: int, *, first: str = "", rest: str | None = None, look: Look = "plain") -> list[Line]:
    """Wrap a text to `width`, the first line after `first`, the others after `rest` (else as far in).

    >>> [line.text for line in paragraph("22 people were killed", 16, first="  – ")]
    ['  – 22 people', '    were killed']
    """
    indent = " " * len(first) if rest is None else rest
    wrapped = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    return [Line(piece, look) for piece in wrapped]


def painted(lines: Iterable[Line], colour: bool) -> str:
    r"""The lines as one text, in colour if the terminal takes it.

    >>> painted([Line("22 dead"), Line("holds", "good")], colour=False)
    '22 dead\nholds'
    """
    return "\n".join(_paint(line) if colour else line.text for line in lines)


def _paint(line: Line) -> str:
    code = _PAINT[line.look]
    return f"\x1b[{code}m{line.text}\x1b[0m" if code and line.text else line.text
