"""Score Testigo on the evaluation sets, and hold every figure against its floor.

    python -m benchmarks.bench --eval ../shared            one table; exit 1 if a figure fell
    python -m benchmarks.bench --eval ../shared --raise    write the figures that got better as new floors

The scorer is called where it lies and never copied; a set that is not there is named and skipped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
OUT = HERE / "out"
FLOORS = HERE / "floors.json"
COMMAND = f"{Path(sys.executable).parent / 'testigo'} read --from jsonl --format jsonl -"
ATTRIBUTIONS = f"{sys.executable} {HERE / 'attributions_adapter.py'}"
TIMES = f"{sys.executable} {HERE / 'times_adapter.py'}"
TOPONYMS = f"{sys.executable} {HERE / 'toponyms_adapter.py'}"
MUC_COMMAND = f"{sys.executable} -m benchmarks.muc4_adapter"
TOLERANCE = 0.0005


class Figure(NamedTuple):
    """One number of the scorer's answer: `path` into its JSON.

    `falls` where lower is better; `held` where it may not get worse. Precision and recall are only shown:
    one may pay for the other as long as F1 stands.
    """

    label: str
    path: str
    falls: bool = False
    held: bool = True


class Task(NamedTuple):
    """One call of the scorer over one set; `half` as in its options, "" for everything."""

    name: str
    kind: str
    data: str
    gold: str = ""
    half: str = ""
    field: str = "text"
    figures: tuple[Figure, ...] = ()
    command: str = COMMAND

    @property
    def source(self) -> str:
        """What the predictions are of; tasks over the same texts and by the same command share them."""
        adapted = "" if self.command == COMMAND else "-adapted"
        return f"{self.kind}-{self.gold or self.data}-{self.field}{adapted}".replace("/", "_").replace("*", "")


GOLD = (
    Figure("toll F1", "all.toll.f1"),
    Figure("P", "all.toll.p", held=False),
    Figure("R", "all.toll.r", held=False),
    Figure("relaxed", "all.toll_relaxed.f1"),
    Figure("tally", "all.tally.f1"),
    Figure("force", "all.force.f1"),
    Figure("people", "all.matched.people"),
    Figure("part of", "all.matched.part_of"),
    Figure("speaker", "all.matched.attribution"),
    Figure("speaker where gold", "all.matched.attribution_where_gold"),
    Figure("stance", "all.matched.stance"),
    Figure("country", "all.main.country"),
    Figure("admin1", "all.main.admin1"),
    Figure("place", "all.main.place"),
    Figure("start", "all.main.start"),
    Figure("type", "all.main.type"),
    Figure("perpetrator", "all.main.perpetrator"),
    Figure("perpetrator P", "all.main_precision.perpetrator", held=False),
    Figure("totals as tolls", "all.errors.aggregates_as_tolls", falls=True),
    Figure("trap hits", "all.errors.trap_hits", falls=True),
)
PLACES = (Figure("within 161 km", "places.acc161"), Figure("id", "places.id_acc"))
SOURCES = (Figure("sources F1", "source.f1"), Figure("claims in quotations", "claims.linked_inside_quotes"))
VALUES = (Figure("value F1", "value.f1"),)
COUNTS = (Figure("killed", "killed.em"), Figure("injured", "injured.em"))
RANGES = (Figure("killed", "killed.em"), Figure("killed within", "killed.within"))
NOISE = (Figure("main per 1000", "noise.docs_with_main_incident_per_1000", falls=True),)
RELEVANCE = (
    Figure("F1", "relevance.f1"),
    Figure("P", "relevance.p", held=False),
    Figure("R", "relevance.r", held=False),
)
SLOTS = (
    Figure("F1", "slots.micro.f1"),
    Figure("P", "slots.micro.p", held=False),
    Figure("R", "slots.micro.r", held=False),
    *(Figure(f"one template: {name}", f"one_template.{name}_acc") for name in ("date", "country", "place")),
    *(Figure(slot, f"slots.{slot}.f1", held=False) for slot in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")),
)

TASKS = (
    Task("seed", "gold", "data", gold="seed.jsonl", figures=GOLD),
    *(
        Task(f"gold {half or 'all'}", "gold", "data", "en*_dev.jsonl", half, figures=GOLD)
        for half in ("read", "blind", "")
    ),
    *(
        Task(f"gold es {half or 'all'}", "gold", "data", "es*_dev.jsonl", half, figures=GOLD)
        for half in ("read", "blind", "")
    ),
    *(
        Task(f"{name} {half}", "counts", f"data/{path}", half=half, figures=COUNTS)
        for name, path in (
            ("gvdb", "gvdb/dev.jsonl.gz"),
            ("gtd", "gtd_summaries/summaries.jsonl.gz"),
            ("gva", "gva/docs.jsonl.gz"),
        )
        for half in ("read", "blind")
    ),
    *(Task(f"airwars {half}", "counts", "data/airwars_gaza", half=half, figures=RANGES) for half in ("read", "blind")),
    *(
        Task(name, "places", f"data/geoparsing/{name}.jsonl.gz", figures=PLACES, command=TOPONYMS)
        for name in ("TR-News", "lgl")
    ),
    Task("polnear", "attribution", "data/polnear/dev.jsonl.gz", figures=SOURCES, command=ATTRIBUTIONS),
    Task("tempeval3", "times", "data/tempeval3/tbaq.jsonl.gz", figures=VALUES, command=TIMES),
    Task("bbc", "noise", "data/conflibert_BBC_News", figures=NOISE),
    Task("20news", "noise", "data/noise_en/20news_dev.jsonl.gz", figures=NOISE),
    Task("muc4", "muc4", "data/muc4/devtest.jsonl.gz", figures=RELEVANCE),
    Task("muc4 slots", "muc4", "data/muc4/devtest.jsonl.gz", figures=SLOTS, command=MUC_COMMAND),
)
FALLING = tuple({f": {figure.label}" for task in TASKS for figure in task.figures if figure.falls})


def main() -> int:
    """Run every task that can be run, print the table, judge it by the floors."""
    options = _options()
    score = options.eval.resolve() / "score" / "score.py"
    if not score.is_file():
        print(f"bench: there is no scorer at {score}; say where the evaluation lies with EVAL=folder")
        return 0
    OUT.mkdir(exist_ok=True)
    found: dict[str, float] = {}
    predicted: set[str] = set()
    for task in (task for task in TASKS if not options.only or options.only in task.name):
        missing = _missing(task, options.eval)
        if missing:
            print(f"{task.name:<11} skipped: {missing} is not there")
            continue
        if task.source not in predicted:
            _predict(task, options.eval.resolve(), score)
            predicted.add(task.source)
        answer = _score(task, options.eval.resolve(), score)
        figures = list(values(task.figures, answer))
        found |= {f"{task.name}: {figure.label}": value for figure, value in figures if figure.held}
        print(row_of(task.name, figures), flush=True)
    return judged(found, FLOORS, raise_floors=options.raise_floors)


def row_of(name: str, figures: Iterable[tuple[Figure, float]]) -> str:
    """The figures of a set on one line."""
    return f"{name:<11} " + " · ".join(f"{figure.label} {shown(value)}" for figure, value in figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True, help="folder with score/, gold/ and data/")
    parser.add_argument("--only", default="", help="only the tasks whose name holds this")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="write better figures as floors")
    return parser.parse_args()


def _missing(task: Task, folder: Path) -> str:
    if task.gold and not list((folder / "gold").glob(task.gold)):
        return f"gold/{task.gold}"
    return "" if (folder / task.data).exists() else task.data


def _predict(task: Task, folder: Path, score: Path) -> None:
    """Read the whole set once; the scorer cuts the halves out of what is kept."""
    _run([*_scorer(task, folder, score), "--run", task.command, "--save", str(OUT / f"{task.source}.jsonl")])


def _score(task: Task, folder: Path, score: Path) -> dict[str, Any]:
    half = ["--half", task.half] if task.half else []
    kept = str(OUT / f"{task.source}.jsonl")
    answer: dict[str, Any] = json.loads(_run([*_scorer(task, folder, score), *half, "--pred", kept]))
    return answer


def _scorer(task: Task, folder: Path, score: Path) -> list[str]:
    gold = ["--gold", *map(str, sorted((folder / "gold").glob(task.gold)))] if task.gold else []
    data = ["--data", str(folder / task.data), "--field", task.field]
    return [sys.executable, str(score), task.kind, "--json", *data, *gold]


def _run(command: list[str]) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"bench: the scorer ended with exit code {done.returncode}: {' '.join(command)}")
    return done.stdout


def values(figures: Iterable[Figure], answer: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    """Those of some figures that the scorer's answer has, each with its value."""
    for figure in figures:
        value: Any = answer
        for key in figure.path.split("."):
            value = value[key]
        if value is not None:
            yield figure, float(value)


def shown(value: float) -> str:
    """A count as it is, a share with three digits."""
    return f"{value:.0f}" if value == int(value) and value > 1 else f"{value:.3f}"


def judged(found: dict[str, float], kept: Path, *, raise_floors: bool) -> int:
    """Compare with the floors that are kept, and raise those that were passed if asked to."""
    floors: dict[str, float] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    worse = [key for key in found if key in floors and gain(key, found[key], floors[key]) < -TOLERANCE]
    better = {k: v for k, v in found.items() if k not in floors or gain(k, v, floors[k]) > TOLERANCE}
    for key in worse:
        print(f"FELL {key}: {found[key]:.4f}, floor {floors[key]:.4f}")
    if raise_floors and better:
        raised = floors | {key: round(value, 4) for key, value in better.items()}
        kept.write_text(json.dumps(raised, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{len(better)} floors raised; a change of figures belongs in CHANGELOG.md, What changes in your numbers")
    print(f"{len(found)} figures, {len(worse)} below their floor")
    return 1 if worse else 0


def gain(key: str, value: float, floor: float) -> float:
    """How much better a figure is than its floor, which for a figure that should be low is a ceiling.

    >>> gain("gvdb read: killed", 0.84, 0.82) > 0, gain("bbc: main per 1000", 9.0, 8.0)
    (True, -1.0)
    """
    return floor - value if key.endswith(FALLING) else value - floor


if __name__ == "__main__":
    sys.exit(main())
