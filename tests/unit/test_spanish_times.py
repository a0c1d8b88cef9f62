"""Times in Spanish: the words of a sentence, and the days that they mean in a dispatch of Tuesday 2019-12-03."""

import pytest

from tests.unit.test_times import mentions, said

DAYS = {
    "Unos pistoleros huyeron el lunes.": ("el lunes", "2019-12-02", "2019-12-02"),
    "Unos pistoleros huyeron este martes.": ("este martes", "2019-12-03", "2019-12-03"),
    "Cayeron el miércoles en Korum.": ("el miércoles", "2019-12-04", "2019-12-04"),
    "Fue el domingo por la noche.": ("el domingo por la noche", "2019-12-01", "2019-12-01"),
    "Fue el domingo en la madrugada.": ("el domingo en la madrugada", "2019-12-01", "2019-12-01"),
    "La madrugada del domingo ardió la mina.": ("La madrugada del domingo", "2019-12-01", "2019-12-01"),
    "Ardió en las primeras horas del domingo.": ("las primeras horas del domingo", "2019-12-01", "2019-12-01"),
    "Ardió en horas de la noche del viernes.": ("horas de la noche del viernes", "2019-11-29", "2019-11-29"),
    "Ardió la noche de este lunes.": ("la noche de este lunes", "2019-12-02", "2019-12-02"),
    "Ardió la tarde del pasado jueves.": ("la tarde del pasado jueves", "2019-11-28", "2019-11-28"),
    "La mina ardió el pasado sábado 30 de noviembre.": ("el pasado sábado 30 de noviembre", "2019-11-30", "2019-11-30"),
    "La mina ardió el sábado pasado, 30 de noviembre.": (
        "el sábado pasado, 30 de noviembre", "2019-11-30", "2019-11-30",
    ),
    "La mina ardió el martes pasado.": ("el martes pasado", "2019-11-26", "2019-11-26"),
    "La mina ardió el viernes de la semana pasada.": ("el viernes de la semana pasada", "2019-11-29", "2019-11-29"),
    "La marcha será el próximo lunes.": ("el próximo lunes", "2019-12-09", "2019-12-09"),
    "La marcha será el lunes que viene.": ("el lunes que viene", "2019-12-09", "2019-12-09"),
    "Cerraron el sábado y el domingo.": ("el sábado y el domingo", "2019-11-30", "2019-12-01"),
    "Cerraron de viernes a domingo.": ("viernes a domingo", "2019-11-29", "2019-12-01"),
    "Huyeron la noche del viernes al sábado.": ("la noche del viernes al sábado", "2019-11-29", "2019-11-30"),
    "Huyeron entre la noche del viernes y la madrugada del sábado.": (
        "la noche del viernes y la madrugada del sábado", "2019-11-29", "2019-11-30",
    ),
    "Huyeron el fin de semana.": ("el fin de semana", "2019-11-30", "2019-12-01"),
    "Huyeron el pasado fin de semana.": ("el pasado fin de semana", "2019-11-30", "2019-12-01"),
    "Huyeron ayer por la tarde.": ("ayer por la tarde", "2019-12-02", "2019-12-02"),
    "Huyeron ayer en la mañana.": ("ayer en la mañana", "2019-12-02", "2019-12-02"),
    "Huyeron la mañana de ayer.": ("la mañana de ayer", "2019-12-02", "2019-12-02"),
    "Huyeron anoche.": ("anoche", "2019-12-02", "2019-12-02"),
    "Huyeron antier.": ("antier", "2019-12-01", "2019-12-01"),
    "Huyeron esta madrugada.": ("esta madrugada", "2019-12-03", "2019-12-03"),
    "Huyeron esta mañana.": ("esta mañana", "2019-12-03", "2019-12-03"),
    "Huyeron hoy al mediodía.": ("hoy al mediodía", "2019-12-03", "2019-12-03"),
    "Huirán mañana por la mañana.": ("mañana por la mañana", "2019-12-04", "2019-12-04"),
    "El molino cayó el 3 de diciembre.": ("el 3 de diciembre", "2019-12-03", "2019-12-03"),
    "El molino cayó el 3 de diciembre de 2016.": ("el 3 de diciembre de 2016", "2016-12-03", "2016-12-03"),
    "El molino cayó el 3 de marzo del 2016.": ("el 3 de marzo del 2016", "2016-03-03", "2016-03-03"),
    "El molino cayó el 3 de marzo del año pasado.": ("el 3 de marzo del año pasado", "2018-03-03", "2018-03-03"),
    "El molino cayó el 1º de mayo.": ("el 1º de mayo", "2019-05-01", "2019-05-01"),
    "El molino cayó el primero de mayo.": ("el primero de mayo", "2019-05-01", "2019-05-01"),
    "El molino cayó el treinta y uno de mayo.": ("el treinta y uno de mayo", "2019-05-31", "2019-05-31"),
    "El molino cayó la noche del 24 de mayo.": ("la noche del 24 de mayo", "2019-05-24", "2019-05-24"),
    "El molino cayó el pasado 2 de diciembre.": ("el pasado 2 de diciembre", "2019-12-02", "2019-12-02"),
    "El molino cayó el 2 del mes en curso.": ("el 2 del mes en curso", "2019-12-02", "2019-12-02"),
    "El molino cayó el pasado día 28.": ("el pasado día 28", "2019-11-28", "2019-11-28"),
    "Marcharon el 3 y 4 de mayo.": ("el 3 y 4 de mayo", "2019-05-03", "2019-05-04"),
    "Marcharon el 3, 4 y 5 de mayo.": ("el 3, 4 y 5 de mayo", "2019-05-03", "2019-05-05"),
    "Marcharon entre el 28 y el 30 de noviembre.": ("el 28 y el 30 de noviembre", "2019-11-28", "2019-11-30"),
    "Marcharon del 28 de noviembre al 2 de diciembre.": (
        "28 de noviembre al 2 de diciembre", "2019-11-28", "2019-12-02",
    ),
    "Marcharon desde el 3 hasta el 5 de mayo.": ("el 3 hasta el 5 de mayo", "2019-05-03", "2019-05-05"),
    "La guerra de 1980 a 1992 fue larga.": ("1980 a 1992", "1980-01-01", "1992-12-31"),
    "El grupo nació en mayo de 2010.": ("mayo de 2010", "2010-05-01", "2010-05-31"),
    "El grupo nació a principios de marzo.": ("principios de marzo", "2019-03-01", "2019-03-31"),
    "El grupo nació en noviembre pasado.": ("noviembre pasado", "2019-11-01", "2019-11-30"),
    "El grupo nació el pasado mes de agosto.": ("el pasado mes de agosto", "2019-08-01", "2019-08-31"),
    "El grupo nació en 1990.": ("1990", "1990-01-01", "1990-12-31"),
    "El grupo nació a finales de 1990.": ("finales de 1990", "1990-01-01", "1990-12-31"),
    "El grupo nació en los años 80.": ("los años 80", "1980-01-01", "1989-12-31"),
    "El grupo nació en la década de los noventa.": ("la década de los noventa", "1990-01-01", "1999-12-31"),
    "Huyó la semana pasada.": ("la semana pasada", "2019-11-25", "2019-12-01"),
    "Huyó hace una semana.": ("hace una semana", "2019-11-23", "2019-11-29"),
    "Huyó hace apenas tres días.": ("hace apenas tres días", "2019-11-30", "2019-11-30"),
    "Huyó hace unos tres días.": ("hace unos tres días", "2019-11-30", "2019-11-30"),
    "Huyó hace más de un año.": ("hace más de un año", "2018-01-01", "2018-12-31"),
    "Huyó hace dos meses, atrás del molino.": ("hace dos meses", "2019-10-01", "2019-10-31"),
    "Huyó dos meses atrás.": ("dos meses atrás", "2019-10-01", "2019-10-31"),
    "Huyeron diez en las últimas 24 horas.": ("las últimas 24 horas", "2019-12-02", "2019-12-03"),
    "Huyeron diez en los tres últimos días.": ("los tres últimos días", "2019-11-30", "2019-12-03"),
    "En lo que va del año murieron 40.": ("En lo que va del año", "2019-01-01", "2019-12-03"),
    "En lo que va de diciembre murieron 40.": ("En lo que va de diciembre", "2019-12-01", "2019-12-03"),
}  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_the_words_of_spanish_dispatches_mean_the_days_they_mean_to_a_reader(text: str) -> None:
    assert [(words, start, end) for words, start, end, _ in said(text, code="es")] == [DAYS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "Un hombre de 37 años fue herido.",
        "La niña, de 4 años de edad, huyó.",
        "En total, 2,000 personas huyeron.",
        "Unas 2000 personas huyeron.",
        "Julio Pérez y Domingo Ruiz huyeron.",
        "Huyeron a Santo Domingo.",
        "Vive en la avenida 9 de Julio, frente a la plaza de Mayo.",
        "Más tarde huyó por el mar.",
    ],
)
def test_words_that_only_look_like_times_are_none_in_spanish(text: str) -> None:
    assert mentions(text, "es") == ()


TOLD = {
    "Huyó el 15 de noviembre. Al día siguiente murió.": ["2019-11-15", "2019-11-16"],
    "Huyó el 15 de noviembre y dos días después murió.": ["2019-11-15", "2019-11-17"],
    "Huyó el 15 de noviembre y murió ese mismo día.": ["2019-11-15", "2019-11-15"],
    "Huyó el 15 de noviembre; un día antes era libre.": ["2019-11-15", "2019-11-14"],
    "Huyó el 15 de noviembre y la noche anterior era libre.": ["2019-11-15", "2019-11-14"],
    "Huyó en 2010. Al día siguiente murió.": ["2010-01-01", None],
}


@pytest.mark.parametrize("text", TOLD)
def test_spanish_words_count_from_the_day_told_before(text: str) -> None:
    assert [start for _, start, _, _ in said(text, code="es")] == TOLD[text]


@pytest.mark.parametrize(
    "text", ["El alcalde lo negó el lunes.", "El lunes dijo que no.", "Lo dijo en la noche del lunes."]
)
def test_a_day_beside_a_spanish_verb_of_telling_is_that_of_the_telling(text: str) -> None:
    assert [m.telling for m in mentions(text, "es")] == [True]


@pytest.mark.parametrize("text", ["Huyen desde enero.", "Huyen a partir del lunes.", "Huyen desde hace tres días."])
def test_a_spanish_period_that_runs_on_has_begun(text: str) -> None:
    assert [m.since for m in mentions(text, "es")] == [True]


def test_where_somebody_shot_from_begins_no_period() -> None:
    assert [m.since for m in mentions("Disparó desde Korum el lunes.", "es")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Huyó a las 22:30 horas.",
        "Huyó a las 22h30.",
        "Huyó a las 10.30 horas locales.",
        "Huyó a la una de la madrugada.",
        "Huyó a las 3:15 de la tarde.",
        "Huyó hacia las 9 p.m.",
    ],
)
def test_a_spanish_time_of_day_alone_is_no_day(text: str) -> None:
    assert [m.clock for m in mentions(text, "es")] == [True]


@pytest.mark.parametrize("text", ["El cerco duró seis horas.", "El cerco duró hora y media.", "Fue al tercer día."])
def test_a_spanish_duration_is_kept_apart_from_days(text: str) -> None:
    assert [m.duration for m in mentions(text, "es")] == [True]
