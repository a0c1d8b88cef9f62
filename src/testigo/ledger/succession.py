"""Which account, which claim of a newer reading or version follows an older one, so that decisions outlive both."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from testigo.model.dispatch import Span

Member = TypeVar("Member", bound=Hashable)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An account as far as it matters here: its name, the claims it is made of, and their words."""

    id: str
    main: bool
    claims: frozenset[str]
    quotes: frozenset[str]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as far as it matters here: its name, and what it says on which words."""

    id: str
    kind: str
    outcome: str | None
    low: int | None
    high: int | None
    span: Span


def followed(old: Known, present: Sequence[Known]) -> str | None:
    """The account of a newer reading that tells what an older reading's account told; None where none does.

    The same name, else the one with most claims in common, else most words, else the main one for the main one.

    >>> old = Known(id="a1", main=True, claims=frozenset({"c1", "c2"}), quotes=frozenset())
    >>> followed(old, [Known(id="a2", main=False, claims=frozenset({"c2", "c3"}), quotes=frozenset())])
    'a2'
    """
    if any(one.id == old.id for one in present):
        return old.id
    rated = [(_alike(old, one), one.id) for one in present]
    best = max(rated, key=lambda pair: (pair[0], pair[1]), default=((0, 0, False), ""))
    return best[1] if any(best[0]) else None


def continued(earlier: Sequence[Known], later: Sequence[Known]) -> list[tuple[str, str]]:
    """Pairs of accounts of two versions of an item that tell of the same: each is in one pair at most."""
    pairs = sorted(
        ((_alike(one, other), one.id, other.id) for one in earlier for other in later),
        key=lambda pair: (tuple(-int(x) for x in pair[0]), pair[1], pair[2]),
    )
    taken: set[str] = set()
    found = []
    for alike, one, other in pairs:
        if any(alike) and not {one, other} & taken:
            taken |= {one, other}
            found.append((one, other))
    return found


def follower(old: Said, present: Mapping[str, Said]) -> str | None:
    """The claim of a newer reading that a ruling on an older one is about: of the same kind, outcome and words.

    >>> old = Said(id="c1", kind="toll", outcome="killed", low=22, high=22, span=(0, 14))
    >>> follower(old, {"c2": Said(id="c2", kind="toll", outcome="killed", low=22, high=22, span=(0, 9))})
    'c2'
    """
    if old.id in present:
        return old.id
    near = (one for one in present.values() if one.kind == old.kind and one.outcome == old.outcome)
    rated = sorted((-_shared(old.span, one.span), one.id) for one in near)
    return rated[0][1] if rated and rated[0][0] < 0 else None


def says_the_same(one: Said, other: Said) -> bool:
    """Whether two claims are one that somebody worded twice: of one kind, outcome and bounds, on words that overlap.

    >>> old = Said(id="c1", kind="toll", outcome="killed", low=22, high=22, span=(0, 14))
    >>> says_the_same(old, Said(id="c2", kind="toll", outcome="killed", low=22, high=None, span=(0, 14)))
    False
    """
    told, again = ((claim.kind, claim.outcome, claim.low, claim.high) for claim in (one, other))
    return told == again and _shared(one.span, other.span) > 0


def _alike(one: Known, other: Known) -> tuple[int, int, bool]:
    return (len(one.claims & other.claims), len(one.quotes & other.quotes), one.main and other.main)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def groups(links: Iterable[tuple[Member, Member]], members: Iterable[Member]) -> list[set[Member]]:
    """Members joined by links, in no order; who has no link stands alone.

    >>> sorted(map(sorted, groups([("a", "b")], ["a", "b", "c"])))
    [['a', 'b'], ['c']]
    """
    home = {member: {member} for member in members}
    for one, other in links:
        mine, yours = home.get(one), home.get(other)
        if mine and yours and mine is not yours:
            absorbed, joined = sorted((mine, yours), key=len)
            joined |= absorbed
            for member in absorbed:
                home[member] = joined
    return list({id(group): group for group in home.values()}.values())
