"""One record of several: the items of a round-up, read one by one, in the text that holds them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from testigo.model.account import Account, Check, Participant, TollLine
from testigo.model.claim import AnyClaim, Name, Speaker, Toll
from testigo.model.dispatch import Span
from testigo.model.record import DispatchHead, Issue, Record

Resting = TypeVar("Resting", Participant, TollLine)
Said = TypeVar("Said", Name, Speaker)


class Part(msgspec.Struct, frozen=True):
    """A stretch of a text that was read by itself: where it begins, what goes before its ids, and what was read."""

    start: int
    mark: str
    record: Record


def joined(head: DispatchHead, records: Sequence[tuple[int, Record]]) -> Record:
    """The record of a text from those of its stretches, each given with where it begins.

    Spans count from the text's beginning; from the second stretch on ids carry its number.
    """
    parts = [Part(start, f"i{number}." if number > 1 else "", r) for number, (start, r) in enumerate(records, 1)]
    return Record(
        dispatch=head,
        claims=tuple(_claim(claim, part) for part in parts for claim in part.record.claims),
        accounts=tuple(_account(account, part.mark) for part in parts for account in part.record.accounts),
        issues=tuple(_issue(issue, part.start) for part in parts for issue in part.record.issues),
    )


def _claim(claim: AnyClaim, part: Part) -> AnyClaim:
    moved = replace(
        claim,
        id=part.mark + claim.id,
        span=_moved(claim.span, part.start),
        account=_named(claim.account, part.mark),
        attribution=tuple(_said(speaker, part.start) for speaker in claim.attribution),
    )
    if not isinstance(moved, Toll):
        return moved
    names = tuple(_said(name, part.start) for name in moved.names)
    return replace(moved, part_of=_named(moved.part_of, part.mark), names=names)


def _account(account: Account, mark: str) -> Account:
    return replace(
        account,
        id=mark + account.id,
        perpetrators=tuple(_of_claims(side, mark) for side in account.perpetrators),
        targets=tuple(_of_claims(side, mark) for side in account.targets),
        toll=tuple(_of_claims(line, mark) for line in account.toll),
        checks=tuple(_check(check, mark) for check in account.checks),
    )


def _of_claims(said: Resting, mark: str) -> Resting:
    """A side or a line of a toll with the ids of the claims it rests on."""
    return replace(said, claims=tuple(mark + claim for claim in said.claims))


def _check(check: Check, mark: str) -> Check:
    return replace(check, whole=mark + check.whole, parts=tuple(mark + part for part in check.parts))


def _issue(issue: Issue, by: int) -> Issue:
    """One that points nowhere goes on pointing nowhere."""
    return issue if issue.span == (0, 0) else replace(issue, span=_moved(issue.span, by))


def _said(said: Said, by: int) -> Said:
    return replace(said, span=_moved(said.span, by))


def _named(name: str | None, mark: str) -> str | None:
    return name if name is None else mark + name


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
