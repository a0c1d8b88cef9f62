"""What a rule that makes claims asks of the words of a sentence, beyond what its pattern draws on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from testigo.packs.lexicon import Attributes, Lexicon

_SAY_A_CLASS = ("people", "makes", "corps")
"""What words say of the class of people: that of a noun, of a word beside it, of the body they belong to."""


def asks(says: Mapping[str, Any], lexicon: Lexicon) -> Iterator[str]:
    """Sets of symbols of which one each must be there: for the nouns, sides or firm outcome that a rule names."""
    heads = [lexicon.word(norm) for norm in says.get("heads", "").split()]
    if heads and None not in heads:
        yield "".join(sorted({symbol for word in heads if word for symbol in word.symbols}))
    if "agents" in says:
        sides = says["agents"].split()
        yield symbols_of(lexicon, lambda values: any(values.get(key) in sides for key in _SAY_A_CLASS))
    if "firm" in says:
        yield symbols_of(lexicon, lambda values: values.get("outcome") == says["firm"])


def symbols_of(lexicon: Lexicon, fits: Callable[[Attributes], bool]) -> str:
    """The symbols of words whose values fit."""
    return "".join(sorted({symbol for word in lexicon.entries if fits(word.values) for symbol in word.symbols}))
