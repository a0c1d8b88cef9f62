"""Whether an outcome was met by violence (codebook, *what is not an incident's toll*)."""

from __future__ import annotations

from testigo.model.reading import LEAD, Finding, Reading, signs_of

_NEAR = 2
"""Sentences on either side that speak of the same happening as a rule."""
_ENOUGH = 2
"""Words of violence that a text of some length needs before its neutral words are taken for violence; where it tells of
a kind of attack and of no mishap at all, one is enough for whoever died or was hurt."""
_AMID_OTHER = 3
"""Words of violence that a sentence needs where the text as a whole tells of other mishaps."""
SUSPECTED = "suspected"
"""The cue of a sentence that says what crime people are suspected of."""
_BY_LAW = "arrested"
"""The outcome that most people meet without any violence: one word of it in a text says nothing of them."""


def is_violent(finding: Finding, index: int, reading: Reading) -> bool:
    """A word that is violent by itself needs no more; a neutral one (*died*, *was injured*) wants violence around it,
    and more of it than of accidents, illness, sport or trade. An arrest on suspicion needs no more than is near it.
    """
    if finding.violent:
        return not _is_of_a_mishap(index, reading)
    own, whole = reading.sentences[index].signs, reading.signs
    enough = whole.violent >= min(_ENOUGH, len(reading.sentences) - 1)
    enough = enough or (finding.outcome != _BY_LAW and not whole.calm and any(s.kinds for s in reading.sentences))
    near = signs_of(s.signs for s in reading.sentences[max(0, index - _NEAR) : index + _NEAR + 1])
    of_the_lead = index < LEAD and own.violent > own.calm and near.violent > near.calm
    if tells_of_mishaps(reading) and own.violent < _AMID_OTHER and not of_the_lead:
        return False
    if own.violent > own.calm:
        return enough or finding.outcome != _BY_LAW
    if own.calm > own.violent or near.violent < near.calm:
        return False
    suspected = finding.outcome == _BY_LAW and SUSPECTED in reading.sentences[index].cues
    return whole.violent > 2 * whole.calm and (enough or (suspected and near.violent > 0))


def _is_of_a_mishap(index: int, reading: Reading) -> bool:
    """Whether a sentence with a word of violence tells of a mishap all the same (*the quake killed nine people*)."""
    own = reading.sentences[index].signs
    return tells_of_mishaps(reading) and own.calm >= own.violent


def tells_of_mishaps(reading: Reading) -> bool:
    """Whether a text has more words of accidents, illness, sport or trade than of violence."""
    return reading.signs.calm > reading.signs.violent
