"""What was read and not claimed, and what was not read: rows for a person to look at, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from testigo.claims.attribute import LONGEST
from testigo.claims.violence import is_violent
from testigo.model.claim import Toll
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


def long_chains(claims: Iterable[Toll]) -> Iterator[Issue]:
    """An issue for each toll that more speakers pass on than can be told apart."""
    for claim in claims:
        if len(claim.attribution) > LONGEST:
            chain = " → ".join(speaker.text for speaker in claim.attribution)
            message = f"{claim.quote!r} is passed on by more than {LONGEST}: {chain}; their order is doubtful."
            yield Issue(code="long_chain", span=claim.span, message=message)


def _counts(finding: Finding) -> bool:
    return finding.group.quantity is not None and finding.group.quantity.high != 0
