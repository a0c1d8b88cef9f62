"""Where an account happened, from the text to the record."""

from __future__ import annotations

import pytest

from testigo.model.circumstance import Place
from testigo.model.dispatch import Dateline, Dispatch
from testigo.model.record import Record
from testigo.pipeline import read_dispatch


def record(text: str, lang: str = "en") -> Record:
    return read_dispatch(Dispatch(id="d", text=text, lang=lang, published="2019-12-03"))


def place(text: str, lang: str = "en") -> Place:
    return record(text, lang).accounts[0].place


def test_the_place_of_the_lead_is_the_account_s_with_its_region_and_country() -> None:
    found = place("Gunmen killed four policemen in Villa Union, Coahuila state, on Saturday, Mexican officials said.")
    assert (found.name, found.admin1, found.admin1_code, found.country) == ("Villa Unión", "Coahuila", "MX-COA", "MX")
    assert (found.precision, found.candidates, found.within) == ("settlement", 1, None)
    assert found.gazetteer_id is not None
    assert found.lat == pytest.approx(28.2, abs=0.1)


def test_a_more_exact_place_within_the_region_beats_the_region() -> None:
    text = (
        "A bomb killed nine people in Afghanistan's eastern Khost province. The blast hit the town of Matun in Khost."
    )
    found = place(text)
    assert (found.text, found.admin1, found.country) == ("Matun", "Khost", "AF")


def test_a_village_that_is_not_known_keeps_its_words_its_region_and_an_issue() -> None:
    text = "Three soldiers were killed near the village of Qarzumbeh in Khost province, Afghanistan, officials said."
    found, issues = place(text), record(text).issues
    assert (found.text, found.name, found.admin1, found.within) == ("Qarzumbeh", "Qarzumbeh", "Khost", "Khost")
    assert (found.precision, found.candidates) == ("settlement", 0)
    assert [(i.code, text[slice(*i.span)]) for i in issues] == [("unknown_place", "Qarzumbeh")]


def test_an_undecided_place_has_only_what_its_meanings_share() -> None:
    text = "Three people were killed and two injured by gunmen in Springfield on Monday, police said."
    found, (issue,) = place(text), record(text).issues
    assert (found.name, found.country, found.admin1, found.lat) == ("Springfield", "US", None, None)
    assert found.candidates > 1
    assert issue.code == "undecided_place"
    assert "geonames:" in issue.message


def test_where_somebody_spoke_is_not_where_it_happened() -> None:
    text = "Rebels killed nine soldiers in Goma on Friday. A spokesman told reporters in Kinshasa on Sunday."
    assert place(text).name == "Goma"


def test_where_help_is_sent_is_not_where_it_happened() -> None:
    text = "More troops were dispatched to Kano after gunmen killed six people in Katsina on Monday."
    assert place(text).name == "Katsina"


def test_the_dateline_counts_only_where_nothing_else_does() -> None:
    plain = "HUAMACHUCO, Peru, Dec. 2 (Reuters) - Gunmen killed two guards on Monday, police said."
    other = "HUAMACHUCO, Peru, Dec. 2 (Reuters) - Gunmen killed two guards in Trujillo on Monday, police said."
    assert [place(text).name for text in (plain, other)] == ["Huamachuco", "Trujillo"]


def test_the_dateline_of_a_city_where_agencies_have_their_offices_tells_the_country_unless_it_happened_here() -> None:
    plain = place("LIMA, Dec. 2 (Reuters) - Gunmen killed two guards on Monday, police said.")
    here = place("LIMA, Dec. 2 (Reuters) - Gunmen killed two guards here on Monday, police said.")
    assert (plain.name, plain.precision) == ("Peru", "country")
    assert (here.name, here.precision) == ("Lima", "settlement")


def test_a_dateline_given_apart_counts_like_a_printed_one() -> None:
    dispatch = Dispatch(id="d", text="Gunmen killed two guards on Monday.", lang="en", dateline=Dateline(place="LIMA"))
    assert read_dispatch(dispatch).accounts[0].place.country == "PE"


def test_the_country_of_a_people_is_better_than_none() -> None:
    found = place("Nigerien soldiers killed six rebels in an ambush on Monday, the army said.")
    assert (found.country, found.precision) == ("NE", "country")


def test_a_street_is_exact_and_lies_within_its_town() -> None:
    text = "Two men were shot in the 1200 block of Elm Avenue in Toledo, Ohio, on Monday."
    found = place(text)
    assert (found.text, found.precision, found.within) == ("1200 block of Elm Avenue", "exact", "Toledo")
    assert (found.admin1, found.country) == ("Ohio", "US")


def test_off_a_coast_is_at_sea() -> None:
    found = place("Gunmen kidnapped seven sailors off the Nigerian coast on Monday.")
    assert (found.country, found.precision) == ("NG", "sea_or_air")


def test_a_dispatch_that_names_no_place_has_none() -> None:
    assert place("Gunmen killed two guards on Monday.") == Place()


def test_an_account_of_another_time_does_not_take_the_dateline_for_its_place() -> None:
    text = "LIMA, Dec. 2 (Reuters) - Gunmen killed two guards here on Monday.\n\nIn 2011, gunmen killed nine farmers."
    news, old = record(text).accounts
    assert (news.place.name, old.place) == ("Lima", Place())


def test_a_report_that_names_no_place_is_of_the_country_whose_press_writes_its_words() -> None:
    text = "Two men were shot dead on Monday, sheriff's deputies said. A suspect was charged with a felony."
    assert place(text) == Place(country="US", precision="country")


def test_a_headline_given_apart_tells_which_of_several_places_is_meant() -> None:
    text = "Gunmen killed two guards in Guadalupe on Monday."
    told = Dispatch(id="d", text=text, lang="en", published="2019-12-03", headline="Two killed in Zacatecas, Mexico")
    found = read_dispatch(told).accounts[0].place
    assert (found.text, found.admin1, found.country) == ("Guadalupe", "Zacatecas", "MX")


def test_a_place_that_only_the_headline_names_is_the_news_s() -> None:
    text = "Gunmen killed two guards on Monday."
    told = Dispatch(id="d", text=text, lang="en", published="2019-12-03", headline="Two guards killed in Tegucigalpa")
    found = read_dispatch(told).accounts[0].place
    assert (found.name, found.country) == ("Tegucigalpa", "HN")


def test_the_domain_of_a_paper_s_address_tells_whose_press_it_is() -> None:
    text = "Gunmen killed two guards in Guadalupe on Monday."
    told = Dispatch(id="d", text=text, lang="en", published="2019-12-03", url="https://example.com.mx/policiaca/17")
    assert read_dispatch(told).accounts[0].place.country == "MX"


def test_where_the_news_comes_late_the_lead_s_place_does_not_take_it() -> None:
    lead = "The market opened late in the town of Segou in Mali.\n\nThe weather was fine.\n\nMany stayed at home.\n\n"
    news = "Traders were content.\n\nIn the town of Mopti trouble began.\n\nTwo policemen were killed by gunmen there."
    assert place(lead + news).name == "Mopti"


@pytest.mark.parametrize(
    "text",
    [
        "Vicksburg police said on Tuesday that a teenager selling lemonade was shot dead late on Monday.",
        "A teenager was shot dead late on Monday, according to Vicksburg Police.",
        "A teenager was shot dead late on Monday. Vicksburg Police Department detectives are on the case.",
        "A teenager was shot dead late on Monday. Vicksburg firefighters found him.",
    ],
)
def test_whose_police_look_into_it_says_where_it_happened(text: str) -> None:
    found = place(text)
    assert (found.name, found.admin1, found.country) == ("Vicksburg", "Mississippi", "US")


def test_a_street_of_blocks_lies_in_the_town_whose_police_tell_of_it() -> None:
    found = place("A clerk was shot dead on Monday in the 3400 block of South Reeves, Houston police said.")
    assert (found.name, found.admin1) == ("3400 block of South Reeves, Houston", "Texas")
    numbered = place("A clerk was shot dead on Monday near the 1700 block of East 31st Place, Houston police said.")
    assert numbered.name == "1700 block of East 31st Place, Houston"


def test_a_neighborhood_is_not_the_large_city_of_its_name() -> None:
    found = place("A clerk was shot dead on Monday in the Austin neighborhood, Chicago police said.")
    assert (found.text, found.admin1, found.precision) == ("Austin neighborhood", "Illinois", "district")


def test_a_side_of_a_large_city_is_the_city_and_no_small_town_of_the_name() -> None:
    found = place("A clerk was shot dead on Monday in North Baltimore, Baltimore police said.")
    assert (found.name, found.admin1) == ("Baltimore", "Maryland")
    assert place("A clerk was shot dead in East London on Monday.").name == "East London"


def test_a_place_off_a_region_is_told_rather_than_one_off_its_country() -> None:
    lead = "Gunmen took two sailors off the Nigerian coast on Monday.\n\n"
    assert place(lead + "The boat was attacked 30 km off the coast of Rivers State.").name == "Rivers"


def test_a_name_may_end_in_a_possessive() -> None:
    found = place("A clerk was shot dead on Monday, Prince George's County police said.")
    assert (found.name, found.admin1) == ("Prince Georges", "Maryland")


def test_a_camp_keeps_the_words_for_what_it_is() -> None:
    assert place("Two men were shot dead in Sura refugee camp on Monday.").text == "Sura refugee camp"


def test_deputies_of_a_county_say_in_which_it_happened() -> None:
    found = place("Bexar County sheriff's deputies found two men shot dead in a house on Monday.")
    assert (found.name, found.precision, found.admin1) == ("Bexar", "district", "Texas")


def test_the_police_of_a_country_say_no_more_than_before() -> None:
    found = place("Gunmen killed two guards in Lima on Monday, Peru police said.")
    assert (found.name, found.country) == ("Lima", "PE")


def test_a_street_lies_in_the_town_of_the_dateline_and_not_in_one_told_of_in_passing() -> None:
    text = (
        "BUFFALO, N.Y. (WIVB) - A boy was shot dead on Elm Street on Monday.\n\n"
        "His father, who was killed in Hickory, North Carolina, in 2011, was a clerk."
    )
    found = place(text)
    assert (found.within, found.admin1, found.country) == ("Buffalo", "New York", "US")


def test_a_station_in_brackets_is_no_state() -> None:
    found = place("COLUMBIA, S.C. (WIS) - Four people were shot dead in the 5500 block of Elm Road on Monday.")
    assert (found.admin1, found.country) == ("South Carolina", "US")


def test_a_region_by_custom_stands_for_one_of_the_first_order() -> None:
    found = place("Gunmen killed two guards in Darfur, Sudan, on Monday.")
    assert (found.admin1, found.admin1_code, found.country) == ("Darfur", None, "SD")


def test_a_part_of_gaza_is_one_of_the_strip_and_not_of_the_city() -> None:
    found = [place(f"Gunmen killed two guards in {where} on Monday.") for where in ("southern Gaza", "Gaza City")]
    assert [(p.name, p.precision) for p in found] == [("Gaza Strip", "admin1"), ("Gaza", "settlement")]


def test_an_unknown_place_before_its_region_and_country_is_where_it_happened() -> None:
    found = place("Gunmen attacked Qarzumbeh Tal, Khost, Afghanistan, on Saturday and killed four policemen.")
    assert (found.name, found.admin1, found.country) == ("Qarzumbeh Tal", "Khost", "AF")


def test_a_common_word_in_capitals_is_no_town_far_away() -> None:
    text = (
        "QUITO, 4 MAR 91 (EFE) -- [TEXT] TWO U.S. SOLDIERS WERE WOUNDED WHEN A BOMB EXPLODED. "
        "BOTH ARE STILL IN GRAVE CONDITION AT A CLINIC IN ECUADOR."
    )
    assert (place(text).country, "GRAVE" in (place(text).text or "")) == ("EC", False)


def test_a_country_in_short_before_its_people_is_nowhere_in_capitals_either() -> None:
    text = (
        "QUITO, 4 MAR 91 (EFE) -- [TEXT] NINE U.S. SOLDIERS ON LEAVE IN THE CITY OF GUAYAQUIL WERE ATTACKED. "
        "THE U.S. SOLDIERS WERE WOUNDED BY A BOMB. THE ATTACK ON U.S. SOLDIERS WAS CLAIMED BY NOBODY."
    )
    assert (place(text).name, place(text).country) == ("Guayaquil", "EC")


def test_a_country_in_short_before_its_people_is_not_where_it_happened() -> None:
    text = "U.S. soldiers killed four gunmen on Saturday. The U.S. soldiers were on patrol near Khost, Afghanistan."
    assert place(text).country == "AF"


def test_what_is_recalled_first_is_not_the_news_of_a_lead_that_tells_of_today() -> None:
    lead = "Violence came back to the town of Mopti in Mali on Monday.\n\nIn June 2011, gunmen killed nine farmers.\n\n"
    news, old = record(lead + "Gunmen killed two policemen on Monday.").accounts
    assert (news.start, old.date_precision) == ("2019-12-02", "month")


def test_an_article_that_a_hyphen_binds_belongs_to_the_name() -> None:
    found = place("A bomb exploded in the al-Nahda neighborhood of Baghdad on Monday, killing three shoppers.")
    assert (found.text, found.admin1) == ("al-Nahda neighborhood", "Baghdad")
    assert place("Gunmen killed two farmers in the Iraqi town of al-Qaim on Monday.").country == "IQ"


def test_where_somebody_lives_or_speaks_is_not_where_it_happened() -> None:
    text = "A man who was born in Chicago and lived in Denver shot dead two clerks in Boise, Idaho, on Monday."
    assert place(text).name == "Boise"


def test_what_a_town_has_many_of_is_the_town_and_what_it_has_one_of_is_not() -> None:
    assert place("Gunmen shot dead two men in a Peshawar restaurant on Monday.").name == "Peshawar"
    assert place("Gunmen killed two guards at the Karachi airport on Monday.").text == "Karachi airport"
    assert place("Gunmen killed two guards at the Serena Hotel in Kabul on Monday.").text == "Serena Hotel"


def test_a_group_s_name_is_not_where_it_struck() -> None:
    text = "The al-Qaida in Iraq group said the bombers who killed 57 guests of three Amman hotels were its men."
    assert place(text).country == "JO"


def test_a_town_that_a_sentence_sets_far_from_a_city_lies_in_its_own_region() -> None:
    text = "A bomb killed two soldiers north of Baghdad. The explosion occurred in Baiji, 200 km north of Baghdad."
    assert place(text).admin1 == "Salah Al-Din"


def test_a_word_is_no_region_in_short_where_no_place_stands_before_it() -> None:
    text = "Police: Man with gunshot wound dies. A man was shot dead in Milwaukee on Monday, the city's police said."
    assert place(text).name == "Milwaukee"


def test_a_small_town_s_name_behind_an_indefinite_article_is_a_thing_s() -> None:
    text = "A gunman shot three guests at a Sweet 16 party on Saturday in Bridgeport, Connecticut."
    assert place(text).name == "Bridgeport"


def test_the_street_of_a_block_may_be_written_in_small_letters() -> None:
    text = "A boy was shot dead on Monday in the 5100 block of Duke lane, Milwaukee police said."
    assert place(text).text == "5100 block of Duke lane"


def test_a_part_of_a_city_is_no_far_town_of_its_name() -> None:
    text = "Two men were shot dead in the Maysville area of Chicago on Monday."
    assert place(text).admin1 == "Illinois"


def test_the_dateline_of_a_country_s_press_is_a_town_of_the_country() -> None:
    text = (
        "BAMBERG -- A clerk was shot dead in a Bamberg mill on Monday. She lived at 12 Sulu Ave., county sheriff's"
        " deputies said, and Police Sgt. Omar Lanza knew her."
    )
    assert (place(text).country, place(text).admin1) == ("US", "South Carolina")


def test_off_the_coast_of_a_region_is_at_sea_off_the_region() -> None:
    text = "Gunmen seized 12 sailors off the coast of Indonesia's western Aceh province. Raids are common in Indonesia."
    assert (place(text).name, place(text).precision) == ("Aceh", "sea_or_air")


def test_an_island_is_told_by_its_word() -> None:
    text = "Indonesian police hold a man over the bombings on the resort island of Bali which killed 20 tourists."
    assert (place(text).name, place(text).text) == ("Bali", "Bali")


def test_two_streets_that_cross_are_no_town() -> None:
    text = "Two men were shot and wounded near 48th & Hampton on Monday, Milwaukee police said."
    assert (place(text).text, place(text).admin1) == ("48th & Hampton", "Wisconsin")


def test_where_the_wounded_are_taken_is_not_where_it_happened() -> None:
    text = "A clerk was shot in Selma, Alabama, on Monday. She was taken to a city hospital in Birmingham, police said."
    assert place(text).name == "Selma"
    assert place("Gunmen abducted a clerk from a hospital in Goma on Monday.").name == "Goma"


def test_a_court_is_a_street_where_a_number_leads_up_to_it() -> None:
    text = "A man was shot dead in the 300 block of Sulu Court on Monday, Indianapolis police said."
    assert place(text).text == "300 block of Sulu Court"


def test_a_headline_s_town_does_not_take_the_dateline_s_region() -> None:
    text = (
        "Suspect in Corinth gas station murder turns himself in\nCORINTH, Miss. -- A man is held over the murder of a"
        " clerk at a gas station in Corinth on Monday."
    )
    assert place(text).admin1 == "Mississippi"


def test_a_town_that_was_taken_is_where_it_happened() -> None:
    text = "Rebels killed eight soldiers on Monday, seizing the town of Sake near the city of Goma, the army said."
    assert place(text).name == "Sake"


def test_a_part_of_a_city_lies_in_the_city_and_not_in_its_region() -> None:
    text = "Four guards were killed by two bombs in Baghdad. One bomb struck a patrol in Saidiyah district in Baghdad."
    assert (place(text).name, place(text).precision) == ("Baghdad", "settlement")


def test_a_street_with_a_number_crosses_one_that_is_called_so() -> None:
    text = "Milwaukee police said a man was shot dead near N. 48th and Clarke Street on Monday."
    assert place(text).name == "N. 48th and Clarke Street, Milwaukee"


def test_officers_are_called_to_the_block_where_it_happened() -> None:
    text = "CLEVELAND, Ohio -- Police were called to the 3300 block of Seymour Avenue. A girl was shot dead there."
    assert place(text).name == "3300 block of Seymour Avenue, Cleveland"


def test_a_street_lies_in_no_town_that_somebody_was_taken_to() -> None:
    text = (
        "Two men were shot in the 3800 block of Sulu Avenue on Monday, Fresno police said. Both were taken to Visalia"
        " for treatment."
    )
    assert place(text).within == "Fresno"


def test_a_people_named_behind_a_town_is_not_the_country_that_it_lies_in() -> None:
    text = "Gunmen killed two men in the Bosnian town of Zvornik, in Serb lands, on Monday."
    assert (place(text).admin1, place(text).country) == ("Republika Srpska", "BA")


def test_a_city_that_is_known_anywhere_speaks_of_its_region() -> None:
    text = "Israel said gunmen killed two guards on Monday at the Rafah crossing for lorries from Egypt to Gaza."
    assert (place(text).admin1, place(text).country) == ("Gaza Strip", "PS")


def test_a_plain_killing_and_a_bomb_in_another_town_are_two_incidents() -> None:
    told = record("Gunmen killed a mayor in Kano, Nigeria, on Monday. In Jos, a bomb killed three traders.")
    assert [(a.place.name, a.type) for a in told.accounts] == [("Kano", "armed_attack"), ("Jos", "bombing")]


def test_a_municipality_before_a_name_that_is_a_city_s_too_says_that_the_region_is_meant() -> None:
    found = place("Un molinero fue asesinado el lunes en Jerez, Zacatecas.", "es")
    assert (found.name, found.admin1) == ("Jerez de García Salinas", "Zacatecas")


def test_a_road_is_where_it_happened_behind_a_kilometre_and_what_sort_of_road_it_is() -> None:
    found = place("Dos molineros fueron asesinados en el kilómetro 12 de la carretera federal Saltillo-Torreón.", "es")
    assert found.name == "carretera federal Saltillo-Torreón"


def test_a_party_is_no_district() -> None:
    assert place("El líder del Partido Revolucionario Institucional fue asesinado en su casa.", "es").name is None


def test_where_those_are_who_speak_gives_way_to_a_place_near_which_it_happened() -> None:
    text = "A police source in Hama told a paper that gunmen killed four farmers in the hills near Salamiyah on Monday."
    assert place(text).text == "Salamiyah"
    text = "A police source in Hama told a paper that gunmen killed four farmers on Monday."
    assert place(text).text == "Hama"


def test_a_place_of_what_is_only_counted_behind_the_news_is_not_where_it_was() -> None:
    text = "Police shot four marchers dead in Nepal on Monday. It was the worst since 2017, when five died at Saptari."
    assert place(text).name == "Nepal"


def test_a_word_of_an_organisation_s_name_is_no_region() -> None:
    text = "The National Unity Government said a bomb killed six villagers in the town of Qarzumbeh on Monday."
    assert place(text).country is None


def test_a_house_of_a_faith_has_no_name_by_that() -> None:
    text = "Jets bombed a Buddhist monastery in the town of Qarzumbeh on Monday, killing 12 people."
    assert place(text).text == "Qarzumbeh"


def test_what_is_recalled_was_in_the_town_that_its_own_sentence_names() -> None:
    text = (
        "Six people were killed in Kanbalu, Myanmar, on Monday when a jet dropped two bombs. "
        "The district saw the bombing of a school at Qarzumbeh in May of last year, in which 19 people died."
    )
    assert [account.place.text for account in record(text).accounts] == ["Kanbalu", "Qarzumbeh"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Five men were killed in an air raid against the Gaza Strip, Dubai- based channel Ruza said.", "Gaza Strip"),
        ("Five boys were shot dead in the Gulshan neighborhood Monday afternoon in Karachi.", "Gulshan"),
        ("Two men were shot dead in Karachi's Gulshan area on Monday.", "Gulshan"),
        ("two men were shot dead in karachi's gulshan area on monday. the police came late.", "gulshan"),
        ("Two men were arrested from Lahore after a guard was shot dead.", "Lahore"),
    ],
)
def test_where_it_happened_is_told_in_many_ways(text: str, where: str) -> None:
    assert place(text).name == where


def test_a_quarter_keeps_the_word_for_what_it_is_before_a_day() -> None:
    text = "Five boys were shot dead in the Gulshan neighborhood Monday in Karachi."
    assert place(text).text == "Gulshan neighborhood"


def test_where_a_charge_was_announced_is_not_where_it_happened() -> None:
    text = "Nine men were shot dead in Haditha. It was told at a press conference at Camp Ruza base."
    assert place(text).text == "Haditha"


def test_a_sentence_that_counts_another_happening_alone_does_not_place_the_news() -> None:
    text = "Four nurses were kidnapped in Iraq, a channel said. In another attack, two men were killed in Mosul."
    assert place(text).name == "Iraq"


def test_a_hijacking_that_counts_nobody_is_where_the_lead_tells_it() -> None:
    text = (
        "Somali pirates hijacked a ship near Hobyo in Somalia on Thursday. It carried coal. "
        "The owner does not know where it is. He called it. Ten pirates were captured by a navy and sentenced in Kenya."
    )
    assert place(text).country == "SO"


def test_where_a_victim_is_from_and_a_street_s_name_are_not_the_town() -> None:
    text = "Ana Ruza, of Cornelia Avenue, was shot dead in Tulsa on Monday. Police arrested Mark Hopkins of Denver."
    assert place(text).name == "Tulsa"


def test_the_dateline_of_a_large_town_without_an_office_of_an_agency_is_where_it_happened() -> None:
    news = "Nigeria (AP) - Gunmen killed nine people on Monday when they attacked a market, police said."
    assert place(f"MAIDUGURI, {news}").name == "Maiduguri"
    assert place(f"LAGOS, {news}").name == "Nigeria"


def test_a_headline_s_short_name_is_that_of_the_region_in_the_text() -> None:
    text = "Hamas gunmen shot dead nine guards on Monday in the Gaza Strip, witnesses said."
    dispatch = Dispatch(id="d", text=text, lang="en", published="2019-12-03", headline="Gunmen kill nine in Gaza")
    assert read_dispatch(dispatch).accounts[0].place.name == "Gaza Strip"


def test_a_town_that_its_country_owns_is_where_it_was_though_no_map_has_it() -> None:
    found = place("Air strike hits school in Myanmar's Qarzumbeh, at least eight dead - doctor")
    assert (found.text, found.within, found.country) == ("Qarzumbeh", "Myanmar", "MM")
    assert place("Air strike hits school in Myanmar, at least eight dead - Suu Kyi's doctor").text == "Myanmar"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "Nine clerks kidnapped last month from Kankara in Katsina were freed in Abuja, Nigeria, on Monday.",
            "Kankara",
        ),
        ("Gunmen killed nine clerks in Gusau Local Government Area of Zamfara State, Nigeria.", "Gusau"),
        ("Nine people were shot dead in a raid on the Nqutu tavern on Saturday.", "Nqutu tavern, Nqutu"),
    ],
)
def test_a_place_is_told_by_those_who_were_taken_from_it_by_its_kind_or_by_its_tavern(text: str, where: str) -> None:
    assert place(text).name == where
