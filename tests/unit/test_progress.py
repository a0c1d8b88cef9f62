from __future__ import annotations

import io
import time

import pytest

from testigo.cli import progress


def test_short_work_says_nothing() -> None:
    stream = io.StringIO()
    assert list(progress.watched(range(3), stream, shown=True)) == [0, 1, 2]
    assert stream.getvalue() == ""


def test_long_work_counts_on_one_line_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(seconds)))
    stream = io.StringIO()
    list(progress.watched(range(3), stream, shown=True))
    assert "3 dispatches read, 1 per second" in stream.getvalue()
    assert stream.getvalue().endswith(progress.CLEAR_LINE)
    assert "\n" not in stream.getvalue()
