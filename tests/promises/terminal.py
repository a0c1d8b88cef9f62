"""A terminal for the blocks of a page: the command under test runs in this process, everything else in a shell."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from testigo.cli import main

COMMANDS = (["testigo"], [".venv/bin/testigo"], ["python", "-m", "testigo"])
OPERATOR = re.compile(r"[|<>;&$*`()]")
ENDS_WITH = re.compile(r"#.*\bends with (\d+)")
ROOT = Path(__file__).parents[2]
SECONDS = 60
OUTLIVE_A_LINE = {"--packs", "pack"}
"""What names a folder of packs, which a process remembers, so it gets one of its own."""


class Ran(NamedTuple):
    """What a line printed for the next program, and for the person; and what it ended with."""

    out: str
    talk: str
    code: int


def lines_of(body: str) -> Iterator[str]:
    """The lines of a block that are to be run, in order, each continued one made whole."""
    for line in body.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def expected_code(line: str) -> int:
    """What the line says that it ends with, else 0.

    >>> expected_code("testigo verify"), expected_code("testigo doctor   # ends with 1: there is something to look at")
    (0, 1)
    """
    said = ENDS_WITH.search(line)
    return int(said[1]) if said else 0


def run_line(line: str) -> Ran:
    """Run one line in the present folder."""
    words = shlex.split(line, comments=True)
    if words[0] == "make":
        return _in_a_shell(shlex.join(["make", "--dry-run", "--directory", str(ROOT), *words[1:]]))
    if not OUTLIVE_A_LINE & {*words} and not any(OPERATOR.search(word) for word in words):
        for command in COMMANDS:
            if words[: len(command)] == command:
                return _in_this_process(words[len(command) :])
    return _in_a_shell(line)


def _in_this_process(words: list[str]) -> Ran:
    out, talk = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(talk):
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
    return Ran(_text(out), _text(talk), code)


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _in_a_shell(line: str) -> Ran:
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env={**os.environ, "PATH": here},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ran(done.stdout, done.stderr, done.returncode)
