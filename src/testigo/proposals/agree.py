"""Agreement of the rules and a model: what both read, what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testigo.model.claim import AnyClaim, Toll
from testigo.model.proposal import Agreement, Proposal


def agreement(claims: Iterable[AnyClaim], proposals: Sequence[Proposal]) -> Agreement:
    """Pairs of a toll and a proposal of one outcome and the same bounds whose words overlap, each taken once.

    The class of people may differ: a model's word for it is not held against anything.

    >>> agreement((), ())
    Agreement(both=(), only_rules=(), only_model=())
    """
    tolls = [claim for claim in claims if isinstance(claim, Toll)]
    left = list(proposals)
    both: list[tuple[str, str]] = []
    for toll in tolls:
        partner = next((one for one in left if _agree(toll, one)), None)
        if partner is not None:
            left.remove(partner)
            both.append((toll.id, partner.id))
    paired = {claim for claim, _ in both}
    return Agreement(
        both=tuple(both),
        only_rules=tuple(toll.id for toll in tolls if toll.id not in paired),
        only_model=tuple(one.id for one in left),
    )


def _agree(toll: Toll, proposal: Proposal) -> bool:
    overlap = toll.span[0] < proposal.span[1] and proposal.span[0] < toll.span[1]
    same = (toll.count.low, toll.count.high) == (proposal.count.low, proposal.count.high)
    return overlap and same and toll.outcome == proposal.outcome
