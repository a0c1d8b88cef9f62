"""Type, perpetrator, country and city of the main account against the Global Terrorism Database's own coding.

    python -m benchmarks.gtd_fields --eval ../shared

Shares are of documents whose coding states the field, in the two halves that the scorer makes by the digest of the id.
A city is met by its name, or by a place that is said to be in it. An attack type is met by any of our types that tell
of it; the database codes a bomb meant for one person as an assassination, this project as a bombing. A perpetrator is
met by all words of its name, or by what the registry has under it. Where the database knows no perpetrator, nobody
should be named.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testigo.model.account import Participant
from testigo.model.record import Record
from testigo.packs.actor import registry, words_of
from testigo.packs.folding import folded
from testigo.packs.language import language
from testigo.packs.world.names import key
from testigo.pipeline import read_dispatch
from testigo.sources.delivery import Terms
from testigo.sources.jsonlines import read_line

SUMMARIES = "data/gtd_summaries/summaries.jsonl.gz"
KINDS = {
    "Bombing/Explosion": {"bombing", "air_or_drone_strike", "shelling"},
    "Armed Assault": {"armed_attack", "armed_clash", "ambush", "massacre/execution", "mob_violence"},
    "Assassination": {"assassination"},
    "Hostage Taking (Kidnapping)": {"abduction"},
    "Hostage Taking (Barricade Incident)": {"abduction"},
    "Hijacking": {"abduction"},
    "Facility/Infrastructure Attack": {"arson_or_destruction"},
    "Unarmed Assault": {"armed_attack", "mob_violence", "riot"},
}
"""Our types for each attack type; *Unknown* is none."""
NOBODY = {"Unknown"}
_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^)]*\)")


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The summaries with their coding."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def half(document: dict[str, Any]) -> str:
    """The half of a document, as the scorer makes it."""
    return "blind" if hashlib.md5(document["id"].encode()).digest()[0] % 2 else "read"


def judged(document: dict[str, Any], record: Record) -> Iterator[tuple[str, bool]]:
    """Each field that the coding states, and whether the main account has it."""
    gold = document["gold"]
    main = next((account for account in record.accounts if account.main), None)
    if gold["attacktype"] in KINDS:
        right = main is not None and main.type in KINDS[gold["attacktype"]]
        yield "type", right
        yield f"type: {gold['attacktype']}", right
    place = main.place if main else None
    yield "country", place is not None and gold["country"] in _country_names(place.country)
    if gold["city"] not in NOBODY:
        told = (place.name, place.text) if place else ()
        by_name = key(gold["city"]) in {key(name) for name in told if name}
        yield "city", by_name
        yield "city, or a place in it", by_name or (place is not None and key(place.within or "") == key(gold["city"]))
    named = [side.text for side in main.perpetrators if side.actor] if main else []
    if gold["perp"] in NOBODY:
        yield "nobody named where nobody is known", not named
    elif main:
        yield "perpetrator", any(_is_named(gold["perp"], side) for side in main.perpetrators)


def _country_names(code: str | None) -> list[str]:
    known = language("en").settings["countries"].get(code or "", {"words": ""})
    return [words.replace("_", " ") for words in known["words"].split()]


def _is_named(name: str, side: Participant) -> bool:
    """Whether a side is what the database names: by its words, or by what the registry has under the name."""
    return _same(name, side.text) or side.actor in _meant(_BRACKETS.sub("", name))


def _meant(name: str) -> set[str]:
    first, *rest = words_of(name) or ("",)
    return {
        sense.actor for words, senses in registry().names.get(first, ()) if words == tuple(rest) for sense in senses
    }


def _same(ours: str, theirs: str) -> bool:
    a, b = ({folded(word) for word in _WORD.findall(name)} for name in (ours, theirs))
    return bool(a and b) and (a <= b or b <= a)


def main() -> None:
    """Print the share of each field in both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with data/")
    right: Counter[tuple[str, str]] = Counter()
    stated: Counter[tuple[str, str]] = Counter()
    for document in documents(parser.parse_args().eval / SUMMARIES):
        line = json.dumps({"id": document["id"], "text": document["text"], "published": document["date"]}).encode()
        record = read_dispatch(read_line(line, SUMMARIES, Terms(lang="en")).dispatch)
        for field, met in judged(document, record):
            stated[field, half(document)] += 1
            right[field, half(document)] += met
    for field in dict.fromkeys(field for field, _ in stated):
        shares = (f"{h} {right[field, h] / (n := stated[field, h] or 1):.3f} of {n}" for h in ("read", "blind"))
        print(f"{field:<44} " + " · ".join(shares))


if __name__ == "__main__":
    main()
