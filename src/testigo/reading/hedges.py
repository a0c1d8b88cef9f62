"""Hedges: words that take away from a statement's firmness, and the stretch of the sentence that they bear on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from testigo.model.reading import Hedge, ReadSentence
from testigo.packs.language import Language
from testigo.reading.rules import firings
from testigo.reading.units import Units


def read_hedges(units: Units, pack: Language) -> tuple[Hedge, ...]:
    """Every hedge of a sentence, in the pack's order of rules: of several on one claim the first decides."""
    return tuple(
        Hedge(
            rule.values["stance"],
            units.span(*match.span("scope")),
            units.span(*match.span("cue")),
            rule.name,
            whole=rule.values.get("whole", False),
        )
        for rule, match in firings(units, "hedge", pack)
        if match["scope"]
    )


def with_withdrawals(read: Sequence[ReadSentence]) -> tuple[ReadSentence, ...]:
    """The sentences of a text, with what somebody had said and takes back denied: in the same sentence, or in the next
    one where that tells no figure of its own (*the mayor had spoken of 18 dead; his office took the figure back*).
    """
    behind = (*read[1:], None)
    return tuple(
        replace(sentence, hedges=(*sentence.hedges, _withdrawn(sentence)))
        if _is_withdrawn(sentence, then)
        else sentence
        for sentence, then in zip(read, behind, strict=True)
    )


def _is_withdrawn(sentence: ReadSentence, then: ReadSentence | None) -> bool:
    if not (sentence.findings and sentence.signs.said_before):
        return False
    return bool(sentence.signs.taken_back or (then and then.signs.taken_back and not then.findings))


def _withdrawn(sentence: ReadSentence) -> Hedge:
    return Hedge("denied", scope=sentence.span, cue=sentence.span, rule="withdrawn")
