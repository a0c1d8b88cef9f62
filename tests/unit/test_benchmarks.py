from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import bench, speed, toponyms_adapter
from testigo import Dispatch
from testigo.packs import language


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"gvdb read: killed": 0.82, "bbc: main per 1000": 8.0}))
    return path


def test_a_figure_below_its_floor_fails(floors: Path) -> None:
    assert bench.judged({"gvdb read: killed": 0.81}, floors, raise_floors=False) == 1


def test_a_figure_that_should_be_low_fails_above_its_ceiling(floors: Path) -> None:
    assert bench.judged({"bbc: main per 1000": 8.5}, floors, raise_floors=False) == 1
    assert bench.judged({"bbc: main per 1000": 7.0}, floors, raise_floors=False) == 0


def test_floors_only_ever_rise(floors: Path) -> None:
    bench.judged({"gvdb read: killed": 0.5, "bbc: main per 1000": 6.0, "muc4: F1": 0.7}, floors, raise_floors=True)
    assert json.loads(floors.read_text()) == {"gvdb read: killed": 0.82, "bbc: main per 1000": 6.0, "muc4: F1": 0.7}


def test_every_floor_belongs_to_a_figure_that_is_measured() -> None:
    held = {f"{task.name}: {figure.label}" for task in bench.TASKS for figure in task.figures if figure.held}
    assert set(json.loads(bench.FLOORS.read_text())) <= held


def test_three_of_a_hundred_texts_of_the_feed_are_violent() -> None:
    violent, quiet = ([Dispatch(id=name, text=name)] * 500 for name in ("violent", "quiet"))
    mixed = speed.feed(violent, quiet)
    assert sum(dispatch.id == "violent" for dispatch in mixed) == pytest.approx(0.03 * len(mixed), rel=0.1)


def test_work_that_takes_turns_is_run_equally_often() -> None:
    runs: list[str] = []
    speed.fastest([lambda: runs.append("a"), lambda: runs.append("b")], rounds=3)
    assert runs == ["a", "b"] * 4


def test_of_several_turns_the_fastest_counts() -> None:
    ticks = iter([0.0, 1.0, 4.0, 4.0, 6.0, 6.0, 11.0])
    assert speed.fastest([lambda: None], rounds=3, clock=lambda: next(ticks)) == [2.0]


def test_a_ratio_that_falls_far_below_its_floor_fails_and_floors_only_rise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "speed_floors.json"
    path.write_text(json.dumps({speed.COLD_START: 6.0, speed.FEED: 2.0}))
    monkeypatch.setattr(speed, "FLOORS", path)
    ratios = [speed.Ratio(speed.COLD_START, 5.5), speed.Ratio(speed.FEED, 1.8)]
    assert speed.judge(ratios, raise_floors=True) == 0
    assert json.loads(path.read_text()) == {speed.COLD_START: 5.5, speed.FEED: 2.0}
    assert speed.judge([speed.Ratio(speed.FEED, 1.5)], raise_floors=False) == 1


def test_each_given_name_is_printed_with_the_place_it_means() -> None:
    text = "He drove from Dayton, Ohio, to Nowhereville-by-the-Lake."
    given = [(text.index(name), text.index(name) + len(name)) for name in ("Dayton", "Nowhereville-by-the-Lake")]
    known, unknown = toponyms_adapter.toponyms(text, given, language("en"))
    assert known["lat"] == pytest.approx(39.8, abs=0.1)
    assert "lat" not in unknown


def test_the_ceiling_counts_names_that_have_an_entry_near_their_place_and_mends_offsets() -> None:
    marked = [
        {"start": 5, "end": 11, "phrase": "Dayton", "lat": 39.76, "lon": -84.19},
        {"start": 12, "end": 16, "phrase": "Lima", "lat": 39.76, "lon": -84.19},
    ]
    row = {"text": "From Dayton to Lima.", "gold": {"toponyms": marked}}
    assert toponyms_adapter.ceiling([json.dumps(row)], language("en")) == (2, 2)
    marked[1] |= {"lat": 80.0}
    assert toponyms_adapter.ceiling([json.dumps(row)], language("en")) == (1, 2)
