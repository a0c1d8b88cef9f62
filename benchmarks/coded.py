"""Score Testigo on dispatches of the evaluation sets that were coded by hand beside the golds, a batch at a time.

    python -m benchmarks.coded --eval ../shared                     every batch, and all of a language together
    python -m benchmarks.coded --eval ../shared --raise             write the figures that got better as new floors
    python -m benchmarks.coded --eval ../shared --only es1 --misses  the tolls of a batch that were missed, or are false
    python -m benchmarks.coded --eval ../shared --keep es9 FILE     take over a batch of gold lines, without their words

`coded/` holds no words of any text: what a coder quoted is kept as its span in code points, and put back from the text
when it is scored. Each batch says in `coded/README.md` whether its misses were looked into.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.bench import COMMAND, GOLD, HERE, judged, row_of, values

CODED = HERE / "coded"
FLOORS = HERE / "coded_floors.json"
SOURCES = (
    "press_es/mexico", "press_es/latam", "afp_spa/docs", "noise_es_efe/train", "noise_en/gigaword_te3silver",
    "noise_en/guardian_sdf", "gva/docs", "gvdb/dev", "india_police_events/docs", "muc4/dev", "wikievents/dev",
)  # fmt: skip
"""Files of `data` from which the coded dispatches are."""
UNSEEN = ("3", "8", "9")
"""Batches whose misses nobody looked into, by their last letter."""
QUOTED = ("tolls", "tallies", "forces")
Line = dict[str, Any]


def without_words(line: Line, text: str) -> Line:
    """A gold line with spans for what it quotes; what stands nowhere in the text is left out.

    >>> told = {"id": "a", "incidents": [], "tolls": [{"quote": "Two men", "attribution": []}], "traps": ["six"]}
    >>> coded = without_words(told, "Two men died at six.")
    >>> coded["tolls"], coded["traps"]
    ([{'attribution': [], 'span': [0, 7]}], [[16, 19]])
    """
    kept = dict(line)
    for kind in QUOTED:
        found = ((item, _span(text, item["quote"], item.get("occurrence") or 1)) for item in line.get(kind) or [])
        kept[kind] = [_spanned(item, span, text) for item, span in found if span]
    kept["traps"] = _spans(text, line.get("traps") or [])
    kept["incidents"] = [_incident(incident, text) for incident in line.get("incidents") or []]
    return kept


def with_words(line: Line, text: str) -> Line:
    """A line of `coded/` as the scorer takes it: every span by its words again.

    >>> with_words({"tolls": [{"attribution": [], "span": [5, 8]}], "traps": [], "incidents": []}, "Men, men died.")[
    ...     "tolls"]
    [{'attribution': [], 'quote': 'men', 'occurrence': 1}]
    """
    told = dict(line)
    for kind in QUOTED:
        told[kind] = [_quoted(item, text) for item in line.get(kind) or []]
    told["traps"] = _words(text, line["traps"])
    told["incidents"] = [
        incident
        | {"perpetrators": _words(text, incident["perpetrators"])}
        | {"place": {k: v for k, v in incident["place"].items() if k != "span"} | _place_words(incident["place"], text)}
        for incident in line["incidents"]
    ]
    return told


def _spanned(item: Line, span: list[int], text: str) -> Line:
    kept = {key: value for key, value in item.items() if key not in {"quote", "occurrence", "by"}}
    if "attribution" in item:
        kept["attribution"] = _spans(text, item["attribution"] or [])
    return kept | {"span": span}


def _quoted(item: Line, text: str) -> Line:
    first, behind = item["span"]
    quote = text[first:behind]
    told = {key: value for key, value in item.items() if key != "span"}
    if "attribution" in item:
        told["attribution"] = _words(text, item["attribution"])
    return told | {"quote": quote, "occurrence": _occurrence(text, quote, first)}


def _incident(incident: Line, text: str) -> Line:
    place = incident.get("place") or {}
    span = _span(text, place.get("quote") or "", 1)
    kept = {key: value for key, value in incident.items() if key != "targets"}
    kept["perpetrators"] = _spans(text, incident.get("perpetrators") or [])
    kept["place"] = {key: value for key, value in place.items() if key != "quote"} | ({"span": span} if span else {})
    return kept


def _place_words(place: Line, text: str) -> Line:
    return {"quote": text[slice(*place["span"])]} if "span" in place else {}


def _span(text: str, quote: str, occurrence: int) -> list[int] | None:
    """Where the so manieth of equal quotes stands, which may overlap no other."""
    at = -len(quote)
    for _ in range(occurrence if quote else 0):
        at = text.find(quote, at + len(quote))
        if at < 0:
            return None
    return [at, at + len(quote)] if quote else None


def _occurrence(text: str, quote: str, first: int) -> int:
    return text.count(quote, 0, first) + 1


def _spans(text: str, quotes: list[str]) -> list[list[int]]:
    return [span for quote in quotes if (span := _span(text, quote, 1))]


def _words(text: str, spans: list[list[int]]) -> list[str]:
    return [text[first:behind] for first, behind in spans]


def keep(name: str, golds: Path, texts: Mapping[str, str]) -> int:
    """Write a batch of gold lines as coded lines and give their number."""
    lines = [json.loads(line) for line in golds.read_text(encoding="utf-8").splitlines()]
    coded = [without_words(line, texts[line["id"]]) for line in lines]
    path = CODED / f"{name}.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in coded), encoding="utf-8")
    return len(coded)


def texts_of(data: Path) -> dict[str, str]:
    """The texts of all files from which dispatches were coded, by their ids."""
    return {str(line["id"]): line["text"] for name in SOURCES for line in _lines(data / f"{name}.jsonl.gz")}


def _lines(path: Path) -> Iterator[Line]:
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from map(json.loads, stream)


def main() -> int:
    """Score every batch and judge the figures by the floors."""
    options = _options()
    score = options.eval.resolve() / "score" / "score.py"
    if not score.is_file():
        print(f"coded: there is no scorer at {score}; say where the evaluation lies with --eval")
        return 0
    texts = texts_of(options.eval / "data")
    if options.keep:
        name, golds = options.keep
        print(f"{keep(name, Path(golds), texts)} dispatches kept as {name}")
        return 0
    tables = list(_tables(options.only))
    if not tables:
        sys.exit(f"coded: there is no batch {options.only!r}; there are {', '.join(name for name, _ in _tables(''))}")
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, batches in tables:
            golds = [_gold(path, texts, Path(folder)) for path in batches]
            answer = _scored(score, options, golds)
            if options.misses:
                print(answer)
                continue
            figures = list(values(GOLD, json.loads(answer)))
            found |= {f"{name}: {figure.label}": value for figure, value in figures if figure.held}
            print(row_of(name, figures), flush=True)
    return judged(found, FLOORS, raise_floors=options.raise_floors)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with score/ and data/")
    parser.add_argument("--only", default="", help="only this batch, `en unseen`, or all of a language")
    parser.add_argument("--misses", action="store_true", help="list the tolls that were missed or are false")
    parser.add_argument("--keep", nargs=2, metavar=("BATCH", "FILE"), help="take over gold lines as a batch")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="write better figures as floors")
    return parser.parse_args()


def _tables(only: str) -> Iterator[tuple[str, list[Path]]]:
    """Each batch by itself, those of a language that nobody looked into together, and all of it."""
    batches = sorted(CODED.glob("*.jsonl"))
    for language in ("en", "es"):
        own = [path for path in batches if path.stem.startswith(language)]
        unseen = [path for path in own if path.stem.endswith(UNSEEN)]
        tables = [*((path.stem, [path]) for path in own), (f"{language} unseen", unseen), (language, own)]
        yield from (table for table in tables if table[1] and only in ("", table[0]))


def _gold(path: Path, texts: Mapping[str, str], folder: Path) -> Path:
    coded = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = [with_words(line, texts[line["id"]]) for line in coded if line["id"] in texts]
    if len(told) < len(coded):
        print(f"{path.stem}: {len(coded) - len(told)} of {len(coded)} dispatches are not in the sets, and left out")
    gold = folder / path.name
    gold.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in told), encoding="utf-8")
    return gold


def _scored(score: Path, options: argparse.Namespace, golds: list[Path]) -> str:
    data = ["--data", str(options.eval.resolve() / "data"), "--gold", *map(str, golds)]
    how = ["--misses"] if options.misses else ["--json"]
    done = subprocess.run(
        [sys.executable, str(score), "gold", *data, "--run", COMMAND, *how], stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"coded: the scorer ended with exit code {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
