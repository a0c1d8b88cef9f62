"""What a worded count is worth under a policy: its literal bounds, or the substitutes of the codebook, said so."""

from __future__ import annotations

import msgspec

from testigo.model.claim import Count
from testigo.model.policy import Policy, Vague
from testigo.packs.vague import is_vague


class Worth(msgspec.Struct, frozen=True):
    """Bounds under a policy, with the rules that changed them; `blank` where the codebook leaves the count out."""

    low: int
    high: int | None
    why: tuple[str, ...] = ()
    blank: bool = False


def worth(count: Count, lang: str, policy: Policy) -> Worth:
    """The bounds of a count under the policy's table of vague words and its rule for open ends.

    >>> from testigo.packs.policy import policy
    >>> worth(Count(low=24, high=None, text="dozens"), "en", policy("acled-like"))
    Worth(low=12, high=12, why=('vague_word_worth_12',), blank=False)
    """
    if count.high is not None:
        return Worth(count.low, count.high)
    row = _row(count, lang, policy)
    if row is None:
        closed = policy.bounds.at_least == "closed"
        return Worth(count.low, count.low, ("at_least_closed",)) if closed else Worth(count.low, None)
    if row.worth is None:
        return Worth(0, None, ("vague_word_blank",), blank=True)
    top = row.up_to or (None if policy.bounds.at_least == "open" else row.worth)
    return Worth(row.worth, top, (f"vague_word_worth_{row.worth}",))


def _row(count: Count, lang: str, policy: Policy) -> Vague | None:
    """The row of the policy's table for a count without a number, found by its literal bound."""
    row = next((row for row in policy.vague if row.literal == count.low), None)
    return row if row and is_vague(count.text, lang) else None
