"""Deeds → claims: acts with actor, target and instrument, and whose doing something is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import msgspec

from testigo.claims.head import Page, head, page_of
from testigo.model.actor import Basis, Deed, Side
from testigo.model.circumstance import IncidentType
from testigo.model.claim import Act, Responsibility
from testigo.model.reading import Reading, ReadSentence
from testigo.model.spans import overlap
from testigo.model.told import Doing
from testigo.packs.language import Language

_NO_DOERS = {"official", "court", "medical", "media", "ngo", "witness", "relative"}
"""Kinds of speakers who tell what others did; forces, groups and suspects tell of their own deeds as well."""
STATED: Basis = "stated"


def make_doings(text: str, reading: Reading, pack: Language) -> tuple[Doing, ...]:
    """One claim for each deed that is told as done; threats and plans make none. Ids are numbered in text order."""
    return tuple(_numbered(text, reading, pack))


def _numbered(text: str, reading: Reading, pack: Language) -> Iterator[Doing]:
    acts = words = 0
    for index, sentence in enumerate(reading.sentences):
        page = page_of(text, sentence, pack)
        for told in sentence.deeds:
            deed = _without_speakers(told, sentence)
            if sentence.voids(deed.what) or not (deed.by or deed.on or deed.instruments or deed.plain):
                continue
            claim: Act | Responsibility
            if deed.type:
                acts += 1
                claim = _act(f"d{acts}", deed, page)
            else:
                words += 1
                claim = _responsibility(f"r{words}", deed, page)
            yield Doing(claim=claim, deed=deed, sentence=index)


def _without_speakers(deed: Deed, sentence: ReadSentence) -> Deed:
    """The deed without those who only say it: *the mayor said that the missiles killed two* is no mayor's doing."""
    if deed.basis != STATED:
        return deed
    told = (v for v in sentence.voices if overlap(v.scope, deed.what) and any(s.kind in _NO_DOERS for s in v.speakers))
    saying = [place for voice in told for place in voice.places]
    by = tuple(side for side in deed.by if not any(overlap(side.span, place) for place in saying))
    return msgspec.structs.replace(deed, by=by) if len(by) < len(deed.by) else deed


def _act(key: str, deed: Deed, page: Page) -> Act:
    return Act(
        id=key,
        type=cast(IncidentType, deed.type),
        actor=_worded(page.text, deed.by),
        target=_worded(page.text, deed.on),
        instrument=page.text[slice(*deed.instruments[0])] if deed.instruments else None,
        **head(page, deed.span, deed.what, deed.rule),
    )


def _responsibility(key: str, deed: Deed, page: Page) -> Responsibility:
    """The side's own claim is its own word, so what it is attributed to is whoever passes it on."""
    side = _worded(page.text, deed.by) or ""
    basis = cast(Any, deed.basis)
    return Responsibility(id=key, side=side, basis=basis, **head(page, deed.span, deed.what, deed.rule))


def _worded(text: str, sides: Sequence[Side]) -> str | None:
    """The sides as they are worded, from the first to the last; None where there are none."""
    if not sides:
        return None
    return text[min(s.span[0] for s in sides) : max(s.span[1] for s in sides)]
