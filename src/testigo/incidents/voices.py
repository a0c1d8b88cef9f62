"""Who stands behind a figure: a speaker, or the wire in its own voice. Copies of one agency are one voice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from testigo.model.claim import Claim, SpeakerKind
from testigo.model.policy import Conflict
from testigo.model.telling import Telling
from testigo.packs.folding import folded
from testigo.packs.nations import nation_named

AUTHORITIES = frozenset({"official", "government"})
"""Kinds of speakers who speak for one government about one incident: the governor and the state's statement are one
voice, so that a later count of either replaces the earlier one (codebook, reconciling a toll, 1: *superseded*)."""
BODIES = frozenset({"police", "military", "court", "medical"})
"""Kinds of which the speakers about one incident are taken for one voice each."""
OWN = "wire"
"""How a policy calls the wire's own voice."""


class Voice(msgspec.Struct, frozen=True):
    """One source of figures. `nearness` is its rank under the policy, 0 closest to the scene; `own` the wire's own."""

    key: str
    nearness: int
    own: bool
    words: str | None = None


def carrier(telling: Telling) -> str:
    """Whose text a telling is: the agency's, else the publisher's, else the dispatch's own; of a copy the original's.

    >>> from testigo.model.account import Account
    >>> from testigo.model.record import DispatchHead
    >>> account, copy = Account(id="a1", main=True, type="bombing"), DispatchHead(id="d2", sha256="", agency="AP")
    >>> agency = DispatchHead(id="d1", sha256="", publisher="El Diario", agency="AFP")
    >>> carrier(Telling(account=account, claims=(), dispatch=copy, original=agency))
    'AFP'
    """
    head = telling.original or telling.dispatch
    return head.agency or head.publisher or head.id


def voice_of(claims: Iterable[Claim], telling: Telling, conflict: Conflict) -> Voice:
    """The first speaker of the first claim that names one, else the wire.

    The first speaker of a chain is the one who says it; those who pass it on add no source. Officials of another
    country than the one where it happened are a voice of their own.
    """
    for claim in claims:
        if claim.attribution:
            first = claim.attribution[0]
            key = _key(first.kind, first.text, telling.dispatch.lang, telling.account.place.country)
            return Voice(key, _nearness(first.kind, conflict), own=False, words=first.text)
    return Voice(f"{OWN}:{carrier(telling)}", _nearness(OWN, conflict), own=True)


@lru_cache(maxsize=8192)
def _key(kind: SpeakerKind, words: str, lang: str, country: str | None) -> str:
    """Who a speaker of an incident in a country is, so that whoever speaks for the same is the same."""
    if kind in AUTHORITIES or kind in BODIES:
        nation = nation_named(words, lang)
        abroad = f":{nation}" if nation and nation != country else ""
        return ("authorities" if kind in AUTHORITIES else kind) + abroad
    # the last word is the name of whoever is named, also when a later dispatch leaves out the first name and the rank
    return f"{kind}:{folded(words).rsplit(maxsplit=1)[-1] if words.strip() else ''}"


def _nearness(kind: str, conflict: Conflict) -> int:
    for rank, kinds in enumerate(conflict.nearest):
        if kind in kinds:
            return rank
    return len(conflict.nearest)
