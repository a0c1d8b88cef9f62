"""Drafts → claims, numbered in text order, each with its exact words and whose word it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from msgspec.structs import replace

from testigo.claims.classes import class_of, company
from testigo.claims.drafts import Draft
from testigo.claims.fates import RENAMES
from testigo.claims.head import Page, head, page_of
from testigo.claims.nationality import nationality
from testigo.claims.scope import COMPARISON, is_rate, is_tally, period_of, runs, statistics, sums
from testigo.claims.stance import stance
from testigo.claims.violence import tells_of_mishaps
from testigo.model.claim import Age, Count, Force, Name, Outcome, People, Sex, Tally, Toll
from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Reading
from testigo.model.spans import holds
from testigo.model.told import Told
from testigo.packs.language import Language

KILLED = "killed"
"""What a running total counts where its sentence names no other measure."""
_NEAR = 20
"""Characters from a number to the outcome word that is quoted with it."""
_SHARED = ("span", "quote", "attribution", "scope_confidence", "stance", "reader", "reader_version", "rule", "count")
"""What a running total takes over from the toll it is told with."""
_COUNTED = {"counted", "partitive", "maybe"}
_UNDER_ARMS = {"armed_group", "police", "military", "other_security"}
"""Classes of people whose number tells of a force by itself."""
_AMID_VIOLENCE = 2
"""Words of violence in a sentence that make its crowd more than a march."""
_DENIED = "denied"
_NOBODY_CAME = {None, _DENIED}
"""How a force is told that took no part: of a threat or a plan, or denied."""


def make_tolls(text: str, reading: Reading, drafts: tuple[Draft, ...], pack: Language) -> tuple[Told, ...]:
    """One claim for each draft; `part_of` names the whole's claim."""
    among = company(drafts, reading)
    running = statistics(drafts, reading)
    sentences, summed = reading.sentences, sums(reading)
    ids = {id(draft.finding): _id(number) for number, draft in enumerate(drafts)}
    over_a_time = {
        id(draft.finding): draft.sentence
        for draft, total in zip(drafts, running, strict=True)
        if total
        if not draft.over_several or runs(draft, sentences[draft.sentence], summed=draft.sentence in summed)
    }
    pages = [page_of(text, sentences[draft.sentence], pack) for draft in drafts]
    made = tuple(
        Told(
            claim=_toll(
                page,
                draft,
                _head(page, _quoted(draft), draft.finding)
                | {
                    "id": _id(number),
                    "part_of": ids.get(id(draft.within)) if _has_whole(draft, over_a_time) else None,
                    "people": class_of(number, drafts, among, text, page.sentence, page.pack),
                },
            ),
            sentence=draft.sentence,
            adds=draft.finding.group.others,
            weak=draft.finding.weak,
            statistic=running[number],
            summed=draft.over_several and id(draft.finding) not in over_a_time,
            passing=draft.passing and not draft.counts_captives,
            event="event" in draft.finding.values,
            renames=RENAMES in draft.finding.values,
            total=draft.so_far,
            leading=draft.finding.group.leading,
        )
        for number, (draft, page) in enumerate(zip(drafts, pages, strict=True))
    )
    return _without_denied_wholes(made)


def _without_denied_wholes(tolls: tuple[Told, ...]) -> tuple[Told, ...]:
    """The tolls, where those told behind a figure that is denied are no part of it, but of the one that stands before
    it (*three people were killed … there are not five dead: we found two bodies*).
    """
    denied = {told.claim.id for told in tolls if told.claim.stance == _DENIED}

    def mended(number: int, told: Told) -> Told:
        if told.claim.part_of not in denied or told.claim.stance == _DENIED:
            return told
        before = (t.claim for t in reversed(tolls[:number]) if t.claim.part_of is None and t.claim.stance != _DENIED)
        alike = (c for c in before if c.outcome == told.claim.outcome and c.count.low > told.claim.count.low)
        return replace(told, claim=replace(told.claim, part_of=next((whole.id for whole in alike), None)))

    return tuple(mended(number, told) for number, told in enumerate(tolls))


def _has_whole(draft: Draft, over_a_time: Mapping[int, int]) -> bool:
    """Whether a draft breaks down another that is told: a running total only in its own sentence (*40 guards have died
    this year, six of them officers*), for what is told behind it happened by itself; and a running total breaks down
    nothing but another one.
    """
    if draft.within is None or (id(draft.finding) in over_a_time and id(draft.within) not in over_a_time):
        return False
    return over_a_time.get(id(draft.within), draft.sentence) == draft.sentence


def has_tally(reading: Reading, tolls: tuple[Told, ...]) -> bool:
    """Whether `make_tallies` has anything to make."""
    counted = any(is_tally(finding, sentence) for sentence in reading.sentences for finding in sentence.tallies)
    return counted or any(told.statistic and not told.summed for told in tolls)


def make_tallies(
    text: str, reading: Reading, tolls: tuple[Told, ...], day: date | None, places: Mapping[int, str], pack: Language
) -> Iterator[Tally]:
    """Running totals: of tolls (each is a toll and a tally, gold convention 2) that sum up no few incidents (19),
    and of counts that are no toll.

    `places` are the places that sentences name first, where a dispatch's places are read.
    """
    for told in tolls:
        if told.statistic and not told.summed and not is_rate(told.claim.span, reading.sentences[told.sentence]):
            own = {field: getattr(told.claim, field) for field in _SHARED}
            covers = _covered(text, reading, told.sentence, told.claim.count.low, day, places)
            yield Tally(id=f"{told.claim.id}t", measure=told.claim.outcome, **covers, **own)
    taken = {t.claim.span for t in tolls}
    told_so = [t.claim.span for t in tolls if t.statistic]
    found = [
        (i, f)
        for i, s in enumerate(reading.sentences)
        for f in s.tallies
        if is_tally(f, s) and not is_rate(f.group.span, s)
        if f.group.span not in taken and not _is_within(f.group.span, told_so)
        if f.violent or not tells_of_mishaps(reading)
    ]
    counted = [(i, f, f.group.quantity) for i, f in found if f.group.quantity]
    for number, (index, finding, quantity) in enumerate(counted, 1):
        shared = _head(page_of(text, reading.sentences[index], pack), finding.group.span, finding)
        count = _count(quantity, text, finding.group.span)
        covers = _covered(text, reading, index, quantity.low, day, places)
        yield Tally(id=f"t{number}", measure=finding.outcome or KILLED, count=count, **covers, **shared)


def _is_within(span: Span, others: list[Span]) -> bool:
    """Whether the words of a count are some of those of another: *28,741* of *28,741 murders*."""
    return any(holds(other, span) for other in others)


def _covered(
    text: str, reading: Reading, index: int, count: int, day: date | None, places: Mapping[int, str]
) -> dict[str, Any]:
    """What a running total covers, by its sentence, and what is said of it beside others."""
    sentence = reading.sentences[index]
    said = sentence.cues.get(COMPARISON, ())
    return {
        "period": period_of(sentence, count, day),
        "place": places.get(index),
        "comparison": text[slice(*said[0])] if said else None,
    }


def make_forces(text: str, reading: Reading, taken: set[Span], news: str | None, pack: Language) -> Iterator[Force]:
    """How many took part, where the same people are not counted in a toll and nobody only plans or denies it. Where a
    text tells of no violence (no `news`), only those under arms are one, and a crowd whose own sentence tells of it.
    """
    number = 0
    for sentence in reading.sentences:
        for finding in sentence.forces:
            quantity, span = finding.group.quantity, finding.group.span
            came = stance(span, finding, sentence) not in _NOBODY_CAME
            amid = news is not None or sentence.signs.violent >= _AMID_VIOLENCE or bool(sentence.deeds)
            takes_part = amid or finding.group.people in _UNDER_ARMS
            if quantity and came and takes_part and finding.group.kind in _COUNTED and span not in taken:
                number += 1
                shared = _head(page_of(text, sentence, pack), span, finding)
                count = _count(quantity, text, span)
                yield Force(
                    id=f"f{number}", count=count, side=cast(People, finding.group.people), account=news, **shared
                )


def _id(number: int) -> str:
    return f"c{number + 1}"


def _toll(page: Page, draft: Draft, shared: dict[str, Any]) -> Toll:
    """The claim of a draft, with what it shares with all claims and what else depends on the other drafts."""
    text, group = page.text, draft.finding.group
    return Toll(
        outcome=cast(Outcome, draft.finding.outcome),
        people_text=text[group.span[0] : group.span[1]],
        count=_count(draft.quantity, text, shared["span"]),
        sex=cast(Sex | None, group.sex),
        age=cast(Age | None, group.age),
        nationality=nationality(group, page.pack),
        names=() if group.name is None else (Name(text=text[group.name[0] : group.name[1]], span=group.name),),
        **shared,
    )


def _head(page: Page, span: Span, finding: Finding) -> dict[str, Any]:
    return head(page, span, span, finding.rule, finding)


def _quoted(draft: Draft) -> Span:
    """The people's words; where they are a number alone, up to the word that says the outcome."""
    group, what = draft.finding.group, draft.finding.what
    if group.head or group.kind == "name" or what[0] - group.span[1] > _NEAR or group.span[0] - what[1] > _NEAR:
        return group.span
    return min(group.span[0], what[0]), max(group.span[1], what[1])


def _count(quantity: Quantity, text: str, span: Span) -> Count:
    return Count(low=quantity.low, high=quantity.high, approx=quantity.approx, text=text[span[0] : span[1]])
