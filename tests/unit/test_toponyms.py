"""Which words of a dispatch name places, and which are people, organisations and words of the language."""

from __future__ import annotations

import pytest

from testigo.model.dispatch import Dispatch
from testigo.model.toponym import Toponym
from testigo.packs import language
from testigo.packs.world.gazetteer import gazetteer
from testigo.pipeline import read_dispatch
from testigo.reading.places.toponyms import toponyms
from testigo.reading.sentences import paragraphs, sentences

EN = language("en")


def found(text: str) -> list[Toponym]:
    spans = [span for part in paragraphs(text) for span in sentences(text, *part, EN)]
    return list(toponyms(text, spans, EN, gazetteer()))


def names(text: str) -> list[str]:
    return [t.name for t in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister thanked Mr. Jordan for his patience.",
        "The heiress Paris Hilton was not among the guests.",
        "A nurse, Georgia Smith, found the wounded man.",
        "Officers questioned Lincoln Washington for three hours.",
        "A spokesman, Colonel Houston, declined to comment.",
        "The shop opened on Monday in March and closed in May.",
        "Most of them were asleep when Both brothers left.",
    ],
)
def test_names_of_people_and_words_of_the_language_are_no_places(text: str) -> None:
    assert names(text) == []


def test_a_family_name_that_comes_back_alone_is_no_place() -> None:
    assert names("Deputies arrested Ondrej Lincoln. Later Lincoln asked for water.") == []


def test_an_organisation_is_not_where_something_happened() -> None:
    (chicago,) = found("The Chicago Police Department opened an inquiry.")
    assert (chicago.name, chicago.role) == ("Chicago", "watch")
    (chicago,) = found("The Chicago University Press opened an inquiry.")
    assert (chicago.name, chicago.role) == ("Chicago", "body")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A bomb went off in Kirkuk before noon.", "Kirkuk", "at"),
        ("A bomb went off in the restive northern city of Kirkuk.", "Kirkuk", "at"),
        ("The bus burned 20 km north of Kirkuk.", "Kirkuk", "near"),
        ("The bus burned near Kirkuk.", "Kirkuk", "near"),
        ("The wounded were driven to Kirkuk.", "Kirkuk", "motion"),
        ("Three Nigerien soldiers were hurt.", "Nigerien", "people"),
    ],
)
def test_the_words_before_a_place_tell_how_it_stands(text: str, name: str, role: str) -> None:
    (place,) = found(text)
    assert (place.name, place.role) == (name, role)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels held the northern province of Idlib.", "admin1"),
        ("Rebels shelled Idlib province at dawn.", "admin1"),
        ("Rebels shelled the town of Idlib at dawn.", "settlement"),
        ("Rebels shelled the Syrian city Idlib at dawn.", "settlement"),
        ("Pirates boarded a tanker off the coast of Benin.", "sea"),
    ],
)
def test_the_words_beside_a_place_tell_what_it_is(text: str, kind: str) -> None:
    assert found(text)[-1].kind == kind


def test_a_word_that_leads_up_to_a_place_is_no_place_though_some_village_is_called_so() -> None:
    assert names("In Mosul, gunmen shot thirteen officers.") == ["Mosul"]


def test_a_place_and_what_is_set_beside_it_are_tied() -> None:
    town, state = found("Two men were shot in the town of Villa Union, Coahuila state.")
    assert (town.tied, state.tied) == ((1,), (0,))


def test_a_village_that_no_gazetteer_has_is_a_place_by_the_word_before_it() -> None:
    (village, region) = found("The patrol was hit near the village of Qarzumbeh in Khost province.")
    assert (village.name, village.candidates, village.kind) == ("Qarzumbeh", (), "settlement")
    assert region.words == "Khost province"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was shot in the 1200 block of South Elm Avenue.", "1200 block of South Elm Avenue"),
        ("Gunmen opened fire at the Blue Lantern motel.", "Blue Lantern motel"),
        ("The blast happened at Moe's Bar on Highway 9.", "Moe's Bar"),
        ("A man died on Rue Gambetta.", "Rue Gambetta"),
    ],
)
def test_a_street_or_a_house_is_an_exact_place(text: str, words: str) -> None:
    assert (found(text)[0].words, found(text)[0].kind) == (words, "exact")


def test_where_the_wounded_were_taken_is_no_exact_place() -> None:
    assert [t for t in found("He died at Mercy Hospital on Sunday.") if t.kind == "exact"] == []


def test_in_capitals_a_place_wants_a_word_that_leads_up_to_it() -> None:
    text = "TWO POLICE OFFICERS WERE SHOT IN TEGUCIGALPA, HONDURAS, WHEN A CAR BOMB KILLED FOUR."
    assert names(text) == ["TEGUCIGALPA", "HONDURAS"]


def test_in_small_letters_us_is_no_country() -> None:
    assert names("they told us that two men died in lahore yesterday.") == ["lahore"]


def test_a_paper_s_dateline_with_a_colon_begins_the_text() -> None:
    assert [(t.name, t.role) for t in found("lucknow: two men were shot on tuesday.")] == [("lucknow", "dateline")]


def test_a_region_in_short_stands_behind_its_place_only() -> None:
    assert names("Two people were hurt in Dayton, Ohio. All is OK.") == ["Dayton", "Ohio"]
    assert names("Two people were hurt in Macon, Ga., on Friday.") == ["Macon", "Ga."]


def test_a_word_with_a_hyphen_and_a_small_letter_is_no_name() -> None:
    assert names("Lahore-based traders closed their shops.") == []


def test_a_word_of_the_language_is_a_place_in_a_region_that_the_text_names() -> None:
    assert "Independence" in names("INDEPENDENCE, Mo. - A man was shot in Independence on Friday, officers said.")
    assert names("They signed it in Independence and left.") == []


def test_a_part_of_the_compass_in_small_letters_may_belong_to_a_country_s_name() -> None:
    (korea,) = found("Two soldiers were shot in north Korea, a newspaper wrote.")
    assert [c.country for c in korea.candidates] == ["KP"]


def test_a_hospital_is_not_the_country_it_is_named_after() -> None:
    assert [t for t in found("She died behind St. Vincent's Hospital at dawn.") if t.role in ("at", "near")] == []


def test_a_family_name_that_owns_what_was_done_is_no_place() -> None:
    assert names("Omar Hariri was killed by a bomb. A clerk had a part in Hariri's killing.") == []


def test_a_family_name_behind_what_people_do_to_somebody_is_no_place() -> None:
    assert names("Judith Huntley was hurt on Monday. The bullets hit Huntley at noon.") == []


def test_a_quarter_with_a_name_of_several_words_is_a_place_where_capitals_tell_nothing() -> None:
    kinds = {t.name: t.kind for t in found("A BOMB WENT OFF IN THE POLO CLUB NEIGHBORHOOD OF LIMA.")}
    assert kinds.get("POLO CLUB") == "quarter"
    assert names("TWO MEN DIED IN A SPARSELY POPULATED AREA.") == []


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Two men died in Eastern Ruzata on Monday.", "Ruzata", "Eastern Ruzata"),
        ("Troops shelled the enclave of eastern Ruzata.", "Ruzata", "eastern Ruzata"),
        ("Troops stormed the refugee camp of Ruzata.", "Ruzata", "refugee camp of Ruzata"),
    ],
)
def test_a_part_of_a_place_that_the_gazetteer_lacks_is_called_by_it(text: str, name: str, words: str) -> None:
    assert {t.name: t.words for t in found(text)}[name] == words


def test_a_capital_is_told_by_its_country_and_capital_murder_by_none() -> None:
    told = {t.name: t for t in found("A bomb killed two in the centre of the Iraqi capital.")}
    assert [c.name for c in told["Iraqi capital"].candidates] == ["Baghdad"]
    assert "capital" not in " ".join(names("He was charged with capital murder in Iraq."))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two guards near the Afghan provincial capital of Kunduz.",
        "Gunmen killed two guards in the Serb capital of Bosnia, Banja Luka.",
        "Gunmen killed two guards in Aden, the second capital of Yemen.",
        "Two guards were shot dead in Punjab's capital, police in New Delhi said.",
        "Two guards were shot dead in Macon, 130 km south of Georgia's capital.",
        "Two guards were shot dead in the Tanzanian capital.",
    ],
)
def test_no_capital_is_told_where_a_town_is_named_beside_it_or_another_may_be_meant(text: str) -> None:
    meant = {c.name for t in found(text) for c in t.candidates}
    assert not meant & {"Kabul", "Sarajevo", "Belgrade", "Sanaa", "Lahore", "Tbilisi", "Dodoma"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A witness in the Iraqi capital said two guards were killed by a bomb in Mosul.", "Mosul"),
        ("The minister, speaking in the Ugandan capital, said rebels killed two guards in Gulu.", "Gulu"),
        ("After the Manchester bombing, a mosque guard was stabbed in Oldham.", "Oldham"),
        ("Two guards were killed in the Orlando shooting.", "Orlando"),
    ],
)
def test_a_scene_comes_before_where_somebody_spoke_and_what_happened_elsewhere(text: str, place: str) -> None:
    assert read_dispatch(Dispatch(id="d", text=text, lang="en")).accounts[0].place.name == place


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The Ruza Nightclub shooting left two dead.", "Ruza Nightclub", "at"),
        ("The Baghdad bombing killed two.", "Baghdad", "of"),
        ("he condemned the godhra carnage of last week.", "godhra", "of"),
    ],
)
def test_what_happened_stands_behind_the_place_where_it_did(text: str, name: str, role: str) -> None:
    assert {t.name: t.role for t in found(text)}[name] == role


def test_a_country_before_an_attack_is_no_scene_of_it() -> None:
    assert {t.name: t.role for t in found("The Ukraine attack killed two.")}["Ukraine"] == "plain"


def test_an_embassy_is_called_after_its_nation_and_its_speakers_are_not() -> None:
    told = {t.name: t for t in found("A bomb exploded outside the Australian embassy in Jakarta.")}
    assert told["Australian embassy"].kind == "exact"
    assert "Australian embassy" not in names("The Australian embassy said two were killed.")


def test_who_lives_in_a_village_tells_of_it() -> None:
    assert names("Residents of Ruzata said two died.") == ["Ruzata"]
