"""What a dispatch recalls of a happening before its news is no toll of the news."""

from __future__ import annotations

import pytest

from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def tolls(text: str, lang: str) -> list[dict[str, int]]:
    record = read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2021-05-04"))
    return [{x.outcome: x.best for x in one.toll if x.people == "all"} for one in record.accounts]


BEFORE = [
    ("en", "A car bomb wounded nine people in Kabul on Monday. It came a day after gunmen killed 12 people."),
    ("en", "A car bomb wounded nine people on Monday, less than a week after an ambush left 12 soldiers dead."),
    ("en", "A car bomb wounded nine people on Monday. The bombing followed a raid that killed 12 people."),
    ("en", "Gunmen wounded nine people on Monday. The raid was in retaliation for the killing of 12 farmers."),
    ("en", "Nine people were wounded at a funeral for 12 farmers killed by gunmen."),
    ("en", "Nine people were shot at a vigil, police said. The vigil was for 12 farmers killed last week."),
    ("en", "Nine people were wounded on Monday. They were at a vigil on the corner where 12 farmers were killed."),
    ("en", "Nine people were wounded on Monday. The raid came hours before 12 soldiers were killed in Texas."),
    ("en", "Nine people were wounded on Monday. Earlier this year 12 farmers were killed on the same road."),
    ("en", "Nine people were wounded on Monday. Last spring 12 farmers were killed on the same road."),
    ("en", "Nine people were wounded on Monday. A year and a half ago 12 farmers were killed there."),
    ("en", "Nine people were wounded on Monday. Another 12 men have died in separate shootings."),
    ("es", "Nueve personas resultaron heridas. Era una vigilia en la esquina donde 12 campesinos fueron asesinados."),
    ("es", "Nueve personas resultaron heridas. Ocurrió un día después de que un comando matara a 12 personas."),
    ("es", "Hirieron a nueve personas, dos semanas después de una emboscada que dejó 12 muertos."),
    ("es", "Hirieron a nueve personas. El ataque fue en represalia por la muerte de 12 campesinos."),
    ("es", "Nueve personas fueron heridas a tiros en el velorio de 12 campesinos asesinados."),
]


@pytest.mark.parametrize(("lang", "text"), BEFORE)
def test_what_came_before_the_news_is_another_happening(lang: str, text: str) -> None:
    assert tolls(text, lang) == [{"injured": 9}, {"killed": 12}]


def test_whoever_is_mourned_died_before_those_who_only_were_hurt() -> None:
    text = (
        "Nine people were wounded in Korum on Monday. They had come to a vigil for Omar Sulu, who was killed on Friday."
    )
    assert tolls(text, "en") == [{"injured": 9}, {"killed": 1}]


def test_whoever_is_mourned_of_the_shooting_died_in_it() -> None:
    text = (
        "Nine people were wounded in Korum on Monday. A vigil for Omar Sulu, who was killed in the shooting, was held."
    )
    assert tolls(text, "en") == [{"injured": 9, "killed": 1}]


def test_of_what_came_before_the_day_of_the_news_is_not_the_day() -> None:
    text = "A car bomb wounded nine people on Monday, a day after gunmen killed 12 farmers."
    record = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2021-05-04"))
    assert [one.start for one in record.accounts] == ["2021-05-03", None]


SAME = [
    "Two more people died on Monday, a day after a bomb killed 12 people.",
    "A bomb killed 12 people on Sunday. The arrests came a day after the bombing that killed 12 people.",
    "Six people were wounded by a second bomb, minutes after gunmen killed 12 people.",
]


@pytest.mark.parametrize("text", SAME)
def test_what_goes_on_with_the_news_or_came_minutes_before_is_of_the_news(text: str) -> None:
    assert len(tolls(text, "en")) == 1


def test_what_this_came_after_is_another_happening_though_as_many_died_there() -> None:
    text = "A man was shot dead on Friday. The shooting comes a week after a shooting in which one man was killed."
    assert tolls(text, "en") == [{"killed": 1}, {"killed": 1}]


def test_what_is_numbered_is_told_one_by_one() -> None:
    text = "Three men were killed in Korum. The first shooting left a man dead. The second shooting left two men dead."
    assert tolls(text, "en") == [{"killed": 3}, {"killed": 1}, {"killed": 2}]


def test_victims_of_whom_nobody_died_by_then_are_the_wounded() -> None:
    text = "Three men were shot on Tuesday. Officers identified the victims as Malik Raines and Omar Sulu."
    assert tolls(text, "en") == [{"injured": 3}]
    text = "Two men were killed and one was wounded. Officers identified the victims as Malik Raines and Omar Sulu."
    assert tolls(text, "en") == [{"killed": 2, "injured": 1}]
