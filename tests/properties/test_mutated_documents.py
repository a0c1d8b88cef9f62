"""Whatever happens to a document on its way: it becomes dispatches or errors with codes, and soon."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testigo.errors import SourceError
from testigo.sources.delivery import Delivery, Terms
from testigo.sources.inputs import Form, read_bytes
from tests import documents

SECONDS = 2.0
"""Of the processor: the machine may have other work too."""
CODE = re.compile(r"T-S\d{3}")
PIECES = [
    *(
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\r",
        b"&",
        b"&amp;",
        b"&lt;",
        b"&nbsp;",
        b"&#0;",
        b"&#xD800;",
    ),
    *(b"<", b">", b"</", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ?>", b'<!DOCTYPE x SYSTEM "y">', b"<p>", b"</p>"),
    *(b"<p>" * 300, b"<item>", b"</item>", b"<entry/>", b"<newsItem>", b"<nitf/>", b"<a b=", b"'", b'"', b"xmlns=''"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"NaN",
        b"1e999",
        b"9" * 400,
        b"[" * 2_000,
        b'"\\ud800"',
        b"\\u0000",
    ),
    *(b'"uri":', b'"bodies": [{"value": 7}],', b'"version": -1,', b'"pubstatus": "x",', b'"edition": {"at": 1},'),
    *(
        b"2019-12-02",
        b"9999-99-99T99:99:99Z",
        b"Mon, 99 Foo 0000 99:99:99 +9999",
        b"iso-8859-1",
        b"utf-16",
        b"x" * 5_000,
    ),
]
CASES = [(form, raw) for form, raws in documents.OF_FORM.items() for raw in raws]


@st.composite
def mutated(draw: st.DrawFn, raw: bytes) -> bytes:
    """A document of which stretches are left out, doubled, or have something else in their place."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 40)))
        put = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(raw[start:end] * 2)))
        raw = raw[:start] + put + raw[end:]
    return raw[: draw(st.sampled_from([len(raw), len(raw), len(raw) // 2]))]


def read_all(raw: bytes, form: Form | None) -> None:
    start = time.process_time()
    for arrival in read_bytes(raw, form, "here", Terms()):
        if isinstance(arrival, SourceError):
            assert CODE.fullmatch(arrival.code)
            assert arrival.raw is not None
            assert arrival.place.startswith("here")
        else:
            assert isinstance(arrival, Delivery)
            assert arrival.dispatch.text or arrival.edition.status != "usable" or form in (None, "text", "jsonl")
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(("form", "raw"), CASES, ids=[f"{form}-{number}" for number, (form, _) in enumerate(CASES)])
def test_a_mutated_document_gives_dispatches_or_errors_and_soon(form: Form, raw: bytes) -> None:
    list(read_bytes(raw, form, "here", Terms()))  # what is imported at first is not measured

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(mutant=mutated(raw), named=st.booleans())
    def holds(mutant: bytes, named: bool) -> None:
        read_all(mutant, form if named else None)

    holds()


@settings(deadline=None)
@given(raw=st.binary(max_size=200), form=st.sampled_from([None, *documents.OF_FORM]))
def test_bytes_of_no_meaning_are_no_crash_in_any_form(raw: bytes, form: Form | None) -> None:
    list(read_bytes(raw, form, "here", Terms()))
