"""Who is on which side of an incident, as far as its accounts say."""

from __future__ import annotations

from collections.abc import Iterator

from testigo.exports.entry import Entry
from testigo.model.claim import Response
from testigo.packs.actor import Actor, named_in, registry

ATTACKERS, CIVILIANS = "armed_group", "civilians"
FORCES = ("police", "military", "other_security")
UNARMED = ("civilians", "officials", "journalists", "aid_workers", "prisoners")
_HURT = ("killed", "injured", "abducted")


def doers(entry: Entry) -> list[Actor]:
    """Actors of the registry who are said to have done it."""
    known = registry().actors
    return [known[side.actor] for side in entry.incident.perpetrators if side.actor and side.actor in known]


def groups(entry: Entry) -> list[Actor]:
    """Armed groups among the doers."""
    return [actor for actor in doers(entry) if actor.type == ATTACKERS]


def forces(entry: Entry) -> list[Actor]:
    """Forces of a state among the doers."""
    return [actor for actor in doers(entry) if actor.type != ATTACKERS]


def hurt(entry: Entry, *outcomes: str) -> list[str]:
    """Classes of people that were hurt, those with most of them first; those who attack are none of them."""
    told: dict[str, int] = {}
    for outcome in outcomes or _HURT:
        toll = entry.incident.toll.get(outcome)
        for people, found in toll.by_people.items() if toll else ():
            if people in (*FORCES, *UNARMED) and found.best:
                told[people] = told.get(people, 0) + found.best
    return sorted(told, key=lambda people: (-told[people], people))


def answering(entry: Entry) -> Iterator[Actor]:
    """Forces of the country that answered it, by the words of responses that name them, each once."""
    place = entry.incident.place
    seen: set[str] = set()
    for telling, claim in entry.claims():
        if isinstance(claim, Response):
            for actor in named_in(f"{claim.actor or ''} {claim.text}", telling.at, place.country):
                if actor.type != ATTACKERS and actor.id not in seen:
                    seen.add(actor.id)
                    yield actor
