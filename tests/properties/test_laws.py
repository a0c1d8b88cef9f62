"""What holds of every text, whatever it says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.packs import language
from testigo.packs.world.gazetteer import gazetteer
from testigo.pipeline import read_dispatch
from testigo.reading.places.toponyms import toponyms
from testigo.reading.sentences import paragraphs, sentences
from tests.properties.texts import DISPATCHES, anything, days, dispatches, tried

EN = language("en")
SECONDS = 5
"""For a text of a page; a fault that takes longer than linear time shows as minutes."""


def record_of(text: str, published: str | None = None, *, gated: bool = True) -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="en", published=published), gated=gated)


def quoted(value: object) -> Iterator[tuple[list[int], str]]:
    """Every span of a record with the words that are said to stand there."""
    if isinstance(value, dict):
        words = value.get("quote", value.get("text"))
        if "span" in value and isinstance(words, str):
            yield value["span"], words
        for inner in value.values():
            yield from quoted(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from quoted(inner)


def as_data(record: Record) -> Any:
    return msgspec.to_builtins(record)


@given(anything)
@example("At least 60 gunmen killed 22 people, Governor Ana Ruiz said. \U0001f600 “Two” died, he added.")
@tried
def test_every_quote_is_the_text_at_its_span(text: str) -> None:
    for (begin, end), words in quoted(as_data(record_of(text))):
        assert 0 <= begin < end <= len(text)
        assert text[begin:end] == words


def test_quotes_of_claims_speakers_and_names_are_among_those_checked() -> None:
    text = "Ana Ruiz and two guards were murdered, Governor Omar Sulu said."
    found = [words for _, words in quoted(as_data(record_of(text)))]
    assert {"Ana Ruiz", "two guards", "Governor Omar Sulu"} <= set(found)


def test_the_texts_tried_make_claims_parts_accounts_and_checks() -> None:
    """Laws about empty records would hold of anything."""
    records = [record_of(text) for text in DISPATCHES]
    assert all(record.claims for record in records)
    assert any(isinstance(c, Toll) and c.part_of for record in records for c in record.claims)
    assert any(account.checks for record in records for account in record.accounts)


@given(anything, days)
@tried
def test_the_gate_changes_nothing(text: str, published: str | None) -> None:
    assert record_of(text, published) == record_of(text, published, gated=False)


@given(anything, days)
@tried
def test_a_text_has_one_record(text: str, published: str | None) -> None:
    assert msgspec.json.encode(record_of(text, published)) == msgspec.json.encode(record_of(text, published))


@given(anything)
@tried
def test_low_is_never_above_best_nor_best_above_high(text: str) -> None:
    record = record_of(text)
    for claim in record.claims:
        count = getattr(claim, "count", None)
        assert count is None or (count.low >= 0 and (count.high is None or count.low <= count.high))
    for line in (line for account in record.accounts for line in account.toll):
        assert 0 <= line.low <= line.best
        assert line.high is None or line.best <= line.high


@given(anything)
@tried
def test_whatever_a_record_points_to_is_in_it(text: str) -> None:
    record = record_of(text)
    claims = [claim.id for claim in record.claims]
    accounts = [account.id for account in record.accounts]
    assert len(set(claims)) == len(claims)
    assert len(set(accounts)) == len(accounts)
    assert {claim.account for claim in record.claims} <= {*accounts, None}
    for account in record.accounts:
        assert all(set(line.claims) <= set(claims) for line in account.toll)
        assert all({check.whole, *check.parts} <= set(claims) for check in account.checks)
    assert all(0 <= issue.span[0] <= issue.span[1] <= len(text) for issue in record.issues)


@given(anything)
@tried
def test_a_part_belongs_to_another_toll_and_never_to_itself_by_a_detour(text: str) -> None:
    wholes = {c.id: c.part_of for c in record_of(text).claims if isinstance(c, Toll)}
    for claim in wholes:
        chain = [claim]
        while (whole := wholes[chain[-1]]) is not None:
            assert whole in wholes
            assert whole not in chain
            chain.append(whole)


@given(anything)
@tried
def test_sentences_are_in_order_apart_and_hold_every_word(text: str) -> None:
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, EN)]
    at = 0
    for begin, end in spans:
        assert at <= begin < end <= len(text)
        assert not text[at:begin].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(max_size=3_000) | st.lists(st.text(max_size=5), max_size=600).map(" ".join))
@tried
def test_any_text_has_a_record_in_bounded_time(text: str) -> None:
    start = time.perf_counter()
    record_of(text)
    assert time.perf_counter() - start < SECONDS


@given(dispatches(), st.integers(0, 40))
@tried
def test_blank_lines_before_a_text_only_move_its_spans(text: str, blanks: int) -> None:
    moved, plain = (as_data(record_of(t)) for t in ("\n" * blanks + text, text))
    assert [(b - blanks, e - blanks, w) for (b, e), w in quoted(moved["claims"])] == [
        (b, e, w) for (b, e), w in quoted(plain["claims"])
    ]


@given(anything)
@tried
def test_a_place_has_coordinates_on_the_globe_and_its_words_are_the_text_s(text: str) -> None:
    for account in record_of(text).accounts:
        place = account.place
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)
        assert (place.gazetteer_id is None) or place.country is not None
        assert place.text is None or "".join(place.text.split()) in "".join(text.split())


@given(anything)
@tried
def test_every_toponym_is_the_text_at_its_span_and_is_tied_to_others_only(text: str) -> None:
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, EN)]
    found = toponyms(text, spans, EN, gazetteer())
    for number, toponym in enumerate(found):
        assert " ".join(text[slice(*toponym.span)].split()) == toponym.name
        assert number not in toponym.tied
        assert all(number in found[other].tied for other in toponym.tied)
