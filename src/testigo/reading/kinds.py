"""Which kinds of incident the words of a sentence show, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from testigo.model.actor import Deed
from testigo.packs.evidence import Evidence, Term

_TAKING, _TAKEN = "territory_change", 5
"""The taking of a town, and its weight: the words for the fight over it show less."""


def kinds_of(words: Sequence[str], evidence: Evidence) -> tuple[tuple[str, int], ...]:
    """Incident types with their weights, in the order in which the folded words show them.

    A type weighs as much as its strongest term and one for each other: ten words for shooting are no surer than two.
    A word counts only for the longest term it stands in. What stands together may take away from what words show.

    >>> bomb = Term(("car", "bomb"), "bombing", 4), Term(("car",), "", 0)
    >>> kinds_of("a car bomb and a car".split(), Evidence({"car": bomb}, ()))
    (('bombing', 4),)
    """
    shown: Counter[str] = Counter()
    for term in dict.fromkeys(_terms(words, evidence)):
        shown[term.kind] = max(shown[term.kind] + bool(term.kind), term.weight)
    present = set(words)
    for pair in evidence.together:
        if not any(map(present.isdisjoint, pair.groups)):
            shown[pair.kind] += pair.weight
    return tuple((kind, weight) for kind, weight in shown.items() if weight > 0)


def kinds_of_deeds(deeds: Iterable[Deed]) -> tuple[tuple[str, int], ...]:
    """What deeds show that no words show by themselves: that those who bear arms took a town."""
    return ((_TAKING, _TAKEN),) if any(deed.plain and deed.type == _TAKING for deed in deeds) else ()


def _terms(words: Sequence[str], evidence: Evidence) -> Iterator[Term]:
    free = 0
    for at in [at for at, word in enumerate(words) if word in evidence.terms]:
        if at >= free:
            found = next((t for t in evidence.terms[words[at]] if _stands(t, words, at)), None)
            if found:
                yield found
                free = at + len(found.words)


def _stands(term: Term, words: Sequence[str], at: int) -> bool:
    return tuple(words[at : at + len(term.words)]) == term.words
