"""The fenced blocks of a page: what kind each is, what is said of it, and which output it promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

FENCE = re.compile(r"^(?P<indent> *)```(?P<info>\S.*)\n(?P<body>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)
SAID = re.compile(r'([a-z-]+)="([^"]*)"')
PROMISED = "prints:"


class Block(NamedTuple):
    """One fenced block. `said` stands behind its kind (`title="feed.jsonl"`), `promised` is output of the last one."""

    line: int
    kind: str
    said: dict[str, str]
    body: str
    promised: bool


def blocks(page: str) -> Iterator[Block]:
    """All fenced blocks of a page, from above to below."""
    for found in FENCE.finditer(page):
        before = page[: found.start()]
        yield Block(
            line=before.count("\n") + 1,
            kind=found["info"].split()[0],
            said=dict(SAID.findall(found["info"])),
            body=re.sub(f"^{found['indent']}", "", found["body"], flags=re.MULTILINE),
            promised=before.rstrip().endswith(PROMISED),
        )
