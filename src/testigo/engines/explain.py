"""Why two things are one incident, or are not: their accounts pair by pair, and what people ruled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from testigo.accounts.traces import names_in
from testigo.incidents.joining.candidates import are_compared, are_in_reach
from testigo.incidents.joining.decide import likeness, score
from testigo.incidents.joining.held import held
from testigo.incidents.joining.outlines import outline
from testigo.incidents.joining.retold import is_retold
from testigo.ledger.identity import stem_of
from testigo.ledger.shelf import Known
from testigo.ledger.view import View
from testigo.model.decision import Decision, standing
from testigo.model.likeness import Likeness
from testigo.model.outline import Outline
from testigo.model.telling import Telling
from testigo.packs import language, languages
from testigo.packs.joining import weights

JOINING = frozenset({"merge", "split"})


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two accounts with their dispatches and how alike they are.

    `compared`: they share a mark and lie near each other in time, or others link them, so that joining looked at
    them. `shared` are the rare names and numbers of both texts, as far as these are kept. `retold`: the texts are one.
    """

    one: str
    other: str
    dispatches: tuple[str, str]
    likeness: Likeness
    compared: bool
    retold: bool
    shared: tuple[str, ...] = ()


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Why two things are, or are not, one incident.

    `pairs` are all pairs of their accounts, the likest first; `mean` is their mean score, and those that joining
    never looked at count least in it. `link` and `holds` are the bars. `ruled` are merges and splits that stand.
    """

    one: str
    other: str
    together: bool
    pairs: tuple[Pair, ...]
    mean: float
    link: float
    holds: float
    ruled: tuple[Decision, ...]


def explain(view: View, one: str, other: str) -> Explained:
    """Hold two incidents, accounts or claims against each other. Raises LedgerError for names that mean nothing."""
    mine, yours = view.incident(one), view.incident(other)
    accounts = _asked(mine, one), _asked(yours, other)
    hang = mine.id == yours.id or _are_linked(*accounts)
    pairs = sorted(_pairs(view, *accounts, hang=hang), key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
    known = weights()
    scores = [max(pair.likeness.score, known.least) if pair.compared else known.least for pair in pairs]
    return Explained(
        one=mine.id,
        other=yours.id,
        together=mine.id == yours.id,
        pairs=tuple(pairs),
        mean=sum(scores) / len(scores) if scores else known.least,
        link=known.link,
        holds=known.together,
        ruled=_ruled(mine, yours),
    )


def _asked(known: Known, name: str) -> Sequence[Telling]:
    """The tellings that a name asks for: all of an incident, one for an account or a claim."""
    own = [t for t in known.everything if any(one.id.startswith(name) for one in (t.account, *t.claims))]
    return own or known.everything


def _are_linked(mine: Sequence[Telling], yours: Sequence[Telling]) -> bool:
    """Whether any of some tellings is linked to any of others, so that all of them are held against each other."""
    outlines = [_outline(b) for b in yours]
    pairs = ((one, other) for one in map(_outline, mine) for other in outlines if are_compared(one, other))
    return any(score(held(one), held(other), weights()) >= weights().link for one, other in pairs)


def _pairs(view: View, mine: Sequence[Telling], yours: Sequence[Telling], *, hang: bool) -> Iterator[Pair]:
    """Every pair of two accounts; whether all of these `hang` together decides whether some were compared."""
    seen = set()
    for a in mine:
        for b in yours:
            key = frozenset({a.account.id, b.account.id})
            if len(key) > 1 and key not in seen:
                seen.add(key)
                yield _pair(view, a, b, hang=hang)


def _pair(view: View, a: Telling, b: Telling, *, hang: bool) -> Pair:
    one, other = _outline(a), _outline(b)
    mine, yours = held(one), held(other)
    return Pair(
        one=a.account.id,
        other=b.account.id,
        dispatches=(a.dispatch.id, b.dispatch.id),
        likeness=likeness(mine, yours, weights()),
        compared=are_compared(one, other) or (hang and are_in_reach(one, other)),
        retold=is_retold(mine, yours),
        shared=tuple(sorted(_names(view, a, one) & _names(view, b, other))),
    )


def _outline(telling: Telling) -> Outline:
    return outline(telling.account, stem_of(telling.account.id), telling.dispatch, telling.at)


def _names(view: View, telling: Telling, told: Outline) -> frozenset[str]:
    source = view.source(stem_of(telling.account.id))
    if source.text is None or source.head.lang not in languages():
        return frozenset()
    return names_in(source.text, language(source.head.lang), told.words | told.pairs)


def _ruled(mine: Known, yours: Known) -> tuple[Decision, ...]:
    """Merges and splits that stand on accounts of both."""
    ids = [{telling.account.id for telling in known.everything} for known in (mine, yours)]
    once = {decision.n: decision for decision in (*mine.decisions, *yours.decisions)}
    named = {n: {a for group in d.accounts for a in group} for n, d in once.items()}
    kept = [d for n, d in sorted(once.items()) if d.kind in JOINING and all(named[n] & some for some in ids)]
    standing_ones = {d.n for d in standing([*once.values()])}
    return tuple(d for d in kept if d.n in standing_ones)
