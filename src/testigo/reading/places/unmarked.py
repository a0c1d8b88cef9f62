"""Names of places where capitals tell nothing: in a headline, in a text in capitals or without any.

There only a name behind a word that leads up to a place counts, or one set beside such a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from testigo.model.toponym import PlaceKind, Role
from testigo.packs.world.names import key
from testigo.reading.places.candidates import is_wider
from testigo.reading.places.line import OPENERS, Found, Line, classes
from testigo.reading.places.names import LED
from testigo.reading.places.surroundings import before_happening, begins_text, kind_of, role_of
from testigo.reading.places.unlisted import GROUND

_LONGEST = 4
_CODE = 3
"""Letters up to which a name is an abbreviation or a word like *us*."""
_SHOUTED = 0.6
"""Share of words with a capital from which on capitals tell nothing."""
_LANDS: frozenset[PlaceKind | None] = frozenset({"district", "admin1"})
"""Kinds of places, by the word beside their name, that hold towns and villages."""
_LONG = 4
"""Letters of a word that a headline writes with a capital."""


def is_unmarked(line: Line) -> bool:
    """Whether all words of a line but short ones have capitals, or none has."""
    letters = [w for w in line.words if w.is_word]
    capitals = sum([w.capital for w in letters])
    if capitals > _SHOUTED * len(letters):
        return not any(not w.capital and len(w.raw) >= _LONG for w in letters)
    return not capitals


def unmarked(line: Line) -> Iterator[Found]:
    """All places of such a line."""
    near = _near_kinds(line)
    at = 0
    while at < len(line):
        if at not in near and not _may_begin(line, at):
            at += 1
            continue
        beyond = _past_wider(line, at)
        found = None if beyond else _known(line, at) or _unknown(line, at)
        if found:
            yield found
        at = beyond or (found.last if found else at + 1)


def _past_wider(line: Line, first: int) -> int | None:
    """Where the name of a part of the world ends that begins at a word: no shorter name within it is a place either."""
    longest = range(_last(line, first), first, -1)
    return next((last for last in longest if is_wider(line, first, last)), None)


def _near_kinds(line: Line) -> set[int]:
    """The words that stand so near a word for a kind of place, or for what was there, that it may belong to them."""
    known = line.known
    near = (i for i, word in enumerate(line.words) if word.low in known.kinds or word.low in known.happening)
    return {at for i in near for at in range(i - _LONGEST, i + 3)}


def _may_begin(line: Line, at: int) -> bool:
    """Whether a word may begin a place's name by itself, or by what stands before it."""
    if at == 0 or line.words[at].opens:
        return True
    before = line.words[at - 1]
    return before.leads or before.raw in OPENERS


def _known(line: Line, first: int) -> Found | None:
    """The longest name at a word that the pack or the gazetteer has and something leads up to."""
    if not line[first].is_word:
        return None
    role = role_of(line, first)
    for last in range(_last(line, first), first, -1):
        found = _named(line, first, last, role) if line[last - 1].is_word else None
        if found:
            return found
    return None


def _last(line: Line, first: int) -> int:
    """Where the longest run of words and dashes ends that a name at a word may have."""
    most = min(first + _LONGEST, len(line))
    return next((i for i in range(first, most) if not (line[i].is_word or line[i].raw == "-")), most)


def _named(line: Line, first: int, last: int, before: Role) -> Found | None:
    codes = [c for c in line.codes(first, last) if not c.short]
    if last == first + 1 and line[first].plain and not codes:
        return None
    name = line.printed(first, last)
    folded = key(name)
    if len(folded) <= _CODE and (not codes or (line[first].plain and "." not in line[first].raw)):
        return None
    own = () if not codes else tuple(place for c in codes if (place := line.gazetteer.coded(c.code)) is not None)
    role: Role = "dateline" if begins_text(line, first, last) else "people" if line.is_people(first, last) else before
    struck = not own and before_happening(line, last)  # *condemning the korum carnage*
    role = "of" if struck and role in ("plain", "motion") else role
    led = role in LED or bool(own) or kind_of(line, first, last) is not None
    if not led and line.raw(first - 1) not in OPENERS:
        return None  # before the gazetteer is asked: that costs most
    meant = own or line.gazetteer.folded(folded)
    if not own and not any(c.main for c in meant):
        return None
    thing = not own and (line.is_article(first) or (line.is_article(first - 1) and not struck))
    if thing or line.leads_person(first - 1):
        return None
    kind = kind_of(line, first, last)
    return Found(first=first, last=last, name=name, meant=meant, role=role, kind=kind, doubtful=not led, unmarked=True)


def _unknown(line: Line, at: int) -> Found | None:
    """A name that the gazetteer lacks, before a word for what it is (*in korum village*, *in the gao korum area*), or
    before what it lies in (*at korum in west vandoria*).
    """
    if _is_set_in_another(line, at):
        return Found(first=at, last=at + 1, name=line.printed(at, at + 1), role=role_of(line, at), kind=None)
    if (end := _end_before_its_land(line, at)) is not None:
        return Found(first=at, last=end, name=line.printed(at, end), role=role_of(line, at), kind="settlement")
    word, known = line[at], line.known
    last = at + 1
    while last < _last(line, at) and _goes_on(line, last):
        last += 1
    if line.low(last) not in known.kinds:
        return None
    if at == 0 or word.plain or not word.is_word or line.is_article(at) or word.low in known.skip:
        return None
    if line.low(last + 1) in known.kinds:
        return None  # *the korum port city of gao*
    if line.is_indefinite(at - 1):
        return None  # *in a thinly peopled area*
    kind, role = kind_of(line, at, last), role_of(line, at)
    if kind in GROUND and role in ("at", "near"):
        return Found(first=at, last=last, name=line.printed(at, last), role=role, kind=kind)
    return None


def _is_set_in_another(line: Line, at: int) -> bool:
    """Whether a word that the language does not know stands between *at* or *near* and *in* with a known place.

    A plural is none of a place: at those who are several somebody shoots.
    """
    word, known = line[at], line.known
    strange = word.is_word and not word.capital and not word.plain and not classes(word.low, line.pack)
    if not strange or line.low(at - 1) not in known.beside or line.low(at + 1) not in known.holding:
        return False
    if word.low in known.leading or word.low in known.body or len(word.key) <= _CODE or _is_plural(line, at):
        return False
    around = _known(line, at + 2) if at + 2 < len(line) else None
    return around is not None and not around.doubtful


def _end_before_its_land(line: Line, at: int) -> int | None:
    """Where a name ends of words that the language does not know, between *in* and a comma before the province,
    district or region that it lies in: *in korum, gao province*.
    """
    if role_of(line, at) not in ("at", "near") or line.known.roles.get(line.low(at - 1)) is None:
        return None
    end = at
    while end < _last(line, at) and line[end].is_word and not line[end].plain and not classes(line.low(end), line.pack):
        end += 1
    if end == at or line.raw(end) != "," or end + 1 >= len(line):
        return None
    land = _known(line, end + 1)
    return end if land is not None and land.kind in _LANDS and _ends_there(line, land.last) else None


def _ends_there(line: Line, at: int) -> bool:
    """Whether no word goes on behind a name, but for what it is: *anbar province officials* are no province."""
    behind = at + (line.low(at) in line.known.kinds)
    return behind >= len(line) or not line[behind].is_word


def _is_plural(line: Line, at: int) -> bool:
    return line.low(at).endswith(tuple(line.pack.settings["plural_endings"]))


def _goes_on(line: Line, i: int) -> bool:
    """Whether a word may be the second or third of a name: none that leads up to a place, describes one or says what it
    is.
    """
    low, known = line.low(i), line.known
    apart = low in known.kinds or low in known.roles or low in known.compass or low in known.skip
    return line[i].is_word and not apart and not line.is_article(i)
