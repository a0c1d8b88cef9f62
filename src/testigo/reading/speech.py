"""Who is said to say what, within one sentence: the rules of the layer `speech` over its bare tokens.

What a pronoun stands for, and whose a quotation is, needs the dispatch around it (see `voices`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import msgspec

from testigo.model.dispatch import Span
from testigo.packs.language import Language, Rule
from testigo.reading.rules import firings, first_firings
from testigo.reading.units import Units, read_units

_NESTED = 4
"""*X said that the Y reported …*: how many units may part a cue from the speaker whose words it passes on."""
_MOST = 40
"""Utterances of one sentence that are looked at; no prose has more."""
_NEAR = 4
"""*…, witnesses said, according to the mayor*: units between two cues that speak of the same words."""

_GOING_ON = "going_on"
"""Reach of rules without a speaker of their own: the one who spoke before, or the sentence's subject, goes on."""
_PASSING_ON = ("quoting", "citing")
"""Reaches of rules whose speaker is passed on by another: the one who spoke before, or the sentence's subject."""
_COUNT = "count"
"""Reach of rules whose speaker gave one count of the sentence and no more (*fewer than the 14 dead reported by a
monitor*)."""


class Mention(msgspec.Struct, frozen=True):
    """A speaker as worded in one place. `stands_for` is set for a pronoun: person, body or many."""

    span: Span
    kind: str
    words: tuple[str, ...]
    capitals: int
    stands_for: str = ""
    bodily: bool = False
    plural: bool = False
    definite: bool = False

    @property
    def named(self) -> bool:
        """Whether the phrase ends in a capitalised word, as a person's name does."""
        return self.capitals > 0


class Utterance(msgspec.Struct, frozen=True):
    """One act of speech in a sentence: its chain of speakers, first speaker first, its cue and what it covers.

    `hearers` are those who were told it: whoever tells it next has it from them.
    """

    chain: tuple[Mention, ...]
    cue: Span
    scope: Span
    reach: str
    rule: str
    hearers: tuple[Mention, ...] = ()


class _Heard(msgspec.Struct, frozen=True):
    """A firing, still in units: [first, last) of the match, of the speaker and of the cue."""

    rule: Rule
    first: int
    last: int
    who: tuple[int, int]
    cue: tuple[int, int]
    chain: tuple[Mention, ...]
    hearers: tuple[Mention, ...] = ()
    begin: int = 0
    """Where what is said begins: behind the cue, and behind the *that* that leads up to it."""

    @property
    def fronted(self) -> bool:
        return self.rule.values["reach"] in ("after", _GOING_ON)


def read_speech(units: Units, pack: Language) -> tuple[Utterance, ...]:
    """The utterances of a sentence in text order, each with the stretch of the sentence that it covers."""
    roles = _roles(pack)
    heard: list[_Heard] = []
    fits = partial(_may_speak, units, roles)
    for rule, match in first_firings(units, "speech", pack, fits)[:_MOST]:
        made = _heard(units, rule, match, heard, roles)
        if made is not None:
            heard.append(made)
    return tuple(_utterance(units, heard, i, pack) for i in range(len(heard)))


def kind_of_speaker(words: str, pack: Language) -> str:
    """The kind that the words for a speaker settle, `unnamed` where they settle none.

    >>> from testigo.packs import language
    >>> kind_of_speaker("the mayor", language("en")), kind_of_speaker("he", language("en"))
    ('official', 'unnamed')
    """
    units = read_units(words, 0, len(words), pack)
    return _mention(units, 0, len(units), _roles(pack)).kind if len(units) else "unnamed"


class _Roles:
    """Which symbols play which part in a phrase that names a speaker."""

    def __init__(self, pack: Language) -> None:
        def having(role: str) -> str:
            return pack.lexicon.having(*pack.settings["speech_roles"][role].split())

        self.joint, self.source, self.body = having("joint"), having("source"), having("body")
        self.capital, self.definite, self.pronoun = having("capital"), having("definite"), having("pronoun")
        self.name, self.calendar = having("name"), having("calendar")
        self.agency, self.agency_work, self.link = having("agency"), having("agency_work"), having("link")
        self.borders, self.hard = having("border"), having("hard_border")
        self.starts, self.edges = having("phrase_start"), having("edge")
        self.relative, self.comma, self.names = having("relative"), having("pause"), having("nominal")
        self.person, self.number, self.single = having("person"), having("number"), having("one")
        self.opening, self.closing = having("opening"), having("closing")
        self.lent = having("lent")
        self.plurals = frozenset(pack.settings["plurals"])
        self.plural_endings = tuple(pack.settings["plural_endings"])


_ROLES: dict[str, _Roles] = {}


def _roles(pack: Language) -> _Roles:
    """The roles of a pack, worked out once: a version names its files' content."""
    if pack.version not in _ROLES:
        _ROLES[pack.version] = _Roles(pack)
    return _ROLES[pack.version]


def _heard(units: Units, rule: Rule, match: re.Match[str], before: Sequence[_Heard], roles: _Roles) -> _Heard | None:
    cue = match.span("cue")
    if rule.values["reach"] == _GOING_ON:
        chain = before[-1].chain if before else _subject(units, cue[0], roles)
        who = (cue[0], cue[0])
    else:
        who = match.span("who")
        chain = tuple(_mentions(units, who, roles))
        by = match.span("by") if match.groupdict().get("by") else None
        if by is not None:
            chain += tuple(_mentions(units, by, roles))
        elif rule.values["reach"] in _PASSING_ON:
            chain += before[-1].chain if before else _subject(units, cue[0], roles)
    told = match.groupdict().get("hearer")
    hearers = (_mention(units, *match.span("hearer"), roles),) if told else ()
    begin = match.end("that") if match.groupdict().get("that") else cue[1]
    return _Heard(rule, match.start(), match.end(), who, cue, chain, hearers, begin) if chain else None


def _may_speak(units: Units, roles: _Roles, rule: Rule, match: re.Match[str]) -> bool:
    """Whether a match has no speaker of its own, or one who can be one."""
    return rule.values["reach"] == _GOING_ON or _fits(units, rule, match.span("who"), roles)


def _fits(units: Units, rule: Rule, who: tuple[int, int], roles: _Roles) -> bool:
    """Whether the phrase can be a speaker for the rule, and is not the dispatch's own agency at work."""
    heads = rule.values.get("heads", "").split()
    inside = units.symbols[slice(*who)]
    if any(a in roles.agency and b in roles.agency_work for a, b in pairwise(inside)):
        return False
    if len(inside) == 1 and inside in roles.number:
        return False
    return not heads or any(s in roles.source or ("capital" in heads and s in roles.capital) for s in inside)


def _subject(units: Units, before: int, roles: _Roles) -> tuple[Mention, ...]:
    """The first phrase of the sentence that can speak: whose *saying* it is when no one else has spoken."""
    for i in range(before):
        if units.symbols[i] in roles.source + roles.pronoun or _is_named(units.symbols[i], roles, first=i == 0):
            first = i
            while first > 0 and units.symbols[first - 1] in roles.starts + roles.capital + roles.source:
                first -= 1
            last = i + 1
            while last < before and units.symbols[last] in roles.capital + roles.source:
                last += 1
            return (_mention(units, first, last, roles),)
    return ()


def _is_named(symbol: str, roles: _Roles, *, first: bool) -> bool:
    """Whether a word names somebody; at a sentence's head, where all have capitals, people or no word that is known."""
    return symbol in (roles.name + roles.person if first else roles.capital) and symbol not in roles.calendar


def _mentions(units: Units, who: tuple[int, int], roles: _Roles) -> Iterator[Mention]:
    """Joint speakers one by one, in text order: *witnesses and a nurse*, but not *Serb and Croat sources*."""
    first, last = _trimmed(units, who, roles)
    for i in range(first + 1, last - 1):
        if units.symbols[i] in roles.joint and _stands_alone(units, first, i, last, roles):
            yield from _mentions(units, (first, i), roles)
            yield from _mentions(units, (i + 1, last), roles)
            return
    yield _mention(units, first, last, roles)


def _trimmed(units: Units, who: tuple[int, int], roles: _Roles) -> tuple[int, int]:
    """Without signs at its head, and without what stands in brackets before it: *[Text] Police*."""
    last = who[1]
    parted = (k + 2 for k in range(last - 2, who[0] - 1, -1) if _all_edges(units.symbols[k : k + 2], roles))
    first = _past_signs(units, next(parted, who[0]), last, roles)
    closed = next((k for k in range(first, last) if units.symbols[k] in roles.closing), first)
    if closed > first and not any(s in roles.opening for s in units.symbols[first:closed]):
        first = _past_signs(units, min(closed + 1, last - 1), last, roles)
    return first, last


def _all_edges(symbols: str, roles: _Roles) -> bool:
    """Two signs in a row part a dateline from what follows; one alone may stand within a name."""
    return all(s in roles.edges for s in symbols)


def _past_signs(units: Units, first: int, last: int, roles: _Roles) -> int:
    return next((k for k in range(first, last) if units.symbols[k] not in roles.edges), last - 1)


def _stands_alone(units: Units, first: int, joint: int, last: int, roles: _Roles) -> bool:
    """Whether what stands before *and* is a speaker of its own, and what stands after it another."""
    if any(s in roles.link for s in units.symbols[first:joint]) and units.symbols[joint + 1] not in roles.starts:
        return False
    left, right = units.symbols[joint - 1], units.symbols[joint + 1 : last]
    if joint == first + 1 and left in roles.person and len(right) > 1 and right[-1] in roles.source:
        return False
    if left in roles.lent and len(right) > 1 and right[0] not in roles.starts:
        return False
    opens = right[0] in roles.starts or len(right) == 1 or right[0] in roles.capital
    if left in roles.source:
        return opens or any(s in roles.source for s in right)
    return left in roles.capital and opens and right[0] in roles.starts + roles.capital and len(right) > 1


def _mention(units: Units, first: int, last: int, roles: _Roles) -> Mention:
    symbols = units.symbols
    span = units.span(first, last)
    if symbols[first] in roles.pronoun and last == first + 1:
        return Mention(span, "unnamed", (units.norm[first],), 0, units.values[first]["stands_for"])
    core = next((i for i in range(first + 1, last) if symbols[i] in roles.link), last)
    words = tuple(n for n, s in zip(units.norm[first:last], symbols[first:last], strict=True) if s not in roles.starts)
    words = words or tuple(units.norm[first:last])
    capitals = 0
    while capitals < last - first and symbols[last - 1 - capitals] in roles.capital:
        capitals += 1
    if symbols[last - 1] in roles.source:
        capitals = 0  # *Police* at a sentence's head is no name
    head = next((i for i in range(core - 1, first - 1, -1) if symbols[i] in roles.source), core - 1)
    return Mention(
        span,
        _kind(units, range(first, core), range(core, last), named=capitals > 0),
        words,
        capitals,
        bodily=symbols[head] in roles.body,
        plural=symbols[core - 1] not in roles.capital
        and symbols[first] not in roles.single
        and _plural(units.norm[head], roles),
        definite=symbols[first] in roles.definite,
    )


def _plural(word: str, roles: _Roles) -> bool:
    tail = word.rsplit("_", 1)[-1]
    return tail in roles.plurals or (tail.endswith(roles.plural_endings) and not tail.endswith("ss"))


def _kind(units: Units, core: range, rest: range, *, named: bool) -> str:
    """The kind its words settle: the last firm one of the core, else of what hangs on it, else a likely one."""
    for key, places in (("speaker", core), ("speaker", rest), ("speaker_else", core), ("speaker_else", rest)):
        said = [v[key] for v in (_values(units, i) for i in places) if key in v]
        if said:
            return str(said[-1])
    return "official" if named and len(core) > 2 else "unnamed"


def _values(units: Units, i: int) -> Mapping[str, Any]:
    value = units.values[i]
    return value if isinstance(value, dict) else {}


def _goes_on(heard: _Heard) -> bool:
    """Whether it has no words of its own but goes on with, or tells the source of, those before; or but a count."""
    return heard.rule.values["reach"] in (_GOING_ON, "citing", _COUNT)


def _opens(units: Units, heard: _Heard, roles: _Roles) -> bool:
    """Whether the cue stands at the head of its sentence, where it speaks of what follows."""
    return _all_edges(units.symbols[: heard.first], roles)


def _utterance(units: Units, heard: Sequence[_Heard], i: int, pack: Language) -> Utterance:
    mine = heard[i]
    if mine.rule.values["reach"] == _COUNT:
        scope = units.span(mine.first, mine.cue[0])
        return Utterance(mine.chain, units.span(*mine.cue), scope, _COUNT, mine.rule.name)
    if mine.rule.values["reach"] == "citing" and i > 0 and heard[i - 1].cue != mine.cue:
        scope = _utterance(units, heard, i - 1, pack).scope
        return Utterance(mine.chain, units.span(*mine.cue), scope, "citing", mine.rule.name)
    first, last = _after(units, heard, i, pack) if mine.fronted else _around(units, heard, i, _roles(pack))
    span = units.span(first, last) if first < last else units.span(*mine.cue)
    return Utterance(mine.chain, units.span(*mine.cue), span, mine.rule.values["reach"], mine.rule.name, mine.hearers)


def _after(units: Units, heard: Sequence[_Heard], i: int, pack: Language) -> tuple[int, int]:
    """From the cue to the sentence's end, or to where a joint brings in the next speaker."""
    roles, begin = _roles(pack), heard[i].begin
    if units.symbols[heard[i].who[0] - 1] in roles.relative and heard[i].who[0] > 0:
        return _antecedent(units, heard[i].who[0] - 1, roles), len(units)
    for later in heard[i + 1 :]:
        if _goes_on(later):
            continue
        at = min(later.who[0], later.cue[0])
        if later.fronted and at > begin + _NESTED and at > 0 and units.symbols[at - 1] in roles.borders:
            return begin, at - 1
        if not later.fronted:
            hard = next((k for k in range(begin, at) if units.symbols[k] in roles.hard), None)
            if hard is not None:
                return begin, hard
    return begin, _background(units, begin, pack)


def _background(units: Units, begin: int, pack: Language) -> int:
    """Where a last clause begins that tells of another time: the speaker's words do not reach into it."""
    return next((m.start("scope") for _, m in firings(units, "background", pack) if m.start() >= begin), len(units))


def _antecedent(units: Units, rel: int, roles: _Roles) -> int:
    """Where the phrase begins that a relative clause hangs on: *Ana Ruiz, who police say was hit*."""
    i = rel
    while i > 0 and units.symbols[i - 1] in roles.names + (roles.comma if i == rel else ""):
        i -= 1
    return i


def _around(units: Units, heard: Sequence[_Heard], i: int, roles: _Roles) -> tuple[int, int]:
    """The sentence, less what other speakers of it cover in the same way."""
    begin, end = 0, len(units)
    for other in heard[:i]:
        if (
            not other.fronted
            and not _goes_on(other)
            and not _opens(units, other, roles)
            and heard[i].first - other.last > _NEAR
        ):
            begin = other.last
    for other in heard[i + 1 :]:
        if _goes_on(other):
            continue
        at = min(other.who[0], other.cue[0])
        if other.fronted and units.symbols[at - 1] in roles.borders:
            return begin, min(end, at)
        if not other.fronted and other.first - heard[i].last > _NEAR:
            return begin, other.first if _opens(units, heard[i], roles) else heard[i].last
    hard = [k for k in range(begin, min(heard[i].first, heard[i].cue[0])) if units.symbols[k] in roles.hard]
    spoken = [k for k in hard if any(h.cue[1] <= k for h in heard[:i])]
    return (spoken[-1] + 1 if spoken else begin), end
