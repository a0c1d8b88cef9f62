"""What stands of an incident's figures, outcome by outcome and class by class, with what one class tells of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from testigo.incidents.contradictions import UNARMED, contradictions
from testigo.incidents.figures import ALL, Figure, figures_of
from testigo.incidents.standing import Denial, Left, Standing, standing
from testigo.incidents.voices import voice_of
from testigo.model.claim import Toll
from testigo.model.incident import Flag
from testigo.model.moment import instant
from testigo.model.policy import Policy
from testigo.model.telling import Telling

DENIED = "denied"


class Scopes(msgspec.Struct, frozen=True):
    """Of every outcome and class what stands, and what a person should look at."""

    by: Mapping[tuple[str, str], Standing]
    flags: tuple[Flag, ...]

    def outcomes(self) -> tuple[str, ...]:
        """Outcomes of which a figure stands, in the order of their names."""
        return tuple(
            sorted({outcome for (outcome, people), found in self.by.items() if people == ALL and found.present})
        )

    def classes(self, outcome: str) -> tuple[str, ...]:
        """Classes of people of an outcome of which a figure stands, in the order of their names."""
        named = (people for (of, people), found in self.by.items() if of == outcome and found.present)
        return tuple(sorted(people for people in named if people != ALL))


class Heard(msgspec.Struct, frozen=True):
    """What one telling counts, and what it denies."""

    figures: tuple[Figure, ...]
    denials: tuple[Denial, ...]


def hear(telling: Telling, policy: Policy) -> Heard:
    """A telling under a policy's words and bounds."""
    return Heard(figures_of(telling, policy), tuple(_denials(telling, policy)))


def scopes_of(heard: Iterable[Heard], policy: Policy) -> Scopes:
    """What stands of all that was heard of an incident, whose tellings are in the order of time."""
    told = tuple(heard)
    figures = tuple(figure for each in told for figure in each.figures)
    denials = tuple(denial for each in told for denial in each.denials)
    found = contradictions(figures)
    already: Left = {c.leaves: "category_contradiction" for c in found}
    already.update(_without_them(figures))
    already.update(_named_otherwise(figures, already))
    return _all_scopes(figures, denials, already, [c.flag() for c in found], policy.conflict.stale_days)


def _all_scopes(
    figures: Sequence[Figure], denials: Sequence[Denial], already: Left, flags: list[Flag], days: int
) -> Scopes:
    by: dict[tuple[str, str], Standing] = {}
    # classes come before the whole: a whole of which one part is an old figure is an old one too
    for scope in sorted({(f.outcome, f.people) for f in figures}, key=lambda scope: (scope[1] == ALL, scope)):
        of_scope = tuple(f for f in figures if (f.outcome, f.people) == scope)
        if scope[1] == ALL:
            sums = _of_stale_parts(of_scope, by)
            already.update(dict.fromkeys(sums, "stale_repeat"))
            already.update(_without_attackers(of_scope, by))
            flags += sums.values()
        by[scope] = standing(of_scope, [d for d in denials if d.outcome == scope[0]], already, days)
        flags += by[scope].flags
    return Scopes(by, _once(flags))


def _denials(telling: Telling, policy: Policy) -> Iterable[Denial]:
    for claim in telling.claims:
        if isinstance(claim, Toll) and claim.stance == DENIED and claim.account == telling.account.id:
            voice = voice_of([claim], telling, policy.conflict)
            yield Denial(claim.outcome, claim.count.low, voice.key, voice.nearness, instant(telling.at))


def _without_them(figures: Iterable[Figure]) -> Left:
    """Figures of a class that the same voice later leaves out of a list that adds up to its whole: there are none."""
    listed: dict[tuple[str, str], list[Figure]] = {}
    for f in figures:
        if f.breakdown:
            listed.setdefault((f.outcome, f.voice.key), []).append(f)
    classed = (f for f in figures if f.people != ALL)
    return {
        f: "not_in_later_breakdown"
        for f in classed
        if any(k.at > f.at and f.people not in k.breakdown for k in listed.get((f.outcome, f.voice.key), ()))
    }


def _named_otherwise(figures: Sequence[Figure], gone: Mapping[Figure, str]) -> Left:
    """Unarmed people told later under another unarmed class (*two civilians*, then *two town clerks*): the same number,
    never both in one telling, and with both the parts are more than any whole.
    """
    unarmed = [f for f in figures if f.people in UNARMED and f not in gone and f.best]
    if len({f.people for f in unarmed}) < 2:
        return {}
    told: dict[tuple[str, str], set[str]] = {}
    for f in figures:
        told.setdefault((f.outcome, f.people), set()).add(f.telling)
    over = {outcome for outcome in {f.outcome for f in unarmed} if _exceeds(figures, outcome)}
    return {
        f: "named_otherwise_later"
        for f in unarmed
        if f.outcome in over
        and any(_renames(k, f) and told[f.outcome, f.people].isdisjoint(told[k.outcome, k.people]) for k in unarmed)
    }


def _exceeds(figures: Iterable[Figure], outcome: str) -> bool:
    """Whether the latest figures of all classes are together more than any whole."""
    latest: dict[str, Figure] = {}
    most = 0
    for f in figures:
        if f.outcome == outcome and f.people == ALL:
            most = max(most, f.best)
        elif f.outcome == outcome:
            latest[f.people] = max(latest.get(f.people, f), f, key=lambda k: (k.at, k.telling))
    return sum(f.best for f in latest.values()) > most


def _renames(later: Figure, earlier: Figure) -> bool:
    same = (later.outcome, later.best) == (earlier.outcome, earlier.best)
    return same and later.people != earlier.people and later.at > earlier.at


def _of_stale_parts(wholes: Iterable[Figure], by: Mapping[tuple[str, str], Standing]) -> dict[Figure, Flag]:
    """Wholes in the wire's own voice with an old figure among their parts: an old count, or a sum of old and new."""
    stale = {
        (f.telling, f.outcome): f
        for found in by.values()
        for f, rule in found.left.items()
        if rule == "stale_repeat" and f.voice.own
    }
    found: dict[Figure, Flag] = {}
    for f in wholes:
        part = stale.get((f.telling, f.outcome))
        if part and f.voice.own:
            message = f"{f.best} {f.outcome} with {part.best} of {part.people}, a figure replaced before"
            claims = (*f.claims, *part.claims)
            found[f] = Flag(code="stale_repeat", dispatch_id=f.dispatch, message=message, claims=claims)
    return found


def _without_attackers(wholes: Sequence[Figure], by: Mapping[tuple[str, str], Standing]) -> Left:
    """Wholes that are another one without the attackers: the same count worded twice (4)."""
    if not wholes:
        return {}
    attackers = by.get((wholes[0].outcome, "armed_group"))
    less = {f.best for f in attackers.present} if attackers else set()
    return {
        f: "told_without_attackers"
        for f in wholes
        if "armed_group" not in f.breakdown
        and any(k.best - n == f.best for k in wholes for n in less if n and "armed_group" in k.breakdown)
    }


def _once(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """One flag for each code and dispatch: that of the whole, which comes last, with the claims of all."""
    kept: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        key = (flag.code, flag.dispatch_id)
        before = kept[key].claims if key in kept else ()
        kept[key] = msgspec.structs.replace(flag, claims=tuple(dict.fromkeys((*before, *flag.claims))))
    return tuple(kept[key] for key in sorted(kept))
