"""What a name may mean: countries and regions that the pack knows by it, and all that the gazetteer has under it."""

from __future__ import annotations

from testigo.model.toponym import Candidate
from testigo.packs.world.names import key
from testigo.reading.places.line import OPENERS, Line
from testigo.reading.places.surroundings import before_region

_LONGEST = 6
"""Words of a name."""
_SHORTEST = 2
_CODE = 3
"""Letters up to which a name may be an abbreviation, which is no town's name."""
_POSTAL = 2
"""Letters of a region as the post writes it."""
_BRACKET = "("
_BEYOND = 3
"""Words by which a country's name may go on over *of* and *and* (*Republic of the Congo*)."""
WIDE = {"region", "admin1"}


def longest(line: Line, first: int, last: int) -> tuple[int, tuple[Candidate, ...]] | None:
    """The longest name that begins at a word of a run: where it ends and what it may mean."""
    if not line[first].capital:
        return None
    for end in range(min(last + _BEYOND, first + _LONGEST, len(line)), first, -1):
        ends = line[end - 1].capital or end == first + 1
        if ends and (end <= last or line.codes(first, end)):
            meant = meanings(line, first, end)
            if meant:
                return end, meant
    return None


def meanings(line: Line, first: int, last: int) -> tuple[Candidate, ...]:
    """What a stretch with capitals may mean; a plain word of the language is none unless a region follows it."""
    name = line.printed(first, last)
    if is_wider(line, first, last):
        return ()
    wide = _with_compass(line, first, name)
    if wide:
        return wide
    if last == first + 1:
        no_name = is_only_a_word(line, first) and not led_straight(line, first)
        if no_name or len(key(name)) < _SHORTEST:
            return ()
    return named(line, first, last, name)


def is_wider(line: Line, first: int, last: int) -> bool:
    """Whether a stretch names a part of the world with many countries (*the Middle East*), and no town of that name."""
    if key(line.printed(first, last)) not in line.known.wider:
        return False
    return not before_region(line, last) and not line.codes(first, last)


def is_only_a_word(line: Line, i: int) -> bool:
    """Whether a word with a capital is one of the language, and no region behind it shows that it is a place."""
    codes = line.known.codes.get(line[i].key, ())
    means_region = any(not c.short or _behind_place(line, i, line[i].name) for c in codes)  # *Korum, Miss.*
    return line[i].plain and not means_region and not before_region(line, i + 1)


def led_straight(line: Line, first: int) -> bool:
    """Whether *in*, *near* or the like stands right before a name."""
    before = line.low(first - 1)
    return line.known.roles.get(before) in ("at", "near") and before not in line.known.not_of_unknown


def named(line: Line, first: int, last: int, name: str, *, trusted: bool = False) -> tuple[Candidate, ...]:
    """Everything under a name; the pack's own first. `trusted`: the stretch is known to name a place."""
    owner = line[last - 1]
    if (
        owner.owns
        and last - first > 1
        and (owned := line.gazetteer.folded(key(line.text[line.start(first) : line.end(last - 1)])))
    ):
        return owned  # *Queen Anne's*
    folded = key(name)
    known = line.known.codes.get(folded, ())
    codes = [c for c in known if trusted or not c.short or _behind_place(line, first, name)]
    own = tuple(place for c in codes if (place := line.gazetteer.coded(c.code)) is not None)
    if own and (any(c.people for c in codes) or len(folded) <= _CODE):
        return own
    if len(folded) <= _CODE and name.isupper():
        return ()
    found = line.gazetteer.folded(folded)
    if not own:
        return found
    ids = {place.id for place in own}
    return (*own, *(c for c in found if c.id not in ids))


def _with_compass(line: Line, first: int, name: str) -> tuple[Candidate, ...]:
    """A region or country whose name has a part of the compass, printed without a capital (*south Lebanon*)."""
    before = line.low(first - 1)
    if before not in line.known.compass or line[first - 1].capital:
        return ()
    folded = f"{key(before)} {key(name)}"
    codes = (c for c in line.known.codes.get(folded, ()) if not c.people)
    own = tuple(place for c in codes if (place := line.gazetteer.coded(c.code)) is not None)
    return own or tuple(c for c in line.gazetteer.folded(folded) if c.kind in WIDE)


def _behind_place(line: Line, first: int, name: str) -> bool:
    """A region in short stands behind a place and a comma; one of two letters is in capitals or has a stop, a longer
    one in capitals and brackets is a station or an agency.
    """
    if line.raw(first - 1) not in OPENERS or first < 2 or not line[first - 2].is_word:
        return False
    if len(name) > _POSTAL and name.isupper() and line.raw(first - 1) == _BRACKET:
        return False  # *COLUMBIA, S.C. (WIS)*: a station
    return len(name) > _POSTAL or name.isupper() or name.endswith(".")
