"""What was read and not claimed, and what was not read: rows for a person to look at, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from testigo.claims.violence import is_violent
from testigo.model.reading import Finding, Reading
from testigo.model.record import Issue


def left_out(text: str, reading: Reading) -> Iterator[Issue]:
    """An issue for each figure beside an outcome word that no rule took, and for each toll told without violence."""
    for index, sentence in enumerate(reading.sentences):
        for span in sentence.unread:
            yield Issue(code="unread_count", span=span, message=f"No rule reads {text[span[0] : span[1]]!r} here.")
        for finding in sentence.findings:
            if not is_violent(finding, index, reading) and _counts(finding):
                quoted = text[finding.group.span[0] : finding.group.span[1]]
                message = f"{quoted!r} ({finding.outcome}): nothing around tells of violence, so it is no toll."
                yield Issue(code="no_violence", span=finding.group.span, message=message)


def _counts(finding: Finding) -> bool:
    return finding.group.quantity is not None and finding.group.quantity.high != 0
