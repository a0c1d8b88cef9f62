"""Which places a Spanish dispatch names, and what they mean."""

from __future__ import annotations

import pytest

from testigo.model.dispatch import Dispatch
from testigo.model.toponym import Located
from testigo.packs import language
from testigo.packs.world.gazetteer import gazetteer
from testigo.pipeline import read_dispatch
from testigo.reading.places.read import read_places
from testigo.reading.sentences import paragraphs, sentences

ES = language("es")


def places(text: str) -> dict[str, Located]:
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, ES)]
    return {p.toponym.name: p for p in read_places(text, spans, ES, gazetteer())}


@pytest.mark.parametrize(
    ("text", "name", "own", "country"),
    [
        ("Mataron a dos personas en Jan Yunés.", "Jan Yunés", "Khān Yūnis", "PS"),
        ("Mataron a dos personas en Cisjordania.", "Cisjordania", "West Bank", "PS"),
        ("Mataron a dos personas en Bagdad.", "Bagdad", "Baghdad", "IQ"),
    ],
)
def test_a_name_that_only_spanish_papers_use_leads_to_the_place(text: str, name: str, own: str, country: str) -> None:
    place = places(text)[name].place
    assert place is not None
    assert (place.name, place.country) == (own, country)


def test_small_words_between_names_make_no_stranger_of_the_town_behind_them() -> None:
    assert "Puerto Bolívar" in places("Mataron a dos en la esquina de Tarma y Ayacucho de Puerto Bolívar.")


def test_what_a_ministry_is_of_is_no_place_where_something_happened() -> None:
    assert places("Lo dijo el Ministerio de Salud de Guatemala.")["Guatemala"].toponym.role == "body"


def test_a_place_is_called_by_the_words_after_known_as() -> None:
    found = places("Murieron dos en el paraje conocido como el Ciruelo.")
    assert found["Ciruelo"].toponym.words == "el Ciruelo"
    assert found["Ciruelo"].toponym.kind == "exact"


def test_a_quarter_of_a_large_city_is_not_called_after_it() -> None:
    assert "barrio de Bogotá" not in places("Murieron dos en un barrio de Bogotá.")
    assert "barrio Las Flores" in places("Murieron dos en el barrio Las Flores.")


def test_behind_a_town_of_the_region_a_name_is_the_region_s_and_not_its_capital_s() -> None:
    place = places("Detuvieron a tres en el municipio de Rioverde, San Luis Potosí.")["San Luis Potosí"].place
    assert place is not None
    assert place.kind == "admin1"


def test_a_village_that_no_gazetteer_has_lies_in_the_region_of_the_town_it_is_near() -> None:
    text = "Hombres armados mataron a cinco personas en la aldea de Korumba, cerca de Gao, en Malí."
    place = read_dispatch(Dispatch(id="d1", text=text, lang="es")).accounts[0].place
    assert (place.name, place.admin1, place.country) == ("Korumba", "Gao", "ML")


def test_a_town_named_only_in_a_link_to_another_article_is_not_where_it_happened() -> None:
    text = "Mataron a tres hombres en un bar de Manzanillo, Colima.\nTe recomendamos: Matan a dos en Uruapan."
    place = read_dispatch(Dispatch(id="d1", text=text, lang="es")).accounts[0].place
    assert place.name == "Manzanillo"


def test_a_town_that_ends_with_a_day_of_the_week_is_a_town() -> None:
    assert "Santo Domingo" in places("Hubo dos muertos este jueves en Santo Domingo.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Murieron dos en el fraccionamiento Lomas de la Fortuna.", "fraccionamiento Lomas de la Fortuna"),
        ("Murieron dos en la calle 20 de Noviembre.", "calle 20 de Noviembre"),
        ("Murieron dos en un domicilio de la calle 5 Poniente.", "calle 5 Poniente"),
        ("Murieron dos en la colonia Centro de Morelia.", "colonia Centro"),
        ("Murieron dos sobre la carretera Toluca - Atlacomulco.", "carretera Toluca - Atlacomulco"),
    ],
)
def test_a_quarter_s_or_street_s_name_goes_on_over_small_words_but_not_to_its_town(text: str, name: str) -> None:
    assert places(text)[name].toponym.kind == "exact"


def test_a_name_right_behind_the_word_for_a_quarter_is_no_town_elsewhere() -> None:
    found = places("Mataron a dos vecinos de la colonia San José en la ciudad de Fresnillo.")
    assert "San José" not in found
    assert found["Fresnillo"].toponym.role == "at"


def test_what_stands_in_a_town_is_in_it_and_what_is_fired_against_one_strikes_it() -> None:
    assert places("Murieron dos en una vivienda de Fresnillo.")["Fresnillo"].toponym.role == "at"
    assert places("Lanzaron cohetes contra la ciudad de Toluca.")["Toluca"].toponym.role == "near"
    assert places("Lo dijo la Policía Municipal de Fresnillo.")["Fresnillo"].toponym.role == "watch"


def test_a_building_called_after_a_town_stands_in_it() -> None:
    text = "Un comando mató a nueve en un bar de Salvatierra, en Guanajuato. Un tribunal de Celaya los condenó."
    place = read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place
    assert (place.precision, place.within, place.country) == ("exact", "Salvatierra", "MX")


def test_a_building_called_after_a_town_may_be_said_to_stand_in_another() -> None:
    text = "Mataron a nueve en la plaza de Salvatierra, en Celaya."
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.within == "Celaya"


def test_words_in_small_letters_for_a_people_decide_what_a_name_means_and_place_nothing() -> None:
    text = "El ejército sudanés mató a nueve en el mercado de Abu Zabad. Los expertos hablaron en Chad con vecinos."
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.country == "SD"
    text = "Un chofer colombiano fue asesinado a tiros."
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.country is None


def test_a_small_town_is_as_a_rule_of_a_country_whose_language_is_written() -> None:
    meant = places("Nueve muertos fueron llevados a la clínica de Chala.")["Chala"].meant
    assert meant[0].country == "PE"


def test_the_seat_of_a_district_goes_by_its_name() -> None:
    place = places("El motín dejó tres muertos en Lago Agrio.")["Lago Agrio"].place
    assert place is not None
    assert place.name == "Nueva Loja"


def test_a_governor_governs_a_region() -> None:
    place = places("Hubo nueve muertos en Nigeria, informó el gobernador de Katsina.")["Katsina"].place
    assert place is not None
    assert place.kind == "admin1"


def test_an_alert_is_no_dateline() -> None:
    text = "ALERTA - Al menos ocho presos muertos en un motín en la Amazonía de Ecuador"
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.country == "EC"


def where(text: str) -> tuple[str | None, str | None]:
    place = read_dispatch(Dispatch(id="d1", text=text, lang="es", published="2022-06-10")).accounts[0].place
    return place.text, place.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mataron a dos en el barrio Recuerdo Sur de Popayán.", "barrio Recuerdo Sur, Popayán"),
        ("Mataron a dos en la colonia Progreso de Acapulco.", "colonia Progreso, Acapulco de Juárez"),
        ("Mataron a dos en la calle Lerdo de Tejada, en Morelia.", "calle Lerdo de Tejada, Morelia"),
    ],
)
def test_a_town_is_read_behind_the_name_of_a_quarter_or_street_in_it(text: str, name: str) -> None:
    assert where(text)[1] == name


def test_a_town_lies_in_the_region_of_a_city_s_name_and_not_in_the_city() -> None:
    assert where("Fue en Puebla, donde mataron a dos maestros en Chichiquila.") == ("Chichiquila", "Chichiquila")


def test_what_happened_in_two_quarters_happened_in_their_town() -> None:
    text = "Mataron a cinco en Uruapan. Dos cayeron en la colonia Magisterial y tres en la colonia Centro."
    assert where(text)[0] == "Uruapan"


def test_where_an_earlier_account_happened_is_not_where_the_news_did() -> None:
    text = (
        "Hombres armados mataron el lunes a un maestro en el estado de Casanare. "
        "El 5 de diciembre de 2001 mataron en Cartagena a un molinero."
    )
    assert where(text)[0] == "Casanare"


@pytest.mark.parametrize(
    ("url", "admin1"),
    [
        ("https://www.elfarodezacatecas.com.mx/1", "Zacatecas"),
        ("https://www.elfarodemexico.com.mx/1", "San Luis Potosí"),
    ],
)
def test_a_village_of_a_local_paper_is_no_namesake_in_another_region(url: str, admin1: str) -> None:
    text = "Mataron a tres en la cabecera municipal de Enrique Estrada."
    record = read_dispatch(Dispatch(id="d1", text=text, lang="es", published="2022-06-10", url=url))
    assert record.accounts[0].place.admin1 == admin1


def test_words_such_as_belonging_to_join_a_place_and_the_one_that_it_lies_in() -> None:
    place = places("Mataron a seis en Santiago, poblado perteneciente al municipio de Pinos, Zacatecas.")
    santiago = place["Santiago"].place
    assert santiago is not None
    assert santiago.admin1 == 3979840


def test_a_small_town_of_a_region_that_nothing_tells_of_is_a_namesake_of_one_that_no_map_has() -> None:
    text = "Nueve alumnos fueron raptados en Mahuta, Nigeria. Hablaron el gobernador de Katsina y el estado de Kaduna."
    assert places(text)["Mahuta"].meant != ()
    text = "Nueve alumnos fueron raptados en Mahuta. Hablaron en Nigeria el gobernador de Katsina y el de Kaduna."
    assert places(text)["Mahuta"].meant == ()


def test_a_town_abroad_comes_before_the_district_that_is_called_after_it() -> None:
    text = "Un ataque dejó nueve muertos en Bakhmut, Ucrania, dijo el ejército."
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.precision == "settlement"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mataron a dos personas en la sierra Ruzamara, en Chihuahua.", "sierra Ruzamara"),
        ("Mataron a dos personas en la Meseta Ruzépecha de Michoacán.", "Meseta Ruzépecha"),
        ("Mataron a dos personas en la Sierra Norte de Puebla.", "Sierra Norte"),
        ("Hallaron a una mujer muerta en las faldas del cerro de Las Ruzadas, en Michoacán.", "cerro de Las Ruzadas"),
    ],
)
def test_the_shape_of_the_land_is_a_part_of_a_name(text: str, name: str) -> None:
    assert any(name == p.toponym.words for p in places(text).values())


def test_a_valley_is_told_by_all_its_words_though_its_town_has_the_name() -> None:
    text = "Mataron a balazos a dos hombres en el Valle de Toluca."
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.text == "Valle de Toluca"


def test_the_land_ends_where_what_it_lies_in_is_told() -> None:
    assert "Michoacán" in places("Mataron a dos personas en la Meseta Ruzépecha de Michoacán.")


@pytest.mark.parametrize(
    ("text", "told", "capital"),
    [
        ("Un hombre mató a dos en un mercado de la capital danesa.", "capital danesa", "Copenhagen"),
        ("Mataron a dos en la capital del sureño estado Amazonas, Venezuela.", None, "Puerto Ayacucho"),
        ("Murieron dos en la capital del estado de Sinaloa.", "capital del estado de Sinaloa", "Culiacán"),
    ],
)
def test_a_capital_is_known_by_what_it_rules(text: str, told: str | None, capital: str) -> None:
    found = places(text)
    place = found[told or "capital del sureño estado Amazonas"].place
    assert place is not None
    assert place.name == capital


def test_a_capital_that_is_named_beside_its_country_is_told_once() -> None:
    found = places("Murieron dos en la capital iraquí, Bagdad.")
    assert "capital iraquí" not in found
    assert "Bagdad" in found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Dos guardias fueron asesinados en la capital de Córdoba, Argentina.", "Córdoba"),
        ("Dos guardias fueron asesinados en la capital de Santander, España.", "Santander"),
        ("Dos guardias fueron asesinados en la capital de Granada, España.", "Granada"),
        ("El capital chino llegó a Lima, donde pistoleros mataron a dos guardias.", "Lima"),
        ("La pena capital iraní fue criticada; dos guardias fueron asesinados.", None),
        ("La salida de Boluarte fue pedida tras el asesinato de dos guardias.", None),
        ("Dos guardias fueron asesinados a la salida de Ruzandara.", "Ruzandara"),
    ],
)
def test_money_is_no_capital_and_whoever_leaves_no_place(text: str, place: str | None) -> None:
    assert read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts[0].place.name == place


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Mataron a dos en la aldea El Chimbo, Honduras.", "El Chimbo", "aldea El Chimbo"),
        ("Mataron a dos en el distrito de Tetuán, en Madrid.", "Tetuán", "distrito de Tetuán"),
        ("Mataron a dos en el estado de Sinaloa.", "Sinaloa", "Sinaloa"),
        ("Murieron dos en el campamento de refugiados de Ruzata.", "Ruzata", "campamento de refugiados de Ruzata"),
    ],
)
def test_an_area_is_quoted_with_the_word_for_it_where_its_name_alone_means_something_else(
    text: str, name: str, words: str
) -> None:
    assert places(text)[name].toponym.words == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Murieron dos cerca de Ruzata el lunes.", "Ruzata"),
        ("Hallaron dos cuerpos a 20 kilómetros de Ruzata.", "Ruzata"),
        ("Lo mataron a golpes los pobladores de Ruzata.", "Ruzata"),
        ("La camioneta quedó a la altura de San Diego Ruzata.", "San Diego Ruzata"),
        ("Mataron a dos en Santa Ruzata.", "Santa Ruzata"),
    ],
)
def test_a_village_that_the_gazetteer_lacks_is_told_by_what_lies_near_it_and_who_lives_there(
    text: str, name: str
) -> None:
    assert name in places(text)


def test_beside_a_person_nobody_is_a_village() -> None:
    assert places("Lo mataron junto a Pedro Ruzata.") == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mataron a dos en la calle Ventura y Moctezuma de Fresnillo.", "calle Ventura y Moctezuma"),
        ("Mataron a dos en el cruce de Ventura y Lima Sur de Fresnillo.", "cruce de Ventura y Lima Sur"),
    ],
)
def test_the_street_that_crosses_another_is_a_part_of_the_place(text: str, name: str) -> None:
    assert name in places(text)


def test_a_large_city_behind_a_street_and_a_small_word_is_a_place_of_its_own() -> None:
    assert "Guadalajara" in places("Mataron a dos en la calle Ventura y Guadalajara pidió ayuda.")


def test_something_between_two_places_is_near_both() -> None:
    found = places("Hallaron a dos muertos entre Michoacán y Jalisco.")
    assert [found[name].toponym.role for name in ("Michoacán", "Jalisco")] == ["near", "near"]


def test_of_two_cities_of_one_name_the_one_where_the_language_is_spoken_is_meant() -> None:
    place = places("La policía detuvo en Cádiz a dos sicarios.")["Cádiz"].place
    assert place is not None
    assert place.country == "ES"
