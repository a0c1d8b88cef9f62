"""Which happening a toll speaks of: this incident, another one, or a running total over many."""

from __future__ import annotations

from testigo.claims.drafts import Draft
from testigo.model.reading import Finding, ReadSentence


_SINGLE = {"one", "name", "surname", "definite", "zero"}


def is_statistic(draft: Draft, sentence: ReadSentence) -> bool:
    """A running total: several people, and a cue of the pack (*so far this year*, *since 2004*) in their sentence."""
    return "running_total" in sentence.cues and draft.finding.group.kind not in _SINGLE


def is_tally(finding: Finding, sentence: ReadSentence) -> bool:
    """Whether a count of incidents is a running total: its rule says so, or a cue in its sentence."""
    return "total" not in finding.values or "running_total" in sentence.cues
