"""Bonds → lineage claims, held against the registry: what the text says stays, and a contradiction is flagged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from testigo.claims.head import Page, head, page_of
from testigo.model.actor import Bond, meant
from testigo.model.calendar import resolve_all
from testigo.model.circumstance import Time
from testigo.model.claim import Lineage
from testigo.model.reading import Reading, ReadSentence
from testigo.packs.actor import CAME_OF, Registry, registry
from testigo.packs.language import Language

DATE = "date_contradicts_registry"
RELATION = "relation_contradicts_registry"
_ASIDE = ","
_DESCENT = {"splinter_of", "armed_wing_of", "successor_of"}
"""Relations in which the object has to be among those the subject came of."""
_FOUNDING = "founded_by"
_TOLERANCE = 1
"""Years by which two dates of a founding may differ."""


def make_lineage(
    text: str, reading: Reading, day: date | None, country: str | None, pack: Language
) -> Iterator[Lineage]:
    """One claim for each bond read; `country` is the dispatch's, where it is known."""
    number = 0
    for sentence in reading.sentences:
        for bond in sentence.bonds:
            number += 1
            time = _time(bond, sentence, day, text)
            yield Lineage(
                id=f"l{number}",
                subject=text[slice(*bond.subject.span)],
                relation=cast(Any, bond.relation),
                object=text[slice(*bond.other.span)],
                time=time,
                flags=tuple(_flags(bond, time, day.isoformat() if day else None, country)),
                **_head(bond, page_of(text, sentence, pack)),
            )


def _head(bond: Bond, page: Page) -> dict[str, Any]:
    """As of every claim, but an aside about who a group is (*the Red Dawn, a splinter of …*) is the wire's own voice,
    whoever speaks in the sentence (gold convention 12).
    """
    shared = head(page, bond.span, bond.what, bond.rule)
    aside = _ASIDE in page.text[bond.subject.span[1] : bond.what[0]]
    return shared | {"attribution": (), "scope_confidence": "explicit"} if aside else shared


def _time(bond: Bond, sentence: ReadSentence, day: date | None, text: str) -> Time | None:
    """The first time told behind the word for the bond and before the next bond's."""
    end = min((b.what[0] for b in sentence.bonds if b.what > bond.what), default=sentence.span[1])
    mentions = [m for m in sentence.times if bond.what[0] < m.span[0] < end and not (m.duration or m.clock)]
    times = resolve_all(mentions, day)
    worded = zip(mentions, times, strict=True)
    return next((_with_words(t, text[slice(*m.span)]) for m, t in worded if t.start), None)


def _with_words(time: Time, words: str) -> Time:
    return Time(start=time.start, end=time.end, precision=time.precision, text=words)


def _flags(bond: Bond, time: Time | None, day: str | None, country: str | None) -> Iterator[str]:
    """What the registry knows otherwise; it is silent about actors it does not know."""
    known = registry()
    subject, other = meant(bond.subject.senses, day, country), meant(bond.other.senses, day, country)
    if subject is None:
        return
    if _is_dated_otherwise(subject, other, bond, time, known):
        yield DATE
    descends = any(tie.kind in CAME_OF for tie in known.actors[subject].lineage)
    if bond.relation in _DESCENT and other and descends and other not in known.ancestors(subject):
        yield RELATION


def _is_dated_otherwise(subject: str, other: str | None, bond: Bond, time: Time | None, known: Registry) -> bool:
    if time is None or not time.start:
        return False
    ties = [tie.date for tie in known.actors[subject].lineage if tie.other == other and tie.date]
    dates = [known.actors[subject].since] if bond.relation == _FOUNDING else ties
    years = [int(text[:4]) for text in dates if text]
    return bool(years) and all(abs(int(time.start[:4]) - year) > _TOLERANCE for year in years)
