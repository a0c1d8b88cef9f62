"""Agreement of the rules and a model: what both read, what only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from testigo.model.claim import AnyClaim, Count, Toll
from testigo.model.proposal import Agreement, Proposal
from testigo.model.spans import overlap


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


def compared(claims: Iterable[AnyClaim], proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals, with a note on each against which the rules read another count of the same outcome.

    Whoever slips a figure into a dispatch contradicts what it says elsewhere. A part of a whole is noted too: who looks
    sees at once that it is one.

    >>> compared((), ())
    ()
    """
    tolls = [claim for claim in claims if isinstance(claim, Toll)]
    return tuple(
        replace(one, notes=(*one.notes, "another_count_in_text")) if _is_contradicted(one, tolls) else one
        for one in proposals
    )


def _is_contradicted(proposal: Proposal, tolls: Sequence[Toll]) -> bool:
    return any(toll.outcome == proposal.outcome and _apart(toll.count, proposal.count) for toll in tolls)


def _apart(one: Count, other: Count) -> bool:
    return _below(one, other) or _below(other, one)


def _below(one: Count, other: Count) -> bool:
    return one.high is not None and one.high < other.low


def _agree(toll: Toll, proposal: Proposal) -> bool:
    same = (toll.count.low, toll.count.high) == (proposal.count.low, proposal.count.high)
    return overlap(toll.span, proposal.span) and same and toll.outcome == proposal.outcome
