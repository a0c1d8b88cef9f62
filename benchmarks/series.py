"""Join the news series of `examples/series` by themselves, and hold what comes out against what their reports say.

    python -m benchmarks.series              the figures, beside those of series joined by a person; exit 1 if one fell
    python -m benchmarks.series --raise      write the figures that got better as new floors
    python -m benchmarks.series --apart      and which dispatches stand apart from their incident, and what is wrong

All series lie in one ledger. A series' incident is the one that is the news of most of its dispatches; what is asked
of it stands in `tests/series/expected.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from testigo.engines.export import AT_ONCE, counted
from testigo.engines.ingest import now
from testigo.ledger.store import open_store
from testigo.ledger.view import View, Wanted
from testigo.library import open_ledger
from testigo.model.incident import Incident
from testigo.packs.policy import policy
from tests.series.scored import EXPECTED, SERIES, checks, incident, tellings

FLOORS = Path(__file__).with_name("series_floors.json")
FALLS = "overshoot"
"""The one figure of which less is better: a withdrawn figure that lives on."""


class Joined(NamedTuple):
    """A series, the incident that it became, and the dispatches whose news that is not."""

    name: str
    incident: Incident | None
    told: int
    apart: list[str]


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 1 where a figure lies below its floor."""
    options = _options(arguments)
    joined = joined_by_itself()
    figures = {f"{tongue}, {what}": share for tongue, what, share in _figures(joined)}
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.apart:
        _print_apart(joined)
    fallen = [name for name, share in figures.items() if name in floors and _worse(name, share, floors[name])]
    for name in fallen:
        print(f"{name}: {figures[name]:.3f}, and was {floors[name]:.3f}", file=sys.stderr)
    if options.raised:
        best = {n: s if n not in floors or _worse(n, floors[n], s) else floors[n] for n, s in figures.items()}
        FLOORS.write_text(json.dumps(best, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return bool(fallen)


def joined_by_itself() -> list[Joined]:
    """Every series with the incident that a ledger of all series makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.db"
        with open_ledger(path) as ledger:
            ledger.ingest(*(SERIES / f"{name}.jsonl" for name in EXPECTED))
        store = open_store(str(path))
        entries = counted(View(store, None, now()), Wanted(limit=AT_ONCE), policy("literal"))
        incidents = [entry.incident for entry in entries]
        store.close()
    return [_joined(name, incidents) for name in EXPECTED]


def _joined(name: str, incidents: Iterable[Incident]) -> Joined:
    of = _dispatches(name)
    chosen = max(incidents, key=lambda one: (len(of & {*one.main_dispatch_ids}), len(of & {*one.dispatch_ids})))
    apart = sorted(of - {*chosen.dispatch_ids})
    return Joined(name, chosen if len(apart) < len(of) else None, len(of), apart)


def _dispatches(name: str) -> set[str]:
    return {json.loads(line)["id"] for line in _lines(name)}


def _lines(name: str) -> list[str]:
    return (SERIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()


def tongue_of(name: str) -> str:
    """The language in which most of a series is written."""
    return str(Counter(json.loads(line)["lang"] for line in _lines(name)).most_common(1)[0][0])


def _group(name: str) -> str:
    """The language of a series and the set that it was written with, but for the oldest."""
    written = EXPECTED[name].get("set")
    return f"{tongue_of(name)}, {written}" if written else tongue_of(name)


def _figures(joined: Iterable[Joined]) -> Iterable[tuple[str, str, float]]:
    """Each figure with its language and set, printed as it is worked out."""
    by_tongue: dict[str, list[Joined]] = {}
    for one in joined:
        by_tongue.setdefault(_group(one.name), []).append(one)
    for tongue, some in sorted(by_tongue.items()):
        print(f"{tongue}: {len(some)} series                 by itself        by hand")
        alone = _shares((one.name, one.incident) for one in some)
        helped = _shares((one.name, incident(one.name, tellings(one.name))) for one in some)
        for what, (right, asked) in alone.items():
            print(f"  {what:24} {_share(right, asked)} {_share(*helped[what])}")
            yield tongue, what, right / asked
        told, apart = sum(one.told for one in some), sum(len(one.apart) for one in some)
        print(f"  {'in their incident':24} {_share(told - apart, told)}")
        yield tongue, "in their incident", (told - apart) / told


def _share(right: int, asked: int) -> str:
    return f"{right / asked:6.3f} {f'{right}/{asked}':>8}"


def _shares(found: Iterable[tuple[str, Incident | None]]) -> Mapping[str, tuple[int, int]]:
    """Of each figure how many are right, or with `overshoot` wrong, and how many are asked for."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, one in found:
        for what, is_right in checks(name, one or Incident(incident_id="", policy="", type="not_violence")):
            figure = "curve" if " on " in what else what.split()[-1]
            asked[figure] += 1
            right[figure] += is_right != (figure == FALLS)
    return {figure: (right[figure], asked[figure]) for figure in ("best", "low", "high", "curve", FALLS)}


def _print_apart(joined: Iterable[Joined]) -> None:
    for one in joined:
        wrong = (
            [what for what, right in checks(one.name, one.incident) if not right] if one.incident else ["no incident"]
        )
        if one.apart or wrong:
            print(f"{one.name}: apart {', '.join(one.apart) or 'none'}; wrong {', '.join(wrong) or 'nothing'}")


def _worse(name: str, share: float, floor: float) -> bool:
    return share > floor + 0.0005 if name.endswith(FALLS) else share < floor - 0.0005


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="series", description="join the series of examples/series by themselves")
    parser.add_argument("--raise", dest="raised", action="store_true", help="write better figures as floors")
    parser.add_argument("--apart", action="store_true", help="name what stands apart and what is wrong")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
