"""What kind of incident an account is of, by the words and the people of its sentences."""

from __future__ import annotations

import pytest

from testigo import Dispatch, read_dispatch
from testigo.packs.evidence import Evidence, Term, Together
from testigo.reading.kinds import kinds_of

TYPES = {
    "Gunmen shot dead two farmers near the river on Sunday, police said.": "armed_attack",
    "Gunmen shot dead three farmers near the river on Sunday, police said.": "massacre/execution",
    "Gunmen shot dead three farmers near the river on Sunday and wounded one, police said.": "armed_attack",
    "A suicide bomber killed four recruits outside a barracks.": "bombing",
    "A grenade thrown from a motorcycle wounded six shoppers.": "bombing",
    "Warplanes bombed a market and killed nine traders.": "air_or_drone_strike",
    "Mortar rounds fired by rebels killed two pupils.": "shelling",
    "Five soldiers died when insurgents ambushed their truck.": "ambush",
    "Two guards and three rebels were killed in an exchange of fire in the hills.": "armed_clash",
    "Gunmen abducted seven teachers from a bus.": "abduction",
    "A court clerk was wounded when police clashed with protesters.": "riot",
    "Militiamen beheaded eleven villagers.": "massacre/execution",
    "A girl was shot and killed when her father's rifle went off on Sunday.": "armed_attack",
    "Two guards were killed by small arms fire near the river on Sunday.": "armed_attack",
    "Two farmers were killed in a raid near the river on Sunday, police said.": "armed_attack",
    "Gunmen attacked an army convoy near the river on Sunday, killing a driver.": "ambush",
    "A clerk was killed by the robbers of a store on Sunday, police said.": "armed_attack",
    "A clerk was gunned down by a suspected rebel on Sunday. The clerk was on her way home.": "assassination",
    "Troops shot dead a teacher and wounded a pupil on Sunday in a raid on militants.": "armed_attack",
    "The mayor was assassinated in front of his house.": "assassination",
    "Gunmen opened fire on a car in Korum. Colonel Omar Sulu was killed and his driver was wounded.": "assassination",
    "Gunmen opened fire on a car in Korum. The superintendent's driver was killed.": "armed_attack",
    "A rebel commander was killed in a clash between rebels and troops near Korum.": "armed_clash",
    "Gunmen opened fire on a car in Korum. Omar Sulu, a baker, was killed and his driver was wounded.": "armed_attack",
    "Police arrested four men over the theft of rifles from an armoury.": "arrest_or_raid",
    "A mob lynched a man accused of theft, killing him.": "mob_violence",
    "Two men died when attackers torched their house.": "arson_or_destruction",
    "Assailants fired a rocket at a depot. Two porters were killed in the attack.": "shelling",
    "Attackers shelled the harbour town. One sailor was wounded in the assault.": "shelling",
    "Gunmen attacked a tribal elder near his orchard. The elder was killed in the attack.": "assassination",
    "A missile hit a depot. Two porters were killed in the attack.": "air_or_drone_strike",
    "Rebels set fire to a mill. Two attackers were killed in the attack.": "arson_or_destruction",
}


SPANISH_TYPES = {
    "Dos molineros fueron asesinados el domingo cerca del río.": "assassination",
    "La policía investiga los homicidios de dos molineros, ocurridos el domingo cerca del río.": "assassination",
    "Tres molineros fueron asesinados el domingo cerca del río.": "massacre/execution",
    "Dos molineros fueron asesinados y otro resultó herido a balazos el domingo cerca del río.": "armed_attack",
    "Dos molineros murieron en un ataque armado el domingo cerca del río.": "armed_attack",
    "Un misil cayó sobre un molino y mató a dos molineros.": "air_or_drone_strike",
    "Un cohete cayó sobre un molino y mató a dos molineros.": "shelling",
}


@pytest.mark.parametrize(("text", "kind"), SPANISH_TYPES.items())
def test_in_spanish_one_or_two_who_are_murdered_were_meant(text: str, kind: str) -> None:
    (account,) = read_dispatch(Dispatch(id="d", text=text, lang="es")).accounts
    assert account.type == kind


@pytest.mark.parametrize(("text", "kind"), TYPES.items())
def test_an_incident_has_the_type_that_its_words_show(text: str, kind: str) -> None:
    accounts = read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts
    assert [a.type for a in accounts] == [kind]


def test_whom_an_attack_is_attributed_to_did_it() -> None:
    text = "Gunmen killed two porters. Officials attributed the attack to the Taliban."
    (account,) = read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts
    assert ("Taliban", "blamed") in [(side.text.removeprefix("the "), side.basis) for side in account.perpetrators]


@pytest.mark.parametrize(
    "text",
    [
        "Police on Tuesday said gunmen had killed two porters. The raid began on Sunday.",
        "Gunmen have killed two porters, according to harbour officials on Tuesday. The raid began on Sunday.",
    ],
)
def test_a_day_beside_those_who_tell_is_that_of_telling(text: str) -> None:
    (account,) = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2024-05-08")).accounts
    assert account.start == "2024-05-05"


def test_dead_on_both_sides_tell_a_clash_from_an_attack() -> None:
    text = "Rebels attacked an outpost. Three soldiers were killed. Five rebels were killed."
    (account,) = read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts
    assert account.type == "armed_clash"


def test_a_longer_term_takes_its_words_from_shorter_ones() -> None:
    terms = (Term(("bomb", "threat"), "", 0), Term(("bomb",), "bombing", 3))
    assert kinds_of(["a", "bomb", "threat"], Evidence({"bomb": terms}, ())) == ()
    assert kinds_of(["bomb", "and", "bomb", "threat"], Evidence({"bomb": terms}, ())) == (("bombing", 3),)


def test_further_terms_of_one_type_add_little_to_the_strongest() -> None:
    terms: dict[str, tuple[Term, ...]] = {word: (Term((word,), "armed_attack", 2),) for word in ("gunmen", "shooting")}
    assert kinds_of(["gunmen", "shooting"], Evidence(terms, ())) == (("armed_attack", 3),)


def test_words_that_show_a_type_together_show_nothing_alone() -> None:
    pair = Together((frozenset({"clash"}), frozenset({"marchers"})), "riot", 5)
    assert kinds_of(["clash"], Evidence({}, (pair,))) == ()
    assert kinds_of(["marchers", "clash"], Evidence({}, (pair,))) == (("riot", 5),)
