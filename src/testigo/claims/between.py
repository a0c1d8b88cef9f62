"""Which of two outcomes people met who stand between both: *seven died, two of them women, and nine were hurt*."""

from __future__ import annotations

from testigo.model.dispatch import Span
from testigo.model.reading import Finding, ReadSentence

_PARTS = ","


class Between:
    """The people of one sentence, each with the words for what they met, and who else met it by the same word."""

    def __init__(self, sentence: ReadSentence, text: str) -> None:
        self._text = text
        self._some = {group.span for groups in sentence.parts for group in groups}
        self._met: dict[Span, list[Span]] = {}
        self._beside: dict[Span, list[Span]] = {}
        for finding in sentence.findings:
            self._met.setdefault(finding.group.span, []).append(finding.what)
            self._beside.setdefault(finding.what, []).append(finding.group.span)

    def is_anothers(self, finding: Finding) -> bool:
        """Whether a finding tells of people what others met: a comma parts them from those, and not from what they met.

        What stands behind them is not theirs where they are some of others before them or met what was told before;
        and what stands before them is not theirs where they open the list of those who met what stands behind.
        """
        span, what = finding.group.span, finding.what
        beside = self._beside[what]
        if span[1] <= what[0]:
            behind = (other for other in beside if span[1] <= other[0] and other[1] <= what[0])
            return self._is_told_before(span) and any(self._are_parted(span, other) for other in behind)
        before = max((other for other in beside if what[1] <= other[0] and other[1] <= span[0]), default=None)
        if before is None or not self._are_parted(before, span):
            return False
        return any(span[1] <= word[0] and not self._are_parted(span, word) for word in self._met[span])

    def _is_told_before(self, span: Span) -> bool:
        return span in self._some or any(word[1] <= span[0] for word in self._met[span])

    def _are_parted(self, one: Span, other: Span) -> bool:
        return _PARTS in self._text[one[1] : other[0]]
