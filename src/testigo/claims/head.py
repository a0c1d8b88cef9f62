"""What every claim has, of whatever kind: its exact words, whose word it is, how firm, and which rule read it."""

from __future__ import annotations

from typing import Any

import msgspec

from testigo.claims.attribute import attribute
from testigo.claims.stance import stance
from testigo.model.dispatch import Span
from testigo.model.reading import Finding, ReadSentence
from testigo.packs.language import Language, language

READER = "rules"


class Page(msgspec.Struct, frozen=True):
    """Where a claim stands: the dispatch's text, the sentence, and the pack it was read with."""

    text: str
    sentence: ReadSentence
    pack: Language


def page_of(text: str, sentence: ReadSentence, pack: Language) -> Page:
    """Where claims of a sentence stand; `pack` read it unless it is in another language than the text."""
    return Page(text, sentence, language(sentence.tongue) if sentence.tongue else pack)


def head(page: Page, span: Span, what: Span, rule: str, finding: Finding | None = None) -> dict[str, Any]:
    """The fields that all claims share. `span` are its words, `what` those whose speaker and stance are looked up;
    of a finding a threat or a plan makes it hypothetical.
    """
    speakers, sure = attribute(what, page.sentence)
    return {
        "span": span,
        "quote": page.text[slice(*span)],
        "attribution": speakers,
        "scope_confidence": sure,
        "stance": stance(what, finding, page.sentence) or "hypothetical",
        "reader": READER,
        "reader_version": page.pack.version,
        "rule": rule,
    }
