"""What a sentence tells of a happening before the news: *the raid came a day after gunmen killed 12*."""

from __future__ import annotations

from collections.abc import Iterable

from testigo.model.dispatch import Span
from testigo.model.reading import Reading
from testigo.model.told import Told

BEFORE = "another_before"
"""The cue of words that tell what came before the news, and how long before, or what it answers."""
SURELY_BEFORE = "comes_after"
"""The cue of words that tell of another happening by when this one came, however many were harmed in it."""
SINCE_WHEN = "since_when"
"""The same of words that say when that was (*the worst attack since May, when 15 were killed*)."""
MOURNED = "mourned"
"""The cue of words for those who are mourned; they died before whoever is harmed there (*nine were shot at a wake for a
driver killed by soldiers*).
"""
OF_THE_NEWS = "of_the_news"
"""The cue of words that take up what the dispatch tells of (*killed in the shooting*)."""
_KILLED = "killed"
_HARMS = {_KILLED, "injured"}


def told_before(told: Iterable[Told], reading: Reading) -> frozenset[str]:
    """The claims of those who were harmed in what came before.

    There are none where the dispatch has not told by then of anybody of its own who was, nor where it counts as many or
    goes on counting in its own news (*two more died, a day after a bomb killed 12*).
    """
    harmed = [t for t in told if t.claim.outcome in _HARMS]
    surely = {t.claim.id for t in harmed for cue in (SURELY_BEFORE, SINCE_WHEN) if _is_within(cue, t, reading)}
    within = surely | {t.claim.id for t in harmed if _is_within(BEFORE, t, reading) or _is_mourned(t, harmed, reading)}
    news = [t for t in harmed if t.claim.id not in within]
    if not within or not news or any(_goes_on(t, news) for t in news):
        return frozenset()
    counted = {(t.claim.outcome, t.claim.count.low) for t in news}
    before = [t for t in harmed if t.claim.id in within and t.sentence >= news[0].sentence]
    again = {t.sentence for t in before if (t.claim.outcome, t.claim.count.low) in counted}
    return frozenset(t.claim.id for t in before if t.claim.id in surely or t.sentence not in again)


def _goes_on(told: Told, news: Iterable[Told]) -> bool:
    """Whether a count takes one further that was told before; *six others wounded* goes with those of its sentence."""
    beside = any(t.sentence == told.sentence and t.claim.span < told.claim.span for t in news)
    return told.total or (told.adds and not beside)


def _is_mourned(told: Told, harmed: Iterable[Told], reading: Reading) -> bool:
    """Whether somebody is mourned where the same sentence has others harmed, who are told of first, or goes on to tell
    of an attack; or who was killed, where nobody was in the news (*three were wounded … at a vigil for a driver who was
    killed on Monday*).
    """
    if not _is_within(MOURNED, told, reading):
        return False
    sentence = reading.sentences[told.sentence]
    dead = [t for t in harmed if t.claim.outcome == _KILLED and not _is_within(MOURNED, t, reading)]
    if told.claim.outcome == _KILLED and not dead and OF_THE_NEWS not in sentence.cues:
        return True
    beside = (t.claim for t in harmed if t.sentence == told.sentence and not _is_within(MOURNED, t, reading))
    struck = (deed.what for deed in sentence.deeds if deed.type and not _is_in(deed.what, sentence.cues[MOURNED]))
    return any(claim.span < told.claim.span for claim in beside) or any(struck)


def _is_within(cue: str, told: Told, reading: Reading) -> bool:
    return _is_in(told.claim.span, reading.sentences[told.sentence].cues.get(cue, ()))


def _is_in(span: Span, cues: Iterable[Span]) -> bool:
    """Whether a stretch stands behind the beginning of one of the cues, and within it."""
    return any(start < span[0] and span[1] <= end for start, end in cues)
