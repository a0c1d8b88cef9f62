"""Places one can stand in front of: streets and buildings with a name, behind a word that leads up to a place."""

from __future__ import annotations

from collections.abc import Iterator

from testigo.model.toponym import Candidate
from testigo.packs.world.names import key
from testigo.reading.places.candidates import longest, meanings
from testigo.reading.places.line import Found, Line, Word
from testigo.reading.places.surroundings import before_happening, role_of

_CITY = 100_000
"""People of a settlement that a building is named after (*Korum railway station*)."""
_VILLAGE = 1_000
"""People of a settlement that has a jail, a market or a bar of its own."""
_TOWN = 15_000
"""People of a settlement whose name alone tells of a building that it is the town's (*a Korum restaurant*)."""
_AND = "&"
DASHES = {"-", "–"}
_JOINTS = 2
"""Small words within a name that may stand together: *de la*."""
_LEADING = 2
"""Words before an address among which the one stands that leads up to it: *of the*."""


def grounds(line: Line) -> Iterator[Found]:
    """The streets and buildings of a line; where something is said to have happened are those at or near which it was,
    the others only take their words.
    """
    known, crossed = line.known, 0
    for i, word in enumerate(line.words):
        if i < crossed:
            continue
        if line.low(i + 1) in known.crossing and _is_ordinal(word) and word.raw[-1].isalpha():
            yield from _crossing(line, i)
        if not word.grounds:
            continue
        if line.low(i + 1) in known.called and (word.low in known.heads or word.low in known.kinds):
            yield from _called(line, i)
            continue
        if word.low in known.block:
            yield from _of_a_block(line, i)
        if word.low.rstrip(".") not in known.heads:
            continue
        if _goes_before(line, i) and not _is_a_town(line, i):
            yield from _stood_before(line, i, _end_of_name(line, i + 1), straight=True)
        elif known.joining:
            yield from _led_in_small_letters(line, i)
        elif _is_head(line, i):
            first = _beginning(line, i)
            if first is not None and not _is_a_town_itself(line, first, i) and not _is_one_of_a_town(line, first, i):
                numbered = word.low in known.street and line.raw(i + 1).isdigit()
                crossed = _over_a_crossing(line, i + 2 if numbered else i + 1)
                yield from _stood_before(line, first, crossed)


def _is_a_town_itself(line: Line, first: int, i: int) -> bool:
    """Whether a name is that of a place, and not only of a small one that is called like streets of many towns."""
    found = meanings(line, first, i + 1)
    is_street = line.low(i).rstrip(".") in line.known.street
    return any(not is_street or c.kind != "settlement" or c.population >= _TOWN for c in found)


def _over_a_crossing(line: Line, last: int) -> int:
    """Where the name of a street ends, or of the one that crosses it: *at Korum Street and Gao Avenue*."""
    known, at = line.known, last + 1
    if line.low(last - 1).rstrip(".") not in known.street or line.low(last) not in known.crossing:
        return last
    while at < len(line) and (line[at].capital or _is_ordinal(line[at])) and not line.tells_time(at):
        at += 1
    ends = (line.low(last + 1).rstrip("."), line.low(at - 1).rstrip("."))
    return at if at > last + 2 and not known.street.isdisjoint(ends) else last  # *Avenue B*


def _of_a_block(line: Line, i: int) -> Iterator[Found]:
    """The street of *the 1200 block of South Ventura*, where no word for a street says that it is one."""
    first = last = i + 2
    while last < len(line) and ((line[last].is_word and line[last].capital) or _is_ordinal(line[last])):
        last += 1
    if last > first and line.low(last).rstrip(".") in line.known.street and not line[last].capital:
        last += 1  # *the 1200 block of Ventura drive*
    numbered = line.raw(i - 1)[:1].isdigit() or line.raw(i - 1) in DASHES
    plain = first == last or line.known.roles.get(line.low(i + 1)) != "of"
    told = any(w.capital and w.low.rstrip(".") in line.known.heads for w in line.words[first : last + 1])
    if numbered and not plain and not told:
        yield from _stood_before(line, first, last)


def _goes_before(line: Line, i: int) -> bool:
    """Whether a word begins the name of a street or building: *Rue Gambetta*, *Hotel Miramar*."""
    word, known = line[i], line.known
    if not word.capital or i + 1 >= len(line) or not line[i + 1].capital or line[i + 1].plain:
        return False
    return word.low in known.street_before or (word.low in known.building and i > 0 and not line[i - 1].capital)


def _is_a_town(line: Line, i: int) -> bool:
    """Whether the name that such a word begins is a town's: *Fort Korum*."""
    hit = longest(line, i, _end_of_capitals(line, i + 1)) if line[i].low in line.known.building else None
    return hit is not None and hit[0] > i + 1 and any(c.kind == "settlement" and c.main for c in hit[1])


def _called(line: Line, i: int) -> Iterator[Found]:
    """What a word for a place says is so called, without that word: *el paraje conocido como la Y de Korum*."""
    known, role = line.known, role_of(line, i)
    first = i + 1
    while line.low(first) in known.called:
        first += 1
    at = first + 1 if line.low(first) in known.joining else first
    if role not in ("at", "near") or at >= len(line) or not (line[at].is_word and line[at].capital):
        return
    last = _end_of_capitals(line, at)
    while line.joins(last) and last + 1 < len(line) and line[last + 1].capital:
        last = _end_of_capitals(line, last + 1)
    is_exact = line.low(i) in known.heads
    kind, meant = ("exact", ()) if is_exact else (known.kinds[line.low(i)][0], meanings(line, at, last))
    name, printed = line.printed(at, last), line.printed(first, last)
    yield Found(first=at, last=last, name=name, printed=printed, meant=meant, role=role, kind=kind)


def _led_in_small_letters(line: Line, i: int) -> Iterator[Found]:
    """A street or building whose word goes before its name in small letters: *la calle Ventura*, *el bar de Korum*; but
    a quarter or a house of a large city, or of a country, is none by that name.
    """
    named = at = _over_its_sort(line, i + 1)
    while line.low(at) in line.known.joining and not line[at].capital:
        at += 1
    straight = at == named
    if at < len(line) and line[at].is_word and line[at].capital:
        last = _over_what_joins(line, i, _end_of_name(line, at))
        called = i > 0 and line[i].capital  # *el Puente de Manhattan*
        if straight or called or not _is_well_known(line, at, last):
            town = () if straight else _town_named(line, at, last)
            yield from _stood_before(line, i, last, straight=straight, town=town)
    elif straight and (last := _end_of_number(line, at)) > at:
        yield from _stood_before(line, i, last, straight=True)


def _over_what_joins(line: Line, i: int, last: int) -> int:
    """Where the name of one street or quarter ends that *and* holds together, or of the street that crosses it (*calle
    Ventura y Gao*, *colonia Ventura y Sol*); a town behind it is another place.
    """
    at, known = last + 1, line.known
    joined = line.low(last) in known.crossing and at < len(line) and line[at].is_word and line[at].capital
    if not joined or line.low(i) not in known.street_before or line.tells_time(at):
        return last
    end = _end_of_name(line, at)
    apart = line.low(at) in known.heads or line.low(at) in known.kinds or line.leads_person(at)
    found = meanings(line, at, end)
    large = any(c.kind == "country" or (c.kind == "settlement" and c.main and c.population >= _CITY) for c in found)
    return last if apart or large else end


def _over_its_sort(line: Line, i: int) -> int:
    """Behind the words that only say of what sort a road is: *la carretera federal Korum-Gao*."""
    while i < len(line) and line.low(i) in line.known.describing and not line[i].capital:
        i += 1
    return i


def _town_named(line: Line, first: int, last: int) -> tuple[Candidate, ...]:
    """The towns that the name of a building's town may mean: *la cárcel de Korum*."""
    found = meanings(line, first, last)
    capitals = {c.admin1 for c in found if c.kind == "district" and c.main}
    towns = (c for c in found if c.kind == "settlement" and c.population >= _VILLAGE)
    return tuple(c for c in towns if c.main or c.admin1 in capitals)


def _is_well_known(line: Line, first: int, last: int) -> bool:
    """Whether a name is that of a country or region, or of a large city: all of it, or its beginning (*Acapulco de
    Juárez*).
    """
    if line.codes(first, last):
        return True
    begins = f"{key(line.printed(first, last))} "
    cities = (c for c in meanings(line, first, last) if c.kind == "settlement" and c.population >= _CITY)
    return any(c.main or key(c.name).startswith(begins) for c in cities)


def _is_head(line: Line, i: int) -> bool:
    """Whether a word says what the named thing is: *Avenue* with a capital, *motel* with or without, but the last one
    of *Park Avenue* and not the first.
    """
    known, low, after = line.known, line.low(i).rstrip("."), line.low(i + 1)
    if i + 1 < len(line) and line[i + 1].capital and (after in known.street or after in known.building):
        return False
    if low in known.saints and _goes_on_to_a_street(line, i + 1):
        return False  # *West St. Ruza Place*
    return (low in known.street and line[i].capital) or (low in known.building and after not in known.kinds)


def _goes_on_to_a_street(line: Line, i: int) -> bool:
    """Whether the run of capitals that a name begins ends with a word for a street."""
    last = _end_of_capitals(line, i)
    return last > i + 1 and line.low(last - 1).rstrip(".") in line.known.street


def _is_one_of_a_town(line: Line, first: int, i: int) -> bool:
    """Whether nothing but a town's name stands before a word for what it has many of: *a Korum restaurant*."""
    if line[i].capital or line.low(i) not in line.known.common:
        return False
    hit = longest(line, first, i)
    return hit is not None and hit[0] == i and any(c.kind == "settlement" and c.population >= _TOWN for c in hit[1])


def _beginning(line: Line, i: int) -> int | None:
    """Where the name before a word such as *Avenue* begins; None where it has none, or a country's or a people's alone
    (*a Buddhist shrine*), but for what is a nation's in another's town (*the Vandorian embassy*).
    """
    first, is_named = i, line[i].capital and line.raw(i + 1).isdigit()
    while first > 0:
        before = line[first - 1]
        if line.tells_time(first - 1) or _is_the_owner(line, first - 1):
            break  # *Monday's Korum Hotel bombing*, *Korum's Lee High School*
        if _is_ordinal(before) or (before.capital and before.is_word and not (first == 1 and before.plain)):
            is_named = True
        elif not (
            before.raw == _AND
            or line.is_clitic(first - 1)
            or (before.raw.isdigit() and is_named)
            or _belongs(line, before)
        ):
            break
        first -= 1
    while first < i and not (line[first].capital or line[first].raw[0].isdigit()):
        first += 1
    by_people = first == i - 1 and (line[first].key in line.known.codes or line.is_of_a_people(first))
    house = line.low(i) in line.known.of_nations and line.low(i + 1) not in line.known.building
    return first if is_named and (not by_people or house) else None


def _is_the_owner(line: Line, i: int) -> bool:
    """Whether a word is a city that has what follows."""
    if not line[i].owns:
        return False
    hit = longest(line, i, i + 1)
    return hit is not None and any(c.main and c.population >= _CITY for c in hit[1])


def _crossing(line: Line, i: int) -> Iterator[Found]:
    """Where two streets cross of which one has a number, and no word, or only the last, says that they are streets:
    *near 48th and Ventura*, *near N. 48th and Ventura Street*.
    """
    last = i + 2
    while last < len(line) and line[last].is_word and line[last].capital and not line.tells_time(last):
        last += 1
    if last > i + 2 and line.low(last).rstrip(".") in line.known.street:
        last += 1
    if last > i + 2:
        yield from _stood_before(line, i - 1 if _is_an_initial(line, i - 1) else i, last)


def _is_an_initial(line: Line, i: int) -> bool:
    """Whether a word is one capital letter, as a part of the compass is in short."""
    return i >= 0 and line[i].capital and len(line.raw(i)) == 1


def _is_ordinal(word: Word) -> bool:
    """Whether a word is a number with letters: *68th*."""
    return word.raw[0].isdigit() and not word.raw.isdigit()


def _belongs(line: Line, word: Word) -> bool:
    """Whether a word without a capital may stand within the name of a building (*the Korum court building*)."""
    return word.is_word and (word.low in line.known.building or (word.owns and not word.capital))


def _end_of_name(line: Line, first: int) -> int:
    """Where a name behind such a word ends: over small words and dashes it goes on (*Lomas de la Fortuna*, *Korum -
    Gao*), but not to the town that it lies in (*Centro de Korum*), unless both together are a name (*Lerdo de Tejada*).
    """
    last, known = _end_of_capitals(line, first), line.known
    while known.joining:
        at = last
        while at < last + _JOINTS and (line.low(at) in known.joining or line.raw(at) in DASHES):
            at += 1
        if at == last or at >= len(line) or not (line[at].is_word and line[at].capital):
            break
        end = _end_of_capitals(line, at)
        of_a_quarter = line.low(first) in known.of_quarters and last == first + 1
        goes_on = line.raw(last) in DASHES or of_a_quarter or bool(meanings(line, first, end))
        if not goes_on and _is_town(line, last, at, end):
            break
        last = end
    return last


def _is_town(line: Line, last: int, at: int, end: int) -> bool:
    """Whether what stands behind the small words from `last` on is the town or region that the name before lies in: one
    of some size, or any where nothing but *of* stands between.
    """
    if _is_well_known(line, at, end):
        return True
    wide = any(c.main and c.kind in ("settlement", "district", "admin1") for c in meanings(line, at, end))
    return wide and at == last + 1


def _end_of_number(line: Line, i: int) -> int:
    """Where a name that begins with a number ends: *calle 20 de Noviembre*, *5 Poniente*; the same where it is none."""
    if not line.raw(i).isdigit():
        return i
    if line.low(i + 1) in line.known.joining and line.tells_time(i + 2):
        return i + 3
    named = i + 1 < len(line) and line[i + 1].is_word and line[i + 1].capital
    return _end_of_capitals(line, i + 1) if named else i


def _end_of_capitals(line: Line, i: int) -> int:
    while i < len(line) and line[i].capital:
        i += 1
    return i


def _stood_before(
    line: Line, first: int, last: int, *, straight: bool = False, town: tuple[Candidate, ...] = ()
) -> Iterator[Found]:
    """The place named from one word to another where something happened at or near it; one whose name follows its word
    `straight` is no other place's name wherever it stands (*vecinos de la calle Ventura*), nor is that of a street (*a
    clerk of Korum Avenue*). It stands in the `town` that its name says.
    """
    named = first
    first = _with_block(line, first)
    role = role_of(line, first)
    known = line.known
    numbered = first < named or line.raw(first)[:1].isdigit()  # *the 900 block of Ventura Court*
    address = _is_an_address(line, first, named)
    if role == "motion" and address and not _is_led_by_of(line, first):
        role = "at"  # *medics came to the 900 block of Ventura Court*: there it happened
    if role in ("plain", "motion") and line[last - 1].capital and before_happening(line, last):
        role = "at"  # *the Korum Nightclub shooting*
    on_a_street = line.low(first - 1) in known.along and line[last - 1].capital  # *on Korum Court*
    care = (line.low(last - 1) in known.care and not numbered and not on_a_street) or any(
        w.low in known.healing for w in line.words[first:last]
    )
    is_street = line.low(last - 1).rstrip(".") in known.street and line[last - 1].capital
    if ((role in ("at", "near") or straight) and not care) or (is_street and role not in ("at", "near")):
        name = line.text[line.start(first) : line.end(last - 1)]
        meant, way = town or _city_of(line, first, last), any(w.low in known.ways for w in line.words[first:last])
        yield Found(first=first, last=last, name=name, meant=meant, role=role, kind="exact", way=way, address=address)


def _is_an_address(line: Line, first: int, named: int) -> bool:
    """Whether a street is told with its block, or with the number of a house: *9 Ventura Court*, not *9th Street*."""
    return first < named or line.raw(first).isdigit()


def _is_led_by_of(line: Line, first: int) -> bool:
    """Whether somebody is said to be of a place: *Ana Ruza, 9, of the 900 block of Ventura Court*."""
    leading = (line.known.roles.get(line.low(i)) for i in range(first - 1, first - 1 - _LEADING, -1))
    return next((role for role in leading if role), None) == "of"


def _with_block(line: Line, first: int) -> int:
    """The beginning of *the 1200 block of Elm Street*, *the 1200 block Elm Street*, else the street's."""
    if line.low(first - 1) in line.known.block and line.raw(first - 2)[:1].isdigit():
        first -= 1
    elif line.known.roles.get(line.low(first - 1)) == "of" and line.low(first - 2) in line.known.block:
        first -= 2
    else:
        return first
    while first > 0 and (line.raw(first - 1) in DASHES or line.raw(first - 1)[0].isdigit()):
        first -= 1
    return first


def _city_of(line: Line, first: int, last: int) -> tuple[Candidate, ...]:
    """The city with whose name a building's begins, or the only place that is called so (*the Korum tavern*); a street
    is seldom in the city it is named after.
    """
    hit = longest(line, first, last) if line.low(last - 1) in line.known.building else None
    if hit is None or line[hit[0] - 1].plain or _goes_on_as_a_name(line, hit[0], last):
        return ()
    towns = tuple(c for c in hit[1] if c.kind == "settlement" and c.main)
    alone = len(hit[1]) == 1 and line[last - 1].raw.islower()
    return towns if alone else tuple(c for c in towns if c.population >= _CITY)


def _goes_on_as_a_name(line: Line, first: int, last: int) -> bool:
    """Whether capitals that name nothing else follow a city's name in that of a building: *Korum Hill Bar*."""
    known = line.known
    within = line.words[first : last - 1]
    return any(w.capital and w.low not in known.building and w.low not in known.body for w in within)
