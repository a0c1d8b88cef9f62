"""Drafts → claims, numbered in text order, each with its exact words."""

from __future__ import annotations

import msgspec

from testigo.claims.drafts import Draft
from testigo.claims.parts import whole_of
from testigo.claims.scope import is_statistic
from testigo.model.claim import Count, Tally, Toll
from testigo.model.dispatch import Span
from testigo.model.reading import Quantity, Reading
from testigo.packs.language import Language

READER = "rules"


class Claims(msgspec.Struct, frozen=True):
    """The tolls of a dispatch, with the sentence each stands in; statistics have no account to go to."""

    tolls: tuple[Toll, ...]
    sentences: tuple[int, ...]
    adding: tuple[bool, ...]
    statistics: frozenset[str]
    tallies: tuple[Tally, ...]


def make_claims(text: str, reading: Reading, drafts: tuple[Draft, ...], pack: Language) -> Claims:
    """One claim for each draft. `part_of` names the whole's claim."""
    tolls = tuple(_toll(text, n, drafts, pack) for n in range(len(drafts)))
    statistics = {_id(n) for n, draft in enumerate(drafts) if is_statistic(draft, reading.sentences[draft.sentence])}
    adding = tuple(d.finding.group.others for d in drafts)
    tallies = tuple(_tally(toll) for toll in tolls if toll.id in statistics)
    return Claims(tolls, tuple(d.sentence for d in drafts), adding, frozenset(statistics), tallies)


def _id(number: int) -> str:
    return f"c{number + 1}"


def _toll(text: str, number: int, drafts: tuple[Draft, ...], pack: Language) -> Toll:
    draft = drafts[number]
    finding, group = draft.finding, draft.finding.group
    span = _quoted(draft)
    whole = whole_of(draft, drafts)
    return Toll(
        id=_id(number),
        span=span,
        quote=text[span[0] : span[1]],
        outcome=finding.outcome,
        people=group.people,
        people_text=text[group.span[0] : group.span[1]],
        count=_count(draft.quantity, text, span),
        sex=group.sex,
        age=group.age,
        part_of=None if whole is None else _id(whole),
        reader=READER,
        reader_version=pack.version,
        rule=finding.rule,
    )


def _tally(toll: Toll) -> Tally:
    """The same words as a running total (gold convention 2: a running total is a toll and a tally)."""
    head = {f: getattr(toll, f) for f in ("span", "quote", "attribution", "stance", "reader", "reader_version", "rule", "count")}
    return Tally(id=f"{toll.id}t", measure=toll.outcome, **head)


def _quoted(draft: Draft) -> Span:
    """The people's words; where they are a number alone, up to the word that says the outcome."""
    group, what = draft.finding.group, draft.finding.what
    if group.head or group.kind == "name":
        return group.span
    return min(group.span[0], what[0]), max(group.span[1], what[1])


def _count(quantity: Quantity, text: str, span: Span) -> Count:
    return Count(low=quantity.low, high=quantity.high, approx=quantity.approx, text=text[span[0] : span[1]])
