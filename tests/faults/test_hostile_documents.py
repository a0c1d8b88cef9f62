"""Documents that mean harm: each is refused with its reason, opens nothing, takes little, and harms no neighbour."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.inputs import Form, read_bytes, read_inputs
from tests import documents
from tests.needs import AS_ANYBODY

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
SECRET = "the drovers' secret"
WIRES: tuple[Form, ...] = ("feed", "newsml", "nitf")


def codes(*inputs: Path, form: Form | None = None, terms: Terms | None = None) -> list[str]:
    """What came of each input: the code of its error, or `ok`."""
    found = read_inputs([str(path) for path in inputs], form, terms or Terms())
    return [arrival.code if isinstance(arrival, SourceError) else "ok" for arrival in found]


@pytest.fixture
def trap() -> Iterator[tuple[int, list[object]]]:
    """A port that nobody must connect to, and those who did."""
    visitors: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    connection, visitor = server.accept()
                except TimeoutError:
                    continue
                visitors.append(visitor)
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], visitors
        done.set()
        thread.join()


def payloads(secret: Path, port: int) -> Iterator[bytes]:
    """Documents that ask for a file, for an address, or for ever more of themselves."""
    bodies = {
        "rss": "<rss><channel><item><guid>g</guid><description>{0}</description></item></channel></rss>",
        "nitf": "<nitf><body><body.content><p>{0}</p></body.content></body></nitf>",
        "newsItem": '<newsItem guid="g"><contentSet><inlineData>{0}</inlineData></contentSet></newsItem>',
    }
    for root, body in bodies.items():
        for target in (secret.as_uri(), str(secret), f"http://127.0.0.1:{port}/x", f"ftp://127.0.0.1:{port}/x"):
            for subset in (
                f'<!ENTITY e SYSTEM "{target}">',
                f'<!ENTITY % p SYSTEM "{target}"> %p;',
                f'<!ENTITY e PUBLIC "x" "{target}">',
                f'<!NOTATION n SYSTEM "{target}"><!ENTITY e SYSTEM "{target}" NDATA n>',
            ):
                yield f"<!DOCTYPE {root} [{subset}]>{body.format('&e;')}".encode()
            yield f'<!DOCTYPE {root} SYSTEM "{target}">{body.format("x")}'.encode()
            yield f'<!DOCTYPE {root} PUBLIC "-//x" "{target}">{body.format("&e;")}'.encode()
            yield f'<?xml version="1.0"?><!-- a --><!DOCTYPE {root} SYSTEM "{target}" []>{body.format("x")}'.encode(
                "utf-16"
            )
            yield f'<?xml-stylesheet href="{target}"?>{body.format("&e;")}'.encode()
            include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{target}" parse="text"/>'
            yield body.format(include).encode()
        laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(10))
        yield f'<!DOCTYPE {root} [<!ENTITY a0 "ha">{laughs}]>{body.format("&a10;")}'.encode()
        yield f'<!DOCTYPE {root} [<!ENTITY a "{"x" * 60_000}">]>{body.format("&a;" * 60_000)}'.encode()
        yield f'<!DOCTYPE {root} [<!ENTITY a "&a;">]>{body.format("&a;")}'.encode()
        yield f'<!DOCTYPE {root} [<!ATTLIST p b CDATA "x">]>{body.format("x")}'.encode()


def test_no_document_opens_a_file_or_an_address_or_grows(tmp_path: Path, trap: tuple[int, list[object]]) -> None:
    port, visitors = trap
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    count = 0
    start = time.process_time()
    for raw in payloads(secret, port):
        for form in (None, *WIRES):
            for arrival in read_bytes(raw, form, "wire", Terms()):
                count += 1
                assert isinstance(arrival, SourceError) or SECRET not in arrival.dispatch.text
                assert isinstance(arrival, SourceError) or len(arrival.dispatch.text) < 100
    assert count > 400
    assert time.process_time() - start < count * 0.05
    assert visitors == []


@pytest.mark.parametrize("form", [None, *WIRES])
def test_a_document_type_is_refused_whatever_it_declares(form: Form | None) -> None:
    raw = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><description>&a;</description></item></channel></rss>'
    (error,) = read_bytes(raw, form, "wire", Terms())
    assert isinstance(error, SourceError)
    assert (error.code, error.raw, error.form) == ("T-S016", raw, form)


def test_a_document_type_that_wires_only_name_is_passed_over() -> None:
    assert b"<!DOCTYPE nitf SYSTEM" in documents.NITF
    (article,) = read_bytes(documents.NITF, None, "wire", Terms())
    assert isinstance(article, Delivery)
    (error,) = read_bytes(documents.NITF.replace(b"nitf-3-4.dtd", b"file:///nitf-3-4.dtd"), None, "wire", Terms())
    assert isinstance(error, SourceError)
    assert error.code == "T-S016"


def test_an_entity_of_no_document_type_is_refused_and_a_character_is_not() -> None:
    (error,) = read_bytes(documents.NITF.replace(b"One fled.", b"&one; fled."), "nitf", "wire", Terms())
    assert isinstance(error, SourceError)
    assert error.code in {"T-S015", "T-S016"}
    (article,) = read_bytes(documents.NITF.replace(b"One fled.", b"&#79;ne &amp; fled."), "nitf", "wire", Terms())
    assert isinstance(article, Delivery)
    assert article.dispatch.text.endswith("One & fled.")


def test_a_page_with_a_document_type_of_its_own_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    subset = b'<!DOCTYPE html [<!ENTITY e SYSTEM "%s">]>' % (tmp_path / "secret.txt").as_uri().encode()
    raw = documents.PAGE.replace(b"<!DOCTYPE html>", subset).replace(b"A third man", b"A third &e; man")
    (page,) = read_bytes(raw, "html", "page", Terms())
    assert isinstance(page, Delivery)
    assert SECRET not in page.dispatch.text


@pytest.mark.parametrize(
    ("form", "raw"),
    [
        ("feed", b"<rss><channel><item>" + b"<a>" * 100_000),
        ("nitf", b"<nitf>" + b"<p>" * 300 + b"</p>" * 300 + b"</nitf>"),
        ("newsml", b"<newsItem>" + b"<p>" * 1_000_000),
        ("html", b"<html><body>" + b"<div>" * 100_000 + b"deep"),
        (
            "feed",
            b"<rss><channel><item><guid>g</guid><description><![CDATA["
            + b"<b>" * 9_999
            + b"]]></description></item></channel></rss>",
        ),
    ],
)
def test_what_is_nested_too_deeply_is_refused(form: Form, raw: bytes) -> None:
    (error,) = read_bytes(raw, form, "deep", Terms())
    assert isinstance(error, SourceError)
    assert error.code == "T-S017"


@pytest.mark.parametrize(
    "raw", [b"<nitf>" + b"<a/>" * 5_000_000 + b"</nitf>", b"<nitf><p" + b" a=''" * 5_000_000 + b"/></nitf>"]
)
def test_a_document_of_too_many_parts_is_refused_before_it_is_built(raw: bytes) -> None:
    (error,) = read_bytes(raw, "nitf", "wide", Terms())
    assert isinstance(error, SourceError)
    assert (error.code, len(error.raw or b"")) == ("T-S017", MEBIBYTE)


@pytest.mark.parametrize("part", [b"<p>a</p>", b"a<br>", b"<tr><td>x</td></tr>", b"<a href=x>b</a>", b"<b>x</b><i>"])
def test_a_page_of_very_many_parts_is_refused_and_one_of_many_ends_soon(part: bytes) -> None:
    head = documents.PAGE.partition(b"</article>")[0]
    (error,) = read_bytes(head + part * 50_000, "html", "page", Terms())
    assert isinstance(error, SourceError)
    assert error.code == "T-S017"
    start = time.process_time()
    assert len([*read_bytes(head + part * (28_000 // part.count(b"<")), "html", "page", Terms())]) == 1
    assert time.process_time() - start < 15


@cache
def bomb(megabytes: int) -> bytes:
    return gzip.compress(b" " * MEBIBYTE * megabytes)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.xml.gz", "a.json.gz", "a.html.gz", "a.rss.gz"])
def test_a_packed_bomb_is_refused_while_it_unpacks(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bomb(100))
    (tmp_path / "b.txt").write_text("The council met.")
    start = time.process_time()
    assert codes(tmp_path) == ["T-S010", "ok"]
    assert time.process_time() - start < 1


def test_a_bomb_of_many_small_members_is_counted_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b" " * 900_000) * 50)
    assert codes(tmp_path / "a.txt.gz") == ["T-S010"]
    lines = tmp_path / "b.jsonl.gz"
    lines.write_bytes(gzip.compress(b'{"text": "x"}\n' * 100_000))
    assert "T-S010" in codes(lines, terms=Terms(limits=Limits(unpacked=MEBIBYTE)))


def test_honest_packed_files_are_read_in_each_form(tmp_path: Path) -> None:
    suffixes = {
        "text": "txt",
        "jsonl": "jsonl",
        "html": "htm",
        "feed": "xml",
        "ninjs": "json",
        "newsml": "xml",
        "nitf": "xml",
    }
    for form, raws in documents.OF_FORM.items():
        for number, raw in enumerate(raws):
            (tmp_path / f"{form}-{number}.{suffixes[form]}.gz").write_bytes(gzip.compress(raw) + b"\0" * 7)
    assert sorted(codes(tmp_path)) == ["T-S008", *["ok"] * 13]


@pytest.mark.parametrize(
    "raw",
    [b"", b"no gzip", gzip.compress(b"x" * 999)[:-9], gzip.compress(b"x") + b"tail"],
    ids=["empty", "no gzip", "cut off", "with a tail"],
)
def test_a_packed_file_that_is_broken_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(raw)
    assert codes(tmp_path / "a.txt.gz") == ["T-S011"]


MEASURED = """
import json, resource, sys, time
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.inputs import read_inputs
import testigo.sources.jsonlines, testigo.sources.broken_json
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
found = ["ok" if isinstance(a, Delivery) else a.code for a in read_inputs(sys.argv[1:], None, Terms())]
seconds = time.process_time() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([found, seconds, grown // 1024]))
"""


def measured(path: Path) -> tuple[list[str], float, int]:
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, check=True, text=True)
    found, seconds, mebibytes = json.loads(done.stdout)
    return found, seconds, mebibytes


@pytest.mark.parametrize("name", ["a.txt", "a.xml", "a.json", "a.html", "a.rss", "a.jsonl"])
def test_a_file_of_ten_gigabytes_is_refused_quickly_and_in_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(10 * GIBIBYTE)
    found, seconds, mebibytes = measured(path)
    assert set(found) == {"T-S009"}
    assert seconds < 3
    assert mebibytes < 64


def test_one_huge_line_is_refused_by_its_name_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "huge", "text": "' + b"x" * (100 * MEBIBYTE) + b'"}\n{"id": "b", "text": "y"}\n')
    found, seconds, mebibytes = measured(path)
    assert found == ["T-S009", "ok"]
    assert seconds < 3
    assert mebibytes < 64
    error, _ = read_inputs([str(path)], None, Terms())
    assert isinstance(error, SourceError)
    assert (error.dispatch_id, error.form, len(error.raw or b"")) == ("huge", "jsonl", MEBIBYTE)


def test_a_line_of_very_many_values_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "wide", "text": "x", "more": [' + b"[]," * 3_000_000 + b"[]]}\n")
    (error,) = read_inputs([str(path)], None, Terms())
    assert isinstance(error, SourceError)
    assert (error.code, error.dispatch_id) == ("T-S017", "wide")


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_standard_input_without_end_is_refused_too(form: str) -> None:
    command = f'head -c 3000000000 /dev/zero | "{sys.executable}" -m testigo read --from {form} -'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("T-S009") > 0, "Traceback" in done.stderr) == (1, True, False)


def test_a_text_that_is_too_large_is_refused_in_every_form() -> None:
    terms = Terms(limits=Limits(text=20))
    for form, raws in documents.OF_FORM.items():
        if form in ("text", "html"):  # the limit of those is that of their file
            continue
        for raw in raws:
            assert "T-S009" in [a.code for a in read_bytes(raw, form, "x", terms) if isinstance(a, SourceError)]


def test_pipes_devices_and_sockets_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl.gz")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        try:
            listener.bind("socket.xml")
        finally:
            os.chdir(here)
        assert codes(tmp_path) == ["T-S012"] * 3
    assert codes(Path("/dev/zero"), Path("/dev/null"), Path("/dev/stdin/x")) == ["T-S012", "T-S012", "T-S004"]


def test_a_walk_follows_no_link_out_of_the_folder(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET)
    inside.mkdir()
    (inside / "a.txt").write_text("The council met.")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "c.txt").symlink_to(outside / "secret.txt")
    (inside / "d.txt").symlink_to("../outside/secret.txt")
    (inside / "e").symlink_to(outside)
    (inside / "f").symlink_to(inside)
    (inside / "g.txt").symlink_to("/dev/zero")
    (inside / "h.txt").symlink_to(inside / "gone.txt")
    assert codes(inside) == ["ok", "ok", "T-S013", "T-S013", "T-S013", "T-S013", "T-S003"]


def test_a_file_that_is_named_is_read_through_its_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert codes(tmp_path / "link.txt") == ["ok"]


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    (tmp_path / "a.txt").write_text("The council met.")
    command = [*AS_ANYBODY, sys.executable, "-m", "testigo", "read", "--format", "jsonl", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert f"T-S004 {tmp_path / 'shut'}" in done.stderr


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5_000, "", "a/" * 3_000, "://", "\udcff.txt"])
def test_a_name_that_no_file_can_have_is_an_error_and_no_crash(name: str) -> None:
    (error,) = read_inputs([name], None, Terms())
    assert isinstance(error, SourceError)
    assert error.code in {"T-S003", "T-S004", "T-S020"}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.xml", b"<kml/>"),
        ("a.xml", b"<NewsML/>"),
        ("a.json", b'{"id": "d1", "text": "x"}'),
        ("a.json", b'{"uri": "u"}'),
        ("a.json", b"[]"),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"uri": "u", "bodies": []}\n{"uri": "v"}'),
    ],
)
def test_what_cannot_be_recognised_is_never_guessed(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    (error,) = read_inputs([str(path)], None, Terms())
    assert isinstance(error, SourceError)
    assert (error.code, error.form, error.raw, error.place) == ("T-S014", None, raw, str(path))
