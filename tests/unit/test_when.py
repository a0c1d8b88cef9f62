"""When an account happened, from the text to the record."""

from __future__ import annotations

from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def start(text: str, lang: str = "en") -> str | None:
    """The first day of the news of a text, published on Thursday 2024-05-16."""
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2024-05-16")).accounts[0].start


def test_the_news_is_what_the_lead_says_was_done_though_it_counts_nobody() -> None:
    text = "Troops clashed with rebels in Korum on Wednesday. A miller was shot dead there in a street fight on Monday."
    assert start(text) == "2024-05-15"
    text = "Soldados atacaron el miércoles un campamento de rebeldes. El lunes un molinero fue asesinado en el lugar."
    assert start(text, "es") == "2024-05-15"


def test_what_answers_an_attack_is_not_the_news_of_its_day() -> None:
    text = "Hundreds marched on Wednesday against an attack on a mill. Gunmen killed three millers on Monday."
    assert start(text) == "2024-05-13"
    text = "A group on Wednesday claimed responsibility for the attack. Gunmen killed three millers on Monday."
    assert start(text) == "2024-05-13"


def test_of_a_sentence_that_says_of_nothing_that_it_was_done_the_first_day_is_taken() -> None:
    text = "The prime minister on Wednesday sent a cable after the outrage that shook three hotels on Tuesday night."
    assert start(f"{text} At least 57 guests were killed by the bombs.") == "2024-05-14"


def test_a_day_that_owns_an_attack_is_its_day_whoever_speaks_of_it() -> None:
    assert start("The governor condemned Monday's bomb attack on a mill as an act of terrorism.") == "2024-05-13"


def test_a_year_of_the_lead_that_no_deed_is_told_in_is_not_when_the_news_happened() -> None:
    text = "The separatists say the land was taken from them in 1845. Gunmen shot and wounded a man there."
    assert start(text) is None


def test_the_day_of_an_arrest_or_a_trial_is_not_that_of_the_killing() -> None:
    text = "A clerk was arrested on Wednesday in the fatal shooting of a miller. The shooting happened on Monday."
    assert start(text) == "2024-05-13"
    text = "The trial of two clerks for the murder of a miller began on Wednesday. Gunmen killed two guards on Monday."
    assert start(text) == "2024-05-13"
    assert start("A clerk was arrested on Wednesday in the fatal shooting of a miller.") == "2024-05-15"


def test_a_day_outside_the_week_in_which_it_happened_is_another_one() -> None:
    text = "Gunmen killed a miller at a market last week. Officers showed a film of the market on Wednesday."
    assert start(text) == "2024-05-06"


def test_the_day_of_a_later_death_is_not_that_of_the_attack_it_followed() -> None:
    died = (
        "A miller who had been in a coma since Monday's attack died on Wednesday, raising the number of dead to nine."
    )
    assert start(died) == "2024-05-13"
    found = "The bodies of two guards missing since Monday's attack were found on Wednesday, bringing the toll to 18."
    assert start(found) == "2024-05-13"
    assert start("A wounded miller died on Wednesday, raising the death toll from the attack to nine.") is None
    muerto = "Un molinero murió este miércoles en el hospital, con lo que ascienden a 12 los muertos por el ataque"
    assert start(f"{muerto} del lunes.", "es") == "2024-05-13"
    assert start(f"{muerto}.", "es") is None


def test_what_is_recalled_on_its_anniversary_happened_so_many_years_before() -> None:
    text = "Bells tolled in Korum on Tuesday, a year after a gunman killed nine people at a dance hall."
    assert start(text) == "2023-05-14"
    assert start("Korum marked the third anniversary of the bombing that killed 12 people.") == "2021-05-16"
    text = "Se cumplen hoy dos años de la masacre en la que ocho jóvenes fueron asesinados en una finca."
    assert start(text, "es") == "2022-05-16"
    text = "Hace hoy un año, dos helicópteros dispararon contra una boda y mataron a 25 personas."
    assert start(text, "es") == "2023-05-16"


def test_what_happened_a_year_after_another_attack_is_not_its_anniversary() -> None:
    text = "Gunmen killed nine people in Korum on Tuesday, a year after a bomb killed 30 there."
    assert start(text) == "2024-05-14"


def test_what_happened_a_day_before_the_news_of_its_sentence_is_dated_by_that() -> None:
    assert start("A clerk was arrested on Wednesday, a day after he shot a driver dead in Korum.") == "2024-05-14"
    assert start("The council on Wednesday condemned a raid in which six millers were killed the day before.") == (
        "2024-05-14"
    )
    assert start("A bomb killed nine millers on Wednesday, a day after gunmen killed 40 drivers.") == "2024-05-15"


def test_a_day_before_after_is_that_of_what_followed() -> None:
    assert start("A clerk was recovering on Wednesday after he was shot late on Tuesday night.") == "2024-05-14"


def test_the_number_of_a_house_is_no_year() -> None:
    text = "A clerk was shot in Lubbock. It happened at 9 p.m. Sunday at a mill in the 1900 block of Elm Street."
    assert start(text) == "2024-05-12"


def test_overnight_is_the_night_that_its_day_says() -> None:
    assert start("Gunmen killed six millers overnight Tuesday to Wednesday.") == "2024-05-14"
    assert start("Gunmen killed six millers overnight Monday.") == "2024-05-13"


def test_an_attack_on_an_anniversary_or_a_day_after_something_else_keeps_its_own_day() -> None:
    assert (
        start("A year after the attack on the mosque, gunmen killed nine people in Mosul on Tuesday.") == "2024-05-14"
    )
    assert start("On the 10th anniversary of the war, a bomb killed nine people in Mosul on Tuesday.") == "2024-05-14"
    assert start("On Wednesday, a day after an election, gunmen killed nine people in Kano.") == "2024-05-15"
    text = "Al cumplirse un año de la masacre, sicarios asesinaron a tres personas en Acapulco este lunes."
    assert start(text, "es") == "2024-05-13"


def test_an_attack_that_moves_a_count_keeps_its_day() -> None:
    text = "Nine people died on Monday when a bomb went off in Mosul, bringing the death toll to 40 this month."
    assert start(text) == "2024-05-13"
    text = "Tres policías murieron el lunes en una emboscada, con lo que suman 12 muertos."
    assert start(text, "es") == "2024-05-13"


def test_whoever_is_freed_was_taken_as_long_before_as_the_sentence_says() -> None:
    text = "Rebels freed three millers on Sunday, five weeks after they were seized on a road. They were thin."
    assert start(text) == "2024-04-04"
    text = "Rebels freed three millers on Sunday, five weeks after the talks on ransom began. They had kidnapped them."
    assert start(text) == "2024-05-12"


def test_captives_of_an_attack_that_is_dated_are_of_that_day_whenever_they_are_freed() -> None:
    assert start("Two nuns of the convent stormed in March by gunmen were freed on Sunday.") == "2024-03-01"


def test_the_day_of_those_who_are_found_besides_the_known_dead_is_not_the_attack_s() -> None:
    text = "A bomb at a mill last month killed 23 millers. In addition to 19 known dead, two were dug out on April 21."
    assert start(text) == "2024-04-01"


def test_a_later_death_and_a_day_in_court_are_not_when_it_happened() -> None:
    assert start("A clerk who was shot on Sunday has died Wednesday of his wounds, police said.") == "2024-05-12"
    text = "Hundreds held a vigil Wednesday night for a clerk who was shot and killed in a car on Monday night."
    assert start(text) == "2024-05-13"
    text = "A driver was shot dead in Korum. The autopsy is scheduled for Wednesday. The shooting happened on Monday."
    assert start(text) == "2024-05-13"


def test_violence_that_is_called_by_its_day_is_dated_by_it_though_an_arrest_is_told() -> None:
    text = "Detectives on Wednesday arrested two men in the May 1 shooting that left a clerk dead. They are held."
    assert start(text) == "2024-05-01"


def test_what_is_still_to_come_is_not_when_it_happened() -> None:
    text = "A bomb went off Monday for the first time in years, killing two. A fair will open there on Wednesday."
    assert start(text) == "2024-05-13"


def test_what_happened_a_year_ago_today_did_not_happen_today() -> None:
    assert start("A year ago today a bomb killed 14 millers in Korum.") == "2023-05-16"
    assert start("Gunmen killed nine millers in Korum two years ago today.") == "2022-05-16"


def test_march_and_may_behind_in_are_months_whatever_follows() -> None:
    assert start("Two nuns kidnapped in March were freed on Sunday.") == "2024-03-01"


def test_a_time_behind_whoever_was_taken_is_that_of_the_taking_and_not_of_the_release() -> None:
    text = "Eleven more nuns kidnapped from a hostel near Korum in March have been freed, their bishop said Wednesday."
    assert start(text) == "2024-03-01"


def test_news_of_a_court_keeps_the_day_of_the_deed_that_it_names_by_its_noun() -> None:
    text = "El jefe dimitió el miércoles por los fallos en el asesinato del juez Omar Sulu. Sulu murió el 3 de marzo."
    assert start(text, "es") == "2024-03-03"
    text = "El lunes hubo juicio a un chofer acusado de asesinato de un juez. Mataron al juez en abril de 2021."
    assert start(text, "es") == "2021-04-01"


def test_the_day_of_a_sentence_about_a_court_does_not_date_the_news_of_another_sentence() -> None:
    text = "Un molinero participó en 2021 en el homicidio de un juez. El pasado 3 de marzo fue su sentencia de prisión."
    assert start(text, "es") == "2021-01-01"


def test_whoever_went_missing_did_so_on_the_day_beside_it_and_not_when_somebody_was_held_for_it() -> None:
    text = "La pesquisa por la desaparición de un chofer el 5 de mayo dio un vuelco el lunes con un detenido."
    assert start(text, "es") == "2024-05-05"


def test_a_case_of_a_murder_told_today_is_of_the_year_in_which_it_was_done() -> None:
    text = "A clerk on Wednesday sent a case about the murder of the miller Omar Sulu to court. Sulu was slain in 2010."
    assert start(text) == "2010-01-01"


def test_whoever_else_was_killed_years_ago_does_not_date_the_killing_that_is_condemned_today() -> None:
    text = (
        "Leaders on Wednesday voiced anger over the murder of Minister Omar Sulu. Minister Ali Gao was killed in 2010."
    )
    assert start(text) == "2024-05-15"


def test_an_arrest_on_charges_of_a_deed_is_not_its_day() -> None:
    text = "Police arrested a clerk on Wednesday on charges he shot two millers, one of whom died on May 3."
    assert start(text) == "2024-05-03"


def test_a_term_in_prison_is_no_anniversary() -> None:
    text = "El molinero fue asesinado en 2010. Hoy condenaron al chofer a nueve años de prisión por asesinato."
    assert start(text, "es") == "2010-01-01"


def test_a_year_that_counts_back_from_a_day_told_before_does_not_date_it() -> None:
    text = "Un chofer asesinó a nueve molineros en 2018. El 3 de mayo de 2018 llegó al molino que dejó un año antes."
    assert start(text, "es") in {"2018-01-01", "2018-05-03"}


def test_the_trial_of_an_old_deed_is_of_its_year_though_somebody_was_killed_since() -> None:
    text = (
        "The trial of a clerk resumes on Wednesday.\n"
        "Two witnesses are due in the trial of a clerk for the massacre of 48 millers of Gao on May 3, 1982.\n"
        "Two lawyers were shot dead by gunmen before it opened."
    )
    assert start(text) == "1982-05-03"


def test_the_last_hours_up_to_two_days_say_when_and_not_how_long() -> None:
    assert start("Four people were killed by rockets in Korum in the past 24 hours.") == "2024-05-15"
    assert start("Cuatro personas murieron por cohetes en Korum en las últimas 24 horas.", "es") == "2024-05-15"
    longer = (
        "Four hundred people were killed by rockets in Korum in the past 96 hours."  # a running count of no incident
    )
    assert not read_dispatch(Dispatch(id="d", text=longer, lang="en", published="2024-05-16")).accounts


def test_who_died_after_being_shot_was_shot_before() -> None:
    assert start("A boy died in a clinic Wednesday, after being shot three times Tuesday night.") == "2024-05-14"


def test_the_day_on_which_somebody_was_called_to_a_shooting_is_its_day() -> None:
    text = "Police are looking into an accidental shooting in which a gunman killed a miller. "
    assert start(f"{text}Officers were called to the scene of an accident on a farm Wednesday.") == "2024-05-15"


def test_an_hour_is_of_the_day_of_a_dateline_that_has_one() -> None:
    text = "Police were called about a miller shot in the leg around 3 a.m."
    assert start(f"DENVER (May 14, 2024) - {text}") == "2024-05-14"
    assert start(f"DENVER - {text}") is None
