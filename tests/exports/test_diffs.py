"""What differs between two releases: every incident, every figure, and the reason that the releases give for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from testigo.cli import main
from testigo.engines.diff import diff
from testigo.engines.released import read_release
from testigo.engines.reread import reread
from testigo.errors import TestigoError
from testigo.exports.releases.change import Bounds, Change, Diff, FieldChange, FigureChange
from testigo.exports.releases.compare import compare
from testigo.exports.releases.released import Line, Released
from testigo.ledger.store import Store, open_store
from testigo.ledger.view import View
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record, head_of
from tests.exports.released import ids, released
from tests.ledger.makers import adoptable, entered, incidents, plain, ruled, toll_named, undone, wider, wire

KORUM, SURA = "22 killed in Korum, police said.", "5 killed in Sura."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(str(tmp_path / "news.db"), create=True)
    yield made
    made.close()


class Two:
    """A ledger of two incidents, and its first release."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self._folder = store, folder
        entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2", item="u2", version=1))
        self.one, self.other = (known.id for known in incidents(store))
        self.first = folder / "first"
        released(store, self.first)

    def then(self, **asked: Any) -> Diff:
        """What differs to a release of what the ledger is now."""
        released(self.store, self._folder / "then", "1.1", **asked)
        return diff(self.first, self._folder / "then")

    def with_ledger(self) -> Diff:
        """The same with the ledger."""
        return diff(self.first, self._folder / "then", self.store)

    @property
    def second(self) -> Path:
        return self._folder / "then"


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Two:
    return Two(store, tmp_path)


def codes(change: Change) -> list[str]:
    return [cause.code for cause in change.causes]


def only(found: Diff) -> Change:
    (change,) = found.changes
    return change


def about(change: Change, code: str) -> tuple[str, ...]:
    return next(cause.about for cause in change.causes if cause.code == code)


def test_nothing_differs_between_a_release_and_itself(two: Two) -> None:
    found = diff(two.first, two.first)
    assert (found.changes, found.circumstances) == ((), ())


def test_a_new_dispatch_is_the_reason_for_a_figure_that_moved(examples: Path, tmp_path: Path) -> None:
    for version, day in (("1", "2019-12-01"), ("2", "2019-12-03")):
        asked = ["--as-of", day, "--ledger", str(examples)]
        assert main(["release", version, "--to", str(tmp_path / version), *asked]) == 0
    raid = next(
        one for one in diff(tmp_path / "1", tmp_path / "2").changes if one.what[1:] == ("Villa Unión", "2019-11-30")
    )
    assert (raid.kind, codes(raid)) == ("changed", ["new_dispatches", "as_of"])
    killed = next(figure for figure in raid.figures if (figure.outcome, figure.people) == ("killed", "all"))
    assert killed.old is not None
    assert killed.new is not None
    assert (killed.old.best, killed.new.best) == (20, 23)
    assert all(key.startswith("d") for key in about(raid, "new_dispatches"))


def test_a_dispatch_that_was_corrected_is_the_reason_on_both_its_sides(two: Two) -> None:
    entered(two.store, wire("7 killed in Sura.", "2019-12-03", id="w3", item="u2", version=2))
    change = only(two.then())
    assert codes(change) == ["new_dispatches", "dispatches_withdrawn"]


def test_a_dispatch_that_came_again_with_an_earlier_day_is_named(two: Two) -> None:
    entered(two.store, wire(KORUM, "2019-11-28", id="w9"))
    change = only(two.then())
    assert (change.incident_id, codes(change)) == (two.one, ["dispatches_retold"])
    assert FieldChange(field="date_start", old="2019-12-01", new="2019-11-28") in change.fields


def test_an_incident_came_with_the_dispatches_that_tell_of_it(two: Two) -> None:
    entered(two.store, wire("9 killed in Korum.", "2020-05-05", id="w3"))
    change = only(two.then())
    assert (change.kind, codes(change), change.what) == (
        "came",
        ["new_dispatches"],
        ("armed_attack", "2020-05-05"),
    )
    assert all(figure.old is None for figure in change.figures)


def test_an_incident_whose_only_dispatch_was_withdrawn_went_with_that_reason(two: Two) -> None:
    entered(two.store, wire("", "2019-12-03", id="k", item="u2", version=2, status="canceled"))
    change = only(two.then())
    assert (change.incident_id, change.kind, codes(change)) == (two.other, "went", ["dispatches_withdrawn"])
    assert all(figure.new is None for figure in change.figures)
    told = only(two.then(previous=two.first))
    assert codes(told) == ["withdrawn", "dispatches_withdrawn"]


def test_a_claim_that_a_person_corrected_is_named(two: Two) -> None:
    claim = toll_named(incidents(two.store)[0], 22)
    ruled(two.store, "correct", claim, changes={"count": {"low": 21, "high": 21}})
    change = only(two.then())
    assert codes(change) == ["claims_corrected", "ruling"]
    assert about(change, "claims_corrected") == (claim,)


def test_a_claim_that_a_person_threw_out_is_named_and_so_is_one_that_came_back(store: Store, tmp_path: Path) -> None:
    entered(store, wire("22 killed in Korum, police said. 3 injured in Korum."))
    (known,) = incidents(store)
    claim = toll_named(known, 3)
    released(store, tmp_path / "a")
    ruled(store, "reject", claim)
    released(store, tmp_path / "b", "2")
    undone(store, 1)
    released(store, tmp_path / "c", "3")
    out, back = only(diff(tmp_path / "a", tmp_path / "b")), only(diff(tmp_path / "b", tmp_path / "c"))
    assert (codes(out), about(out, "claims_rejected")) == (["claims_rejected", "ruling"], (claim,))
    assert (codes(back), about(back, "claims_restored")) == (["claims_restored", "ruling"], (claim,))
    assert next(f for f in out.figures if f.people == "all") == FigureChange(
        outcome="injured", people="all", old=Bounds(low=3, best=3, high=3), new=None
    )


def test_a_claim_that_a_person_adopted_is_named_and_so_is_the_ruling_that_takes_it_back(two: Two) -> None:
    account = View(two.store).incident(two.one).tellings[0].account.id
    made = ruled(two.store, "adopt", account, changes=adoptable(KORUM, "in Korum", 30))
    change = only(two.then())
    assert codes(change) == ["claims_adopted", "ruling"]
    assert about(change, "claims_adopted") == made.about
    before = two.second.rename(two.first.parent / "before")
    undone(two.store, made.n)
    two.then()
    assert codes(only(diff(before, two.second))) == ["ruling"]


def test_an_account_that_a_person_threw_out_takes_its_dispatch_along(two: Two) -> None:
    entered(two.store, wire("24 killed in Korum, police said.", "2019-12-02", id="w3", publisher="The Post"))
    later = next(known for known in incidents(two.store) if known.id not in (two.one, two.other))
    ruled(two.store, "merge", two.one, later.id)
    released(two.store, two.first)
    ruled(two.store, "reject", later.everything[0].account.id)
    assert codes(only(two.then())) == ["dispatches_thrown_out", "ruling"]


def test_a_merge_is_told_of_both_incidents(two: Two) -> None:
    ruled(two.store, "merge", two.one, two.other)
    found = {change.kind: change for change in two.then().changes}
    assert set(found) == {"went", "changed"}
    assert codes(found["went"]) == ["merged", "parted", "ruling"]
    assert codes(found["changed"]) == ["joined", "ruling"]
    assert about(found["went"], "merged") == (found["changed"].incident_id,)


def test_a_split_is_told_of_both_incidents(two: Two) -> None:
    ruled(two.store, "merge", two.one, two.other)
    released(two.store, two.first)
    undone(two.store, 1)
    found = {change.kind: change for change in two.then().changes}
    assert (codes(found["came"]), codes(found["changed"])) == (["joined", "ruling"], ["parted", "ruling"])


def test_another_policy_is_a_reason_of_every_figure_that_it_moved(two: Two) -> None:
    found = two.then(policy="gtd-like")
    assert [cause.code for cause in found.circumstances] == ["policy"]
    assert found.changes
    assert all("policy" in codes(change) for change in found.changes)


def test_a_policy_that_was_edited_under_its_old_name_is_another_policy(two: Two, tmp_path: Path) -> None:
    text = (two.first / "policy.toml").read_text(encoding="utf-8")
    edited = tmp_path / "literal.toml"
    edited.write_text(text + "\n# edited\n", encoding="utf-8")
    found = two.then(policy=str(edited))
    assert [cause.code for cause in found.circumstances] == ["policy"]
    assert found.changes == ()


def test_an_incident_that_another_policy_does_not_count_went_with_its_reasons(two: Two) -> None:
    found = two.then(policy="ibc-like")
    assert {change.kind for change in found.changes} == {"went"}
    assert all(codes(change) == ["not_counted", "policy"] for change in found.changes)
    assert all("too_few_deaths" in change.causes[0].sentence for change in found.changes)


def test_an_incident_that_the_older_policy_did_not_count_came_with_its_reasons(two: Two, tmp_path: Path) -> None:
    released(two.store, tmp_path / "strict", policy="ibc-like")
    found = diff(tmp_path / "strict", two.first)
    assert all(codes(change) == ["was_left_out", "policy"] for change in found.changes)


def test_another_day_is_a_reason_where_dispatches_came_or_went(two: Two) -> None:
    change = only(two.then(as_of="2019-12-01"))
    assert (change.kind, codes(change)) == ("went", ["dispatches_not_known", "as_of"])


def lower(dispatch: Dispatch) -> Record:
    """A reader that finds nothing in Sura."""
    return Record(dispatch=head_of(dispatch)) if "Sura" in dispatch.text else plain(dispatch)


def test_an_incident_that_another_reader_renamed_is_told_on_both_its_sides(two: Two) -> None:
    reread(two.store, wider, "plain 2", lambda _: None)
    found = two.then().changes
    assert {change.kind for change in found} == {"came", "went"}
    assert all(codes(change) == ["renamed", "reader"] for change in found)
    assert {about(change, "renamed") for change in found} == {(change.incident_id,) for change in found}


def test_where_one_dispatch_tells_of_two_incidents_the_tombstones_tell_which_is_which(
    store: Store, tmp_path: Path
) -> None:
    entered(store, wire("22 killed in Korum.\n3 killed in Sura."))
    released(store, tmp_path / "a")
    reread(store, wider, "plain 2", lambda _: None)
    released(store, tmp_path / "b", "2", previous=tmp_path / "a")
    released(store, tmp_path / "c", "2")
    told = diff(tmp_path / "a", tmp_path / "b").changes
    went = {change.causes[0].code: change for change in told if change.kind == "went"}
    came = {change.causes[0].code: change for change in told if change.kind == "came"}
    assert (set(went), set(came)) == ({"renamed", "read_anew"}, {"renamed", "joined"})
    assert about(went["renamed"], "renamed") == (came["renamed"].incident_id,)
    assert about(came["renamed"], "renamed") == (went["renamed"].incident_id,)
    alone = diff(tmp_path / "a", tmp_path / "c").changes
    assert {(change.kind, *codes(change)) for change in alone} == {
        ("came", "joined", "reader"),
        ("went", "parted", "reader"),
    }


def otherwise(dispatch: Dispatch) -> Record:
    """A reader that reads one paper otherwise."""
    return wider(dispatch) if dispatch.publisher == "The Post" else plain(dispatch)


def test_claims_that_another_reader_reads_otherwise_are_a_reason(two: Two) -> None:
    entered(two.store, wire("24 killed in Korum, police said.", "2019-12-02", id="w3", publisher="The Post"))
    later = next(known for known in incidents(two.store) if known.id not in (two.one, two.other))
    ruled(two.store, "merge", two.one, later.id)
    claim = toll_named(later, 24)
    ruled(two.store, "correct", claim, changes={"count": {"low": 25, "high": 25}})
    released(two.store, two.first)
    reread(two.store, otherwise, "plain 2", lambda _: None)
    undone(two.store, 2)
    change = only(two.then())
    assert codes(change) == ["claims_read_anew", "ruling", "reader"]
    assert claim in about(change, "claims_read_anew")


def test_what_a_newer_reader_tells_no_more_went_with_that_reason(two: Two) -> None:
    reread(two.store, lower, "plain 2", lambda _: None)
    found = two.then(previous=two.first)
    assert codes(only(found)) == ["read_anew", "reader"]


def changed(release: Released, table: str, line: int, **cells: str) -> Released:
    tables: dict[str, list[Line]] = {name: [dict(one) for one in some] for name, some in release.tables.items()}
    tables[table][line] |= cells
    return Released(release.release, tables)


def test_a_figure_that_changed_without_a_reason_is_told_and_said_to_have_none(two: Two) -> None:
    release = read_release(two.first)
    change = only(compare(release, changed(release, "tolls", 0, best="21")))
    assert codes(change) == ["unexplained"]
    assert change.causes[0].sentence == "no reason found in the releases"
    place = only(compare(release, changed(release, "incidents", 0, place="Elsewhere")))
    assert place.fields == (FieldChange(field="place", old="", new="Elsewhere"),)
    number = only(compare(release, changed(release, "units", 0, best="21")))
    assert [figure.people for figure in number.figures] == [release.tables["units"][0]["unit"]]


def test_two_rows_of_the_same_words_do_not_hide_one_another(two: Two) -> None:
    release = read_release(two.first)
    first = release.tables["units"][0]
    twice = Released(release.release, {**release.tables, "units": [first | {"number": "9"}, *release.tables["units"]]})
    for line in (0, 1):
        change = only(compare(twice, changed(twice, "units", line, high="99")))
        assert len(change.figures) == 1


def test_with_the_ledger_a_ruling_is_told_with_who_and_why(two: Two) -> None:
    ruled(two.store, "merge", two.one, two.other, author="Ana", reason="one raid, two papers")
    told = {cause.sentence for change in two.then().changes for cause in change.causes}
    assert not any("Ana" in sentence for sentence in told)
    told = {cause.sentence for change in two.with_ledger().changes for cause in change.causes}
    assert "a person ruled: merge (ruling 1), by Ana: one raid, two papers" in told


def test_with_the_ledger_what_became_of_an_incident_is_looked_up(two: Two) -> None:
    reread(two.store, lower, "plain 2", lambda _: None)
    before = only(two.then())
    assert set(codes(before)) & {"read_anew", "unexplained", "reader"}
    assert codes(only(two.with_ledger()))[0] in {"read_anew", "reader"}


def test_another_ledger_is_refused(two: Two, tmp_path: Path) -> None:
    elsewhere = open_store(str(tmp_path / "other.db"), create=True)
    entered(elsewhere, wire(SURA))
    with pytest.raises(TestigoError, match="T-X014"):
        diff(two.first, two.first, elsewhere)
    elsewhere.close()


def test_the_order_of_what_differs_is_that_of_names(two: Two) -> None:
    for n in range(4):
        entered(two.store, wire(f"{3**n} killed in Sura.", f"202{n}-05-05", id=f"x{n}"))
    names = [change.incident_id for change in two.then().changes]
    assert names == sorted(names)
    assert len(names) == 4


def test_people_read_what_differs_with_its_reasons(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    entered(two.store, wire("24 killed in Korum, police said.", "2019-12-02", id="w3", publisher="The Post"))
    later = next(known for known in incidents(two.store) if known.id not in (two.one, two.other))
    ruled(two.store, "merge", two.one, later.id)
    two.then(as_of="2019-12-02")
    assert main(["diff", str(two.first), str(two.second)]) == 0
    told = capsys.readouterr().out
    assert "From release 1.0 to release 1.1: 0 came, 0 went, 1 changed, 1 are the same." in told
    assert "another day: all that is known, now 2019-12-02" in told
    assert "killed (all): 22 / 22 / 22 -> " in told
    assert "because: dispatches that the older release had not: d" in told
    assert "because: a person ruled: merge (ruling 1): i" in told
    assert told.count("another day") == 1


def test_that_nothing_differs_is_said(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(two.first), str(two.first)]) == 0
    assert capsys.readouterr().out == "No incident differs between release 1.0 and release 1.0: 2 are the same.\n"
    assert main(["diff", str(two.first), str(two.first), "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "releases"


def test_machines_get_the_whole_as_one_object_or_line_by_line(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    entered(two.store, wire("9 killed in Korum.", "2020-05-05", id="w3"))
    two.then()
    assert main(["diff", str(two.first), str(two.second), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["diff", str(two.first), str(two.second), "--format", "jsonl"]) == 0
    head, *changes = map(json.loads, capsys.readouterr().out.splitlines())
    assert changes == whole["changes"]
    assert (head["old"], head["new"]) == (whole["old"], whole["new"])
    assert {change["incident_id"] for change in changes} == ids(two.second) - ids(two.first)


def test_a_folder_that_is_no_release_is_an_error(two: Two, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(two.first), str(tmp_path)]) == 1
    assert "T-X011" in capsys.readouterr().err
