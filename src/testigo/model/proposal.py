"""What a model proposes, apart from all claims: never counted, never published, each held against the text.

A proposal is no claim and has no kind of one, so that nothing which counts claims can take it for one. Only a person's
decision makes a claim of one.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.claim import Count, Name, Outcome, People, Stance
from testigo.model.dispatch import Span
from testigo.model.record import DispatchHead, Issue

SCHEMA = "testigo-proposals/1"
Reason = Literal[
    "malformed",
    "not_asked_for",
    "too_many",
    "no_quote",
    "quote_not_in_text",
    "quote_in_several_places",
    "quote_across_sentences",
    "near_orders",
    "no_number_in_quote",
    "number_cut_by_quote",
    "number_differs",
    "outcome_differs",
    "not_said_to_be_done",
    "told_twice",
]
"""Why a proposal is refused; docs/how-to/use-a-model.md tells what each means."""
Note = Literal["speaker_not_in_text", "speaker_near_orders", "another_count_in_text", "outcome_not_in_words"]
"""What a person should know of a proposal that stands: what was left out of it, or what speaks against it."""


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A toll as a model words it. Nothing of it is believed.

    `low` and `high` are bounds, `high` None where the text leaves it open. `context` holds the quote with the words
    around it, for a quote that stands in several places. `speaker` are the words for whoever says it.
    """

    outcome: Outcome
    people: People
    low: int
    high: int | None
    quote: str
    context: str | None = None
    speaker: str | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A toll that a model proposes: its quote stands at `span`, and its count is what our own rules read there.

    `people` is the model's word, as is the choice of `outcome`; `count` and `stance` are not. `speaker` are words of
    the text.
    """

    id: str
    span: Span
    quote: str
    outcome: Outcome
    people: People
    count: Count
    stance: Stance = "asserted"
    speaker: Name | None = None
    notes: tuple[Note, ...] = ()
    reader: str
    reader_version: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """What did not become a proposal: why, in words too, and as much of what was said as can be shown."""

    reason: Reason
    message: str
    said: str


class ProposedName(msgspec.Struct, frozen=True, kw_only=True):
    """A person's full name for a toll of one, found by a pipeline that the user has. `claim` names that toll."""

    claim: str
    name: Name
    reader: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What both read, as pairs of a claim and a proposal, and what only one of them has."""

    both: tuple[tuple[str, str], ...] = ()
    only_rules: tuple[str, ...] = ()
    only_model: tuple[str, ...] = ()


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """Everything proposed of one dispatch. `orders` are passages that speak to a machine, not to a reader."""

    schema: str = SCHEMA
    dispatch: DispatchHead
    reader: str = ""
    reader_version: str = ""
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refusal, ...] = ()
    names: tuple[ProposedName, ...] = ()
    orders: tuple[Span, ...] = ()
    agreement: Agreement = Agreement()
    issues: tuple[Issue, ...] = ()
