"""Sides in a sentence: phrases about people, names of actors, and places and things that are struck."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from testigo.model.actor import Basis, Side, SideKind
from testigo.model.dispatch import Span
from testigo.model.reading import Group
from testigo.model.spans import holds
from testigo.packs.actor import registry
from testigo.packs.language import Language, Rule
from testigo.reading.numbers import symbol_of
from testigo.reading.rules import first_firings
from testigo.reading.sides.names import Named
from testigo.reading.units import Run, Units, folded, reduced

FORCES = {"police", "military", "other_security"}
"""Classes of people who act for a state."""
_NOBODY = {"pronoun", "zero"}
_PERSON = {"name", "surname"}
_BARE = "bare"
_ARMED = "armed_group"
_STRUCK = "struck"
_LIFELESS = {"place", "thing"}
_UNKNOWN = "unknown"
_THINGS = (
    "own_strike",
    "word",
    "thing",
    "army",
    "collective",
    "band",
    "many",
    "struck",
    "weapon",
    "site_noun",
    "event_noun",
)
"""Classes of what a nation's word may belong to."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NEAR = 3
"""Units within which the organisation stands that people belong to: *members of the outlawed Red Dawn*."""


class Acting(msgspec.Struct, frozen=True):
    """A sentence in which people and actors are one unit each, with the names it holds, in order.

    In `plain` people are not yet one unit: *a breakaway* from another group is nobody's description there. `answers`
    tells whether the sentence's words answer what a rule asks of them.
    """

    units: Units
    plain: Units
    named: tuple[Side, ...]
    text: str
    pack: Language
    answers: Callable[[Rule], bool]


def named_sides(named: Sequence[Named], text: str, pack: Language) -> tuple[Side, ...]:
    """The names of a sentence as sides."""
    return tuple(
        Side(span, _kind_of_name(text, span, pack), "", folded(_head_word(text, span, pack)), senses)
        for span, senses in named
    )


def with_names(units: Units, sides: Sequence[Side], pack: Language) -> Units:
    """Put one unit in the place of each name of an actor."""
    starts = {start: i for i, start in enumerate(units.start)}
    ends = {end: i + 1 for i, end in enumerate(units.end)}
    symbol = symbol_of(pack.lexicon, "actor")
    runs = [
        Run(starts[side.span[0]], ends[side.span[1]], symbol, side)
        for side in sides
        if side.span[0] in starts and side.span[1] in ends
    ]
    return reduced(units, runs)


def _kind_of_name(text: str, span: Span, pack: Language) -> SideKind:
    """*Taliban fighters* are people with a name, *the Taliban* an organisation."""
    head = _head_word(text, span, pack)
    word = pack.lexicon.word(folded(head))
    roles = _roles(pack)
    several = len(text[slice(*span)].split()) > 1
    noun = several and (head.islower() or head.isupper())  # *Taliban* alone is the name itself
    people = word is not None and word.symbol in roles.person and word.symbol not in roles.collective
    return "people" if people and noun else "organisation"


def _head_word(text: str, span: Span, pack: Language) -> str:
    """The word that the others of a phrase describe: *fighters* in *Taliban fighters*, wherever it stands."""
    words = text[slice(*span)].split()
    return words[0 if _roles(pack).head_first else -1]


def with_objects(units: Units, named: Sequence[Side], pack: Language) -> Units:
    """Put one unit in the place of each phrase about a place or a thing, or about many as one (*death squads*)."""
    runs = []
    for rule, match in first_firings(units, "object", pack):
        first, last, head = match.start(), match.end(), match.start("head")
        classes = rule.values["class"].split()
        symbol = symbol_of(pack.lexicon, *classes)
        span = units.span(first, last)
        if _STRUCK in classes:
            runs.append(Run(first, last, symbol, Side(span, _sort(units.values[head]), "", units.norm[head])))
        elif _says_who(units, first, last, head, pack):
            people = _own_people(units, head, pack) or _people_of(units.values[first:last])
            many = Side(span, "organisation", people, units.norm[head])
            own = (s for s in named if holds(span, s.span) and not _joined_on(units, s.span, pack))
            runs.append(Run(first, last, symbol, next(own, many)))
    return reduced(units, runs)


def _joined_on(units: Units, name: Span, pack: Language) -> bool:
    """Whether a dash joins more to a name: *a Red Dawn-linked group* is another than the Red Dawn."""
    dashes = _roles(pack).dash
    return any(start == name[1] and symbol in dashes for start, symbol in zip(units.start, units.symbols, strict=True))


def _own_people(units: Units, head: int, pack: Language) -> str:
    """The class of people of a force, which its noun says by itself: *la policía*; empty where it says none."""
    value = units.values[head]
    own = isinstance(value, dict) and units.symbols[head] in _roles(pack).collective
    return str(value.get("people", "")) if own else ""


def _people_of(described: Sequence[object]) -> str:
    """The class of many as one: that of the people they are told with (*a police squad*), else an armed group."""
    told = (value.people for value in described if isinstance(value, Group) and value.people != _UNKNOWN)
    return next(told, _ARMED)


def _says_who(units: Units, first: int, last: int, head: int, pack: Language) -> bool:
    """Whether a word for many says by itself, or by what describes it, who they are: *the group* does not."""
    roles = _roles(pack)
    beside = units.symbols[first:head] + units.symbols[head + 1 : last]
    return any(symbol not in roles.small_words for symbol in beside) or units.symbols[head] not in roles.vague


def sides_in(acting: Acting, first: int, last: int) -> Iterator[Side]:
    """The sides among the units [first, last), and the organisation that people there belong to."""
    for i in range(first, last):
        value = acting.units.values[i]
        if isinstance(value, Group | Side) and not _is_linked(acting, i):
            yield from _of_people(acting, i, value) if isinstance(value, Group) else _of_name(acting, i, value)


def _is_linked(acting: Acting, i: int) -> bool:
    """*Red Dawn-linked rebels* are others than the Red Dawn."""
    units = acting.units
    joined = i + 1 < len(units) and units.end[i] == units.start[i + 1]
    return joined and units.symbols[i + 1] in _roles(acting.pack).dash


def _of_name(acting: Acting, i: int, side: Side) -> Iterator[Side]:
    """A name; one right beside people, where the language puts it, is told with them."""
    near = i - 1 if _roles(acting.pack).head_first else i + 1
    people = acting.units.values[near] if 0 <= near < len(acting.units) else None
    if not (acts(side) and isinstance(people, Group)):
        yield side


def acts(side: Side) -> bool:
    """Whether a side can do something: places and things cannot."""
    return side.kind not in _LIFELESS


def _of_people(acting: Acting, i: int, group: Group) -> Iterator[Side]:
    """People, each piece of a list by itself, and the organisation named with them."""
    if group.kind in _NOBODY:
        return
    behind_it = _described(acting, i, group)
    if behind_it and behind_it in _roles(acting.pack).own_strike:
        yield Side(_last_word(acting.text, group.span), "organisation", "", group.head)
    if behind_it:
        return
    word = acting.pack.lexicon.word(group.head)
    if word is not None and word.symbol in _roles(acting.pack).struck and group.people == _UNKNOWN:
        yield Side(group.span, _sort(word.values), "", group.head)  # counted like people: *ten power lines*
        return
    group = _without_that(_with_its_name(acting, i, group), acting)
    behind = tuple(_behind(acting, i))
    members = (*_inside(acting, group.span), *behind)
    if behind and word is not None and word.symbol in _roles(acting.pack).member:
        group = msgspec.structs.replace(group, span=(group.span[0], behind[0].span[1]))
    pieces = tuple(_pieces(group, acting)) if group.kind == _BARE and not members else (group,)
    for piece in pieces:
        senses = members[0].senses if members else ()
        kind, known = _kind(piece, acting.pack), _known(piece, acting.pack)
        span = (piece.name if kind == "person" else None) or piece.span
        yield Side(span, kind, piece.people, piece.head, senses, known, _is_partisan(piece, acting.pack))
    yield from members[:1]


def _described(acting: Acting, i: int, group: Group) -> str:
    """The symbol of the thing that a nation's word before it describes (*hit an Iraqi army patrol*), or of a strike
    that is theirs (*an Israeli airstrike*); empty where it means somebody.
    """
    roles, units = _roles(acting.pack), acting.units
    word = acting.pack.lexicon.word(group.head)
    if roles.head_first or word is None or word.symbol not in roles.nation or i + 1 >= len(units):
        return ""
    return units.symbols[i + 1] if units.symbols[i + 1] in roles.things else ""


def _last_word(text: str, span: Span) -> Span:
    """The last word of a phrase."""
    return max(match.span() for match in _TOKEN.finditer(text, *span))


def _with_its_name(acting: Acting, i: int, group: Group) -> Group:
    """People with the name right beside them: *Red Dawn fighters*, in other languages *fighters Red Dawn*."""
    near = i + 1 if _roles(acting.pack).head_first else i - 1
    name = acting.units.values[near] if 0 <= near < len(acting.units) else None
    if not (isinstance(name, Side) and acts(name)):
        return group
    span = min(name.span[0], group.span[0]), max(name.span[1], group.span[1])
    return msgspec.structs.replace(group, span=span)


def _inside(acting: Acting, span: Span) -> Iterator[Side]:
    """Names within a phrase about people: *suspected Red Dawn fighters*."""
    roles = _roles(acting.pack)
    return (side for side in acting.named if holds(span, side.span) and (roles.head_first or side.span[1] < span[1]))


def _behind(acting: Acting, i: int) -> Iterator[Side]:
    """The organisation right behind people: *members of the Red Dawn*, *fighters from it*."""
    units = acting.units
    if i + 1 < len(units) and units.symbols[i + 1] in _roles(acting.pack).belonging:
        for value in units.values[i + 2 : i + 2 + _NEAR]:
            if isinstance(value, Side) and acts(value):
                yield value


def _without_that(group: Group, acting: Acting) -> Group:
    """*… said that members of it* is no *that members*."""
    first, second = [*_TOKEN.finditer(acting.text, *group.span), None, None][:2]
    word = acting.pack.lexicon.word(folded(first[0])) if first else None
    if second is None or word is None or word.symbol not in _roles(acting.pack).that:
        return group
    return msgspec.structs.replace(group, span=(second.start(), group.span[1]), words=group.words[1:])


def _pieces(group: Group, acting: Acting) -> Iterator[Group]:
    """*Soldiers and rebels* are two sides, though their count is one."""
    tokens = [(m.span(), folded(m[0])) for m in _TOKEN.finditer(acting.text, *group.span)]
    known = (acting.pack.lexicon.word(norm) for _, norm in tokens)
    cuts = [k for k, word in enumerate(known) if word is not None and word.symbol in _roles(acting.pack).joints]
    if not cuts:
        yield group
        return
    for first, last in zip([-1, *cuts], [*cuts, len(tokens)], strict=True):
        own = tokens[first + 1 : last]
        if own:
            words = tuple(norm for _, norm in own)
            head = _noun(words, acting.pack)
            word = acting.pack.lexicon.word(head)
            people = str(word.values.get("people", _UNKNOWN)) if word else _UNKNOWN
            span = own[0][0][0], own[-1][0][1]
            yield msgspec.structs.replace(group, span=span, head=head, people=people, words=words)


def _noun(words: Sequence[str], pack: Language) -> str:
    """The noun of a phrase: its last word, or where nouns lead the first that means people."""
    roles = _roles(pack)
    known = ((norm, pack.lexicon.word(norm)) for norm in words) if roles.head_first else ()
    return next((norm for norm, word in known if word is not None and word.symbol in roles.person), words[-1])


def _known(group: Group, pack: Language) -> Basis:
    """What words before the noun say of how people are known."""
    words = (pack.lexicon.word(norm) for norm in group.words)
    said = (word.values["known"] for word in words if word is not None and "known" in word.values)
    known: Basis = next(said, "stated")
    return known


def _is_partisan(group: Group, pack: Language) -> bool:
    word = pack.lexicon.word(group.head)
    return word is not None and word.symbol in _roles(pack).partisan


def classes_of(side: Group | Side) -> set[str]:
    """The classes of people a side may be: as described, or as the registry has those its name may mean."""
    if isinstance(side, Side) and side.senses:
        return {registry().actors[sense.actor].type for sense in side.senses}
    return {side.people}


def doers_in(acting: Acting) -> tuple[Side, ...]:
    """Who is called by what they did."""
    return tuple(side for side in sides_in(acting, 0, len(acting.units)) if is_doer(side, acting.pack))


def is_doer(side: Side, pack: Language) -> bool:
    """Whether people are called by what they did: *the attackers*, *a suicide bomber*."""
    known = map(pack.lexicon.word, side.head.split("_"))
    return any(word is not None and word.symbol in _roles(pack).doer for word in known)


def is_warring(side: Side, pack: Language) -> bool:
    """Whether people are called by their nation alone, are known by name, or bear arms in a war: *the Russians*,
    *the ELN*, *rebels*, *troops*.
    """
    word = pack.lexicon.word(side.head)
    of_a_nation = word is not None and word.symbol in _roles(pack).nation
    return of_a_nation or bool(side.senses) or side.people in {_ARMED, "military"}


def _kind(group: Group, pack: Language) -> SideKind:
    one = group.quantity is not None and group.quantity.high == 1
    if group.kind in _PERSON or (one and group.name is not None):  # *the gunman, Omar Sulu*
        return "person"
    word = pack.lexicon.word(group.head)
    return "organisation" if word is not None and word.symbol in _roles(pack).collective else "people"


def _sort(value: object) -> SideKind:
    return "place" if isinstance(value, dict) and value.get("sort") == "place" else "thing"


class _Roles:
    """Which symbols play which part here."""

    def __init__(self, pack: Language) -> None:
        having = pack.lexicon.having
        self.head_first = bool(pack.settings["sides"]["head_first"])
        self.person, self.collective = having("person"), having("collective", "army")
        self.struck, self.belonging, self.that = having("site_noun"), having("of_", "of"), having("that")
        self.dash, self.partisan, self.member = having("dash"), having("partisan"), having("member_noun")
        self.doer = having("doer")
        self.vague, self.small_words = having("vague_band"), having("det", "num", "count", "another", "other")
        self.nation = having("nation")
        self.own_strike, self.things = having("own_strike"), having(*_THINGS)
        self.joints = having("and", "comma", "or")


@cache
def _roles(pack: Language) -> _Roles:
    return _Roles(pack)
