"""What an exporter is given: an incident as a policy counts it, with the tellings that stand behind it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from testigo.model.claim import AnyClaim
from testigo.model.incident import Incident
from testigo.model.policy import ReasonCode
from testigo.model.telling import Telling


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An incident and its tellings in order of publication.

    `exports.shown` makes one that holds no more than its readers may see, so that no exporter can print more.
    """

    incident: Incident
    tellings: tuple[Telling, ...]

    def claims(self) -> Iterator[tuple[Telling, AnyClaim]]:
        """Every claim with the telling that it stands in."""
        return ((telling, claim) for telling in self.tellings for claim in telling.claims)


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Something of an incident that is no row of an export, and why, as a code and in a sentence.

    `part` names the row that it would have been, empty for all of the incident.
    """

    incident_id: str
    part: str = ""
    code: ReasonCode | str
    sentence: str
