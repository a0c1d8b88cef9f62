"""What a series of dispatches makes of its incident, held against what its reports say.

`expected.json` names each series of `examples/series`: the toll at its end (`accept_…` are bounds that are right as
well, `not_high` figures that were withdrawn), and of each day the whole counts by which the reports of that day stand.
`set` names those that were written together later than the first forty.
`accounts` says which of a dispatch are of the incident, where that is not the main one: `background`, or `any`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from testigo.incidents.incident import incident_of
from testigo.model.dispatch import Dispatch
from testigo.model.incident import Incident, OutcomeToll
from testigo.model.telling import Telling
from testigo.packs.policy import policy
from testigo.pipeline import read_dispatch
from tests.joined import tellings_of

SERIES = Path(__file__).parents[2] / "examples" / "series"
EXPECTED: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
BOUNDS = ("low", "best", "high")


@cache
def tellings(name: str) -> tuple[Telling, ...]:
    """The tellings of a series' incident, as a person joins them."""
    chosen = EXPECTED[name]["accounts"]
    found: list[Telling] = []
    for line in (SERIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        at = fields.pop("published")
        record = read_dispatch(Dispatch(published=at[:10], **fields))
        which = chosen.get(fields["id"], "main")
        found += [t for t in tellings_of(record, at) if which == "any" or t.account.main == (which == "main")]
    return tuple(found)


def incident(name: str, told: Iterable[Telling]) -> Incident:
    """The incident of tellings, as printed."""
    found = incident_of(name, tuple(told), policy("literal"))
    assert found is not None, name
    return found


def checks(name: str, found: Incident) -> Iterator[tuple[str, bool]]:
    """Everything that is asked of a series, and whether the incident has it right."""
    expected = EXPECTED[name]
    for outcome, want in expected["end"].items():
        for bound in BOUNDS:
            right = [want[bound], *want.get(f"accept_{bound}", ())]
            yield f"{outcome} {bound}", _bound(found.toll.get(outcome), bound) in right
        if want.get("not_high"):
            yield f"{outcome} overshoot", _bound(found.toll.get(outcome), "high") not in want["not_high"]
    for outcome, days in expected["curve"].items():
        mine = [(point.as_of or "", point.best) for point in found.curve if point.outcome == outcome]
        for day, counts in days.items():
            last = [best for as_of, best in sorted(mine, key=lambda told: told[0]) if as_of <= day][-1:]
            yield f"{outcome} on {day}", bool(last) and last[0] in counts


def wrong(name: str) -> list[str]:
    """What a series does not have right."""
    return [what for what, right in checks(name, incident(name, tellings(name))) if not right]


def _bound(toll: OutcomeToll | None, bound: str) -> object:
    return getattr(toll, bound) if toll else "untold"
