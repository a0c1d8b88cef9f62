"""What the reading room hands on: people, outcomes and speech as spans of the untouched text, not yet claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from testigo.model.actor import Bond, Deed, Side
from testigo.model.answer import Answer
from testigo.model.claim import Scope, Speaker, Stance
from testigo.model.dispatch import Span
from testigo.model.quantity import Quantity as Quantity
from testigo.model.spans import overlap
from testigo.model.timewords import TimeMention

LEAD = 3
"""Sentences in which a dispatch says what its news is."""
TIMED = 8
"""Sentences whose times are read whatever else they tell: headlines and lines of the page may be the first of them."""


class Group(msgspec.Struct, frozen=True):
    """People in a sentence. `quantity` is None for a definite or bare phrase; `plural` tells of its noun.

    `kind` is how the phrase is built: counted, partitive, one, zero, definite, bare, name, surname, pronoun.

    `states` are outcomes told by words before the noun; `captive` that the noun itself says they are held;
    `leading` that it names somebody who leads others (*the police chief*), `plain` that it says no more than man or
    woman, `by_harm` that it says no more than that somebody was harmed (*the victim*). `among` is how many those are of
    whom a partitive phrase takes some: the 22 of *three of the 22 passengers*, and `whole` the words from there on.
    """

    kind: str
    quantity: Quantity | None
    people: str
    head: str
    span: Span
    plural: bool = False
    others: bool = False
    sex: str | None = None
    age: str | None = None
    name: Span | None = None
    words: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    captive: bool = False
    leading: bool = False
    plain: bool = False
    by_harm: bool = False
    among: Quantity | None = None
    whole: Span | None = None


class Finding(msgspec.Struct, frozen=True):
    """An outcome that a rule joined to people. `what` is the span of the words that say the outcome."""

    outcome: str
    group: Group
    span: Span
    what: Span
    rule: str
    weak: bool = False
    violent: bool = False
    values: Mapping[str, Any] = {}


class Voice(msgspec.Struct, frozen=True):
    """Somebody's words: who says them (first speaker first), the stretch they cover, and the verb that says so.

    Speakers stand in the fullest form the dispatch had used by then, `places` where this sentence words them;
    `confidence` tells how sure the stretch is. `hearers` were told it: somebody else who tells it has it from them.
    """

    speakers: tuple[Speaker, ...]
    scope: Span
    cue: Span
    confidence: Scope = "explicit"
    rule: str = ""
    places: tuple[Span, ...] = ()
    hearers: tuple[Speaker, ...] = ()


VOID: Literal["void"] = "void"
"""The stance of what is no statement at all: a threat, a plan, a demand, a purpose."""


class Hedge(msgspec.Struct, frozen=True):
    """Words that take away from a statement's firmness: the stance they give what stands in their reach."""

    stance: Stance | Literal["void"]
    scope: Span
    cue: Span
    rule: str = ""
    whole: bool = False
    """Whether its sentence is another text's: a link to another article."""


class Signs(msgspec.Struct, frozen=True):
    """How many words of violence, of other mishaps and other worlds a stretch of text holds.

    Those of something that happened (`scene`), of what had been said (`said_before`) and of what is taken back are told
    of a sentence only.
    """

    violent: int = 0
    calm: int = 0
    scene: int = 0
    said_before: int = 0
    taken_back: int = 0


def signs_of(stretches: Iterable[Signs]) -> Signs:
    """The signs of several stretches of text together.

    >>> signs_of([Signs(violent=2, calm=1), Signs(violent=1, scene=1)])
    Signs(violent=3, calm=1, scene=0, said_before=0, taken_back=0)
    """
    some = tuple(stretches)
    return Signs(violent=sum(s.violent for s in some), calm=sum(s.calm for s in some))


class ReadSentence(msgspec.Struct, frozen=True):
    """One sentence: its span, its paragraph's number, what was found, the times said, the classes its words have.

    `findings` stand in the order of whom they are about. `doers` are those called by what they did,
    whatever else is told of them (*17 of the attackers were killed*).
    """

    span: Span
    paragraph: int
    signs: Signs = Signs()
    findings: tuple[Finding, ...] = ()
    forces: tuple[Finding, ...] = ()
    tallies: tuple[Finding, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[Group, ...], ...] = ()
    times: tuple[TimeMention, ...] = ()
    cues: Mapping[str, tuple[Span, ...]] = {}
    unread: tuple[Span, ...] = ()
    voices: tuple[Voice, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    deeds: tuple[Deed, ...] = ()
    bonds: tuple[Bond, ...] = ()
    answers: tuple[Answer, ...] = ()
    doers: tuple[Side, ...] = ()
    tongue: str = ""
    """The language it was read in, where that is not the text's own."""

    @property
    def is_anothers(self) -> bool:
        """Whether it is another text's: nothing that it tells is this dispatch's."""
        return any(hedge.whole for hedge in self.hedges)

    def voids(self, what: Span) -> bool:
        """Whether words stand in a threat, a plan, a demand or a purpose: then nothing is said to be done.

        >>> hedge = Hedge("void", scope=(8, 30), cue=(0, 7))
        >>> ReadSentence((0, 30), 0, hedges=(hedge,)).voids((10, 16))
        True
        """
        return any(h.stance == VOID and overlap(h.scope, what) for h in self.hedges)


class Reading(msgspec.Struct, frozen=True):
    """Everything read from one dispatch, sentence by sentence, and the signs and the names of actors in all of it."""

    sentences: tuple[ReadSentence, ...]
    signs: Signs = Signs()
    named: tuple[Side, ...] = ()
