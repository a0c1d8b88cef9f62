"""Which figures for one outcome and class still stand, and why the others do not (codebook, *reconciling a toll*).

No figure is thrown away: one that leaves keeps the rule by which it left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

import msgspec

from testigo.incidents.figures import ALL, Figure
from testigo.incidents.highest import Entry, Highest
from testigo.model.incident import Flag
from testigo.model.moment import DAY

Left = dict[Figure, str]
"""Figures that no longer stand, each with the rule by which it left."""


class Denial(msgspec.Struct, frozen=True):
    """A figure that somebody withdraws or denies."""

    outcome: str
    low: int
    voice: str
    nearness: int
    at: str


class Replaced(msgspec.Struct, frozen=True):
    """A value that its voice has replaced by another one, and when."""

    value: int
    voice: str
    at: str


class Standing(msgspec.Struct, frozen=True):
    """The figures of one outcome and class that stand, those that left, and what a person should look at."""

    present: tuple[Figure, ...]
    left: Mapping[Figure, str]
    flags: tuple[Flag, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """What the figures that left were, as a toll says it: it is `without_superseded` ones."""
        return tuple(f"without_{rule}" for rule in sorted(set(self.left.values())))


def standing(
    figures: Sequence[Figure], denials: Iterable[Denial], already: Mapping[Figure, str], days: int
) -> Standing:
    """What stands of the figures of one outcome and class.

    `already` are figures that left for what is known of other classes; `days` is how long a replaced figure may be
    repeated by its own voice and still be taken for news.
    """
    left: Left = {f: already[f] for f in figures if f in already}
    _let_go(left, _withdrawn(figures, denials))
    _let_go(left, _of_some_only(_rest(figures, left)))
    story = _Story(days)
    for figure in sorted(_rest(figures, left), key=lambda f: (f.at, f.voice.own, f.telling, f.voice.key)):
        story.hear(figure)
    _let_go(left, story.left)
    _let_go(left, _background(_rest(figures, left)))
    _let_go(left, _overtaken(_rest(figures, left)))
    return Standing(_rest(figures, left), left, tuple(story.flags))


def _let_go(left: Left, more: Mapping[Figure, str]) -> None:
    for figure, rule in more.items():
        left.setdefault(figure, rule)


def _rest(figures: Iterable[Figure], left: Mapping[Figure, str]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure not in left)


def _withdrawn(figures: Iterable[Figure], denials: Iterable[Denial]) -> Left:
    """Figures that their own speaker withdraws, or that one closer to the scene corrects (1)."""
    denied: dict[int, list[Denial]] = {}
    for d in denials:
        denied.setdefault(d.low, []).append(d)
    return {
        f: "withdrawn"
        for f in figures
        if f.best in denied
        for d in denied[f.best]
        if f.at <= d.at and (d.voice == f.voice.key or d.nearness < f.voice.nearness)
    }


def _of_some_only(figures: tuple[Figure, ...]) -> Left:
    """Counts of less than half of what one at least as close to the scene had told by then: of the identified, the
    buried, those who died overnight (4). Not so where parts add up to it, or where another voice had told the same:
    that is a count, if an old one. Nobody is not some.
    """
    most = max((f.best for f in figures), default=0)
    few = [f for f in figures if f.best and 2 * f.best < most and not f.breakdown]
    if not few:
        return {}
    tellings: dict[int, dict[str, set[str]]] = {}
    for f in figures:
        tellings.setdefault(f.best, {}).setdefault(f.voice.key, set()).add(f.telling)
    news = Highest(Entry(f.at, f.voice.nearness, f.best, f.telling) for f in figures if f.main)
    return {
        f: "of_some_only"
        for f in few
        if not _told_elsewhere(f, tellings[f.best]) and news.of_others(f.at, f.voice.nearness, f.telling) > 2 * f.best
    }


def _told_elsewhere(figure: Figure, tellings: Mapping[str, Set[str]]) -> bool:
    """Whether another voice gives the same value in another telling; `tellings` are those that give it, by voice."""
    others = (told for voice, told in tellings.items() if voice != figure.voice.key)
    return any(len(told) > 1 or figure.telling not in told for told in others)


def _background(figures: tuple[Figure, ...]) -> Left:
    """What a dispatch recalls of the incident while its own news is another thing, where others have it as news."""
    return {f: "told_as_background" for f in figures if not f.main} if any(f.main for f in figures) else {}


def _overtaken(figures: tuple[Figure, ...]) -> Left:
    """Counts of an hour that later ones have left behind.

    A count in the wire's own voice is the state of the news at its hour: every later one by a speaker closer to the
    scene replaces it, up or down. A speaker's count is only outgrown: by a higher one of a later day, from a speaker at
    least as close. A higher count of an earlier day is a dispute and stays.
    """
    said = [f for f in figures if not f.voice.own]
    left: Left = dict.fromkeys(_outgrown(said), "outgrown")
    values = {f.best for f in said if f not in left}
    latest: dict[int, str] = {}
    for f in said:
        latest[f.voice.nearness] = max(f.at, latest.get(f.voice.nearness, ""))
    for f in figures:
        closer = (at for nearness, at in latest.items() if nearness < f.voice.nearness)
        if f.voice.own and f.best not in values and any(at > f.at for at in closer):
            left[f] = "overtaken"
    return left


def _outgrown(said: Iterable[Figure]) -> list[Figure]:
    """Figures of which another voice, at least as close, gives a higher one on a later day."""
    days = [(f, day) for f in said if (day := _ordinal(f.at)) is not None]
    later = Highest(Entry(-day, f.voice.nearness, f.best, f.voice.key) for f, day in days)
    return [f for f, day in days if later.of_others(-day - 1, f.voice.nearness, f.voice.key) > f.best]


def _ordinal(at: str) -> int | None:
    """The number of the day of an instant, None where it is unknown."""
    try:
        return date.fromisoformat(at[:DAY]).toordinal()
    except ValueError:
        return None


def days_between(earlier: str, later: str) -> int:
    """Whole days of the calendar from one instant to another; 0 where one of them is unknown.

    >>> days_between("2019-11-30T23:00:00", "2019-12-01T01:00:00"), days_between("", "2019-12-01T00:00:00")
    (1, 0)
    """
    first, last = _ordinal(earlier), _ordinal(later)
    return 0 if first is None or last is None else last - first


class _Story:
    """What is heard one after the other: what each voice says now, and what it has replaced."""

    def __init__(self, days: int) -> None:
        self.days = days
        self.said: dict[str, dict[int, list[Figure]]] = {}
        self.stood_by: Counter[int] = Counter()
        self.replaced: dict[int, list[Replaced]] = {}
        self.left: Left = {}
        self.flags: list[Flag] = []

    def hear(self, figure: Figure) -> None:
        """A figure, in the order of time; those of speakers before those of the wire at the same time."""
        old = self._replaced_before(figure)
        if old is not None:
            self.left[figure] = "stale_repeat"
            self.flags.append(_stale(figure, old))
            return
        gone = self._replace(figure)
        lower = max((f for f in gone if f.best > figure.best), key=lambda f: (f.at, f.telling), default=None)
        if lower and figure.people == ALL and not figure.voice.own and figure.high is not None:
            self.flags.append(_lowered(figure, lower))

    def _replace(self, figure: Figure) -> list[Figure]:
        """Let a voice say a figure; those that it says no more are given back."""
        said = self.said.setdefault(figure.voice.key, {})
        moves = figure.at and figure.main
        others = [f for value, some in said.items() if value != figure.best for f in some] if moves else []
        gone = [f for f in others if f.at < figure.at]
        for f in gone:
            said[f.best].remove(f)
            self.left.setdefault(f, "superseded")
            if not f.voice.own:
                self.stood_by[f.best] -= 1
                self.replaced.setdefault(f.best, []).append(Replaced(f.best, f.voice.key, figure.at))
        said.setdefault(figure.best, []).append(figure)
        self.stood_by[figure.best] += not figure.voice.own
        return gone

    def _replaced_before(self, figure: Figure) -> Replaced | None:
        """What makes a figure an old one, printed again: a speaker has replaced it by then, nobody stands by it now,
        and it is not that speaker's news.
        """
        if self.stood_by[figure.best] > 0:
            return None
        return next((old for old in self.replaced.get(figure.best, ()) if self._is_old(figure, old)), None)

    def _is_old(self, figure: Figure, old: Replaced) -> bool:
        if not old.at < figure.at:
            return False
        return figure.voice.own or days_between(old.at, figure.at) > self.days


def _stale(figure: Figure, old: Replaced) -> Flag:
    message = f"{figure.best} {figure.outcome} ({figure.people}) had been replaced at {old.at}"
    return Flag(code="stale_repeat", dispatch_id=figure.dispatch, message=message, claims=figure.claims)


def _lowered(figure: Figure, old: Figure) -> Flag:
    message = f"{figure.outcome} lowered from {old.best} ({old.dispatch}) to {figure.best}"
    claims = (*figure.claims, *old.claims)
    return Flag(code="downward_revision", dispatch_id=figure.dispatch, message=message, claims=claims)
