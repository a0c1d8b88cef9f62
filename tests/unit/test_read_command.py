from __future__ import annotations

import json
from pathlib import Path

import pytest

import testigo.pipeline
from testigo.cli import main
from testigo.errors import PackError
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record, head_of

EXAMPLES = Path(__file__).parents[2] / "examples"


def read(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["read", *map(str, arguments)])
    out, err = capfd.readouterr()
    return code, out, err


def test_one_line_of_json_per_dispatch_in_input_order(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = read(capfd, "--format", "jsonl", EXAMPLES / "series.jsonl")
    wanted = [json.loads(line)["id"] for line in (EXAMPLES / "series.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [json.loads(line)["dispatch"]["id"] for line in out.splitlines()] == wanted
    assert (code, err) == (0, "")


def test_json_is_an_object_for_one_dispatch_and_an_array_for_several(capfd: pytest.CaptureFixture[str]) -> None:
    one, two = sorted(EXAMPLES.glob("*.txt"))[:2]
    assert json.loads(read(capfd, "--format", "json", one)[1])["schema"] == "testigo/1"
    assert len(json.loads(read(capfd, "--format", "json", one, two)[1])) == 2


def test_json_of_nothing_is_an_empty_array(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = read(capfd, "--format", "json", tmp_path / "gone.txt")
    assert (code, json.loads(out)) == (1, [])


def test_cards_are_the_default_and_stand_under_their_file_names(capfd: pytest.CaptureFixture[str]) -> None:
    path = EXAMPLES / "01-first-count.txt"
    assert read(capfd, path)[1].splitlines()[0] == str(path)


def test_an_empty_text_is_a_record_and_no_failure(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    code, out, err = read(capfd, "--format", "jsonl", tmp_path)
    record = json.loads(out)
    assert [issue["code"] for issue in record["issues"]] == ["empty_text"]
    assert (code, record["claims"], err) == (0, [], "")


def test_a_failed_input_is_named_on_stderr_and_the_others_are_read(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "b.txt").write_text("Nothing happened.")
    code, out, err = read(capfd, "--format", "jsonl", tmp_path)
    assert (code, len(out.splitlines())) == (1, 1)
    assert f"testigo: T-S001 {tmp_path / 'a.txt'}: not valid UTF-8 at byte 0" in err
    assert "1 of 2 inputs failed" in err


def test_a_language_without_a_pack_is_an_issue(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = read(capfd, "--format", "jsonl", "--lang", "xx", EXAMPLES / "01-first-count.txt")
    assert [issue["code"] for issue in json.loads(out)["issues"]] == ["no_language_pack"]
    assert code == 0


def test_the_day_given_becomes_the_day_of_publication(capfd: pytest.CaptureFixture[str]) -> None:
    out = read(capfd, "--format", "jsonl", "--date", "2019-12-01", EXAMPLES / "01-first-count.txt")[1]
    assert json.loads(out)["dispatch"]["published"] == "2019-12-01"


def test_a_reader_that_crashes_costs_one_dispatch_and_never_the_batch(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def crash_on_b(dispatch: Dispatch, gated: bool = True) -> Record:
        if dispatch.id == "b":
            raise RecursionError("too deep")
        return Record(dispatch=head_of(dispatch))

    monkeypatch.setattr(testigo.pipeline, "read_dispatch", crash_on_b)
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(f'{{"id": "{name}", "text": "x"}}\n' for name in "abc"))
    code, out, err = read(capfd, "--format", "jsonl", feed)
    issues = [[issue["code"] for issue in json.loads(line)["issues"]] for line in out.splitlines()]
    assert (code, issues) == (1, [[], ["reader_failed"], []])
    assert "T-R001" in err
    assert "feed.jsonl:2 (dispatch b)" in err


def test_a_faulty_pack_stops_everything_before_it_can_mislead(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(dispatch: Dispatch, gated: bool = True) -> Record:
        raise PackError("T-P001", "unknown class", place="numbers.toml:7", hint="see the list of classes")

    monkeypatch.setattr(testigo.pipeline, "read_dispatch", refuse)
    code, out, err = read(capfd, "--format", "jsonl", EXAMPLES)
    assert (code, out, err) == (1, "", "testigo: T-P001 numbers.toml:7: unknown class (see the list of classes)\n")


def test_an_input_without_a_dispatch_says_so(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text("\n\n")
    assert read(capfd, tmp_path / "feed.jsonl") == (0, "", "testigo: there was no dispatch in the input\n")


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "xml", "a.txt"], ["--date", "Tuesday", "a.txt"], ["--lang", "english", "a.txt"]]
)
def test_misuse_ends_with_2(capfd: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["read", *arguments])
    assert stop.value.code == 2


def test_a_character_that_some_take_for_a_line_end_is_escaped(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "feed.jsonl").write_text('{"id": "a\u2028b\x85c", "text": "x"}', encoding="utf-8")
    out = read(capfd, "--format", "jsonl", tmp_path)[1]
    assert len(out.splitlines()) == 1
    assert json.loads(out)["dispatch"]["id"] == "a\u2028b\x85c"


@pytest.mark.parametrize("command", [[], ["read"], ["schema"]])
def test_help_ends_with_an_example(capfd: pytest.CaptureFixture[str], command: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    assert capfd.readouterr().out.rstrip().splitlines()[-1].startswith("  testigo ")
