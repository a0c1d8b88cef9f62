"""Phrases about people: how many, of which class, and which words say it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from testigo.model.quantity import Quantity
from testigo.model.reading import Group
from testigo.packs.language import Language, Rule
from testigo.reading.numbers import symbol_of
from testigo.reading.rules import first_firings
from testigo.reading.units import Run, Units, reduced

ONE = Quantity(1, 1)
NONE = Quantity(0, 0)
CAPTIVE = "captive"
"""The group of nouns for those who are held."""
_IN_A_STATE = "in_a_state"
"""The class of phrases in which a word before the noun tells what people met."""
_FAR = 8
"""Words behind *of* among which the body is looked for that people belong to."""
_BREAKS = ("comma", "stop", "be", "have", "and")
"""Classes that end what *of* leads up to."""
_BODIES = {"police", "military", "other_security", "armed_group"}
"""Classes of bodies whose people have ranks."""
_PLAIN = {"civilians"}
"""Classes that a word before the noun may change."""


def read_people(units: Units, pack: Language) -> Units:
    """Put one unit with a Group in the place of each phrase about people."""

    def fits(rule: Rule, match: re.Match[str]) -> bool:
        """Whether the noun is plural where a rule wants *several*, and is not where it wants *single*."""
        if rule.values.keys().isdisjoint({"several", "single"}):
            return True
        return ("several" in rule.values) == _plural(units, range(*match.span("head")), pack)

    runs = []
    for rule, match in first_firings(units, "people", pack, fits):
        group = _group(units, rule, match, pack)
        runs.append(Run(*match.span(), _symbol(units, match, group, pack), group))
    return reduced(units, runs)


def _symbol(units: Units, match: re.Match[str], group: Group, pack: Language) -> str:
    """The classes of a phrase about people: its kind, and what its noun adds (*captive*), else that a word before the
    noun tells what they met (*the slain guards*), where the pack has phrases of that kind apart.
    """
    head = units.values[match.end("head") - 1] if "head" in match.re.groupindex and match["head"] else {}
    extra = (head["group"],) if isinstance(head, dict) and "group" in head else ()
    in_a_state = (_IN_A_STATE,) if group.states and not extra else ()
    known = "+".join(sorted(("people", group.kind, *in_a_state))) in pack.lexicon.shapes
    return symbol_of(pack.lexicon, "people", group.kind, *extra, *(in_a_state if known else ()))


def _group(units: Units, rule: Rule, match: re.Match[str], pack: Language) -> Group:
    found = match.groupdict()
    begin, behind = match.span()
    head = range(*match.span("head")) if found.get("head") else range(behind, behind)
    words = units.values[head.start : head.stop]
    mods = units.values[begin : head.start] + units.values[head.stop : behind]
    last = units.norm[head[-1]] if head else ""
    name = units.span(*match.span("name")) if found.get("name") else None
    return Group(
        kind=rule.values["kind"],
        quantity=_quantity(units, found, match, words),
        people=rule.values.get("people") or _class_of(units, behind, words, mods, pack),
        head=last,
        span=units.span(begin, behind),
        plural=_plural(units, head, pack) or (found.get("n") is not None and _several(units, match)),
        others=bool(rule.values.get("others")) or bool(found.get("others")),
        sex=_first(words, "sex"),
        age=_first(words, "age"),
        name=name,
        words=tuple(units.norm[begin:behind]),
        states=_states(mods, told="tells" in rule.values),
        captive=_first(words, "group") == CAPTIVE,
        leading=_first(words, "leading") is not None,
        plain=_first(words, "plain") is not None,
        by_harm=_first(words, "by_harm") is not None and not _is_of(units, behind, pack),
        among=_among(units, found, match),
        whole=units.span(match.start("whole"), behind) if found.get("whole") else None,
    )


def _is_of(units: Units, behind: int, pack: Language) -> bool:
    """Whether what is behind says whose: *the victim of another shooting*."""
    return behind < len(units) and units.symbols[behind] in pack.lexicon.having("of")


def _quantity(units: Units, found: dict[str, Any], match: re.Match[str], words: list[Any]) -> Quantity | None:
    if found.get("zero"):
        return NONE
    if found.get("n"):
        value = units.values[match.start("n")]
        return value if isinstance(value, Quantity) else ONE
    if found.get("one"):
        return _number(words)
    return ONE if found.get("name") else None


def _among(units: Units, found: dict[str, Any], match: re.Match[str]) -> Quantity | None:
    """How many those are of whom some are taken, where the phrase says so."""
    value = units.values[match.start("whole")] if found.get("whole") else None
    return value if isinstance(value, Quantity) else None


def _number(words: list[Any]) -> Quantity:
    """How many a noun with *a* counts: one, but two of *a couple*."""
    head = words[-1] if words else None
    many = head.get("number", 1) if isinstance(head, dict) else 1
    return Quantity(many, many)


def _states(mods: list[Any], *, told: bool) -> tuple[str, ...]:
    """Outcomes that words before the noun tell: *two kidnapped clerks*; where the rule says so, any outcome word:
    *three of those killed*.
    """
    said = [w for w in mods if isinstance(w, dict) and "outcome" in w and not w.get("weak") and (told or "state" in w)]
    return tuple(dict.fromkeys(w["outcome"] for w in said))


def _several(units: Units, match: re.Match[str]) -> bool:
    value = units.values[match.start("n")]
    return isinstance(value, Quantity) and value.high != 1


def _class_of(units: Units, end: int, words: list[Any], mods: list[Any], pack: Language) -> str:
    """The class of people by their words, else by the body to which they are said to belong."""
    own = _people(words, mods)
    if own in {"unknown", *_PLAIN} and _first(words[-1:], "belongs"):
        before = [w["corps"] for w in mods if isinstance(w, dict) and "corps" in w]
        body = str(before[-1]) if before else _of_body(units, end, pack)
        return own if body == "unknown" else body
    return own


def _of_body(units: Units, end: int, pack: Language) -> str:
    """The class of the body named behind *of*: *of the presidential guard*."""
    of, breaks = pack.lexicon.having("of"), pack.lexicon.having(*_BREAKS)
    if end >= len(units) or units.symbols[end] not in of:
        return "unknown"
    for symbol, value in zip(units.symbols[end + 1 : end + _FAR], units.values[end + 1 : end + _FAR], strict=True):
        if symbol in breaks:
            break
        if isinstance(value, dict) and (value.get("corps") or value.get("people", "unknown") != "unknown"):
            return str(value.get("corps") or value["people"])
    return "unknown"


def _people(words: list[Any], mods: list[Any]) -> str:
    """The class of the head noun, else of the word before it that has one; *armed* makes plain men an armed group."""
    classes = [w["people"] for w in words if isinstance(w, dict) and "people" in w]
    known = [c for c in classes if c != "unknown"]
    made = [m["makes"] for m in mods if isinstance(m, dict) and "makes" in m]
    if made and set(known) <= _PLAIN:
        return str(made[-1])
    if known:
        return _of_body_before(words, mods) or str(known[-1])
    before = [w["people"] for w in mods if isinstance(w, dict) and w.get("people", "unknown") != "unknown"]
    return str(before[-1]) if before else "unknown"


def _of_body_before(words: list[Any], mods: list[Any]) -> str | None:
    """The class of the armed body named before a rank or a soldier: *a police captain*, *rebel soldiers*."""
    if not _first(words[-1:], "ranks"):
        return None
    bodies = [w.get("people") or w.get("corps") for w in (*mods, *words[:-1]) if isinstance(w, dict)]
    return next((str(body) for body in reversed(bodies) if body in _BODIES), None)


def _first(words: list[Any], key: str) -> str | None:
    for word in reversed(words):
        if isinstance(word, dict) and key in word:
            return str(word[key])
    return None


def _plural(units: Units, head: range, pack: Language) -> bool:
    if not head:
        return False
    ends = pack.settings["noun_ends_before"]
    first, *rest = units.norm[head[-1]].split("_")
    word = [first, *takewhile(lambda part: part not in ends, rest)][-1]
    return word in pack.settings["plurals"] or word.endswith(tuple(pack.settings["plural_endings"]))
