"""Which of two outcomes people met who stand between both: *seven died, two of them women, and nine were hurt*."""

from __future__ import annotations

from collections.abc import Iterator

from testigo.model.dispatch import Span
from testigo.model.reading import Finding, ReadSentence

_PARTS = ","


def is_anothers(finding: Finding, sentence: ReadSentence, text: str) -> bool:
    """Whether a finding tells of people what others met: a comma parts them from those, and not from what they met.

    What stands behind them is not theirs where they are some of others before them or met what was told before; and
    what stands before them is not theirs where they open the list of those who met what stands behind.
    """
    span, what = finding.group.span, finding.what
    beside = list(_beside(finding, sentence))
    if span[1] <= what[0]:
        behind = (other for other in beside if span[1] <= other[0] and other[1] <= what[0])
        return _is_told_before(span, sentence) and any(_are_parted(span, other, text) for other in behind)
    before = max((other for other in beside if what[1] <= other[0] and other[1] <= span[0]), default=None)
    if before is None or not _are_parted(before, span, text):
        return False
    told_behind = (other.what for other in sentence.findings if other.group.span == span and span[1] <= other.what[0])
    return any(not _are_parted(span, word, text) for word in told_behind)


def _beside(finding: Finding, sentence: ReadSentence) -> Iterator[Span]:
    """All who met, by the same word, what a finding tells."""
    return (other.group.span for other in sentence.findings if other.what == finding.what)


def _is_told_before(span: Span, sentence: ReadSentence) -> bool:
    some = any(group.span == span for groups in sentence.parts for group in groups)
    return some or any(other.group.span == span and other.what[1] <= span[0] for other in sentence.findings)


def _are_parted(one: Span, other: Span, text: str) -> bool:
    return _PARTS in text[one[1] : other[0]]
