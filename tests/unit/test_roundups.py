"""Round-ups: a text of many items, each below a dateline of its own, is read item by item."""

import pytest

from testigo.model.claim import Toll
from testigo.model.dispatch import Dateline, Dispatch
from testigo.pipeline import read_dispatch
from testigo.sources.datelines import filed
from testigo.sources.roundups import items

QUIET = "The ministers of finance met for a second day and put off the vote on the budget until next week.\n"
ENGLISH = f"""Evening brief

LIMA, March 3 (Reuters) - Gunmen shot dead nine miners on Tuesday at a bar near the port, police said.

QUITO, March 3 (Reuters) - {QUIET}
NAIROBI, March 3 (Reuters) - A bomb killed three policemen on Monday at a checkpoint in the city, the army said.
"""
SPANISH = """Mundo en breve

   Perú-violencia
   LIMA - Hombres armados mataron a tiros a nueve mineros el martes en un bar cerca del puerto, dijo la policía.

   Ecuador-presupuesto
   QUITO - Los ministros de Hacienda aplazaron hasta la próxima semana el voto sobre el presupuesto del año.

   Kenia-atentado
   NAIROBI - Una bomba mató a tres policías el lunes en un puesto de control de la ciudad, informó el ejército.
"""


def _items(text: str) -> list[str | None]:
    return [item.filed.dispatch.dateline.place for item in items(filed(Dispatch(id="d1", text=text)))]


@pytest.mark.parametrize("text", [ENGLISH, SPANISH])
def test_each_item_is_filed_where_its_own_dateline_says(text: str) -> None:
    assert _items(text) == ["LIMA", "QUITO", "NAIROBI"]


@pytest.mark.parametrize("text", [ENGLISH, SPANISH])
@pytest.mark.parametrize("gated", [True, False])
def test_places_days_and_parts_stay_within_their_item(text: str, gated: bool) -> None:
    record = read_dispatch(Dispatch(id="d1", text=text, published="2009-03-04"), gated=gated)
    told = [(a.id, a.place.country, a.start) for a in record.accounts]
    assert told == [("a1", "PE", "2009-03-03"), ("i3.a1", "KE", "2009-03-02")]
    tolls = [c for c in record.claims if isinstance(c, Toll)]
    assert [(c.id, c.account, c.count.low, c.part_of) for c in tolls] == [
        ("c1", "a1", 9, None),
        ("i3.c1", "i3.a1", 3, None),
    ]
    assert all(text[slice(*c.span)] == c.quote for c in record.claims)
    assert all(text[slice(*s.span)] == s.text for c in record.claims for s in c.attribution)
    assert [line.claims for a in record.accounts for line in a.toll if line.people == "all"] in (
        [("c1",), ("i3.c1",)],
        [],
    )


def test_what_stands_before_the_first_dateline_is_an_item_without_one() -> None:
    opening = "Two bus drivers were shot dead on Tuesday in the capital by men on a motorcycle, police said. " * 2
    text = f"{opening}\n\nQUITO, March 3 (Reuters) - {QUIET}\nLIMA, March 3 (Reuters) - {QUIET}"
    assert _items(text) == [None, "QUITO", "LIMA"]


def test_a_dispatch_below_one_dateline_is_one_item() -> None:
    text = f"Miners shot\n\nLIMA, March 3 (Reuters) - {QUIET}Police in\nQUITO (Reuters was told) - {QUIET}"
    assert len(_items(text)) == 1


def test_updates_of_one_story_are_one_item() -> None:
    assert len(_items(f"LIMA (AP) - {QUIET}LIMA (AP) - {QUIET}LIMA (AP) - {QUIET}")) == 1


def test_the_turns_of_an_interview_are_no_items() -> None:
    assert len(_items("".join(f"{who} - {QUIET}" for who in ("RUIZ", "SOLER", "RUIZ", "SOLER")))) == 1


def test_a_list_of_people_is_no_round_up() -> None:
    names = ("ANA RUIZ SOLER", "TERESA MORA GIL", "PEDRO LUNA VERA", "JOSE MARTA PENA")
    assert len(_items("".join(f"{name} - {QUIET}" for name in names))) == 1


def test_a_dateline_in_the_middle_of_a_sentence_begins_no_item() -> None:
    turn = "The delegates went on from the mountain road to the towns on the coast with all of their guards and\n"
    assert len(_items("".join(f"{turn}{place} - {QUIET.strip()}, and\n" for place in ("LIMA", "QUITO", "LAGOS")))) == 1


def test_an_item_without_a_date_was_filed_on_the_day_of_the_whole() -> None:
    text = f"LIMA (AP) - {QUIET}QUITO (AP) - {QUIET}"
    told = filed(Dispatch(id="d1", text=text, dateline=Dateline(place="LIMA", date="2009-03-03")))
    assert {item.filed.dispatch.dateline.date for item in items(told)} == {"2009-03-03"}
