"""The class of the people of each toll: their own, or that of people told of with them (codebook, *people*)."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

import msgspec

from testigo.claims.bind import ONCE
from testigo.claims.drafts import Draft
from testigo.claims.fates import PRONOUN, RENAMES
from testigo.claims.one_victim import OWN_HAND
from testigo.claims.violence import SUSPECTED
from testigo.model.claim import People
from testigo.model.reading import LEAD, Finding, Group, Reading, ReadSentence
from testigo.packs.language import Language

UNKNOWN = "unknown"
CIVILIANS, ARMED = "civilians", "armed_group"
_HELD = "abducted"
ARRESTED = "arrested"
NOBODY = "zero"
"""The kind of phrases that count nobody (*no arrests*)."""
_UNREST = {"riot", "protest", "mob_violence"}
EVENT = "event"
"""The key of rules whose words tell what happened (*a double murder*), and nothing of the people."""
_NAMED = {"name", "surname"}
_ONE_BY_ONE = {*_NAMED, PRONOUN}
"""Kinds of phrases by which one person is told of who need not be described: his name, or *he*."""
_HARMS = {"killed", "injured"}
_GAVE_UP = "surrendered"
_TAKEN_BY_THE_STATE = {ARRESTED, _GAVE_UP}
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w-]+\Z")
_LONGEST_NAME = 40
"""Code points in which the last word of a name is looked for."""


class Company(msgspec.Struct, frozen=True):
    """What the tolls of a dispatch tell of one another's people, found once for all of them."""

    by_name: dict[str, str]
    """Each word of a name with the first class told of somebody of that name."""
    at: dict[int, int]
    """The number of the draft of each finding, by its identity."""
    broken_down: frozenset[int]
    """The identities of findings with a part of a class in their own sentence."""
    of_own_sentence: frozenset[int]
    """The identities of findings that break down one of their own sentence."""
    others_harmed: bool
    """Whether somebody was harmed by another's hand."""
    unrest: bool
    """Whether the lead tells of a riot or a protest, where whoever is arrested need not have harmed anybody."""


def company(drafts: tuple[Draft, ...], reading: Reading) -> Company:
    """The company that the people of all drafts are in."""
    by_name: dict[str, str] = {}
    of_a_class = [d for d in drafts if d.finding.group.people != UNKNOWN]
    for group in (d.finding.group for d in of_a_class if d.finding.group.name):
        for word in group.words:
            by_name.setdefault(word, group.people)
    at = {id(d.finding): number for number, d in enumerate(drafts)}
    home = {finding: drafts[number].sentence for finding, number in at.items()}
    broken_down = (id(d.within) for d in of_a_class if d.within and home.get(id(d.within)) == d.sentence)
    beside = (id(d.finding) for d in drafts if d.within and home.get(id(d.within)) == d.sentence)
    unrest = any(kind in _UNREST for sentence in reading.sentences[:LEAD] for kind, _ in sentence.kinds)
    others_harmed = any(d.finding.outcome in _HARMS and OWN_HAND not in d.finding.values for d in drafts)
    return Company(by_name, at, frozenset(broken_down), frozenset(beside), others_harmed, unrest)


def class_of(
    number: int, drafts: tuple[Draft, ...], among: Company, text: str, sentence: ReadSentence, pack: Language
) -> People:
    """The class of the people of draft `number`; a whole of no class that its own sentence breaks down is mixed
    (gold convention 8).

    A number alone, or *another*, counts people of the class named before it: *one guerrilla was killed and four hurt*.
    """
    draft = drafts[number]
    finding, group = draft.finding, draft.finding.group
    own = group.people
    if own == UNKNOWN and (each := _those_before(number, drafts)):
        classes: set[People] = {class_of(before, drafts, among, text, sentence, pack) for before in each}
        return classes.pop() if len(classes) == 1 else "unknown"
    if own == UNKNOWN and not draft.so_far and _noun_left_out(finding, text, pack):
        own = _class_before(number, drafts)
    if own == UNKNOWN and group.kind in _NAMED and finding.outcome not in _TAKEN_BY_THE_STATE:
        whole = draft.within.group.people if draft.within else UNKNOWN
        named = among.by_name.get(group.words[-1], whole)
        own = CIVILIANS if named == UNKNOWN else named  # a victim of whom only the name is told is a civilian
    if own == UNKNOWN and (name := _whose(finding, text)):
        own = among.by_name.get(name.lower(), UNKNOWN)
    if own == UNKNOWN and _is_he(finding):
        own = CIVILIANS  # of whom nothing is told but *him* or *her*: a plain man or woman
    if own == UNKNOWN and draft.within is not None and (id(finding) in among.of_own_sentence or not group.head):
        own = _of_the_whole(draft.within, drafts, among, text, pack)
        own = _by_fate(own, draft.within, sentence, unrest=among.unrest)
    if own == UNKNOWN and id(finding) in among.broken_down:
        return "mixed"
    if own == UNKNOWN and _is_a_detainee(finding, text, pack):
        own = CIVILIANS if among.unrest else ARMED
    if own in {UNKNOWN, CIVILIANS} and OWN_HAND in finding.values and among.others_harmed:
        own = ARMED  # a gunman who takes his own life (gold convention 26)
    return cast(People, _by_fate(own, finding, sentence, unrest=among.unrest))


def _those_before(number: int, drafts: tuple[Draft, ...]) -> list[int]:
    """The numbers of the drafts that a number takes up, of all told of one by one before it (*Ana and Omar were both
    killed*); none where it counts somebody anew.
    """
    finding, sentence = drafts[number].finding, drafts[number].sentence
    if RENAMES not in finding.values or finding.group.kind != "counted" or finding.group.quantity is None:
        return []
    first = max(0, number - finding.group.quantity.low)
    return [before for before in range(first, number) if drafts[before].sentence == sentence]


def _whose(finding: Finding, text: str) -> str | None:
    """The name in which an ending tells whose death it was (*Sulu's murder*); None where it is a common noun's."""
    start = finding.group.span[0]
    if EVENT not in finding.values or finding.group.head or text[start].isalpha():
        return None
    before = _LAST_WORD.search(text, max(0, start - _LONGEST_NAME), start)
    return before[0] if before and before[0][0].isupper() else None


def _is_he(finding: Finding) -> bool:
    """Whether a pronoun alone tells of somebody whom no state took."""
    alone = finding.group.kind == PRONOUN or ONCE in finding.values
    return alone and finding.outcome not in _TAKEN_BY_THE_STATE


def _is_a_detainee(finding: Finding, text: str, pack: Language) -> bool:
    """Whether people are told of by nothing but a noun for who is arrested (*ten detainees*)."""
    counted = finding.outcome == ARRESTED and finding.group.kind == "counted" and not finding.group.head
    return counted and _is_a_noun(text[slice(*finding.what)], pack)


def _of_the_whole(whole: Finding, drafts: tuple[Draft, ...], among: Company, text: str, pack: Language) -> str:
    """The class of the people of whom some are told: their own, or that of those before them whose noun they share
    (*one soldier was killed and three were hurt, two of them badly*).
    """
    number = among.at.get(id(whole))
    if number is not None and whole.group.people == UNKNOWN and _noun_left_out(whole, text, pack):
        return _class_before(number, drafts)
    return whole.group.people


def _by_fate(own: str, finding: Finding, sentence: ReadSentence, *, unrest: bool) -> str:
    """The class of people of whom nothing says more, by what befell them: a plain man whom the state takes is an armed
    one, and so is whoever it arrests on suspicion of violence, or by name but in unrest, and whoever gives himself
    up; people held as hostages are civilians (gold convention 8).
    """
    if own == CIVILIANS and finding.group.plain and finding.outcome in _TAKEN_BY_THE_STATE:
        return ARMED
    held = finding.outcome == _HELD and not finding.violent
    if own == UNKNOWN and held and finding.group.plain and finding.group.plural:
        return CIVILIANS
    if own == UNKNOWN and finding.outcome == _GAVE_UP:
        return ARMED
    no_more = own == UNKNOWN or (own == CIVILIANS and finding.group.sex is not None)
    alone = finding.group.kind == "one" and not finding.group.head  # *his arrest*
    by_name = (alone or finding.group.kind in _ONE_BY_ONE) and not unrest
    suspected = finding.outcome == ARRESTED and finding.group.kind != NOBODY and (SUSPECTED in sentence.cues or by_name)
    return ARMED if no_more and suspected else own


def _noun_left_out(finding: Finding, text: str, pack: Language) -> bool:
    """Whether a number, or *another*, stands for people named before: nothing but helping words between it and the
    word for what they met. *Two townsfolk were killed* has a noun, and *a death toll at 14* counts all.
    """
    group, what = finding.group, finding.what
    between = _WORD.findall((text[group.span[1] : what[0]] or text[what[1] : group.span[0]]).lower())
    if not _stands_alone(group) or EVENT in finding.values:
        return False
    if not between and not group.others and _is_a_noun(text[slice(*what)], pack):
        return False
    words = map(pack.lexicon.word, between)
    return all(word is not None and word.symbol in _helping(pack) for word in words)


def _is_a_noun(what: str, pack: Language) -> bool:
    """Whether the word for what people met is a noun that a number counts: *tres heridos* are anybody."""
    nouns = pack.lexicon.having(*pack.settings["outcome_nouns"])
    words = map(pack.lexicon.word, _WORD.findall(what.lower()))
    return any(word is not None and word.symbol in nouns for word in words)


def _stands_alone(group: Group) -> bool:
    return not group.head and group.kind in {"one", "counted"}


@cache
def _helping(pack: Language) -> frozenset[str]:
    return frozenset(pack.lexicon.having(*pack.settings["helping_classes"]))


def _class_before(number: int, drafts: tuple[Draft, ...]) -> str:
    """The class of the nearest people before a draft in its sentence, as far as it reaches to the draft's."""
    draft = drafts[number]
    told = []
    for i in range(number - 1, -1, -1):
        group = drafts[i].finding.group
        if drafts[i].sentence != draft.sentence:
            break
        if group.head and group.span < draft.finding.group.span:
            told.append(group)
    return told[0].people if told and _reaches(told, draft.finding.group) else UNKNOWN


def _reaches(told: list[Group], left_out: Group) -> bool:
    """Whether people without a noun are what those before them are. *Six others* behind two guards are guards; behind
    guards and drivers, or behind a single person, they are anybody.
    """
    if not left_out.others or left_out.kind == "one":
        return True
    return told[0].kind == "counted" and len({group.people for group in told}) == 1
