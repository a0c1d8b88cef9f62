"""What one sentence tells of some people and not of others, and what is said no more."""

from __future__ import annotations

import pytest

from testigo.model.claim import Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch


def read(text: str, lang: str = "en") -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2023-05-20"))


def said(text: str, lang: str = "en") -> list[tuple[str, int, str]]:
    """Outcome, count and stance of each toll."""
    claims = read(text, lang).claims
    return [(c.outcome, c.count.low, c.stance) for c in claims if isinstance(c, Toll)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Seven people were killed, two of them women, and nine others were wounded in the raid.", "en"),
        ("Siete personas murieron, dos de ellas mujeres, y nueve más resultaron heridas en el ataque.", "es"),
    ],
)
def test_those_who_are_some_of_the_dead_are_not_among_the_wounded_behind_them(text: str, lang: str) -> None:
    assert [(outcome, n) for outcome, n, _ in said(text, lang)] == [("killed", 7), ("killed", 2), ("injured", 9)]


def test_who_tells_of_the_dead_is_none_of_them() -> None:
    text = "An airstrike killed nine people, three of them children, residents and a member of a local council said."
    assert said(text) == [("killed", 9, "asserted"), ("killed", 3, "asserted")]
    assert said("Police Chief Omar Sulu named the gunman, and said he was shot dead by officers.") == []


def test_who_asks_about_the_dead_is_told_no_zero() -> None:
    assert said("The army confirmed the attack but gave no casualty figures.") == []


def test_who_is_left_out_of_a_count_is_no_part_of_it() -> None:
    text = '"Eleven people, not counting the bomber, are confirmed dead in the blast," a police officer said.'
    assert said(text) == [("killed", 11, "asserted")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Air raids have killed 54 civilians since the start of the year.", "en"),
        ("Gunmen have killed 54 civilians since early May.", "en"),
        ("Los bombardeos han matado a 54 civiles desde el inicio del año.", "es"),
    ],
)
def test_a_count_since_the_start_of_a_year_or_a_month_is_a_running_total(text: str, lang: str) -> None:
    assert any(isinstance(claim, Tally) for claim in read(text, lang).claims)
    assert read(text, lang).accounts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Two guards who were hurt in the raid have since died.",
        "The raid brought to 17 the number of people killed since rival gangs clashed there nine days ago.",
    ],
)
def test_since_something_happened_is_no_running_total(text: str) -> None:
    assert not any(isinstance(claim, Tally) for claim in read(text).claims)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor had spoken of 18 dead in the raid. His office took the figure back within hours.",
        "The mayor, who had spoken on Friday of 18 dead in the raid, backed away from that number.",
        "The ministry withdrew its claim that 18 people had died in the raid.",
        'The government "formally denied" that 18 people died in the raid.',
        "The mayor said reports of 18 dead villagers in the raid were false.",
    ],
)
def test_a_figure_that_is_taken_back_is_denied(text: str) -> None:
    assert said(text) == [("killed", 18, "denied")]


def test_what_is_denied_ends_where_somebody_goes_on_to_say_another_thing() -> None:
    text = "The army denied that 60 villagers died in the raid, and said that 29 were killed."
    assert [(n, stance) for _, n, stance in said(text)] == [(60, "denied"), (29, "asserted")]


@pytest.mark.parametrize(
    "text",
    [
        "Four soldiers were killed and six others wounded when a mine went off in Baidoa on Friday. The attack came "
        "three weeks after a suicide bomber killed 16 people at a tea shop in the city.",
        "Four men were shot dead in Jerez on May 2. Last month 17 people died there after two cartels clashed.",
    ],
)
def test_what_is_told_of_weeks_before_is_an_account_of_its_own(text: str) -> None:
    record = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2023-05-03"))
    lines = [{line.outcome: line.best for line in account.toll}["killed"] for account in record.accounts]
    assert lines in ([4, 16], [4, 17])


def test_the_wounded_who_died_are_dead_however_they_were_hurt() -> None:
    text = "Three people who were wounded when a bomb went off in a market died overnight, a doctor said."
    assert said(text) == [("killed", 3, "asserted")]
    assert ("injured", 6, "asserted") in said("Six clerks were wounded in the raid in which a guard died.")


@pytest.mark.parametrize(
    ("text", "taken", "free"),
    [
        ("Seven of the nine hostages have now returned alive.", 9, 7),
        ("Five of the 14 villagers abducted by the attackers have escaped.", 14, 5),
        ("Three of five men kidnapped by gunmen were found alive on Friday.", 5, 3),
    ],
)
def test_some_of_those_who_were_taken_are_free(text: str, taken: int, free: int) -> None:
    assert said(text) == [("abducted", taken, "asserted"), ("released", free, "asserted")]


BEFORE = [
    ("Un comando mató a nueve vecinos en un bar, informó este viernes la fiscalía. En octubre, otro mató a 12.", "es"),
    ("Gunmen killed nine people in a bar, officials said Friday. Last October gunmen killed 12 in a mill.", "en"),
    ("El asalto, con nueve choferes muertos, se suma a una lista que abrió en marzo otro con 12 asesinados.", "es"),
    ("Un comando mató el jueves a nueve choferes. El domingo, otra emboscada dejó 12 muertos.", "es"),
]


@pytest.mark.parametrize(("text", "lang"), BEFORE)
def test_what_came_before_the_news_is_counted_by_itself(text: str, lang: str) -> None:
    news, before = read(text, lang).accounts
    assert [account.toll[0].best for account in (news, before)] == [9, 12]
    assert news.start is None or news.start >= "2023-05-18"


def test_who_is_counted_again_is_dated_again() -> None:
    text = "Nueve choferes fueron asesinados, informó este viernes la fiscalía. Mataron en marzo a los nueve choferes."
    (account,) = read(text, "es").accounts
    assert (account.start, account.toll[0].best) == ("2023-03-01", 9)


FOLLOWED = {
    "Ayer murió en la clínica un chofer que había sido baleado. El tiroteo ocurrió el martes.": "2023-05-16",
    "Anoche murió la maestra herida en el asalto del martes.": "2023-05-16",
    "El jueves fueron liberadas 40 alumnas; cinco murieron en cautiverio. Las secuestraron el 2 de mayo.": "2023-05-02",
    "Los vecinos recordaron ayer dos años del motín que acabó con la vida de nueve reclusos.": "2021-05-19",
    "La audiencia fue fijada para febrero. Omar Sulu fue asesinado el martes.": "2023-05-16",
}


@pytest.mark.parametrize("text", FOLLOWED)
def test_the_day_of_what_followed_is_not_the_day_of_the_violence(text: str) -> None:
    assert read(text, "es").accounts[0].start == FOLLOWED[text]


def test_a_sum_over_several_attacks_and_some_of_a_sum_belong_to_no_account() -> None:
    text = "Una bomba mató a tres choferes. El informe recoge nueve emboscadas que, en conjunto, dejaron 40 muertos."
    assert [account.toll[0].best for account in read(text, "es").accounts] == [3]
    text = "El informe contó 217 muertes violentas en 2022. De ellas, 83 fueron atribuidas a la policía."
    assert read(text, "es").accounts == ()


def test_hostages_who_are_counted_are_as_many_as_were_taken() -> None:
    text = "La policía rescató a cinco mineros que estaban secuestrados. De los once rehenes, nueve quedaron libres."
    toll = {line.outcome: line.best for line in read(text, "es").accounts[0].toll if line.people == "all"}
    assert toll["abducted"] == 11


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Dos de los nueve muertos en la balacera eran guardias.", "es"),
        ("Two of the nine killed in the shooting were guards.", "en"),
    ],
)
def test_who_tells_of_some_of_the_dead_tells_how_many_there_are(text: str, lang: str) -> None:
    assert read(text, lang).accounts[0].toll[0].best == 9
    some, everybody = (c for c in read(text, lang).claims if isinstance(c, Toll))
    assert (some.count.low, some.part_of, everybody.count.low) == (2, everybody.id, 9)


def test_a_month_told_of_others_is_not_that_of_news_without_a_day() -> None:
    text = "Gunmen shot six clerks dead in a tavern in Korum. In February gunmen killed 16 people in a tavern in Gao."
    found = read(text).accounts
    assert [(one.start, one.toll[0].best) for one in found] == [(None, 6), ("2023-02-01", 16)]


def test_captives_of_whom_some_were_freed_are_those_of_the_release_whenever_they_were_taken() -> None:
    text = (
        "Troops freed four nuns from the rebels near Korum on Thursday. "
        "Nine of the 14 people kidnapped on March 10 are now free, a captain said."
    )
    (one,) = read(text).accounts
    assert (one.start, {line.outcome: line.best for line in one.toll if line.people == "all"}) == (
        "2023-03-10",
        {"released": 9, "abducted": 14},
    )
