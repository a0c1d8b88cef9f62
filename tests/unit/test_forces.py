"""How many took part: whoever did a deed and is counted, and nobody who is only to come or of whom that is denied."""

from __future__ import annotations

import pytest

from testigo.model.claim import Force, Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def counted(text: str, lang: str, kind: type[Force | Tally]) -> list[tuple[int, int | None]]:
    claims = read_dispatch(Dispatch(id="d", text=text, lang=lang)).claims
    return [(claim.count.low, claim.count.high) for claim in claims if isinstance(claim, kind)]


@pytest.mark.parametrize(
    ("lang", "text", "force"),
    [
        ("en", "At least 50 rebels blew up a lorry at the mill.", [(50, None)]),
        ("en", "One of the rebels blew up a lorry at the mill.", []),
        ("en", "Some rebels blew up a lorry at the mill.", []),
        ("en", "The army deployed 300 soldiers after gunmen shot a clerk.", [(300, 300)]),
        ("en", "The army will deploy 300 soldiers after gunmen shot a clerk.", []),
        ("en", "The army denies deploying 300 soldiers after gunmen shot a clerk.", []),
        ("es", "El estado desplegó 300 soldados tras el asesinato de un maestro.", [(300, 300)]),
        ("es", "El estado desplegará 300 soldados tras el asesinato de un maestro.", []),
    ],
)
def test_a_force_is_who_did_it_and_is_counted_and_nobody_who_is_to_come(
    lang: str, text: str, force: list[tuple[int, int | None]]
) -> None:
    assert counted(text, lang, Force) == force


@pytest.mark.parametrize(
    ("lang", "text", "tally"),
    [
        ("en", "It is the second such kidnapping in Korum in three days.", [(2, 2)]),
        ("es", "Es la cuarta masacre en lo que va del año.", [(4, 4)]),
        ("es", "Dos ataques armados en distintos puntos de Korum dejaron dos choferes muertos.", [(2, 2)]),
    ],
)
def test_what_is_the_fourth_of_its_kind_in_a_year_and_attacks_here_and_there_are_counts_of_incidents(
    lang: str, text: str, tally: list[tuple[int, int | None]]
) -> None:
    assert counted(text, lang, Tally) == tally


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("Gunmen have killed 25 drivers in the past 96 hours.", True),
        ("Gunmen have killed 25 drivers in the past 24 hours.", False),
        ("The clashes with the police left more than 1,000 drivers injured.", False),
        ("Gunmen killed up to 3,000 drivers at the pass.", False),
    ],
)
def test_days_told_in_hours_run_on_and_a_thousand_may_be_hurt_at_once(text: str, running: bool) -> None:
    tolls = [c for c in read_dispatch(Dispatch(id="d", text=text, lang="en")).claims if isinstance(c, Toll)]
    assert {toll.account is None for toll in tolls} == {running}
