"""Fit the weights by which accounts are joined on half of counted incidents, and judge them on the other half.

    python -m benchmarks.join_weights DOCS                 what the present weights make of both halves
    python -m benchmarks.join_weights DOCS --fit           fit them on the first half, and write the file
    python -m benchmarks.join_weights DOCS --each EVENTS   and of sets of which every text tells another incident

DOCS and EVENTS are lines of JSON (or .gz) with `id`, `text`, `date`; DOCS have `gold.incident_id`, and the `date` of
EVENTS is the day of the incident itself. Incidents are halved by the hash of their id; of the series of
`examples/series` those are held out that nobody looked into. The weights are a logistic regression with a ridge
towards each weight's prior, by Newton's method; a weight whose sign its reason denies is held at zero. Then of all bars
in `BARS` those are taken by which most comes right of what was fitted on, with the others there as strangers.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import msgspec

from benchmarks.series import tongue_of
from testigo.incidents.joining.candidates import in_reach, marked, sought
from testigo.incidents.joining.compare import compare
from testigo.incidents.joining.decide import score
from testigo.incidents.joining.held import held
from testigo.incidents.joining.outlines import outline
from testigo.incidents.joining.retold import is_retold
from testigo.ledger.partition import Bars, partition, thousandths
from testigo.ledger.unmet import hanging
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.model.likeness import Weights
from testigo.model.outline import Outline
from testigo.model.record import Record
from testigo.packs.joining import FILE, weights
from testigo.pipeline import read_dispatch
from tests.series.scored import EXPECTED, tellings

RIDGE = 2.0
"""How many observations a prior is worth, by and large."""
ROUNDS = 16
AT_MOST = 1000
"""Pairs that are fitted on of a set in which every report is of another incident."""
BARS = {
    "link": (0.0, 0.35, 0.7),
    "together": (-1.2, -0.8, -0.4),
    "whole": (2.5, 3.0),
    "least": (-3.0, -2.5, -2.0),
}
"""What is tried of each bar."""
LATEST = "fourth"
"""The set of series of which nobody looked into the second half of each language."""
Pair = tuple[int, int]
Scored = tuple[int, int, int]


class Told(NamedTuple):
    """The outlines of a set of reports, of each the incident that it is of, and the incidents that are held out."""

    name: str
    outlines: list[Outline]
    keys: list[str]
    held_out: frozenset[str]

    def fitted_on(self) -> Told:
        """Those that are not held out."""
        some = [n for n, key in enumerate(self.keys) if key not in self.held_out]
        return self._replace(outlines=[self.outlines[n] for n in some], keys=[self.keys[n] for n in some])

    @property
    def is_each_its_own(self) -> bool:
        """Whether no two reports are of one incident."""
        return len({*self.keys}) == len(self.keys)


def main() -> int:
    """Fit if asked to, and print how well incidents are found on both halves."""
    options = _options()
    known = weights()
    sets = [told(options.docs), series(), *(each_its_own(path) for path in options.each)]
    if options.fit:
        known = with_best_bars(sets, fitted([one.fitted_on() for one in sets], known))
        write(known, FILE)
    worst: dict[str, float] = {}
    for one in sets:
        scores = scored(one.outlines, known)
        joined = homes(one, scores, known)
        _print(one.name, "fitted on", judged(one, joined, {*one.keys} - one.held_out))
        held_out = judged(one, joined, one.held_out)
        _print(one.name, "held out", held_out)
        worst = worst or held_out
    missed = [one for one in options.min if worst[one.partition("=")[0]] < float(one.partition("=")[2])]
    return 1 if missed else 0


def _print(name: str, which: str, figures: Mapping[str, float]) -> None:
    print(f"joining: {name}, {which}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--each", type=Path, action="append", default=[], metavar="EVENTS")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument(
        "--min", action="append", default=[], metavar="FIGURE=VALUE", help="exit 1 below this on DOCS held out"
    )
    return parser.parse_args()


def half(key: str) -> int:
    """Which half an incident is of."""
    return hashlib.md5(key.encode(), usedforsecurity=False).digest()[0] % 2


def told(docs: Path) -> Told:
    """The main account of every report, and the incident it is of; reports without an account are left out."""
    outlines, keys = [], []
    for one in _lines(docs):
        if (record := _record(one)).accounts:
            outlines.append(_main(record, str(one["id"]), one.get("date")))
            keys.append(str(one["gold"]["incident_id"]))
    return Told("reports", outlines, keys, frozenset(filter(half, keys)))


def each_its_own(events: Path) -> Told:
    """The same of a set of which each text is of another incident, whose day is taken where the text says none."""
    outlines, keys = [], []
    for one in _lines(events):
        if (record := _record(one)).accounts:
            outline_ = _main(record, str(one["id"]), one.get("date"))
            day = outline_.published
            dated = outline_ if outline_.start else msgspec.structs.replace(outline_, start=day, end=day)
            outlines.append(dated)
            keys.append(str(one["id"]))
    return Told(events.parent.name, outlines, keys, frozenset(filter(half, keys)))


def series() -> Told:
    """Every account of the series of our own that a person says is of their incident."""
    told = [(name, telling) for name in EXPECTED for telling in tellings(name)]
    outlines = [outline(each.account, each.dispatch.id, each.dispatch, each.at) for _, each in told]
    return Told("series", outlines, [name for name, _ in told], _not_looked_into())


def _not_looked_into() -> frozenset[str]:
    """The second half, by name, of the latest set of series of each language."""
    by_tongue: dict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name, each in EXPECTED.items() if each.get("set") == LATEST):
        by_tongue[tongue_of(name)].append(name)
    return frozenset(name for names in by_tongue.values() for name in names[len(names) // 2 :])


def _lines(docs: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if docs.suffix == ".gz" else open
    with opener(docs, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _record(one: Mapping[str, Any]) -> Record:
    lang, day, headline = one.get("lang") or UNDETERMINED, one.get("date"), one.get("title")
    return read_dispatch(Dispatch(id=str(one["id"]), text=one["text"], lang=lang, published=day, headline=headline))


def _main(record: Record, name: str, day: str | None) -> Outline:
    main = next((a for a in record.accounts if a.main), record.accounts[0])
    return outline(msgspec.structs.replace(main, id=name), name, record.dispatch, day)


def candidates(outlines: Sequence[Outline]) -> list[Pair]:
    """The pairs of outlines that are compared at all."""
    at: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, outline_ in enumerate(outlines):
        for mark, day in marked(outline_):
            at[mark].append((day, n))
    found = set()
    for n, outline_ in enumerate(outlines):
        for one in sought(outline_):
            found |= {(min(n, k), max(n, k)) for day, k in at[one.mark] if k != n and one.since <= day <= one.until}
    return sorted((i, j) for i, j in found if outlines[i].dispatch != outlines[j].dispatch)


def fitted(sets: Sequence[Told], known: Weights) -> Weights:
    """Weights fitted on the pairs of sets. Texts of one wording tell the fit nothing: they are joined for it alone."""
    names = sorted(known.features)
    columns = {name: i for i, name in enumerate(names, 1)}
    rows, right = [], []
    told_by = []
    for one in sets:
        accounts = [held(outline_) for outline_ in one.outlines]
        pairs = [(i, j) for i, j in candidates(one.outlines) if not is_retold(accounts[i], accounts[j])]
        pairs = pairs[:: -(-len(pairs) // AT_MOST)] if one.is_each_its_own else pairs
        for i, j in pairs:
            found = compare(accounts[i], accounts[j])
            rows.append([(0, 1.0), *((columns[name], value) for name, value in found if name in columns)])
            right.append(float(one.keys[i] == one.keys[j]))
        told_by.append(f"{len(pairs)} pairs of {one.name}")
    prior = [known.base, *(known.features[name].prior for name in names)]
    found_ = newton(rows, right, prior, {columns[name] for name in names if known.features[name].held})
    print(f"joining: fitted on {len(rows):,} pairs, {int(sum(right)):,} of them of one incident", file=sys.stderr)
    features = {
        name: msgspec.structs.replace(known.features[name], weight=round(found_[columns[name]], 2)) for name in names
    }
    return msgspec.structs.replace(known, base=round(found_[0], 2), features=features, fitted=", ".join(told_by))


def newton(
    rows: Sequence[Sequence[tuple[int, float]]], right: Sequence[float], prior: Sequence[float], kept: set[int]
) -> list[float]:
    """Weights of a logistic regression with a ridge towards a prior; none has the other sign than its prior, and those
    that are `kept` stay as they are.
    """
    width = len(prior)
    found = list(prior)
    for _ in range(ROUNDS):
        slope, bend = _slope(rows, right, prior, found)
        free = {i for i in range(width) if i not in kept and (not i or found[i] or slope[i] * prior[i] > 0)}
        step = solved(bend, slope, sorted(free))
        found = [f + step.get(i, 0.0) for i, f in enumerate(found)]
        found = [0.0 if i and f * prior[i] < 0 else f for i, f in enumerate(found)]
    return found


def _slope(
    rows: Sequence[Sequence[tuple[int, float]]], right: Sequence[float], prior: Sequence[float], held: Sequence[float]
) -> tuple[list[float], list[list[float]]]:
    """The first and, its sign turned, the second derivative of the likelihood with its ridge."""
    width = len(prior)
    slope = [RIDGE * (p - h) if i else 0.0 for i, (p, h) in enumerate(zip(prior, held, strict=True))]
    bend = [[RIDGE if i == j else 0.0 for j in range(width)] for i in range(width)]
    for row, y in zip(rows, right, strict=True):
        p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(held[i] * v for i, v in row)))))
        for i, v in row:
            slope[i] += (y - p) * v
            for j, w in row:
                bend[i][j] += p * (1 - p) * v * w
    return slope, bend


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


def scored(outlines: Sequence[Outline], known: Weights) -> list[Scored]:
    """How alike accounts are that are compared, and then those that are linked through others."""
    accounts = [held(outline_) for outline_ in outlines]

    def each(pairs: Iterable[Pair]) -> list[Scored]:
        return [(i, j, thousandths(score(accounts[i], accounts[j], known))) for i, j in pairs]

    found = each(candidates(outlines))
    told = ((i, [j], [alike]) for i, j, alike in found)
    groups = hanging(range(len(outlines)), told, thousandths(known.link))
    reach = ((group, pair) for group in groups for pair in in_reach({n: outlines[n] for n in group}))
    pairs = sorted((i, j) for group, (i, j) in reach if i not in group[j])
    return found + each((i, j) for i, j in pairs if outlines[i].dispatch != outlines[j].dispatch)


def homes(told_: Told, scores: Iterable[Scored], known: Weights) -> dict[str, int]:
    """The number of the incident that each account is joined to."""
    names = [one.account for one in told_.outlines]
    bars = Bars(*(thousandths(getattr(known, name)) for name in BARS))
    groups = partition(names, [], [], str, (((names[i], names[j], each) for i, j, each in scores), bars))
    return {account: number for number, group in enumerate(groups) for account in group}


def judged(told_: Told, home: Mapping[str, int], asked: Set[str]) -> dict[str, float]:
    """B-cubed and pairwise F1 of what reports of some incidents are joined to; all others are there as strangers."""
    gold = {one.account: key for one, key in zip(told_.outlines, told_.keys, strict=True)}
    of = {account for account, key in gold.items() if key in asked}
    return {"b_cubed": b_cubed(gold, home, of), "pairs": pairwise(gold, home, of), "of": len(of)}


def with_best_bars(sets: Sequence[Told], known: Weights) -> Weights:
    """Weights with those bars by which most of what was fitted on comes right, over all sets."""

    def right(tried: Weights) -> float:
        return mean(
            judged(one, homes(one, scores[one.name, tried.link], tried), {*one.keys} - one.held_out)["b_cubed"]
            for one in sets
        )

    scores = {
        (one.name, link): scored(one.outlines, msgspec.structs.replace(known, link=link))
        for one in sets
        for link in BARS["link"]
    }
    every = (dict(zip(BARS, bars, strict=True)) for bars in product(*BARS.values()))
    best = max((msgspec.structs.replace(known, **bars) for bars in every), key=right)
    told_by = f"{known.fitted}, bars by B-cubed of the same: half of each set, and the series that somebody looked into"
    return msgspec.structs.replace(best, fitted=told_by)


def b_cubed(gold: Mapping[str, Any], found: Mapping[str, Any], asked: Set[str] | None = None) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998; source: unverified), of some or of all."""
    mine, yours = grouped(gold), grouped(found)
    some = gold.keys() if asked is None else asked
    shares = [(len(mine[gold[a]] & yours[found[a]]), len(mine[gold[a]]), len(yours[found[a]])) for a in some]
    recall = sum(both / size for both, size, _ in shares) / len(shares)
    precision = sum(both / size for both, _, size in shares) / len(shares)
    return 2 * precision * recall / (precision + recall)


def pairwise(gold: Mapping[str, Any], found: Mapping[str, Any], asked: Set[str]) -> float:
    """F1 of the pairs that stand together, of which one at least is asked for."""

    def together(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
        return {(a, b) for group in groups for a in group for b in group if a < b and (a in asked or b in asked)}

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
