"""Whose word a claim is: the chain of speakers of the voices that cover its span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testigo.model.claim import Scope, Speaker
from testigo.model.dispatch import Span
from testigo.model.reading import ReadSentence, Voice
from testigo.model.spans import holds

LONGEST = 3
"""Speakers of a chain that can be told apart surely; in a longer one who had it from whom is doubtful."""
_SURE: tuple[Scope, ...] = ("ambiguous", "probable", "explicit")


def attribute(span: Span, sentence: ReadSentence) -> tuple[tuple[Speaker, ...], Scope]:
    """The speakers of what stands at a span, first speaker first, and how sure that is.

    No speakers is the wire's own voice.

    >>> police = Speaker(text="police", span=(17, 23), kind="police")
    >>> said = Voice((police,), scope=(0, 29), cue=(24, 28))
    >>> attribute((0, 7), ReadSentence((0, 29), 0, voices=(said,)))[0][0].text
    'police'
    """
    covering = sorted((v for v in sentence.voices if _covers(v, span)), key=_inmost)
    chain, sure = _chain(covering), _least(v.confidence for v in covering)
    doubtful = len(chain) > LONGEST or any(_over_another(v, span, sentence) for v in covering)
    return chain, "ambiguous" if doubtful else sure


def _over_another(voice: Voice, span: Span, sentence: ReadSentence) -> bool:
    """Whether somebody else's words stand between the claim and the speaker named behind them: *two men were held, who
    told investigators of a plot, said the governor* may leave the arrest to the wire.
    """
    between = range(span[1], voice.cue[0])
    return any(v.cue[0] in between and not _covers(v, span) for v in sentence.voices)


def _covers(voice: Voice, span: Span) -> bool:
    """Whether the claim begins in the voice's stretch and is not the words that name the speaker."""
    begins = voice.scope[0] <= span[0] < voice.scope[1]
    return begins and not any(holds(s.span, span) for s in voice.speakers)


def _inmost(voice: Voice) -> tuple[int, int, int]:
    """Who speaks within another's words comes first: the shorter stretch, the longer chain, the earlier cue."""
    return voice.scope[1] - voice.scope[0], -len(voice.speakers), voice.cue[0]


def _chain(voices: Sequence[Voice]) -> tuple[Speaker, ...]:
    """The speakers from the innermost on; between two voices stands whoever was told by the one."""
    chain: list[Speaker] = []
    for voice in voices:
        said = voice.speakers if voice is voices[-1] else (*voice.speakers, *voice.hearers)
        chain += (s for s in said if not any(s.span == known.span or s.text == known.text for known in chain))
    return tuple(chain)


def _least(confidences: Iterable[Scope]) -> Scope:
    return min(confidences, key=_SURE.index, default="explicit")
