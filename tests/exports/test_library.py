"""The Python interface: a text is read, a ledger asked, the answer taken as a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import testigo
from testigo.exports.tables import ROWS
from tests.exports.test_consumers import tool

ROOT = Path(__file__).parents[2]


def test_a_text_is_read_with_its_day() -> None:
    record = testigo.read("Gunmen killed four people in Saltillo on Monday, police said.", date="2019-12-03")
    assert record.accounts[0].start == "2019-12-02"
    assert [claim.quote for claim in record.claims if isinstance(claim, testigo.Toll)] == ["four people"]


def test_a_text_in_spanish_is_told_by_its_words() -> None:
    record = testigo.read("Hombres armados mataron a cuatro personas el lunes en Saltillo, dijo la policía.")
    assert (record.dispatch.lang, record.claims[0].quote) == ("es", "cuatro personas")


def test_what_is_no_day_is_said_to_be_none() -> None:
    with pytest.raises(testigo.TestigoError, match="T-X008"):
        testigo.read("Four people were killed.", date="yesterday")


def test_a_ledger_takes_what_is_new_once(tmp_path: Path) -> None:
    with testigo.open(tmp_path / "x.db") as ledger:
        first = ledger.ingest(ROOT / "examples" / "villa-union.jsonl")
        again = ledger.ingest(ROOT / "examples" / "villa-union.jsonl")
    assert (first.new, again.new, again.duplicate) == (9, 0, 9)


def test_dispatches_at_hand_are_entered_too(tmp_path: Path) -> None:
    report = testigo.Dispatch(id="d1", text="Gunmen killed four people in Saltillo.", lang="en", published="2019-12-03")
    with testigo.open(tmp_path / "x.db") as ledger:
        assert ledger.add([report]).new == 1
        (incident,) = ledger.incidents()
    assert incident.toll["killed"].best == 4


def raid(ledger: testigo.Ledger, policy: str = "literal", as_of: str | None = None) -> testigo.Incidents:
    return ledger.incidents(policy, as_of, country="MX", since="2019-11-25", until="2019-12-02")


def test_one_ledger_is_asked_under_many_policies_and_as_of_any_day(examples: Path) -> None:
    with testigo.open(examples) as ledger:
        (now,) = raid(ledger)
        (then,) = raid(ledger, as_of="2019-12-01")
        (civilians,) = raid(ledger, policy="ibc-like")
    assert (now.toll["killed"].best, then.toll["killed"].best) == (25, 20)
    assert civilians.toll["killed"].best < now.toll["killed"].best


def test_a_number_is_walked_back_to_its_witnesses(examples: Path) -> None:
    with testigo.open(examples) as ledger:
        (incident,) = raid(ledger)
        found = ledger.why(incident.incident_id)
    assert {witness.claim.quote for witness in found.witnesses} >= {"Twenty-two people", "four police officers"}


@pytest.mark.filterwarnings("ignore")
def test_frames_hold_what_rows_hold_and_nothing_stated_is_no_nought(examples: Path) -> None:
    pandas, polars = tool("pandas"), tool("polars")
    with testigo.open(examples) as ledger:
        found = ledger.incidents()
        for name in ROWS:
            rows = list(found.rows(name))
            frame, other = found.to_pandas(name), found.to_polars(name)
            assert len(frame) == other.height == found.to_arrow(name).num_rows == len(rows)
        frame = found.to_pandas()
        rows = list(found.rows())
    assert frame["killed_best"].dtype == pandas.Int64Dtype()
    assert frame["date_start"].dtype.kind == "M"
    assert isinstance(other, polars.DataFrame)
    assert [None if pandas.isna(n) else int(n) for n in frame["injured_best"]] == [r.get("injured_best") for r in rows]
    assert frame["sexual_violence_best"].isna().all()


def test_a_public_answer_has_no_words_of_a_dispatch(examples: Path) -> None:
    with testigo.open(examples) as ledger:
        assert {row["quote"] for row in ledger.incidents(profile="public").rows("claims")} == {None}
        assert all(row["quote"] for row in ledger.incidents().rows("claims"))


def test_incidents_are_exported_as_the_command_does(examples: Path, tmp_path: Path) -> None:
    with testigo.open(examples) as ledger:
        files = ledger.incidents(profile="public").export("acled-like", tmp_path / "out")
    assert {file.name for file in files} == {"acled-like.csv", "left_out.csv"}
    assert json.loads((tmp_path / "out" / "export.json").read_text())["policy"] == "acled-like/1"


@pytest.mark.parametrize(("asked", "code"), [({"policy": "none"}, "T-Y001"), ({"as_of": "May"}, "T-X008")])
def test_what_cannot_be_asked_is_said_by_its_code(asked: dict[str, str], code: str, examples: Path) -> None:
    with testigo.open(examples) as ledger, pytest.raises(testigo.TestigoError, match=code):
        ledger.incidents(**asked)  # type: ignore[arg-type]


def test_a_table_that_is_none_names_those_there_are(examples: Path) -> None:
    with testigo.open(examples) as ledger, pytest.raises(testigo.TestigoError, match=r"T-X007.*incidents, tolls"):
        list(ledger.incidents().rows("deaths"))
