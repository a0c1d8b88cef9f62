"""An export in parts: whoever works on them and whatever is entered meanwhile, it is of one state of the ledger."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import pytest

from testigo.engines.each import OnlyThereError, each_of
from testigo.engines.export import Wish, export, policy_for
from testigo.exports.out import MANIFEST
from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View, Wanted
from testigo.library import open_ledger
from testigo.model.dispatch import Dispatch
from tests.exports.conftest import ROOT

Part = TypeVar("Part")
Made = TypeVar("Made")
MORE = Dispatch(id="more", text="Gunmen killed nine farmers in Zaria on Monday, police said.", published="2021-03-03")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A ledger of its own in either store, to which more can be added."""
    with open_ledger(address) as ledger:
        ledger.ingest(*sorted((ROOT / "examples" / "series").glob("b*.jsonl")))
    opened = open_store(address)
    yield opened
    opened.close()


def files(store: Store, folder: Path, each: Callable[..., Iterator[object]] = map, exporter: str = "csv") -> object:
    """What an export writes, five incidents at a time."""
    wish = Wish(exporter=exporter, policy=policy_for(exporter, None), wanted=Wanted(limit=5))
    export(View(store), folder, wish, each=each)  # type: ignore[arg-type]
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


def add_more(store: Store) -> None:
    with open_ledger(store.opened_at) as ledger:
        ledger.add([MORE])


def test_what_is_entered_while_an_export_is_written_is_not_in_it(store: Store, tmp_path: Path) -> None:
    def and_add_more(work: Callable[[Part], Made], parts: Iterable[Part]) -> Iterator[Made]:
        for number, part in enumerate(parts):
            if number == 2:
                add_more(store)
            yield work(part)

    before = files(store, tmp_path / "before")
    assert files(store, tmp_path / "meanwhile", and_add_more) == before
    assert files(store, tmp_path / "afterwards") != before


@pytest.mark.parametrize(("added_before", "is_left"), [(0, True), (2, False)])
def test_only_who_opened_the_ledger_in_the_state_of_the_export_works_on_it(
    added_before: int, is_left: bool, store: Store, tmp_path: Path
) -> None:
    left = 0

    def elsewhere(work: Callable[[Part], Made], parts: Iterable[Part]) -> Iterator[Made]:
        nonlocal left
        for number, part in enumerate(parts):
            if number == added_before:
                add_more(store)
            copy = pickle.loads(pickle.dumps(part))
            opened.callback(copy.ledger.close)
            try:
                yield work(copy)
            except OnlyThereError:
                left += 1
                yield work(part)

    before = files(store, tmp_path / "before")
    with ExitStack() as opened:
        assert files(store, tmp_path / "meanwhile", elsewhere) == before
    assert bool(left) == is_left


def test_several_processes_write_the_same_whichever_store_they_read(store: Store, tmp_path: Path) -> None:
    with each_of(2) as each:
        assert files(store, tmp_path / "several", each) == files(store, tmp_path / "one")


def only_there(part: int) -> int:
    from multiprocessing import parent_process

    if parent_process() is not None:
        raise OnlyThereError
    return part + 1


def test_a_part_that_a_worker_cannot_work_on_is_worked_on_here() -> None:
    with each_of(2) as each:
        assert list(each(only_there, range(3))) == [1, 2, 3]


@pytest.mark.parametrize("at_once", [3, 200])
def test_groups_of_rows_are_as_large_however_many_incidents_come_at_once(
    at_once: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("testigo.exports.columnar.AT_ONCE", 50)
    wish = Wish(exporter="parquet", policy=policy_for("parquet", None), wanted=Wanted(limit=at_once))
    export(View(store), tmp_path / "tables", wish)
    told = parquet.ParquetFile(tmp_path / "tables" / "claims.parquet").metadata
    groups = [told.row_group(number).num_rows for number in range(told.num_row_groups)]
    assert groups[:-1] == [50] * (len(groups) - 1)
    assert len(groups) > 1
