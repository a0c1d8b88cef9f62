"""How firmly a claim is made: asserted, alleged, denied, hypothetical, or not made at all."""

from __future__ import annotations

from testigo.model.claim import Stance
from testigo.model.dispatch import Span
from testigo.model.reading import VOID, Finding, Hedge, ReadSentence
from testigo.model.spans import holds, overlap

_WEIGHT: tuple[Stance, ...] = ("denied", "hypothetical", "alleged")


def stance(span: Span, finding: Finding | None, sentence: ReadSentence) -> Stance | None:
    """The stance of what stands at a span; None where a threat, a plan or a purpose makes it no claim.

    `finding` is what the claim was made from: its outcome word counts as well as the people.

    >>> hedge = Hedge("alleged", scope=(0, 30), cue=(10, 20))
    >>> stance((0, 5), None, ReadSentence((0, 30), 0, hedges=(hedge,)))
    'alleged'
    """
    if finding is not None and any(h.stance == VOID and _voids(h, finding) for h in sentence.hedges):
        return None
    said = {h.stance for h in sentence.hedges if h.stance != VOID and _bears(h, span, finding)}
    return next((s for s in _WEIGHT if s in said), "asserted")


def _voids(hedge: Hedge, finding: Finding) -> bool:
    """Whether the outcome word itself is threatened or planned; a noun for the people (hostages) is not."""
    what, who = finding.what, finding.group.span
    return overlap(hedge.scope, what) and not holds(who, what)


def _bears(hedge: Hedge, span: Span, finding: Finding | None) -> bool:
    return overlap(hedge.scope, span) or (finding is not None and overlap(hedge.scope, finding.what))
