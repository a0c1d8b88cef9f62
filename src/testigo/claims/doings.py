"""Deeds → claims: acts with actor, target and instrument, and whose doing something is said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from testigo.claims.attribute import attribute
from testigo.claims.stance import is_void, stance
from testigo.model.actor import Deed, Side
from testigo.model.circumstance import IncidentType
from testigo.model.claim import Act, Responsibility
from testigo.model.dispatch import Span
from testigo.model.reading import Reading, ReadSentence
from testigo.model.told import Doing
from testigo.packs.language import Language

READER = "rules"


def make_doings(text: str, reading: Reading, pack: Language) -> tuple[Doing, ...]:
    """One claim for each deed that is told as done; threats and plans make none. Ids are numbered in text order."""
    return tuple(_numbered(text, reading, pack))


def _numbered(text: str, reading: Reading, pack: Language) -> Iterator[Doing]:
    acts = words = 0
    for index, sentence in enumerate(reading.sentences):
        for deed in sentence.deeds:
            if is_void(deed.what, sentence):
                continue
            if deed.type:
                acts += 1
                yield Doing(claim=_act(f"d{acts}", text, deed, sentence, pack), deed=deed, sentence=index)
            else:
                words += 1
                yield Doing(claim=_responsibility(f"r{words}", text, deed, sentence, pack), deed=deed, sentence=index)


def _act(key: str, text: str, deed: Deed, sentence: ReadSentence, pack: Language) -> Act:
    return Act(
        id=key,
        type=cast(IncidentType, deed.type),
        actor=_worded(text, deed.by),
        target=_worded(text, deed.on),
        instrument=text[slice(*deed.instruments[0])] if deed.instruments else None,
        **_head(text, deed.what, deed, sentence, pack),
    )


def _responsibility(key: str, text: str, deed: Deed, sentence: ReadSentence, pack: Language) -> Responsibility:
    """The side's own claim is its own word, so what it is attributed to is whoever passes it on."""
    side = _worded(text, deed.by) or ""
    basis = cast(Any, deed.basis)
    return Responsibility(id=key, side=side, basis=basis, **_head(text, deed.what, deed, sentence, pack))


def _worded(text: str, sides: Sequence[Side]) -> str | None:
    """The sides as they are worded, from the first to the last; None where there are none."""
    if not sides:
        return None
    return text[min(s.span[0] for s in sides) : max(s.span[1] for s in sides)]


def _head(text: str, what: Span, deed: Deed, sentence: ReadSentence, pack: Language) -> dict[str, Any]:
    speakers, sure = attribute(what, sentence)
    return {
        "span": deed.span,
        "quote": text[slice(*deed.span)],
        "attribution": speakers,
        "scope_confidence": sure,
        "stance": stance(what, None, sentence) or "hypothetical",
        "reader": READER,
        "reader_version": pack.version,
        "rule": deed.rule,
    }
