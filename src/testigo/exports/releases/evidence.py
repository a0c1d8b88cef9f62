"""What two releases tell of why an incident is another one in the newer: its dispatches, its claims, what was ruled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from testigo.exports.releases.change import Cause, CauseCode, cause
from testigo.exports.releases.released import Line, Released, parted
from testigo.ledger.identity import DISPATCH, stem_of
from testigo.ledger.rulings import PERSON
from testigo.model.moment import DAY, instant

_SAID = ("kind", "outcome", "people", "low", "high", "approx", "sex", "age", "part_of", "stance", "reader")
"""What of a claim is the same in every profile."""
_OF_ITS_OWN: frozenset[CauseCode] = frozenset({"dispatches_elsewhere", "dispatches_thrown_out"})
"""What is told of an incident by the reason why it is not counted."""
_OF_DISPATCH = ("published", "lang", "main", "copy_of")


def evidence(old: Released, new: Released, incident: str) -> Iterator[Cause]:
    """Every reason that the tables show for one incident, in a fixed order."""
    yield from _of_dispatches(old, new, incident)
    yield from _of_claims(old, new, incident)
    yield from _of_rulings(old, new, incident)


def _of_dispatches(old: Released, new: Released, incident: str) -> Iterator[Cause]:
    before, now = old.dispatches.get(incident, {}), new.dispatches.get(incident, {})
    found: dict[CauseCode, list[str]] = {}
    for key in sorted(now.keys() - before.keys()):
        if stem_of(key) in old.stems_left_out:
            if incident in old.left_out:
                continue  # that it was not counted is told, and its dispatches were its own
            found.setdefault("dispatches_counted", []).append(key)
        elif key not in old.homes_of_dispatch:
            found.setdefault("new_dispatches", []).append(key)
    for key in sorted(before.keys() - now.keys()):
        code = _why_gone(before[key], new)
        if code and not (code in _OF_ITS_OWN and incident in new.left_out):
            found.setdefault(code, []).append(key)
    for key in sorted(before.keys() & now.keys()):
        if any(before[key][name] != now[key][name] for name in _OF_DISPATCH):
            found.setdefault("dispatches_retold", []).append(key)
    yield from (cause(code, tuple(keys)) for code, keys in found.items())


def _why_gone(dispatch: Line, new: Released) -> CauseCode | None:
    """Why a dispatch tells of an incident no more, as far as the newer release says so."""
    key, day = dispatch["dispatch"], instant(dispatch["published"])[:DAY]
    if key in new.withdrawn:
        return "dispatches_withdrawn"
    if new.release.as_of and day > new.release.as_of:
        return "dispatches_not_known"
    if stem_of(key) in new.rejected:
        return "dispatches_thrown_out"
    return "dispatches_elsewhere" if stem_of(key) in new.stems_left_out else None


def _of_claims(old: Released, new: Released, incident: str) -> Iterator[Cause]:
    before, now = old.claims.get(incident, {}), new.claims.get(incident, {})
    if there := {old.home_of_claim.get(claim, incident) for claim in now} - {incident}:
        yield cause("joined", tuple(sorted(there)))
    if there := {new.home_of_claim.get(claim, incident) for claim in before} - {incident}:
        yield cause("parted", tuple(sorted(there)))
    shared = old.dispatches.get(incident, {}).keys() & new.dispatches.get(incident, {}).keys()
    lost = [c for c in sorted(before) if c not in new.home_of_claim and DISPATCH + stem_of(c) in shared]
    found = [c for c in sorted(now) if c not in old.home_of_claim and DISPATCH + stem_of(c) in shared]
    both = [c for c in sorted(before.keys() & now.keys()) if _said(before[c]) != _said(now[c])]
    rejected = [claim for claim in lost if _rejected(new, claim)]
    restored = [claim for claim in found if _rejected(old, claim)]
    corrected = [claim for claim in both if PERSON in (before[claim]["reader"], now[claim]["reader"])]
    adopted = [claim for claim in found if claim in new.adopted and claim not in restored]
    ruled = {*rejected, *restored, *corrected, *old.adopted, *new.adopted}
    anew = sorted({*lost, *found, *both} - ruled)
    told: tuple[tuple[CauseCode, list[str]], ...] = (
        ("claims_rejected", rejected),
        ("claims_restored", restored),
        ("claims_adopted", adopted),
        ("claims_corrected", corrected),
        ("claims_read_anew", anew if old.release.readers != new.release.readers else []),
    )
    yield from (cause(code, tuple(claims)) for code, claims in told if claims)


def _said(claim: Line) -> tuple[str, ...]:
    return tuple(claim[name] for name in _SAID)


def _rejected(release: Released, claim: str) -> bool:
    return bool({claim, stem_of(claim)} & release.rejected)


def _of_rulings(old: Released, new: Released, incident: str) -> Iterator[Cause]:
    """Rulings that one of the releases knows and the other does not, on accounts of the incident."""
    all_of_them = {**old.rulings, **new.rulings}
    of_one = [all_of_them[key] for key in old.rulings.keys() ^ new.rulings.keys()]
    for line in sorted(of_one, key=lambda line: int(line["number"])):
        accounts = parted(line["accounts"])
        if incident in _meant(old, accounts) | _meant(new, accounts):
            yield ruling(line["kind"], int(line["number"]), parted(line["about"]), (line["author"], line["reason"]))


def ruling(kind: str, number: int, about: Iterable[str], words: tuple[str, str] = ("", "")) -> Cause:
    """What a person ruled as a reason; `words` are who and why, empty where a release does not show them.

    >>> ruling("merge", 2, ["i1", "i2"], ("Ana", "one raid")).sentence
    'a person ruled: merge (ruling 2), by Ana: one raid'
    """
    author, reason = words
    told = f"{kind} (ruling {number})" + (f", by {author}: {reason}" if reason else "")
    return msgspec.structs.replace(cause("ruling", tuple(about), kind=told), ruling=number)


def _meant(release: Released, accounts: Iterable[str]) -> set[str | None]:
    """The incidents that accounts are of; of one that an older reading told, those of its dispatch."""
    found: set[str | None] = set()
    for account in accounts:
        meant = release.meant(account)
        found |= {meant} if meant else release.homes_of_dispatch.get(DISPATCH + stem_of(account), set())
    return found
