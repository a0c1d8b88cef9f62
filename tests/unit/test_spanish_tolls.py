"""What several sentences of a Spanish dispatch tell together of those whom violence befell."""

import pytest

import testigo


def tolls(text: str) -> list[tuple[str, int, str]]:
    """Each toll of a Spanish text: its outcome, its low bound and its words."""
    record = testigo.read(text, date="2022-06-15", lang="es")
    return [(claim.outcome, claim.count.low, claim.quote) for claim in record.claims if isinstance(claim, testigo.Toll)]


def test_someone_wounded_is_dead_where_a_verb_alone_then_tells_the_death() -> None:
    found = tolls(
        "Vecinos reportaron a una persona lesionada por arma blanca en un molino. "
        "Al llegar, los socorristas informaron que ya no tenía signos vitales."
    )
    assert [(outcome, low) for outcome, low, _ in found] == [("killed", 1), ("killed", 1)]


def test_several_wounded_are_dead_where_a_verb_alone_then_tells_their_death() -> None:
    found = tolls(
        "Vecinos reportaron un auto con dos personas heridas de bala en el camino. "
        "Luego los socorristas informaron que ya no tenían signos vitales."
    )
    assert found == [("killed", 2, "dos personas")]


def test_a_participle_in_the_singular_tells_of_no_several_people() -> None:
    assert tolls("Ante 30 molineros, jefe de la banda, fue detenido por el asesinato.") == []
    assert tolls("Un grupo de 20 maestros fue secuestrado por rebeldes.") == [("abducted", 20, "20 maestros")]
    assert tolls("Los 30 molineros fueron puestos en libertad por los secuestradores.")[0][:2] == ("released", 30)


def test_a_first_name_alone_is_somebody_told_of_by_the_full_name() -> None:
    found = tolls("Ana Ruiz fue asesinada ayer. La fiscalía investiga también la desaparición forzada de Ana.")
    assert [outcome for outcome, _, _ in found] == ["killed", "missing"]


def test_whom_a_quake_kills_is_no_toll_of_violence() -> None:
    assert tolls("Un terremoto sacudió la isla, matando a 26 personas. El sismo causó derrumbes en el puerto.") == []


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Dos choferes fueron asesinados el lunes en Bogotá, una ciudad con cinco homicidios al día.", False),
        ("Dos choferes que trabajan cada día fueron asesinados el lunes en Bogotá.", False),
        ("Diez mujeres y dos niños son asesinados al día en Bogotá.", True),
    ],
)
def test_how_many_each_day_bears_on_its_own_count_alone(text: str, running: bool) -> None:
    first = next(claim for claim in testigo.read(text, lang="es").claims if isinstance(claim, testigo.Toll))
    assert (first.account is None) is running
