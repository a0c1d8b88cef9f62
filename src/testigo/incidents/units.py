"""The rows that a dataset would have of an incident under a policy: incidents, dyads, days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from testigo.incidents.captives import ABDUCTED, KILLED
from testigo.incidents.inclusion import is_out, is_political, reason
from testigo.incidents.people import ATTACKERS, CIVILIANS, NOBODY, POLICE, Counts, total_of
from testigo.model.incident import Bounds, Circumstances, Reason, Unit
from testigo.model.policy import CountRule, Policy, UnitRule
from testigo.packs.actor import registry

FORCES = (POLICE, "military", "other_security")
_DAYS = frozenset({"hour", "day", "few_days"})
_VAGUER_THAN_A_MONTH = frozenset({"year", "more", "unknown"})
_MOST_DAYS = 31
"""More days than these are no course of days that a total is divided over."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What the units of an incident are made of.

    `captives` are people abducted and then killed, None where no text says so; `doers` are claims of which the text
    says who did it; `reasons` are those of the incident.
    """

    policy: Policy
    what: Circumstances
    counts: Mapping[str, Counts]
    captives: Bounds | None
    doers: frozenset[str]
    reasons: tuple[Reason, ...] = ()

    def told(self, outcome: str, people: str) -> int:
        """The best figure of a class, 0 where there is none."""
        counts = self.counts.get(outcome)
        return counts.classes[people].best if counts and people in counts.classes else 0

    @property
    def two_sided(self) -> bool:
        """Whether two sides fought: both have dead, or most accounts call it a clash."""
        forces = any(self.told(KILLED, people) for people in FORCES)
        return self.what.type == "armed_clash" or (forces and self.told(KILLED, ATTACKERS) > 0)

    @property
    def groups(self) -> tuple[str, ...]:
        """Armed groups of the registry among the perpetrators, by their names there."""
        actors = registry().actors
        ids = dict.fromkeys(p.actor for p in self.what.perpetrators if p.actor in actors)
        return tuple(actors[i].name for i in ids if i and actors[i].type == ATTACKERS)


def units_of(case: Case) -> tuple[Unit, ...]:
    """Every unit that the policy's rules make of an incident, also those that are out."""
    rules = {count.name: count for count in reversed(case.policy.counts)}
    return tuple([unit for rule in case.policy.units if _applies(rule, case) for unit in _made(rule, rules, case)])


def _applies(rule: UnitRule, case: Case) -> bool:
    dead_captives = case.captives.best if case.captives else 0
    match rule.scope:
        case "incident":
            return True
        case "state_dyad":
            return case.two_sided and len(case.groups) < 2
        case "rival_dyad":
            return len(case.groups) > 1 and not any(case.told(KILLED, people) for people in FORCES)
        case "one_sided":
            return case.told(KILLED, CIVILIANS) > 0 or not case.two_sided
        case "clash":
            return case.two_sided
        case "attack":
            return not case.two_sided
        case "captives_killed":
            return case.policy.captives.then_killed == "own_unit" and dead_captives > 0
        case "captives":
            return ABDUCTED in case.counts and case.counts[ABDUCTED].whole.best > dead_captives


def _made(rule: UnitRule, rules: Mapping[str, CountRule], case: Case) -> Iterator[Unit]:
    counts = {name: _count(rules[name], rule, case) for name in rule.counts}
    reasons = _reasons(rule, case)
    what = case.what
    unit = Unit(
        name=rule.name,
        kind=rule.kind,
        scope=rule.scope,
        included=not is_out((*case.reasons, *reasons)),
        reasons=reasons,
        start=what.start,
        end=what.end,
        sides=_sides(rule, case),
        counts=counts,
    )
    single = rule.scope in {"captives", "captives_killed"}
    days = () if single or rule.kind != "event_day" or case.policy.days.split != "evenly" else _course(what)
    yield from _split(unit, days) if len(days) > 1 else (unit,)


def _count(asked: CountRule, rule: UnitRule, case: Case) -> Bounds | None:
    """A number of a unit; blank or 0 where nobody states it, as the policy has it."""
    found = _bounds(asked, rule, case)
    if found is None:
        return msgspec.structs.replace(NOBODY, why=("not_stated_is_zero",)) if _zero(case) else None
    if asked.bound == "range":
        return found
    chosen = {"low": found.low, "best": found.best, "high": found.high}[asked.bound]
    if chosen is None:  # a number that has to be one stays open at the top
        return msgspec.structs.replace(found, low=found.best)
    return msgspec.structs.replace(found, low=chosen, best=chosen, high=chosen)


def _zero(case: Case) -> bool:
    return case.policy.not_stated.written == "zero"


def _bounds(asked: CountRule, rule: UnitRule, case: Case) -> Bounds | None:
    if rule.scope == "captives":
        return msgspec.structs.replace(NOBODY, why=("abduction_has_no_deaths",))
    if rule.scope == "captives_killed":
        return case.captives
    counts = case.counts.get(asked.outcome)
    if counts is None:
        return None
    found = counts.of(asked.people) if asked.people else total_of(counts, case.policy.people)
    if found is None:
        return None
    if case.captives and case.policy.captives.then_killed == "own_unit" and asked.outcome == KILLED:
        found = less(found, case.captives.best)
    if rule.doer and not case.doers.intersection(found.claims):
        found = msgspec.structs.replace(found, low=0, why=(*found.why, "doer_not_stated"))
    return found


def less(found: Bounds, captives: int) -> Bounds:
    """A figure without the captives who were killed, where these are counted elsewhere.

    >>> less(Bounds(low=20, best=22, high=None), 2).best
    20
    """
    high = None if found.high is None else max(0, found.high - captives)
    low, best = max(0, found.low - captives), max(0, found.best - captives)
    return msgspec.structs.replace(found, low=low, best=best, high=high, why=(*found.why, "captives_apart"))


def _reasons(rule: UnitRule, case: Case) -> tuple[Reason, ...]:
    policy, what = case.policy, case.what
    found: list[Reason] = []
    asked = rule.incompatibility and policy.inclusion.incompatibility
    if asked and not is_political(what.perpetrators, policy.inclusion.natures):
        found.append(reason("no_stated_incompatibility", policy))
    if rule.yearly and policy.inclusion.yearly:
        found.append(reason("too_few_in_the_year", policy))
    if rule.kind == "event_day" and (what.start is None or what.date_precision in _VAGUER_THAN_A_MONTH):
        found.append(reason("no_day", policy))
    return tuple(found)


def _sides(rule: UnitRule, case: Case) -> tuple[str, ...]:
    """Armed groups by their names in the registry, else by their class; those who met it by theirs."""
    groups = case.groups or (ATTACKERS,)
    if rule.scope in {"state_dyad", "clash"}:
        return (*(people for people in FORCES if case.told(KILLED, people)), *groups)
    if rule.scope == "rival_dyad":
        return groups
    return (*groups, CIVILIANS) if rule.scope in {"one_sided", "captives", "captives_killed"} else ()


def _course(what: Circumstances) -> tuple[str, ...]:
    """The days of an incident, where it is known to the day."""
    if what.start is None or what.date_precision not in _DAYS:
        return ()
    first, last = date.fromisoformat(what.start), date.fromisoformat(what.end or what.start)
    length = (last - first).days + 1
    return tuple((first + timedelta(n)).isoformat() for n in range(length)) if length <= _MOST_DAYS else ()


def _split(unit: Unit, days: Sequence[str]) -> Iterator[Unit]:
    for number, day in enumerate(days):
        counts = {name: _share(bounds, number, len(days)) for name, bounds in unit.counts.items()}
        yield msgspec.structs.replace(unit, start=day, end=day, counts=counts)


def _share(bounds: Bounds | None, number: int, days: int) -> Bounds | None:
    """The part of one day, the odd ones on the first days."""
    if bounds is None:
        return None
    low, best = _part(bounds.low, number, days), _part(bounds.best, number, days)
    high = None if bounds.high is None else _part(bounds.high, number, days)
    return msgspec.structs.replace(bounds, low=low, best=best, high=high, why=(*bounds.why, "divided_over_days"))


def _part(total: int, number: int, days: int) -> int:
    """One day's part of a total.

    >>> [_part(22, number, 3) for number in range(3)]
    [8, 7, 7]
    """
    return total // days + (number < total % days)
