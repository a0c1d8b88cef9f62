"""Which of the places of one name a dispatch means."""

from __future__ import annotations

import pytest

from testigo.model.toponym import Located
from testigo.packs import language
from testigo.packs.world.gazetteer import gazetteer
from testigo.reading.places.read import given_places, read_places
from testigo.reading.sentences import paragraphs, sentences

EN = language("en")


def places(text: str, dateline: str | None = None) -> dict[str, Located]:
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, EN)]
    return {p.toponym.name: p for p in read_places(text, spans, EN, gazetteer(), dateline)}


def region(located: Located) -> str | None:
    place = located.place
    found = gazetteer().place(place.admin1) if place and place.admin1 else None
    return found.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gunmen stormed Villa Union, Coahuila, on Saturday.", "MX-COA"),
        ("Gunmen stormed Villa Union, Sinaloa, on Saturday.", "MX-SIN"),
        ("Gunmen stormed Villa Union on Saturday. The governor of Coahuila said four men died.", "MX-COA"),
    ],
)
def test_a_region_named_beside_or_elsewhere_decides_between_places_of_one_name(text: str, code: str) -> None:
    assert region(places(text)["Villa Union"]) == code


@pytest.mark.parametrize("headline", ["TWO KILLED IN LATIN AMERICA", "two killed in southeast asia"])
def test_a_part_of_the_world_is_no_place_where_capitals_tell_nothing(headline: str) -> None:
    assert places(headline) == {}


def test_america_is_the_united_states() -> None:
    found = places("Five men were shot dead in America on Sunday.")["America"].place
    assert found
    assert found.name == "United States"


@pytest.mark.parametrize("wider", ["the Middle East", "Africa", "Southeast Asia"])
def test_a_part_of_the_world_is_no_town_of_that_name(wider: str) -> None:
    assert places(f"Gunmen killed two guards in {wider} on Monday.") == {}


def test_a_town_called_like_a_part_of_the_world_is_known_by_its_region() -> None:
    assert region(places("Gunmen killed two guards in Middle East, Maryland, on Monday.")["Middle East"]) == "US-MD"


@pytest.mark.parametrize("dateline", ["KARO, Kenya", None])
def test_a_town_that_its_country_does_not_have_is_no_town_of_another_country(dateline: str | None) -> None:
    text = "Two men were shot on Monday." if dateline else "Two men were shot in Karo, Kenya, on Monday."
    found = places(text, dateline)
    assert {name: located.place and located.place.country for name, located in found.items()} in (
        {"KARO": None, "Kenya": "KE"},
        {"Karo": None, "Kenya": "KE"},
    )


def test_a_name_that_papers_use_of_one_region_means_another_only_where_the_dispatch_tells_of_it() -> None:
    said = "Nine people were killed in Gaza on Monday."
    lands = {d: places(said, d)["Gaza"].place for d in (None, "JERUSALEM", "MAPUTO")}
    assert {d: place and place.country for d, place in lands.items()} == {None: "PS", "JERUSALEM": "PS", "MAPUTO": "MZ"}


def test_the_dateline_decides_in_which_country_a_place_lies() -> None:
    said = "Two men were shot in Santa Rosa on Monday."
    lands = {d: places(said, d)["Santa Rosa"].place for d in ("GUATEMALA CITY", "MANILA")}
    assert {d: place and place.country for d, place in lands.items()} == {"GUATEMALA CITY": "GT", "MANILA": "PH"}


def test_without_other_evidence_the_city_that_is_much_larger_is_meant() -> None:
    place = places("A bomb killed two people in Lahore on Monday.")["Lahore"].place
    assert place is not None
    assert place.country == "PK"


def test_places_between_which_nothing_decides_are_all_kept() -> None:
    assert len(places("Three people were killed in Springfield on Monday.")["Springfield"].meant) > 1


def test_georgia_is_a_country_beside_tbilisi_and_a_state_beside_atlanta() -> None:
    caucasus = places("Shots were fired in Tbilisi, Georgia, on Monday.")["Georgia"].place
    south = places("Shots were fired in Atlanta, Georgia, on Monday. The U.S. attorney spoke.")["Georgia"].place
    assert caucasus is not None
    assert south is not None
    assert (caucasus.code, south.code) == ("GE", "US-GA")


def test_a_province_is_meant_where_the_words_say_so_and_else_its_city() -> None:
    province = places("Shells fell in Aleppo province in Syria.")["Aleppo"].place
    city = places("Shells fell in Aleppo in Syria.")["Aleppo"].place
    assert province is not None
    assert city is not None
    assert (province.kind, city.kind) == ("admin1", "settlement")


def test_a_place_that_lies_in_no_region_of_that_name_is_unknown() -> None:
    assert places("Ten men died in Lahore, Khost, Afghanistan.")["Lahore"].meant == ()


def test_a_small_place_of_a_country_that_the_dispatch_does_not_speak_of_is_not_meant() -> None:
    assert places("Nigerien soldiers killed ten rebels at Buta, an officer told the radio.")["Buta"].meant == ()


def test_a_name_keeps_the_sense_that_a_neighbour_gave_it() -> None:
    text = "Two men died in Paris, Texas. The mayor said that Paris was in mourning."
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, EN)]
    found = [p.place for p in read_places(text, spans, EN, gazetteer()) if p.toponym.name == "Paris"]
    assert {place and place.country for place in found} == {"US"}


def test_stretches_that_are_given_are_decided_in_their_order() -> None:
    text = "He flew from Berlin to Austin, Texas."
    marked = [(text.index(name), text.index(name) + len(name)) for name in ("Berlin", "Austin", "Texas")]
    found = given_places(text, [(0, len(text))], marked, EN, gazetteer())
    assert [p.place and p.place.country for p in found] == ["DE", "US", "US"]


def test_the_country_whose_embassy_or_army_is_told_of_does_not_hold_the_town() -> None:
    text = "A US marine struck a Filipino driver. The US embassy in Manila said so, the Philippines police said."
    found = places(text)["Manila"].place
    assert found is not None
    assert found.country == "PH"


def test_a_town_spelt_in_another_way_is_known_in_the_country_that_the_dispatch_speaks_of() -> None:
    found = places("Nine bodies of Iraqi farmers were found near Mussayab, south of the capital.")["Mussayab"].place
    assert found is not None
    assert (found.country, region(places("Two Iraqis were shot in Mussayab.")["Mussayab"])) == ("IQ", "IQ-BB")
    assert places("Nine bodies of Mexican farmers were found near Mussayab.")["Mussayab"].meant == ()
