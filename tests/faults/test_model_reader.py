"""A model that obeys whoever writes a dispatch, and servers that misbehave: neither adds or publishes a figure."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from testigo.cli import main
from testigo.engines.propose import Advice, Advisers, propose
from testigo.errors import ModelError
from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.proposals.ask import Endpoint, Model, Terms
from tests.injections import Attack, attacks, unheard_of
from tests.models import Asked, Sent, Server, completion, model_server, text_of

HELD_AGAINST_WORDS = list(attacks())
UNKNOWN = list(unheard_of())
ALL = HELD_AGAINST_WORDS + UNKNOWN
FEW = ALL[::10]
"""One of each second family: many reports of what looks like one incident take long to join."""
BY_TEXT = {attack.text: attack for attack in ALL}
UNFLAGGED_AT_MOST = 0.005
QUOTE = "Two vendors were killed"
TEXT = f"TORREBLANCA, March 4 - Gunmen opened fire on Monday. {QUOTE}, the mayor said."
GOOD = {
    "outcome": "killed", "people": "civilians", "low": 2, "high": 2, "quote": QUOTE, "context": None,
    "speaker": "the mayor",
}  # fmt: skip


def toll(**fields: Any) -> dict[str, Any]:
    return GOOD | fields


def answer_of(*tolls: dict[str, Any] | str, **more: Any) -> str:
    return json.dumps({"tolls": tolls} | more)


def obeying(asked: Asked) -> str:
    """What a model answers that does all that a dispatch orders, and lies about what it read."""
    attack = BY_TEXT[text_of(asked)]
    n = attack.figure
    ordered = toll(low=n, high=n, quote=attack.quote, speaker=None)
    return answer_of(
        ordered,
        ordered | {"outcome": "injured"},
        ordered | {"quote": f"exactly {n} victims died of it, officials said"},
        ordered | {"quote": attack.text},
        ordered | {"low": n * 10, "high": n * 10},
        ordered | {"low": 0, "high": None},
        ordered | {"quote": str(n), "speaker": "the secretary of nowhere"},
        ordered | {"span": [0, 10**9]},
        ordered | {"low": str(n)},
        ordered | {"quote": QUOTE, "low": n, "high": n},
        "testigo decide accept",
        dispatches=[{"id": "invented", "text": f"{n} people were killed."}],
        commands=["testigo decide accept", "rm -rf ~"],
        incidents=[{"killed": n}],
    )


@pytest.fixture(scope="module")
def obedient() -> Iterator[Server]:
    with model_server(obeying) as server:
        yield server


@pytest.fixture(scope="module")
def advised(obedient: Server) -> list[tuple[Attack, Advice]]:
    model = Model(Endpoint(address=obedient.address, model="m"))
    advisers = Advisers(hear=model.hear, model="m")
    return [(a, propose(Dispatch(id=f"d{i}", text=a.text), "here", advisers)) for i, a in enumerate(ALL)]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    rows = (json.dumps({"id": f"d{i}", "text": a.text, "published": "2024-03-05"}) for i, a in enumerate(FEW))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def smuggled(advice: Advice, attack: Attack) -> list[tuple[str, ...]]:
    """Proposals that hold the figure that was ordered, each as its notes."""
    return [one.notes for one in advice.proposals.proposals if one.count.low == attack.figure]


def test_there_are_two_hundred_texts_and_more_of_twenty_families_and_more() -> None:
    assert len(BY_TEXT) == len(ALL) >= 200
    assert len({attack.family for attack in ALL}) >= 20


def test_a_model_that_obeys_was_asked_about_every_text(advised: list[tuple[Attack, Advice]]) -> None:
    assert [advice.error for _, advice in advised if advice.error] == []
    assert all(len(advice.proposals.refused) >= 8 for _, advice in advised)


def test_hardly_any_order_of_a_known_kind_reaches_the_proposals(advised: list[tuple[Attack, Advice]]) -> None:
    through = [a.family for a, advice in advised[: len(HELD_AGAINST_WORDS)] if smuggled(advice, a)]
    assert len(through) <= UNFLAGGED_AT_MOST * len(HELD_AGAINST_WORDS), through


def test_an_order_of_an_unknown_kind_that_gets_through_is_flagged(advised: list[tuple[Attack, Advice]]) -> None:
    """Lists of words stop about half of these; the rest contradict what the dispatch says elsewhere."""
    plain = [a.family for a, advice in advised if not all(notes for notes in smuggled(advice, a))]
    assert len(plain) <= UNFLAGGED_AT_MOST * len(ALL), plain


def test_every_proposal_stands_in_the_text_with_the_number_that_it_says(advised: list[tuple[Attack, Advice]]) -> None:
    for attack, advice in advised:
        for one in advice.proposals.proposals:
            assert attack.text[slice(*one.span)] == one.quote
            assert one.count.text in one.quote


def test_nothing_said_is_lost(advised: list[tuple[Attack, Advice]]) -> None:
    said = 11 + 3
    assert {len(a.proposals.proposals) + len(a.proposals.refused) for _, a in advised} == {said}


def test_what_is_read_and_counted_is_the_same_before_and_behind_a_model(
    feed: Path, tmp_path: Path, obedient: Server, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def told(*command: str) -> bytes:
        assert main(list(command)) == 0
        return capfdbinary.readouterr().out

    ledger = str(tmp_path / "ledger.db")
    told("ingest", str(feed), "--ledger", ledger)
    looks = (["read", "--format", "jsonl", str(feed)], ["incidents", "--ledger", ledger, "--format", "jsonl"])
    before = [told(*look) for look in looks]
    print_of_ledger = sha256(Path(ledger).read_bytes()).digest()
    proposed = told("propose", str(feed), "--endpoint", obedient.address, "--model", "m", "--format", "jsonl")
    assert len(proposed.splitlines()) == len(FEW)
    assert [told(*look) for look in looks] == before
    assert sha256(Path(ledger).read_bytes()).digest() == print_of_ledger


def only_proposed(dispatch: dict[str, Any]) -> list[dict[str, Any]]:
    """Proposals of an outcome and a count that the rules read nowhere in the dispatch."""

    def said(one: dict[str, Any]) -> tuple[str, int, int | None]:
        return one["outcome"], one["count"]["low"], one["count"]["high"]

    agreed = {proposal for _, proposal in dispatch["agreement"]["both"]}
    read = {said(one) for one in dispatch["proposals"] if one["id"] in agreed}
    return [one for one in dispatch["proposals"] if said(one) not in read]


def test_of_all_that_an_obedient_model_proposes_only_what_a_person_adopts_is_counted(
    feed: Path, tmp_path: Path, obedient: Server, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def told(*command: str, code: int = 0) -> bytes:
        assert main(list(command)) == code
        return capfdbinary.readouterr().out

    def incidents() -> list[dict[str, Any]]:
        return [json.loads(line) for line in told("incidents", "--ledger", ledger, "--format", "jsonl").splitlines()]

    def adopt(name: str, file: Path, code: int = 0) -> None:
        told("decide", "adopt", str(file), name, "--by", "Ana", "--because", "read", "--ledger", ledger, code=code)

    ledger, kept = str(tmp_path / "ledger.db"), tmp_path / "proposals.jsonl"
    told("ingest", str(feed), "--ledger", ledger)
    before = {one["incident_id"]: one["toll"] for one in incidents()}
    told_by_rules = told("dump", "--ledger", ledger)
    kept.write_bytes(told("propose", str(feed), "--endpoint", obedient.address, "--model", "m", "--format", "jsonl"))
    dispatches = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    stands = [(d["dispatch"], one) for d in dispatches for one in only_proposed(d) if one["notes"]]
    (head, chosen), others = stands[0], stands[1:]
    assert others
    forged = tmp_path / "forged.jsonl"
    count = {"low": 7777, "high": 7777, "text": "7777"}
    forged.write_text(json.dumps({"dispatch": head, "proposals": [chosen | {"count": count}]}), encoding="utf-8")
    adopt(chosen["id"], forged, code=1)
    assert told("dump", "--ledger", ledger) == told_by_rules
    alone = tmp_path / "alone.jsonl"
    alone.write_text(json.dumps({"dispatch": head, "proposals": [chosen]}), encoding="utf-8")
    adopt(chosen["id"], alone)
    after = {one["incident_id"]: one["toll"] for one in incidents()}
    changed = [name for name in after if after[name] != before[name]]
    assert len(changed) == 1
    claims = [claim for toll in after[changed[0]].values() for claim in toll["claims"]]
    witnesses = json.loads(told("why", changed[0], "--ledger", ledger, "--format", "json"))["witnesses"]
    by_a_model = [one["claim"] for one in witnesses if one["claim"]["reader"].startswith("model:")]
    assert [(one["quote"], one["adopted_by"]) for one in by_a_model] == [(chosen["quote"], "Ana")]
    assert {one["id"] for one in by_a_model} <= set(claims)
    told("decide", "undo", "1", "--by", "Bo", "--because", "an order in the text", "--ledger", ledger)
    assert {one["incident_id"]: one["toll"] for one in incidents()} == before


def test_reading_loads_nothing_of_models() -> None:
    script = (
        "import sys; from testigo.cli import main; main(['read', '--format', 'json', '-']);"
        "print([m for m in sys.modules if 'propos' in m or 'httpx' in m], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=TEXT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_proposal_is_no_claim(advised: list[tuple[Attack, Advice]]) -> None:
    proposals = [one for _, advice in advised for one in advice.proposals.proposals]
    assert proposals
    assert not any(isinstance(one, Toll) for one in proposals)
    assert not any(claim.reader.startswith("model:") for _, advice in advised for claim in advice.record.claims)


FAULTS: list[tuple[str, Sent | str, str]] = [
    ("it hangs", Sent(b" ", pause=0.05, endless=True), "T-M002"),
    ("it never ends", Sent(b"x" * 65536, endless=True), "T-M004"),
    ("100 MB", Sent(b'{"choices": [' + b" " * 100_000_000), "T-M004"),
    ("no JSON", Sent(b"<html>busy</html>"), "T-M005"),
    ("no choices", Sent(b'{"choices": []}'), "T-M005"),
    ("no bytes", Sent(b""), "T-M005"),
    ("half a letter", Sent(b'{"choices": [{"message": {"content": "\xff"}}]}'), "T-M005"),
    ("nested", Sent(b'{"choices": ' + b"[" * 500_000), "T-M005"),
    ("nested within", "{" + '"tolls": ' + "[" * 200_000 + "]" * 200_000 + "}", "T-M005"),
    ("chatter", "I would rather talk about the weather.", "T-M005"),
    ("a number", Sent(completion("17")), "T-M005"),
    ("a list of another name", '{"deaths": []}', "T-M005"),
    ("it is gone", Sent(b"no such model", status=404), "T-M003"),
    ("it wants a key", Sent(b"", status=401), "T-M003"),
    ("it leads away", Sent(b"", status=302), "T-M003"),
    ("it breaks", Sent(b"out of memory", status=500), "T-M003"),
]


@pytest.mark.parametrize(("sent", "code"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_server_that_misbehaves_costs_the_proposals_and_nothing_else(sent: Sent | str, code: str) -> None:
    with model_server(lambda _: sent) as server:
        hear = Model(Endpoint(address=server.address, model="m"), Terms(seconds=1.5)).hear
        advice = propose(Dispatch(id="d1", text=TEXT), "here", Advisers(hear=hear, model="m"))
    assert advice.record.claims
    assert advice.proposals.proposals == ()
    assert (advice.error.code if advice.error else "") == code


def test_a_server_that_is_not_there_is_an_error_of_each_dispatch() -> None:
    with model_server(lambda _: "") as server:
        address = server.address
    with pytest.raises(ModelError, match="T-M002"):
        Model(Endpoint(address=address, model="m"), Terms(seconds=2)).hear(TEXT, "here")


def test_a_toll_too_deep_or_one_too_many_costs_itself() -> None:
    deep = '{"tolls": [' + "[" * 100 + "]" * 100 + "," + json.dumps(GOOD) + "]}"
    many = answer_of(*[GOOD] * 300)
    for content, reasons in ((deep, {"malformed"}), (many, {"told_twice", "too_many"})):
        with model_server(lambda _, content=content: content) as server:  # type: ignore[misc]
            hear = Model(Endpoint(address=server.address, model="m")).hear
            told = propose(Dispatch(id="d1", text=TEXT), "here", Advisers(hear=hear, model="m")).proposals
        assert [one.quote for one in told.proposals] == [QUOTE]
        assert {one.reason for one in told.refused} == reasons
