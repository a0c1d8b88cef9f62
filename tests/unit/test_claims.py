"""From a text to claims: parts and wholes, fates, running totals, and whether there was violence at all."""

from __future__ import annotations

import pytest

from testigo.model.claim import Force, Tally, Toll
from testigo.model.dispatch import Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch


def record(text: str) -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang="en"))


def tolls(text: str) -> list[Toll]:
    return [claim for claim in record(text).claims if isinstance(claim, Toll)]


def said(text: str) -> list[tuple[str, int, int | None]]:
    return [(t.outcome, t.count.low, t.count.high) for t in tolls(text)]


def parts(text: str) -> dict[str, str | None]:
    """Each toll's words, and those of its whole."""
    found = tolls(text)
    quotes = {t.id: t.quote for t in found}
    return {t.quote: quotes[t.part_of] if t.part_of else None for t in found}


def people_of(text: str, lang: str) -> list[str]:
    found = read_dispatch(Dispatch(id="d", text=text, lang=lang)).claims
    return [claim.people for claim in found if isinstance(claim, Toll)]


# Parts and wholes


def test_people_named_after_including_are_part_of_those_before() -> None:
    text = "Gunmen killed seven people, including two nurses and a guard."
    assert parts(text) == {"seven people": None, "two nurses": "seven people", "a guard": "seven people"}


def test_whoever_fell_in_another_attack_is_no_part_of_those_told_before() -> None:
    text = "Five police officers died in an ambush. In another attack, two people died of gunshots."
    assert parts(text) == {"Five police officers": None, "two people": None}
    assert [t.people for t in tolls(text)] == ["police", "unknown"]


def test_a_smaller_count_that_goes_over_to_another_attack_is_no_part_of_those_told_before() -> None:
    text = (
        "At least five people were wounded when gunmen opened fire on a bar. A clerk was shot in the arm. "
        "Three hours earlier, a boy was wounded in another shooting."
    )
    assert parts(text) == {"At least five people": None, "A clerk": "At least five people", "a boy": None}


def test_whoever_fell_at_another_time_is_no_part_of_those_told_before() -> None:
    text = "A bomb killed 20 clerks on Friday. In January 2009 a bomb killed a guard, Omar Sulu, at the same gate."
    found = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2014-05-10")).claims
    assert [(c.part_of, c.account) for c in found if isinstance(c, Toll)] == [(None, "a1"), (None, "a2")]


def test_a_vague_count_tells_the_people_of_an_exact_one_again() -> None:
    text = "A bomb killed 20 people at a mill. The rebels said that several soldiers were killed."
    assert parts(text) == {"20 people": None, "several soldiers": None}


def test_whoever_is_told_of_behind_the_others_is_one_of_those() -> None:
    text = "Gunmen shot at least four people. One died, and three others were wounded. A clerk was shot in the arm."
    assert parts(text)["A clerk"] == "three others were wounded"


def test_other_rebels_are_none_of_the_rebels_told_before() -> None:
    text = "Troops killed 14 rebels in an ambush. Two other rebels were killed near the river."
    assert parts(text) == {"14 rebels": None, "Two other rebels": None}


def test_what_an_earlier_version_said_is_no_figure_of_today() -> None:
    text = "Gunmen killed eight people. An earlier version of this story said that nine people were killed."
    assert [(t.count.low, t.stance) for t in tolls(text)] == [(8, "asserted"), (9, "denied")]


def test_a_list_after_a_colon_breaks_down_the_whole() -> None:
    text = "The attack killed seven people: four guards and three nurses."
    assert parts(text) == {"seven people": None, "four guards": "seven people", "three nurses": "seven people"}


def test_a_whole_that_its_own_sentence_breaks_down_is_mixed() -> None:
    people = {t.quote: t.people for t in tolls("Gunmen killed seven people, including two nurses and a guard.")}
    assert people["seven people"] == "mixed"


def test_a_smaller_count_in_a_later_sentence_breaks_down_the_whole() -> None:
    text = "Nine people were killed in an attack. Four guards were killed at the gate."
    assert parts(text) == {"Nine people": None, "Four guards": "Nine people"}


def test_what_no_longer_fits_into_a_whole_is_no_part_of_it() -> None:
    text = (
        "Gunmen killed five people in an attack. Four guards were killed at the gate. Three nurses were killed inside."
    )
    assert parts(text)["Three nurses"] is None


def test_another_outcome_breaks_down_nothing() -> None:
    text = "Nine people were killed in an attack. Four guards were wounded at the gate."
    assert parts(text)["Four guards"] is None


# Fates


def test_shot_is_injured_unless_the_text_lets_the_same_people_die() -> None:
    assert said("A guard was shot.") == [("injured", 1, 1)]
    assert said("A guard was shot and died in hospital.") == [("killed", 1, 1)]
    assert [outcome for outcome, *_ in said("A guard was shot. The guard died on Sunday.")] == ["killed", "killed"]


def test_whoever_may_have_died_is_no_more_than_wounded() -> None:
    text = "A man was shot and wounded on Friday. Nobody knew if the man had died."
    assert said(text)[0] == ("injured", 1, 1)


def test_whoever_is_called_by_what_another_one_suffered_is_not_dead() -> None:
    text = "A teen was shot dead in a yard. Another teen was wounded. The teen wounded in the thigh hid in a shop."
    assert said(text) == [("killed", 1, 1), ("injured", 1, 1), ("injured", 1, 1)]


def test_a_victim_whose_name_is_told_was_hurt_where_nobody_died() -> None:
    assert said("A guard was shot in the arm. Later police said the victim was Omar Sulu.") == [("injured", 1, 1)] * 2
    assert said("A guard was shot dead. Later police said the victim was Omar Sulu.") == [("killed", 1, 1)] * 2


def test_the_death_of_somebody_else_does_not_kill_the_wounded() -> None:
    assert ("injured", 1, 1) in said("A guard was shot. Two nurses died in the attack.")


# Running totals


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen have killed 40 drivers this year.",
        "Attackers have killed more than 300 guards since the start of the revolt.",
        "Gunmen killed 90 drivers across the country.",
        "Gunmen killed 40 drivers in the past three months.",
    ],
)
def test_a_running_total_is_a_toll_of_no_account_and_a_tally(text: str) -> None:
    found = record(text)
    (toll,) = (c for c in found.claims if isinstance(c, Toll))
    (tally,) = (c for c in found.claims if isinstance(c, Tally))
    assert toll.account is None
    assert (tally.measure, tally.count) == (toll.outcome, toll.count)
    assert found.accounts == ()


SUMS = [
    "Four guards were killed in two bombings in the capital. A bomb at a gate killed one guard. "
    "Another bomb killed three guards at a bank.",
    "Gunmen killed 12 people on Tuesday. Seven people were shot dead in Lima. In Cuzco, five were killed in a raid.",
]


@pytest.mark.parametrize("text", SUMS)
def test_a_figure_to_which_what_several_incidents_did_adds_up_is_a_running_total(text: str) -> None:
    assert [toll.account is None for toll in tolls(text)] == [True, False, False]


def test_a_figure_to_which_the_dead_of_one_incident_add_up_is_its_toll() -> None:
    text = "Gunmen killed 12 people in a raid on Lima. Seven of them were guards. Five clerks were shot dead."
    assert all(toll.account is not None for toll in tolls(text))


def test_what_is_told_behind_a_running_total_is_no_part_of_it() -> None:
    text = (
        "The war claims more than 100 lives per day. Seven people were killed when a bomb exploded in a market. "
        "Meanwhile, two guards were killed in a raid."
    )
    assert [toll.part_of for toll in tolls(text)] == [None, None, None]


def test_one_round_of_arrests_all_over_a_land_is_no_running_total() -> None:
    (arrested,) = tolls("Gunmen fled after the attack. Soldiers arrested 20 suspects across the country.")
    assert arrested.account is not None


def test_the_count_of_one_day_is_no_running_total() -> None:
    found = record("Gunmen killed 40 drivers on Sunday.")
    assert not any(isinstance(c, Tally) for c in found.claims)
    assert [c.account for c in found.claims if isinstance(c, Toll)] == ["a1"]


def test_one_person_is_no_running_total() -> None:
    assert [t.account for t in tolls("A gunman killed Omar Sulu this year.")] == ["a1"]


# Violence


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died when a ferry sank.",
        "Two drivers were injured in a collision.",
        "Six patients died of cholera.",
        "The striker was injured in the final.",
        "Nine people died.",
    ],
)
def test_a_neutral_word_without_violence_around_it_makes_no_claim(text: str) -> None:
    assert record(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died in a bomb attack.",
        "Gunmen fled after the attack. Nine people died.",
        "Nine people were murdered.",
    ],
)
def test_a_word_of_violence_near_by_makes_a_neutral_word_a_claim(text: str) -> None:
    assert said(text) == [("killed", 9, 9)]


def test_a_threat_or_a_plan_is_no_claim() -> None:
    assert said("Gunmen threatened to kill two hostages.") == [("abducted", 2, 2)]
    assert said("Rebels plotted to murder three judges.") == []


def test_nobody_is_a_count_and_silence_is_none() -> None:
    assert said("Nobody was killed in the attack.") == [("killed", 0, 0)]
    assert said("Gunmen attacked a village.") == []


def test_those_who_took_part_are_a_force_and_no_toll() -> None:
    found = record("At least 60 gunmen stormed the barracks and killed two guards.")
    (force,) = (c for c in found.claims if isinstance(c, Force))
    assert (force.side, force.count.low, force.count.high) == ("armed_group", 60, None)


def test_two_outcomes_of_the_same_people_are_two_claims() -> None:
    assert said("Gunmen kidnapped and murdered two clerks.") == [("abducted", 2, 2), ("killed", 2, 2)]


# Whose class it is


def classes(text: str) -> dict[str, str]:
    return {t.quote: t.people for t in tolls(text)}


def test_a_number_alone_counts_people_of_the_class_before_it() -> None:
    found = classes("One guerrilla died and five were hurt in the raid.")
    assert found == {"One guerrilla": "armed_group", "five were hurt": "armed_group"}
    assert classes("Three policemen were killed and seven wounded in the raid.")["seven wounded"] == "police"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Four policemen died in the raid, the mayor said, putting the death toll at 14.", "death toll at 14"),
        ("Four policemen and two clergy were killed in the raid.", "two clergy were killed"),
    ],
)
def test_a_total_or_a_number_with_a_noun_of_its_own_takes_no_class_from_those_before(text: str, quote: str) -> None:
    assert classes(text)[quote] == "unknown"


def test_some_of_a_number_alone_are_of_the_class_before_it() -> None:
    text = "A bomb killed one soldier and injured three, two of them critically."
    assert people_of(text, "en") == ["military", "military", "military"]


def test_two_of_them_are_what_those_before_them_are() -> None:
    assert people_of("A man attacked pupils with a knife, killing two of them.", "en") == ["civilians"]
    assert people_of("Gunmen ambushed six soldiers and killed four of them.", "en") == ["military"]


def test_a_rank_is_of_the_body_named_before_it() -> None:
    text = "Gunmen killed a police captain, a navy lieutenant and two rebel soldiers."
    assert people_of(text, "en") == ["police", "military", "armed_group"]


def test_whoever_is_named_behind_a_phrase_that_tells_what_they_met_has_its_class() -> None:
    text = "A bomb went off. The wounded policemen were identified as Ana Ruiz and Omar Sulu."
    assert people_of(text, "en") == ["police", "police"]


def test_whoever_is_named_as_who_did_it_or_looks_into_it_did_not_meet_it() -> None:
    text = "Five clerks were murdered in Korum. Police named the two gunmen as Ana Ruiz and Omar Sulu."
    assert said(text) == [("killed", 5, 5)]
    text = "Two clerks were murdered in Korum. The two detectives were identified as Ana Ruiz and Omar Sulu."
    assert said(text) == [("killed", 2, 2)]
    text = "Two officers were murdered in Korum. The two officers were identified as Ana Ruiz and Omar Sulu."
    assert people_of(text, "en") == ["police", "police", "police"]


def test_an_article_makes_nobody_of_one_name_with_another() -> None:
    text = "A guard was injured in the raid. Ana Ruiz, a nurse, was killed there."
    assert said(text) == [("injured", 1, 1), ("killed", 1, 1)]


def test_others_are_of_no_class_that_is_not_told() -> None:
    assert classes("A policeman was killed and three others wounded in the raid.")["three others wounded"] == "unknown"


def test_a_victim_of_whom_only_the_name_is_told_is_a_civilian_and_who_is_arrested_over_it_a_suspect() -> None:
    assert classes("Gunmen killed Omar Sulu in an attack.")["Omar Sulu"] == "civilians"
    assert classes("Police arrested Omar Sulu after the attack.")["Omar Sulu"] == "armed_group"


def test_who_is_arrested_in_a_riot_is_no_more_than_a_name() -> None:
    text = "Rioters burned cars in the town in a night of rioting. Police arrested Omar Sulu after the riot."
    assert classes(text)["Omar Sulu"] == "unknown"


def test_he_alone_is_one_whom_the_state_took_or_a_band_let_go() -> None:
    arrested = "Gunmen killed two nuns in an attack. He was arrested on Friday."
    assert said(arrested) == [("killed", 2, 2), ("arrested", 1, 1)]
    assert people_of(arrested, "en") == ["civilians", "armed_group"]
    freed = "Gunmen kidnapped a nun in May. She was freed on Friday. The list was released."
    assert said(freed) == [("abducted", 1, 1), ("released", 1, 1)]


def test_detainees_of_whom_only_a_number_is_told_are_armed_ones_but_civilians_in_unrest() -> None:
    raid = "Pistoleros mataron a dos monjas en un ataque. Hay cinco detenidos."
    assert people_of(raid, "es") == ["civilians", "armed_group"]
    riot = "Los disturbios y las protestas en Korum dejaron siete heridos y 67 detenidos."
    assert people_of(riot, "es")[-1] == "civilians"


def test_whoever_gives_himself_up_is_an_armed_one() -> None:
    text = "A gunman killed two nuns in an attack. Omar Sulu turned himself in on Friday."
    assert classes(text)["Omar Sulu"] == "armed_group"


def test_whoever_alone_was_caught_is_not_caught_again_by_his_name() -> None:
    text = "Mataron a un maestro. La policía capturó a la presunta asesina. Se trata de Ana Ruiz."
    found = read_dispatch(Dispatch(id="d", text=text, lang="es")).claims
    assert [c.outcome for c in found if isinstance(c, Toll)] == ["killed", "arrested"]


def test_who_takes_his_own_life_behind_those_he_killed_is_one_of_the_armed() -> None:
    text = "Omar Sulu killed his wife and a neighbour before turning the gun on himself."
    assert classes(text)["Omar Sulu"] == "armed_group"


def test_a_name_keeps_the_class_told_of_it_elsewhere() -> None:
    text = "Gunmen wounded Judge Omar Sulu in an attack. Omar Sulu was killed later."
    assert classes(text)["Omar Sulu"] == "officials"


def test_armed_men_are_an_armed_group_and_armed_police_are_police() -> None:
    assert classes("Soldiers killed four armed men in a clash.")["four armed men"] == "armed_group"
    assert classes("Gunmen killed four armed policemen in a clash.")["four armed policemen"] == "police"


# The day it happened


def start(text: str) -> str | None:
    found = read_dispatch(Dispatch(id="d", text=text, lang="en", published="2019-12-05"))
    return next(a.start for a in found.accounts if a.main)


def test_the_day_on_which_somebody_said_it_is_not_the_day_it_happened() -> None:
    text = "Gunmen killed two nurses, police said here Wednesday. The attack came on Monday at a clinic, killing two."
    assert start(text) == "2019-12-02"


def test_a_day_that_is_part_of_what_is_said_counts() -> None:
    assert start("Police said that on Monday gunmen killed two nurses.") == "2019-12-02"


def test_a_day_beats_a_month_told_before_it() -> None:
    text = "Gunmen killed two nurses this week. The two nurses were killed on Monday."
    assert start(text) == "2019-12-02"


def test_the_lead_dates_a_toll_even_where_it_counts_nobody() -> None:
    assert start("The clinic was quiet until Monday. Gunmen came at dawn. They shot dead two nurses.") == "2019-12-02"


@pytest.mark.parametrize(
    "words",
    [
        "the deadliest shooting in the country since 2012",
        "the worst attack since the war began",
        "the bloodiest raid in years",
    ],
)
def test_what_an_attack_is_held_against_makes_no_running_total_of_it(words: str) -> None:
    found = record(f"Gunmen killed 14 clerks in the capital on Monday, {words}.")
    assert [c.account for c in found.claims if isinstance(c, Toll)] == ["a1"]
    assert not any(isinstance(c, Tally) for c in found.claims)


def test_a_running_total_stays_one_beside_what_it_is_held_against() -> None:
    found = record("Forty people have been killed by gunmen since January, the highest figure since 2011.")
    assert [c.comparison for c in found.claims if isinstance(c, Tally)] == ["the highest figure since 2011"]


@pytest.mark.parametrize(
    "text",
    [
        "Un comando de la policía detuvo al senador. Su abogado habló en la radio. La lluvia cesó. El mercado abrió.",
        "A police squad with one rifle arrested the senator. His lawyer spoke on air. The market opened. It was late.",
    ],
)
def test_one_word_of_violence_makes_no_arrest_violent(text: str) -> None:
    assert not read_dispatch(Dispatch(id="d1", text=text)).accounts


def test_a_text_of_mishaps_wants_more_than_a_word_of_violence_beside_its_dead() -> None:
    told = "The train crash left 15 dead after an attack of panic. The derailed train had crashed in a storm of rain."
    assert not read_dispatch(Dispatch(id="d1", text=told, lang="en")).accounts


def test_a_running_count_and_its_number_alone_are_one_tally() -> None:
    text = "Vidal counted 33,743 murders in 2018, the secretariat said."
    record = read_dispatch(Dispatch(id="d1", text=text, lang="en", published="2019-01-21"))
    assert [claim.count.low for claim in record.claims if isinstance(claim, Tally)] == [33743]


def test_a_running_count_has_its_place_where_nothing_else_is_told() -> None:
    for lang, text in (
        ("en", "Mexico is heading for a new high in killings, with 28,741 murders so far this year, officials said."),
        ("es", "En lo que va del año suman 28.741 homicidios en México, informó la secretaría."),
    ):
        record = read_dispatch(Dispatch(id="d1", text=text, lang=lang, published="2019-12-03"))
        assert record.accounts == ()
        places = {claim.place for claim in record.claims if isinstance(claim, Tally)}
        assert len(places) == 1
        assert None not in places


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Four clerks were injured when a pair of cousins opened fire in a bar on Sunday."),
        ("es", "Cuatro personas murieron cuando dos hombres abrieron fuego en un bar el domingo."),
        ("pt", "Quatro pessoas morreram quando dois homens abriram fogo em um bar no domingo."),
    ],
)
def test_two_words_that_only_together_tell_of_violence_make_a_neutral_outcome_a_toll(lang: str, text: str) -> None:
    found = read_dispatch(Dispatch(id="d1", text=text, lang=lang))
    assert [c.count.low for c in found.claims if isinstance(c, Toll)] == [4]


def test_a_number_alone_counts_whom_the_sentence_named_and_one_before_a_noun_for_what_they_met_anybody() -> None:
    assert people_of("Unos pistoleros mataron a dos policías e hirieron a tres más.", "es") == ["police", "police"]
    assert people_of("Un ataque mató a dos policías; hay nueve lesionados.", "es") == ["police", "unknown"]
    assert people_of("Gunmen killed two policemen. Three were hurt.", "en") == ["police", "unknown"]


def test_people_who_are_held_are_civilians_and_who_takes_his_own_life_after_a_killing_is_no_victim() -> None:
    assert people_of("Los rebeldes mantienen retenidas a 24 personas.", "es") == ["civilians"]
    assert people_of("Un molinero mató a su esposa y luego se suicidó.", "es") == ["armed_group", "civilians"]


def test_two_of_six_who_were_shot_and_die_are_some_of_the_six() -> None:
    text = "A gunman shot six people in Korum. Two died at a clinic, police said."
    assert parts(text)["Two died"] == "six people"


def test_a_count_is_no_part_of_one_that_its_upper_bound_exceeds() -> None:
    text = "A bomb wounded 35 people in Korum. Up to 60 people were wounded by a second bomb, the army said."
    assert parts(text)["Up to 60 people"] is None


def test_a_running_total_is_no_part_of_one_incident() -> None:
    text = "Gunmen killed 35 people in Korum on Monday. At least 24 guards have been killed this year in such attacks."
    assert all(toll.part_of is None for toll in tolls(text))


def test_whoever_escapes_is_released_where_the_text_told_that_somebody_was_taken() -> None:
    assert said("Gunmen kidnapped six clerks in Korum. Two escaped.") == [("abducted", 6, 6), ("released", 2, 2)]
    assert said("Gunmen shot at six clerks in Korum. Two escaped.") == []


def test_her_alone_is_counted_once_and_where_nobody_else_met_it() -> None:
    text = "A gunman in Korum kidnapped her on Monday, police said. They kidnapped her again on Friday in an attack."
    assert said(text) == [("abducted", 1, 1)]
    assert said("Gunmen in Korum kidnapped a nurse. They kidnapped her at the gate.") == [("abducted", 1, 1)]


def test_whoever_did_it_is_not_whom_a_pronoun_takes_up() -> None:
    assert said("Arrested by Colonel Omar Sulu in a raid, he was killed by soldiers in Korum.") == []


def test_some_of_the_number_are_not_all_of_it() -> None:
    assert said("Gunmen kidnapped nine nuns. Three of the nine were freed.") == [("abducted", 9, 9), ("released", 3, 3)]


def test_whoever_has_come_back_is_released_where_the_text_told_of_captives() -> None:
    text = "Gunmen freed two of nine clerks they took from a bus. Seven of the nine have thus come back."
    assert said(text) == [("abducted", 9, 9), ("released", 2, 2), ("released", 7, 7)]
    assert said("Two guests were hurt in the bomb blast. Seven of the nine have thus come back.") == [("injured", 2, 2)]


def test_an_open_number_behind_the_name_of_a_town_is_nobody_s_age() -> None:
    assert said("Air strike hits school in Vandoria's Korum, at least eight dead - doctor") == [("killed", 8, None)]


def test_whoever_seizes_people_by_arms_does_violence_though_little_else_shows_it() -> None:
    assert said("Gunmen boarded a ferry off Korum and seized its 10 Thai crewmen.") == [("abducted", 10, 10)]


def test_those_who_are_still_in_hospital_are_some_of_the_hurt() -> None:
    assert parts("Eight people were wounded in a raid and five remain in hospital.") == {
        "Eight people": None,
        "five remain in hospital": "Eight people",
    }
    assert parts("Four millers are dead and three are in intensive care after they were wounded in a raid.") == {
        "Four millers": None,
        "three are in intensive care": None,
    }


def test_a_figure_that_is_set_aside_is_denied() -> None:
    found = tolls("The army set aside its first figure of 20 dead and said 17 soldiers were killed in the ambush.")
    assert [(t.count.low, t.stance) for t in found] == [(20, "denied"), (17, "asserted")]


def test_whoever_is_handed_over_or_escapes_was_taken_before() -> None:
    assert said("Rebels handed over five of the nine nurses they have held since April.") == [
        ("abducted", 9, 9),
        ("released", 5, 5),
    ]
    assert said("Two of the nuns abducted from a hostel in May escaped on Friday.") == [
        ("abducted", 2, 2),
        ("released", 2, 2),
    ]


def test_one_word_of_violence_is_enough_for_the_dead_where_nothing_tells_of_a_mishap() -> None:
    text = "A nun survived the shooting. She sang. It was late. Her friend was dead. Eight others are being treated."
    assert said(text) == [("killed", 1, 1), ("injured", 8, 8)]
    assert said(text.replace("She sang", "The ferry sank in the flood")) == []


def test_the_number_of_soldiers_who_were_killed_is_of_soldiers() -> None:
    found = tolls("Two bodies were found after the raid, bringing to 18 the number of soldiers killed.")
    assert [toll.people for toll in found if toll.count.low == 18] == ["military"]


@pytest.mark.parametrize(
    "text",
    [
        "Three fishing licences expired on Friday. Gunmen killed two fishermen on Monday.",
        "Two fishermen died on a lake. The army searched for their boat. It was dark. They were brothers.",
    ],
)
def test_what_expires_and_who_is_searched_for_adds_nobody(text: str) -> None:
    assert sum(toll.count.low for toll in tolls(text)) in (0, 2)


def test_the_wounded_who_number_so_many_are_wounded() -> None:
    found = said("A bomb at a mill killed six people. The injured numbered 40, police said.")
    assert ("injured", 40, 40) in found
    assert ("killed", 40, 40) not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bomb went off at noon. The Sulu murder shook the town.", []),
        ("Omar Sulu was shot dead at noon. The Sulu murder shook the town.", [("killed", 1, 1)] * 2),
        ("The bomber blew himself up at the gate, killing 12 people.", [("killed", 12, 12)]),
    ],
)
def test_a_death_is_told_by_a_surname_only_where_the_text_knows_it_for_somebodys(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("In all, 14 drivers were killed in the blast.", False),
        ("In all, 14 drivers have been killed by gunmen since May.", True),
        ("Some 40 drivers were killed in two clashes.", False),
        ("Some 40 drivers were killed in more than 60 clashes.", True),
        ("Between January and September the army inflicted 800 casualties on the rebels.", True),
        ("About 2,000 drivers were massacred at the pass.", False),
    ],
)
def test_a_count_over_many_incidents_is_a_running_total_and_one_of_a_happening_is_not(text: str, running: bool) -> None:
    assert {toll.account is None for toll in tolls(text)} == {running}
