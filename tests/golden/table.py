"""What a golden file says of an example, and how it is held against a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from testigo.model.account import Account, Check
from testigo.model.claim import AnyClaim, Force, Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
SECTIONS = ("filed", "main", "sides", "claims", "told", "toll", "checks")
Row = dict[str, Any]
Table = dict[str, list[Row]]


def golden_of(example: Path) -> Path:
    return Path(__file__).parent / f"{example.stem}.json"


def record_of(example: Path) -> Record:
    """The record of an example, read with the language and the day of publication that the series gives it."""
    text = example.read_text(encoding="utf-8")
    lines = (ROOT / "examples" / "series.jsonl").read_text(encoding="utf-8").splitlines()
    item = next(item for item in map(json.loads, lines) if item["text"] == text)
    return read_dispatch(Dispatch(id=example.stem, text=text, lang=item["lang"], published=item["published"]))


def table(record: Record) -> Table:
    """A record as a person reviews it: rows of words and numbers, without ids and spans."""
    quotes = {claim.id: claim.quote for claim in record.claims}
    main = next((account for account in record.accounts if account.main), None)
    head = record.dispatch
    return {
        "filed": [{"agency": head.agency, "place": head.dateline.place, "date": head.dateline.date}],
        "main": [_main(main)] if main else [],
        "sides": _sides(main) if main else [],
        "claims": [_claim(claim, quotes, main) for claim in record.claims if isinstance(claim, Toll | Force | Tally)],
        "told": [_told(claim) for claim in record.claims if not isinstance(claim, Toll | Force | Tally)],
        "toll": [_line(line) for line in main.toll] if main else [],
        "checks": [_check(check, quotes) for account in record.accounts for check in account.checks],
    }


def _main(account: Account) -> Row:
    place = account.place
    row: Row = {"type": account.type, "start": account.start, "end": account.end}
    return row | {"place": place.name, "admin1": place.admin1_code, "country": place.country}


def _sides(main: Account) -> list[Row]:
    """Who did it and whom or what it struck."""
    rows = [("by", side) for side in main.perpetrators] + [("on", side) for side in main.targets]
    return [{"role": role, "text": s.text, "kind": s.kind, "actor": s.actor, "basis": s.basis} for role, s in rows]


def _told(claim: AnyClaim) -> Row:
    """A claim without a count: its words, its speakers and what it says."""
    names = ("type", "actor", "target", "instrument", "side", "basis", "subject", "relation", "object", "flags")
    said = {name: getattr(claim, name) for name in names if getattr(claim, name, None)}
    row: Row = {"kind": type(claim).__name__.lower(), "quote": claim.quote}
    flags = {"flags": list(said.pop("flags"))} if "flags" in said else {}
    return row | said | flags | {"speakers": [s.text for s in claim.attribution], "stance": claim.stance}


def _claim(claim: Toll | Force | Tally, quotes: dict[str, str], main: Account | None) -> Row:
    whole = claim.part_of if isinstance(claim, Toll) else None
    row: Row = {"kind": type(claim).__name__.lower()} | _of_kind(claim)
    row |= {"low": claim.count.low, "high": claim.count.high, "quote": claim.quote}
    row |= {"part_of": whole and quotes[whole], "speakers": [speaker.text for speaker in claim.attribution]}
    account = claim.account and ("main" if main and claim.account == main.id else "other")
    return row | {"stance": claim.stance, "account": account}


def _of_kind(claim: Toll | Force | Tally) -> Row:
    if isinstance(claim, Toll):
        return {"outcome": claim.outcome, "people": claim.people}
    return {"people": claim.side} if isinstance(claim, Force) else {"measure": claim.measure}


def _line(line: Any) -> Row:
    return {key: getattr(line, key) for key in ("outcome", "people", "low", "best", "high")}


def _check(check: Check, quotes: dict[str, str]) -> Row:
    row: Row = {"kind": check.kind, "whole": quotes[check.whole], "parts": [quotes[part] for part in check.parts]}
    return row | {"holds": check.holds, "rest": check.rest}


def agrees(said: Row, made: Row) -> bool:
    """Whether a row made has everything that is said of it; of two quotes one may be the longer."""
    for key, value in said.items():
        own = made.get(key)
        if key == "quote" and isinstance(own, str):
            if value not in own and own not in value:
                return False
        elif own != value:
            return False
    return True


def known_wrong(misses: list[Row], section: str) -> list[Row]:
    return [miss["wrong"] for miss in misses if miss["section"] == section and "wrong" in miss]


def without(rows: list[Row], wrong: list[Row]) -> list[Row]:
    """The rows that no known miss says are wrong."""
    return [row for row in rows if not any(agrees(said, row) for said in wrong)]


def is_missed(miss: Row, made: Table) -> bool:
    """Whether a known miss is one still: the wrong row is there, or else the right one is not."""
    rows = made[miss["section"]]
    if "wrong" in miss:
        return any(agrees(miss["wrong"], row) for row in rows)
    return not any(agrees(miss["right"], row) for row in rows)


def dumped(golden: dict[str, Any]) -> str:
    """JSON with a row a line, so that a change shows as the rows that changed."""
    parts = []
    for key, rows in golden.items():
        lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'  "{key}": [\n{lines}\n  ]' if rows else f'  "{key}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"
