"""How a ledger is doing: what it holds, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from testigo.errors import LedgerError
from testigo.ledger import likely, tables
from testigo.ledger.decide import decisions
from testigo.ledger.runs import Run, runs
from testigo.ledger.store import Store
from testigo.ledger.view import View
from testigo.model.decision import standing


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Counts by name, and what somebody should look at, in words."""

    holds: dict[str, int]
    worries: tuple[str, ...]


def health(store: Store, reader: str, today: str) -> Health:
    """Count what the ledger holds and look for what is unfinished: runs that were cut off, quarantine, older readings,
    decisions whose accounts nothing tells any more, dispatches without a day, or of one that lies behind `today`.
    """
    with store.reading() as connection:
        holds = {name: _count(connection, table) for name, table in _COUNTED.items()}
        waiting = holds["quarantined"] - _count(connection, tables.settlement)
        undated = connection.execute(
            select(func.count()).select_from(tables.standing).where(tables.standing.c.since.is_(None))
        ).scalar_one()
        coming = connection.execute(
            select(func.count()).select_from(tables.standing).where(tables.standing.c.since > today)
        ).scalar_one()
        older = connection.execute(
            select(func.count(func.distinct(tables.standing.c.dispatch)))
            .select_from(tables.standing)
            .join(tables.reading, tables.reading.c.n == tables.standing.c.reading)
            .where(tables.reading.c.reader != reader)
        ).scalar_one()
        purged = connection.execute(
            select(func.count()).select_from(tables.text).where(tables.text.c.body.is_(None))
        ).scalar_one()
        alone = likely.waiting(connection)
        faults = store.dialect.faults(connection)
    cut = _cut_off(runs(store))
    lost = _dangling(store)
    worries = [
        *faults,
        *([f"{waiting:,} inputs wait in quarantine: `testigo quarantine` shows why"] if waiting else []),
        *([f"{len(cut):,} runs were cut off, the last is entry {cut[-1]}: give the same command again"] if cut else []),
        *([f"{older:,} dispatches were read by an older reader: `testigo reread` reads them anew"] if older else []),
        *([f"{alone:,} accounts were compared with nothing yet: the next `testigo ingest` does it"] if alone else []),
        *([f"{undated:,} dispatches have no day of publication: no view of a day shows them"] if undated else []),
        *([f"{coming:,} dispatches are dated in the future, or under embargo"] if coming else []),
        *([f"decision {n} is about {name}, which no reading tells any more" for n, name in lost]),
    ]
    return Health(holds={**holds, "texts purged": purged}, worries=tuple(worries))


_COUNTED: dict[str, Any] = {
    "entries": tables.entry,
    "dispatches": tables.dispatch,
    "deliveries": tables.delivery,
    "readings": tables.reading,
    "claims": tables.claim,
    "accounts": tables.account,
    "incidents": tables.incident,
    "decisions": tables.decision,
    "quarantined": tables.quarantine,
    "imported figures": tables.series,
}


def _count(connection: Connection, table: Any) -> int:  # noqa: ANN401 - any table
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _cut_off(found: Sequence[Run]) -> list[int]:
    """Runs without an end that no later run of the same inputs has brought to one."""
    last = {run.inputs: run.n for run in found if run.ended is not None}
    return [run.n for run in found if run.ended is None and last.get(run.inputs, 0) < run.n]


def _dangling(store: Store) -> list[tuple[int, str]]:
    view = View(store)
    lost = []
    for decision in standing(decisions(store)):
        for name in {one for group in decision.accounts for one in group}:
            try:
                view.incident(name)
            except LedgerError:
                lost.append((decision.n, name))
    return sorted(lost)
