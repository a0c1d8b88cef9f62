"""The wounded who died: told as wounded by who knew of fewer dead, they are not wounded as well (5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from testigo.incidents.figures import ALL, Figure

INJURED = "injured"


class Wounded(msgspec.Struct, frozen=True):
    """Figures of the wounded once it is known who died: the one that is left of each, None where it is another's count
    of the same people.
    """

    instead: Mapping[Figure, Figure | None]

    def figures(self, told: Iterable[Figure]) -> list[Figure]:
        """What is told, with what is left of it."""
        return [self.instead.get(f) or f for f in told]

    @property
    def left(self) -> dict[Figure, str]:
        """Those that leave, by the rule."""
        return {f: "told_with_the_dead" for f, other in self.instead.items() if other is None}

    @property
    def are_fewer(self) -> bool:
        """Whether any is told with fewer than it had."""
        return any(self.instead.values())


NOBODY_DIED = Wounded({})


def without_the_dead(wounded: Sequence[Figure], killed: Iterable[Figure], dead: int) -> Wounded:
    """The wounded without those who died; `dead` is how many are known to have died by now.

    A telling that knows of fewer dead may have the others among its wounded (*four people were shot*, and a day later
    *one of them died*). So it is where they and the wounded of one who knows of all the dead are as many: the same
    count worded twice, which leaves. Where none of those counts the wounded, it is so if the telling knew of no dead at
    all: its count is less by them. And it is so where somebody at least as close later knows of fewer wounded and of at
    least as many more dead.
    """
    known = {figure.telling: figure.best for figure in killed if figure.people == ALL}
    wholes = [figure for figure in wounded if figure.people == ALL]
    gone = _since_dead(wholes, known)
    left = _told_with_the_dead(wounded, wholes, known, dead)
    return Wounded({**left, **{f: None for f in wounded if f.telling in gone}}) if gone or left else NOBODY_DIED


def _told_with_the_dead(
    wounded: Sequence[Figure], wholes: Sequence[Figure], known: Mapping[str, int], dead: int
) -> dict[Figure, Figure | None]:
    beside = {figure.best for figure in wholes if known.get(figure.telling, 0) >= dead}
    since = {figure.telling: dead - known.get(figure.telling, 0) for figure in wholes if figure.best}
    if beside:
        same = {f.telling for f in wholes if since.get(f.telling, 0) > 0 and f.best - since[f.telling] in beside}
        return {f: None for f in wounded if f.telling in same}
    return {f: _less(f, dead) for f in wounded if since.get(f.telling) == dead}


def _since_dead(wholes: Iterable[Figure], known: Mapping[str, int]) -> set[str]:
    """The tellings some of whose wounded are among the dead of a later one; `known` are the dead of each.

    Not so where fewer than half of the wounded are left: those are some only.
    """
    news = [f for f in wholes if f.main and f.telling in known]
    states: dict[tuple[int, int, int], str] = {}  # wounded, dead and nearness, with when it was last told so
    for f in news:
        state = f.best, known[f.telling], f.voice.nearness
        states[state] = max(f.at, states.get(state, ""))

    def has_since(figure: Figure, left: int, dead: int, nearness: int) -> bool:
        fewer, more = figure.best - left, dead - known[figure.telling]
        return 0 < fewer <= more and fewer <= left and nearness <= figure.voice.nearness

    return {f.telling for f in news if any(at > f.at and has_since(f, *state) for state, at in states.items())}


def _less(figure: Figure, dead: int) -> Figure:
    best = max(0, figure.best - dead)
    high = None if figure.high is None else max(best, figure.high - dead)
    return msgspec.structs.replace(figure, best=best, high=high, why=(*figure.why, "less_who_died"))
