"""What a pattern cannot match without, worked out from the pattern itself when a pack is built.

Each answer is a set of symbols of which every text that matches holds at least one. A rule then need not be tried
on a sentence that lacks one of its sets, which is so for nearly every rule in nearly every sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Symbols = frozenset[str]
Node = Any
"""A part of a parsed pattern; its shape depends on its kind."""
_MOST = 6
"""Sets kept of one pattern: the smallest ones, which say most."""
_CLASS_PARTS = {op.LITERAL, op.RANGE}
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, getattr(op, "POSSESSIVE_REPEAT", op.MAX_REPEAT)}


def necessary(source: str) -> tuple[str, ...]:
    """The smallest sets of symbols that every match of a pattern draws on, each as a sorted string.

    >>> necessary("[ab]x*(?:c|d+)(?!e)")
    ('ab', 'cd')
    """
    found = sorted(set(_of_row(_parser.parse(source))), key=lambda symbols: (len(symbols), sorted(symbols)))
    return tuple("".join(sorted(symbols)) for symbols in found[:_MOST])


def _of_row(row: Iterable[tuple[Node, Node]]) -> Iterator[Symbols]:
    """Of things that follow one another: what each of them needs."""
    for kind, detail in row:
        yield from _of_one(kind, detail)


def _of_one(kind: Node, detail: Node) -> Iterator[Symbols]:
    """Whatever is not named here (an anchor, a negative look, a back reference) is taken to need nothing."""
    if kind is op.LITERAL:
        yield frozenset(chr(detail))
    elif kind is op.IN and all(part in _CLASS_PARTS for part, _ in detail):
        yield frozenset(symbol for part in detail for symbol in _of_class(*part))
    elif kind is op.SUBPATTERN:
        yield from _of_row(detail[-1])
    elif kind is op.ASSERT:
        yield from _of_row(detail[1])
    elif kind in _REPEATS and detail[0] > 0:
        yield from _of_row(detail[2])
    elif kind is op.BRANCH:
        yield from _of_choice(detail[1])


def _of_class(kind: Node, detail: Node) -> Iterable[str]:
    return (chr(detail),) if kind is op.LITERAL else map(chr, range(detail[0], detail[1] + 1))


def _of_choice(branches: Iterable[Node]) -> Iterator[Symbols]:
    """Of a choice: one of the smallest sets of its branches, if every branch has one."""
    smallest = [min(_of_row(branch), key=len, default=None) for branch in branches]
    if None not in smallest:
        yield frozenset().union(*(symbols for symbols in smallest if symbols))
