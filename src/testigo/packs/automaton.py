"""Regular expressions that are kept compiled.

Patterns over symbols have large character sets, and `re` takes milliseconds for each: a first sentence would wait a
third of a second for its rules. So the code that `re` makes of a pattern is kept with the pack and given back to its
engine. The code is of one release of Python; any other compiles the pattern anew, as does one that refuses the code.
"""

import _sre  # type: ignore[import-not-found]
import re
import sys
from array import array

import msgspec

PYTHON = f"{sys.implementation.cache_tag} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder}"
"""All that the code depends on."""


class Automaton(msgspec.Struct, frozen=True):
    """A compiled pattern: its code, its flags, how many groups it has, and the numbers of the named ones.

    Its source is kept in bytes: a pack holds a megabyte of it, and decoding that is a good part of a cold start.
    """

    python: str
    source: bytes
    code: bytes
    flags: int
    groups: int
    names: dict[str, int]


def keepable(source: str, flags: int = 0) -> Automaton:
    """Compile a pattern into a form that can be kept."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    return Automaton(PYTHON, source.encode(), code, state.flags | flags, state.groups - 1, dict(state.groupdict))


def revived(kept: Automaton) -> re.Pattern[str]:
    """The pattern itself, which does not know its source: decoding that would take as long as all else.

    >>> revived(keepable("a(?P<n>b+)")).search("xabb").span("n")
    (2, 4)
    """
    if kept.python != PYTHON:
        return re.compile(kept.source.decode(), kept.flags)
    code = array("I")
    code.frombytes(kept.code)
    by_number: list[str | None] = [None] * (kept.groups + 1)
    for name, number in kept.names.items():
        by_number[number] = name
    try:
        made: re.Pattern[str] = _sre.compile(None, kept.flags, code.tolist(), kept.groups, kept.names, tuple(by_number))
    except (RuntimeError, TypeError, OverflowError):
        return re.compile(kept.source.decode(), kept.flags)
    return made
