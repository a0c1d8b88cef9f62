"""Claims that people adopted from a model: each is held whole by its decision, and is no part of any reading.

The decision says by itself how the claim is called, which account it is of and who adopted it; the rest stands in its
`changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from testigo.ledger.identity import claim_ids
from testigo.ledger.succession import Said
from testigo.model.claim import Toll
from testigo.model.decision import Decision

_SAID_BY_DECISION = ("id", "account", "adopted_by")


def adopted(decision: Decision) -> Toll:
    """The claim that an adoption holds. Raises msgspec.ValidationError where it holds none.

    >>> changes = {"span": [0, 6], "quote": "22 men", "outcome": "killed", "people": "unknown"}
    >>> changes |= {"count": {"low": 22, "high": 22, "text": "22"}, "kind": "toll"}
    >>> one = Decision(kind="adopt", author="Ana", reason="right", about=("c1",), accounts=(("a1",),), changes=changes)
    >>> adopted(one).account, adopted(one).adopted_by
    ('a1', 'Ana')
    """
    own = (decision.about[0], decision.accounts[0][0], decision.author)
    return msgspec.convert({**decision.changes, **dict(zip(_SAID_BY_DECISION, own, strict=True))}, Toll)


def changes_of(claim: Toll) -> dict[str, Any]:
    """What the decision holds of a claim."""
    told = msgspec.to_builtins(claim)
    return {name: value for name, value in told.items() if name not in _SAID_BY_DECISION}


def adoptions(decisions: Iterable[Decision]) -> list[Decision]:
    """Those decisions that adopt a claim, in their order."""
    return [decision for decision in decisions if decision.kind == "adopt"]


def name_of(claim: Toll, key: str, sha256: str) -> str:
    """How a claim of the text with this hash, of the dispatch with this key, is called for good."""
    return claim_ids([claim], key, sha256)[0]


def said_of(claim: Toll) -> Said:
    """What tells whether a reader says the same."""
    count = claim.count
    return Said(id=claim.id, kind="toll", outcome=claim.outcome, low=count.low, high=count.high, span=claim.span)
