"""Datelines: where, when and by whom an item was filed."""

from datetime import date
from pathlib import Path

import pytest

from testigo.errors import PackError
from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.packs.build_agencies import compile_agencies
from testigo.pipeline import read_dispatch
from testigo.sources.datelines import read_dateline

DAY = date(2009, 3, 4)

WIRES = {
    "LIMA, March 3 (Reuters) - Two men were shot.": ("LIMA", "2009-03-03", "Reuters"),
    "Lima, 3 mar (EFE).- Dos hombres murieron.": ("Lima", "2009-03-03", "EFE"),
    "TUNIS, Dec. 30 (Xinhua) -- Police fired.": ("TUNIS", "2008-12-30", "Xinhua"),
    "ACCRA, Ghana (AP) — Police fired.": ("ACCRA, Ghana", None, "AP"),
    "ACCRA, Ghana (AP)_ Police fired.": ("ACCRA, Ghana", None, "AP"),
    "DENVER ( KXYZ ) — Police fired.": ("DENVER", None, "KXYZ"),
    "(CNN) -- Police fired.": (None, None, "CNN"),
    "date 2009-03-02 Puerto Norte (Peru) (AFP) – Police fired.": ("Puerto Norte (Peru)", "2009-03-02", "AFP"),
    "quito, march 3 (reuters) - police fired.": ("quito", "2009-03-03", "Reuters"),
    "Por Ana Ruiz; QUITO, Mar 2\n\nLa policía disparó.": ("QUITO", "2009-03-02", None),
    "TOPEKA , Kan. ( March 1 , 2009 ) — Police fired.": ("TOPEKA, Kan.", "2009-03-01", None),
    "SALEM, Ore. — Police fired.": ("SALEM, Ore.", None, None),
    "PUEBLO, Pue., 2 de marzo de 2009.- La policía disparó.": ("PUEBLO, Pue.", "2009-03-02", None),
    "Korum, 3 mar (EFECOM).- La policía disparó.": ("Korum", "2009-03-03", "EFE"),
    "Korum 3 mar (EFE).- La policía disparó.": ("Korum", "2009-03-03", "EFE"),
    "EFE ar tc mc/ru Korum, 3 mar (EFE).- La policía disparó.": ("Korum", "2009-03-03", "EFE"),
    "AR/ru./mc (amplía) Korum, 3 mar (EFE).- La policía disparó.": ("Korum", "2009-03-03", "EFE"),
    "KORUM, Marzo 3 (AFP) - La policía disparó.": ("KORUM", "2009-03-03", "AFP"),
    "KORUM, 3 (AFP) - La policía disparó.": ("KORUM", None, "AFP"),
    "KORUM (Lesina), Mar 3\n\nLa policía disparó.": ("KORUM (Lesina)", "2009-03-03", None),
    "Korum, Mar 3\n\nLa policía disparó.": ("Korum", "2009-03-03", None),
    "Korum, 3 Mar. (Notimex).- La policía disparó.": ("Korum", "2009-03-03", "Notimex"),
    "Villa de Korum, Lesina (3 marzo 2009).- La policía disparó.": ("Villa de Korum, Lesina", "2009-03-03", None),
    "Ciudad de Korum, 3 de marzo, 2009.- La policía disparó.": ("Ciudad de Korum", "2009-03-03", None),
    "KORUM (CRT5) — La policía disparó.": ("KORUM", None, "CRT5"),
    "KORUM, Les. (OEM-Infomex).- La policía disparó.": ("KORUM, Les.", None, "OEM"),
    "Korum, Les.- La policía disparó.": ("Korum, Les.", None, None),
    "KORUM (ONU), martes 3 de marzo\n\nLa policía disparó.": ("KORUM", "2009-03-03", None),
    "Ciudad de Korum.- La policía disparó.": ("Ciudad de Korum", None, None),
    "KORUM.- La policía disparó.": ("KORUM", None, None),
    "KORUM, Les., 3 de marzo del 2009.- La policía disparó.": ("KORUM, Les.", "2009-03-03", None),
    "Korum. – La policía disparó.": ("Korum", None, None),
    "Korum – La policía disparó.": ("Korum", None, None),
    "KORUM, Les. 3 de marzo.- La policía disparó.": ("KORUM, Les.", "2009-03-03", None),
    "Tiroteo en Korum\n2009-03-03\nAP\nKorum, Lesina\nLa policía disparó.": ("Korum, Lesina", "2009-03-03", "AP"),
    "KORUM, Efe\n La policía disparó.": ("KORUM", None, "EFE"),
}


@pytest.mark.parametrize("text", WIRES)
def test_each_agency_shape_gives_place_day_and_agency(text: str) -> None:
    found = read_dateline(text, DAY)
    assert (found.place, found.date, found.agency) == WIRES[text]


@pytest.mark.parametrize("text", WIRES)
def test_the_body_begins_at_its_first_word(text: str) -> None:
    assert text[read_dateline(text, DAY).body_start :].split()[0] in {"Two", "Dos", "Police", "police", "La"}


def test_a_broadcast_monitor_names_its_service_and_a_year_of_the_last_century() -> None:
    text = "   MANAGUA (NICARAGUA), 9 JAN\n88 (RADIO DEL\nLAGO) -- [REPORT] [ANA RUIZ] [TEXT] THE BRIDGE WAS BLOWN UP."
    found = read_dateline(text)
    assert (found.place, found.date, found.agency) == ("MANAGUA (NICARAGUA)", "1988-01-09", "RADIO DEL LAGO")
    assert text[found.body_start :].startswith("THE BRIDGE")


def test_a_year_of_two_digits_lies_near_the_day_of_publication() -> None:
    assert read_dateline("LIMA, 9 JAN 11 (EFE) -- [TEXT] HELLO.", date(2011, 1, 10)).date == "2011-01-09"


def test_a_headline_may_stand_before_the_dateline() -> None:
    found = read_dateline("Four shot in harbour town\n\nACCRA, March 1 (Reuters) - Police fired.", DAY)
    assert (found.place, found.date) == ("ACCRA", "2009-03-01")


def test_without_a_day_of_publication_a_date_without_year_stays_open() -> None:
    assert read_dateline("LIMA, March 3 (Reuters) - Two men were shot.").date is None


def test_an_impossible_day_is_no_date() -> None:
    assert read_dateline("LIMA, Feb. 30 (Reuters) - Two men were shot.", DAY).date is None


@pytest.mark.parametrize(
    "text",
    [
        "Two men were shot in Lima (AP reports) - police said.",
        "Police fired on a crowd on March 3, witnesses said.",
        "FOUR SHOT - POLICE\nThe harbour was calm.\n",
        "GUNMEN FLEE -- HARBOUR CLOSED\n",
        "ATTENTION -- updates with toll",
        "Since the O.K.-led talks police fired.",
        "D.C. Police came to a street where two men were shot.",
        "Pregunta.- ¿Quién disparó?",
        "La policía disparó en Korum.- Un guardia huyó.",
        "Ana Ruiz – alcaldesa de Korum – huyó.",
        "",
    ],
)
def test_other_beginnings_are_no_dateline(text: str) -> None:
    found = read_dateline(text, DAY)
    assert (found.date, found.agency, found.body_start) == (None, None, 0)


def test_a_shape_that_is_no_pattern_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        '[agencies]\nX = ["x"]\n[months]\n1 = ["jan"]\n[parts]\n[[shapes]]\nname = "odd"\nsigns = "("\npattern = "("\n'
    )
    with pytest.raises(PackError, match="odd"):
        compile_agencies(str(file))


def test_the_town_of_a_dateline_is_nobody_who_did_or_suffered_anything() -> None:
    text = "KARO, Kenya, March 3 (Reuters) - Omar Sulu, 34, was wounded in a raid. Gunmen fled, police said."
    record = read_dispatch(Dispatch(id="d", text=text, lang="en"))
    assert [claim.quote for claim in record.claims if isinstance(claim, Toll)] == ["Omar Sulu"]
    assert not any("KARO" in side.text for account in record.accounts for side in account.perpetrators)


def test_a_spanish_dateline_may_say_to_which_day_it_was_filed() -> None:
    told = read_dateline("KORUM, Pue., a 6 de julio de 2021.- Dos hombres fueron asesinados ayer.")
    assert told.date == "2021-07-06"
