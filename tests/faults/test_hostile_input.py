"""Input that means harm or is broken: a clear error or an honest empty result, in bounded time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

SECONDS = 60
HARMLESS = b"The council met on Tuesday and adjourned."
MEGABYTE = 1_000_000


class Outcome(NamedTuple):
    code: int
    records: list[dict[str, Any]]
    errors: str


def read(*inputs: Path | str, stdin: bytes = b"") -> Outcome:
    command = [sys.executable, "-m", "testigo", "read", "--format", "jsonl", *map(str, inputs)]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=SECONDS)
    assert b"Traceback" not in done.stderr
    records = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    return Outcome(done.returncode, records, done.stderr.decode())


@pytest.mark.parametrize(
    "content",
    [
        b"word " * (10 * MEGABYTE // 5),
        b"x" * (10 * MEGABYTE),
        b"7" * 500_000,
        b"1,234,567 " * 50_000,
        "“".encode() * 100_000 + b" said " + "”".encode() * 100_000,
        b"(" * 200_000,
        b"\n" * MEGABYTE,
        ("é" + "\u0301" * 200_000).encode(),
    ],
    ids=["10 MB line of words", "10 MB word", "digits", "numbers", "nested quotes", "brackets", "line ends", "accents"],
)
def test_a_monstrous_text_ends_in_bounded_time_and_its_neighbour_is_unharmed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "b.txt").write_bytes(HARMLESS)
    outcome = read(tmp_path)
    assert (outcome.code, len(outcome.records)) == (0, 2)


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00", b"caf\xe9", b"\xff\xfeh\x00i\x00"])
def test_what_is_no_utf8_text_is_refused_by_name_and_its_neighbour_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "b.txt").write_bytes(HARMLESS)
    outcome = read(tmp_path)
    assert (outcome.code, len(outcome.records)) == (1, 1)
    assert f"{tmp_path / 'a.txt'}: not " in outcome.errors


def test_every_line_that_names_an_id_gets_exactly_one_record_whatever_it_holds() -> None:
    lines = [
        b'{"id": "whole", "text": "The council met."}',
        b'{"id": "empty", "text": ""}',
        b'{"id": "number", "text": 5}',
        b'{"id": "none"}',
        b'{"id": "null", "text": null}',
        b'{"id": "surrogate", "text": "a\\ud800b"}',
        b'{"id": "odd\\udfff", "text": "x"}',
        b'{"id": "nul", "text": "a\\u0000b"}',
        b'{"id": "date", "text": "x", "published": "yesterday"}',
        b'{"id": "fields", "text": "x", "headline": {}, "url": 7, "publisher": [], "lang": false}',
        b'{"id": "cut", "text": "The counc',
        b'{"id": "bytes", "text": "\xff\xfe"}',
        b'{"id": "deep", "text": ' + b"[" * 50_000,
        b'{"id": "long", "text": ' + b"1" * 500_000 + b"}",
        b'{"id": "nan", "text": "x", "published": NaN}',
        b'{"id": "twice", "text": "x"}',
        b'{"id": "twice", "text": "x"}',
    ]
    outcome = read("--from", "jsonl", "-", stdin=b"\n".join(lines))
    assert [record["dispatch"]["id"] for record in outcome.records] == [
        *("whole", "empty", "number", "none", "null", "surrogate", "odd\udfff", "nul", "date", "fields"),
        *("cut", "bytes", "deep", "long", "nan", "twice", "twice"),
    ]
    assert outcome.code == 1


def test_lines_that_name_no_id_are_counted_and_named_by_their_number() -> None:
    outcome = read("--from", "jsonl", "-", stdin=b'{"id": "a", "text": "x"}\nnonsense\n[]\n{"text": 3}\n')
    assert [record["dispatch"]["id"] for record in outcome.records] == ["a"]
    assert [line.split(":")[2] for line in outcome.errors.splitlines()[:3]] == ["2", "3", "4"]
    assert "3 of 4 inputs failed" in outcome.errors


def test_a_reader_that_stops_listening_is_no_failure(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"id": "a", "text": "x"}\n' * 5_000)
    ours = subprocess.Popen(
        [sys.executable, "-m", "testigo", "read", "--format", "jsonl", str(feed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ours.stdout is not None
    assert ours.stderr is not None
    ours.stdout.readline()
    ours.stdout.close()
    assert ours.stderr.read() == b""
    ours.stderr.close()
    assert ours.wait(timeout=SECONDS) == 0


def test_a_full_disk_is_told_and_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Gunmen killed two men in Korum on Monday.\n", encoding="utf-8")
    # a process that may write files of no byte meets what one on a full disk does
    command = f'ulimit -f 0; exec "{sys.executable}" -m testigo read "{path}"'
    with (tmp_path / "out.txt").open("wb") as out:
        done = subprocess.run(["sh", "-c", command], stdout=out, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("testigo: T-O001 output: ")
    assert "Traceback" not in done.stderr
