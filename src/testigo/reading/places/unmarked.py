"""Names of places where capitals tell nothing: in a headline, in a text in capitals or without any.

There only a name behind a word that leads up to a place counts, or one set beside such a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from testigo.model.toponym import Role
from testigo.packs.world.names import key
from testigo.reading.places.line import OPENERS, Found, Line
from testigo.reading.places.names import GROUND, LED
from testigo.reading.places.surroundings import begins_text, kind_of, role_of

_LONGEST = 4
_CODE = 3
"""Letters up to which a name is an abbreviation or a word like *us*."""
_SHOUTED = 0.6
"""Share of words with a capital from which on capitals tell nothing."""
_LONG = 4
"""Letters of a word that a headline writes with a capital."""


def is_unmarked(line: Line) -> bool:
    """Whether all words of a line but short ones have capitals, or none has."""
    letters = [w for w in line.words if w.is_word]
    small = sum(not w.capital and len(w.raw) >= _LONG for w in letters)
    capitals = sum(w.capital for w in letters)
    return not capitals or (capitals > _SHOUTED * len(letters) and not small)


def unmarked(line: Line) -> Iterator[Found]:
    """All places of such a line."""
    at = 0
    while at < len(line):
        found = _known(line, at) or _unknown(line, at)
        if found:
            yield found
        at = found.last if found else at + 1


def _known(line: Line, first: int) -> Found | None:
    """The longest name at a word that the pack or the gazetteer has and something leads up to."""
    for last in range(min(first + _LONGEST, len(line)), first, -1):
        stretch = line.words[first:last]
        if stretch[0].is_word and stretch[-1].is_word and all(w.is_word or w.raw == "-" for w in stretch):
            found = _named(line, first, last)
            if found:
                return found
    return None


def _named(line: Line, first: int, last: int) -> Found | None:
    name = line.printed(first, last)
    folded = key(name)
    codes = [c for c in line.codes(first, last) if not c.short]
    short = len(folded) <= _CODE and (not codes or (line[first].plain and "." not in line[first].raw))
    if short or (last == first + 1 and line[first].plain and not codes):
        return None
    own = tuple(place for c in codes if (place := line.gazetteer.coded.get(c.code)) is not None)
    meant = own or line.gazetteer.folded(folded)
    thing = line.is_article(first) or line.is_article(first - 1)
    if not (own or (any(c.main for c in meant) and not thing)) or line.leads_person(first - 1):
        return None
    kind, role = kind_of(line, first, last), _role(line, first, last)
    led = role in LED or kind is not None or bool(own)
    if not led and line.raw(first - 1) not in OPENERS:
        return None
    return Found(first=first, last=last, name=name, meant=meant, role=role, kind=kind, doubtful=not led)


def _role(line: Line, first: int, last: int) -> Role:
    if begins_text(line, first, last):
        return "dateline"
    return "people" if line.is_people(first, last) else role_of(line, first)


def _unknown(line: Line, at: int) -> Found | None:
    """A name that the gazetteer lacks, before a word for what it is: *in korum village*."""
    word, known = line[at], line.known
    if at == 0 or word.plain or not word.is_word or line.is_article(at) or word.low in known.skip:
        return None
    kind, role = kind_of(line, at, at + 1), role_of(line, at)
    if line.low(at + 1) in known.kinds and kind in GROUND and role in ("at", "near"):
        return Found(first=at, last=at + 1, name=word.raw, role=role, kind=kind)
    return None
