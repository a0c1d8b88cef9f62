"""What several phrases of an English dispatch tell together of those whom violence befell."""

import testigo


def claims(text: str) -> list[testigo.Toll]:
    """The tolls of an English text."""
    record = testigo.read(text, date="2022-06-15", lang="en")
    return [claim for claim in record.claims if isinstance(claim, testigo.Toll)]


def tolls(text: str) -> list[tuple[str, int, str]]:
    """Each toll of an English text: its outcome, its low bound and its words."""
    return [(claim.outcome, claim.count.low, claim.quote) for claim in claims(text)]


def killed(text: str) -> list[int]:
    """How many the main account counts as killed, for all and class by class."""
    record = testigo.read(text, date="2022-06-15", lang="en")
    return [line.best for line in record.accounts[0].toll if line.outcome == "killed"]


def test_a_name_for_whoever_was_killed_counts_nobody_more() -> None:
    assert killed("A baker shot and killed on Monday in Korum has been identified as 17-year-old Omar Sulu.") == [1, 1]
    assert killed("The coroner identified the baker killed in the shooting as Omar Sulu.") == [1, 1]


def test_both_are_two_and_count_nobody_more_than_the_names_before() -> None:
    text = "Ana Ruiz, 23, and Eva Lanza, 29, were both shot dead on Monday."
    assert [low for _, low, _ in tolls(text)] == [1, 1, 2]
    assert killed(text)[0] == 2


def test_two_who_were_shot_are_dead_where_both_then_died() -> None:
    assert [outcome for outcome, _, _ in tolls("Two brothers were shot. Both died at a hospital.")] == ["killed"] * 2
    mixed = tolls("Three brothers were shot. Two died at a hospital.")
    assert [outcome for outcome, _, _ in mixed] == ["injured", "killed"]


def test_victims_whom_the_next_sentence_tells_as_wounded_are_alive() -> None:
    found = tolls(
        "A gunman killed a baker on Monday. Police identified the Korum nightclub victims as Ana Ruiz, 25; "
        "Eva Bek, 31; and Omar Sulu, 19. All three are listed in fair condition."
    )
    assert [outcome for outcome, _, words in found if words in {"Ana Ruiz", "Eva Bek", "Omar Sulu"}] == ["injured"] * 3


def test_a_murder_told_by_a_name_is_that_of_whoever_had_it() -> None:
    found = claims("Gunmen killed journalist Omar Sulu on Monday. Sulu's murder shook the town, as did Lanza's murder.")
    assert [claim.people for claim in found] == ["journalists", "journalists", "unknown"]


def test_some_of_the_wounded_are_not_of_the_police_who_say_so() -> None:
    found = claims("Police say two of the wounded later died after the shooting.")
    assert [claim.people for claim in found] == ["unknown"]


def test_two_speakers_who_count_the_same_dead_are_not_added_up() -> None:
    text = "The mayor said 31 residents were killed, while the minister spoke of 19 residents and six raiders killed."
    assert killed(text)[0] == 31


def test_a_claim_that_the_accused_deny_stands_as_the_word_of_who_made_it() -> None:
    (nine,) = claims("Activists said soldiers killed nine villagers, a claim the army denies.")
    assert nine.stance != "denied"


def test_a_corrected_toll_denies_the_old_figure_and_not_the_new_one() -> None:
    found = claims("Police corrected the toll of five dead: seven traders were shot dead on Monday.")
    assert {claim.count.low: claim.stance for claim in found}[7] == "asserted"


def test_kin_and_companions_behind_a_name_are_victims_of_their_own() -> None:
    assert killed("A mother, Ana Sulu, and daughter were shot dead on Monday.")[0] == 2
