"""The gate passes over sentences that tell of nothing: in no language may it pass over one that tells of something."""

from __future__ import annotations

import pytest

from testigo.model.dispatch import Dispatch
from testigo.packs import languages
from testigo.packs.build import examples
from testigo.pipeline import read_dispatch

SENTENCES = {
    code: sorted({text for e in examples(code) for text in (*(case["text"] for case in e.yes), *e.no)})
    for code in languages()
}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_gate_changes_nothing_in_the_sentences_of_a_pack(code: str) -> None:
    dispatches = [Dispatch(id="d", text=text, lang=code) for text in SENTENCES[code]]
    assert [d.text for d in dispatches if read_dispatch(d) != read_dispatch(d, gated=False)] == []
