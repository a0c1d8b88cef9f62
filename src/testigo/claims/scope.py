"""Which happening a toll speaks of: this incident, another one, or a running total over many."""

from __future__ import annotations

from testigo.claims.drafts import Draft
from testigo.model.reading import ReadSentence


_SINGLE = {"one", "name", "surname", "definite", "zero"}


def is_statistic(draft: Draft, sentence: ReadSentence) -> bool:
    """A running total: several people, and a cue of the pack (*so far this year*, *since 2004*) in their sentence."""
    return "running_total" in sentence.cues and draft.finding.group.kind not in _SINGLE
