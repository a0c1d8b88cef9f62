from __future__ import annotations

import pytest

from testigo.errors import SourceError
from testigo.model.edition import Edition
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.inputs import Form, read_bytes
from tests import documents


def arrivals(raw: bytes, form: Form, terms: Terms | None = None) -> list[Delivery | SourceError]:
    return list(read_bytes(raw, form, "wire", terms or Terms()))


def only(raw: bytes, form: Form, terms: Terms | None = None) -> Delivery:
    (arrival,) = arrivals(raw, form, terms)
    assert isinstance(arrival, Delivery), arrival
    return arrival


def refused(raw: bytes, form: Form, terms: Terms | None = None) -> SourceError:
    (arrival,) = arrivals(raw, form, terms)
    assert isinstance(arrival, SourceError), arrival
    return arrival


def test_an_item_of_ninjs_1_gives_its_text_its_day_and_its_edition() -> None:
    item = only(documents.NINJS_1, "ninjs")
    assert (item.dispatch.id, item.dispatch.text) == ("urn:ostrel:17", documents.TEXT)
    assert (item.dispatch.published, item.dispatch.lang) == ("2019-12-02", "en")
    assert (item.dispatch.headline, item.dispatch.publisher) == ("Two drovers shot", "Vandoria News")
    assert item.dispatch.dateline.place == "OSTREL"
    assert item.edition == Edition(
        item="urn:ostrel:17", version=3, at="2019-12-02T23:30:00-06:00", note="Corrects the toll."
    )
    assert item.issues == ()


def test_an_item_of_ninjs_2_is_read_by_its_other_names_and_its_markup_becomes_paragraphs() -> None:
    item = arrivals(documents.NINJS_2, "ninjs")[0]
    assert isinstance(item, Delivery)
    assert item.dispatch.text == "Two drovers died.\n\nOne fled."
    assert (item.dispatch.headline, item.place) == ("Two drovers shot", "wire#1")
    assert (item.edition.status, item.edition.embargo) == ("withheld", "2019-12-04T06:00:00Z")


def test_a_kill_without_a_body_arrives_and_a_usable_item_without_one_is_refused_under_its_name() -> None:
    _, kill, empty = arrivals(documents.NINJS_2, "ninjs")
    assert isinstance(kill, Delivery)
    assert (kill.dispatch.text, kill.edition.status, kill.edition.item) == ("", "canceled", "urn:ostrel:18")
    assert [issue.code for issue in kill.issues] == ["not_usable"]
    assert isinstance(empty, SourceError)
    assert (empty.code, empty.dispatch_id, empty.form) == ("T-S008", "urn:ostrel:19", "ninjs")


def test_what_an_error_keeps_can_be_tried_again_and_fails_in_the_same_way() -> None:
    error = arrivals(documents.NINJS_2, "ninjs")[2]
    assert isinstance(error, SourceError)
    assert error.raw is not None
    assert refused(error.raw, "ninjs").code == error.code


@pytest.mark.parametrize("status", ['"live"', '""', "7", '"stat:unusable"', "[]", "true"])
def test_a_status_that_nobody_knows_is_withheld_and_said(status: str) -> None:
    item = only(b'{"uri": "u", "body_text": "x", "pubstatus": %s}' % status.encode(), "ninjs")
    assert (item.edition.status, [issue.code for issue in item.issues]) == ("withheld", ["unknown_status"])


@pytest.mark.parametrize(
    "status", ["usable", "stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/usable", "Usable"]
)
def test_a_status_is_known_in_each_of_its_spellings(status: str) -> None:
    item = only(b'{"uri": "u", "body_text": "x", "pubstatus": "%s"}' % status.encode(), "ninjs")
    assert (item.edition.status, item.issues) == ("usable", ())


def test_an_embargo_without_a_readable_end_withholds_the_item() -> None:
    item = only(b'{"uri": "u", "body_text": "x", "embargoed": "until noon"}', "ninjs")
    assert (item.edition.status, item.edition.embargo) == ("withheld", None)
    assert [issue.code for issue in item.issues] == ["unknown_embargo"]


def test_a_version_that_is_no_number_is_left_out_with_an_issue() -> None:
    item = only(b'{"uri": "u", "body_text": "x", "version": "2b"}', "ninjs")
    assert (item.edition.version, [issue.code for issue in item.issues]) == (None, ["bad_field"])


def test_one_item_of_an_array_that_is_none_leaves_its_neighbours_unharmed() -> None:
    first, second, third = arrivals(b'[{"uri": "a", "body_text": "x"}, 7, {"uri": "c", "body_text": "y"}]', "ninjs")
    assert isinstance(first, Delivery)
    assert isinstance(second, SourceError)
    assert (second.code, second.raw, second.place) == ("T-S007", b"7", "wire#2")
    assert isinstance(third, Delivery)


def test_an_item_without_a_body_gives_its_description() -> None:
    raw = b'{"uri": "u", "descriptions": [{"contenttype": "text/plain", "value": "Two drovers died."}]}'
    assert only(raw, "ninjs").dispatch.text == "Two drovers died."


def test_json_that_is_broken_empty_or_nested_deeply_is_refused() -> None:
    assert refused(b'{"uri": "u"', "ninjs").code == "T-S006"
    assert refused(b"[]", "ninjs").code == "T-S019"
    assert refused(b"[" * 100_000, "ninjs").code == "T-S006"
    assert refused(b'{"uri": "u", "body_text": ' + b"[" * 100_000 + b"}", "ninjs").code == "T-S006"
    assert refused(b"[" + b"[]," * 1_000 + b"[]]", "ninjs", Terms(limits=Limits(nodes=1_000))).code == "T-S017"


def test_nitf_gives_its_article_and_what_its_docdata_says() -> None:
    item = only(documents.NITF, "nitf")
    assert item.dispatch.text == "Gunmen killed two drovers near the well of Ostrel.\n\nOne fled."
    assert (item.dispatch.id, item.dispatch.headline) == ("vn-0017", "Two drovers shot")
    assert (item.dispatch.published, item.dispatch.publisher) == ("2019-12-02", "Vandoria News")
    assert item.dispatch.dateline.place == "Ostrel, Vandoria"
    assert item.edition == Edition(
        item="drovers", version=2, at="2019-12-02T23:30:00-06:00", note="Updates with a third man."
    )


def test_a_release_after_the_issue_is_an_embargo() -> None:
    later = documents.NITF.replace(b'date.release norm="20191202', b'date.release norm="20191203')
    assert only(later, "nitf").edition.embargo == "2019-12-03T23:30:00-06:00"


@pytest.mark.parametrize(("written", "status"), [("canceled", "canceled"), ("embargoed", "withheld"), ("", "withheld")])
def test_the_status_of_nitf_is_never_taken_for_usable(written: str, status: str) -> None:
    killed = documents.NITF.replace(b'management-status="usable"', b'management-status="%s"' % written.encode())
    assert only(killed, "nitf").edition.status == status


def test_a_message_of_newsml_gives_each_news_item_with_its_own_edition() -> None:
    article, kill, spanish = arrivals(documents.NEWSML, "newsml")
    assert isinstance(article, Delivery)
    assert isinstance(kill, Delivery)
    assert isinstance(spanish, Delivery)
    assert article.dispatch.text == "Gunmen killed two drovers.\n\nOne fled."
    assert (article.dispatch.published, article.dispatch.publisher) == ("2019-12-02", "Vandoria News")
    assert (article.dispatch.headline, article.dispatch.dateline.place) == ("Two drovers shot", "Ostrel")
    assert article.edition == Edition(
        item="urn:vn:17",
        version=2,
        at="2019-12-02T23:30:00-06:00",
        embargo="2019-12-03T06:00:00Z",
        note="Updates with a third man.",
    )
    assert (kill.dispatch.text, kill.edition.status) == ("", "canceled")
    assert (spanish.dispatch.text, spanish.dispatch.lang, spanish.dispatch.publisher) == (
        *("Dos arrieros murieron.", "es", "VN"),
    )


def test_plain_inline_data_is_a_text_too() -> None:
    raw = (
        b'<newsItem guid="g"><contentSet><inlineData contenttype="text/plain">Two died.\n\nOne fled.</inlineData>'
        b"</contentSet></newsItem>"
    )
    assert only(raw, "newsml").dispatch.text == "Two died.\n\nOne fled."


def test_an_item_of_newsml_that_fails_keeps_its_own_bytes() -> None:
    raw = b'<newsMessage><itemSet><newsItem guid="a"/><newsItem guid="b"><itemMeta/></newsItem></itemSet></newsMessage>'
    first, second = arrivals(raw, "newsml")
    assert isinstance(first, SourceError)
    assert isinstance(second, SourceError)
    assert (first.raw, first.dispatch_id, second.dispatch_id) == (b'<newsItem guid="a"/>', "a", "b")


def test_a_document_of_another_kind_is_not_read_as_the_one_that_was_named() -> None:
    assert refused(documents.RSS, "nitf").code == "T-S014"
    assert refused(documents.NITF, "newsml").code == "T-S014"
    assert refused(b"<newsMessage/>", "newsml").code == "T-S019"


def test_the_day_the_language_and_the_limits_of_the_terms_hold_for_wires_too() -> None:
    terms = Terms(lang="fr", published="2001-01-01", latest="2019-01-01", limits=Limits(text=10))
    (error,) = arrivals(documents.NINJS_1, "ninjs", terms)
    assert isinstance(error, SourceError)
    assert (error.code, error.dispatch_id) == ("T-S009", "urn:ostrel:17")
    item = only(documents.NINJS_1, "ninjs", Terms(lang="fr", latest="2019-01-01"))
    assert (item.dispatch.lang, [issue.code for issue in item.issues]) == ("fr", ["future_date"])
