"""What must not be in the repository: addresses of package registries."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REGISTRY = re.compile(r"https?://[^\s\"')]+(/simple\b|/packages/|\.whl|\.tgz|\.tar\.gz)|--index-url \S")


def test_no_file_names_the_address_of_a_registry() -> None:
    files = [ROOT / "pyproject.toml", ROOT / "Makefile", *sorted((ROOT / "requirements").iterdir())]
    assert [path.name for path in files if REGISTRY.search(path.read_text(encoding="utf-8"))] == []


def test_every_locked_requirement_has_a_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
        pinned = [block for block in blocks if re.match(r"[\w.-]+==", block)]
        assert pinned
        assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []
