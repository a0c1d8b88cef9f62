"""Rules: regular expressions whose atoms are classes of tokens.

`<be>` is one token of class *be*; `<be|have>` of either; `<!verb>` of none; `{gap}` a named fragment of the pack;
blanks are ignored; all else is Python's own syntax, named groups included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from testigo.errors import PackError
from testigo.packs.lexicon import Lexicon

_ATOM = re.compile(r"(?<!\?P)(?<!\(\?)<(?P<no>!?)(?P<names>[\w.|]+)>")
FRAGMENT = re.compile(r"\{(?P<name>[a-z_]\w*)\}")
_DEPTH = 12


def expand(pattern: str, fragments: Mapping[str, str], place: str) -> str:
    """The pattern with its fragments put in. Raises PackError on an unknown or endless fragment.

    >>> expand("{aux} <verb>", {"aux": "<be|have>"}, "here")
    '(?:<be|have>) <verb>'
    """

    def put(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in fragments:
            hint = f"there are: {', '.join(sorted(fragments)) or 'none'}"
            raise PackError("T-P004", f"no fragment {{{name}}}", place=place, hint=hint)
        return f"(?:{fragments[name].strip()})"

    for _ in range(_DEPTH):
        pattern, changed = FRAGMENT.subn(put, pattern)
        if not changed:
            return pattern
    raise PackError("T-P004", "fragments that hold one another", place=place, hint="break the circle")


def classes_named(pattern: str) -> Iterator[frozenset[str]]:
    """The classes that each atom of an expanded pattern names.

    >>> [sorted(classes) for classes in classes_named("<be|have> (?P<what><!verb>)")]
    [['be', 'have'], ['verb']]
    """
    return (frozenset(match["names"].split("|")) for match in _ATOM.finditer(pattern))


def to_regex(pattern: str, lexicon: Lexicon, place: str) -> str:
    """Source of the regular expression over symbols. Raises PackError on an unknown class."""

    def put(match: re.Match[str]) -> str:
        names = match["names"].split("|")
        symbols = [_having(lexicon, name) for name in names]
        if not all(symbols):
            missing = ", ".join(name for name, found in zip(names, symbols, strict=True) if not found)
            raise PackError("T-P005", f"no word has the class {missing}", place=place, hint="see the pack's entries")
        return _charset("".join(symbols), negative=bool(match["no"]))

    source = "".join(_ATOM.sub(put, pattern).split())
    try:
        re.compile(source)
    except re.error as error:
        raise PackError("T-P006", f"not a pattern: {error}", place=place, hint="check its brackets") from error
    return source


@lru_cache(maxsize=2_000)
def _having(lexicon: Lexicon, name: str) -> str:
    """Kept, because a pack's rules name the same few classes over and over."""
    return lexicon.having(name)


def _charset(symbols: str, *, negative: bool) -> str:
    """A character set as ranges, which `re` compiles faster than single characters."""
    codes = sorted(set(map(ord, symbols)))
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    body = "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)
    return f"[{'^' if negative else ''}{body}]"
