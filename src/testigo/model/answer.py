"""What the authorities did about violence, and what it was said to be for, as a sentence tells it."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.dispatch import Span

AnswerKind = Literal["response", "motive"]


class Answer(msgspec.Struct, frozen=True):
    """A response with those who gave it and how long it took, or a motive.

    `text` is the stretch that says it, `what` its word; `actor` is None where nobody is named, and of a motive;
    `duration` is ISO 8601.
    """

    kind: AnswerKind
    text: Span
    what: Span
    actor: Span | None = None
    duration: str | None = None
    rule: str = ""
