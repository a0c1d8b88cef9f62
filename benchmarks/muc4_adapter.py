"""Print records under the conventions of MUC-4: JSON lines in, JSON lines out.

python benchmarks/muc4_adapter.py < documents.jsonl > predictions.jsonl

Its incidents are attacks: fighting between armed sides, arrests, riots and the taking of towns are none, so sides and
acts of these alone are left out. Its victims are names and its targets are things, told without their number: people
without a name and armed sides that were struck are left out, *three houses* are *houses*, *Red Dawn fighters* are
*fighters*, and *Monsignor Sulu* is *Sulu*. Nothing is added.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

from testigo.cli.output import encode
from testigo.packs.language import language
from testigo.pipeline import read_dispatch
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.units import read_units
from testigo.sources.delivery import Terms
from testigo.sources.jsonlines import read_line

NO_ATTACK = {"armed_clash", "arrest_or_raid", "riot", "territory_change"}
TARGETS = {"person", "place", "thing"}
TITLES = ("title",)
COUNTING = ("det", "num", "vague", "more", "adv", "another")


def by_convention(record: dict[str, Any]) -> dict[str, Any]:
    """The record with named victims and bare things only.

    >>> toll = {"kind": "toll", "names": [], "people_text": "two farmers"}
    >>> by_convention({"claims": [toll], "accounts": []})["claims"]
    [{'kind': 'toll', 'names': []}]
    """
    apart = {c["id"] for c in record["claims"] if c["kind"] == "act" and c["type"] in NO_ATTACK}
    record["claims"] = [claim for claim in record["claims"] if claim.get("id") not in apart]
    for claim in record["claims"]:
        if claim["kind"] == "toll" and not claim["names"]:
            claim.pop("people_text", None)
        for name in claim.get("names", ()):
            name["text"] = without(TITLES, name["text"])
    for account in record["accounts"]:
        for role in ("perpetrators", "targets"):
            account[role] = [side for side in account[role] if not set(side["claims"]) <= apart]
        organisations = [p["text"] for p in account["perpetrators"] if p["kind"] == "organisation"]
        for perpetrator in account["perpetrators"]:
            if perpetrator["kind"] == "people":
                perpetrator["text"] = alone(perpetrator["text"], organisations)
        account["targets"] = [
            target if target["kind"] == "person" else target | {"text": without(COUNTING, target["text"])}
            for target in account["targets"]
            if target["kind"] in TARGETS
        ]
    return record


def alone(text: str, organisations: Iterable[str]) -> str:
    """People without the organisation they are told with, which fills a slot of its own.

    >>> alone("suspected Red Dawn fighters", ["Red Dawn"])
    'suspected fighters'
    """
    for name in organisations:
        if text.endswith(name):
            continue
        text = " ".join(text.replace(name, " ").split())
    return text


def without(classes: tuple[str, ...], text: str) -> str:
    """A phrase without the words of some classes at its head.

    >>> without(COUNTING, "the three houses"), without(TITLES, "Monsignor Omar Sulu")
    ('houses', 'Omar Sulu')
    """
    pack = language("en")
    units = read_quantities(read_numbers(read_units(text, 0, len(text), pack), pack), pack)
    first = next((i for i, symbol in enumerate(units.symbols) if symbol not in _symbols(classes)), 0)
    return text[units.start[first] :]


@cache
def _symbols(classes: tuple[str, ...]) -> str:
    return language("en").lexicon.having(*classes)


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        record = read_dispatch(read_line(line, "stdin", Terms(lang="en")).dispatch)
        print(json.dumps(by_convention(json.loads(encode(record)))))
