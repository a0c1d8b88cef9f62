"""A record as rows of the log, and how an entry of the chain vouches for rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from testigo.ledger.identity import account_ids, claim_ids, digest, encoded
from testigo.model.arrival import Refusal
from testigo.model.record import Record

_CLAIM = ("id", "local", "account", "kind", "outcome", "low", "high", "content")
_ACCOUNT = ("id", "local", "content")
_SHOWN = str.maketrans({"\0": " "})


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """A record as rows of the log, with the hash of all of it."""

    claims: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    issues: str
    digest: str


def enter_record(record: Record, key: str, sha256: str) -> Lines:
    """The claims and accounts of a record as rows, each with the name it has for good beside the one in its record."""
    names = claim_ids(record.claims, key, sha256)
    claims = [
        {
            "id": name,
            "local": claim.id,
            "account": claim.account,
            "kind": claim.__struct_config__.tag,
            "outcome": getattr(claim, "outcome", None),
            "low": claim.count.low if hasattr(claim, "count") else None,
            "high": claim.count.high if hasattr(claim, "count") else None,
            "content": encoded(claim),
        }
        for name, claim in zip(names, record.claims, strict=True)
    ]
    made_of: Mapping[str, list[str]] = {account.id: [] for account in record.accounts}
    for row in claims:
        if row["account"] in made_of:
            made_of[str(row["account"])].append(str(row["id"]))
    ids = account_ids(record.accounts, [made_of[account.id] for account in record.accounts], key)
    accounts = [
        {"id": name, "local": account.id, "content": encoded(account)}
        for name, account in zip(ids, record.accounts, strict=True)
    ]
    issues = encoded(record.issues)
    return Lines(claims=claims, accounts=accounts, issues=issues, digest=digest_of(claims, accounts, issues))


def digest_of(claims: Iterable[Mapping[str, Any]], accounts: Iterable[Mapping[str, Any]], issues: str) -> str:
    """The hash of all columns of a reading's claims and accounts, in their order."""
    told = [
        *(str(claim[name]) for claim in claims for name in _CLAIM),
        *(str(account[name]) for account in accounts for name in _ACCOUNT),
        issues,
    ]
    return digest(*told, size=32)


def vouch(lines: Iterable[str]) -> str:
    """The hash by which an entry vouches for its rows, in whatever order they are found again."""
    return digest(*sorted(lines), size=64)


def vouched_delivery(name: str, key: str, item: str, day: str | None) -> str:
    """How an entry names a delivery: its name is the hash of all it holds, and the rest is found by it."""
    return f"delivery {name} {key} {day} {item}"


def vouched_reading(delivery: str, reader: str, digest: str) -> str:
    """How an entry names a reading."""
    return f"reading {delivery} {reader} {digest}"


def vouched_quarantine(name: str, place: str) -> str:
    """How an entry names what is held in quarantine: by the hash of it, and where it stood."""
    return f"quarantine {name} {place}"


def vouched_settlement(name: str, outcome: str) -> str:
    """How an entry names what became of a thing in quarantine."""
    return f"settlement {name} {outcome}"


def quarantine_id(refusal: Refusal) -> str:
    """The same bytes refused for the same reason are one thing, wherever they stood."""
    raw = (refusal.raw or b"").decode("latin-1")
    return digest(refusal.code, shown(refusal.reason), refusal.form or "", raw, size=24)


def shown(text: str) -> str:
    r"""A text that every store can hold: half characters and NUL are written as their codes.

    >>> shown("a\x00b")
    'a\\x00b'
    """
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def searchable(text: str) -> str:
    """A text as it goes into the index of words."""
    return text.encode("utf-8", "replace").decode().translate(_SHOWN)
