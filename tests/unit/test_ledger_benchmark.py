from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import dispatches, exports, ledger
from testigo.exports import EXPORTERS


def test_the_same_number_always_gives_the_same_dispatch() -> None:
    assert list(dispatches.arrivals(300, 420)) == list(dispatches.arrivals(300, 420))


def test_what_a_dispatch_of_ours_is_said_to_claim_stands_in_its_text() -> None:
    for arrival in dispatches.arrivals(0, 200):
        assert arrival.record is not None
        for claim in arrival.record.claims:
            assert arrival.dispatch.text[slice(*claim.span)] == claim.quote


def test_a_ratio_that_rose_fails_and_one_that_fell_is_held_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger_floors.json"
    path.write_text(json.dumps({ledger.INGEST: 3.0}))
    monkeypatch.setattr(ledger, "FLOORS", path)
    assert ledger.judge([ledger.Figure(ledger.INGEST, 2.5, "")], raise_floors=True) == 0
    assert json.loads(path.read_text()) == {ledger.INGEST: 2.5}
    assert ledger.judge([ledger.Figure(ledger.INGEST, 3.0, "")], raise_floors=False) == 1


def test_a_ratio_of_an_export_is_held_once_it_fell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "export_floors.json"
    path.write_text(json.dumps({"parquet, 2 workers": 6.0}))
    monkeypatch.setattr(exports, "FLOORS", path)
    assert not exports.rose("parquet, 2 workers", 5.0, raise_floors=True)
    assert not exports.rose("parquet, 2 workers", 5.5, raise_floors=True)
    assert json.loads(path.read_text()) == {"parquet, 2 workers": 5.0}
    assert exports.rose("parquet, 2 workers", 6.0, raise_floors=False)


def test_every_ratio_of_an_export_that_is_held_is_of_an_exporter() -> None:
    assert {name.split(",")[0] for name in json.loads(exports.FLOORS.read_text())} <= set(EXPORTERS)


def test_every_figure_of_the_ledger_that_is_held_is_wanted() -> None:
    assert set(json.loads(ledger.FLOORS.read_text())) == set(ledger.WANTED)
