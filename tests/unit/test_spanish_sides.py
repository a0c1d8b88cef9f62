"""Who did it, to whom, and what kind of incident it was, read from Spanish by its pack alone."""

from __future__ import annotations

import pytest

from testigo import Dispatch, read_dispatch
from testigo.model.account import Account
from testigo.model.claim import Lineage, Motive, Response
from testigo.model.record import Record

DEAD = "Seis personas fueron asesinadas en el ataque del lunes. "


def record(text: str) -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="es", published="2019-12-03"))


def main(text: str) -> Account:
    return record(text).accounts[0]


def by(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.text, p.kind, p.actor, p.basis) for p in main(text).perpetrators]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Sicarios asesinaron a dos cajeras.", ("Sicarios", "people", None, "stated")),
        ("Presuntos sicarios asesinaron a dos cajeras.", ("Presuntos sicarios", "people", None, "suspects")),
        ("Sujetos desconocidos balearon a una cajera.", ("Sujetos desconocidos", "people", None, "unnamed")),
        ("Dos cajeras fueron asesinadas por soldados.", ("soldados", "people", None, "stated")),
        ("La policía mató a dos cajeras.", ("La policía", "organisation", None, "stated")),
        ("El ejército israelí mató a dos cajeras.", ("ejército israelí", "organisation", "idf", "stated")),
        ("Un comando armado mató a dos cajeras.", ("Un comando armado", "organisation", None, "stated")),
        ("El Clan del Golfo mató a dos cajeras.", ("Clan del Golfo", "organisation", "clan-del-golfo", "stated")),
        ("Hombres armados se acercaron a la maestra y la mataron.", ("Hombres armados", "people", None, "stated")),
    ],
)
def test_a_side_is_told_by_its_words_its_kind_and_how_it_is_known(text: str, side: tuple[str, ...]) -> None:
    assert by(text) == [side]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("El Cártel del Golfo se adjudicó el ataque.", "claimed"),
        ("El gobierno culpó al Cártel del Golfo del ataque.", "blamed"),
        ("El ataque fue atribuido al Cártel del Golfo.", "blamed"),
        ("Dejaron una narcomanta firmada por el Cártel del Golfo.", "insignia"),
    ],
)
def test_responsibility_is_a_side_with_its_basis(text: str, basis: str) -> None:
    assert ("Cártel del Golfo", "organisation", "cartel-del-golfo", basis) in by(DEAD + text)


def test_people_and_the_organisation_they_belong_to_are_two_sides_with_one_actor() -> None:
    sides = by("Dos cajeras fueron asesinadas por integrantes del Cártel del Golfo.")
    assert [(text, actor) for text, _, actor, _ in sides] == [
        ("integrantes del Cártel del Golfo", "cartel-del-golfo"),
        ("Cártel del Golfo", "cartel-del-golfo"),
    ]


def test_two_kinds_of_people_in_one_list_are_two_sides_whose_nouns_lead() -> None:
    sides = main("Sicarios y policías municipales mataron a dos cajeras.").perpetrators
    assert [side.text for side in sides] == ["Sicarios", "policías municipales"]


def test_both_sides_of_a_clash_did_it() -> None:
    text = "Ocho personas murieron en un enfrentamiento entre soldados y sicarios el lunes."
    assert [side for side, *_ in by(text)] == ["soldados", "sicarios"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hombres armados mataron a dos campesinos.", "armed_attack"),
        ("Hombres armados mataron a tres campesinos.", "massacre/execution"),
        ("Un coche bomba mató a cuatro reclutas frente a un cuartel.", "bombing"),
        ("Cinco soldados murieron en una emboscada.", "ambush"),
        ("Dos guardias y tres rebeldes murieron en un intercambio de disparos.", "armed_clash"),
        ("Hombres armados secuestraron a siete maestras.", "abduction"),
        ("Una turba linchó a un hombre acusado de robo.", "mob_violence"),
        ("Aviones de combate bombardearon un mercado y mataron a nueve vendedores.", "air_or_drone_strike"),
        ("La policía detuvo a cuatro hombres durante un cateo en busca de armas.", "arrest_or_raid"),
        ("El alcalde de Korum fue asesinado a balazos frente a su casa.", "assassination"),
    ],
)
def test_an_incident_has_the_type_that_its_words_show(text: str, kind: str) -> None:
    assert [account.type for account in record(text).accounts] == [kind]


def test_what_was_done_about_it_and_what_it_was_for_are_claims() -> None:
    text = DEAD + "La policía montó un operativo en la zona. El móvil del crimen fue el robo."
    told = [(type(c), c.text) for c in record(text).claims if isinstance(c, Response | Motive)]
    assert told == [(Response, "montó un operativo en la zona"), (Motive, "el robo")]


def test_descent_is_a_claim() -> None:
    text = DEAD + "Fue el Cártel del Noreste, escisión de Los Zetas."
    told = [(c.subject, c.relation, c.object) for c in record(text).claims if isinstance(c, Lineage)]
    assert told == [("Cártel del Noreste", "splinter_of", "Los Zetas")]


@pytest.mark.parametrize(
    ("told", "doer"),
    [
        ("El autor del tiroteo, Omar Sulu, fue detenido.", "Omar Sulu"),
        ("El agresor de la mujer asesinada es un vecino de la calle.", "un vecino"),
        ("El detenido es un joven de 20 años.", "un joven de 20 años"),
        ("Como Omar Sulu, alias 'Beto', fue identificado el presunto homicida.", "Omar Sulu"),
        ("Las víctimas fueron interceptadas por dos sujetos, quienes les dispararon.", "dos sujetos"),
        ("Las víctimas fueron interceptadas por un grupo de hombres armados.", "un grupo de hombres armados"),
        ("Dos misiles rusos causaron las muertes.", "rusos"),
        ("Fueron agredidos a balazos por parte de dos encapuchados.", "dos encapuchados"),
    ],
)
def test_whom_another_sentence_tells_of_as_its_doer_did_it(told: str, doer: str) -> None:
    assert doer in {text for text, *_ in by(DEAD + told)}


@pytest.mark.parametrize(
    "told",
    [
        "La autora del libro, Ana Ríos, fue asesinada.",
        "El responsable del turno es Omar Sulu.",
        "Una granada rusa causó las muertes.",
        "El presunto homicida fue perseguido por dos policías tras el asesinato.",
        "El detenido por conducir ebrio es un juez.",
        "El ataque fue rechazado por parte de los vecinos.",
    ],
)
def test_who_has_to_do_with_no_crime_did_none(told: str) -> None:
    assert by(DEAD + told) == []


def test_whoever_is_told_of_beside_the_doer_did_nothing() -> None:
    assert by(DEAD + "El acusado como autor del ataque, el asesor, viajó. El testigo es Omar Sulu.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omar Sulu fue condenado a 30 años de cárcel.", "Omar Sulu"),
        ("Un juez vinculó a proceso a Omar Sulu.", "Omar Sulu"),
        ("El detenido, Omar Sulu, fue llevado ante un juez.", "Omar Sulu"),
        ("Un juez vinculó a proceso a F. S. P.", "F. S. P."),
        ("Se trata de Omar Sulu, quien mató a su vecino.", "Omar Sulu"),
    ],
)
def test_who_is_tried_or_held_for_the_violence_told_before_is_its_suspect_by_name(text: str, name: str) -> None:
    assert (name, "person", None, "suspects") in by("Una maestra fue asesinada el lunes en Puebla. " + text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ríos, alcaldesa, saludó al detenido.",
        "Un guardia fue condenado a 30 años.",
        "El gobierno condenó el ataque contra Omar Sulu.",
        "Se trata de Ana Ríos, quien forcejeó con los ladrones.",
    ],
)
def test_who_is_not_tried_or_has_no_name_is_no_suspect(text: str) -> None:
    assert by("Una maestra fue asesinada el lunes en Puebla. " + text) == []
