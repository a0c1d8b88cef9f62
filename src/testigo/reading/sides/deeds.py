"""Deeds and bonds: the rules of the layers `deed` and `bond`, over units in which people and actors are one each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from testigo.model.actor import Bond, Deed, Side
from testigo.model.dispatch import Span
from testigo.model.reading import Group
from testigo.packs.language import Language, Rule
from testigo.reading.rules import firings
from testigo.reading.sides.units import FORCES, Acting, acts, classes_of, is_doer, is_warring, sides_in
from testigo.reading.units import Units

_TAKING = "territory_change"
"""The type of taking a place; people who are taken are another matter."""
_BEHIND = 12
"""Code points between a deed and its weapon, told right behind it: *with several*."""
_BEFORE = 6
"""Units before a weapon in which a word may say that it was not used."""
_PEOPLE = {"person", "people"}
_OF_SOMEBODY = {"named", "by_name", "doers", "called", "described", "told_of_doers", "warring"}
"""What rules say that find nothing where nobody fits it."""
_PLAIN = "plain"
"""What words have that tell of arms by themselves: nobody need be named (*a shooting broke out*)."""
_GENERAL = "armed_attack"
"""The type that a weapon may say more exactly: a killing with a bomb is a bombing."""


def read_deeds(acting: Acting) -> tuple[Deed, ...]:
    """The deeds of a sentence in text order. A word for a deed serves the first rule of the pack that takes it."""
    taken: set[int] = set()
    found: list[Deed] = []
    for rule, match in firings(acting.units, "deed", acting.pack):
        words = range(*match.span("what"))
        if taken.isdisjoint(words) and acting.answers(rule):
            deed = _deed(acting, rule, match)
            if deed is not None:
                taken.update(words)
                found.append(deed)
    return tuple(_armed(sorted(found, key=lambda deed: deed.what), acting))


def read_bonds(acting: Acting) -> tuple[Bond, ...]:
    """What a sentence says of the descent of actors; the subject is the actor named before."""
    found, units = [], acting.plain
    for rule, match in firings(units, "bond", acting.pack):
        before = [v for v in units.values[: match.start()] if isinstance(v, Side)]
        relation = str(rule.values.get("relation") or _said(units, match, "bond"))
        other = _other(units, match)
        if before and relation and before[-1].span != other.span:
            span = units.span(match.start(), match.end())
            what = units.span(*match.span("what"))
            found.append(Bond(before[-1], relation, other, what, span, rule.name))
    return tuple(found)


def _other(units: Units, match: re.Match[str]) -> Side:
    """The actor that is named, else the phrase that describes who it is."""
    first, last = match.span("other")
    value = units.values[first]
    return value if last == first + 1 and isinstance(value, Side) else Side(units.span(first, last), "people")


def _deed(acting: Acting, rule: Rule, match: re.Match[str]) -> Deed | None:
    units, pack = acting.units, acting.pack
    if "told_of_doers" in rule.values and not any(is_doer(side, pack) for side in _sides(acting, match, "what")):
        return None
    by, on = (tuple(_sides(acting, match, name)) for name in ("who", "on"))
    by = tuple(side for side in by if acts(side))  # *attacks on three hotels which killed two* are no hotels' doing
    basis = rule.values.get("basis", "stated")
    if "doers" in rule.values:
        by = tuple(side for side in by if is_doer(side, pack))
    if "called" in rule.values:
        by = _persons(by) if any(is_doer(side, pack) for side in by) else ()
    if "described" in rule.values:
        others = tuple(side for side in by if not is_doer(side, pack))
        by = others if len(others) < len(by) else ()
    if "by_name" in rule.values:
        by = _persons(by)
    if "warring" in rule.values:
        by = tuple(side for side in by if is_warring(side, pack))
    if "subject" in rule.values and not by:
        by = _subject(acting, match.start())
    weapon = (units.span(*match.span("with")),) if _has(match, "with") else ()
    kind = "" if basis != "stated" else _type(units, rule, match, pack)
    if kind == _TAKING:
        kind = str(pack.settings["deeds"].get(_taken(by, on), kind))
    wanted = not _OF_SOMEBODY.isdisjoint(rule.values)
    plain = basis == "stated" and bool(_PLAIN in rule.values or _said(units, match, _PLAIN))
    if (wanted and not by) or not (by or on or weapon or plain) or (basis == "stated" and not kind):
        return None
    what, whole = units.span(*match.span("what")), units.span(match.start(), match.end())
    return Deed(kind, what, whole, by, on, weapon, basis, bool(rule.values.get("both")), rule.name, plain)


def _taken(by: tuple[Side, ...], on: tuple[Side, ...]) -> str:
    """What taking people is called in the settings, also of those named before (*Sulu, who was captured by soldiers*);
    nothing where a place is taken.
    """
    if any(side.kind in _PEOPLE for side in on):
        return "people_taken"
    return "arrested" if by and not on and all(classes_of(side) <= FORCES for side in by) else ""


def _persons(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Who has a name: *the gunman, Omar Sulu*."""
    return tuple(side for side in sides if side.kind == "person")


def _subject(acting: Acting, before: int) -> tuple[Side, ...]:
    """Whose doing the rest of a sentence tells: the first side in it that no preposition hangs on something else."""
    units, hanging = acting.units, _hanging(acting.pack)
    for i in range(before):
        if isinstance(units.values[i], Group | Side) and (i == 0 or units.symbols[i - 1] not in hanging):
            return tuple(sides_in(acting, i, i + 1))
    return ()


@cache
def _hanging(pack: Language) -> str:
    """Words that hang what follows on something else."""
    return pack.lexicon.having(*str(pack.settings["sides"]["hanging"]).split())


def _sides(acting: Acting, match: re.Match[str], name: str) -> Iterator[Side]:
    if _has(match, name):
        yield from sides_in(acting, *match.span(name))


def _has(match: re.Match[str], name: str) -> bool:
    """Whether a part of a pattern has it by that name, and took something."""
    return name in match.re.groupindex and match.end(name) > match.start(name)


def _type(units: Units, rule: Rule, match: re.Match[str], pack: Language) -> str:
    """What the weapon says, else the word for the deed by itself, else the outcome that it tells.

    A weapon that is taken from somebody did nothing (*explosives were seized from the rebels*).
    """
    said = _said(units, match, "deed")
    if _has(match, "with"):
        is_taken = said == _TAKING and match.start("with") < match.start("what")
        return "" if is_taken else _said(units, match, "deed", "with")
    said = said or str(rule.values.get("deed", ""))
    if said:
        return said
    outcome = _said(units, match, "outcome")
    return str(pack.settings["deeds"].get(outcome, ""))


def _said(units: Units, match: re.Match[str], key: str, group: str = "what") -> str:
    values: list[Any] = units.values[slice(*match.span(group))]
    return next((str(v[key]) for v in values if isinstance(v, dict) and key in v), "")


def _armed(deeds: list[Deed], acting: Acting) -> Iterator[Deed]:
    """The deeds with the weapons of their sentence, each at the deed it belongs to."""
    units = acting.units
    weapons = [(units.span(i, i + 1), units.values[i]) for i in _used_weapons(units, acting.pack)]
    violent = [deed for deed in deeds if deed.type]
    own: dict[Span, list[tuple[Span, Any]]] = {}
    for span, value in weapons:
        if violent:
            own.setdefault(_deed_with(span, violent).what, []).append((span, value))
    for deed in deeds:
        held = own.get(deed.what, [])
        spans = tuple(dict.fromkeys((*deed.instruments, *(span for span, _ in held))))
        said = next((v["deed"] for _, v in held if v.get("deed", _GENERAL) != _GENERAL), None)
        kind = str(said) if said and deed.type == _GENERAL else deed.type
        end = max([deed.span[1], *(b for a, b in spans if 0 <= a - deed.span[1] <= _BEHIND)])
        yield msgspec.structs.replace(deed, instruments=spans, type=kind, span=(deed.span[0], end))


def _deed_with(weapon: Span, deeds: list[Deed]) -> Deed:
    """Whose weapon it is: the deed in whose words it stands, else the one told before it, else the next."""
    around = (deed for deed in deeds if deed.span[0] <= weapon[0] < deed.span[1])
    before = (deed for deed in reversed(deeds) if deed.what[0] < weapon[0])
    return next(around, None) or next(before, deeds[0])


def _used_weapons(units: Units, pack: Language) -> Iterator[int]:
    """Where weapons stand, those apart that were only found or taken away."""
    weapons, unused = _weapons(pack)
    for i, symbol in enumerate(units.symbols):
        if symbol in weapons and set(unused).isdisjoint(units.symbols[max(0, i - _BEFORE) : i]):
            yield i


@cache
def _weapons(pack: Language) -> tuple[str, str]:
    return pack.lexicon.having("weapon"), pack.lexicon.having("not_used")
