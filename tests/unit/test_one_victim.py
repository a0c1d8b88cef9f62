"""Whoever is told to be shot amid sentences in which one alone is harmed, and dies, is that one."""

from __future__ import annotations

import pytest

from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.pipeline import read_dispatch


def outcomes(text: str, lang: str = "en") -> dict[str, str]:
    found = read_dispatch(Dispatch(id="d", text=text, lang=lang)).claims
    return {claim.quote: claim.outcome for claim in found if isinstance(claim, Toll)}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A man has died after a shooting in Korum. Police said Omar Sulu was shot in his car.", "Omar Sulu"),
        ("A clerk was shot dead at a mill. Officers were called there for a person shot.", "a person"),
        ("A policeman was shot dead in Korum. Sgt. Omar Sulu was shot in his car.", "Sgt. Omar Sulu"),
        ("Gunmen gunned down a guard in Korum. Omar Sulu, 55, was shot on his way to work.", "Omar Sulu"),
    ],
)
def test_whoever_is_shot_by_name_where_one_alone_dies_is_dead(text: str, quote: str) -> None:
    assert outcomes(text)[quote] == "killed"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "A woman has died after a shooting in Korum. Police said Omar Sulu, her husband, was shot in his car.",
            "Omar",
        ),
        ("Two men have died after a shooting in Korum. Police said Omar Sulu was shot in his car.", "Omar Sulu"),
        ("A clerk was shot dead at a mill. Another guard was wounded. Omar Sulu was shot in the arm.", "Omar Sulu"),
        ("Ana Ruiz was shot dead at a mill. Police said Omar Sulu was shot, too.", "Omar Sulu"),
        ("Ana Sulu was shot dead at a mill. Police said Omar Sulu was shot in his car.", "Omar Sulu"),
        ("A clerk was shot dead at a mill. A man was shot in the same street.", "A man"),
        ("A clerk was shot dead at a mill. Omar Sulu was shot by police who returned fire.", "Omar Sulu"),
        ("A clerk was killed at a mill. Police shot Omar Sulu as he fled.", "Omar Sulu"),
        ("An officer was shot dead at a mill. Omar Sulu was shot by police as he fled.", "Omar Sulu"),
        ("A clerk was shot dead at a mill. Two hours later, a person was shot at a bar.", "a person"),
    ],
)
def test_whoever_may_be_somebody_else_is_no_more_than_shot(text: str, quote: str) -> None:
    assert [outcome for words, outcome in outcomes(text).items() if words.startswith(quote)] == ["injured"]


LATER = (
    " Los vecinos oyeron ruidos. Llegaron patrullas. La calle fue cerrada. Nadie dijo nada. Hubo un minuto de silencio."
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"Alguien le disparó en la cabeza.{LATER} Omar Sulu fue asesinado, según la policía.", "le disparó"),
        (f"Omar Sulu fue asesinado en Korum.{LATER} Reportaron a una persona herida de bala.", "una persona"),
    ],
)
def test_where_the_whole_text_tells_of_one_harmed_he_is_who_died(text: str, quote: str) -> None:
    assert [outcome for words, outcome in outcomes(text, "es").items() if words.startswith(quote)] == ["killed"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"Omar Sulu fue asesinado en Korum.{LATER} Una mujer resultó herida de bala.", "Una mujer"),
        (
            f"Omar Sulu fue asesinado en Korum.{LATER} En otro ataque, una persona resultó herida de bala.",
            "una persona",
        ),
        (f"Dos hombres fueron asesinados en Korum.{LATER} Una persona resultó herida de bala.", "Una persona"),
    ],
)
def test_where_a_text_tells_of_more_than_one_the_wounded_live(text: str, quote: str) -> None:
    assert [outcome for words, outcome in outcomes(text, "es").items() if words.startswith(quote)] == ["injured"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The shotgun went off at a mill, killed Ana Sulu and wounded one of the dogs.", "wounded one"),
        ("Ana Sulu, 16, was fatally shot in Korum when a man was wounded beside her.", "a man"),
        ("One wounded in Korum. Ana Sulu was fatally shot, police said.", "One wounded"),
    ],
)
def test_whoever_is_hurt_beside_the_dead_or_only_counted_is_another_one(text: str, quote: str) -> None:
    assert [outcome for words, outcome in outcomes(text).items() if words.startswith(quote)] == ["injured"]


@pytest.mark.parametrize(
    ("text", "quote", "lang"),
    [
        ("A person was wounded in a shooting in Korum. Officers shot and killed the suspect.", "A person", "en"),
        ("A person was injured in the attack in Korum. In 2019 a guard was killed there.", "A person", "en"),
        ("A man was wounded in a shooting in Korum. The body of a man was found at a mill.", "A man", "en"),
        ("Una persona resultó herida en un tiroteo. El agresor fue abatido por la policía.", "Una persona", "es"),
        ("Two guards were shot in Korum. Two suspects were arrested, and both died in prison.", "Two guards", "en"),
    ],
)
def test_whoever_is_wounded_lives_where_it_is_the_attacker_who_dies(text: str, quote: str, lang: str) -> None:
    assert outcomes(text, lang)[quote] == "injured"
