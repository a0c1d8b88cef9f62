"""When an account happened, where its sentences only speak of it: burials, marches, reports, later deaths and finds."""

from __future__ import annotations

from tests.unit.test_when import start


def test_the_day_of_a_burial_is_never_that_of_the_killing() -> None:
    text = "Cientos de vecinos acompañaron ayer el sepelio de cinco de los nueve jóvenes asesinados en la finca."
    assert start(text, "es") is None
    text = "Fueron enterrados ayer los nueve guardias que fueron asesinados en la emboscada."
    assert start(text, "es") is None


def test_the_day_of_a_report_or_of_those_who_grieve_is_never_that_of_the_killing() -> None:
    text = "The king on Wednesday accepted the findings of a report on the bombing of a wedding that killed 28 people."
    assert start(text) is None
    text = "El Gobierno aceptó este miércoles el informe sobre el bombardeo de una boda, que dejó 28 muertos."
    assert start(text, "es") is None
    assert start("Survivors of the attack that killed 20 guards met the king on Tuesday.") is None
    text = "Los padres de los tres molineros asesinados visitaron el martes al gobernador."
    assert start(text, "es") is None


def test_a_day_beside_the_killing_of_which_somebody_speaks_is_its_own() -> None:
    text = "Los padres de los tres molineros asesinados el lunes recibieron ayuda."
    assert start(text, "es") == "2024-05-13"
    text = "Relatives of the three millers murdered on Monday left the country."
    assert start(text) == "2024-05-13"


def test_what_is_commemorated_on_a_day_happened_so_many_years_before() -> None:
    text = "Relatives of the nine people killed at a bar marched on Thursday, a year after the attack."
    assert start(text) == "2023-05-16"
    text = "Residents on Thursday remembered the seven people who were killed two years ago in the attack on a mill."
    assert start(text) == "2022-05-16"
    text = "A year after the massacre at a mill, in which 12 people were killed, relatives marched on Thursday."
    assert start(text) == "2023-05-16"
    text = "Familiares de las nueve personas asesinadas en el bar marcharon hoy a un año del ataque armado."
    assert start(text, "es") == "2023-05-16"
    text = "Con una misa, vecinos recordaron hoy a las siete personas que perdieron la vida hace un año en el ataque."
    assert start(text, "es") == "2023-05-16"
    text = "A un año de la masacre del molino, en la que doce personas fueron asesinadas, marcharon hoy."
    assert start(text, "es") == "2023-05-16"


def test_so_many_days_after_a_riot_it_happened_so_long_before() -> None:
    text = "Los presos fueron trasladados el lunes, a once días del motín en el que murieron nueve reclusos."
    assert start(text, "es") == "2024-05-02"


def test_who_dies_of_wounds_later_was_struck_before() -> None:
    text = "El cabo murió el miércoles a causa de las heridas que sufrió en la emboscada perpetrada el lunes."
    assert start(text, "es") == "2024-05-13"
    text = "El joven que resultó herido en la balacera del pasado sábado murió este miércoles."
    assert start(text, "es") == "2024-05-11"
    text = "Tras días de agonía, una maestra murió el miércoles. Suman nueve los asesinados en el ataque del sábado."
    assert start(text, "es") == "2024-05-11"


def test_the_day_of_further_bodies_is_that_of_a_find() -> None:
    text = "Peritos exhumaron el domingo dos cuerpos más, con lo que suman nueve los molineros asesinados."
    assert start(text, "es") is None
    assert start("La policía halló el domingo los cuerpos de tres hombres baleados.", "es") == "2024-05-12"
