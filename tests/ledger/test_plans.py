"""No statement that walks a number back, decides or enters news reads a whole table of what was ever told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View
from tests.ledger.makers import entered, incidents, ruled, wire

TOLD = {"account", "claim", "delivery", "dispatch", "mention", "member", "named", "reading", "text"}
"""Tables that grow with every dispatch, under the names that statements give them."""
Asked = list[tuple[str, Any]]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    made = open_store(str(tmp_path / "ledger.db"), create=True)
    entered(made, *(wire(f"{n} killed in Korum.", f"201{n}-12-01", id=f"w{n}") for n in range(1, 9)))
    yield made
    made.close()


@contextmanager
def asked() -> Iterator[Asked]:
    """The statements that stores are asked, with their values."""
    told: Asked = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        told.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    yield told
    event.remove(Engine, "before_cursor_execute", note)


def read_whole(store: Store, told: Asked) -> set[str]:
    """The tables of what was told that a statement reads from their first row to their last."""
    found = set()
    with store.reading() as connection:
        for statement, values in told:
            if statement.lstrip().startswith(("SELECT", "DELETE", "UPDATE")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                steps = [row[3].split() for row in plan]
                found |= {f"{step[1]}: {statement}" for step in steps if step[0] == "SCAN" and step[1] in TOLD}
    return found


def test_the_check_finds_a_statement_that_reads_a_whole_table(ledger: Store) -> None:
    with asked() as told, ledger.reading() as connection:
        connection.execute(text("SELECT * FROM account JOIN reading ON reading.n = account.reading"))
    assert read_whole(ledger, told)


def test_walking_an_incident_and_a_claim_back_reads_no_whole_table(ledger: Store) -> None:
    known = incidents(ledger)[0]
    with asked() as told:
        View(ledger).incident(known.id)
        View(ledger).incident(known.tellings[0].claims[0].id)
    assert told
    assert not read_whole(ledger, told)


def test_a_decision_reads_no_whole_table(ledger: Store) -> None:
    one, other = (known.tellings[0].account.id for known in incidents(ledger)[:2])
    ruled(ledger, "accept", one)
    with asked() as told:
        ruled(ledger, "merge", one, other)
    assert told
    assert not read_whole(ledger, told)


def test_news_for_a_ledger_with_decisions_reads_no_whole_table(ledger: Store) -> None:
    ruled(ledger, "accept", incidents(ledger)[0].tellings[0].account.id)
    with asked() as told:
        entered(ledger, wire("10 killed in Korum.", id="w10"))
    assert told
    assert not read_whole(ledger, told)
