"""People who may be counted twice: said so, and never decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testigo.model.claim import Toll
from testigo.model.record import Issue
from testigo.model.told import Told


def overlaps(claims: Sequence[Toll], told: Sequence[Told]) -> Iterator[Issue]:
    """An issue for each figure told in passing (*two kidnapped clerks*) that may be among a larger one of its account
    (*seven hostages*) without the text saying so; `claims` are those of `told`, in the same order, in their accounts.
    """
    for claim, toll in zip(claims, told, strict=True):
        if toll.passing and claim.account and claim.part_of is None and claim.count.low:
            whole = next((c for c, t in zip(claims, told, strict=True) if _may_hold(c, t, claim)), None)
            if whole:
                message = (
                    f"{claim.quote!r} ({claim.outcome}) may be among {whole.quote!r}; the text does not say, "
                    "and the figure adds nothing to the toll."
                )
                yield Issue(code="possible_overlap", span=claim.span, message=message)


def _may_hold(whole: Toll, told: Told, claim: Toll) -> bool:
    """Whether a figure of the same outcome and account, told for itself, is larger than one told in passing."""
    same = whole.outcome == claim.outcome and whole.account == claim.account and not told.passing
    return same and whole.part_of is None and whole.count.low > claim.count.low
