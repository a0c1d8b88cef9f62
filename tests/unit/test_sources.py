from __future__ import annotations

import sys
from pathlib import Path

import pytest

from testigo.errors import SourceError
from testigo.model.edition import Edition
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.inputs import Form, read_bytes, read_inputs
from testigo.sources.jsonlines import read_line, read_lines
from testigo.sources.text import decode, text_delivery
from tests import documents

NO_TERMS = Terms()


def deliveries(*inputs: Path, form: Form | None = None) -> list[Delivery | SourceError]:
    return list(read_inputs([str(path) for path in inputs], form, Terms()))


def line(content: str, terms: Terms = NO_TERMS) -> Delivery:
    return read_line(content.encode("utf-8", "surrogatepass"), "feed:1", terms)


def test_a_text_keeps_its_line_ends_and_loses_only_the_byte_order_mark() -> None:
    assert decode(b"\xef\xbb\xbfone\r\ntwo\n", "a.txt") == "one\r\ntwo\n"


def test_a_broken_byte_is_named_where_it_stands_in_the_file() -> None:
    with pytest.raises(SourceError, match=r"T-S001 a\.txt: not valid UTF-8 at byte 6 \(.*iconv\)"):
        decode(b"\xef\xbb\xbfabc\xff", "a.txt")


def test_binary_content_is_refused_with_a_hint() -> None:
    with pytest.raises(SourceError, match=r"T-S002 a\.txt: not a text: byte 1 is NUL \(.*UTF-16.*\)"):
        decode("ab".encode("utf-16-le"), "a.txt")


def test_the_same_text_has_the_same_id_wherever_it_lies() -> None:
    first, second = (text_delivery(b"Two dead.", place, Terms()) for place in ("a.txt", "b.txt"))
    assert first.dispatch.id == second.dispatch.id == first.dispatch.sha256


def test_all_fields_of_a_line_reach_the_dispatch() -> None:
    dispatch = line(
        '{"id": "d1", "text": "x", "published": "2019-12-03T06:00:00Z", "lang": "es-MX", "headline": "h",'
        ' "publisher": "p", "url": "u", "other": 1}'
    ).dispatch
    assert (dispatch.id, dispatch.published, dispatch.lang) == ("d1", "2019-12-03", "es")
    assert (dispatch.headline, dispatch.publisher, dispatch.url) == ("h", "p", "u")


def test_a_line_without_an_id_is_named_by_the_hash_of_its_text() -> None:
    assert line('{"text": "Two people were killed."}').dispatch.id.startswith("0d34e973f88a")


def test_a_whole_number_is_an_id_and_a_truth_value_is_none() -> None:
    assert line('{"id": 7, "text": "x"}').dispatch.id == "7"
    odd = line('{"id": true, "text": "x"}')
    assert (odd.dispatch.id, odd.issues[0].code) == (odd.dispatch.sha256, "bad_field")


def test_the_language_asked_for_overrides_the_line_and_what_none_names_is_undetermined() -> None:
    assert line('{"text": "x", "lang": "en"}', Terms(lang="es")).dispatch.lang == "es"
    assert line('{"text": "x", "lang": null}').dispatch.lang == "und"
    assert line('{"text": "x", "lang": "und"}').dispatch.lang == "und"


def test_the_day_given_stands_in_only_where_the_line_has_none() -> None:
    terms = Terms(published="2020-01-01")
    assert line('{"text": "x"}', terms).dispatch.published == "2020-01-01"
    assert line('{"text": "x", "published": "2019-12-03"}', terms).dispatch.published == "2019-12-03"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"text": "x", "published": "2019-02-30"}', "bad_date"),
        ('{"text": "x", "published": 20191203}', "bad_date"),
        ('{"text": "x", "headline": ["h"]}', "bad_field"),
        ('{"text": "x", "lang": "english"}', "bad_field"),
        ('{"text": "a\\ud800b"}', "lone_surrogate"),
        ('{"text": "a\\u0000b"}', "nul_character"),
    ],
)
def test_an_odd_field_is_an_issue_and_the_dispatch_is_still_read(content: str, code: str) -> None:
    assert [issue.code for issue in line(content).issues] == [code]


@pytest.mark.parametrize(
    ("content", "code", "name"),
    [
        ('{"id": "d1", "text": 7}', "T-S008", "d1"),
        ('{"id": "d1"}', "T-S008", "d1"),
        ('{"id": "d1", "text": "tru', "T-S006", "d1"),
        ('{"text": "tru', "T-S006", None),
        ("[1, 2]", "T-S007", None),
        ('{"id": "d1", "text": ' + "[" * 100_000, "T-S006", "d1"),
        ('{"id": "d1", "text": ' + "9" * 500_000 + "}", "T-S006", "d1"),
    ],
)
def test_a_line_that_cannot_be_read_still_tells_its_own_name(content: str, code: str, name: str | None) -> None:
    with pytest.raises(SourceError) as caught:
        line(content)
    assert (caught.value.code, caught.value.dispatch_id) == (code, name)


def test_invalid_utf8_in_one_line_leaves_its_neighbours_unharmed() -> None:
    lines = [b'{"id": "a", "text": "x"}\n', b'{"id": "b", "text": "\xff"}\n', b"\n", b'{"id": "c", "text": "y"}']
    first, second, third = read_lines(lines, "feed", Terms())
    assert isinstance(first, Delivery)
    assert isinstance(second, SourceError)
    assert (second.place, second.dispatch_id) == ("feed:2", "b")
    assert isinstance(third, Delivery)
    assert third.place == "feed:4"


def test_a_folder_gives_its_known_files_sorted_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.TXT", "sub/c.txt", "notes.md"):
        (tmp_path / name).write_text(name)
    (tmp_path / "d.jsonl").write_text('{"text": "d"}\n')
    texts = [delivery.dispatch.text for delivery in deliveries(tmp_path) if isinstance(delivery, Delivery)]
    assert texts == ["a.TXT", "b.txt", "d", "sub/c.txt"]


def test_a_form_picks_its_files_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "x"}')
    (only,) = deliveries(tmp_path, form="jsonl")
    assert isinstance(only, Delivery)
    assert only.dispatch.id == "b"


def test_an_empty_folder_and_a_missing_file_are_errors_that_say_what_next(tmp_path: Path) -> None:
    empty, gone = deliveries(tmp_path, tmp_path / "gone.txt")
    assert isinstance(empty, SourceError)
    assert isinstance(gone, SourceError)
    assert (empty.code, gone.code) == ("T-S005", "T-S003")
    assert empty.hint
    assert gone.hint


def test_a_day_of_publication_in_the_future_is_kept_and_said() -> None:
    terms = Terms(latest="2020-01-02")
    late = read_line(b'{"text": "Two dead.", "published": "2030-01-01"}', "feed:1", terms)
    assert (late.dispatch.published, [i.code for i in late.issues]) == ("2030-01-01", ["future_date"])
    assert read_line(b'{"text": "Two dead.", "published": "2020-01-02"}', "feed:2", terms).issues == ()


def test_a_time_of_publication_is_kept_with_the_edition_and_its_day_with_the_dispatch() -> None:
    timed = line('{"text": "x", "published": "2019-12-01T14:30:00Z"}')
    assert (timed.dispatch.published, timed.edition) == ("2019-12-01", Edition(at="2019-12-01T14:30:00Z"))
    assert line('{"text": "x", "published": "2019-12-01"}').edition == Edition()


def test_a_line_can_say_which_edition_of_an_item_it_is() -> None:
    edition = (
        '{"item": "urn:x", "version": 2, "at": "2019-12-01T14:30:00-06:00", "status": "canceled",'
        ' "embargo": "2019-12-02T00:00:00Z", "note": "Kill."}'
    )
    told = line('{"text": "", "published": "2019-12-01T09:00:00Z", "edition": ' + edition + "}")
    assert told.edition == Edition(
        item="urn:x",
        version=2,
        at="2019-12-01T14:30:00-06:00",
        status="canceled",
        embargo="2019-12-02T00:00:00Z",
        note="Kill.",
    )
    assert [issue.code for issue in told.issues] == ["not_usable"]


@pytest.mark.parametrize(
    ("edition", "status", "code"),
    [
        ("7", "usable", "bad_field"),
        ('{"version": true}', "usable", "bad_field"),
        ('{"version": -1}', "usable", "bad_field"),
        ('{"at": "noon"}', "usable", "bad_field"),
        ('{"item": 7}', "usable", "bad_field"),
        ('{"status": "live"}', "withheld", "unknown_status"),
        ('{"status": 1}', "withheld", "unknown_status"),
        ('{"embargo": "noon"}', "withheld", "unknown_embargo"),
    ],
)
def test_an_odd_edition_is_an_issue_and_never_silently_usable(edition: str, status: str, code: str) -> None:
    told = line('{"text": "x", "edition": ' + edition + "}")
    assert (told.edition.status, [issue.code for issue in told.issues]) == (status, [code])


def test_a_line_that_is_refused_is_kept_and_can_be_tried_again() -> None:
    raw = b'{"id": "d1", "text": 7}\n'
    (error,) = read_lines([raw], "feed", Terms())
    assert isinstance(error, SourceError)
    assert (error.raw, error.form) == (raw, "jsonl")
    (again,) = read_bytes(raw, "jsonl", "kept", Terms())
    assert isinstance(again, SourceError)
    assert (again.code, again.dispatch_id) == (error.code, "d1")


def test_each_form_is_told_by_its_suffix_or_by_a_look(tmp_path: Path) -> None:
    names = {
        "text": ("txt",),
        "jsonl": ("jsonl",),
        "html": ("html", "htm"),
        "feed": ("rss", "atom", "xml"),
        "ninjs": ("json",),
        "newsml": ("newsml", "xml"),
        "nitf": ("nitf", "xml"),
    }
    for form, raws in documents.OF_FORM.items():
        for suffix in names[form]:
            path = tmp_path / f"{form}.{suffix}"
            path.write_bytes(raws[0])
            assert isinstance(deliveries(path)[0], Delivery), path


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, package, form in (
        ("testigo.sources.web.pages", "trafilatura", "html"),
        ("testigo.sources.web.broken_feeds", "feedparser", "feed"),
        ("testigo.sources.markup.safe_xml", "lxml", "nitf"),
    ):
        with monkeypatch.context() as patch:
            for name in [name for name in sys.modules if name.startswith(("testigo.sources.w", "testigo.sources.m"))]:
                patch.delitem(sys.modules, name)
            patch.setitem(sys.modules, package, None)
            (error,) = read_bytes(b"<rss><channel><item></channel></rss>", form, "here", Terms())  # type: ignore[arg-type]
        assert isinstance(error, SourceError), module
        assert (error.code, error.place, package in error.message) == ("T-S018", "here", True)
        assert "pip install" in error.hint
        assert error.raw is not None
