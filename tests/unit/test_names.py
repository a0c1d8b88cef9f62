"""Names of actors in a text: those of the registry, and groups that a dispatch introduces itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testigo.model.actor import Sense, meant
from testigo.packs import language
from testigo.packs.actor import registry
from testigo.reading.sides.names import Names

EN = language("en")


def named(text: str) -> list[tuple[str, list[str]]]:
    found = Names(text, EN).within((0, len(text)))
    return [(text[slice(*span)], [sense.actor for sense in senses]) for span, senses in found]


def test_the_longest_name_at_a_place_is_taken() -> None:
    assert named("Fighters of the Islamic State in Somalia fled.") == [
        ("Islamic State in Somalia", ["islamic-state-somalia"])
    ]


@pytest.mark.parametrize("text", ["the Cártel del Noreste", "THE CARTEL DEL NORESTE", "the cartel del noreste"])
def test_a_name_is_found_with_and_without_accents_and_in_any_case_of_its_text(text: str) -> None:
    assert [ids for _, ids in named(text)] == [["cartel-del-noreste"]]


def test_initials_are_no_word_in_small_letters() -> None:
    assert named("They tried to mend the road in Lagos.") == []
    assert named("The MEND blew up the road in Lagos.") == [("MEND", ["mend"])]


def test_signs_within_a_name_do_not_matter() -> None:
    assert [ids for _, ids in named("al-Shabaab, al Shabaab and Al-Shabab")] == [["al-shabaab"]] * 3


def test_a_group_that_no_registry_knows_is_known_by_its_initials_once_it_is_introduced() -> None:
    text = "The Army of the Red River (ARR) took the bridge. The ARR said so."
    assert named(text) == [("Army of the Red River", []), ("ARR", []), ("ARR", [])]
    assert named("The ARR said so.") == []


def test_initials_of_anything_else_in_brackets_make_no_group() -> None:
    assert named("The Ministry of Rural Roads (MRR) said so, and the MRR knows.") == []


def test_known_initials_after_the_full_name_mean_the_same() -> None:
    found = named("The Farabundo Marti National Liberation Front [FMLN] struck; the FMLN said so.")
    assert {actor for _, ids in found for actor in ids} == {"fmln"}


def test_a_shared_name_is_decided_by_the_country_or_not_at_all() -> None:
    (army,) = (senses for rest, senses in registry().names["army"] if not rest)
    assert meant(army, "2019-12-03", "MX") == "ejercito-mexicano"
    assert meant(army, "2019-12-03", "CO") == "ejercito-colombiano"
    assert meant(army, "2019-12-03", None) is None


def test_a_shared_name_is_decided_by_the_year() -> None:
    senses = (Sense("old", "u", until="1999"), Sense("new", "u", since="2000"))
    assert [meant(senses, day, None) for day in ("1990-01-01", "2010-01-01", None)] == ["old", "new", None]


def test_the_country_of_a_dispatch_is_where_most_of_its_plain_names_are_at_home() -> None:
    plain, shared = (Sense("cartel-del-noreste", "cc"),), (Sense("los-zetas", "c", ("MX", "GT")),)
    assert registry().home([plain, shared]) == "MX"
    assert registry().home([shared]) is None
    assert registry().home([plain, (Sense("taliban", "c"),)]) is None


@given(st.text(alphabet="aA lFMN()[].-’\nñé", max_size=60), st.sampled_from(["FMLN", "Los Zetas", "al-Qaeda", ""]))
def test_names_stand_in_the_text_in_order_and_none_within_another(noise: str, name: str) -> None:
    text = f"{noise} {name} {noise}"
    spans = [span for span, _ in Names(text, EN).within((0, len(text)))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
