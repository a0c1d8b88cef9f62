"""Answers → claims: what the authorities did, and what the violence was said to be for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from testigo.claims.head import head, page_of
from testigo.model.answer import Answer
from testigo.model.claim import Motive, Response
from testigo.model.reading import Reading
from testigo.packs.language import Language


def make_answers(text: str, reading: Reading, homes: Sequence[str], pack: Language) -> Iterator[Response | Motive]:
    """One claim for each response and each motive in text order; `homes` is the account of each sentence.

    Plans, demands and threats are no responses; without an account nothing is answered.
    """
    number = 0
    for home, sentence in zip(homes, reading.sentences, strict=False):
        for answer in sentence.answers:
            if answer.kind == "motive" or not sentence.voids(answer.what):
                number += 1
                shared = head(page_of(text, sentence, pack), answer.text, answer.what, answer.rule)
                yield _claim(text, answer, {"id": f"s{number}", "account": home, **shared})


def _claim(text: str, answer: Answer, shared: Mapping[str, Any]) -> Response | Motive:
    words = text[slice(*answer.text)]
    if answer.kind == "motive":
        return Motive(text=words, **shared)
    actor = text[slice(*answer.actor)] if answer.actor else None
    return Response(actor=actor, text=words, duration=answer.duration, **shared)
