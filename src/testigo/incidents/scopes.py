"""What stands of an incident's figures, outcome by outcome and class by class, with what one class tells of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from testigo.incidents.captives import KILLED, captives_killed
from testigo.incidents.contradictions import UNARMED, contradictions
from testigo.incidents.died import INJURED, NOBODY_DIED, Wounded, without_the_dead
from testigo.incidents.figures import ALL, STANDING, Figure, figures_of
from testigo.incidents.reconcile import bounds_of
from testigo.incidents.standing import Denial, Left, Scope, Standing
from testigo.incidents.voices import voice_of
from testigo.model.claim import Toll
from testigo.model.incident import Bounds, Flag
from testigo.model.moment import instant
from testigo.model.policy import Policy
from testigo.model.telling import Telling

Kin = tuple[str, ...]
_MORTAL = (KILLED, INJURED)
ATTACKERS = "armed_group"
DENIED = "denied"


class Scopes(msgspec.Struct, frozen=True):
    """Of every outcome and class what stands, and what a person should look at."""

    by: Mapping[tuple[str, str], Standing]
    flags: tuple[Flag, ...]

    def outcomes(self) -> tuple[str, ...]:
        """Outcomes of which a figure stands, in the order of their names."""
        return tuple(
            sorted([outcome for (outcome, people), found in self.by.items() if people == ALL and found.present])
        )

    def classes(self, outcome: str) -> tuple[str, ...]:
        """Classes of people of an outcome of which a figure stands, in the order of their names."""
        named = [people for (of, people), found in self.by.items() if of == outcome and found.present]
        return tuple(sorted([people for people in named if people != ALL]))


class Heard(msgspec.Struct, frozen=True):
    """What one telling counts, what it denies, and how many captives it says were killed."""

    figures: tuple[Figure, ...]
    denials: tuple[Denial, ...]
    captives: Bounds | None = None

    @property
    def plain(self) -> Mapping[tuple[str, str], Figure] | None:
        """The one figure of each outcome and class, where the telling denies nothing and gives no second one."""
        figures = {(f.outcome, f.people): f for f in self.figures}
        return None if self.denials or len(figures) < len(self.figures) else figures


def hear(telling: Telling, policy: Policy) -> Heard:
    """A telling under a policy's words and bounds: the tolls of its account that are said to be so, or not to be."""
    own = [claim for claim in telling.claims if isinstance(claim, Toll) and claim.account == telling.account.id]
    tolls = [toll for toll in own if toll.stance in STANDING]
    denials = [_denial(toll, telling, policy) for toll in own if toll.stance == DENIED]
    return Heard(figures_of(tolls, telling, policy), tuple(denials), captives_killed(tolls))


def kins_in(heard: Heard) -> tuple[Kin, ...]:
    """The outcomes that a telling counts or denies, each with those that decide about it or it about: the dead about
    the wounded, and else none about another.
    """
    told = [figure.outcome for figure in heard.figures] + [denial.outcome for denial in heard.denials]
    return tuple(dict.fromkeys(_MORTAL if outcome in _MORTAL else (outcome,) for outcome in told))


def of_kin(heard: Heard, kin: Kin) -> Heard:
    """What a telling says of outcomes of which one decides about the other."""
    return Heard(
        tuple(figure for figure in heard.figures if figure.outcome in kin),
        tuple(denial for denial in heard.denials if denial.outcome in kin),
    )


def scopes_of(heard: Sequence[Heard], policy: Policy) -> Scopes:
    """What stands of all that was heard of an incident, whose tellings are in the order of time: all of it where there
    is but one telling, and a plain one.
    """
    figures = heard[0].plain if len(heard) == 1 else None
    if figures is not None:
        return Scopes({scope: Standing((figure,), {}, ()) for scope, figure in figures.items()}, ())
    story = Story(policy)
    for each in heard:
        story.add(each)
    return story.scopes()


class Story:
    """What is heard of an incident, telling by telling in the order of time; after each it says what stands."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._figures: dict[str, list[Figure]] = {}
        self._denials: list[Denial] = []
        self._scopes: dict[tuple[str, str], Scope] = {}

    def add(self, heard: Heard) -> None:
        """One more telling."""
        self._denials += heard.denials
        for f in heard.figures:
            self._figures.setdefault(f.outcome, []).append(f)
            scope = self._scopes.get((f.outcome, f.people))
            if scope is None:
                scope = self._scopes[f.outcome, f.people] = self._fresh()
            scope.add(f)

    def scopes(self) -> Scopes:
        """What stands now, of the wounded when it is known who died."""
        by: dict[tuple[str, str], Standing] = {}
        flags: list[Flag] = []
        for outcome in sorted(self._figures, key=lambda name: (name != KILLED, name)):
            flags += self._stand(outcome, by)
        return Scopes(by, _once(flags))

    def _stand(self, outcome: str, by: dict[tuple[str, str], Standing]) -> list[Flag]:
        """Say of one outcome what stands, and give what a person should look at."""
        wounded = self._wounded(by) if outcome == INJURED else NOBODY_DIED
        figures = wounded.figures(self._figures[outcome])
        several = len({f.telling for f in figures}) > 1
        found = contradictions(figures) if several else ()
        already: Left = wounded.left | {c.leaves: "category_contradiction" for c in found}
        if several:
            already.update(_without_them(figures))
            already.update(_named_otherwise(figures, already))
        flags = [c.flag() for c in found]
        denials = [d for d in self._denials if d.outcome == outcome]
        # classes come before the whole: a whole of which one part is an old figure is an old one too
        for people in sorted({f.people for f in figures}, key=lambda name: (name == ALL, name)):
            own = [f for f in figures if f.people == people]
            if people == ALL:
                sums = _of_stale_parts(own, [found for (of, _), found in by.items() if of == outcome])
                already.update(dict.fromkeys(sums, "stale_repeat"))
                already.update(_without_attackers(own, by))
                flags += sums.values()
            scope = self._told_anew(own) if wounded.are_fewer else self._scopes[outcome, people]
            denied = [*denials, *_of_denied_parts(own, by, denials)] if denials and people == ALL else denials
            by[outcome, people] = scope.standing(denied, already)
            flags += by[outcome, people].flags
        return flags

    def _wounded(self, by: Mapping[tuple[str, str], Standing]) -> Wounded:
        present = by[KILLED, ALL].present if (KILLED, ALL) in by else ()
        if not present:
            return NOBODY_DIED
        dead = bounds_of(present, self._policy.conflict.rule).best
        return without_the_dead(self._figures[INJURED], self._figures[KILLED], dead)

    def _told_anew(self, figures: Iterable[Figure]) -> Scope:
        scope = self._fresh()
        for f in figures:
            scope.add(f)
        return scope

    def _fresh(self) -> Scope:
        return Scope(self._policy.conflict.stale_days)


def _denial(claim: Toll, telling: Telling, policy: Policy) -> Denial:
    voice = voice_of([claim], telling, policy.conflict)
    return Denial(claim.outcome, claim.count.low, voice.key, voice.nearness, instant(telling.at))


def _without_them(figures: Sequence[Figure]) -> Left:
    """Figures of a class that the same voice later leaves out of a list that adds up to its whole: there are none."""
    listed: dict[tuple[str, str], list[Figure]] = {}
    classes: dict[tuple[str, str], set[str]] = {}
    for f in figures:
        if f.breakdown:
            listed.setdefault((f.outcome, f.voice.key), []).append(f)
        if f.people != ALL:
            classes.setdefault((f.outcome, f.voice.key), set()).add(f.people)
    last = {  # when a voice last left out a class
        (*told, people): max((f.at for f in wholes if people not in f.breakdown), default="")
        for told, wholes in listed.items()
        for people in classes.get(told, ())
    }
    return {
        f: "not_in_later_breakdown"
        for f in figures
        if f.people != ALL and last.get((f.outcome, f.voice.key, f.people), "") > f.at
    }


def _named_otherwise(figures: Sequence[Figure], gone: Mapping[Figure, str]) -> Left:
    """Unarmed people told later under another unarmed class (*two civilians*, then *two town clerks*): the same number,
    never both in one telling, and with both the parts are more than any whole.
    """
    unarmed = [f for f in figures if f.people in UNARMED and f not in gone and f.best]
    if len({f.people for f in unarmed}) < 2:
        return {}
    over = {outcome for outcome in {f.outcome for f in unarmed} if _exceeds(figures, outcome)}
    last: dict[tuple[str, int], dict[str, str]] = {}  # when each class was last told with a number
    for f in unarmed:
        classes = last.setdefault((f.outcome, f.best), {})
        classes[f.people] = max(f.at, classes.get(f.people, ""))
    together = _told_together(figures)
    return {
        f: "named_otherwise_later"
        for f in unarmed
        if f.outcome in over
        and any(
            at > f.at and people != f.people and (f.outcome, f.people, people) not in together
            for people, at in last[f.outcome, f.best].items()
        )
    }


def _told_together(figures: Iterable[Figure]) -> set[tuple[str, str, str]]:
    """Of each outcome the pairs of classes that some telling gives side by side."""
    told: dict[tuple[str, str], set[str]] = {}
    for f in figures:
        told.setdefault((f.outcome, f.telling), set()).add(f.people)
    return {(outcome, one, other) for (outcome, _), classes in told.items() for one in classes for other in classes}


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


def _of_stale_parts(wholes: Iterable[Figure], classes: Iterable[Standing]) -> dict[Figure, Flag]:
    """Wholes in the wire's own voice with an old figure among their parts: an old count, or a sum of old and new."""
    stale = {
        f.telling: f for found in classes for f, rule in found.left.items() if rule == "stale_repeat" and f.voice.own
    }
    found: dict[Figure, Flag] = {}
    for f in wholes:
        part = stale.get(f.telling)
        if part and f.voice.own:
            message = f"{f.best} {f.outcome} with {part.best} of {part.people}, a figure replaced before"
            claims = (*f.claims, *part.claims)
            found[f] = Flag(code="stale_repeat", dispatch_id=f.dispatch, message=message, claims=claims)
    return found


def _of_denied_parts(
    wholes: Sequence[Figure], by: Mapping[tuple[str, str], Standing], denials: Sequence[Denial]
) -> Iterator[Denial]:
    """Wholes of which somebody takes back a part, as if the whole were: it stands no more, and whoever prints it again
    prints an old one.
    """
    outcome = wholes[0].outcome if wholes else ""
    gone = {
        (f.telling, f.best)
        for (of, _), found in by.items()
        if of == outcome
        for f, rule in found.left.items()
        if rule == "withdrawn"
    }
    for telling, value in gone:
        for whole in (f for f in wholes if f.telling == telling and f.best > value):
            yield from (replace(d, low=whole.best) for d in denials if d.low == value)


def _without_attackers(wholes: Sequence[Figure], by: Mapping[tuple[str, str], Standing]) -> Left:
    """Wholes that are another one without the attackers: the same count worded twice (4)."""
    if not wholes:
        return {}
    attackers = by.get((wholes[0].outcome, ATTACKERS))
    numbers = {f.best for f in attackers.present if f.best} if attackers else set()
    rest = {f.best - number for f in wholes if ATTACKERS in f.breakdown for number in numbers}
    return {f: "told_without_attackers" for f in wholes if ATTACKERS not in f.breakdown and f.best in rest}


def _once(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """One flag for each code and dispatch: that of the whole, which comes last, with the claims of all."""
    kept: dict[tuple[str, str], Flag] = {}
    for flag in flags:
        key = (flag.code, flag.dispatch_id)
        before = kept[key].claims if key in kept else ()
        kept[key] = msgspec.structs.replace(flag, claims=tuple(dict.fromkeys((*before, *flag.claims))))
    return tuple([kept[key] for key in sorted(kept)])
