"""Answers → claims: what the authorities did, and what the violence was said to be for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from testigo.claims.attribute import attribute
from testigo.claims.stance import is_void, stance
from testigo.model.answer import Answer
from testigo.model.claim import Motive, Response
from testigo.model.reading import Reading, ReadSentence
from testigo.packs.language import Language

READER = "rules"


def make_answers(text: str, reading: Reading, homes: Sequence[str], pack: Language) -> Iterator[Response | Motive]:
    """One claim for each response and each motive in text order; `homes` is the account of each sentence.

    Plans, demands and threats are no responses; without an account nothing is answered.
    """
    number = 0
    for home, sentence in zip(homes, reading.sentences, strict=False):
        for answer in sentence.answers:
            if answer.kind == "motive" or not is_void(answer.what, sentence):
                number += 1
                yield _claim(text, answer, {"id": f"s{number}", "account": home, **_head(text, answer, sentence, pack)})


def _claim(text: str, answer: Answer, head: Mapping[str, Any]) -> Response | Motive:
    words = text[slice(*answer.text)]
    if answer.kind == "motive":
        return Motive(text=words, **head)
    actor = text[slice(*answer.actor)] if answer.actor else None
    return Response(actor=actor, text=words, duration=answer.duration, **head)


def _head(text: str, answer: Answer, sentence: ReadSentence, pack: Language) -> dict[str, Any]:
    speakers, sure = attribute(answer.what, sentence)
    return {
        "span": answer.text,
        "quote": text[slice(*answer.text)],
        "attribution": speakers,
        "scope_confidence": sure,
        "stance": stance(answer.what, None, sentence) or "asserted",
        "reader": READER,
        "reader_version": pack.version,
        "rule": answer.rule,
    }
