"""How the place of an account is called, in both languages."""

from __future__ import annotations

import pytest

from testigo.model.circumstance import Place
from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def place(text: str, lang: str) -> Place:
    return read_dispatch(Dispatch(id="d1", text=text, lang=lang)).accounts[0].place


@pytest.mark.parametrize(
    ("text", "lang", "words", "country"),
    [
        ("Gunmen killed three clerks on Monday in an ambush in southern Iraq.", "en", "southern Iraq", "IQ"),
        ("Pistoleros mataron el lunes a tres choferes en el sur de Irak.", "es", "sur de Irak", "IQ"),
        ("Pistoleros mataron el lunes a tres choferes en Irak.", "es", "Irak", "IQ"),
    ],
)
def test_a_country_keeps_the_part_of_it_that_is_meant(text: str, lang: str, words: str, country: str) -> None:
    found = place(text, lang)
    assert (found.text, found.country) == (words, country)


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Tres choferes fueron asesinados el lunes en el Valle del Korumá, en Brasil.", "es", "Valle del Korumá"),
        ("A bomb killed two guards on Monday near Camp Korumal, Iraq.", "en", "Camp Korumal"),
        ("Tres choferes fueron asesinados el lunes en el pueblo de Korumá, en Brasil.", "es", "Korumá"),
    ],
)
def test_a_name_holds_the_word_for_its_kind_where_that_has_a_capital(text: str, lang: str, name: str) -> None:
    assert place(text, lang).name == name


def test_where_two_streets_cross_is_one_place() -> None:
    text = "Gunmen shot three clerks on Monday at East Korum Drive and Gao Avenue in Denver, Colorado."
    assert place(text, "en").text == "East Korum Drive and Gao Avenue"


def test_a_court_that_something_happens_on_is_a_street() -> None:
    text = "Gunmen shot three clerks on Monday at a home on Korumal Court in Denver, Colorado."
    assert place(text, "en").text == "Korumal Court"
    text = "A judge in Denver, Colorado, sent two gunmen to Korumal Court on Monday. They shot a clerk in Denver."
    assert place(text, "en").text == "Denver"


def test_what_a_blow_is_against_is_where_it_fell_though_it_is_a_house_of_the_town() -> None:
    text = "Diez maestros murieron en un ataque contra una escuela de la localidad de Pryvillia, en el este de Ucrania."
    assert place(text, "es").name == "Pryvillia"


def test_a_town_that_only_locates_another_place_does_so_in_every_sentence() -> None:
    text = "A bomb killed two guards west of Baghdad on Sunday. They died near Camp Korumal, 75 km west of Baghdad."
    assert place(text, "en").name == "Camp Korumal"


def test_a_country_whose_ministry_is_told_of_is_where_its_minister_died() -> None:
    text = "La ministra de Obras Públicas de República Dominicana, Ana Sulu, murió asesinada este lunes."
    assert place(text, "es").country == "DO"


def test_a_country_that_speaks_is_not_where_it_happened() -> None:
    text = "Estados Unidos dijo el martes que la periodista Ana Sulu murió por disparos de soldados en Cisjordania."
    assert place(text, "es").country == "PS"


def test_a_jail_in_which_somebody_is_held_is_not_where_it_happened() -> None:
    text = "A clerk shot dead two millers in Denver, Colorado, on Monday. The gunman sits in the Korumal County Jail."
    assert place(text, "en").name == "Denver"


def test_a_word_that_describes_the_kind_of_a_place_may_stand_before_its_name() -> None:
    text = "Un guardia murió baleado el martes en choques con rebeldes en la localidad amazónica del Puyo, en Ecuador."
    assert place(text, "es").name == "Puyo"


def test_a_town_behind_a_place_and_its_region_only_locates_it() -> None:
    text = "Gunmen shot dead a clerk at a parade in Highland Park, Illinois, near Chicago, on Monday."
    assert place(text, "en").name == "Highland Park"


def test_a_house_that_is_only_called_after_its_town_is_told_by_the_town() -> None:
    found = place("Diez maestros fueron asesinados el lunes en una escuela de Uvalde, en Texas.", "es")
    assert (found.text, found.name, found.precision) == ("escuela de Uvalde", "Uvalde", "exact")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men were shot dead on Fifth Street and Ruza Avenue.", "Fifth Street and Ruza Avenue"),
        ("Deputies were called out to Ruza Street, where two men were shot dead.", "Ruza Street"),
        ("Two men were shot dead at a bar called The Ruza.", "The Ruza"),
        ("Two men were shot dead at Ruza Street and Avenue B.", "Ruza Street and Avenue B"),
        ("Deputies were called to 217 North Ruza Street, where two men were shot dead.", "217 North Ruza Street"),
        ("Two men were shot dead along the 2300 block of West St. Ruza Place.", "2300 block of West St. Ruza Place"),
        ("Two soldiers were shot dead near the Ruza Crossing.", "Ruza Crossing"),
        ("Two men were shot dead outside the Ruza Coliseum on Saturday.", "Ruza Coliseum"),
    ],
)
def test_a_street_or_a_house_is_told_by_its_word(text: str, name: str) -> None:
    assert place(text, "en").text == name


def test_whoever_is_called_so_is_no_place() -> None:
    assert place("A miller called Ana Ruza was shot dead in Denver, Colorado.", "en").name == "Denver"


def test_a_fonda_in_a_town_is_in_the_town() -> None:
    assert place("Mataron a balazos a dos hombres en una fonda de Uruapan.", "es").name == "Uruapan"


def test_a_region_told_by_its_prosecutors_alone_is_where_it_happened() -> None:
    text = "México.- La Fiscalía General del Estado de Veracruz investiga el asesinato a balazos de un hombre."
    assert place(text, "es").admin1 == "Veracruz"


def test_prosecutors_of_a_region_are_none_of_another_town() -> None:
    text = "La Fiscalía General del Estado de Veracruz investiga el asesinato a balazos de un hombre en Puebla."
    assert place(text, "es").name == "Puebla"


def test_a_strange_word_between_at_and_a_known_place_is_a_place_where_nothing_has_a_capital() -> None:
    assert (
        place("one man was shot dead in police firing at korumalpur in west bengal on monday.", "en").text
        == "korumalpur"
    )


@pytest.mark.parametrize("words", ["at gunpoint", "at a temple", "at home"])
def test_how_somebody_was_struck_is_no_place(words: str) -> None:
    assert place(f"two men were shot dead {words} in ahmedabad on monday.", "en").name == "Ahmedabad"


def test_a_village_that_no_gazetteer_has_lies_in_the_region_that_is_told_of() -> None:
    text = "Gunmen shot dead two men in the village of Korumal on Monday. The governor of Sinaloa sent police."
    assert place(text, "en").admin1 == "Sinaloa"


def test_an_area_of_which_most_is_told_is_where_it_happened() -> None:
    text = (
        "One man was shot dead in the Korumal area on Monday. The mayor spoke on Tuesday. Police said that "
        "two others had been shot dead in Saltillo."
    )
    assert place(text, "en").text == "Korumal area"


def test_where_gunmen_came_in_is_where_they_shot() -> None:
    text = "Un comando armado llegó al bar de Uruapan y mató a balazos a dos hombres."
    assert place(text, "es").name == "Uruapan"


@pytest.mark.parametrize("text", ["Habló sobre Ruzal y su muerte.", "El caso de la Resistencia sigue abierto."])
def test_what_is_told_about_and_what_is_only_a_word_are_no_places(text: str) -> None:
    told = f"{text} Dos hombres fueron asesinados a balazos en Uruapan."
    assert place(told, "es").name == "Uruapan"


@pytest.mark.parametrize(
    "text", ["Los peritos acudieron a una casa de Puebla.", "Los socorristas ingresaron a una casa de Puebla."]
)
def test_where_somebody_only_came_is_not_where_they_shot(text: str) -> None:
    assert place(f"{text} Un hombre fue asesinado a balazos en Atlixco.", "es").name == "Atlixco"


def test_an_address_is_where_it_happened_however_late_a_report_comes_to_it() -> None:
    text = "Two men were shot dead Saturday in Denver, Colorado. The men were cousins. They were well known. One of "
    text += "them was a miller. The other was a clerk. Officers were called to 217 North Ruza Street about 9 p.m."
    assert place(text, "en").text == "217 North Ruza Street"


def test_the_address_of_somebody_is_not_where_it_happened() -> None:
    text = "Omar Ruza, 24, of the 7200 block of South Gaona, was shot dead on Saturday in Denver, Colorado."
    assert place(text, "en").name == "Denver"


def test_a_strange_name_before_its_province_is_a_place_where_nothing_has_a_capital() -> None:
    text = "TWO POLICEMEN WERE SHOT DEAD TODAY IN KORUMAL, TARMA PROVINCE, JUNIN DEPARTMENT, PERU."
    assert place(text, "en").text == "KORUMAL"


def test_what_a_port_city_lies_at_is_not_its_name() -> None:
    text = "TWO POLICEMEN WERE SHOT DEAD TODAY IN THE CARIBBEAN PORT CITY OF COVENAS, COLOMBIA."
    assert place(text, "en").text == "COVENAS"


def test_a_town_before_a_state_that_has_none_of_that_name_is_one_that_no_map_has() -> None:
    found = place("Two men were shot dead on Saturday at a home in Sanborn, North Dakota.", "en")
    assert (found.text, found.admin1) == ("Sanborn", "North Dakota")
