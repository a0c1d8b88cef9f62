"""The curve of one outcome in lines: every change, whose word it was, and what is flagged where it arose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from testigo.cli.ledger.shortened import shortened
from testigo.cli.lines import Line, paragraph
from testigo.cli.wording import code_words, count_words, dispatch_name, plain, quoted
from testigo.engines.story import Story, Teller
from testigo.model.claim import Toll
from testigo.model.incident import Flag, Point
from testigo.model.moment import DAY, instant

MARGIN = "  "
FIGURE_WIDTH = 13
FIRST, LAST = 6, 10
"""Of a long curve the first and the last changes are shown."""


class Step(msgspec.Struct, frozen=True):
    """A dispatch in the course of one outcome: what it changed, None where nothing, and what is flagged in it."""

    dispatch_id: str
    point: Point | None
    flags: tuple[Flag, ...]
    before: Point | None


def outcome_of(flag: Flag, tellers: Iterable[Teller]) -> str | None:
    """The outcome that a flag is about, None where none of its claims is told any more."""
    tolls = {toll.id: toll for teller in tellers for toll in teller.tolls}
    return next((tolls[claim].outcome for claim in flag.claims if claim in tolls), None)


def steps(points: Iterable[Point], flags: Iterable[Flag], tellers: Iterable[Teller]) -> list[Step]:
    """The changes of one outcome, in their order, with its flags: each with what its dispatch changed, or by itself
    where that is nothing.
    """
    found: list[Step] = []
    for point in points:
        found.append(Step(point.dispatch_id, point, (), found[-1].point if found else None))
    place = _places(tellers)
    for flag in flags:
        own = [n for n, step in enumerate(found) if step.dispatch_id == flag.dispatch_id]
        if own:
            step = found[own[-1]]
            found[own[-1]] = msgspec.structs.replace(step, flags=(*step.flags, flag))
            continue
        at = place.get(flag.dispatch_id, len(place))
        behind = sum(place.get(step.dispatch_id, 0) < at for step in found)
        before = next((step.point for step in reversed(found[:behind]) if step.point), None)
        found.insert(behind, Step(flag.dispatch_id, None, (flag,), before))
    return found


def _places(tellers: Iterable[Teller]) -> dict[str, int]:
    """The place of each dispatch in the order in which they were counted."""
    ordered = sorted(tellers, key=lambda teller: (instant(teller.at), teller.dispatch.id))
    return {dispatch: n for n, dispatch in enumerate(dict.fromkeys(teller.dispatch.id for teller in ordered))}


def curve_lines(found: Sequence[Step], story: Story, width: int, *, everything: bool) -> Iterator[Line]:
    """A line for each change, and below it what is flagged in its dispatch."""
    tellers = {teller.dispatch.id: teller for teller in reversed(story.tellers)}
    for step in shortened(found, 0 if everything else FIRST, LAST):
        if isinstance(step, int):
            yield Line(f"{MARGIN}… {step:,} changes in between are left out; --all shows them", "quiet")
            continue
        yield from _step(step, tellers.get(step.dispatch_id), width)
        for flag in step.flags:
            yield from _flag(flag, step, story.tellers, width)


def _step(step: Step, teller: Teller | None, width: int) -> Iterator[Line]:
    whose = _whose(step, teller)
    day = (step.point.as_of if step.point else instant(teller.at)[:DAY] if teller else None) or "no day"
    said = spread(step.point) if step.point else ""
    move = moved(step.point, step.before, teller) if step.point else "no change"
    first = f"{MARGIN}{day:<{DAY}}{MARGIN}{said:<{FIGURE_WIDTH}}"
    yield from paragraph(f"{move} – {whose}", width, first=first)


def withdrawn(outcome: str, tellers: Sequence[Teller], width: int) -> Iterator[Line]:
    """The end of a curve of which no figure is left, with whoever took the last one back."""
    whose, day = "", ""
    for teller in tellers:
        for toll in teller.tolls:
            if toll.outcome == outcome and toll.stance == "denied" and teller.status == "counted":
                speaker = toll.attribution[0].text if toll.attribution else None
                whose, day = f" – {_carried(teller, speaker)}", instant(teller.at)[:DAY]
    first = f"{MARGIN}{day:<{DAY}}{MARGIN}{'':<{FIGURE_WIDTH}}"
    yield from paragraph(f"withdrawn, no figure stands{whose}", width, first=first, look="bad")


def _whose(step: Step, teller: Teller | None) -> str:
    if teller is None:
        return plain(step.dispatch_id)
    return _carried(teller, step.point.speaker if step.point else None)


def _carried(teller: Teller, speaker: str | None) -> str:
    """A speaker with the dispatch that carries the words."""
    head = teller.dispatch
    by = head.publisher or head.agency
    carried = f"{dispatch_name(head)} ({plain(by)})" if by else dispatch_name(head)
    named = speaker and speaker not in (head.publisher, head.agency, head.id)
    return f"{plain(speaker or '')}, {carried}" if named else f"own voice, {carried}"


def spread(point: Point) -> str:
    """Low, best and high; one figure where they are the same.

    >>> spread(Point(as_of=None, outcome="killed", low=20, best=22, high=None, dispatch_id="d1"))
    '20–22–open'
    >>> spread(Point(as_of=None, outcome="killed", low=22, best=22, high=22, dispatch_id="d1"))
    '22'
    """
    if point.low == point.best == point.high:
        return f"{point.best:,}"
    return f"{point.low:,}–{point.best:,}–{'open' if point.high is None else f'{point.high:,}'}"


def moved(point: Point, before: Point | None, teller: Teller | None = None) -> str:
    """How a toll moved, in words; also where its best figure stays and its bounds move.

    >>> one = Point(as_of=None, outcome="killed", low=14, best=14, high=14, dispatch_id="d1")
    >>> other = Point(as_of=None, outcome="killed", low=14, best=21, high=21, dispatch_id="d2")
    >>> moved(one, None), moved(other, one), moved(one, other)
    ('first count', 'up 7', 'down 7')
    """
    denies = teller is not None and any(t.stance == "denied" and t.outcome == point.outcome for t in teller.tolls)
    taken_back = ", a figure withdrawn" if denies else ""
    if before is None:
        return f"first count{taken_back}"
    by = point.best - before.best
    if by:
        return f"{'up' if by > 0 else 'down'} {abs(by):,}{taken_back}"
    return f"same best, other bounds{taken_back}"


def _flag(flag: Flag, step: Step, tellers: Sequence[Teller], width: int) -> Iterator[Line]:
    indent = " " * (len(MARGIN) + DAY + len(MARGIN))
    yield from paragraph(f"{code_words(flag.code)}: {plain(flag.message)}", width, first=f"{indent}! ", look="warning")
    against = _against(flag, step, tellers)
    if against:
        yield from paragraph(against, width, first=f"{indent}  ")


def _against(flag: Flag, step: Step, tellers: Sequence[Teller]) -> str:
    """The figure that is flagged beside the one that it contradicts, in their words."""
    here = _largest(flag, [teller for teller in tellers if teller.dispatch.id == flag.dispatch_id])
    there = _largest(flag, [teller for teller in tellers if teller.dispatch.id != flag.dispatch_id])
    if here is None:
        return ""
    if there is not None:
        return f"{_figure(*here)} against {_figure(*there)}"
    return f"{_figure(*here)} against {spread(step.before)} known by then" if step.before else ""


def _largest(flag: Flag, tellers: Iterable[Teller]) -> tuple[Toll, Teller] | None:
    claims = [(toll, teller) for teller in tellers for toll in teller.tolls if toll.id in flag.claims]
    return max(claims, key=lambda one: (one[0].count.low, one[0].id), default=None)


def _figure(toll: Toll, teller: Teller) -> str:
    people = "" if toll.people in ("unknown", "mixed") else f" {code_words(toll.people)}"
    return f"{count_words(toll.count)}{people} ({quoted(toll.quote)}, {dispatch_name(teller.dispatch)})"
