"""Tellings of dispatches that are known to be of one incident, for tests of what counts them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from testigo.accounts.checks import checks
from testigo.accounts.toll import toll_lines
from testigo.model.account import Account
from testigo.model.claim import AnyClaim, Count, People, Speaker, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import DispatchHead, Record
from testigo.model.telling import Telling
from testigo.model.told import Told
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
        checks=tuple(
            replace(check, whole=mark + check.whole, parts=_marked(check.parts, mark)) for check in account.checks
        ),
        perpetrators=tuple(replace(side, claims=_marked(side.claims, mark)) for side in account.perpetrators),
        targets=tuple(replace(side, claims=_marked(side.claims, mark)) for side in account.targets),
    )


def _marked(ids: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(mark + i for i in ids)


def telling(key: str, at: str | None, *tolls: Toll, **fields: Any) -> Telling:
    """A telling made by hand of tolls that stand side by side in one sentence, the parts of a whole in the next.

    `fields` are the account's, and `agency`, `publisher` and `lang` the dispatch's.
    """
    mark = f"{key}:"
    of_head: dict[str, Any] = {name: fields.pop(name) for name in ("agency", "publisher", "lang") if name in fields}
    own = tuple(replace(toll, account="a1") for toll in tolls)
    told = tuple(Told(claim=toll, sentence=1 if toll.part_of else 0) for toll in own)
    of_account: dict[str, Any] = {"main": True, "type": "armed_attack"} | fields
    account = Account(id="a1", toll=toll_lines(told), checks=checks(told), **of_account)
    of_head = {"publisher": key, "lang": "en"} | of_head
    head = DispatchHead(id=key, sha256="", **of_head)
    return Telling(
        account=_account(account, mark), claims=tuple(_claim(toll, mark) for toll in own), dispatch=head, at=at
    )


def dead(number: int, people: People = "unknown", by: str = "", **fields: Any) -> Toll:
    """So many killed of a class, as the speaker `by` says (`kind` official unless said otherwise)."""
    kind = fields.pop("kind", "official")
    speaker = (Speaker(text=by, span=(0, len(by)), kind=kind),) if by else ()
    words = fields.pop("words", str(number))
    defaults: dict[str, Any] = {
        "id": f"{people}{number}",
        "outcome": "killed",
        "count": Count(low=number, high=number, text=words),
        "attribution": speaker,
        "span": (0, len(words)),
        "quote": words,
    }
    return Toll(people=people, **defaults | fields)


def at_least(number: int, words: str, **fields: Any) -> Toll:
    """So many or more killed, in words with or without a number."""
    return dead(number, count=Count(low=number, high=None, text=words), words=words, **fields)
