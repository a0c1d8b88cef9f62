"""Which times are those of somebody's telling, and not of what is told."""

from __future__ import annotations

from testigo.model.dispatch import Span
from testigo.model.reading import ReadSentence, Voice

_BEHIND_THE_VERB = 24
"""Code points between *said* and its day: room for *here*, *in a statement on*."""
_BESIDE = 4
"""Code points between a verb of speech and a day that is its own although what is said begins there: room for *on*."""


def of_the_telling(span: Span, sentence: ReadSentence) -> bool:
    """Whether a time is that of somebody's telling, and not of what is told.

    *Police said here Tuesday*, *police on Tuesday said*, *according to officials on Tuesday*.
    """
    return any(_behind_the_verb(span, v) or _beside_who_says_it(span, v) for v in sentence.voices)


def _behind_the_verb(span: Span, voice: Voice) -> bool:
    told_apart = voice.cue[1] + 1 < voice.scope[0] <= span[0]  # *said that on Monday*
    within = told_apart or (voice.cue[1] <= voice.scope[0] < span[0] - _BESIDE and span[0] < voice.scope[1])
    return 0 <= span[0] - voice.cue[1] <= _BEHIND_THE_VERB and not within


def _beside_who_says_it(span: Span, voice: Voice) -> bool:
    """Between those who say it and the verb, or right behind them where they follow it."""
    if 0 <= voice.cue[0] - span[1] <= 1:
        return True
    return any(voice.cue[1] <= start and 0 <= span[0] - end <= _BESIDE for start, end in voice.places)
