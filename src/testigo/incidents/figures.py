"""The figures of one telling: what it counts for each outcome, for all and for each class, and whose word that is.

An account's toll line is taken where its claims stand as they were read; where a person corrected or rejected one of
them, or adopted another, the figure is made anew of the claims that stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from testigo.incidents.chosen import in_turn
from testigo.incidents.voices import Voice, carrier, voice_of
from testigo.incidents.worth import Worth, worth
from testigo.model.account import TollLine
from testigo.model.claim import Toll
from testigo.model.moment import instant
from testigo.model.policy import Policy
from testigo.model.telling import Telling

ALL = "all"
STANDING = frozenset({"asserted", "alleged"})
OF_NO_CLASS = frozenset({"unknown", "mixed"})
NO_CLASSES: frozenset[str] = frozenset()
_SO_FAR = "count_so_far"
"""Why an account's line is what it is: its text tells it as the count so far."""
BY_A_PERSON = "person"
"""The reader of claims that a person corrected."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One voice's count of one outcome and class in one telling; low is its best, `high` None is open.

    Each is itself alone: figures are kept by the hundred in sets, and fields are not compared for that.

    `breakdown` are the classes whose figures add up to this whole in the same telling, none where they do not; `beside`
    are the smaller counts of its outcome that the telling gives as well.
    """

    outcome: str
    people: str
    best: int
    high: int | None
    claims: tuple[str, ...]
    why: tuple[str, ...]
    voice: Voice
    carrier: str
    telling: str
    dispatch: str
    at: str
    main: bool
    breakdown: frozenset[str] = NO_CLASSES
    beside: frozenset[int] = frozenset()

    @property
    def exact(self) -> bool:
        """Whether its bounds meet."""
        return self.high == self.best


def figures_of(tolls: Iterable[Toll], telling: Telling, policy: Policy) -> tuple[Figure, ...]:
    """Every figure that a telling's tolls give under a policy's words and bounds: for all, then for each class that is
    set apart.

    Figures that the policy leaves blank are left out; and so is an outcome that the account does not count. One that
    counts others has its reason, as that those who were shot are those who died. A person's claim counts whatever the
    account has.
    """
    by_outcome: dict[str, list[Toll]] = {}
    for toll in tolls:
        by_outcome.setdefault(toll.outcome, []).append(toll)
    counted = {line.outcome for line in telling.account.toll} or by_outcome.keys()
    found: list[Figure] = []
    for outcome, some in by_outcome.items():
        if outcome in counted or any(map(_is_by_a_person, some)):
            found += _Outcome(telling, outcome, tuple(some), policy).figures()
    return tuple(found)


def _is_by_a_person(toll: Toll) -> bool:
    """Whether a person corrected a claim, or adopted it: the account's own lines were made without it."""
    return toll.reader == BY_A_PERSON or bool(toll.adopted_by)


class _Outcome:
    """One outcome of one telling."""

    def __init__(self, telling: Telling, outcome: str, tolls: tuple[Toll, ...], policy: Policy) -> None:
        self.telling, self.outcome, self.tolls, self.policy = telling, outcome, tolls, policy
        self.by_id = {toll.id: toll for toll in tolls}
        self.mended = any(map(_is_by_a_person, tolls))
        self.lines = {line.people: line for line in reversed(telling.account.toll) if line.outcome == outcome}
        self.told = self._line(ALL)

    def figures(self) -> Iterator[Figure]:
        parts = self._parts()
        whole = self._figure(ALL, self.tolls, frozenset([toll.people for toll in parts]))
        if whole is None:
            return
        yield whole
        yield from self._others(whole)
        confirmed, told = _by_class(parts), _by_class(self.tolls)
        for people, tolls in told.items():
            figure = self._made(people, confirmed[people]) if people in confirmed else self._figure(people, tolls)
            if figure is not None:
                yield figure

    def _parts(self) -> tuple[Toll, ...]:
        """The parts of the longest list that adds up to the whole: what adds to them elsewhere in the text (*two more
        died overnight*) is among them already (codebook, reconciling a toll, 4).
        """
        if not self.telling.account.checks:
            return ()
        best = self.told.best if self.told else max((toll.count.low for toll in self.tolls), default=0)
        lists = [
            tuple(self.by_id[part] for part in check.parts)
            for check in self.telling.account.checks
            if check.kind == "sum" and check.holds and self._as_read((check.whole, *check.parts))
            if self.by_id[check.whole].count.low == best
        ]
        named = [parts for parts in lists if all(toll.people not in OF_NO_CLASS for toll in parts)]
        return max(named, key=lambda parts: (len(parts), sorted(toll.id for toll in parts)), default=())

    def _as_read(self, ids: Iterable[str]) -> bool:
        return all(i in self.by_id and not _is_by_a_person(self.by_id[i]) for i in ids)

    def _line(self, people: str) -> TollLine | None:
        """The account's line, where every claim that it rests on stands as it was read."""
        line = None if self.mended else self.lines.get(people)
        return line if line and self.by_id.keys() >= {*line.claims} else None

    def _figure(self, people: str, tolls: Sequence[Toll], breakdown: frozenset[str] = NO_CLASSES) -> Figure | None:
        line = self.told if people == ALL else self._line(people)
        if line is None:
            return self._made(people, _carrying(tolls), breakdown)
        single = [toll for toll in tolls if toll.id in line.claims and toll.count.low == line.best]
        if single:
            tightest = in_turn(single, lambda toll: (toll.count.high is None, toll.count.high or 0))
            return self._made(people, tightest, breakdown, single=True)
        of_line = tuple(self.by_id[i] for i in line.claims)
        wholes = tuple(toll for toll in of_line if toll.part_of not in self.by_id) or of_line
        return self._made(people, wholes, breakdown, total=line.best)

    def _made(
        self,
        people: str,
        tolls: Sequence[Toll],
        breakdown: frozenset[str] = NO_CLASSES,
        *,
        single: bool = False,
        total: int | None = None,
    ) -> Figure | None:
        """A figure out of the claims that carry it: one of them where `single`, else their sum, which the account may
        have taken otherwise (`total`).
        """
        if not tolls:
            return None
        lang, carrying = self.telling.dispatch.lang, tolls[:1] if single else tolls
        counted = [worth(toll.count, lang, self.policy) for toll in carrying]
        if any(each.blank for each in counted):
            return None
        best = sum([each.low for each in counted])
        if total is not None:
            best += total - sum([toll.count.low for toll in carrying])
        return self._built(people, best, counted, tolls, breakdown)

    def _built(
        self, people: str, best: int, counted: list[Worth], tolls: Sequence[Toll], breakdown: frozenset[str]
    ) -> Figure:
        wholes = [self.by_id[toll.part_of] for toll in tolls if toll.part_of in self.by_id]
        telling = self.telling
        return Figure(
            outcome=self.outcome,
            people=people,
            best=best,
            high=_top(best, counted),
            claims=tuple(dict.fromkeys([toll.id for toll in tolls])),
            why=tuple(dict.fromkeys([rule for each in counted for rule in each.why])),
            voice=voice_of([*tolls, *wholes], telling, self.policy.conflict),
            carrier=carrier(telling),
            telling=telling.account.id,
            dispatch=telling.dispatch.id,
            at=instant(telling.at),
            main=telling.account.main,
            breakdown=breakdown,
            beside=frozenset([t.count.low for t in self.tolls if 0 < t.count.low < best and t not in tolls]),
        )

    def _others(self, whole: Figure) -> Iterator[Figure]:
        """Counts of the whole by other speakers in the same telling, and by the wire where the whole is a speaker's.

        One of less than half is told of some only: of those who died overnight, who were found, who are identified; and
        so is any, where the telling adds them up to a count so far.
        """
        told = self.told
        if told is not None and _SO_FAR in told.why and told.best == whole.best:
            return
        taken = {whole.voice.key}
        for toll in self.tolls:
            if (
                toll.people in OF_NO_CLASS
                and toll.part_of not in self.by_id
                and toll.id not in whole.claims
                and (toll.attribution or not whole.voice.own)
                and 2 * toll.count.low >= whole.best
            ):
                other = self._made(ALL, (toll,))
                if other and other.voice.key not in taken and other.best != whole.best:
                    taken.add(other.voice.key)
                    yield other


def _by_class(tolls: Iterable[Toll]) -> dict[str, list[Toll]]:
    """Tolls by the class of people that they name."""
    found: dict[str, list[Toll]] = {}
    for toll in tolls:
        if toll.people not in OF_NO_CLASS:
            found.setdefault(toll.people, []).append(toll)
    return found


def _top(best: int, counted: Sequence[Worth]) -> int | None:
    """The upper bound of a figure whose best is known, by what it was counted from."""
    highs = [each.high for each in counted if each.high is not None]
    if len(highs) < len(counted):
        return None
    if len(counted) > 1 and all(each.low == each.high for each in counted):
        return best  # the account took the sum of exact figures otherwise, so their sum is no upper bound
    return max(best, sum(highs))


def _carrying(tolls: Sequence[Toll]) -> Sequence[Toll]:
    """The claims that make up a figure where the account's own line no longer holds: the largest whole, or the classes
    told side by side where these are more together.
    """
    ids = {toll.id for toll in tolls}
    wholes = [toll for toll in tolls if toll.part_of not in ids]
    if len(wholes) < 2:
        return wholes
    largest = max(wholes, key=lambda toll: (toll.count.low, toll.id))
    classes: dict[str, Toll] = {}
    for toll in wholes:
        if toll.people not in OF_NO_CLASS:
            classes[toll.people] = max(classes.get(toll.people, toll), toll, key=lambda t: (t.count.low, t.id))
    more = sum(toll.count.low for toll in classes.values()) > largest.count.low
    return tuple(classes.values()) if more else (largest,)
