"""Accounts that know no town are compared with those whose town their text names, and round-ups part by town."""

from __future__ import annotations

from msgspec.structs import replace

from testigo.incidents.joining.candidates import are_compared
from testigo.incidents.joining.compare import compare
from testigo.incidents.joining.held import held
from testigo.incidents.joining.outlines import outline
from testigo.incidents.joining.whereabouts import called, spot
from testigo.model.account import Account
from testigo.model.circumstance import Place
from testigo.model.dispatch import Dispatch
from testigo.model.outline import Outline
from testigo.pipeline import read_dispatch

IDS = "geonames:90353", "geonames:98182"
"""A small town in the north of Iraq, and Baghdad."""


def outlined(text: str, day: str, lang: str = "es") -> Outline:
    """The outline of the news of a text of a day."""
    record = read_dispatch(Dispatch(id=text, text=text, lang=lang, published=day))
    return outline(record.accounts[0], text, record.dispatch, day)


def accounts(text: str, lang: str) -> tuple[Account, ...]:
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2024-05-16")).accounts


def test_who_names_the_town_anywhere_is_compared_with_who_knows_that_it_was_there() -> None:
    first = outlined("Sicarios asesinaron el lunes a cuatro personas en Huaquillas, Ecuador.", "2024-05-14")
    later = outlined("Cuatro personas fueron asesinadas el lunes. En el parque Huaquillas rezaron.", "2024-05-16")
    other = outlined("Cuatro personas fueron asesinadas el lunes. En el parque Salinas rezaron.", "2024-05-16")
    assert are_compared(first, later)
    assert are_compared(later, first)
    assert not are_compared(first, other)


def test_who_tells_of_another_town_is_compared_with_those_whose_town_it_names() -> None:
    attack = outlined("Gunmen killed four farmers in Mosul on Monday.", "2024-05-14", "en")
    arrest = outlined("Police in Basra arrested two men on Thursday over the attack in Mosul.", "2024-05-17", "en")
    other = outlined("Police in Basra arrested two men on Thursday over the attack in Tikrit.", "2024-05-17", "en")
    assert are_compared(attack, arrest)
    assert are_compared(arrest, attack)
    assert not are_compared(attack, other)


def test_whoever_names_the_other_ones_town_is_liker_to_it_than_who_names_another() -> None:
    attack = outlined("Gunmen killed four farmers in Mosul on Monday, police in Basra said.", "2024-05-14", "en")
    funeral = outlined("Four farmers shot dead in Mosul were buried in Basra on Tuesday.", "2024-05-15", "en")
    funeral = replace(funeral, place=Place(name="Basra", country="IQ", lat=30.5, lon=47.8, precision="settlement"))
    far = outlined("Four farmers were shot dead in Tikrit on Monday.", "2024-05-14", "en")
    assert "names_neither" in features(attack, far)
    assert "name_each_other" in features(attack, funeral)
    assert features(attack, far) == features(far, attack)


def test_the_fewer_live_in_a_town_the_liker_are_two_accounts_of_its_days() -> None:
    village, city = (Place(name="Korum", precision="settlement", lat=1.0, lon=1.0, gazetteer_id=known) for known in IDS)
    assert 1_000 <= spot(village).people < 100_000 < spot(city).people
    first = outlined("Gunmen killed four people on Monday.", "2024-05-14", "en")
    told = [replace(first, account=name, dispatch=name, place=village) for name in ("a", "b")]
    assert "small_town" in features(*told)
    later = replace(told[1], start=(first.start or 0) + 30, end=(first.start or 0) + 30)
    assert "small_town" not in features(told[0], later)
    there = [replace(one, place=city) for one in told]
    assert "large_city" in features(*there)


def features(one: Outline, other: Outline) -> set[str]:
    return {name for name, _ in compare(held(one), held(other))}


def test_a_month_alone_finds_nobody_whose_region_is_not_told() -> None:
    first = outlined("Gunmen killed nine people in the town of Korum on Monday.", "2021-03-01", "en")
    later = outlined("Nine people were killed in an attack on the town of Sura in March 2021.", "2023-09-09", "en")
    assert not are_compared(first, later)
    assert not are_compared(later, first)


def test_a_house_without_a_town_may_be_called_after_it() -> None:
    park = Place(name="parque principal de Korum", precision="exact")
    assert called(park) == spot(Place(name="Korum", precision="settlement")).town
    assert called(Place(name="parque de Korum", within="Gao", precision="exact")) == ""


def test_what_knows_only_year_and_region_finds_what_happened_there_in_that_year() -> None:
    first = outlined("Sicarios asesinaron el 3 de mayo a nueve personas en Celaya, Guanajuato.", "2023-05-04")
    later = outlined("Condenan a un hombre por el asesinato de nueve personas en Guanajuato en 2023.", "2025-02-01")
    assert are_compared(first, later)
    assert are_compared(later, first)


def test_a_sentence_that_opens_with_another_town_and_counts_others_tells_of_another_incident() -> None:
    text = "En Celaya, cuatro jóvenes fueron asesinados el martes. En León, tres hombres murieron a tiros."
    assert [a.place.name for a in accounts(text, "es")] == ["Celaya", "León de los Aldama"]
    text = "In Mosul, gunmen killed four people on Tuesday. In Baghdad, two guards were shot dead."
    assert [a.place.name for a in accounts(text, "en")] == ["Mosul", "Baghdad"]


def test_who_is_counted_again_elsewhere_or_abroad_is_of_the_same_incident() -> None:
    text = "A bomb killed four people in Mosul on Tuesday. In Baghdad, the prime minister said four people died."
    assert len(accounts(text, "en")) == 1
    text = "A bomb killed four people in Mosul on Tuesday. In Washington, the president said two of the dead were shot."
    assert len(accounts(text, "en")) == 1


def test_captives_of_whom_some_are_freed_were_not_taken_on_the_day_of_the_release() -> None:
    text = "Los piratas que mantenían secuestrados a 19 marineros liberaron el martes a 12 de ellos."
    assert accounts(text, "es")[0].start is None


def test_who_counts_and_then_hears_of_fewer_takes_the_count_back() -> None:
    text = "Una bomba estalló en el parque. «Conté cinco muertos, después dijeron que eran menos», contó Ana Ruza."
    record = read_dispatch(Dispatch(id="d", text=text, lang="es", published="2024-05-16"))
    assert {c.stance for c in record.claims if getattr(c, "outcome", "") == "killed"} == {"denied"}
