from __future__ import annotations

import pytest

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Limits, Terms
from testigo.sources.inputs import read_bytes
from testigo.sources.markup.plain import without_markup
from tests import documents


def deliveries(raw: bytes, form: str = "feed") -> list[Delivery]:
    found = list(read_bytes(raw, "html" if form == "html" else "feed", "here", Terms()))
    assert all(isinstance(one, Delivery) for one in found), found
    return [one for one in found if isinstance(one, Delivery)]


def refused(raw: bytes, form: str = "feed") -> SourceError:
    (error,) = read_bytes(raw, "html" if form == "html" else "feed", "here", Terms())
    assert isinstance(error, SourceError)
    return error


def test_an_entry_of_rss_gives_its_full_content_before_its_summary() -> None:
    full, summary = deliveries(documents.RSS)
    assert full.dispatch.text == "Gunmen killed two drovers near the well of Ostrel.\n\nA third was hurt."
    assert summary.dispatch.text == "The bridge of Korum\nstays closed."


def test_an_entry_is_named_by_its_guid_or_else_by_its_link() -> None:
    full, summary = deliveries(documents.RSS)
    assert (full.dispatch.id, summary.dispatch.id) == ("courier-17", "https://courier.example/bridge")
    assert (full.dispatch.url, full.place) == ("https://courier.example/drovers", "here#1")
    assert (full.dispatch.headline, full.dispatch.publisher) == ("Drovers shot & robbed", "The Ostrel Courier")


def test_an_evening_in_the_americas_keeps_its_day_and_its_time() -> None:
    full, summary = deliveries(documents.RSS)
    assert (full.dispatch.published, full.edition.at) == ("2019-12-02", "2019-12-02T23:30:00-06:00")
    assert (summary.dispatch.published, summary.edition.at) == ("2019-12-03", None)
    assert full.edition.item is None


def test_an_entry_of_atom_is_published_once_and_has_the_time_of_its_last_version() -> None:
    (entry,) = deliveries(documents.ATOM)
    assert entry.dispatch.text == "Dos arrieros murieron.\n\nOtro huye."
    assert (entry.dispatch.id, entry.dispatch.lang) == ("tag:correo.example,2019:9", "es")
    assert (entry.dispatch.url, entry.dispatch.headline) == ("https://correo.example/9", "Dos <muertos>")
    assert (entry.dispatch.published, entry.edition.at) == ("2019-12-02", "2019-12-03T08:00:00-06:00")


def test_a_feed_of_rdf_is_a_feed_too() -> None:
    raw = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b"<channel><title>C</title></channel>"
        b'<item rdf:about="https://c.example/1"><description>Two died.</description></item></rdf:RDF>'
    )
    (entry,) = deliveries(raw)
    assert (entry.dispatch.id, entry.dispatch.publisher) == ("https://c.example/1", "C")


def test_a_feed_that_begins_with_an_empty_line_is_recognised() -> None:
    first, _ = read_bytes(b"\r\n " + documents.RSS, None, "here", Terms())
    assert isinstance(first, Delivery)
    assert first.issues == ()


def test_a_broken_feed_is_mended_and_says_so() -> None:
    broken = documents.RSS.replace(b"Two drovers are dead.", b"Two &nbsp; drovers & a boy").partition(b"</channel>")[0]
    first, second = deliveries(broken)
    assert first.dispatch.text == "Gunmen killed two drovers near the well of Ostrel.\n\nA third was hurt."
    assert [issue.code for issue in second.issues] == ["mended_feed"]
    assert (first.dispatch.published, first.edition.at) == ("2019-12-02", "2019-12-02T23:30:00-06:00")


def test_a_date_that_is_none_is_left_out_with_an_issue() -> None:
    (entry,) = deliveries(
        b"<rss><channel><item><guid>g</guid><description>x</description><pubDate>Monday</pubDate></item></channel></rss>"
    )
    assert (entry.dispatch.published, [issue.code for issue in entry.issues]) == (None, ["bad_date"])


def test_an_entry_with_no_more_than_a_headline_is_refused_and_can_be_tried_again() -> None:
    error = refused(b"<rss><channel><item><guid>g</guid><title>Two dead</title></item></channel></rss>")
    assert (error.code, error.dispatch_id, error.place) == ("T-S008", "g", "here#1")
    assert error.raw == b"<item><guid>g</guid><title>Two dead</title></item>"
    assert refused(error.raw).code == "T-S008"


def test_an_address_that_is_none_of_the_web_is_no_url() -> None:
    (entry,) = deliveries(
        b"<rss><channel><item><link>javascript:alert(1)</link><description>x</description></item></channel></rss>"
    )
    assert entry.dispatch.url is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "T-S015"),
        (b"<rss><channel/></rss>", "T-S019"),
        (b"<feed/>", "T-S019"),
        (b"<rss/>", "T-S014"),
        (b"<html><body/></html>", "T-S014"),
        (b"no feed at all", "T-S015"),
        (b"<rss><channel><item>" + b"<a>" * 400, "T-S017"),
    ],
)
def test_what_is_no_feed_or_has_no_entry_is_refused_with_its_reason(raw: bytes, code: str) -> None:
    assert refused(raw).code == code


def test_markup_becomes_the_same_plain_text_every_time() -> None:
    written = (
        "<h2>Toll</h2>\n<p>Two\n  men <i>and</i>&nbsp;a boy<br>died.</p><ul><li>one</li><li>two</li></ul>"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><script>no()</script><style>no</style>"
    )
    plain = "Toll\n\nTwo men and\xa0a boy\ndied.\n\none\ntwo\n\na b\nc"
    assert {without_markup(written, "", Limits()) for _ in range(3)} == {plain}


def test_a_page_gives_its_article_its_headline_and_the_time_that_it_states() -> None:
    (page,) = deliveries(documents.PAGE, "html")
    assert page.dispatch.text.startswith("Gunmen killed two drovers near the well of Ostrel on Monday")
    assert "Weather" not in page.dispatch.text
    assert "rights" not in page.dispatch.text
    assert page.dispatch.headline == "Drovers shot at the well of Ostrel"
    assert (page.dispatch.published, page.edition.at) == ("2019-12-02", "2019-12-02T21:40:00-06:00")
    assert (page.dispatch.lang, page.dispatch.url) == ("en", "https://courier.example/drovers")
    assert page.dispatch.publisher == "The Ostrel Courier"
    assert page.dispatch.id == page.dispatch.sha256


def test_a_day_that_the_page_does_not_state_is_said_to_be_guessed() -> None:
    (page,) = deliveries(documents.PAGE.replace(b"datePublished", b"somethingElse"), "html")
    assert (page.edition.at, [issue.code for issue in page.issues]) == (None, ["guessed_date"])
    undated = documents.PAGE.replace(b"2019-12-02T21:40:00-06:00", b"")
    (page,) = deliveries(undated, "html")
    assert (page.dispatch.published, page.edition.at) == (None, None)


def test_a_page_is_decoded_as_it_says_and_never_guessed() -> None:
    said = documents.PAGE.replace(b"utf-8", b"iso-8859-1").replace(b"Gunmen", "Muñoz".encode("latin-1"))
    (page,) = deliveries(said, "html")
    assert page.dispatch.text.startswith("Muñoz killed")
    assert refused(documents.PAGE.replace(b"Gunmen", b"Mu\xf1oz"), "html").code == "T-S001"
    assert refused(documents.PAGE.replace(b"utf-8", b"klingon"), "html").code == "T-S001"


@pytest.mark.parametrize("raw", [b"", b"<html></html>", b"plain", b"<html><body><script>x</script></body></html>"])
def test_a_page_without_an_article_is_refused_and_kept(raw: bytes) -> None:
    error = refused(raw, "html")
    assert (error.code, error.raw, error.form) == ("T-S019", raw, "html")
