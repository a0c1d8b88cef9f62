"""People who may be counted twice: said so, and never decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testigo.model.claim import Toll
from testigo.model.record import Issue
from testigo.model.told import Told

Telling = tuple[str, str | None]
"""An outcome and the account it is told of."""


def overlaps(claims: Sequence[Toll], told: Sequence[Told]) -> Iterator[Issue]:
    """An issue for each figure told in passing (*two kidnapped clerks*) that may be among a larger one of its account
    (*seven hostages*) without the text saying so; `claims` are those of `told`, in the same order, in their accounts.
    """
    wholes = _largest([c for c, t in zip(claims, told, strict=True) if c.part_of is None and not t.passing])
    for claim, toll in zip(claims, told, strict=True):
        if toll.passing and claim.account and claim.part_of is None and claim.count.low:
            whole = wholes.get(_telling(claim))
            if whole and whole.count.low > claim.count.low:
                message = (
                    f"{claim.quote!r} ({claim.outcome}) may be among {whole.quote!r}; the text does not say, "
                    "and the figure adds nothing to the toll."
                )
                yield Issue(code="possible_overlap", span=claim.span, message=message)


def _telling(claim: Toll) -> Telling:
    return claim.outcome, claim.account


def _largest(claims: Sequence[Toll]) -> dict[Telling, Toll]:
    """The largest figure of each outcome and account; of equal ones the first."""
    found: dict[Telling, Toll] = {}
    for claim in claims:
        known = found.setdefault(_telling(claim), claim)
        if claim.count.low > known.count.low:
            found[_telling(claim)] = claim
    return found
