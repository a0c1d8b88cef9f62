"""Drafts → claims, numbered in text order, each with its exact words and whose word it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from testigo.claims.attribute import attribute
from testigo.claims.drafts import Draft
from testigo.claims.parts import whole_of
from testigo.claims.scope import is_tally, period_of, statistics
from testigo.claims.stance import stance
from testigo.model.claim import Age, Count, Force, Name, Outcome, People, Sex, Tally, Toll
from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group, Reading, ReadSentence
from testigo.model.told import Told
from testigo.packs.language import Language

READER = "rules"
KILLED = "killed"
"""What a running total counts where its sentence names no other measure."""
_NEAR = 20
"""Characters from a number to the outcome word that is quoted with it."""
_NAMED = {"name", "surname"}
_TAKEN_BY_THE_STATE = {"arrested", "surrendered"}
_WORD = re.compile(r"\w+")
_COUNTED = {"counted", "partitive", "maybe"}


def make_tolls(text: str, reading: Reading, drafts: tuple[Draft, ...], pack: Language) -> tuple[Told, ...]:
    """One claim for each draft; `part_of` names the whole's claim."""
    return tuple(
        Told(
            claim=_toll(text, number, drafts, reading, pack),
            sentence=draft.sentence,
            adds=draft.finding.group.others,
            weak=draft.finding.weak,
            statistic=running,
            passing=draft.passing,
        )
        for number, (draft, running) in enumerate(zip(drafts, statistics(drafts, reading), strict=True))
    )


def make_tallies(
    text: str, reading: Reading, tolls: tuple[Told, ...], day: date | None, pack: Language
) -> Iterator[Tally]:
    """Running totals: of tolls (each is a toll and a tally, gold convention 2), and of counts that are no toll."""
    shared = ("span", "quote", "attribution", "scope_confidence", "stance", "reader", "reader_version", "rule", "count")
    for told in tolls:
        if told.statistic:
            head = {field: getattr(told.claim, field) for field in shared}
            covers = period_of(reading.sentences[told.sentence], told.claim.count.low, day)
            yield Tally(id=f"{told.claim.id}t", measure=told.claim.outcome, period=covers, **head)
    taken = {t.claim.span for t in tolls}
    found = [(s, f) for s in reading.sentences for f in s.tallies if is_tally(f, s) and f.group.span not in taken]
    for number, (sentence, finding) in enumerate(found, 1):
        quantity = finding.group.quantity
        if quantity:
            count = _count(quantity, text, finding.group.span)
            head = _head(text, finding.group.span, finding, sentence, pack)
            covers = period_of(sentence, quantity.low, day)
            yield Tally(id=f"t{number}", measure=finding.outcome or KILLED, count=count, period=covers, **head)


def make_forces(text: str, reading: Reading, taken: set[Span], news: str | None, pack: Language) -> Iterator[Force]:
    """How many took part, where the same people are not counted in a toll."""
    number = 0
    for sentence in reading.sentences:
        for finding in sentence.forces:
            quantity = finding.group.quantity
            if quantity and finding.group.kind in _COUNTED and finding.group.span not in taken:
                number += 1
                head = _head(text, finding.group.span, finding, sentence, pack)
                count = _count(quantity, text, finding.group.span)
                yield Force(id=f"f{number}", count=count, side=cast(People, finding.group.people), account=news, **head)


def _id(number: int) -> str:
    return f"c{number + 1}"


def _toll(text: str, number: int, drafts: tuple[Draft, ...], reading: Reading, pack: Language) -> Toll:
    draft = drafts[number]
    finding, group = draft.finding, draft.finding.group
    span = _quoted(draft)
    whole = whole_of(draft, drafts)
    return Toll(
        id=_id(number),
        outcome=cast(Outcome, finding.outcome),
        people=_people(draft, drafts, text, pack),
        people_text=text[group.span[0] : group.span[1]],
        count=_count(draft.quantity, text, span),
        sex=cast(Sex | None, group.sex),
        age=cast(Age | None, group.age),
        part_of=None if whole is None else _id(whole),
        names=() if group.name is None else (Name(text=text[group.name[0] : group.name[1]], span=group.name),),
        **_head(text, span, finding, reading.sentences[draft.sentence], pack),
    )


def _people(draft: Draft, drafts: tuple[Draft, ...], text: str, pack: Language) -> People:
    """The class of the people; a whole of no class that its own sentence breaks down is mixed (gold convention 8).

    A number alone, or *another*, counts people of the class named before it: *one guerrilla was killed and four hurt*.
    """
    own = draft.finding.group.people
    if own == "unknown" and _noun_left_out(draft.finding, text, pack):
        own = _class_before(draft, drafts)
    if own == "unknown" and draft.finding.group.kind in _NAMED and draft.finding.outcome not in _TAKEN_BY_THE_STATE:
        own = _class_of_name(draft.finding.group, drafts)
    if own == "unknown" and draft.within is not None:
        own = draft.within.group.people
    if own == "unknown" and any(d.within is draft.finding and _of_a_class(d, draft.sentence) for d in drafts):
        return "mixed"
    return cast(People, own)


def _of_a_class(part: Draft, sentence: int) -> bool:
    return part.sentence == sentence and part.finding.group.people != "unknown"


def _class_of_name(group: Group, drafts: tuple[Draft, ...]) -> str:
    """The class told elsewhere of somebody of that name; a victim of whom only the name is told is a civilian."""
    name = group.words[-1]
    known = (d.finding.group for d in drafts if d.finding.group.people != "unknown")
    return next((g.people for g in known if g.name and name in g.words), "civilians")


def _noun_left_out(finding: Finding, text: str, pack: Language) -> bool:
    """Whether a number, or *another*, stands for people named before: nothing but helping words between it and the
    word for what they met. *Two townsfolk were killed* has a noun, *a death toll at 14* counts all.
    """
    group, what = finding.group, finding.what
    between = text[group.span[1] : what[0]] or text[what[1] : group.span[0]]
    alone = not group.head and (group.kind == "one" or (group.kind == "counted" and not group.others))
    return alone and set(_WORD.findall(between.lower())) <= _helping(pack)


@cache
def _helping(pack: Language) -> frozenset[str]:
    symbols = {symbol for name in pack.settings["helping_classes"] for symbol in pack.lexicon.having(name)}
    return frozenset(norm for norm, word in pack.lexicon.words.items() if word.symbol in symbols)


def _class_before(draft: Draft, drafts: tuple[Draft, ...]) -> str:
    """The class of the nearest people before a draft in its sentence."""
    before = (
        d.finding.group
        for d in reversed(drafts)
        if d.sentence == draft.sentence and d.finding.group.span < draft.finding.group.span
    )
    return next((group.people for group in before if group.head), "unknown")


def _head(text: str, span: Span, finding: Finding, sentence: ReadSentence, pack: Language) -> dict[str, Any]:
    """What every claim has: its words, whose they are, how firm, and which rule read them."""
    speakers, sure = attribute(span, sentence)
    return {
        "span": span,
        "quote": text[span[0] : span[1]],
        "attribution": speakers,
        "scope_confidence": sure,
        "stance": stance(span, finding, sentence) or "hypothetical",
        "reader": READER,
        "reader_version": pack.version,
        "rule": finding.rule,
    }


def _quoted(draft: Draft) -> Span:
    """The people's words; where they are a number alone, up to the word that says the outcome."""
    group, what = draft.finding.group, draft.finding.what
    if group.head or group.kind == "name" or what[0] - group.span[1] > _NEAR or group.span[0] - what[1] > _NEAR:
        return group.span
    return min(group.span[0], what[0]), max(group.span[1], what[1])


def _count(quantity: Quantity, text: str, span: Span) -> Count:
    return Count(low=quantity.low, high=quantity.high, approx=quantity.approx, text=text[span[0] : span[1]])
