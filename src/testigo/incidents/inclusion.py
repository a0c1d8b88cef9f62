"""Whether an incident is in under a policy, and the reason where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testigo.incidents.voices import carrier
from testigo.model.account import Participant
from testigo.model.incident import Circumstances, OutcomeToll, Reason
from testigo.model.policy import Policy, ReasonCode
from testigo.model.telling import Telling
from testigo.packs.actor import registry

PROVISIONAL: ReasonCode = "provisional"


def reason(code: ReasonCode, policy: Policy) -> Reason:
    """A reason with the policy's sentence for it."""
    return Reason(code=code, sentence=policy.reasons.get(code, code))


def reasons_of(
    policy: Policy, what: Circumstances, killed: OutcomeToll | None, tellings: Sequence[Telling]
) -> tuple[Reason, ...]:
    """Why the incident as a whole is out, or provisional; none where it is in."""
    asked = policy.inclusion
    found: list[ReasonCode] = []
    if asked.types and what.type not in asked.types:
        found.append("type_not_coded")
    if (killed.best if killed else 0) < asked.deaths:
        found.append("too_few_deaths")
    if asked.voices > 1 and len({carrier(telling) for telling in tellings}) < asked.voices:
        found.append(PROVISIONAL)
    return tuple([reason(code, policy) for code in found])


def is_out(reasons: Iterable[Reason]) -> bool:
    """Whether one of the reasons excludes; an entry that is provisional is in."""
    return any(each.code != PROVISIONAL for each in reasons)


def is_political(perpetrators: Iterable[Participant], natures: Sequence[str]) -> bool:
    """Whether a side is an armed group whose nature is to fight over government or territory, as the registry of actors
    has it. Nothing else in a dispatch is taken for a stated incompatibility.
    """
    actors = registry().actors
    return any(p.actor in actors and actors[p.actor].nature in natures for p in perpetrators if p.actor)
