"""`testigo propose`: a card and lines, a key that is sent and never shown, forms that a server does not know, names."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from testigo.cli import main
from testigo.errors import ModelError
from testigo.proposals.ask import Endpoint, Model, endpoint
from tests.models import Asked, Sent, Server, model_server
from tests.needs import missing

QUOTE = "Two vendors were killed"
TEXT = f"TORREBLANCA, March 4 - Gunmen attacked a market. {QUOTE}, the mayor said. Three nurses were wounded."
GOOD = {
    "outcome": "killed", "people": "civilians", "low": 2, "high": 2, "quote": QUOTE, "context": None,
    "speaker": "the mayor",
}  # fmt: skip
ANSWER = json.dumps({"tolls": [GOOD, GOOD | {"low": 9, "high": 9}]})
KEY = "k3y-that-nobody-may-see"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def proposed(report: str, server: Server, *more: str) -> int:
    return main(["propose", report, "--endpoint", server.address, "--model", "m", *more])


def test_the_card_tells_what_both_read_and_what_was_refused(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    with model_server(lambda _: ANSWER) as server:
        assert proposed(report, server) == 0
    card = capsys.readouterr().out
    assert "Nothing below is counted" in card
    assert "both read (1)" in card
    assert "only the rules read (1)" in card
    assert "only model:m proposes (0)" in card
    assert "number differs: the quote says 2, not 9" in " ".join(card.split())


def test_a_line_holds_everything_for_a_machine(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    with model_server(lambda _: ANSWER) as server:
        assert proposed(report, server, "--format", "jsonl") == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    (proposal,) = told["proposals"]
    assert (told["schema"], proposal["reader"]) == ("testigo-proposals/1", "model:m")
    assert proposal["reader_version"].split()[0] == "m"
    assert TEXT[slice(*proposal["span"])] == QUOTE
    assert [one["reason"] for one in told["refused"]] == ["number_differs"]
    assert len(told["agreement"]["both"]) == 1


def test_a_model_that_fails_leaves_the_card_of_the_rules(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    with model_server(lambda _: Sent(b"busy", status=503)) as server:
        assert proposed(report, server) == 1
    told = capsys.readouterr()
    assert "T-M003" in told.err
    assert "only the rules read (2)" in told.out


def test_the_key_is_sent_and_never_shown(
    report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TESTIGO_MODEL_KEY", KEY)
    with model_server(lambda _: Sent(f"wrong key {KEY}".encode(), status=401)) as server:
        assert proposed(report, server) == 1
        assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    told = capsys.readouterr()
    assert KEY not in told.out + told.err
    assert KEY not in repr(endpoint(server.address, "m", KEY))


@pytest.mark.parametrize(
    "address",
    ["ftp://a.example/v1", "localhost:11434", "http://u:p@a.example/v1", "http://a.example/v1?x=1", "http://["],
)
def test_an_address_that_is_no_endpoint_is_refused(address: str) -> None:
    with pytest.raises(ModelError, match="T-M001"):
        endpoint(address, "m")


def test_a_key_travels_unencrypted_within_this_machine_alone() -> None:
    assert endpoint("http://127.0.0.1:8000/v1/", "m", KEY).address == "http://127.0.0.1:8000/v1"
    assert endpoint("https://a.example/v1/chat/completions", "m", KEY).address == "https://a.example/v1"
    with pytest.raises(ModelError, match="unencrypted"):
        endpoint("http://a.example/v1", "m", KEY)


def test_a_server_that_knows_no_schema_is_asked_for_an_object_and_that_is_kept_in_mind() -> None:
    def script(asked: Asked) -> str | Sent:
        return ANSWER if asked["response_format"]["type"] == "json_object" else Sent(b"unknown", status=400)

    with model_server(script) as server:
        model = Model(Endpoint(address=server.address, model="m"))
        heard = [model.hear(TEXT, "here"), model.hear(TEXT, "here")]
        assert [asked["response_format"]["type"] for asked in server.asked] == ["json_schema"] + ["json_object"] * 2
    assert [len(one.said) for one in heard] == [2, 2]


def test_an_answer_in_another_form_is_asked_for_once_more() -> None:
    def script(asked: Asked) -> str:
        return "There were some." if len(asked["messages"]) == 2 else ANSWER

    with model_server(script) as server:
        assert len(Model(Endpoint(address=server.address, model="m")).hear(TEXT, "here").said) == 2
        assert [len(asked["messages"]) for asked in server.asked] == [2, 4]
        assert {asked["temperature"] for asked in server.asked} == {0}
        assert all("tools" not in asked for asked in server.asked)


def test_a_text_that_is_too_long_is_not_sent() -> None:
    with model_server(lambda _: ANSWER) as server:
        with pytest.raises(ModelError, match="T-M004"):
            Model(Endpoint(address=server.address, model="m")).hear("x" * 60_001, "here")
        assert server.asked == []


@pytest.mark.parametrize("more", [[], ["--model", "m"], ["--endpoint", "http://localhost/v1"], ["--seconds", "0"]])
def test_whoever_names_nobody_to_ask_has_called_it_wrongly(report: str, more: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["propose", report, *more])


def test_a_pipeline_of_spacy_proposes_full_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("spacy") is None:
        missing("spaCy is not installed; make consumers")
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ana Vidal Rojo"}])
    nlp.to_disk(tmp_path / "pipeline")
    report = tmp_path / "report.txt"
    report.write_text("Gunmen shot dead a vendor called Ana Vidal Rojo, 33.", encoding="utf-8")
    assert main(["propose", str(report), "--spacy", str(tmp_path / "pipeline"), "--format", "jsonl"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"]["text"] for one in told["names"]] == ["Ana Vidal Rojo"]
    assert told["proposals"] == []


def test_spacy_that_is_not_there_is_an_error_that_says_so(
    report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    assert main(["propose", report, "--spacy", "x"]) == 1
    assert "T-M006" in capsys.readouterr().err


# a proposal that a person adopts


@pytest.fixture
def kept(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """What a model proposes of a report that a ledger has, one that the rules read and one that they do not."""
    text = f"{TEXT} Four others did not see the evening."
    Path(report).write_text(text, encoding="utf-8")
    missed = {"low": 4, "high": 4, "quote": "Four others did not see the evening", "speaker": None}
    with model_server(lambda _: json.dumps({"tolls": [GOOD, GOOD | missed]})) as server:
        assert proposed(report, server, "--format", "jsonl") == 0
    path = tmp_path / "kept.jsonl"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["ingest", report, "--date", "2024-03-05", "--ledger", str(tmp_path / "ledger.db")]) == 0
    capsys.readouterr()
    return path


def adopted(kept: Path, name: str, *more: str) -> int:
    ledger = str(kept.parent / "ledger.db")
    return main(["decide", "adopt", str(kept), name, "--by", "Ana", "--because", "read", "--ledger", ledger, *more])


def listed(kept: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What can be adopted, in words, by its quote."""
    assert main(["decide", "proposals", str(kept)]) == 0
    return {line.split("“")[1].split("”")[0]: line for line in capsys.readouterr().out.splitlines()}


def test_a_proposal_is_listed_and_adopted_by_the_beginning_of_its_name(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(kept, capsys)
    line = found["Four others did not see the evening"]
    assert "4 killed (civilians)" in line
    assert "outcome not in words" in line
    assert adopted(kept, line[:9]) == 0
    told = capsys.readouterr()
    assert "decision 1: adopt c" in told.out
    assert "proposed by model:m), by Ana" in told.out
    assert "main account" in told.err
    name = told.out.split()[3]
    assert main(["why", name, "--ledger", str(kept.parent / "ledger.db")]) == 0
    card = capsys.readouterr().out
    assert "KILLED 4" in card
    assert "proposed by m " in card
    assert "adopted by Ana" in card
    assert adopted(kept, line[:9], "--account", told.out.split()[5]) == 0
    assert capsys.readouterr().out == told.out


def test_a_proposal_that_the_rules_read_as_well_is_not_adopted(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert adopted(kept, listed(kept, capsys)[QUOTE].split()[0]) == 1
    assert "T-L034" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["p", "p0000000000000000", ""], ids=["several", "none", "nothing"])
def test_a_name_of_no_proposal_or_of_several_is_refused(
    kept: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopted(kept, name) == 1
    assert "T-M007" in capsys.readouterr().err


@pytest.mark.parametrize(
    "written",
    [b"", b"{}\n", b"[" * 100_000, b"\xff\n", b'{"dispatch": {"id": "d"}}\n', b'{"schema": "testigo/1"}\n', None],
    ids=["empty", "no dispatch", "nested", "no letters", "no hash", "a record", "a folder"],
)
def test_a_file_that_holds_no_proposals_is_refused(
    kept: Path, written: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = kept.parent / "other.jsonl"
    file.mkdir() if written is None else file.write_bytes(written)
    assert adopted(file, "p1") == 1
    assert "T-M007" in capsys.readouterr().err


def test_proposals_of_a_newer_form_are_refused_as_such(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = kept.read_text(encoding="utf-8").replace("testigo-proposals/1", "testigo-proposals/2")
    kept.write_text(told, encoding="utf-8")
    assert adopted(kept, "p") == 1
    assert "testigo-proposals/2" in capsys.readouterr().err
