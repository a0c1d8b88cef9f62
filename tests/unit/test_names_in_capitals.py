"""A sentence all in capitals does not tell names from words; a word that ends as no name does names nobody."""

from __future__ import annotations

import pytest

from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.packs import language
from testigo.pipeline import read_dispatch


def victims(text: str, lang: str) -> list[str]:
    record = read_dispatch(Dispatch(id="d", text=text, lang=lang, published="1990-01-08"))
    return [claim.quote for claim in record.claims if isinstance(claim, Toll)]


@pytest.mark.parametrize(
    ("text", "lang", "named"),
    [
        ("DEFENSIVE MOVEMENTS WERE KILLED OFF BY GUNMEN. OMAR SULU WAS KILLED ON MONDAY.", "en", ["OMAR SULU"]),
        ("COMMERCIAL TRANSPORTATION WAS HURT BY THE ATTACK. ANA KORUM WAS KILLED.", "en", ["ANA KORUM"]),
        ("TRIBUTACION FORESTAL FUE SECUESTRADA. OMAR KORUM FUE ASESINADO.", "es", ["OMAR KORUM"]),
    ],
)
def test_only_a_name_is_somebody_who_was_harmed(text: str, lang: str, named: list[str]) -> None:
    assert victims(text, lang) == named


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_surnames_that_end_like_words_are_names(lang: str) -> None:
    surnames = (
        "robles liendo clemente trinidad sarmiento valencia morales bautista harkness guinness lawless pickering"
        " keating cable clements mattingly whately blessing champion casados olivas natividad resende vilela"
    )
    endings = tuple(language(lang).settings["endings_of_no_name"])
    assert [name for name in surnames.split() if name.endswith(endings)] == []
