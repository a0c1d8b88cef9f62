"""What an account is about: its incident type, and whether the dispatch is about it at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

from testigo.model.circumstance import IncidentType
from testigo.model.reading import Reading
from testigo.model.told import Told

_SHARE = 0.3
"""Share of sentences with words of violence from which on a dispatch is about violence."""
_LEAD = 2
"""Sentences in which a dispatch says what it is about."""
_BY_OUTCOME: dict[str, IncidentType] = {
    "abducted": "abduction",
    "arrested": "arrest_or_raid",
    "sexual_violence": "sexual_violence",
}
_ELSE: IncidentType = "armed_attack"


def incident_type(told: Iterable[Told], reading: Reading) -> IncidentType:
    """The type that most sentences of the account show, the earlier one of two; else what its outcome implies."""
    tolls = list(told)
    numbers = sorted({t.sentence for t in tolls})
    shown = Counter(name for n in numbers for name in reading.sentences[n].types)
    if shown:
        order = [name for n in numbers for name in reading.sentences[n].types]
        return cast(IncidentType, max(shown, key=lambda name: (shown[name], -order.index(name))))
    return _BY_OUTCOME.get(tolls[0].claim.outcome, _ELSE)


def is_subject(told: Iterable[Told], reading: Reading) -> bool:
    """Whether the dispatch is about the account, or only mentions it: a killing recalled in an obituary or a review."""
    signs = [s.signs for s in reading.sentences]
    violent, calm = sum(s.violent for s in signs), sum(s.calm for s in signs)
    share = sum(s.violent > 0 for s in signs) / len(signs)
    leads = any(t.sentence < _LEAD for t in told)
    return violent > calm and (share >= _SHARE or (leads and share >= _SHARE / 2 and violent > 2 * calm))
