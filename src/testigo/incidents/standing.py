"""Which figures for one outcome and class still stand, and why the others do not (codebook, *reconciling a toll*).

No figure is thrown away: one that leaves keeps the rule by which it left.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from itertools import groupby
from typing import TypeVar

import msgspec

from testigo.incidents.figures import ALL, Figure
from testigo.incidents.highest import Highest
from testigo.model.incident import Flag
from testigo.model.moment import DAY

_ADD_UP = {"abducted"}
"""Outcomes of which fewer later on are some of those, whoever tells of them: the others are still told to be taken."""
_PASSES = "missing"
"""The outcome that ends: whoever is found is missing no more, so that fewer later on are all who are left."""
_FARTHEST = 99
_SPEAKS_FOR = {"police": "authorities", "military": "authorities"}
"""Who takes back what others told in the name of the same government: a minister the army's count."""
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


class _Count(msgspec.Struct, frozen=True):
    """A value as it was last told as news: when, by whom at the closest, and what has outgrown it since."""

    at: str
    nearness: int
    outgrown: Replaced | None = None


class Standing(msgspec.Struct, frozen=True):
    """The figures of one outcome and class that stand, those that left, and what a person should look at."""

    present: tuple[Figure, ...]
    left: Mapping[Figure, str]
    flags: tuple[Flag, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """What the figures that left were, as a toll says it: it is `without_superseded` ones."""
        return tuple([f"without_{rule}" for rule in sorted(set(self.left.values()))]) if self.left else ()


class Scope:
    """The figures of one outcome and class as they are told, the earliest first.

    `days` is how long a replaced figure may be repeated by its own voice and still be taken for news. What stands can
    be asked for after each figure: what was worked out of the ones before is kept as long as it holds.
    """

    def __init__(self, days: int) -> None:
        self._days = days
        self._told: list[Figure] = []
        self._in_order: list[Figure] = []
        self._crowd: _Crowd | None = None
        self._story: _Story | None = None
        self._gone: Left | None = None
        self._standing = Standing((), {}, ())

    def add(self, figure: Figure) -> None:
        """One more figure."""
        self._told.append(figure)
        insort(self._in_order, figure, key=_order)
        self._gone = None

    def standing(self, denials: Sequence[Denial], already: Mapping[Figure, str]) -> Standing:
        """What stands of the figures; `already` are those that left for what is known of other classes."""
        gone: Left = {f: already[f] for f in self._told if f in already}
        if denials:
            _let_go(gone, _withdrawn(self._told, denials))
        if gone != self._gone:
            self._standing = self._found(dict(gone))
            self._gone = gone
        return self._standing

    def _found(self, left: Left) -> Standing:
        present = _rest(self._told, left)
        if len(present) < 2:  # nothing is said beside it
            return Standing(present, left, ())
        self._crowd = _caught_up(self._crowd, _Crowd, present)
        _let_go(left, self._crowd.of_some_only())
        self._story = _caught_up(self._story, lambda: _Story(self._days), _rest(self._in_order, left))
        _let_go(left, self._story.left)
        _let_go(left, _background(_rest(self._told, left)))
        _let_go(left, _overtaken(_rest(self._told, left)))
        return Standing(_rest(self._told, left), left, tuple(self._story.flags))


def _order(figure: Figure) -> tuple[str, bool, str, str]:
    """The order of time; speakers before the wire at the same time."""
    return figure.at, figure.voice.own, figure.telling, figure.voice.key


Listener = TypeVar("Listener", "_Crowd", "_Story")


def _caught_up(listener: Listener | None, fresh: Callable[[], Listener], figures: Sequence[Figure]) -> Listener:
    """Who has heard exactly these figures: the listener, if what it heard are the first of them, else a fresh one."""
    if listener is None or tuple(listener.heard) != figures[: len(listener.heard)]:
        listener = fresh()
    for figure in figures[len(listener.heard) :]:
        listener.heard.append(figure)
        listener.hear(figure)
    return listener


def _let_go(left: Left, more: Mapping[Figure, str]) -> None:
    for figure, rule in more.items():
        left.setdefault(figure, rule)


def _rest(figures: Iterable[Figure], left: Mapping[Figure, str]) -> tuple[Figure, ...]:
    return tuple([figure for figure in figures if figure not in left])


def _withdrawn(figures: Iterable[Figure], denials: Iterable[Denial]) -> Left:
    """Figures that their own speaker withdraws, or that one closer to the scene corrects (1)."""
    denied: dict[int, list[Denial]] = {}
    for d in denials:
        denied.setdefault(d.low, []).append(d)
    return {f: "withdrawn" for f in figures if f.best in denied and any(_withdraws(d, f) for d in denied[f.best])}


def _withdraws(denial: Denial, figure: Figure) -> bool:
    """Whether a denial takes a figure away: one that was told before, by the same voice or by one farther off, or one
    that somebody else, no closer to the scene, prints again.
    """
    own = denial.voice in (figure.voice.key, _SPEAKS_FOR.get(figure.voice.key))
    if figure.at <= denial.at:
        return own or denial.nearness < figure.voice.nearness
    return not own and denial.nearness <= figure.voice.nearness


class _Crowd:
    """Figures beside one another, among which some count a part of the people only."""

    def __init__(self) -> None:
        self.heard: list[Figure] = []
        self._most = 0
        self._latest = ""
        self._tellings: dict[int, dict[str, set[str]]] = {}
        self._news = Highest()
        self._known: dict[Figure, int] = {}

    def hear(self, figure: Figure) -> None:
        """One more figure, none of an earlier time than those before."""
        self._most, self._latest = max(self._most, figure.best), figure.at
        self._tellings.setdefault(figure.best, {}).setdefault(figure.voice.key, set()).add(figure.telling)
        if figure.main:
            self._news.add(figure.at, figure.voice.nearness, figure.best, figure.telling)

    def of_some_only(self) -> Left:
        """Counts of less than half of what one at least as close to the scene had told by then: of the identified, the
        buried, those who died overnight (4). Not so where parts add up to it, unless it is less than a quarter (*two
        of the wounded died, a guard and a driver*), or where another voice had told the same: that is a count, if an
        old one. Nobody is not some.
        """
        few = (f for f in self.heard if f.best and 2 * f.best < self._most and f.outcome != _PASSES)
        few = (f for f in few if not f.breakdown or 4 * f.best < self._most)
        return {
            f: "of_some_only"
            for f in few
            if self._known_by_then(f) > 2 * f.best and not _told_elsewhere(f, self._tellings[f.best])
        }

    def _known_by_then(self, figure: Figure) -> int:
        """The most that other tellings had told by its time; once that has passed it is what it is."""
        known = self._known.get(figure)
        if known is None:
            nearness = _FARTHEST if figure.outcome in _ADD_UP else figure.voice.nearness
            known = self._news.of_others(figure.at, nearness, figure.telling)
            if figure.at < self._latest:
                self._known[figure] = known
        return known


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
    scene replaces it, up or down. Else a count is only outgrown: by a higher one of a later day, of a voice at least as
    close. A higher count of an earlier day is a dispute and stays.
    """
    left: Left = dict.fromkeys(_found_since(figures), "found_since")
    _let_go(left, dict.fromkeys(_carried_on(figures), "carried_on"))
    _let_go(left, dict.fromkeys(_outgrown(figures), "outgrown"))
    said = [f for f in figures if not f.voice.own]
    values = {f.best for f in said if f not in left}
    latest: dict[int, str] = {}
    for f in said:
        latest[f.voice.nearness] = max(f.at, latest.get(f.voice.nearness, ""))
    for f in figures:
        closer = (at for nearness, at in latest.items() if nearness < f.voice.nearness)
        if f.voice.own and f.best not in values and any(at > f.at for at in closer):
            left[f] = "overtaken"
    return left


def _found_since(figures: Iterable[Figure]) -> list[Figure]:
    """Figures of missing people of whom fewer are missing on a later day, by a voice at least as close."""
    missing = [(f, day) for f in figures if f.outcome == _PASSES and (day := _ordinal(f.at)) is not None]
    fewest: dict[int, tuple[int, int]] = {}  # by nearness: the last day, and the figure of it
    for f, day in sorted(missing, key=lambda each: (each[1], -each[0].best)):
        fewest[f.voice.nearness] = day, f.best
    return [
        f
        for f, day in missing
        if any(near <= f.voice.nearness and then > day and n < f.best for near, (then, n) in fewest.items())
    ]


def _carried_on(figures: Sequence[Figure]) -> list[Figure]:
    """Figures that a telling of a later day takes up: its own is that, and those whom it tells beside it (*another of
    the wounded died, which makes 12*).
    """
    taken_up: dict[int, str] = {}
    for f in figures:
        for value in (f.best - more for more in f.beside if f.main):
            taken_up[value] = max(f.at, taken_up.get(value, ""))
    return [f for f in figures if f.best in taken_up and days_between(f.at, taken_up[f.best]) > 0]


def _outgrown(figures: Iterable[Figure]) -> list[Figure]:
    """Figures of which another voice, at least as close, gives a higher one on a later day."""
    days = [(f, day) for f in figures if (day := _ordinal(f.at)) is not None]
    later = Highest()
    for f, day in sorted(days, key=lambda each: -each[1]):
        later.add(-day, f.voice.nearness, f.best, f.voice.key)
    left_behind = _left_behind(days)
    return [
        f for f, day in days if f in left_behind or later.of_others(-day - 1, f.voice.nearness, f.voice.key) > f.best
    ]


def _left_behind(days: Iterable[tuple[Figure, int]]) -> set[Figure]:
    """Figures that nobody gives on a later day, while two other voices give higher ones, however far from the scene."""
    found: set[Figure] = set()
    told: set[int] = set()
    highest: list[tuple[int, str]] = []  # of the days behind, the three highest of different voices
    for _, same in groupby(sorted(days, key=lambda each: -each[1]), key=lambda each: each[1]):
        today = [f for f, _ in same]
        for f in today:
            higher = [voice for value, voice in highest if value > f.best and voice != f.voice.key]
            if len(higher) > 1 and f.best not in told:
                found.add(f)
        told |= {f.best for f in today}
        highest = _three(highest, today)
    return found


def _three(highest: Iterable[tuple[int, str]], more: Iterable[Figure]) -> list[tuple[int, str]]:
    """The three highest values, each of another voice."""
    of_voice: dict[str, int] = {}
    for value, voice in (*highest, *((f.best, f.voice.key) for f in more)):
        of_voice[voice] = max(value, of_voice.get(voice, -1))
    return sorted(((value, voice) for voice, value in of_voice.items()), reverse=True)[:3]


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
        self.heard: list[Figure] = []
        self.days = days
        self.said: dict[str, dict[int, list[Figure]]] = {}
        self.stood_by: Counter[int] = Counter()
        self.replaced: dict[int, list[Replaced]] = {}
        self.counts: dict[int, _Count] = {}
        self.left: Left = {}
        self.flags: list[Flag] = []

    def hear(self, figure: Figure) -> None:
        """A figure, in the order of time; those of speakers before those of the wire at the same time."""
        old = self._replaced_before(figure) or self._outgrown_before(figure)
        if old is not None:
            self.left[figure] = "stale_repeat"
            self.flags.append(_stale(figure, old))
            return
        gone = self._replace(figure)
        self._outgrow(figure)
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

    def _outgrown_before(self, figure: Figure) -> Replaced | None:
        """What makes a figure an old one, printed again by whomever: a higher one had been told on a later day by a
        voice as close to the scene as any that gave it, and long ago, or it is only the wire's.
        """
        known = self.counts.get(figure.best)
        return known.outgrown if known and known.outgrown and self._is_old(figure, known.outgrown) else None

    def _outgrow(self, figure: Figure) -> None:
        """Let a figure be told: lower counts of earlier days are outgrown by it, and nothing has outgrown its own."""
        if not figure.at or not figure.main:
            return
        nearness = figure.voice.nearness
        for value, count in self.counts.items():
            earlier = days_between(count.at, figure.at) > 0
            if value < figure.best and earlier and nearness <= count.nearness and not count.outgrown:
                self.counts[value] = _Count(count.at, count.nearness, Replaced(value, figure.voice.key, figure.at))
        before = self.counts.get(figure.best)
        self.counts[figure.best] = _Count(figure.at, min(nearness, before.nearness) if before else nearness)

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
