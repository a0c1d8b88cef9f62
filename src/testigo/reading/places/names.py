"""Names of places in a line of prose: runs of words with capitals, apart from those of people and organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from testigo.model.toponym import Candidate, PlaceKind, Role
from testigo.packs.world.names import key
from testigo.reading.numbers import LETTERS_OF_A_THING
from testigo.reading.places.candidates import is_only_a_word, led_straight, longest, named
from testigo.reading.places.line import OPENERS, Found, Line, Word
from testigo.reading.places.part_of import ends_a_quarter, is_a_field, is_called_so
from testigo.reading.places.surroundings import (
    before_ground,
    before_happening,
    before_region,
    begins_text,
    goes_on,
    is_against,
    is_of_a_compound,
    kind_behind,
    kind_of,
    role_of,
)
from testigo.reading.places.unlisted import STRUCK, unlisted

LED: tuple[Role, ...] = ("at", "near", "of", "motion", "people", "watch", "dateline")
"""Roles that a word beside the name gives."""
_WIDE = {"country", "admin1", "region"}
_LARGE = 100_000
"""People of a settlement that is known without a word that leads up to it."""
_TOWN = 15_000
"""People of a settlement that may begin a sentence."""
_WATCH = 4
"""Words before a name among which those who look into what happened there are looked for."""
_OF_A_NAME = 3
"""Words of a name of a place that a month or a day may begin."""


class Name(msgspec.Struct, frozen=True):
    """A part of a run that the gazetteer or the pack knows."""

    first: int
    last: int
    meant: tuple[Candidate, ...]


class InProse(msgspec.Struct, frozen=True):
    """The places of a line, and the words that are parts of names of people."""

    found: tuple[Found, ...]
    people: frozenset[str]


def in_prose(line: Line, exact: Sequence[Found] = ()) -> InProse:
    """All places of a line of prose; a run that an `exact` one begins goes on behind it (*colonia Centro de Korum*)."""
    found: list[Found] = []
    people: set[str] = set()
    ends = {i: place.last for place in exact for i in range(place.first, place.last)}
    for begins, last in _runs(line):
        first = _behind(line, begins, last, ends)
        places, persons = _of_run(line, first, last)
        found += places
        people |= persons
    return InProse((*found, *_peoples(line)), frozenset(people))


def _peoples(line: Line) -> Iterator[Found]:
    """The countries told by words in small letters for what is of them: *el ejército vandorio*."""
    for i, word in enumerate(line.words):
        if not word.is_word or word.capital:
            continue
        codes = line.known.codes.get(word.key, ())
        if len(codes) == 1 and codes[0].people and codes[0].is_country:
            meant = named(line, i, i + 1, word.name)
            yield Found(first=i, last=i + 1, name=word.raw, meant=meant, role="people", kind=None)


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals, with small particles between them; a day or a month belongs to none but the place
    that begins or ends with it (*Santo Domingo*, *Mar del Plata*).
    """
    first: int | None = None
    for i, word in enumerate(line.words):
        if word.is_word and word.capital and (not line.tells_time(i) or _is_in_a_name(line, i)):
            first = i if first is None else first
        elif first is not None and not (
            i + 1 < len(line) and line[i + 1].capital and (line.joins(i) or _is_wrapped(line, i))
        ):
            last = i - 1 if _has_figures(line, i) else i
            if first < last:
                yield first, last
            first = None
    if first is not None:
        yield first, len(line)


def _behind(line: Line, first: int, last: int, ends: Mapping[int, int]) -> int:
    """Where a run goes on that a street or building begins, at the next capital; where there is none, its beginning."""
    at = ends.get(first, first)
    while at < last and not line[at].capital:
        at += 1
    return at if at < last else first


def _has_figures(line: Line, i: int) -> bool:
    """Whether a sign is the hyphen between the letters and the figures of a thing: *Mi-24*."""
    is_close = line.raw(i) == "-" and i + 1 < len(line) and line.end(i - 1) == line.start(i) == line.start(i + 1) - 1
    return is_close and line.raw(i + 1).isdigit() and len(line.raw(i - 1)) <= LETTERS_OF_A_THING


def _is_wrapped(line: Line, i: int) -> bool:
    """Whether a sign is the hyphen of a name that the end of a line parts: *Sistan- Baluchestan*."""
    return line.raw(i) == "-" and line.end(i - 1) == line.start(i) < line.start(i + 1) - 1


def _is_in_a_name(line: Line, i: int) -> bool:
    """Whether a word is the first or the last one of a place's name."""
    stretches = [(i - 1, i + 1), *((i, end) for end in range(i + 2, min(i + _OF_A_NAME, len(line)) + 1))]
    return any(_is_a_name(line, first, last) for first, last in stretches)


def _is_a_name(line: Line, first: int, last: int) -> bool:
    ends = first >= 0 and all(line[at].is_word and line[at].capital for at in (first, last - 1))
    return ends and any(c.main for c in line.gazetteer.folded(key(line.printed(first, last))))


def _of_run(line: Line, first: int, last: int) -> tuple[list[Found], set[str]]:
    behind = _behind_a_landform(line, first, last)
    if behind is not None and not _names(line, first, behind):
        land, rest = unlisted(line, first + 1, behind), _of_run(line, behind + 1, last)
        return ([land] if land else []) + rest[0], rest[1]
    names = _names(line, first, last)
    if not names or _is_longer(line, names, last):
        unknown = unlisted(line, first, last)
        return ([unknown], set()) if unknown else ([], _person(line, first, last))
    found: list[Found] = []
    people: set[str] = set()
    for name in names:
        if is_a_field(line, name.first):
            continue
        if ends_a_quarter(line, name.first, first, name.meant):
            found.append(_quarter(line, name))
            continue
        before, after = _beside(line, name, names, first, last)
        if _is_somebody(line, name, names, before, after):
            unknown = unlisted(line, first, last) if name is names[0] and not _has_code(line, names) else None
            if unknown and unknown.role in ("at", "near") and not line[last - 1].owns:
                return [unknown], people
            people |= _parts(line, first, last)
        else:
            body = _is_body(line, name, before, after)
            place = None if body and _is_a_word_of_it(line, name, first) else _judged(line, name, body=body)
            owned = unlisted(line, name.last, last) if name is names[-1] and _is_a_land(line, name) else None
            found += [each for each in (place, owned) if each]
    return found, people


def _behind_a_landform(line: Line, first: int, last: int) -> int | None:
    """Where a name ends that the shape of the land opens, before *of* and what it lies in: *Sierra Norte de Korum*."""
    at = first + 1
    while line.low(first) in line.known.landforms and at < last and line[at].capital:
        at += 1
    return at if first + 1 < at < last - 1 and line.joins(at) and line[at + 1].capital else None


def _quarter(line: Line, name: Name) -> Found:
    """A quarter that the gazetteer lacks, of which it knows the end of the name."""
    first, last = name.first - 1, name.last
    return Found(first=first, last=last, name=line.printed(first, last), role=role_of(line, first), kind="quarter")


def _names(line: Line, first: int, last: int) -> list[Name]:
    names, at = [], first
    while at < last:
        hit = longest(line, at, last)
        if hit and not _only_leads_up(line, at, hit[0]) and not _is_a_side(line, at, hit, last):
            names.append(Name(at, *hit))
            at = hit[0]
        else:
            at += 1
    return names


def _only_leads_up(line: Line, at: int, end: int) -> bool:
    """Whether the one word of a name leads up to a place (*In Korum*), or begins a quarter's name (*Villa Korum*)."""
    begins = line.low(at) in line.known.of_quarters and at + 1 < len(line) and line[at + 1].capital
    return end == at + 1 and (line.low(at) in line.known.roles or begins)


def _is_a_side(line: Line, at: int, hit: tuple[int, tuple[Candidate, ...]], last: int) -> bool:
    """Whether a part of the compass belongs to the large city behind it (*West Philadelphia*), and both are no name
    of a place of its own, but for some small town.
    """
    if line.low(at) not in line.known.compass or at + 1 >= last:
        return False
    end, meant = hit
    if end > at + 1 and any(c.kind in _WIDE or c.population >= _TOWN for c in meant):
        return False
    city = longest(line, at + 1, last)
    return (
        city is not None and city[0] >= end and any(c.kind == "settlement" and c.population >= _LARGE for c in city[1])
    )


def _is_longer(line: Line, names: Sequence[Name], last: int) -> bool:
    """Whether the word for a kind behind a run shows that its only known part is not the whole name."""
    if len(names) > 1 or line.low(last) not in line.known.kinds or goes_on(line, last):
        return False
    rest = line.words[names[0].last : last]
    own = not line[names[0].last - 1].owns
    return own and bool(rest) and not any(w.plain or w.key in line.known.codes for w in rest)


def _beside(
    line: Line, name: Name, names: Sequence[Name], first: int, last: int
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a run before and behind a name, without other names; a possessive or a kind ends the name."""
    covered = {i for n in names for i in range(n.first, n.last)}
    named_after = name.last < last and line.low(name.last) in line.known.building  # *St. Vincent's Hospital*
    close = (_is_closed(line, name) and not named_after) or kind_behind(line, name.last) is not None
    behind = range(0) if close else range(name.last, last)
    before, after = (
        tuple(line[i] for i in r if i not in covered and line[i].is_word) for r in (range(first, name.first), behind)
    )
    return before, after


def _is_somebody(line: Line, name: Name, names: Sequence[Name], before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a name is a part of somebody's: *Paris Hilton*, *Mr. Jordan*, *Lincoln Washington*."""
    known = line.known
    if line.is_people(name.first, name.last):
        return is_called_so(line, name.first)
    if _is_body(line, name, before, after):
        return False
    if _is_beside_another(line, name, names):
        return True
    tail = [w for w in after if not _is_of_place(line, w)]
    if any(not w.plain or _is_initial(w) for w in tail) or (tail and not any(c.kind == "country" for c in name.meant)):
        return True
    if _is_strange(line, before) and not _is_a_land_of(line, name):
        return True
    i = name.first - 1
    return i >= 0 and line[i].is_word and line.low(i).rstrip(".") not in known.kinds and line.leads_person(i)


def _is_a_land_of(line: Line, name: Name) -> bool:
    """Whether a small word joins a country's name to what goes before it: *ministro de Medio Ambiente de Vandoria*."""
    i = name.first - 1
    is_country = any(code.is_country and not code.people for code in line.codes(name.first, name.last))
    return is_country and i > 0 and line.joins(i) and not line[i].capital


def _is_initial(word: Word) -> bool:
    """Whether a word is a name cut short: *George W. Bush*."""
    return len(word.raw) == 2 and word.capital and word.raw.endswith(".")


def _is_strange(line: Line, before: Sequence[Word]) -> bool:
    """Whether words before a name in its run are no plain ones, or the last is a first name that is a word too (*Mark
    Korum*); small ones only join names.
    """
    known = line.known
    if before and before[-1].capital and before[-1].low in known.given:
        return True
    return any(w.capital and not w.plain and w.low not in known.compass for w in before)


def _is_beside_another(line: Line, name: Name, names: Sequence[Name]) -> bool:
    """Whether another name follows or goes before without a comma, as in a person's name; a people's does in no one's,
    nor does one that owns what follows.
    """
    pairs = [(a, b) for a, b in pairwise(names) if a.last == b.first and name in (a, b)]
    return any(
        not (line.is_people(a.first, a.last) or line.is_people(b.first, b.last) or _is_closed(line, a))
        for a, b in pairs
    )


def _is_closed(line: Line, name: Name) -> bool:
    """Whether a name ends with its last word, by a sign of possession or as an abbreviation."""
    return line[name.last - 1].raw.endswith(".") or line[name.last - 1].owns


def _is_body(line: Line, name: Name, before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a name goes on as one of an organisation or a building: *Chicago Police Department*."""
    known = line.known
    if _is_strange(line, before):
        return False
    if any(w.low in known.body or w.low in known.building for w in after):
        return True
    if any(w.capital and w.low in known.body for w in before):
        return True  # *Ministerio de Salud de Korum*
    tail = [w for w in after if not _is_of_place(line, w)]
    large = any(c.main and (c.kind in _WIDE or c.population >= _LARGE) for c in name.meant)
    return bool(tail) and all(w.plain for w in tail) and large


def _is_a_land(line: Line, name: Name) -> bool:
    """Whether a name led up to is a country's or a region's that owns what follows (*in Vandoria's Korum*)."""
    return line[name.last - 1].owns and bool(line.codes(name.first, name.last)) and led_straight(line, name.first)


def _is_a_word_of_it(line: Line, name: Name, first: int) -> bool:
    """Whether a name of no country or large city stands in the middle of an organisation's, behind a plain word of it:
    *the National Unity Government*, but not *the South Korum Police*.
    """
    i = name.first - 1
    opens = i >= first and line[i].capital and line[i].plain and not line.is_article(i)
    known = line.known
    if not opens or line.low(i) in known.compass or line.low(i) in known.kinds or line.low(i) in known.roles:
        return False
    return not any(c.kind == "country" or (c.main and c.population >= _LARGE) for c in name.meant if c.kind != "admin1")


def _is_of_place(line: Line, word: Word) -> bool:
    known = line.known
    return word.low in known.kinds or word.low in known.building or word.low in known.street


def _has_code(line: Line, names: Sequence[Name]) -> bool:
    """Whether one of the names is a country's or a region's that the pack knows."""
    return any(line.codes(n.first, n.last) for n in names)


def _parts(line: Line, first: int, last: int) -> set[str]:
    return {line.bare(i) for i in range(first, last) if line[i].capital and not line[i].plain}


def _person(line: Line, first: int, last: int) -> set[str]:
    """The words of a run of two and more that is no place's: any may come back alone."""
    known, parts = line.known, _parts(line, first, last)
    other = any(_is_of_place(line, w) or w.low in known.body for w in line.words[first:last])
    return parts if len(parts) > 1 and not other else set()


def _judged(line: Line, name: Name, *, body: bool) -> Found | None:
    """A name with its role and kind; None where nothing but its capitals speaks for it."""
    first, last, meant = name.first, name.last, name.meant
    people, kind = line.is_people(first, last), kind_of(line, first, last)
    alone = last == first + 1
    if first == 0 and alone and line[0].plain and not people and not before_region(line, last):
        return None
    if is_of_a_compound(line, last) and not begins_text(line, first, last):
        return None
    role = _role(line, name, people=people, body=body)
    if role == "motion" and (kind in STRUCK or meant[0].kind == "admin1") and is_against(line, first):
        role = "near"  # *shells were fired at the town of Korum*, *a raid against the Gao Strip*
    sure = role in LED or kind is not None or any(c.kind in _WIDE for c in meant)
    large = any(c.main and c.population >= (_LARGE if first else _TOWN) for c in meant)
    apart = line.raw(last) in OPENERS or line.raw(first - 1) in OPENERS
    if not (sure or large or apart):
        return None
    if role in ("plain", "motion") and before_happening(line, last) and not line.codes(first, last):
        role = "of"
    lone = line.bare(first) if alone else None
    word = alone and is_only_a_word(line, first)
    doubtful = not (sure or large) or word or _is_of_a_thing(line, first, kind, meant)
    printed = line.printed(first, last)
    return Found(first=first, last=last, name=printed, meant=meant, role=role, kind=kind, lone=lone, doubtful=doubtful)


def _is_of_a_thing(line: Line, first: int, kind: PlaceKind | None, meant: Sequence[Candidate]) -> bool:
    """Whether a name of no large place stands right behind *a*: it is a thing's (*at a Sweet Sixteen party*)."""
    known = any(c.kind in _WIDE or c.population >= _TOWN for c in meant)
    return line.is_indefinite(first - 1) and kind is None and not known


def _role(line: Line, name: Name, *, people: bool, body: bool) -> Role:
    if begins_text(line, name.first, name.last):
        return "dateline"
    if people and not before_ground(line, name.last):
        return "people"
    if _has_watch(line, name):
        return "watch"
    if body:
        return "watch" if _is_behind_watch(line, name.first) else "body"
    return role_of(line, name.first)


def _is_behind_watch(line: Line, first: int) -> bool:
    """Whether the police of a place, in a language that names it behind them, stand before it: *Policía Estatal de*."""
    return any(line.low(i) in line.known.watch_before for i in range(max(0, first - _WATCH), first))


def _has_watch(line: Line, name: Name) -> bool:
    """Whether the police of a place, or of what its kind says, stand behind its name: *Korum County deputies*."""
    known = line.known
    i = name.last + 1 if line.low(name.last) in known.kinds else name.last
    return line.low(i) in known.watch and not any(c.kind == "country" for c in name.meant)
