"""Who met which outcome: the rules of the layer `toll` over units in which people are already one unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

import msgspec

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group
from testigo.packs.language import Language, Rule
from testigo.reading.agreement import disagree
from testigo.reading.apposed import AGE_BEHIND, NAMES, apposed
from testigo.reading.rules import firings
from testigo.reading.undivided import shared
from testigo.reading.units import Units

NONE = Quantity(0, 0)
ONE = Quantity(1, 1)
UNKNOWN, PARTITIVE = "unknown", "partitive"
ALSO = "also"
"""The key of rules that may share their outcome words with others."""
THEY = "they"
"""The key of rules in which a verb alone tells of several who were told of before."""
ORDINAL = "ordinal"
"""The key of rules by which the third of its kind counts three, and of the words that say so."""
_TOTAL = "total"
"""The key of rules that read a count so far."""
STATES_TOO = "toll"
"""The layer that words before a noun belong to."""
VIOLENT = "violent"
"""The key of words, and of rules, that tell of violence by themselves (*gunmen seized six clerks*)."""
_NUMBERED = {"counted", "one", "partitive", "name"}
SURNAME, BY_SURNAME = "surname", "by_surname"
"""A kind of phrase, and the key of rules whose people are told of by a name that the text has to know for one's."""
_WITHOUT_OUTCOME = {"force", "tally"}
"""Layers whose rules count people or incidents without an outcome."""
_NAMED = {"counted", "one", "name", "surname", "definite", "partitive", "maybe"}
KILLED, INJURED = "killed", "injured"
_HARMS = {KILLED, INJURED}
_NOT_FURTHER = 4
"""Words between a *not* and the word it denies."""
_APPOSED = 2
"""Characters between a name and an age behind it: a comma and a blank."""
_BETWEEN, _ARTICLES = ("comma", "and", "or", "besides"), ("det", "def", "indef", "poss", "quote", "open")
"""Classes of words between members of a list, and before people."""
_CALLED = ("alias", "byname")
"""Classes of words behind which stands what somebody is called: nobody else."""


def read_outcomes(units: Units, layer: str, pack: Language) -> tuple[Finding, ...]:
    """Findings in text order. An outcome word serves one rule only: the first of the pack that takes it."""
    taken: dict[int, str] = {}
    found: dict[tuple[int, str], Finding] = {}
    for rule, match in firings(units, layer, pack):
        words = _outcome_words(units, match)
        if "agents" in rule.values and not _done_by(units, rule, match):
            continue
        if ALSO not in rule.values and any(taken.get(i, rule.name) != rule.name for i in words):
            continue
        made = tuple(_findings(units, rule, match, words, pack))
        if made and ALSO not in rule.values:
            taken.update(dict.fromkeys(words, rule.name))
        for finding in made:
            if "alone" not in rule.values or all(start != finding.group.span[0] for start, _ in found):
                key = (finding.group.span[0], finding.outcome)
                found[key] = finding if _is_so_far(finding, found.get(key)) else found.get(key, finding)
    for finding in _stated(units) if layer == STATES_TOO else ():
        start = finding.group.span[0]
        if finding.outcome != INJURED or (start, KILLED) not in found:  # *two of the wounded died*
            found.setdefault((start, finding.outcome), finding)
    return tuple(sorted(found.values(), key=lambda f: (f.group.span, f.outcome)))


def _is_so_far(finding: Finding, before: Finding | None) -> bool:
    """Whether a rule reads a count so far where an earlier one read a plain count with a word farther behind: *the toll
    stands at 40, including two guards killed on Friday*.
    """
    if before is None or before.what[0] - before.group.span[1] <= 1:
        return False
    return _TOTAL in finding.values and _TOTAL not in before.values


def _stated(units: Units) -> Iterator[Finding]:
    """Outcomes told by a word before the noun: *two kidnapped clerks*, *the wounded officer*; all five were kidnapped
    of *two of the five kidnapped clerks*, but *two of the five dead* are two.
    """
    for group in units.values:
        if isinstance(group, Group) and (group.kind in _NUMBERED or (group.kind == "definite" and not group.plural)):
            told = msgspec.structs.replace(group, quantity=group.among) if group.among and group.head else group
            for outcome in group.states:
                yield Finding(outcome, told, group.span, group.span, "state_of_people")
                if told is group and group.among and group.whole:
                    yield _of_all(group, outcome, group.among, group.whole)


def _of_all(some: Group, outcome: str, among: Quantity, whole: Span) -> Finding:
    """All whom a phrase takes some of, by what it calls them: the nine of *two of the nine dead*."""
    everybody = msgspec.structs.replace(some, kind="counted", quantity=among, span=whole, among=None, whole=None)
    return Finding(outcome, everybody, whole, whole, "state_of_people")


def read_parts(units: Units, pack: Language) -> tuple[tuple[Group, ...], ...]:
    """Lists of people that break down people named before: *including two nurses*, *five of them children*."""
    return tuple(
        groups
        for rule, match in firings(units, "part", pack)
        if (groups := tuple(_groups(units, rule, match, [], pack)))
    )


def _outcome_words(units: Units, match: re.Match[str]) -> list[int]:
    name = next((n for n in ("what", "what2") if n in match.re.groupindex and match[n] is not None), None)
    return list(range(*match.span(name))) if name else []


def _done_by(units: Units, rule: Rule, match: re.Match[str]) -> bool:
    """Whether those who did it are of the classes that the rule asks for: *seized by rebels*, not *by officers*."""
    wanted = set(rule.values["agents"].split())
    return any(
        isinstance(value, Group) and value.people in wanted for value in units.values[slice(*match.span("agent"))]
    )


def _findings(units: Units, rule: Rule, match: re.Match[str], words: list[int], pack: Language) -> Iterator[Finding]:
    what = units.span(words[0], words[-1] + 1) if words else units.span(match.start(), match.end())
    negated = _negated(units, match, words, pack)
    groups = [*_groups(units, rule, match, words, pack)]
    outcomes = _outcomes(units, rule, words)
    alive = all(outcome != KILLED for outcome, _ in outcomes)
    groups = [(_antecedent(units, g, rule, pack, alive=alive) or g) if _may_be_named(g, rule) else g for g in groups]
    named = [*words, *_named_apart(match)]
    groups = [_of_the_class(_of_them(g, units, pack), units, named) for g in groups]
    if len(groups) == 1 and ALSO not in rule.values and disagree(units, words, groups[0], pack):
        return
    for outcome, weak in outcomes:
        for group in groups:
            said = _denied(group, outcome) if negated else group
            if said:
                whole = units.span(match.start(), match.end())
                violent = VIOLENT in rule.values or any(_is_violent(units.values[i]) for i in words)
                yield Finding(outcome, said, whole, what, rule.name, weak, violent, rule.values)


def _may_be_named(group: Group, rule: Rule) -> bool:
    """Whether people are told of by a pronoun, for whom others in the sentence may stand."""
    return group.kind == "pronoun" and THEY not in rule.values


def _named_apart(match: re.Match[str]) -> range:
    """Where a rule has those whose number stands elsewhere: *the number of soldiers killed rose to 18*."""
    return range(*match.span("whose")) if "whose" in match.re.groupindex else range(0)


def _of_them(group: Group, units: Units, pack: Language) -> Group:
    """*Two of them*, who are of the class of those before them: *a man attacked pupils with a knife and killed two of
    them*.
    """
    if group.head or group.people != UNKNOWN or not _is_of_them(group, units, pack):
        return group
    for i in range(bisect_left(units.start, group.span[0]) - 1, -1, -1):
        told, says = units.values[i], units.symbols[i + 1] in _sayings(pack)
        if isinstance(told, Group) and told.plural and told.head and not says:
            return msgspec.structs.replace(group, people=told.people)
    return group


def _is_of_them(group: Group, units: Units, pack: Language) -> bool:
    """Whether people are some of others who are told of by a pronoun."""
    behind = bisect_left(units.start, group.span[1])
    return group.kind == PARTITIVE or _of_them_behind(pack).match(units.symbols, behind) is not None


@cache
def _of_them_behind(pack: Language) -> re.Pattern[str]:
    """*Of them*; nothing in a pack without a class of such pronouns."""
    of, them = (pack.lexicon.having(name) if name in pack.lexicon.classes else "" for name in ("of", "them"))
    return re.compile(f"[{of}][{them}]" if of and them else r"(?!)")


def _of_the_class(group: Group, units: Units, words: list[int]) -> Group:
    """People of no class have that of the phrase that tells what they met (*the slain officers were named as …*), or
    that names them apart from their number.
    """
    told = next((units.values[i].people for i in words if isinstance(units.values[i], Group)), group.people)
    return msgspec.structs.replace(group, people=told) if group.people == UNKNOWN else group


def _antecedent(units: Units, pronoun: Group, rule: Rule, pack: Language, *, alive: bool) -> Group | None:
    """Whom *he* or *they* stands for: the first people of the sentence before it, one or several and of its sex; the
    last where the pronoun is an object (`object`), for the first are then those who did it. Whoever says it is meant
    where nobody else is and those meant are `alive`.
    """
    behind, ahead = (*units.symbols[1:], ""), (" ", *units.symbols[:-1])
    before = [
        (v, says in _sayings(pack))
        for v, says, led in zip(units.values, behind, ahead, strict=True)
        if isinstance(v, Group) and v.span < pronoun.span and v.kind in _NAMED and led not in _bys(pack)
    ]
    nearest = reversed(before) if "object" in rule.values else before
    fits = [(g, says) for g, says in nearest if g.plural == pronoun.plural and _agree(g.sex, pronoun.sex)]
    return next((g for g, says in fits if not says), fits[0][0] if fits and alive else None)


def _agree(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def _negated(units: Units, match: re.Match[str], words: list[int], pack: Language) -> bool:
    """Whether a *not* stands between the people and the word for what they met, with no comma behind it."""
    if not words or words[0] < match.end("who"):
        return False
    between = units.symbols[max(match.end("who"), words[0] - _NOT_FURTHER) : words[0]]
    return any(symbol in _nots(pack) for symbol in takewhile(lambda s: s not in _commas(pack), reversed(between)))


@cache
def _sayings(pack: Language) -> str:
    return pack.lexicon.having("say")


@cache
def _bys(pack: Language) -> str:
    """What stands before those who did it: they are nobody whom a pronoun behind them says to have met it."""
    return pack.lexicon.having("by")


@cache
def _nots(pack: Language) -> str:
    return pack.lexicon.having("not")


@cache
def _commas(pack: Language) -> str:
    return pack.lexicon.having("comma")


def _denied(group: Group, outcome: str) -> Group | None:
    """*The guards were not hurt* counts none of a group; of one person it says nothing (gold convention 10)."""
    if outcome in _HARMS and group.plural and group.kind != "zero":
        return msgspec.structs.replace(group, quantity=NONE, kind="zero")
    return None


def _outcomes(units: Units, rule: Rule, words: list[int]) -> list[tuple[str, bool]]:
    if "firm" in rule.values and not any(_says(units.values[i], rule.values["firm"]) for i in words):
        return []
    if rule.layer in _WITHOUT_OUTCOME:
        return [(next((units.values[i]["measure"] for i in words if "measure" in units.values[i]), ""), False)]
    if "outcome" in rule.values:
        return [(name, bool(rule.values.get("weak"))) for name in rule.values["outcome"].split()]
    met = dict.fromkeys(o for i in words if isinstance(units.values[i], Group) for o in units.values[i].states)
    if met:
        return [(outcome, False) for outcome in met]
    said = [units.values[i] for i in words if isinstance(units.values[i], dict) and "outcome" in units.values[i]]
    firm = {o for v in said if not v.get("weak") for o in v["outcome"].split()}
    if firm:
        return [(outcome, bool(rule.values.get("weak"))) for outcome in sorted(firm)]
    weak = set() if "firm_only" in rule.values else {v["outcome"] for v in said}
    return [(outcome, True) for outcome in sorted(weak)]


def _groups(units: Units, rule: Rule, match: re.Match[str], words: list[int], pack: Language) -> Iterator[Group]:
    """The people a match speaks of, each once."""
    groups = [g for g in _paired(list(_listed(units, rule, match, words, pack))) if _is_asked_for(g, rule)]
    return (g for i, g in enumerate(groups) if not (i and apposed(units, groups[i - 1], g, pack)))


def _is_asked_for(group: Group, rule: Rule) -> bool:
    """Whether a group is of the kinds of phrase (`only`) and has one of the nouns (`heads`) that the rule asks for."""
    only, heads = rule.values.get("only", "").split(), rule.values.get("heads", "").split()
    return (not only or group.kind in only) and (not heads or group.head in heads)


def _paired(groups: list[Group]) -> list[Group]:
    """*A man and woman*, *his wife, son and daughter*: the article counts for all of them."""
    found: list[Group] = []
    for group in groups:
        goes_on = found and _one_with(found[-1]) and group.kind == "bare" and not group.plural
        found.append(_single(group, found[-1].kind) if goes_on else group)
    return found


def _one_with(before: Group) -> bool:
    return before.kind == "one" or (before.kind == "definite" and not before.plural)


def _single(group: Group, kind: str = "one") -> Group:
    return msgspec.structs.replace(group, quantity=ONE, kind=kind)


def _is_violent(word: object) -> bool:
    return isinstance(word, dict) and bool(word.get(VIOLENT))


def _says(value: object, outcome: str) -> bool:
    return isinstance(value, dict) and value.get("outcome") == outcome and not value.get("weak")


def _listed(units: Units, rule: Rule, match: re.Match[str], words: list[int], pack: Language) -> Iterator[Group]:
    """The people a match speaks of, not those who only tell whose or where these are (*a guard of a mine*). A rule may
    say that they are none (`zero`) or one (`each`).
    """
    first, last = match.span("who")
    begun = False
    for i in range(first, last):
        beside = _is_an_age(units, i) or (begun and _is_aside(units.symbols[first:i], pack))
        group = None if beside else _group(units, i, rule)
        if group:
            begun = True
            yield group if "outcome" in rule.values else shared(group, units, words, pack)


def _is_aside(before: str, pack: Language) -> bool:
    """Whether what stands before people in a list makes them an aside of others in it: a preposition that does not
    itself begin a member of the list (*of two guards and of a nun*), or *alias*.
    """
    return _aside(pack).search(before) is not None


@cache
def _aside(pack: Language) -> re.Pattern[str]:
    inner, between, articles = (pack.lexicon.having(*names) for names in (pack.settings["asides"], _BETWEEN, _ARTICLES))
    called = pack.lexicon.having(*_CALLED)
    prepositions = f"(?<![{between}])[{inner}]"
    return re.compile(f"(?:{prepositions}|[{called}])[{articles}]*$" if called else f"{prepositions}[{articles}]*$")


def _is_an_age(units: Units, i: int) -> bool:
    """Whether a number right behind a name, with a comma between, tells how old that person is (*Ana Ruiz, 24*, but not
    *in Korum, at least 24 dead*).
    """
    number = units.values[i]
    if i < AGE_BEHIND or not isinstance(number, Quantity) or number.low != number.high:
        return False
    before = units.values[i - AGE_BEHIND]
    named = isinstance(before, Group) and before.kind in NAMES
    return named and 1 < units.start[i] - units.end[i - AGE_BEHIND] <= _APPOSED + 1


def _group(units: Units, i: int, rule: Rule) -> Group | None:
    value = units.values[i]
    span = units.span(i, i + 1)
    if isinstance(value, Group):
        return _as_the_rule_says(value, rule)
    if isinstance(value, Quantity):
        return Group("counted", value, "unknown", "", span, plural=value.high != 1)
    if "zero" in rule.values:
        return Group("zero", NONE, "unknown", "", span)
    if isinstance(value, dict) and "low" in value:
        return Group("counted", Quantity(value["low"], value.get("high")), "unknown", "", span)
    if ORDINAL in rule.values and isinstance(value, dict) and ORDINAL in value:
        return Group("counted", Quantity(value[ORDINAL], value[ORDINAL]), "unknown", "", span)
    if THEY in rule.values:
        return Group("pronoun", None, UNKNOWN, "", span, plural=True)
    if "each" not in rule.values:
        return None
    people = value.get("people") if isinstance(value, dict) else None
    if BY_SURNAME in rule.values:
        return Group(SURNAME, ONE, "unknown", "", span, words=(units.norm[i],))
    return Group("one", ONE, people or "unknown", "", span)


def _as_the_rule_says(group: Group, rule: Rule) -> Group | None:
    if "zero" in rule.values:  # of somebody named it says nothing (gold convention 10)
        return None if group.kind in NAMES else msgspec.structs.replace(group, quantity=NONE, kind="zero")
    if "single" in rule.values:
        return None if group.plural else _single(group)
    return group
