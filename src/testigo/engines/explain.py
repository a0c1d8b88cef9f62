"""Why two things are one incident, or are not: their accounts pair by pair, and what people ruled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from testigo.accounts.traces import names_in
from testigo.incidents.joining.candidates import are_compared, are_in_reach
from testigo.incidents.joining.decide import likeness
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
    pairs = sorted(_pairs(view, *accounts), key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
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


def _pairs(view: View, mine: Sequence[Telling], yours: Sequence[Telling]) -> Iterator[Pair]:
    """Every pair of two accounts; those that links hold together were compared though they share no mark."""
    chains, seen = view.chains(t.account.id for t in (*mine, *yours)), set()
    for a in mine:
        for b in yours:
            key = frozenset({a.account.id, b.account.id})
            if len(key) > 1 and key not in seen:
                seen.add(key)
                yield _pair(view, a, b, linked=len({chains.get(name, name) for name in key}) == 1)


def _pair(view: View, a: Telling, b: Telling, *, linked: bool) -> Pair:
    one, other = _outline(a), _outline(b)
    mine, yours = held(one), held(other)
    return Pair(
        one=a.account.id,
        other=b.account.id,
        dispatches=(a.dispatch.id, b.dispatch.id),
        likeness=likeness(mine, yours, weights()),
        compared=are_compared(one, other) or (linked and are_in_reach(one, other)),
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
