"""Reports that come later: who died since, who was arrested, what was worse only before."""

from __future__ import annotations

import pytest

import testigo
from testigo.model.record import Record

Told = tuple[str | None, str | None, str | None, int | None]


def told(text: str, lang: str, day: str = "2023-11-14") -> list[Told]:
    """Start, end, place and dead of each account of a text, the main one first."""
    record: Record = testigo.read(text, date=day, lang=lang)
    return [
        (a.start, a.end, a.place.name, next((line.best for line in a.toll if line.outcome == "killed"), None))
        for a in record.accounts
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Un reo herido murió el lunes. Con él suman 15 los muertos en la masacre del 30 de octubre en Tocoa."),
        (
            "es",
            "El saldo del ataque del 30 de octubre en Tocoa subió a 15 muertos tras la muerte este lunes de un reo.",
        ),
        (
            "en",
            "A wounded clerk died on Monday. His death brings to 15 the number of people killed in the October 30 "
            "bombing in Tocoa.",
        ),
    ],
)
def test_whoever_died_since_is_counted_with_the_violence_that_its_day_is_called_by(lang: str, text: str) -> None:
    assert told(text, lang)[0] == ("2023-10-30", "2023-10-30", "Tocoa", 15)


def test_a_killing_beside_the_count_of_another_one_stays_apart_from_it() -> None:
    text = "A guard was killed in Tocoa on Sunday. The toll of the October 30 ambush in Quevedo rose to nine dead."
    assert [(start, dead) for start, _, _, dead in told(text, "en")] == [("2023-11-12", 1), ("2023-10-30", 9)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Six men died on Sunday in a riot in Tocoa. It was the worst since May, when 15 died in Quevedo."),
        ("es", "Seis murieron el domingo en Tocoa en un motín. Fue el peor desde mayo, cuando murieron 15 en Quevedo."),
    ],
)  # fmt: skip
def test_the_worst_since_a_month_is_another_incident_with_that_month_and_its_place(lang: str, text: str) -> None:
    assert told(text, lang) == [
        ("2023-11-12", "2023-11-12", "Tocoa", 6),
        ("2023-05-01", "2023-05-31", "Quevedo", 15),
    ]


def test_what_has_gone_on_since_a_month_is_no_incident() -> None:
    text = "More than 70 people have been killed since May, when the truce ended. Four died on Sunday in a bombing."
    assert [dead for *_, dead in told(text, "en")] == [4]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "To date 38 people have been killed in the Tocoa massacre, the prosecutor said."),
        ("es", "Hasta la fecha se han confirmado 38 muertos en la matanza de Tocoa, dijo el fiscal."),
    ],
)
def test_a_count_to_date_of_one_massacre_is_its_toll(lang: str, text: str) -> None:
    assert [dead for *_, dead in told(text, lang)] == [38]


def test_a_count_to_date_of_a_city_is_no_incident() -> None:
    assert told("To date, 85 people have been murdered in the city.", "en") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Police on Monday arrested a man in Quito over Sunday's attack in Quevedo that killed 12 people."),
        ("es", "Detuvieron este lunes en Quito a un hombre por el ataque del domingo en Quevedo que dejó 12 muertos."),
    ],
)  # fmt: skip
def test_where_somebody_was_arrested_is_not_where_it_happened(lang: str, text: str) -> None:
    assert told(text, lang)[0] == ("2023-11-12", "2023-11-12", "Quevedo", 12)


def test_who_is_charged_on_a_day_is_charged_with_what_happened_in_a_month() -> None:
    text = "Prosecutors charged two men on Monday with the murder of 16 prisoners in a riot last August in Quevedo."
    assert told(text, "en")[0] == ("2023-08-01", "2023-08-31", "Quevedo", 16)


def test_the_day_on_which_somebody_died_of_it_is_not_its_day() -> None:
    text = (
        "A woman shot at a fair has died, bringing the number of people killed in the attack to three, police said. "
        "Ana Ruiz was pronounced dead on Sunday night."
    )
    assert told(text, "en")[0][0] is None


def test_who_died_of_wounds_on_a_day_with_nobody_before_died_on_the_day_of_the_deed() -> None:
    assert told("Nine people died on Sunday of gunshot wounds in Quevedo.", "en")[0][0] == "2023-11-12"


def test_what_is_kept_up_for_nine_days_is_not_nine_days_old() -> None:
    text = "Agentes abrieron fuego contra el bloqueo que vecinos mantenían hace nueve días. Murieron dos personas."
    assert told(text, "es")[0][0] is None
