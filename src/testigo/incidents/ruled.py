"""An incident of the ledger as a policy counts it, with what people ruled."""

from __future__ import annotations

from msgspec.structs import replace

from testigo.incidents.incident import incident_of
from testigo.ledger.shelf import Known
from testigo.model.incident import Incident, Reason
from testigo.model.policy import Policy


def ruled(known: Known, policy: Policy, as_of: str | None = None) -> Incident | None:
    """The incident counted under a policy; one that a person threw out is out, and says so first.

    None where nobody had told of it by the day, or every dispatch that tells of it was withdrawn.
    """
    incident = incident_of(known.id, known.tellings, policy, as_of)
    if incident is None or known.rejected is None:
        return incident
    thrown = Reason(code="rejected", sentence=known.rejected)
    return replace(incident, included=False, reasons=(thrown, *incident.reasons))
