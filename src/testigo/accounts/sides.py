"""The sides of an account: who is said to have done it, how that is known, and whom or what it struck."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

import msgspec

from testigo.accounts.days import Day, days_of
from testigo.model.account import Account, Participant
from testigo.model.actor import Basis, Side, SideKind, meant
from testigo.model.claim import Act, Responsibility, Toll
from testigo.model.dispatch import Span
from testigo.model.reading import Reading
from testigo.model.spans import overlap
from testigo.model.told import Doing, Told
from testigo.packs.actor import registry

ARMED = "armed_group"
REFERENCE: Basis = "reference"
UNNAMED: Basis = "unnamed"
SUSPECTED: Basis = "suspects"
ARREST = "arrest_or_raid"
CLASH = "armed_clash"
_PERSON: SideKind = "person"
_STANDING = {"asserted", "alleged"}
_FIRMEST: tuple[Basis, ...] = ("claimed", "insignia", "blamed", "suspects", "stated", "reference", "unnamed")
"""Of several ways in which a side is known the first one here is shown."""


class Sided(msgspec.Struct, frozen=True):
    """Accounts with their sides, tolls with those who did it, and the doings' claims in their accounts."""

    accounts: tuple[Account, ...]
    tolls: tuple[Toll, ...]
    claims: tuple[Act | Responsibility, ...]


class Known(msgspec.Struct, frozen=True):
    """What decides whom a name means, and a description: the day and the country of the dispatch, and the one armed
    group that it names, if it names one only.
    """

    day: str | None = None
    country: str | None = None
    only: Side | None = None


def country_of(accounts: tuple[Account, ...], reading: Reading) -> str | None:
    """The country of the dispatch: its main account's, else the one that the names of its sides speak for."""
    placed = next((a.place.country for a in accounts if a.place.country), None)
    sides = [side for s in reading.sentences for deed in s.deeds for side in (*deed.by, *deed.on)]
    sides += [side for s in reading.sentences for bond in s.bonds for side in (bond.subject, bond.other)]
    named = [side.senses for side in sides if side.senses]
    return placed or (registry().home(named) if named else None)


def with_sides(
    text: str,
    accounts: tuple[Account, ...],
    tolls: tuple[Toll, ...],
    told: Sequence[Told],
    doings: tuple[Doing, ...],
    reading: Reading,
    anchor: Day,
    country: str | None,
    homes: Sequence[str],
    spots: Container[Span] = (),
) -> Sided:
    """Give every doing to an account and every account its sides; without an account nothing is claimed to be done.

    `homes` is the account of each sentence; `spots` are stretches that mean a place, which nobody's name is.
    """
    if not accounts:
        return Sided(accounts, tolls, ())
    doings = tuple(_without_places(doing, spots) for doing in doings)
    known = _known(text, reading, anchor, country)
    placed = [homes[doing.sentence] for doing in doings]
    own: dict[str, list[Doing]] = {}
    for doing, account_id in zip(doings, placed, strict=True):
        own.setdefault(account_id, []).append(doing)
    made = tuple(_sided(text, account, own.get(account.id, []), known) for account in accounts)
    claims = tuple(_placed(d, home, reading, anchor) for d, home in zip(doings, placed, strict=True))
    sentences = {t.claim.id: t.sentence for t in told}
    called = [(s, t) for t in tolls for s in reading.sentences[sentences[t.id]].doers if t.stance in _STANDING]
    made = tuple(_with_those_called_so(text, account, called, known) for account in made)
    beside: dict[int | None, list[Doing]] = {}
    for doing in doings:
        beside.setdefault(doing.sentence, []).append(doing)
    done = tuple(_done_by(t, beside.get(sentences.get(t.id), ()), text) for t in tolls)
    return Sided(made, done, claims)


def _without_places(doing: Doing, spots: Container[Span]) -> Doing:
    """What was done, without those who are no person but a place of that name."""
    by, on = (
        tuple(s for s in sides if s.kind != _PERSON or s.span not in spots) for sides in (doing.deed.by, doing.deed.on)
    )
    return msgspec.structs.replace(doing, deed=msgspec.structs.replace(doing.deed, by=by, on=on))


def _known(text: str, reading: Reading, anchor: Day, country: str | None) -> Known:
    known = Known(anchor.day.isoformat() if anchor.day else None, country)
    groups: dict[object, Side] = {}
    for side in reading.named:
        actor = meant(side.senses, known.day, country)
        if (actor and registry().actors[actor].type == ARMED) or not side.senses:
            groups.setdefault(_same(text, side, known), side)
    only = next(iter(groups.values())) if len(groups) == 1 else None
    return msgspec.structs.replace(known, only=only)


def _placed(doing: Doing, account: str, reading: Reading, anchor: Day) -> Act | Responsibility:
    claim = doing.claim
    if isinstance(claim, Act):
        time = days_of(reading.sentences[doing.sentence], anchor)
        return msgspec.structs.replace(claim, account=account, time=time)
    return msgspec.structs.replace(claim, account=account)


def _sided(text: str, account: Account, doings: Sequence[Doing], known: Known) -> Account:
    standing = [d for d in doings if d.claim.stance in _STANDING and _of_the_kind(d, account)]
    struck = [(side, d) for d in standing for side in d.deed.on]
    did = _doers(standing)
    did += [(known.only, d) for side, d in did if known.only and side.partisan and not side.senses]
    if account.type == CLASH or any(d.deed.both for d in standing):
        did += [(side, d) for side, d in struck if d.deed.both]
    perpetrators = tuple(_participants(text, did, known, did_it=True))
    targets = tuple(_participants(text, struck, known, did_it=False))
    return msgspec.structs.replace(account, perpetrators=perpetrators, targets=targets)


def _with_those_called_so(text: str, account: Account, called: Iterable[tuple[Side, Toll]], known: Known) -> Account:
    """An account for whose deed nobody is named, with those who are called by it where its people are counted."""
    if account.perpetrators or account.type == ARREST:
        return account
    groups: dict[object, list[tuple[Side, str]]] = {}
    struck = {target.text for target in account.targets}
    for side, toll in called:
        if side.known == SUSPECTED and text[slice(*side.span)] in struck:
            continue  # *two suspects were lynched*: for something else
        if toll.account == account.id:
            groups.setdefault(_same(text, side, known), []).append((side, toll.id))
    doers = tuple(_called_so(text, sides, known) for sides in groups.values())
    return msgspec.structs.replace(account, perpetrators=doers) if doers else account


def _called_so(text: str, sides: Sequence[tuple[Side, str]], known: Known) -> Participant:
    side = max((s for s, _ in sides), key=lambda s: len(text[slice(*s.span)].split()))
    return Participant(
        text=text[slice(*side.span)],
        kind=side.kind,
        actor=meant(side.senses, known.day, known.country),
        basis=UNNAMED,
        claims=tuple(dict.fromkeys(claim for _, claim in sides)),
    )


def _doers(doings: Sequence[Doing]) -> list[tuple[Side, Doing]]:
    """Who did it; where nobody else is said to have, those called by what they did (*the attackers fled*)."""
    did = [(side, d) for d in doings for side in d.deed.by]
    return [one for one in did if one[1].deed.basis != UNNAMED] or did


def _of_the_kind(doing: Doing, account: Account) -> bool:
    """An arrest is what the account is about, or else an answer to it: its sides are not those of the attack."""
    return doing.deed.type != ARREST or account.type == ARREST


def _participants(
    text: str, sides: Iterable[tuple[Side, Doing]], known: Known, *, did_it: bool
) -> Iterator[Participant]:
    """Each side once, in its fullest wording, with every claim that speaks of it."""
    groups: dict[object, list[tuple[Side, Doing]]] = {}
    for side, doing in sides:
        groups.setdefault(_same(text, side, known), []).append((side, doing))
    for members in groups.values():
        side = max((s for s, _ in members), key=lambda s: len(text[slice(*s.span)].split()))
        bases = {REFERENCE if s is known.only else _basis(s, d) for s, d in members}
        yield Participant(
            text=text[slice(*side.span)],
            kind=side.kind,
            actor=meant(side.senses, known.day, known.country),
            basis=min(bases, key=_FIRMEST.index) if did_it else None,
            claims=tuple(dict.fromkeys(d.claim.id for _, d in members)),
        )


def _same(text: str, side: Side, known: Known) -> object:
    """What two wordings of one side share: the actor a name means, else the noun, else the words."""
    actor = meant(side.senses, known.day, known.country)
    if side.kind == "organisation":
        return side.kind, actor or text[slice(*side.span)].casefold()
    return side.kind, side.head or text[slice(*side.span)].casefold()


def _basis(side: Side, doing: Doing) -> Basis:
    return doing.deed.basis if doing.deed.basis != "stated" else side.known


def _done_by(toll: Toll, doings: Iterable[Doing], text: str) -> Toll:
    """The toll with the side that its own sentence says did it."""
    for doing in doings:
        if doing.deed.by and doing.deed.type and any(overlap(side.span, toll.span) for side in doing.deed.on):
            return msgspec.structs.replace(toll, by=text[slice(*doing.deed.by[0].span)])
    return toll
