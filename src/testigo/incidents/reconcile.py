"""From the figures that stand to low, best and high, by the rule of a policy (codebook, *reconciling a toll*, 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from testigo.incidents.figures import Figure
from testigo.model.incident import Bounds
from testigo.model.policy import ConflictRule


class Choice(msgspec.Struct, frozen=True):
    """The value that holds, and the rules that chose it."""

    value: int
    why: tuple[str, ...]


class Candidate(msgspec.Struct, frozen=True):
    """One value with all figures that give it. `confirmed`: parts add up to it."""

    value: int
    figures: tuple[Figure, ...]
    confirmed: bool

    @property
    def latest(self) -> str:
        """When it was last told."""
        return max(f.at for f in self.figures)

    @property
    def nearness(self) -> int:
        """How close to the scene the closest of its speakers is."""
        return min(f.voice.nearness for f in self.figures)

    @property
    def voices(self) -> int:
        """How many independent voices give it."""
        return len({f.voice.key for f in self.figures})


def bounds_of(figures: tuple[Figure, ...], rule: ConflictRule, parts: int | None = None) -> Bounds:
    """Low, best and high of figures for one outcome and class; `parts` is what its classes add up to, None if unknown.

    Low is the smallest figure that stands, high the largest. A bound that an exact figure satisfies (*at least 20*
    beside 22) says nothing more than that one, so it opens nothing.
    """
    narrow = _narrow(figures)
    candidates = _candidates(narrow, parts)
    choice = _RULES[rule](candidates)
    highs = [f.high for f in narrow]
    high = None if None in highs else max(h for h in highs if h is not None)
    chosen = next(c for c in candidates if c.value == choice.value)
    why = [*choice.why, *sorted({reason for f in narrow for reason in f.why})]
    if chosen.confirmed and "parts_confirm_whole" not in why:
        why.insert(0, "parts_confirm_whole")
    if len(narrow) < len(figures):
        why.append("exact_within_bounds")
    claims = tuple(dict.fromkeys(claim for f in _by_support(narrow, choice.value) for claim in f.claims))
    return Bounds(low=min(f.best for f in narrow), best=choice.value, high=high, claims=claims, why=tuple(why))


def _by_support(figures: Iterable[Figure], value: int) -> list[Figure]:
    """Figures of the best value first, then by time."""
    return sorted(figures, key=lambda f: (f.best != value, f.at, f.telling, f.voice.key))


def _narrow(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    exact = {f.best for f in figures if f.exact}

    def adds(figure: Figure) -> bool:
        top = figure.high
        return figure.exact or not any(figure.best <= n and (top is None or n <= top) for n in exact)

    return tuple(f for f in figures if adds(f))


def _candidates(figures: Iterable[Figure], parts: int | None) -> tuple[Candidate, ...]:
    by_value: dict[int, list[Figure]] = {}
    for figure in figures:
        by_value.setdefault(figure.best, []).append(figure)
    return tuple(
        Candidate(value, tuple(some), confirmed=value == parts or any(f.breakdown for f in some))
        for value, some in sorted(by_value.items())
    )


def _reconciled(candidates: tuple[Candidate, ...]) -> Choice:
    """The best supported: a point each for being later, closer to the scene, of more voices, confirmed by its parts. Of
    equals the one closer to the scene, then of more voices, then the lower.
    """
    if len(candidates) == 1:
        return _undisputed(candidates[0])
    points = {c.value: tuple(name for name, test in _POINTS.items() if test(c, candidates)) for c in candidates}
    best = max(candidates, key=lambda c: (len(points[c.value]), -c.nearness, c.voices, -c.value))
    return Choice(best.value, points[best.value] or ("lower_of_equals",))


def _undisputed(candidate: Candidate) -> Choice:
    return Choice(candidate.value, ("voices_agree" if candidate.voices > 1 else "only_figure",))


_Test = Callable[[Candidate, tuple[Candidate, ...]], bool]
_POINTS: Mapping[str, _Test] = {
    "later": lambda c, all_: c.latest == max(k.latest for k in all_) > min(k.latest for k in all_),
    "closer_to_the_scene": lambda c, all_: c.nearness == min(k.nearness for k in all_) < max(k.nearness for k in all_),
    "more_voices": lambda c, all_: c.voices == max(k.voices for k in all_) > min(k.voices for k in all_),
    "parts_confirm_whole": lambda c, all_: c.confirmed and not all(k.confirmed for k in all_),
}


def _lowest(candidates: tuple[Candidate, ...]) -> Choice:
    """The lowest, until another one has more voices than any."""
    if len(candidates) == 1:
        return _undisputed(candidates[0])
    most = max(c.voices for c in candidates)
    top = [c for c in candidates if c.voices == most]
    if most > 1 and len(top) == 1:
        return Choice(top[0].value, ("better_corroborated",))
    return Choice(candidates[0].value, ("lowest_until_corroborated",))


def _most_recent(candidates: tuple[Candidate, ...]) -> Choice:
    """The most recent, else what most voices say, else the lowest."""
    if len(candidates) == 1:
        return _undisputed(candidates[0])
    latest = max(c.latest for c in candidates)
    recent = [c for c in candidates if c.latest == latest]
    if len(recent) == 1:
        return Choice(recent[0].value, ("most_recent",))
    most = max(c.voices for c in recent)
    top = [c for c in recent if c.voices == most]
    return Choice(top[0].value, ("majority" if len(top) == 1 else "lowest_of_the_recent",))


def _lowest_to_highest(candidates: tuple[Candidate, ...]) -> Choice:
    chosen = _reconciled(candidates)
    return chosen if len(candidates) == 1 else Choice(chosen.value, ("lowest_to_highest", *chosen.why))


_RULES: Mapping[ConflictRule, Callable[[tuple[Candidate, ...]], Choice]] = {
    "reconcile": _reconciled,
    "lowest_until_corroborated": _lowest,
    "most_recent_then_majority": _most_recent,
    "lowest_to_highest": _lowest_to_highest,
}
