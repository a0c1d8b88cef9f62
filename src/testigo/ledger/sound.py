"""Whether what came from elsewhere can be: no store chokes on it, and no count or day in it is beyond all sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from testigo.ledger.adopted import adopted
from testigo.ledger.identity import ACCOUNT, CLAIM, stem_of
from testigo.ledger.lines import shown
from testigo.ledger.rows import Content
from testigo.model.account import Account
from testigo.model.circumstance import Place
from testigo.model.claim import AnyClaim, Count, Toll
from testigo.model.decision import Decision
from testigo.model.moment import instant
from testigo.model.record import Record
from testigo.model.tally import MonthlyFigure

_MOST = 2**63 - 1
"""The largest number that a store holds."""
_MONTH = len("2019-12")
_NAME = re.compile(r"[aci][0-9a-f]{12}-[0-9a-f]{12}(\.[0-9]{1,9})?")


def unsound(held: object) -> str | None:
    """What is wrong with a record, a delivery's content, a decision or a figure, in words; None where nothing is.

    >>> unsound(MonthlyFigure(month="2019-13", count=1))
    '2019-13 is no month'
    """
    if isinstance(held, Record):
        return next(_record(held), None)
    if isinstance(held, Content):
        return next(_content(held), None)
    if isinstance(held, Decision):
        return next(_decision(held), None)
    return next(_figure(held), None) if isinstance(held, MonthlyFigure) else None


def _record(record: Record) -> Iterator[str]:
    local = [claim.id for claim in record.claims], [account.id for account in record.accounts]
    if any(len(set(names)) != len(names) for names in local):
        yield "two claims or accounts of one reading have one name"
    yield from _unheld(name for names in local for name in names)
    claims, accounts = map(set, local)
    for claim in record.claims:
        yield from _claim(claim, claims, accounts)
    for account in record.accounts:
        yield from _account(account, claims)


def _claim(claim: AnyClaim, claims: set[str], accounts: set[str]) -> Iterator[str]:
    if not 0 <= claim.span[0] <= claim.span[1] <= _MOST:
        yield f"{claim.id} has a span that is none"
    if claim.account is not None and claim.account not in accounts:
        yield f"{claim.id} belongs to {claim.account}, which is not there"
    if isinstance(claim, Toll) and claim.part_of is not None and claim.part_of not in claims:
        yield f"{claim.id} is part of {claim.part_of}, which is not there"
    count = getattr(claim, "count", None)
    if isinstance(count, Count) and not _is_count(count.low, count.high):
        yield f"{claim.id} counts {count.low} to {count.high}"


def _account(account: Account, claims: set[str]) -> Iterator[str]:
    lines = [name for line in account.toll for name in line.claims]
    checks = [name for check in account.checks for name in (check.whole, *check.parts)]
    sides = [name for side in (*account.perpetrators, *account.targets) for name in side.claims]
    missing = {*lines, *checks, *sides} - claims
    if missing:
        yield f"{account.id} rests on {min(missing)}, which is not there"
    if not all(_is_count(line.low, line.high) and line.low <= line.best for line in account.toll):
        yield f"{account.id} has a toll whose bounds lie above each other"
    for day in (account.start, account.end):
        if day is not None and not _is_day(day):
            yield f"{account.id} has a day that is none, {day!r}"
    if not _is_place(account.place):
        yield f"{account.id} lies nowhere on earth"
    yield from _unheld([account.place.country or ""])


def _content(content: Content) -> Iterator[str]:
    edition = content.edition
    for at in (edition.at, edition.embargo, content.dispatch.published):
        try:
            instant(at)
        except (OverflowError, ValueError):
            yield f"{at!r} lies beyond all time"
    if not -_MOST <= (edition.version or 0) <= _MOST:
        yield f"{edition.version} is no number of a version"
    yield from _unheld([content.dispatch.published or "", edition.at or ""])


def _decision(decision: Decision) -> Iterator[str]:
    if not decision.author.strip() or not decision.reason.strip():
        yield "a decision has an author and a reason"
    if not -_MOST <= (decision.undoes or 0) <= _MOST:
        yield "it undoes what has no number"
    accounts = [name for group in decision.accounts for name in group]
    for name in (*decision.about, *accounts):
        if not _NAME.fullmatch(name):
            yield f"{name!r} is no name of a claim, an account or an incident"
    if not all(name.startswith(ACCOUNT) for name in accounts):
        yield "it binds what is no account"
    if decision.kind == "adopt":
        yield from _adoption(decision)


def _adoption(decision: Decision) -> Iterator[str]:
    names = (*decision.about, *(name for group in decision.accounts for name in group))
    if [name[:1] for name in names] != [CLAIM, ACCOUNT] or len(set(map(stem_of, names))) != 1:
        yield "it does not adopt one claim into one account of its dispatch"
        return
    try:
        claim = adopted(decision)
    except msgspec.ValidationError as error:
        yield f"it adopts what is no claim: {error}"
    else:
        yield from _claim(claim, set(), {names[1]})


def _figure(figure: MonthlyFigure) -> Iterator[str]:
    if len(figure.month) != _MONTH or not _is_day(f"{figure.month}-01"):
        yield f"{figure.month} is no month"
    if not 0 <= figure.count <= _MOST:
        yield f"{figure.count} is no count"
    if figure.released is not None and not _is_day(figure.released):
        yield f"{figure.released} is no day"
    yield from _unheld([figure.country or ""])


def _is_count(low: int, high: int | None) -> bool:
    return 0 <= low <= _MOST and (high is None or low <= high <= _MOST)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _is_place(place: Place) -> bool:
    return abs(place.lat or 0) <= 90 and abs(place.lon or 0) <= 180


def _unheld(texts: Iterable[str]) -> Iterator[str]:
    """What no store could hold as it is."""
    return (f"{shown(text)} has characters that no name has" for text in texts if shown(text) != text)
