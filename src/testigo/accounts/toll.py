"""An account's toll: for each outcome and class of people, low, best and high, with the claims they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec

from testigo.model.account import TollLine
from testigo.model.told import Told

STANDING = {"asserted", "alleged"}


class Sum(msgspec.Struct, frozen=True):
    """What one sentence counts for an outcome: its tolls added up, with those they rest on."""

    low: int
    high: int | None
    claims: tuple[str, ...]
    adds: bool
    """Whether it adds to what was told before (*two others*, *another three*)."""


def toll_lines(told: tuple[Told, ...]) -> tuple[TollLine, ...]:
    """A line for `all` and one for each class of people that the text sets apart, outcome by outcome."""
    lines: list[TollLine] = []
    told = _without_the_dead(_own_wholes(told))
    for outcome in dict.fromkeys(t.claim.outcome for t in told):
        standing = tuple(t for t in told if t.claim.outcome == outcome and t.claim.stance in STANDING)
        if standing:
            lines.append(_line(outcome, "all", standing))
            classes = dict.fromkeys(t.claim.people for t in standing if t.claim.people not in {"unknown", "mixed"})
            lines += (_line(outcome, people, _of(standing, people)) for people in classes)
    return tuple(lines)


def _without_the_dead(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """Of those only *shot* the ones who did not die: the dead are among them (gold convention 23)."""
    dead = max((t.claim.count.low for t in told if t.claim.outcome == "killed"), default=0)
    firm = any(t.claim.outcome == "injured" and not t.weak and t.claim.count.low for t in told)
    alive = (t for t in told if not t.weak or not (firm or t.claim.count.low <= dead))
    return tuple(_less(t, dead) if t.weak and not t.adds else t for t in alive)


def _less(told: Told, dead: int) -> Told:
    count = told.claim.count
    high = None if count.high is None else max(count.high - dead, 0)
    left = msgspec.structs.replace(count, low=count.low - dead, high=high)
    return msgspec.structs.replace(told, claim=msgspec.structs.replace(told.claim, count=left))


def _of(told: tuple[Told, ...], people: str) -> tuple[Told, ...]:
    """The tolls of one class; a part of another class's whole stands for itself here."""
    return _own_wholes(tuple(t for t in told if t.claim.people == people))


def _own_wholes(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """A part of a whole that is told elsewhere, of several incidents together, stands for itself here."""
    ids = {t.claim.id for t in told}
    return tuple(t if t.claim.part_of in ids else _on_its_own(t) for t in told)


def _on_its_own(told: Told) -> Told:
    return msgspec.structs.replace(told, claim=msgspec.structs.replace(told.claim, part_of=None))


def _line(outcome: str, people: str, told: tuple[Told, ...]) -> TollLine:
    sums = tuple(_sums(told))
    low, high = sums[0].low, sums[0].high
    why = ["first_told"]
    added = {sums[0].low} if sums[0].adds else set()
    for later in sums[1:]:
        if later.adds and later.low in added:
            continue  # *three others were wounded*, told again
        if later.adds:
            added.add(later.low)
            low, high = low + later.low, None if high is None or later.high is None else high + later.high
            why.append("others_added")
        elif later.low > low:
            low, high = later.low, later.high
            why.append("largest_told")
    closed = [s.high for s in sums if s.high is not None]
    top = None if high is None else max([high, *closed])
    bottom = min([low, *(s.low for s in sums if s.low and not s.adds)]) if low else 0
    claims = tuple(dict.fromkeys(c for s in sums for c in s.claims))
    return TollLine(
        outcome=outcome, people=people, low=bottom, best=low, high=top, claims=claims, why=tuple(dict.fromkeys(why))
    )


def _without_events(told: list[Told]) -> list[Told]:
    """What one sentence counts: a word for what happened (*a double murder*) tells of the people named beside it."""
    people = [t for t in told if not t.event]
    return people or [max(told, key=lambda t: t.claim.count.low)]


def _sums(told: Iterable[Told]) -> Iterable[Sum]:
    """Sentence by sentence, the wholes added up."""
    firm = [t for t in told if not t.passing] or list(told)
    wholes = [t for t in firm if t.claim.part_of is None]
    for _, group in groupby(wholes or firm, key=lambda t: t.sentence):
        own = _without_events(list(group))
        highs = [t.claim.count.high for t in own]
        high = None if None in highs else sum(h for h in highs if h is not None)
        yield Sum(sum(t.claim.count.low for t in own), high, tuple(t.claim.id for t in own), all(t.adds for t in own))
