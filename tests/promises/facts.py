"""What is read of a dispatch, as short facts that a page can print beside its sentence.

>>> facts(Dispatch(id="d", text="Two nurses were killed in the attack, police said.", lang="en"))[:2]
['killed 2 civilians', 'by police']
"""

from __future__ import annotations

from collections.abc import Iterator

from testigo import Account, Claim, Dispatch, Tally, Toll, read_dispatch
from testigo.model.circumstance import Place
from testigo.model.claim import Act, Count, Force, Lineage, Motive, Response, Responsibility


def facts(dispatch: Dispatch) -> list[str]:
    """All that a page may say of the reading of a dispatch."""
    record = read_dispatch(dispatch)
    found = [fact for claim in record.claims for fact in (_kind(claim), *_head(claim))]
    return [*found, *_parts(record.claims), *(fact for account in record.accounts for fact in _account(account))]


def bounds(count: Count) -> str:
    """A count as a page writes it: `3`, `60+`, `~100`, `0–5`."""
    if count.high is None:
        return f"{count.low}+"
    if count.low != count.high:
        return f"{count.low}–{count.high}"
    return f"{'~' if count.approx else ''}{count.low}"


def _kind(claim: Claim) -> str:
    match claim:
        case Toll():
            more = " ".join(filter(None, (claim.sex, claim.age, claim.nationality)))
            return f"{claim.outcome} {bounds(claim.count)} {claim.people} {more}".strip()
        case Force():
            return f"force {bounds(claim.count)} {claim.side}"
        case Tally():
            return f"tally {claim.measure} {bounds(claim.count)} from {claim.period.start}"
        case Act():
            return f"act {claim.type}"
        case Lineage():
            return f"lineage {claim.relation}"
        case Responsibility():
            return f"responsibility {claim.basis}"
        case Motive():
            return f"motive “{claim.text}”"
        case Response():
            return f"response “{claim.text}”"
    raise TypeError(claim)


def _head(claim: Claim) -> Iterator[str]:
    yield from (f"by {speaker.kind}" for speaker in claim.attribution)
    yield f"stance {claim.stance}"
    yield f"scope {claim.scope_confidence}"


def _parts(claims: tuple[Claim, ...]) -> Iterator[str]:
    counts = {claim.id: bounds(claim.count) for claim in claims if isinstance(claim, Toll)}
    for claim in claims:
        if isinstance(claim, Toll) and claim.part_of:
            yield f"{counts[claim.id]} of {counts[claim.part_of]}"


def _account(account: Account) -> Iterator[str]:
    yield f"type {account.type}"
    yield f"day {_days(account)} {account.date_precision}".replace("None ", "")
    yield _place(account.place)
    for side in account.perpetrators:
        yield f"perpetrator {side.kind}"
        yield f"known {side.basis}"
    yield from (f"target {target.kind}" for target in account.targets)
    yield from (f"check {check.kind} {'holds' if check.holds else 'fails'}" for check in account.checks)


def _days(account: Account) -> str:
    return f"{account.start}" if account.start == account.end else f"{account.start} to {account.end}"


def _place(place: Place) -> str:
    named = ", ".join(filter(None, (place.name, place.country)))
    return f"place {named} {place.precision}".replace("  ", " ")
