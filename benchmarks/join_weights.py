"""Fit the weights by which accounts are joined on half of counted incidents, and judge them on the other half.

    python -m benchmarks.join_weights DOCS                what the present weights make of both halves
    python -m benchmarks.join_weights DOCS READ           the same of what was read before
    python -m benchmarks.join_weights DOCS READ --fit     fit them on the first half, and write the file

DOCS are lines of JSON (or .gz) with `id`, `text`, `date` and `gold.incident_id`; READ is what `testigo read` prints of
them as JSON lines. Incidents are halved by the hash of their id. The fit is a logistic regression with a
ridge towards each weight's prior, by Newton's method; a weight whose sign its reason denies is held at zero.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from testigo.incidents.joining.candidates import marked, sought
from testigo.incidents.joining.compare import compare
from testigo.incidents.joining.decide import score
from testigo.incidents.joining.outlines import outline
from testigo.ledger.partition import Bars, partition, thousandths
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.model.likeness import Weights
from testigo.model.outline import Outline
from testigo.model.record import Record
from testigo.packs.joining import FILE, weights
from testigo.pipeline import read_dispatch

RIDGE = 2.0
"""How many observations a prior is worth, by and large."""
ROUNDS = 12
Pair = tuple[int, int]


def main() -> int:
    """Fit if asked to, and print how well incidents are found on both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("read", type=Path, nargs="?", help="what was read of them (default: read them now)")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument(
        "--min", action="append", default=[], metavar="FIGURE=VALUE", help="exit 1 below this (b_cubed)"
    )
    options = parser.parse_args()
    outlines, keys = told(options.docs, options.read)
    halves = [[n for n, key in enumerate(keys) if half(key) == number] for number in (0, 1)]
    known = weights()
    if options.fit:
        known = fitted(outlines, keys, halves[0], known)
        write(known, FILE)
    worst: dict[str, float] = {}
    for name, some in zip(("fitted on", "held out"), halves, strict=True):
        figures = judged(outlines, keys, some, known)
        worst = figures
        print(f"joining: {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    missed = [one for one in options.min if worst[one.partition("=")[0]] < float(one.partition("=")[2])]
    return 1 if missed else 0


def half(key: str) -> int:
    """Which half an incident is of: 0 is fitted on, 1 is held out."""
    return hashlib.md5(key.encode(), usedforsecurity=False).digest()[0] % 2


def told(docs: Path, read: Path | None) -> tuple[list[Outline], list[str]]:
    """The main account of every report, and the incident it is of; reports without an account are left out."""
    opener = gzip.open if docs.suffix == ".gz" else open
    with opener(docs, "rt", encoding="utf-8") as lines:
        of = {str(one["id"]): one for one in map(json.loads, lines)}
    outlines, keys = [], []
    for record in _records(of.values(), read):
        main = next((a for a in record.accounts if a.main), next(iter(record.accounts), None))
        if main is not None:
            named = msgspec.structs.replace(main, id=record.dispatch.id)
            day = record.dispatch.published
            outlines.append(outline(named, record.dispatch.id, record.dispatch, day))
            keys.append(str(of[record.dispatch.id]["gold"]["incident_id"]))
    return outlines, keys


def _records(docs: Iterable[Mapping[str, Any]], read: Path | None) -> Iterator[Record]:
    """What was read of the documents, or is read of them now."""
    if read is not None:
        yield from (msgspec.json.decode(line, type=Record) for line in read.read_bytes().splitlines())
        return
    for one in docs:
        lang, day, headline = one.get("lang") or UNDETERMINED, one.get("date"), one.get("title")
        yield read_dispatch(Dispatch(id=str(one["id"]), text=one["text"], lang=lang, published=day, headline=headline))


def candidates(outlines: Sequence[Outline], numbers: Iterable[int]) -> list[Pair]:
    """The pairs of some outlines that are compared at all."""
    at: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n in numbers:
        for mark, day in marked(outlines[n]):
            at[mark].append((day, n))
    found = set()
    for n in numbers:
        for one in sought(outlines[n]):
            found |= {(min(n, k), max(n, k)) for day, k in at[one.mark] if k != n and one.since <= day <= one.until}
    return sorted(found)


def fitted(outlines: Sequence[Outline], keys: Sequence[str], numbers: Sequence[int], known: Weights) -> Weights:
    """Weights fitted on the pairs of some outlines."""
    pairs = candidates(outlines, numbers)
    names = sorted(known.features)
    columns = {name: i for i, name in enumerate(names, 1)}
    rows = [
        [(0, 1.0), *((columns[name], value) for name, value in compare(outlines[i], outlines[j]) if name in columns)]
        for i, j in pairs
    ]
    right = [float(keys[i] == keys[j]) for i, j in pairs]
    prior = [known.base, *(known.features[name].prior for name in names)]
    found = newton(rows, right, prior, {columns[name] for name in names if known.features[name].held})
    print(f"joining: fitted on {len(pairs):,} pairs, {int(sum(right)):,} of them of one incident", file=sys.stderr)
    features = {
        name: msgspec.structs.replace(known.features[name], weight=round(found[columns[name]], 2)) for name in names
    }
    told_by = (
        f"{len(pairs)} pairs, {int(sum(right))} of one incident, in {len(numbers)} reports of gun violence in the US"
    )
    return msgspec.structs.replace(known, base=round(found[0], 2), features=features, fitted=told_by)


def newton(
    rows: Sequence[Sequence[tuple[int, float]]], right: Sequence[float], prior: Sequence[float], kept: set[int]
) -> list[float]:
    """Weights of a logistic regression with a ridge towards a prior; none has the other sign than its prior, and those
    that are `kept` stay as they are.
    """
    width = len(prior)
    held = list(prior)
    free = set(range(width)) - kept
    for _ in range(ROUNDS):
        slope = [RIDGE * (p - h) if i else 0.0 for i, (p, h) in enumerate(zip(prior, held, strict=True))]
        bend = [[RIDGE if i == j else 0.0 for j in range(width)] for i in range(width)]
        for row, y in zip(rows, right, strict=True):
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(held[i] * v for i, v in row)))))
            for i, v in row:
                slope[i] += (y - p) * v
                for j, w in row:
                    bend[i][j] += p * (1 - p) * v * w
        step = solved(bend, slope, sorted(free))
        held = [h + step.get(i, 0.0) for i, h in enumerate(held)]
        against = {i for i in free if i and held[i] * prior[i] < 0}
        held = [0.0 if i in against else h for i, h in enumerate(held)]
        free -= against
    return held


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float], chosen: Sequence[int]) -> dict[int, float]:
    """The solution of a system of equations in some of its unknowns (Gauss, with the largest pivot)."""
    a = [[matrix[i][j] for j in chosen] + [right[i]] for i in chosen]
    n = len(chosen)
    for c in range(n):
        best = max(range(c, n), key=lambda r: abs(a[r][c]))
        a[c], a[best] = a[best], a[c]
        for r in range(n):
            if r != c and a[r][c]:
                factor = a[r][c] / a[c][c]
                a[r] = [x - factor * y for x, y in zip(a[r], a[c], strict=True)]
    return {i: a[k][n] / a[k][k] for k, i in enumerate(chosen)}


def judged(
    outlines: Sequence[Outline], keys: Sequence[str], numbers: Sequence[int], known: Weights
) -> dict[str, float]:
    """B-cubed and pairwise F1 of the incidents that some outlines are joined to."""
    scores = {(i, j): score(outlines[i], outlines[j], known) for i, j in candidates(outlines, numbers)}
    named = {(outlines[i].account, outlines[j].account): thousandths(each) for (i, j), each in scores.items()}
    bars = Bars(
        thousandths(known.link), thousandths(known.together), thousandths(known.whole), thousandths(known.least)
    )
    groups = partition([outlines[n].account for n in numbers], [], [], lambda account: account, (named, bars))
    home = {account: number for number, group in enumerate(groups) for account in group}
    gold = {outlines[n].account: keys[n] for n in numbers}
    return {"b_cubed": b_cubed(gold, home), "pairs": pairwise(gold, home), "incidents": len(groups)}


def b_cubed(gold: Mapping[str, Any], found: Mapping[str, Any]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998; source: unverified)."""
    mine, yours = grouped(gold), grouped(found)
    shares = [(len(mine[gold[a]] & yours[found[a]]), len(mine[gold[a]]), len(yours[found[a]])) for a in gold]
    recall = sum(both / size for both, size, _ in shares) / len(shares)
    precision = sum(both / size for both, _, size in shares) / len(shares)
    return 2 * precision * recall / (precision + recall)


def pairwise(gold: Mapping[str, Any], found: Mapping[str, Any]) -> float:
    """F1 of the pairs that stand together."""

    def together(groups: Iterable[set[str]]) -> set[Pair | tuple[str, str]]:
        return {(a, b) for group in groups for a in group for b in group if a < b}

    want, got = together(grouped(gold).values()), together(grouped(found).values())
    return 2 * len(want & got) / max(1, len(want) + len(got))


def grouped(home: Mapping[str, Any]) -> dict[Any, set[str]]:
    """Members by their group."""
    groups: dict[Any, set[str]] = defaultdict(set)
    for member, group in home.items():
        groups[group].add(member)
    return groups


def write(known: Weights, file: Path) -> None:
    """Write the weights into their file, whose remarks stay as they are."""
    head = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*head, f'version = "{int(known.version) + 1}"', f'fitted = "{known.fitted}"']
    lines += [f"{name} = {getattr(known, name)}" for name in ("base", "link", "together", "whole", "least")]
    for name, one in known.features.items():
        lines += [
            "",
            f"[features.{name}]",
            f"prior = {one.prior}",
            f"weight = {one.weight}",
            f'because = "{one.because}"',
        ]
        lines += ["held = true"] * one.held
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
