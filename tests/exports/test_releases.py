"""A release: what is in it, that it names itself, what it no longer has, and that nobody takes a changed one for it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from testigo.cli import main
from testigo.engines.released import read_release
from testigo.errors import TestigoError
from testigo.exports.releases.change import CAUSES
from testigo.exports.releases.coverage import Days
from testigo.exports.releases.fates import FATES
from testigo.exports.releases.release import Release, named
from testigo.ledger.store import Store, open_store
from testigo.packs.policy import policy, text_of
from testigo.packs.schema import schema
from tests.exports.released import NOW, bytes_of, ids, lines, released
from tests.ledger.makers import entered, incidents, ruled, undone, wire

KORUM, SURA = "22 killed in Korum, police said.", "5 killed in Sura."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(str(tmp_path / "news.db"), create=True)
    yield made
    made.close()


@pytest.fixture
def two(store: Store) -> Store:
    """A ledger of two incidents."""
    entered(store, wire(KORUM), wire(SURA, "2019-12-02", id="w2", item="u2", version=1))
    return store


def run(*given: str) -> int:
    return main([*map(str, given)])


def record(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "release.json").read_text(encoding="utf-8"))
    return told


def buried(folder: Path) -> dict[str, dict[str, str]]:
    return {line["incident_id"]: line for line in lines(folder / "tombstones.csv")}


def test_every_file_of_a_release_is_in_its_record_with_its_hash(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    asked = ["--policy", "ucdp-like", "--as", "ucdp-ged-like", "--as", "geojson", "--ledger", str(examples)]
    assert run("release", "1.0", "--to", str(folder), *asked) == 0
    told = record(folder)
    listed = {file["name"]: file["sha256"] for part in ("files", "pages") for file in told[part]}
    there = {name: hashlib.sha256(content).hexdigest() for name, content in bytes_of(folder).items()}
    del there["release.json"]
    assert listed == there
    assert {"ucdp-ged-like/ucdp-ged-like.csv", "geojson/incidents.geojson", "tables/datapackage.json"} <= set(listed)


def test_a_release_holds_what_the_policy_counts_and_says_why_of_the_rest(examples: Path, tmp_path: Path) -> None:
    assert run("release", "1", "--to", str(tmp_path / "r"), "--policy", "ibc-like", "--ledger", str(examples)) == 0
    told = record(tmp_path / "r")
    counted = lines(tmp_path / "r" / "tables" / "incidents.csv")
    left = lines(tmp_path / "r" / "tables" / "left_out.csv")
    assert {line["included"] for line in counted} == {"true"}
    assert told["incidents"] == len(counted) > 0
    assert told["left_out"] == len({line["incident_id"] for line in left}) > 0
    assert all(line["code"] and line["sentence"] for line in left)
    assert not ids(tmp_path / "r") & {line["incident_id"] for line in left}


def test_the_same_ledger_asked_the_same_is_the_same_bytes_whenever_and_wherever(two: Store, tmp_path: Path) -> None:
    one = released(two, tmp_path / "a", title="Two raids")
    other = released(two, tmp_path / "b", title="Two raids", now="2031-05-05T10:00:00.000Z")
    assert one.name == other.name
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


@pytest.mark.parametrize(
    "asked",
    [
        {"version": "1.1"},
        {"title": "Raids"},
        {"authors": ("An archive",)},
        {"policy": "ibc-like"},
        {"as_of": "2019-12-01"},
        {"date": "2019-12-09"},
        {"profile": "partner"},
        {"exporters": ("geojson",)},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_another_asking_is_another_name(asked: dict[str, Any], two: Store, tmp_path: Path) -> None:
    assert released(two, tmp_path / "a").name != released(two, tmp_path / "b", **asked).name


def test_the_name_can_be_made_again_from_the_record_alone(two: Store, tmp_path: Path) -> None:
    made = released(two, tmp_path / "a")
    read = msgspec.json.decode((tmp_path / "a" / "release.json").read_bytes(), type=Release)
    assert named(read).name == made.name == read.name
    assert named(msgspec.structs.replace(read, incidents=3)).name != made.name


def test_the_policy_lies_in_the_release_and_counts_again(two: Store, tmp_path: Path) -> None:
    made = released(two, tmp_path / "a", policy="gtd-like")
    assert (tmp_path / "a" / "policy.toml").read_text(encoding="utf-8") == made.policy.text == text_of("gtd-like")
    assert made.policy.sha256 == hashlib.sha256((tmp_path / "a" / "policy.toml").read_bytes()).hexdigest()
    assert policy(str(tmp_path / "a" / "policy.toml")) == policy("gtd-like")
    again = released(two, tmp_path / "b", policy=str(tmp_path / "a" / "policy.toml"))
    assert again.name == made.name


def test_the_day_of_a_release_is_asked_for_or_follows_from_the_ledger(two: Store, tmp_path: Path) -> None:
    days = [
        released(two, tmp_path / "r", **asked).date for asked in ({}, {"as_of": "2019-12-01"}, {"date": "2020-01-01"})
    ]
    assert days == ["2019-12-02", "2019-12-01", "2020-01-01"]


def test_what_was_under_embargo_on_the_day_of_a_release_is_not_in_it(store: Store, tmp_path: Path) -> None:
    entered(store, wire(KORUM), wire(SURA, id="w2", embargo="2019-12-05T06:00:00Z"))
    assert released(store, tmp_path / "a", date="2019-12-04").incidents == 1
    assert released(store, tmp_path / "b").incidents == 2
    assert released(store, tmp_path / "c", now="2019-12-04T10:00:00.000Z").incidents == 1


def test_a_release_tells_what_it_rests_on(two: Store, tmp_path: Path) -> None:
    told = released(two, tmp_path / "a").coverage
    assert (told.dispatches, told.voices, told.publishers) == (2, 1, {"The Wire": 2})
    assert told.countries == {"SU": 1, "VD": 1}
    assert told.published == told.happened == Days(first="2019-12-01", last="2019-12-02")


def test_a_release_of_an_empty_ledger_says_that_nothing_is_counted(store: Store, tmp_path: Path) -> None:
    made = released(store, tmp_path / "a")
    assert (made.incidents, made.date, made.ledger.entries, made.ledger.head) == (0, None, 0, None)
    assert "No dispatch: nothing is counted." in (tmp_path / "a" / "README.md").read_text(encoding="utf-8")
    assert "date-released" not in (tmp_path / "a" / "CITATION.cff").read_text(encoding="utf-8")
    assert read_release(tmp_path / "a").incidents == {}


def test_the_page_names_every_file_and_every_folder(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    assert run("release", "1", "--to", str(folder), "--as", "hxl", "--ledger", str(examples)) == 0
    page = (folder / "README.md").read_text(encoding="utf-8")
    named_there = set(re.findall(r"`([\w/.-]+)`", page))
    there = {name for name in bytes_of(folder) if not name.startswith("hxl/")} - {"tables/export.json"}
    assert there <= named_there
    assert "hxl/" in named_there
    assert all(f"- {caution}" in page for caution in record(folder)["cautions"])
    assert record(folder)["name"] in page


def test_the_page_shows_the_incident_of_most_dispatches_as_an_example(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    assert run("release", "1", "--to", str(folder), "--ledger", str(examples)) == 0
    most = max(int(line["dispatches"]) for line in lines(folder / "tables" / "incidents.csv"))
    told = record(folder)["example"]
    assert told["dispatches"] == most
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert f"*{told['what']}* (`{told['incident_id']}`): {told['figures']}; counted from" in page


def test_the_citation_is_what_its_format_asks_for(two: Store, tmp_path: Path) -> None:
    released(two, tmp_path / "a", title='Raids: "north"\nand south', authors=("Archive of the River", "Ana Ruiz"))
    found = (tmp_path / "a" / "CITATION.cff").read_text(encoding="utf-8")
    told = dict(line.split(": ", 1) for line in found.splitlines() if line[0].isalpha() and ": " in line)
    assert {"cff-version", "message", "title", "type", "version", "date-released"} <= set(told)
    assert json.loads(told["cff-version"]) == "1.2.0"
    assert json.loads(told["title"]) == 'Raids: "north" and south'
    assert told["type"] == "dataset"
    assert re.findall(r"^  - name: (.+)$", found, re.M) == ['"Archive of the River"', '"Ana Ruiz"']


def test_tex_takes_the_entry_as_it_stands(two: Store, tmp_path: Path) -> None:
    released(two, tmp_path / "a", title="50 % of {raids} & more_", authors=("A", "B"))
    entry = (tmp_path / "a" / "citation.bib").read_text(encoding="utf-8")
    assert r"title = {{50 \% of \{raids\} \& more\_}}," in entry
    assert "author = {{A} and {B}}," in entry
    assert "year = {2019}," in entry
    plain = re.sub(r"\\.", "", entry)
    assert plain.count("{") == plain.count("}")


def test_a_release_appears_whole_or_not_at_all(two: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bytes_of(tmp_path / "a") if released(two, tmp_path / "a") else {}
    monkeypatch.setattr("testigo.engines.release.cff", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        released(two, tmp_path / "a", "2.0")
    with pytest.raises(ZeroDivisionError):
        released(two, tmp_path / "b", "2.0")
    assert bytes_of(tmp_path / "a") == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["a"]


def test_what_is_entered_meanwhile_stops_a_release(two: Store, tmp_path: Path) -> None:
    from testigo.engines.release import Asked, release

    def through(found: Any) -> Any:
        entered(two, wire("9 killed in Korum.", "2019-12-05", id="w9"))
        return found

    with pytest.raises(TestigoError, match="T-X015"):
        release(two, tmp_path / "a", Asked(version="1"), NOW, through)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("version", ["", "a b", "../x", "-1", "1\n", "é"])
def test_a_version_that_is_no_plain_name_is_refused(version: str, two: Store, tmp_path: Path) -> None:
    with pytest.raises(TestigoError, match="T-X010"):
        released(two, tmp_path / "a", version)


def test_something_else_is_never_replaced_by_a_release(two: Store, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "letter.txt").write_text("mine")
    with pytest.raises(TestigoError, match="T-X005"):
        released(two, tmp_path / "a")


def test_an_exporter_that_does_not_fit_the_policy_is_refused_before_anything_is_written(
    two: Store, tmp_path: Path
) -> None:
    with pytest.raises(TestigoError, match="T-X004"):
        released(two, tmp_path / "a", exporters=("ucdp-ged-like",))
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("spoiled", ["tables/incidents.csv", "policy.toml", "README.md"])
def test_a_release_of_which_a_file_was_changed_or_is_missing_is_refused(
    spoiled: str, two: Store, tmp_path: Path
) -> None:
    released(two, tmp_path / "a")
    path = tmp_path / "a" / spoiled
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(TestigoError, match=r"T-X013.*was changed"):
        released(two, tmp_path / "b", "2", previous=tmp_path / "a")
    path.unlink()
    with pytest.raises(TestigoError, match=r"T-X013.*is missing"):
        read_release(tmp_path / "a")


def test_what_is_no_release_is_said_to_be_none(two: Store, tmp_path: Path) -> None:
    with pytest.raises(TestigoError, match="T-X011"):
        read_release(tmp_path)
    released(two, tmp_path / "a")
    told = record(tmp_path / "a")
    for broken in ("{", json.dumps(told | {"schema": "testigo-release/99"}), json.dumps(told | {"incidents": "two"})):
        (tmp_path / "a" / "release.json").write_text(broken)
        with pytest.raises(TestigoError, match="T-X012"):
            read_release(tmp_path / "a")


def test_the_full_profile_has_to_be_understood(two: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("release", "1", "--to", str(tmp_path / "a"), "--ledger", two.address, "--profile", "full")
    assert run(*asked) == 1
    assert "T-X006" in capsys.readouterr().err
    assert run(*asked, "--i-understand") == 0


@pytest.mark.parametrize("profile", ["public", "partner", "full"])
def test_who_ruled_and_why_is_for_the_full_profile_alone(profile: str, two: Store, tmp_path: Path) -> None:
    one, _ = (known.id for known in incidents(two))
    ruled(two, "accept", one, author="Berta Luz", reason="Carla told us")
    released(two, tmp_path / "a", profile=profile)
    everything = b"".join(bytes_of(tmp_path / "a").values()).decode()
    assert ("Berta" in everything, "Carla" in everything) == ((profile == "full",) * 2)
    (line,) = lines(tmp_path / "a" / "rulings.csv")
    assert (line["number"], line["kind"], line["stands"], line["about"]) == ("1", "accept", "true", one)


def test_an_incident_that_was_merged_has_a_tombstone_that_says_into_which(two: Store, tmp_path: Path) -> None:
    one, other = (known.id for known in incidents(two))
    released(two, tmp_path / "a")
    ruled(two, "merge", one, other)
    made = released(two, tmp_path / "b", "1.1", previous=tmp_path / "a")
    stone = buried(tmp_path / "b")
    assert set(stone) == {one, other} - ids(tmp_path / "b")
    (found,) = stone.values()
    assert (found["code"], {found["into"]}, found["last"], found["since"]) == (
        "merged",
        ids(tmp_path / "b"),
        "1.0",
        "1.1",
    )
    assert made.tombstones == 1


def test_an_incident_that_was_thrown_out_has_a_tombstone(two: Store, tmp_path: Path) -> None:
    one, _ = (known.id for known in incidents(two))
    released(two, tmp_path / "a")
    ruled(two, "reject", one, reason="Dora saw a drill")
    released(two, tmp_path / "b", "1.1", previous=tmp_path / "a")
    assert buried(tmp_path / "b")[one]["code"] == "thrown_out"
    assert "Dora" not in b"".join(bytes_of(tmp_path / "b").values()).decode()


def test_an_incident_whose_dispatches_are_withdrawn_has_a_tombstone(two: Store, tmp_path: Path) -> None:
    _, other = (known.id for known in incidents(two))
    released(two, tmp_path / "a")
    entered(two, wire("", "2019-12-03", id="k", item="u2", version=2, status="canceled"))
    released(two, tmp_path / "b", "1.1", previous=tmp_path / "a")
    assert buried(tmp_path / "b")[other]["code"] == "withdrawn"
    (line,) = lines(tmp_path / "b" / "withdrawn.csv")
    assert (line["since"], line["code"], line["by"]) == ("2019-12-03", "withdrawn", "")


def test_an_incident_that_was_not_known_on_the_day_has_a_tombstone(two: Store, tmp_path: Path) -> None:
    _, other = (known.id for known in incidents(two))
    released(two, tmp_path / "a")
    released(two, tmp_path / "b", "1.1", previous=tmp_path / "a", as_of="2019-12-01")
    assert buried(tmp_path / "b")[other]["code"] == "not_known"


def test_an_incident_that_the_policy_does_not_count_has_a_tombstone_with_the_reason(
    store: Store, tmp_path: Path
) -> None:
    entered(store, wire("2 injured in Sura."), wire(KORUM, id="w2"))
    released(store, tmp_path / "a")
    released(store, tmp_path / "b", "1.1", previous=tmp_path / "a", policy="ibc-like")
    found = buried(tmp_path / "b").values()
    assert {line["code"] for line in found} == {"not_counted"}
    assert all("too_few_deaths" in line["sentence"] for line in found)


def test_an_incident_of_another_ledger_has_a_tombstone_that_says_so(two: Store, tmp_path: Path) -> None:
    released(two, tmp_path / "a")
    elsewhere = open_store(str(tmp_path / "other.db"), create=True)
    released(elsewhere, tmp_path / "b", "1.1", previous=tmp_path / "a")
    elsewhere.close()
    assert {line["code"] for line in buried(tmp_path / "b").values()} == {"unknown"}


def test_a_tombstone_stays_until_its_incident_is_back_and_that_is_said_too(two: Store, tmp_path: Path) -> None:
    one, _ = (known.id for known in incidents(two))
    released(two, tmp_path / "1")
    ruled(two, "reject", one)
    released(two, tmp_path / "2", "2", previous=tmp_path / "1")
    released(two, tmp_path / "3", "3", previous=tmp_path / "2")
    assert (buried(tmp_path / "3")[one]["last"], buried(tmp_path / "3")[one]["since"]) == ("1.0", "2")
    undone(two, 1)
    released(two, tmp_path / "4", "4", previous=tmp_path / "3")
    back = buried(tmp_path / "4")[one]
    assert (back["code"], back["last"], back["since"]) == ("back", "1.0", "4")
    released(two, tmp_path / "5", "5", previous=tmp_path / "4")
    assert buried(tmp_path / "5")[one] == back
    ruled(two, "reject", one)
    released(two, tmp_path / "6", "6", previous=tmp_path / "5")
    gone = buried(tmp_path / "6")[one]
    assert (gone["code"], gone["last"], gone["since"]) == ("thrown_out", "5", "6")


def test_a_release_without_an_earlier_one_has_no_tombstones_and_says_so(two: Store, tmp_path: Path) -> None:
    released(two, tmp_path / "a")
    assert lines(tmp_path / "a" / "tombstones.csv") == []
    assert "No earlier release was named" in (tmp_path / "a" / "README.md").read_text(encoding="utf-8")


def test_every_fate_and_every_reason_has_its_sentence() -> None:
    assert {*FATES, *CAUSES} <= set(schema("releases").words)
    assert set(FATES) <= set(CAUSES)


def test_the_codebook_of_what_lies_beside_the_tables_names_every_column(two: Store, tmp_path: Path) -> None:
    released(two, tmp_path / "a")
    page = (tmp_path / "a" / "codebook.md").read_text(encoding="utf-8")
    for name in ("tombstones", "names", "rulings", "withdrawn"):
        with (tmp_path / "a" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            assert all(f"| {column} |" in page for column in next(csv.reader(stream)))
