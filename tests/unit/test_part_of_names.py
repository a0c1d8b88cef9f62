"""Names that are a part of something else's, towns where somebody only died or lay, and those known by nothing else."""

from __future__ import annotations

from testigo.model.circumstance import Place
from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch
from testigo.sources.datelines import read_dateline


def place(text: str, lang: str = "es") -> Place:
    """Where the news of a text happened."""
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2024-05-16")).accounts[0].place


def test_the_field_of_an_office_is_no_place() -> None:
    text = "El ministro de Defensa dijo que ocho soldados murieron el miércoles en una emboscada en Colombia."
    assert place(text).name == "Colombia"
    text = "The minister of Commerce said eight soldiers died on Wednesday in an ambush in Colombia."
    assert place(text, "en").name == "Colombia"


def test_a_nickname_that_a_people_has_too_tells_of_no_country() -> None:
    text = "Un hombre alias Chino mató a balazos el lunes a tres personas en Huaquillas."
    assert place(text).country == "EC"


def test_the_end_of_a_quarter_s_name_is_not_a_place_by_itself() -> None:
    found = place("Sicarios asesinaron el sábado a cuatro personas en Villa Banana.")
    assert (found.name, found.country) == ("Villa Banana", None)
    found = place("Sicarios asesinaron el sábado a cuatro personas en Villa Unión, Coahuila.")
    assert (found.name, found.country) == ("Villa Unión", "MX")


def test_what_a_bar_is_called_is_no_village_further_down() -> None:
    text = "Siete personas fueron asesinadas en el bar La Herradura. Rezaron por las víctimas de La Herradura."
    assert place(text).precision == "exact"


def test_a_village_alone_does_not_tell_of_which_country_it_is() -> None:
    assert place("Sicarios asesinaron el sábado a cuatro personas en Nueva Libertad.").country is None
    assert place("Sicarios asesinaron el sábado a cuatro personas en Huaquillas.").country == "EC"


def test_where_the_wounded_died_is_not_where_they_were_struck() -> None:
    text = "Dos de los heridos en el ataque contra un hotel de Baidoa murieron en un hospital de Mogadiscio."
    assert place(text).name == "Baidoa"
    text = "Two of those wounded in the attack on a hotel in Baidoa died on Monday at a hospital in Mogadishu."
    assert place(text, "en").name == "Baidoa"
    assert place("Two people were shot dead on Monday at a hospital in Mogadishu.", "en").name == "Mogadishu"


def test_what_stands_in_a_town_is_in_it_whatever_was_done_before_it() -> None:
    assert (
        place("Siete personas murieron al estallar un coche bomba ante un hotel de Baidoa, Somalia.").name == "Baidoa"
    )
    text = "Siete personas fueron asesinadas en el asedio del hotel Bakool Palace de Baidoa."
    assert place(text).name == "Baidoa"


def test_a_dateline_in_capitals_may_end_with_a_full_stop_and_name_any_service() -> None:
    assert read_dateline("MACHALA. Dos hombres fueron asesinados.").place == "MACHALA"
    assert read_dateline("MATARON A DOS. FUE EL LUNES.").place is None
    assert read_dateline("Lima, 16 oct (Meridiano).- Un cabo murió.").agency == "Meridiano"
