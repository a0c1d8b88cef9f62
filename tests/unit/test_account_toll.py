"""What an account's toll makes of several tellings of the same people."""

from __future__ import annotations

import pytest

from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def best(text: str) -> dict[str, int]:
    """The best figure for all people of each outcome in the main account; outcomes without people left out."""
    account = read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts[0]
    return {line.outcome: line.best for line in account.toll if line.people == "all" and line.best}


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("Four people were shot inside a bar. Two of them died.", {"killed": 2, "injured": 2}),
        ("Three guards and three clerks were shot; two died.", {"killed": 2, "injured": 4}),
        ("Rebels released ten hostages. Three others were killed.", {"killed": 3, "released": 10}),
        ("Two men were shot. Both died.", {"killed": 2}),
        ("Five clerks were shot at a bar. A girl was wounded as she ran. No one inside was hurt.", {"injured": 5}),
        ("Six of the 20 people shot in a bar died on Monday.", {"killed": 6, "injured": 14}),
        ("One of the three soldiers wounded in the raid died on Monday.", {"killed": 1, "injured": 3}),
        ("Eight guards were wounded in the raid and five remain in hospital.", {"injured": 8}),
        ("The bomb killed 14 people. The Taliban said they had killed more than 20 soldiers.", {"killed": 14}),
        ("The Taliban said five rebels were killed in the raid. Two policemen died, police said.", {"killed": 7}),
        ("The rebels said an air strike killed 30 villagers. The army said it killed four villagers.", {"killed": 30}),
        ("A bomb killed two soldiers. The army said it killed 20 militants in an air strike.", {"killed": 22}),
        ("The raid killed six soldiers. The army said up to 15 rebels were killed.", {"killed": 6}),
        ("Gunmen raided a fair. The dead of the raid now number 17. Two bodies were found.", {"killed": 17}),
        ("Four men were shot in a house. Two of those men died.", {"killed": 2, "injured": 2}),
        (
            "The raid sent four clerks to a clinic. One of the clerks died there.",
            {"killed": 1, "injured": 3},
        ),
        ("A man, his wife and six boys were shot dead. A clerk shot the wife and six of the boys.", {"killed": 8}),
        ("Six men were shot, one fatally.", {"killed": 1, "injured": 5}),
        ("One guard was shot dead and two others were shot.", {"killed": 1, "injured": 2}),
        ("A clerk and two boys are dead after a double murder-suicide.", {"killed": 3}),
        ("Rosa Paz was shot. Her death was ruled a homicide.", {"killed": 1}),
        ("The raid left a guard in critical condition. On Sunday he succumbed to his wounds.", {"killed": 1}),
        ("A man was wounded in the shooting. The man died on Monday.", {"killed": 1}),
        (
            "Gunmen killed a guard and wounded two others. Two others were wounded, police said.",
            {"killed": 1, "injured": 2},
        ),
        ("Gunmen killed two guards. Another three guards were killed.", {"killed": 5}),
        ("A man shot his wife dead before turning the gun on himself.", {"killed": 2}),
        ("Ana Soto died at Los Angeles General Hospital after the shooting.", {"killed": 1}),
        ("Omar Jordan, 41, was shot dead.", {"killed": 1}),
        ("Two soldiers were killed in the ambush. Three of the attackers died, too.", {"killed": 5}),
        ("Rebels killed a prosecutor. Two rebels were killed when police came.", {"killed": 3}),
        ("A man was shot dead. The suspect died of his wounds.", {"killed": 1}),
        ("Police killed two gunmen. A soldier suffered a gunshot wound.", {"killed": 2, "injured": 1}),
        ("Six people died in the ambush. Two soldiers were killed. Three rebels were killed.", {"killed": 6}),
    ],
)
def test_nobody_counts_twice(text: str, toll: dict[str, int]) -> None:
    assert best(text) == toll


def test_parts_whose_whole_is_only_supposed_stand_for_themselves() -> None:
    told = "If six civilians, among them four children, were killed in the airstrike, it would be a crime."
    assert best(f"{told} The four children were killed.") == {"killed": 4}


def test_what_an_armed_group_says_it_did_is_in_the_high_alone() -> None:
    text = "The bomb killed 14 soldiers in Kabul. The Taliban said they had killed 20 soldiers."
    lines = read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts[0].toll
    assert [(line.people, line.low, line.best) for line in lines] == [("all", 14, 14), ("military", 14, 14)]
    assert lines[0].high == 20


@pytest.mark.parametrize(
    ("lang", "text", "bounds"),
    [
        (
            "en",
            'A raid killed 16 people, the ministry said. "Twenty-two people were killed," said a councillor.',
            (16, 16, 22),
        ),
        ("en", "A source said two people were killed in the raid. Police said five people were killed.", (2, 5, 5)),
        (
            "es",
            "La policía dijo que 16 personas murieron en el ataque, por debajo de los 21 fallecidos reportados por una "
            "organización de derechos humanos.",
            (16, 16, 21),
        ),
        (
            "es",
            "Al menos tres personas murieron en el ataque, informó la Policía, que rectificó así el balance de cinco "
            "fallecidos divulgado por la Alcaldía.",
            (3, 3, None),
        ),
    ],
)
def test_another_speakers_larger_count_stands_beside_the_first(
    lang: str, text: str, bounds: tuple[int, int, int | None]
) -> None:
    line = read_dispatch(Dispatch(id="d", text=text, lang=lang)).accounts[0].toll[0]
    assert (line.low, line.best, line.high) == bounds


def test_those_told_behind_a_denied_figure_are_no_part_of_it() -> None:
    text = (
        "Tres personas murieron en el ataque. El portavoz dijo que no hay cinco muertos. "
        "La policía recogió dos cuerpos en el lugar del ataque."
    )
    claims = read_dispatch(Dispatch(id="d", text=text, lang="es")).claims
    denied = {claim.id for claim in claims if claim.stance == "denied"}
    assert denied
    assert not any(getattr(claim, "part_of", None) in denied for claim in claims)
