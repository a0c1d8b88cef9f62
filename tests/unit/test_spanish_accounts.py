"""When a Spanish account happened and whom it tells of, where the sentences around it say so."""

from __future__ import annotations

import pytest

from testigo.model.claim import Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch

WEDNESDAY = "2014-05-14"


def read(text: str) -> Record:
    return read_dispatch(Dispatch(id="d1", text=text, lang="es", published=WEDNESDAY))


def killed(text: str) -> list[str]:
    return [c.quote for c in read(text).claims if isinstance(c, Toll) and c.outcome == "killed"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "Los mineros pararon este miércoles en protesta por el asesinato de un maestro.\n"
            "El maestro fue asesinado el lunes por pistoleros.",
            "2014-05-12",
        ),
        (
            "El juicio por el asesinato del maestro empezó ayer.\nEl maestro fue asesinado en septiembre de 2010.",
            "2010-09-01",
        ),
        ("El maestro fue asesinado en septiembre de 2010 y el juicio empezó ayer.", "2010-09-01"),
        ("Ayer fue liberado un ingeniero que había sido secuestrado el domingo.", "2014-05-11"),
    ],
)
def test_a_day_of_what_followed_is_not_that_of_the_violence(text: str, start: str) -> None:
    assert read(text).accounts[0].start == start


def test_a_day_within_a_month_told_before_is_of_the_same_happening() -> None:
    text = "El maestro fue asesinado en marzo de 2010. Ayer habló su viuda. El 7 de marzo de 2010 lo mataron a golpes."
    assert len(read(text).accounts) == 1


def test_who_those_were_is_told_in_the_next_sentence() -> None:
    text = "Dos mujeres fueron asesinadas en un molino. Se trata de Ana Ruiz y Eva Lanza."
    assert killed(text) == ["Dos mujeres", "Ana Ruiz", "Eva Lanza"]


def test_what_nothing_was_told_of_before_befell_nobody() -> None:
    assert killed("Se trata de Ana Ruiz y Eva Lanza. Dos mujeres fueron asesinadas en un molino.") == ["Dos mujeres"]


def test_the_man_is_who_was_shot_in_the_sentence_before() -> None:
    assert killed("Un molinero fue baleado en su casa. El hombre murió al mediodía.") == ["Un molinero", "El hombre"]


def test_a_few_who_are_missing_since_a_day_are_no_running_total() -> None:
    claims = read("Tres guardias están desaparecidos desde el sábado, tras el ataque.").claims
    assert not [c for c in claims if isinstance(c, Tally)]


def test_a_count_so_far_of_a_year_is_a_running_total() -> None:
    claims = read("Con ellos ya son 17 los maestros asesinados en 2014.").claims
    assert [c.count.low for c in claims if isinstance(c, Tally)] == [17]


def test_a_country_that_somebody_fled_to_is_not_where_it_happened() -> None:
    place = read("Jairo Peña fue asesinado en Huaquillas; los agresores huyeron hacia Perú.").accounts[0].place
    assert (place.name, place.country) == ("Huaquillas", "EC")


def test_an_author_of_shots_is_one() -> None:
    claims = [c for c in read("La policía arrestó al autor de los disparos.").claims if isinstance(c, Toll)]
    assert [c.count.low for c in claims] == [1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Una bomba mató a seis personas en Cali. En Amalfi, trece policías murieron en una emboscada."),
        ("en", "A bomb killed six people in Cali. In Amalfi, thirteen police officers died in an ambush."),
        ("en", "A bomb killed six people in Cali. In Amalfi, troops held two men after 13 guards died in an ambush."),
    ],
)
def test_another_kind_of_attack_in_another_town_is_another_happening(lang: str, text: str) -> None:
    accounts = read_dispatch(Dispatch(id="d1", text=text, lang=lang, published=WEDNESDAY)).accounts
    assert [(account.type, account.place.name) for account in accounts] == [("bombing", "Cali"), ("ambush", "Amalfi")]


@pytest.mark.parametrize(
    "text",
    [
        "Una bomba mató a seis personas en Cali. Otras dos murieron en un hospital de Bogotá.",
        "Una bomba mató a seis personas en Cali. Allí mismo, trece policías murieron en una emboscada.",
    ],
)
def test_a_town_alone_or_a_kind_alone_tells_of_no_other_happening(text: str) -> None:
    assert len(read(text).accounts) == 1


def test_who_was_killed_in_one_attack_is_no_part_of_a_running_total() -> None:
    text = "Un pistolero mató a tres maestras en Cali. En lo que va del año suman 54 homicidios."
    parts = [c.part_of for c in read(text).claims if isinstance(c, Toll)]
    assert parts == [None, None]


def test_a_road_accident_beside_a_killing_is_no_violence() -> None:
    assert killed("Un comando asesinó a un molinero. Dos peatones murieron en un choque.") == ["un molinero"]


def test_deaths_of_an_illness_are_no_running_count_of_the_killed() -> None:
    text = "La gripe dejó el lunes tres muertes en la isla. La isla suma 21 muertes en lo que va de la semana."
    assert not [c for c in read(text).claims if isinstance(c, Tally)]
    assert [
        c.count.low for c in read(text.replace("La gripe dejó", "Los sicarios causaron")).claims if isinstance(c, Tally)
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Al menos 18 civiles murieron el domingo por una mina en Hama, en un país en guerra desde 2011."),
        ("en", "At least 18 civilians were killed on Sunday by a mine in Hama, in a country at war since 2011."),
    ],
)
def test_since_when_a_land_is_at_war_makes_no_running_total_of_one_day(lang: str, text: str) -> None:
    record = read_dispatch(Dispatch(id="d1", text=text, lang=lang, published=WEDNESDAY))
    assert [c.account for c in record.claims if isinstance(c, Toll)] == ["a1"]
    assert not [c for c in record.claims if isinstance(c, Tally)]


def test_those_killed_since_january_are_a_running_total_although_some_died_on_a_day() -> None:
    claims = read("Más de 300 vecinos han sido asesinados desde enero, 12 de ellos el domingo.").claims
    assert [c.count.low for c in claims if isinstance(c, Tally)] == [301]


def test_a_month_of_this_year_is_not_this_year() -> None:
    assert killed("Un guardia denunció en enero de este año el asesinato de sus dos padres.")
    (told,) = (c for c in read("En enero de este año un comando mató a tres cajeras.").claims if isinstance(c, Toll))
    assert told.account


def tolls(text: str) -> list[tuple[str, int]]:
    record = read_dispatch(Dispatch(id="d1", text=text, lang="es", published="2022-06-10"))
    return [(claim.outcome, claim.count.low) for claim in record.claims if isinstance(claim, Toll)]


def test_whoever_was_abducted_and_captured_was_captured_by_those_who_abducted_him() -> None:
    text = "Los rebeldes secuestraron al maestro Omar Sulu. Omar Sulu fue capturado el lunes en Korum."
    assert tolls(text) == [("abducted", 1), ("abducted", 1)]


def test_as_many_who_are_told_to_be_hurt_and_right_behind_to_be_dead_are_dead() -> None:
    text = (
        "Tras la balacera hallaron a tres personas que presentaban heridas de bala. "
        "Los médicos confirmaron que las tres personas habían fallecido."
    )
    assert tolls(text) == [("killed", 3), ("killed", 3)]


def test_a_protest_that_left_people_hurt_is_a_riot_where_blows_are_told_of() -> None:
    text = "Una protesta de estudiantes dejó el martes siete heridos."
    assert read(f"{text} Los estudiantes lanzaron bombas a los policías.").accounts[0].type == "riot"
    assert read(text).accounts[0].type == "protest"


def test_a_protest_in_which_something_was_wrecked_is_a_riot() -> None:
    text = "Estudiantes saquearon el martes un camión en los disturbios, y la policía lanzó gases lacrimógenos."
    assert [a.type for a in read(text).accounts] == ["riot"]
    assert read("Estudiantes tomaron el martes un camión en los disturbios, y la policía lanzó gases.").accounts == ()


_ROW = (
    "Un ataque armado dejó dos policías muertos en Luis Moya, Zacatecas. Las autoridades iniciaron una investigación. "
    "El gobernador lamentó los hechos. Los vecinos pidieron ayuda. Nadie fue detenido. El estado envió refuerzos. "
    "En la colonia Las Ruzas de Calera, un hombre fue asesinado a balazos."
)


def test_a_street_of_another_case_of_a_row_is_not_where_the_news_happened() -> None:
    assert read(_ROW).accounts[0].place.text == "Luis Moya"


def test_a_street_near_the_lead_is_where_the_news_happened() -> None:
    text = "Dos policías murieron en un ataque en Calera, Zacatecas. En la colonia Las Ruzas fueron baleados ambos."
    assert read(text).accounts[0].place.text == "colonia Las Ruzas"


def test_an_attack_on_a_wake_is_dated_by_its_own_day_and_not_as_what_mourns_it() -> None:
    text = "Dos hombres murieron en un ataque armado contra un velorio en Korum, la madrugada de este lunes."
    assert read(text).accounts[0].start == "2014-05-12"


def test_who_is_missing_since_a_day_is_so_from_that_day_on() -> None:
    assert read("Dos maestras están desaparecidas desde el lunes en Korum.").accounts[0].start == "2014-05-12"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Choques entre manifestantes y policías dejaron cuatro heridos en La Paz.\n"
            "Otros 30 fueron arrestados en esos enfrentamientos.",
            "riot",
        ),
        ("Omar Sulu fue condenado por violar a una niña en La Paz.", "sexual_violence"),
    ],
)
def test_what_crowds_and_courts_are_told_of_is_no_clash_by_arms(text: str, kind: str) -> None:
    assert read(text).accounts[0].type == kind
