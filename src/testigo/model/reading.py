"""What the reading room hands on: people, outcomes and speech as spans of the untouched text, not yet claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity
from testigo.model.timewords import TimeMention

__all__ = ["Finding", "Group", "Quantity", "ReadSentence", "Reading", "TimeMention"]


class Group(msgspec.Struct, frozen=True):
    """People in a sentence. `quantity` is None for a definite or bare phrase; `plural` tells of its noun.

    `kind` is how the phrase is built: counted, partitive, one, zero, definite, bare, name.
    """

    kind: str
    quantity: Quantity | None
    people: str
    head: str
    span: Span
    plural: bool = False
    others: bool = False
    sex: str | None = None
    age: str | None = None
    name: Span | None = None
    words: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """An outcome that a rule joined to people. `what` is the span of the words that say the outcome."""

    outcome: str
    group: Group
    span: Span
    what: Span
    rule: str
    weak: bool = False
    values: Mapping[str, Any] = {}


class ReadSentence(msgspec.Struct, frozen=True):
    """One sentence: its span, its paragraph's number, what was found, the times said, the classes its words have."""

    span: Span
    paragraph: int
    findings: tuple[Finding, ...] = ()
    forces: tuple[Finding, ...] = ()
    times: tuple[TimeMention, ...] = ()
    cues: Mapping[str, tuple[Span, ...]] = {}


class Reading(msgspec.Struct, frozen=True):
    """Everything read from one dispatch, sentence by sentence."""

    sentences: tuple[ReadSentence, ...]
    body: int = 0
