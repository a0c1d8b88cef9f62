"""From the figures that stand to low, best and high, by the rule of a policy (codebook, *reconciling a toll*, 3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from testigo.incidents.chosen import in_turn
from testigo.incidents.figures import Figure
from testigo.model.incident import Bounds
from testigo.model.moment import DAY
from testigo.model.policy import ConflictRule


class Candidate(msgspec.Struct, frozen=True):
    """One value that is told. `latest` is when it was last told, `nearness` how close to the scene the closest of its
    speakers is, `voices` how many independent ones give it; `confirmed`: parts add up to it.
    """

    value: int
    latest: str
    nearness: int
    voices: int
    confirmed: bool


class Choice(msgspec.Struct, frozen=True):
    """The candidate that holds, and the rules that chose it."""

    candidate: Candidate
    why: tuple[str, ...]


def bounds_of(
    figures: tuple[Figure, ...], rule: ConflictRule, parts: int | None = None, also: Iterable[str] = ()
) -> Bounds:
    """Low, best and high of figures for one outcome and class; `parts` is what its classes add up to, None if unknown,
    and `also` are rules that worked on them before.

    Low is the smallest figure that stands, high the largest. A bound that an exact figure satisfies (*at least 20*
    beside 22) says nothing more than that one, so it opens nothing.
    """
    if len(figures) == 1:
        return _of_one(figures[0], parts, also)
    narrow = _narrow(figures)
    candidates = _candidates(narrow, parts)
    choice = _undisputed(candidates[0]) if len(candidates) == 1 else _RULES[rule](candidates)
    best = choice.candidate.value
    highs = [f.high for f in narrow if f.high is not None]
    high = max(highs) if len(highs) == len(narrow) else None
    why = [*choice.why, *sorted({reason for f in narrow for reason in f.why})]
    if choice.candidate.confirmed and "parts_confirm_whole" not in why:
        why.insert(0, "parts_confirm_whole")
    if len(narrow) < len(figures):
        why.append("exact_within_bounds")
    claims = dict.fromkeys([claim for f in _by_support(narrow, best) for claim in f.claims])
    lowest = min([f.best for f in narrow])
    return Bounds(low=lowest, best=best, high=high, claims=tuple(claims), why=(*why, *also))


def _of_one(figure: Figure, parts: int | None, also: Iterable[str]) -> Bounds:
    """The same of a figure beside which there is no other: its own bounds."""
    confirmed = ("parts_confirm_whole",) if figure.breakdown or figure.best == parts else ()
    why = (*confirmed, "only_figure", *sorted(figure.why), *also)
    return Bounds(low=figure.best, best=figure.best, high=figure.high, claims=figure.claims, why=why)


def _by_support(figures: Sequence[Figure], value: int) -> Sequence[Figure]:
    """Figures of the best value first, then by time."""
    return in_turn(figures, lambda f: (f.best != value, f.at, f.telling, f.voice.key))


def _narrow(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    told = [f.best for f in figures if f.exact]
    if len(told) == len(figures):
        return figures
    exact = sorted({*told})

    def adds(figure: Figure) -> bool:
        at = bisect_left(exact, figure.best)  # the lowest exact value that is not below
        return figure.exact or at == len(exact) or (figure.high is not None and exact[at] > figure.high)

    return tuple(f for f in figures if adds(f))


def _candidates(figures: Iterable[Figure], parts: int | None) -> tuple[Candidate, ...]:
    by_value: dict[int, list[Figure]] = {}
    for figure in figures:
        by_value.setdefault(figure.best, []).append(figure)
    return tuple([_candidate(value, by_value[value], parts) for value in sorted(by_value)])


def _candidate(value: int, told: Sequence[Figure], parts: int | None) -> Candidate:
    return Candidate(
        value=value,
        latest=max([f.at for f in told]),
        nearness=min([f.voice.nearness for f in told]),
        voices=len({f.voice.key for f in told}),
        confirmed=value == parts or any(f.breakdown for f in told),
    )


def _reconciled(candidates: tuple[Candidate, ...]) -> Choice:
    """The best supported: a point each for being later, closer to the scene, of more voices, confirmed by its parts. Of
    equals the one told on a later day, then closer to the scene, then of more voices, then the lower.
    """
    points = _points(candidates)
    best = max(candidates, key=lambda c: (len(points[c.value]), c.latest[:DAY], -c.nearness, c.voices, -c.value))
    return Choice(best, points[best.value] or ("lower_of_equals",))


def _undisputed(candidate: Candidate) -> Choice:
    return Choice(candidate, ("voices_agree" if candidate.voices > 1 else "only_figure",))


def _points(candidates: tuple[Candidate, ...]) -> dict[int, tuple[str, ...]]:
    """What speaks for each value and not for all of them."""
    latest = {c.latest for c in candidates}
    nearness = {c.nearness for c in candidates}
    voices = {c.voices for c in candidates}
    last, nearest, most = max(latest), min(nearness), max(voices)
    some_confirmed = not all(c.confirmed for c in candidates)
    return {
        c.value: tuple(
            point
            for point, has in (
                ("later", len(latest) > 1 and c.latest == last),
                ("closer_to_the_scene", len(nearness) > 1 and c.nearness == nearest),
                ("more_voices", len(voices) > 1 and c.voices == most),
                ("parts_confirm_whole", some_confirmed and c.confirmed),
            )
            if has
        )
        for c in candidates
    }


def _lowest(candidates: tuple[Candidate, ...]) -> Choice:
    """The lowest, until another one has more voices than any."""
    most = max(c.voices for c in candidates)
    top = [c for c in candidates if c.voices == most]
    if most > 1 and len(top) == 1:
        return Choice(top[0], ("better_corroborated",))
    return Choice(candidates[0], ("lowest_until_corroborated",))


def _most_recent(candidates: tuple[Candidate, ...]) -> Choice:
    """The most recent, else what most voices say, else the lowest."""
    latest = max(c.latest for c in candidates)
    recent = [c for c in candidates if c.latest == latest]
    if len(recent) == 1:
        return Choice(recent[0], ("most_recent",))
    most = max(c.voices for c in recent)
    top = [c for c in recent if c.voices == most]
    return Choice(top[0], ("majority" if len(top) == 1 else "lowest_of_the_recent",))


def _lowest_to_highest(candidates: tuple[Candidate, ...]) -> Choice:
    chosen = _reconciled(candidates)
    return Choice(chosen.candidate, ("lowest_to_highest", *chosen.why))


_RULES: Mapping[ConflictRule, Callable[[tuple[Candidate, ...]], Choice]] = {
    "reconcile": _reconciled,
    "lowest_until_corroborated": _lowest,
    "most_recent_then_majority": _most_recent,
    "lowest_to_highest": _lowest_to_highest,
}
