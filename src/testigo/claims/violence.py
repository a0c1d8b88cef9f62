"""Whether an outcome was met by violence (codebook, *what is not an incident's toll*)."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.model.reading import Finding, Reading, ReadSentence, Signs

_NEAR = 2
"""Sentences on either side that speak of the same happening as a rule."""


_ENOUGH = 2
"""Words of violence that a text of some length needs before its neutral words are taken for violence."""


def is_violent(finding: Finding, index: int, reading: Reading) -> bool:
    """A word that is violent by itself needs no more; a neutral one (*died*, *was injured*) wants violence around it,
    and more of it than of accidents, illness, sport or trade.
    """
    own = reading.sentences[index].signs
    if finding.violent or own.violent > own.calm:
        return True
    near = _sum(reading.sentences[max(0, index - _NEAR) : index + _NEAR + 1])
    whole = reading.signs
    if own.calm > own.violent or near.violent < near.calm:
        return False
    return whole.violent > 2 * whole.calm and whole.violent >= min(_ENOUGH, len(reading.sentences) - 1)


def _sum(sentences: Iterable[ReadSentence]) -> Signs:
    around = [s.signs for s in sentences]
    return Signs(sum(s.violent for s in around), sum(s.calm for s in around))
