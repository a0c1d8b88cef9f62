"""Tellings of dispatches that are known to be of one incident, for tests of what counts them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from testigo.model.account import Account
from testigo.model.claim import AnyClaim, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.model.telling import Telling
from testigo.pipeline import read_dispatch

SERIES = Path(__file__).parents[1] / "examples" / "villa-union.jsonl"


def tellings_of(record: Record, at: str | None) -> Iterator[Telling]:
    """The tellings of a record, their ids made unique by the dispatch's."""
    mark = f"{record.dispatch.id}:"
    for account in record.accounts:
        own = tuple(_claim(claim, mark) for claim in record.claims if claim.account == account.id)
        yield Telling(account=_account(account, mark), claims=own, dispatch=record.dispatch, at=at)


def main_tellings(path: Path = SERIES) -> tuple[Telling, ...]:
    """The news of every dispatch of a file of JSON lines, which a person joins."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        at = fields.pop("published")
        record = read_dispatch(Dispatch(published=at[:10], **fields))
        found += [telling for telling in tellings_of(record, at) if telling.account.main]
    return tuple(found)


def _claim(claim: AnyClaim, mark: str) -> AnyClaim:
    changed: dict[str, Any] = {"id": mark + claim.id, "account": mark + claim.account if claim.account else None}
    if isinstance(claim, Toll) and claim.part_of:
        changed["part_of"] = mark + claim.part_of
    return replace(claim, **changed)


def _account(account: Account, mark: str) -> Account:
    return replace(
        account,
        id=mark + account.id,
        toll=tuple(replace(line, claims=_marked(line.claims, mark)) for line in account.toll),
        checks=tuple(replace(check, whole=mark + check.whole, parts=_marked(check.parts, mark)) for check in account.checks),
        perpetrators=tuple(replace(side, claims=_marked(side.claims, mark)) for side in account.perpetrators),
        targets=tuple(replace(side, claims=_marked(side.claims, mark)) for side in account.targets),
    )


def _marked(ids: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(mark + i for i in ids)


