"""Which of several places that a dispatch names is where its news happened."""

from __future__ import annotations

import pytest

from testigo.model.circumstance import Place
from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch

BETWEEN = {
    "en": "Nobody has claimed it. The road was closed. Shops stayed shut. Schools did too. Traders complained. ",
    "es": "Nadie se lo ha adjudicado. Se cerró el paso. No abrieron los comercios. Tampoco las escuelas. Hubo quejas. ",
}


def place(text: str, lang: str) -> Place:
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2022-06-10")).accounts[0].place


@pytest.mark.parametrize(
    ("lang", "lead", "far_behind", "name"),
    [
        ("en", "Gunmen killed four traders of Kano on Monday. ", "In 2019 a bomb went off at the Sabon Hotel.", "Kano"),
        (
            "es",
            "Hombres armados mataron el lunes a cuatro comerciantes de Uruapan. ",
            "En 2019 hubo una balacera en el Hotel Sabinal.",
            "Uruapan",
        ),
    ],
)
def test_a_building_far_behind_the_lead_is_where_something_else_happened(
    lang: str, lead: str, far_behind: str, name: str
) -> None:
    assert place(f"{lead}{BETWEEN[lang]}{far_behind}", lang).name == name


def test_a_street_gives_way_to_the_quarter_beside_it() -> None:
    text = "Mataron a dos hombres en la calle Olmo, en la colonia Las Fuentes de Morelia."
    assert place(text, "es").name == "colonia Las Fuentes, Morelia"


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (
            "en",
            "Two men were killed in Gwarmai, 20 km west of Kano, on Monday. It was the second attack since May. "
            "Three people were hurt there, and shops in Kano closed.",
            "Gwarmai",
        ),
        (
            "es",
            "Dos hombres fueron asesinados en Zirimícuaro, cerca de Uruapan, el lunes. "
            "Otros tres resultaron heridos en el tiroteo ocurrido en Uruapan.",
            "Zirimícuaro",
        ),
    ],
)
def test_a_town_that_told_where_another_lies_is_not_where_it_happened(lang: str, text: str, name: str) -> None:
    assert place(text, lang).name == name


@pytest.mark.parametrize(
    ("lang", "text", "admin1"),
    [
        (
            "en",
            "Three women were shot dead in Cherokee County, Alabama, on Monday. He fled to Memphis. "
            "The man went to a home on Dogwood Lane, police said.",
            "Alabama",
        ),
        (
            "es",
            "Tres mujeres fueron asesinadas el lunes en Jalisco. El agresor huyó a Morelia. "
            "El hombre entró a una casa en la calle Olmo, dijo la policía.",
            "Jalisco",
        ),
    ],
)
def test_a_street_lies_in_no_town_of_another_region_than_the_news(lang: str, text: str, admin1: str) -> None:
    assert place(text, lang).admin1 == admin1


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Two men were killed in New York on Monday. The shooting happened at noon in Buffalo.", "Buffalo"),
        ("es", "Dos hombres fueron asesinados el lunes en Puebla. Les dispararon en Tehuacán.", "Tehuacán"),
    ],
)
def test_a_town_told_of_next_lies_in_the_region_of_a_city_s_name(lang: str, text: str, name: str) -> None:
    assert place(text, lang).name == name
