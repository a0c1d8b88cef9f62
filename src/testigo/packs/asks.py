"""What a rule that makes claims asks of the words of a sentence, beyond what its pattern draws on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from testigo.packs.lexicon import Lexicon, Word

_SAY_A_CLASS = ("people", "makes", "corps")
"""What words say of the class of people: that of a noun, of a word beside it, of the body they belong to."""

Entries = frozenset[int]
"""Words and phrases, by their numbers in the lexicon."""


def asks(says: Mapping[str, Any], lexicon: Lexicon) -> Iterator[Entries]:
    """Entries of which one each must be there: for the nouns, sides, doers or firm outcome that a rule names."""
    heads = [lexicon.single.get(norm) for norm in says.get("heads", "").split()]
    if heads and None not in heads:
        yield frozenset(number for number in heads if number is not None)
    if "agents" in says:
        sides = says["agents"].split()
        yield _entries(lexicon, lambda word: any(word.values.get(key) in sides for key in _SAY_A_CLASS))
    if not {"doers", "called", "described", "told_of_doers"}.isdisjoint(says):
        doers = lexicon.having("doer")
        yield _entries(lexicon, lambda word: word.symbol in doers)
    if "firm" in says:
        yield _entries(lexicon, lambda word: word.values.get("outcome") == says["firm"])


def _entries(lexicon: Lexicon, fits: Callable[[Word], bool]) -> Entries:
    return frozenset(number for number, word in enumerate(lexicon.entries) if fits(word))
