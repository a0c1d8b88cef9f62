"""What the words around a name say of the place: how it stands in the sentence, what it is, what is beside it."""

from __future__ import annotations

from testigo.model.toponym import Candidate, PlaceKind, Role
from testigo.reading.places.line import OPENERS, Found, Line

_FARTHEST = 9
"""Words before a name among which the one that leads up to it is looked for."""
_TAKEN = 4
"""Words between those who were carried off and *from*: room for when it was."""
_BETWEEN = 48
"""Code points between two names of which one may hold the other."""
_REGION_WORDS = 3
"""Words of a region's name."""
_NAMED = 2
"""Words of a name that is somebody's."""
_HEALED = 4
"""Words between who died and where: room for when it was."""
_CALLED = 4
"""Words of a name that is a building's."""
_SEA: PlaceKind = "sea"
_AREAS: frozenset[PlaceKind] = frozenset({"district", "admin1"})
"""Kinds of places of which a town may have the name as well: the word tells them apart."""
_ENDS_DATELINE = {":", "-", "–", "—"}
_JOINTS = {*OPENERS, "-", "."}


def role_of(line: Line, at: int) -> Role:
    """How a place stands: by the nearest word before its name that leads up to it, over words that describe it, or that
    it is of these (*the centre of Korum*).
    """
    first = _first_of_two(line, at)
    if first is not None:
        return role_of(line, first)
    known, i, passed, housed = line.known, at - 1, False, False
    while i >= 0 and at - i <= _FARTHEST:
        low = line.low(i)
        for phrase, role in known.long_roles.get(low, ()):
            if tuple(line.low(j) for j in range(i - len(phrase) + 1, i + 1)) == phrase:
                return _unless_only_come(line, _unless_aside(line, role, i - len(phrase)), phrase[0])
        found = known.roles.get(low)
        passed = passed or found == "of"
        if found == "of" and (line.low(i - 1) in known.kinds or line.low(i - 1) in known.compass):
            i -= 3 if i > 1 and line[i - 2].capital and line[i - 2].is_word else 2  # over *Korum area of*
        elif found == "of" and _is_described_kind(line, i - 1):
            i -= 3  # over *localidad costera de*
        elif found == "of" and _is_kind_of_dwellers(line, i - 1):
            i -= 4  # over *campamento de refugiados de*
        elif found == "of" and line.low(i - 1) in known.within:
            i, housed = i - 2, True  # over *a house of*
        elif found == "of" and line.raw(i - 1).isdigit() and line.low(i - 2) in known.within:
            i -= 3  # over *kilometre 23 of*
        elif found == "of" and _is_of_the_healing(line, i - 1):
            return "motion"
        elif found == "of" and (named := _behind_a_building(line, i)):
            i = named - 1  # over *hotel Korum Palace of*
        elif found == "of" and _is_behind_a_person(line, i):
            return "motion"
        elif found == "motion" and housed and low in known.against:
            return "at"  # *a bomb went off before a house of Korum*
        elif found is not None:
            return "at" if _is_taken_from(line, i) else _unless_aside(line, found, i - 1)
        elif _describes(line, i):
            i -= 1
        else:
            break
    return "of" if passed else "plain"


def _first_of_two(line: Line, at: int) -> int | None:
    """Where the first of two places is named that something lies between, where the second is named at `at`."""
    i = at - 2
    if line.low(at - 1) not in line.known.crossing:
        return None
    while i > 0 and at - i <= _CALLED + 1 and (line[i].capital or line.joins(i)):
        i -= 1
    return i + 1 if 0 <= i < at - 2 and line.low(i) in line.known.between else None


def _is_described_kind(line: Line, i: int) -> bool:
    """Whether a word describes what a place is, where that goes before it: *la localidad costera de Korum*."""
    word, known = line[i], line.known
    plain = word.is_word and not word.capital and word.low not in known.kinds and word.low not in known.roles
    return bool(known.joining) and i > 1 and plain and line.low(i - 1) in known.kinds


def _is_kind_of_dwellers(line: Line, i: int) -> bool:
    """Whether a word tells for whom a place is, with *of* behind what it is: *el campamento de refugiados de Korum*."""
    known = line.known
    return line.low(i) in known.of_kind and known.roles.get(line.low(i - 1)) == "of" and line.low(i - 2) in known.kinds


def _behind_a_building(line: Line, of: int) -> int | None:
    """Where a building is told whose name stands before *of*; None where none is."""
    i = of - 1
    while i > 0 and of - i <= _CALLED and line[i].is_word and line[i].capital:
        i -= 1
    return i if 0 <= i < of - 1 and line.low(i) in line.known.building else None


def _is_behind_a_person(line: Line, of: int) -> bool:
    """Whether *of* stands behind somebody's name or age: there they are from (*Ana Ruza of Gao*, *Ruza, 9, of Gao*)."""
    if line.raw(of - 1) == ",":
        return line.raw(of - 2).isdigit() and line.raw(of - 3) == ","
    named = [w for w in line.words[max(0, of - _NAMED) : of] if w.is_word and w.capital and not w.plain]
    known = line.known
    return len(named) == _NAMED and not any(
        w.low in known.kinds or w.low in known.describing or w.low in known.body or w.key in known.codes for w in named
    )


def _unless_aside(line: Line, role: Role, before: int) -> Role:
    """The role that a word gives, but of a place where somebody lives, is kept or spoke, or was taken to be healed
    (*lives in Korum*, *taken to a hospital in Korum*).
    """
    if role not in ("at", "near") or before < 0:
        return role
    word, known = line.low(before), line.known
    healed = (word in known.care and _is_taken_to(line, before)) or _is_of_the_healing(line, before)
    return "motion" if word in known.aside or healed else role


def _unless_only_come(line: Line, role: Role, verb: str) -> Role:
    """The role that a phrase gives, but where it only tells that somebody came (*the president came to Korum*)."""
    return "motion" if verb in line.known.coming and not line.tells_of_violence() else role


def _is_of_the_healing(line: Line, at: int) -> bool:
    """Whether a word is that of a hospital in which somebody is said to lie or to have died (*died on Monday at a
    hospital in Korum*).
    """
    known, i = line.known, at - 1
    if line.low(at) not in known.healing:
        return False
    while i > 0 and (line.is_article(i) or _describes(line, i)):
        i -= 1
    return known.roles.get(line.low(i)) == "at" and any(line.low(n) in known.healed for n in range(i - _HEALED, i))


def _is_taken_from(line: Line, at: int) -> bool:
    """Whether a word leads up to the place out of which people were carried off: *27 kidnapped in May from Korum*."""
    known = line.known
    if line.low(at) not in known.out_of:
        return False
    return any(line.low(i) in known.taken for i in range(max(0, at - _TAKEN), at))


def _is_taken_to(line: Line, at: int) -> bool:
    """Whether a word such as *to* leads up to where somebody is healed, over words that describe it."""
    i = at - 1
    while i > 0 and (line.is_article(i) or _describes(line, i)):
        i -= 1
    return line.low(i) in line.known.taken_to


def _describes(line: Line, i: int) -> bool:
    """Whether a word between a preposition and a name tells of the place."""
    word, known = line[i], line.known
    if word.raw == "-" or word.low in known.describing or line.is_clitic(i):
        return True
    if not word.is_word:
        return False
    if word.key in known.codes or "-" in word.low or line.is_number(i):
        return True
    return (word.capital or line.owns(i)) and bool(line.gazetteer.folded(word.key))


def side_before(line: Line, first: int) -> int | None:
    """Where the part of a place that is meant is told before its name: *southern Vandoria*, *el sur de Vandoria*."""
    known, at = line.known, first - 1
    if at > 0 and known.roles.get(line.low(at)) == "of":
        at -= 1
    return at if at >= 0 and line.low(at) in known.compass and not line[at].capital else None


def landform_before(line: Line, first: int) -> int | None:
    """Where the shape of the land is told that is a part of a name: *sierra Korum*, *valle de Korum*."""
    at = first - 1
    while at > 0 and line.low(at) in line.known.joining:
        at -= 1
    return at if at >= 0 and line.low(at) in line.known.landforms else None


def is_against(line: Line, at: int) -> bool:
    """Whether a word that tells what is struck leads up to a place, with nothing but what it is, or which building of
    it, between them (*against the town of Korum*, *contra una escuela de Korum*).
    """
    known, i = line.known, at - 1
    while i > 0 and (
        known.roles.get(line.low(i)) == "of"
        or line.low(i) in known.kinds
        or line.low(i) in known.skip
        or (line.low(i) in known.heads and not line[i].capital)
    ):
        i -= 1
    return line.low(i) in known.against


def kind_of(line: Line, first: int, last: int) -> PlaceKind | None:
    """What a place is by the word after its name (*Yoro province*), else before it (*the town of Yoro*)."""
    kinds = line.known.kinds
    if _is_off_a_coast(line, first):
        return _SEA
    after = kind_behind(line, last)
    if after is not None and not goes_on(line, after):
        return kinds[line.low(after)][0]
    before = _kind_before(line, first)
    return None if before is None else kinds[line.low(before)][0]


def over_sides(line: Line, first: int) -> int:
    """Where the parts of the compass begin that are told right before a name: *in eastern Korum*; else the name."""
    while first > 0 and line.low(first - 1) in line.known.compass:
        first -= 1
    return first


def _kind_before(line: Line, first: int) -> int | None:
    """Where the word for a kind stands before a name, or before a part of it: *the town of Korum*, *enclave of eastern
    Korum*.
    """
    i = over_sides(line, first) - 1
    if line.known.roles.get(line.low(i)) == "of":
        i -= 3 if _is_kind_of_dwellers(line, i - 1) else 2 if _is_described_kind(line, i - 1) else 1
    else:
        i = first - 1
    return i if i >= 0 and line.low(i) in line.known.kinds else None


def kind_told_before(line: Line, first: int) -> int | None:
    """Where a word for a kind begins that is a part of what a place is called: right before its name (*aldea Korum*),
    or an area told with *of* (*distrito de Korum*, *refugee camp of Korum*).
    """
    at = _kind_before(line, first)
    if at is None or line[at].capital or _is_described_kind(line, at + 1):
        return None
    for_whom = line.low(at - 1) in line.known.of_kind
    if at < first - 1 and not for_whom and not (line.known.joining and _AREAS & set(line.known.kinds[line.low(at)])):
        return None
    return at - 1 if for_whom else at


def _is_off_a_coast(line: Line, first: int) -> bool:
    """Whether the coast of a place is told of, over words that describe it: *the coast of Vandoria's western Korum*."""
    i = first - 1
    while i > 0 and first - i < _FARTHEST and line.known.roles.get(line.low(i)) is None and _describes(line, i):
        i -= 1
    return line.known.roles.get(line.low(i)) == "of" and _SEA in line.known.kinds.get(line.low(i - 1), ())


def kind_behind(line: Line, last: int) -> int | None:
    """Where the word for a kind stands behind a name, over one that describes it (*Korum refugee camp*), or over what
    belongs to it (*Korum Local Government Area*).
    """
    at = last
    while line.low(at) in line.known.of_kind and at - last < _FARTHEST:
        at += 1
    if line.low(at) in line.known.kinds:
        return at
    described = line.low(last) in line.known.skip and not line[last].capital and line.low(last + 1) in line.known.kinds
    return last + 1 if described else None


def goes_on(line: Line, i: int) -> bool:
    """Whether a word for a kind leads up to another name: in *West Bank city of Nablus* the first is no city."""
    if i + 1 >= len(line):
        return False
    if line.known.roles.get(line.low(i + 1)) == "of":
        return "settlement" in line.known.kinds[line.low(i)] or line.is_people(i - 1, i)
    return line[i + 1].capital and line[i + 1].is_word and not line[i].capital and not line.tells_time(i + 1)


def is_of_a_compound(line: Line, last: int) -> bool:
    """Whether the hyphen of a compound that the end of a line parts stands behind a name: *a Korum- based channel*."""
    if line.raw(last) != "-" or line.end(last - 1) != line.start(last) or last + 1 >= len(line):
        return False
    return line[last + 1].is_word and not line[last + 1].capital


def before_ground(line: Line, last: int) -> bool:
    """Whether an adjective stands before a word for ground: *the Vandorian coast*, *the Vandorian port city*."""
    known = line.known
    first, second = line.low(last), line.low(last + 1)
    return first in known.kinds or (first in known.describing and second in known.kinds)


def before_happening(line: Line, last: int) -> bool:
    """Whether what happened in a place stands right behind its name: *the Korum massacre*. That is less than to
    say that something happened *in* a place: it may be recalled (*after the Korum massacre, a man was shot in Gao*).
    """
    return line.low(last) in line.known.happening


def begins_text(line: Line, first: int, last: int) -> bool:
    """Whether a name begins the text as a dateline does: *korum: two men were shot*, *KORUM, 5 May*."""
    if first or last >= len(line) or line.text[: line.start(0)].strip():
        return False
    if line.raw(last) == "," and last + 1 < len(line):
        return line.raw(last + 1)[0].isdigit() or line.tells_time(last + 1)
    return line.raw(last) in _ENDS_DATELINE


def before_region(line: Line, last: int) -> bool:
    """Whether a comma and a country's or a region's name follow (*Mobile, Ala.*)."""
    if line.raw(last) not in OPENERS or last + 1 >= len(line) or not line[last + 1].capital:
        return False
    return any(not code.people for code in line.codes(last + 1, last + 2))


def before_country(line: Line, last: int) -> bool:
    """Whether a comma and a country's name follow."""
    if line.raw(last) != "," or last + 1 >= len(line):
        return False
    return any(code.is_country and not code.people for code in line.codes(last + 1, last + 2))


def before_its_land(line: Line, last: int) -> bool:
    """Whether a region and its country follow, each behind a comma: *raided Korum, Western Vandoria, Vandoria*."""
    if line.raw(last) != ",":
        return False
    i = last + 1
    while i < min(last + 1 + _REGION_WORDS, len(line)) and line[i].capital and line[i].is_word:
        i += 1
    return i > last + 1 and before_country(line, i)


def side_by_side(line: Line, left: Found, right: Found) -> bool:
    """Whether nothing but a comma, *in* and words that describe a place stands between two names; whose people or house
    is told of lies beside none (*in Korum, the Vandorian army*, *the Vandorian embassy in Korum*).
    """
    if "people" in (left.role, right.role):
        return False
    if line.start(right.first) - line.end(left.last - 1) > _BETWEEN:
        return False
    known = line.known
    return all(
        line.low(i) in _JOINTS
        or line.low(i) in known.describing
        or known.roles.get(line.low(i)) in ("at", "of")
        or line.is_clitic(i)
        or _is_in_a_phrase(line, i, right.first)
        for i in range(left.last, right.first)
    )


def _is_in_a_phrase(line: Line, i: int, end: int) -> bool:
    """Whether a word stands in a phrase that says of which place one is (*perteneciente al*), up to a word."""
    phrases = ((j, p) for j in range(i, end) for p, role in line.known.long_roles.get(line.low(j), ()) if role == "of")
    return any(j - len(p) < i and p == tuple(line.low(n) for n in range(j - len(p) + 1, j + 1)) for j, p in phrases)


def inside(a: Candidate, b: Candidate) -> bool:
    """Whether one place lies in another: in a country, or in a region of the first order."""
    if b.kind == "country":
        return a.kind != "country" and a.country == b.country
    return b.kind == "admin1" and a.admin1 == b.id
