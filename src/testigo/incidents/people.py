"""Who counts under a policy: the classes of the ledger as the policy takes them, and the total of those who are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from testigo.incidents.figures import ALL
from testigo.incidents.reconcile import bounds_of
from testigo.incidents.scopes import Scopes
from testigo.model.incident import Bounds, Flag, OutcomeToll
from testigo.model.policy import REST, Policy, WhoCounts

CIVILIANS = "civilians"
ATTACKERS = "armed_group"
POLICE = "police"
NOBODY = Bounds(low=0, best=0, high=0)


class Counts(msgspec.Struct, frozen=True):
    """An outcome under a policy: `whole` of everybody, `classes` as the policy takes people, `rest` of no class."""

    whole: Bounds
    classes: Mapping[str, Bounds]
    rest: Bounds

    def of(self, people: Iterable[str]) -> Bounds | None:
        """The sum of some classes; `unknown` are those of no class. None where nothing is told of any of them, which is
        0 only where the other classes leave nobody.
        """
        asked = tuple(people)
        found = [self.classes[name] for name in asked if name in self.classes]
        if REST in asked:
            found.append(self.rest)
        if found:
            return added(found)
        covered = self.classes and self.rest.high == 0
        return msgspec.structs.replace(NOBODY, claims=self.whole.claims, why=("parts_leave_none",)) if covered else None


def counts_of(scopes: Scopes, outcome: str, policy: Policy) -> Counts:
    """The reconciled figures of an outcome, the classes taken as the policy takes them."""
    rule = policy.conflict.rule
    raw: list[Bounds] = []
    classes: dict[str, Bounds] = {}
    for people in scopes.classes(outcome):
        taken, standing = taken_for(people, policy.people), scopes.by[outcome, people]
        rules = (*standing.rules, f"{people}_as_civilians") if taken != people else standing.rules
        bounds = bounds_of(standing.present, rule, also=rules)
        raw.append(bounds)
        classes[taken] = added([classes[taken], bounds]) if taken in classes else bounds
    parts, standing = sum([bounds.best for bounds in raw]), scopes.by[outcome, ALL]
    whole = bounds_of(standing.present, rule, parts if len(raw) > 1 else None, standing.rules)
    return Counts(whole, dict(sorted(classes.items())), _rest(whole, raw))


def taken_for(people: str, who: WhoCounts) -> str:
    """The class that a policy takes people for.

    >>> from testigo.packs.policy import policy
    >>> [taken_for("police", policy(name).people) for name in ("ibc-like", "ucdp-like")]
    ['civilians', 'police']
    """
    civil = people in who.as_civilians or (people == POLICE and who.police_as_civilians)
    return CIVILIANS if civil else people


def _rest(whole: Bounds, classes: Sequence[Bounds]) -> Bounds:
    """Those of the whole whom no class names. Where only some are classed, who the others are is not known."""
    named = sum([bounds.best for bounds in classes])
    most = sum([bounds.best if bounds.high is None else bounds.high for bounds in classes])
    best = max(0, whole.best - named)
    highest = None if whole.high is None else max(best, whole.high - most)
    lowest = min(best, max(0, whole.low - named))
    return Bounds(low=lowest, best=best, high=highest, claims=whole.claims, why=("whole_less_its_classes",))


def added(bounds: Iterable[Bounds]) -> Bounds:
    """The sum of figures of different people.

    >>> added([Bounds(low=1, best=2, high=2), Bounds(low=4, best=4, high=None)]).high is None
    True
    """
    some = tuple(bounds)
    if len(some) == 1:
        return some[0]
    highs = [b.high for b in some]
    return Bounds(
        low=sum(b.low for b in some),
        best=sum(b.best for b in some),
        high=None if None in highs else sum(h for h in highs if h is not None),
        claims=tuple(dict.fromkeys(claim for b in some for claim in b.claims)),
        why=tuple(dict.fromkeys((*(rule for b in some for rule in b.why), "sum_of_classes"))),
    )


def toll_of(counts: Counts, who: WhoCounts) -> OutcomeToll | None:
    """The total of those who count, with every class beside it; None where nothing is told of them."""
    total = total_of(counts, who)
    if total is None:
        return None
    by_people = dict(counts.classes)
    return OutcomeToll(
        low=total.low, best=total.best, high=total.high, claims=total.claims, why=total.why, by_people=by_people
    )


def total_of(counts: Counts, who: WhoCounts) -> Bounds | None:
    """The people who count, added up: everybody, everybody but the attackers, or some classes."""
    if not who.count and who.perpetrators:
        return counts.whole
    asked: Iterable[str] = who.count or counts.classes
    inside = tuple(people for people in asked if who.perpetrators or people != ATTACKERS)
    if who.unclassed == "in":
        return counts.of((*inside, REST))
    total = counts.of(inside)
    if who.unclassed == "out" or counts.rest.high == 0:
        return total
    top = None if counts.rest.high is None or total is None or total.high is None else total.high + counts.rest.high
    if total is None:  # nobody is classed, so anybody may be one of them
        return msgspec.structs.replace(counts.rest, low=0, best=0, why=("perhaps_some_of_no_class",))
    return msgspec.structs.replace(total, high=top, why=(*total.why, "perhaps_some_of_no_class"))


def exceeding(scopes: Scopes, outcome: str, counts: Counts) -> tuple[Flag, ...]:
    """A flag where the classes are more than the whole: shown, never mended."""
    parts = sum(bounds.best for bounds in counts.classes.values())
    if counts.whole.high is None or parts <= counts.whole.high:
        return ()
    last = max(scopes.by[outcome, ALL].present, key=lambda f: (f.at, f.telling))
    message = f"{outcome}: the classes add up to {parts}, the whole is {counts.whole.best}"
    claims = tuple(dict.fromkeys(claim for bounds in counts.classes.values() for claim in bounds.claims))
    return (Flag(code="parts_exceed_whole", dispatch_id=last.dispatch, message=message, claims=claims),)
