"""Responses and motives: the rules of the layers `response` and `motive`, over units in which sides are one each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from testigo.model.actor import Side
from testigo.model.answer import Answer, AnswerKind
from testigo.model.calendar import length
from testigo.model.dispatch import Span
from testigo.model.reading import Group
from testigo.packs.language import Rule
from testigo.reading.rules import firings
from testigo.reading.sides.units import FORCES, Acting, classes_of
from testigo.reading.times import times_of

LAYERS: tuple[AnswerKind, ...] = ("response", "motive")
_PRONOUN = "pronoun"
_STATE = {*FORCES, "officials"}


def read_answers(acting: Acting) -> tuple[Answer, ...]:
    """The responses and motives of a sentence in text order; of several that share words the pack's first rule's."""
    found: list[Answer] = []
    for layer in LAYERS:
        taken: list[Span] = []
        for rule, match in firings(acting.units, layer, acting.pack):
            place = match.span("text")
            if all(place[1] <= a or b <= place[0] for a, b in taken) and _holds(acting, rule, match):
                taken.append(place)
                found.append(_answer(acting, layer, rule, match))
    return tuple(sorted(found, key=lambda answer: answer.text))


def _answer(acting: Acting, kind: AnswerKind, rule: Rule, match: re.Match[str]) -> Answer:
    units = acting.units
    text = units.span(*match.span("text"))
    word = next(name for name in ("what", "what2", "what3") if match.groupdict().get(name))
    return Answer(
        kind,
        text,
        units.span(*match.span(word)),
        _actor(acting, match),
        _duration(acting) if kind == "response" else None,
        rule.name,
    )


def _actor(acting: Acting, match: re.Match[str]) -> Span | None:
    """Whoever is named; a pronoun is nobody's name."""
    named = match.groupdict().get("who") and not _is_pronoun(acting, match)
    return acting.units.span(*match.span("who")) if named else None


def _is_pronoun(acting: Acting, match: re.Match[str]) -> bool:
    who = acting.units.values[match.start("who")]
    return isinstance(who, Group) and who.kind == _PRONOUN


def _holds(acting: Acting, rule: Rule, match: re.Match[str]) -> bool:
    """Only the state answers; one with `forces` asks that soldiers or police are sent."""
    if match.groupdict().get("who") and not _answers(acting, rule, match):
        return False
    return "forces" not in rule.values or any(classes_of(side) <= FORCES for side in _sides(acting, match, "on"))


def _answers(acting: Acting, rule: Rule, match: re.Match[str]) -> bool:
    """Whether those who act are of the state: people or a body so called, or, for `anybody`, whom a pronoun means."""
    if _is_pronoun(acting, match):
        return "anybody" in rule.values
    sides = list(_sides(acting, match, "who"))
    return not sides or any(classes_of(side) <= _STATE for side in sides)


def _sides(acting: Acting, match: re.Match[str], name: str) -> Iterator[Group | Side]:
    if match.groupdict().get(name):
        values = acting.units.values[slice(*match.span(name))]
        yield from (v for v in values if isinstance(v, Side) or (isinstance(v, Group) and v.kind != _PRONOUN))


def _duration(acting: Acting) -> str | None:
    """How long it took: the first duration of the sentence."""
    spans = (length(time.words) for time in times_of(acting.units) if time.words.way == "duration")
    return next((iso for iso in spans if iso), None)
