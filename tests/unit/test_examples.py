from __future__ import annotations

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_series_holds_the_same_dispatches_as_the_text_files() -> None:
    lines = (EXAMPLES / "series.jsonl").read_text(encoding="utf-8").splitlines()
    files = sorted(EXAMPLES.glob("*.txt"))
    assert [json.loads(line)["text"] for line in lines] == [path.read_text(encoding="utf-8") for path in files]


def test_every_example_is_told_about_in_the_readme() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES.glob("*.txt") if path.name not in readme] == []
