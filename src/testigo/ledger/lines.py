"""A record as rows of the log, and how an entry of the chain vouches for rows."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from testigo.ledger.identity import account_ids, claim_ids, digest, encoded
from testigo.model.arrival import Refusal
from testigo.model.claim import AnyClaim, Toll
from testigo.model.record import Record
from testigo.model.tally import MonthlyFigure

ClaimColumns = tuple[str, str, str | None, str, str | None, int | None, int | None]
"""Name, name in its record, account, kind, outcome, bounds."""
AccountColumns = tuple[str, str]
"""Name, name in its record."""


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """A record as columns of rows of the log, in the order of the tables, with the hash of all that was read."""

    claims: list[tuple[object, ...]]
    accounts: list[tuple[object, ...]]
    issues: str
    digest: str


def enter_record(record: Record, key: str, sha256: str) -> Lines:
    """The claims and accounts of a record as rows, each with the name it has for good beside the one in its record."""
    claims, accounts = columns_of(record, key, sha256)
    told = [encoded(claim) for claim in record.claims]
    accounted = [encoded(account) for account in record.accounts]
    issues = encoded(record.issues)
    return Lines(
        claims=[(*columns, content) for columns, content in zip(claims, told, strict=True)],
        accounts=[(*columns, content) for columns, content in zip(accounts, accounted, strict=True)],
        issues=issues,
        digest=digest_of(told, accounted, issues),
    )


def columns_of(record: Record, key: str, sha256: str) -> tuple[list[ClaimColumns], list[AccountColumns]]:
    """The columns of claims and accounts beside their content, all of which follow from it."""
    names = claim_ids(record.claims, key, sha256)
    claims = [
        (name, claim.id, claim.account, *_figures(claim)) for name, claim in zip(names, record.claims, strict=True)
    ]
    made_of: dict[str | None, list[str]] = {account.id: [] for account in record.accounts}
    for name, _, account, *_ in claims:
        if account in made_of:
            made_of[account].append(name)
    ids = account_ids(record.accounts, [made_of[account.id] for account in record.accounts], key)
    return claims, [(name, account.id) for name, account in zip(ids, record.accounts, strict=True)]


def _figures(claim: AnyClaim) -> tuple[str, str | None, int | None, int | None]:
    if isinstance(claim, Toll):
        return ("toll", claim.outcome, claim.count.low, claim.count.high)
    count = getattr(claim, "count", None)
    kind = str(claim.__struct_config__.tag)
    return (kind, None, count.low, count.high) if count else (kind, None, None, None)


def digest_of(claims: Iterable[str], accounts: Iterable[str], issues: str) -> str:
    """The hash of all that a reading holds, in its order; the other columns are made of it, and so can be checked."""
    return digest(*claims, *accounts, issues, size=32)


def vouch(lines: Iterable[str]) -> str:
    """The hash by which an entry vouches for its rows, in whatever order they are found again."""
    return digest(*sorted(lines), size=64)


def vouched_delivery(name: str, key: str, item: str, day: str | None, more: str | None = None) -> str:
    """How an entry names a delivery: its name is the hash of all that was delivered, and the rest is found by it.

    `more` is all that is kept of it, where that is more: what its text tells of itself.
    """
    told = f"delivery {name} {key} {day} {item}"
    return told if more is None else f"{told} {digest(more, size=32)}"


def vouched_reading(delivery: str, reader: str, digest: str) -> str:
    """How an entry names a reading."""
    return f"reading {delivery} {reader} {digest}"


def vouched_quarantine(name: str, place: str) -> str:
    """How an entry names what is held in quarantine: by the hash of it, and where it stood."""
    return f"quarantine {name} {place}"


def vouched_settlement(name: str, outcome: str) -> str:
    """How an entry names what became of a thing in quarantine."""
    return f"settlement {name} {outcome}"


def vouched_figure(n: int, name: str, source: str) -> str:
    """How an entry names a month of a series: by its number, which of two releases of one day is the later, by the
    hash of what it says, and by where it came from.
    """
    return f"series {n} {name} {source}"


def figure_id(figure: MonthlyFigure) -> str:
    """The same figure of a month, released on the same day, is one thing, from whatever file it came."""
    return digest(encoded(msgspec.structs.replace(figure, source="")), size=24)


def quarantine_id(refusal: Refusal) -> str:
    """The same bytes refused for the same reason are one thing, wherever they stood."""
    raw = (refusal.raw or b"").decode("latin-1")
    return digest(refusal.code, shown(refusal.reason), refusal.form or "", raw, size=24)


def shown(text: str) -> str:
    r"""A text that every store can hold: half characters and NUL are written as their codes.

    >>> shown("a\x00b")
    'a\\x00b'
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def searchable(text: str) -> str:
    """A text as it goes into the index of words."""
    return text if text.isascii() and "\0" not in text else text.encode("utf-8", "replace").decode().replace("\0", " ")
