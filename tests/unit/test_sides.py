"""Who did it, to whom or what, and how that is known: from a text to an account's sides."""

from __future__ import annotations

from typing import Any

import pytest

from testigo import Dispatch, read_dispatch
from testigo.model.account import Account
from testigo.model.claim import Act, Lineage, Responsibility, Toll
from testigo.model.record import Record

DEAD = "Six people were killed in the attack on Monday. "


def record(text: str, day: str | None = "2019-12-03") -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="en", published=day))


def main(text: str) -> Account:
    return record(text).accounts[0]


def by(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.text, p.kind, p.actor, p.basis) for p in main(text).perpetrators]


def claims(text: str, kind: type[Any]) -> list[Any]:
    return [claim for claim in record(text).claims if isinstance(claim, kind)]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Gunmen in SUVs shot dead two clerks.", ("Gunmen", "people", None, "stated")),
        ("Suspected militants shot dead two clerks.", ("Suspected militants", "people", None, "suspects")),
        ("Unidentified attackers shot dead two clerks.", ("Unidentified attackers", "people", None, "unnamed")),
        ("A suicide bomber killed two clerks.", ("A suicide bomber", "people", None, "stated")),
        ("Two clerks were shot dead by soldiers.", ("soldiers", "people", None, "stated")),
        ("Police shot dead two clerks.", ("Police", "organisation", None, "stated")),
        ("Al-Shabaab shot dead two clerks.", ("Al-Shabaab", "organisation", "al-shabaab", "stated")),
        ("Death squads killed two clerks.", ("Death squads", "organisation", None, "stated")),
    ],
)
def test_a_side_is_told_by_its_words_its_kind_and_how_it_is_known(text: str, side: tuple[str, ...]) -> None:
    assert by(text) == [side]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("The Islamic State claimed responsibility for it.", "claimed"),
        ("Officials blamed the Islamic State for the attack.", "blamed"),
        ("The attack was attributed to the Islamic State.", "blamed"),
        ("The attackers wore the insignia of the Islamic State.", "insignia"),
    ],
)
def test_responsibility_is_a_claim_and_a_side_with_its_basis(text: str, basis: str) -> None:
    (said,) = claims(DEAD + text, Responsibility)
    assert (said.side.removeprefix("the "), said.basis, said.account) == ("Islamic State", basis, "a1")
    assert ("Islamic State", "organisation", "islamic-state", basis) in by(DEAD + text)


def test_whoever_says_whose_doing_it_was_is_its_speaker() -> None:
    (said,) = claims(DEAD + "Witnesses said the attackers bore the emblem of the Gulf Cartel.", Responsibility)
    assert [speaker.text for speaker in said.attribution] == ["Witnesses"]
    assert said.quote == "the attackers bore the emblem of the Gulf Cartel"


def test_suspects_who_were_struck_did_not_do_it_but_attackers_did() -> None:
    assert by("Two suspects were lynched in Korum.") == []
    assert [text for text, *_ in by("The attackers were shot dead after an assault on a mill in Korum.")] == [
        "The attackers"
    ]


def test_both_sides_of_a_clash_did_it() -> None:
    text = "Eight people were killed in clashes between soldiers and rebels on Monday."
    assert [side for side, *_ in by(text)] == ["soldiers", "rebels"]


def test_people_and_the_organisation_they_belong_to_are_two_sides_with_one_actor() -> None:
    sides = by("Six villagers were shot dead by members of the Islamic State.")
    assert sides == [
        ("members of the Islamic State", "people", "islamic-state", "stated"),
        ("Islamic State", "organisation", "islamic-state", "stated"),
    ]


def test_rebels_are_of_the_one_armed_group_that_the_dispatch_names_and_that_is_said() -> None:
    text = "Rebels killed six villagers on Monday. The Shining Path was founded in 1970."
    assert ("Shining Path", "organisation", "sendero-luminoso", "reference") in by(text)


def test_rebels_are_of_nobody_where_two_groups_are_named() -> None:
    text = "Rebels killed six villagers on Monday. The Shining Path and the MRTA hold the valley."
    assert [side for side, *_ in by(text)] == ["Rebels"]


def test_an_arrest_is_an_answer_and_its_sides_are_not_those_of_the_attack() -> None:
    text = "Gunmen killed six villagers on Monday. Police arrested two suspects."
    assert [side for side, *_ in by(text)] == ["Gunmen"]


def test_a_denied_or_planned_deed_has_no_perpetrator() -> None:
    assert by(DEAD + "The rebels threatened to attack a bridge.") == []


def test_places_and_things_that_were_struck_are_targets() -> None:
    account = main("Gunmen attacked a police station and torched three buses on Monday, killing six people.")
    assert {(t.text, t.kind) for t in account.targets} >= {("a police station", "place"), ("three buses", "thing")}


def test_an_act_has_actor_target_instrument_and_day() -> None:
    (act, *_) = claims("Gunmen hurled a grenade at a bus on Monday, killing six people.", Act)
    assert (act.type, act.actor, act.target, act.instrument) == ("bombing", "Gunmen", "a bus", "grenade")
    assert act.time is not None
    assert (act.time.start, act.account) == ("2019-12-02", "a1")


def test_every_side_can_be_walked_back_to_the_claims_that_say_so() -> None:
    found = record("Gunmen attacked a bus on Monday, killing six people. The Taliban claimed responsibility.")
    ids = {claim.id for claim in found.claims}
    sides = [side for a in found.accounts for side in (*a.perpetrators, *a.targets)]
    assert sides
    assert all(side.claims and set(side.claims) <= ids for side in sides)


def test_a_toll_says_who_did_it_where_its_sentence_does() -> None:
    (toll,) = claims("Rebels killed six villagers on Monday.", Toll)
    assert toll.by == "Rebels"


def test_violence_that_counts_nobody_is_an_account_all_the_same() -> None:
    account = main("Guerrillas blew up a bridge with dynamite on Monday, police said.")
    assert (account.type, account.start, account.toll) == ("bombing", "2019-12-02", ())
    assert [p.text for p in account.perpetrators] == ["Guerrillas"]


def test_a_team_that_attacked_is_no_violence() -> None:
    assert record("The visitors attacked from the start and their striker fired over the bar.").accounts == ()


def test_an_aside_about_a_groups_descent_is_a_lineage_claim_of_the_wire() -> None:
    text = "Police said the men bore the emblem of the Northeast Cartel, a splinter of the Zetas, in the town."
    (said,) = claims(DEAD + text, Lineage)
    assert (said.subject, said.relation, said.object) == ("Northeast Cartel", "splinter_of", "Zetas")
    assert (said.attribution, said.flags, said.account) == ((), (), None)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Los Zetas, founded by army deserters in 2010, hold the town.", ("date_contradicts_registry",)),
        ("Los Zetas, founded by army deserters in 1999, hold the town.", ()),
        ("Los Zetas, a splinter of the Medellin Cartel, hold the town.", ("relation_contradicts_registry",)),
        ("Los Zetas, a splinter of the Gulf Cartel, hold the town.", ()),
    ],
)
def test_lineage_that_the_registry_knows_otherwise_is_flagged_and_kept(text: str, flags: tuple[str, ...]) -> None:
    (said,) = claims(text, Lineage)
    assert said.flags == flags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A man armed with a knife killed two clerks on Monday.", ["A man"]),
        ("Two men dressed in army fatigues shot dead two clerks on Monday.", ["Two men"]),
        ("Gunmen wearing police uniforms shot dead two clerks on Monday.", ["Gunmen"]),
        ("Rebels led by Omar Sulu killed nine farmers on Monday.", ["Rebels"]),
        ("An armed group attacked a bus on Monday, killing three clerks.", ["An armed group"]),
        ("Turkey launched an assault on the rebels on Monday. It killed 24 farmers.", ["Turkey"]),
        ("Syrian warplanes bombed a village on Monday, killing 12 farmers.", ["Syrian warplanes"]),
        ("An Israeli airstrike killed three farmers on Monday.", ["Israeli"]),
        ("A bomb struck an Afghan army truck on Monday, killing two soldiers.", []),
    ],
)
def test_who_did_it_is_told_however_they_came(text: str, names: list[str]) -> None:
    assert [name for name, *_ in by(text)] == names


def test_a_group_that_claims_a_bombing_did_it() -> None:
    (found,) = by("A Chechen rebel group claimed the bombing which killed 40 clerks on Monday.")
    assert (found[0], found[3]) == ("A Chechen rebel group", "claimed")


def test_a_place_that_a_blast_is_told_of_did_nothing() -> None:
    assert by("The talks were put off after the train blasts in the port of Mumbai, which had killed 180 clerks.") == []


@pytest.mark.parametrize("name", ["Isis", "ISIS"])
def test_initials_that_papers_write_in_small_letters_are_the_same_group(name: str) -> None:
    assert [side[2] for side in by(f"{name} killed three clerks in Iraq on Monday.")] == ["islamic-state"]


def test_a_surname_that_fired_at_somebody_is_who_did_it() -> None:
    assert [side[0] for side in by("A guard was wounded on Monday. Ruza fired two shots at the guard.")] == ["Ruza"]
