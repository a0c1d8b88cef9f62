"""The gazetteer: what it is made of, what it finds, and what happens when it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from testigo.errors import PackError
from testigo.model.dispatch import Dispatch
from testigo.packs.language import language
from testigo.packs.world import gazetteer as packed
from testigo.packs.world.build import write_gazetteer
from testigo.packs.world.gazetteer import Gazetteer, gazetteer
from testigo.packs.world.names import key
from testigo.packs.world.sources import FOLDER, Made, is_name, short_name, source_folder, without_twins
from testigo.pipeline import read_dispatch


def village(number: int, name: str, lat: float, lon: float, people: int = 0, region: int = 1) -> Made:
    return Made(
        id=number, name=name, kind="settlement", country="MX", admin1=region, lat=lat, lon=lon, population=people
    )


def test_two_entries_of_one_settlement_become_one_with_the_names_of_both() -> None:
    twins = [village(1, "Villa Unión", 28.22, -100.73, 5_000), village(2, "Villa Union", 28.21, -100.72, 90)]
    (only,) = without_twins(twins)
    assert (only.id, only.names) == (1, ["Villa Union"])


def test_settlements_of_one_name_that_lie_apart_or_in_two_regions_stay_two() -> None:
    apart = [village(1, "Korum", 28.2, -100.7), village(2, "Korum", 28.4, -100.7)]
    other_region = [village(1, "Korum", 28.2, -100.7), village(2, "Korum", 28.2, -100.7, region=2)]
    assert [len(list(without_twins(two))) for two in (apart, other_region)] == [2, 2]


def test_villa_union_lies_once_in_each_of_its_states() -> None:
    places = [p for p in gazetteer().named("villa union") if p.country == "MX" and p.kind == "settlement"]
    states = [gazetteer().place(p.admin1 or 0) for p in places]
    assert sorted(s.code or "" for s in states if s) == ["MX-COA", "MX-DUR", "MX-SIN", "MX-VER"]


@pytest.mark.parametrize("spelling", ["Sana'a", "SANAA", "Sanaa", "Sanʻa’"])
def test_a_name_is_found_however_it_is_spelt(spelling: str) -> None:
    assert "YE" in {place.country for place in gazetteer().named(spelling)}


def test_a_region_spelt_in_another_way_is_found_within_its_country() -> None:
    assert {p.code for p in gazetteer().alike("Jawzjan", "AF")} >= {"AF-JOW"}
    assert gazetteer().alike("Jawzjan", "MX") == ()


def test_a_town_spelt_in_another_way_is_found_by_its_sound_within_its_country() -> None:
    assert [p.name for p in gazetteer().heard("Baqouba", "IQ")] == ["Baqubah"]
    assert gazetteer().heard("Baqouba", "PE") == ()


def test_codes_of_airports_and_bare_transcriptions_are_no_names() -> None:
    assert [name for name in ("Mosul", "OSM", "mwsl", "Мосул") if is_name(name)] == ["Mosul"]


def test_a_by_name_of_a_region_is_not_its_name() -> None:
    assert short_name("California", ["Golden State", "State of California"]) == "California"


def test_every_country_and_region_of_the_english_pack_is_in_the_gazetteer() -> None:
    settings = language("en").settings
    codes = {*settings["countries"], *settings["regions"]} - {"IQ-KR"}
    assert {code for code in codes if gazetteer().coded(code) is None} == set()


def test_the_point_of_a_country_lies_among_its_places() -> None:
    for code, lat, lon in (
        line.split("\t") for line in (FOLDER / "countries.tsv").read_text().splitlines() if line[0] != "#"
    ):
        row = (
            gazetteer()
            ._store.execute(
                "SELECT min(lat), max(lat), min(lon), max(lon) FROM place WHERE country = ? AND kind != 'country'",
                (code,),
            )
            .fetchone()
        )
        if row[0] is not None:
            assert row[0] - 4 <= float(lat) <= row[1] + 4, code
            assert row[2] - 4 <= float(lon) <= row[3] + 4, code


def test_every_capital_of_our_own_table_is_a_settlement_of_its_region() -> None:
    rows = [line.split("\t") for line in (FOLDER / "capitals.tsv").read_text().splitlines() if line[0] != "#"]
    named = sum(bool(name) for _, name in rows)
    kept = gazetteer()._store.execute(
        "SELECT count(*) FROM capital c JOIN place r ON r.id = c.of JOIN place p ON p.id = c.place "
        "WHERE r.kind = 'admin1' AND p.admin1 = r.id"
    )
    assert kept.fetchone() == (named,)


def test_of_a_country_with_two_seats_none_is_the_capital() -> None:
    capitals = {code: gazetteer().capital(gazetteer().coded(code).id) for code in ("DK", "BO")}  # type: ignore[union-attr]
    assert {code: c and c.name for code, c in capitals.items()} == {"DK": "Copenhagen", "BO": None}


def test_a_place_that_does_not_exist_has_no_meaning() -> None:
    assert gazetteer().named("Qwertyville-on-Nowhere") == ()


def test_a_missing_gazetteer_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"T-P012 .*nowhere.sqlite: there is no gazetteer \(build the package"):
        Gazetteer(str(tmp_path / "nowhere.sqlite"))


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.sqlite"
    file.write_bytes(b"not a store of places" * 100)
    with pytest.raises(PackError, match="T-P012"):
        Gazetteer(str(file))


def test_a_source_that_is_not_installed_is_named() -> None:
    with pytest.raises(PackError, match="the gazetteer needs the package no_such_package"):
        source_folder("no_such_package")


def test_a_gazetteer_is_written_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "small.sqlite"
    region = Made(id=7, name="West", kind="admin1", country="VD", lat=1, lon=2, code="VD-W", also=["Western Province"])
    town = Made(id=8, name="Korum", kind="settlement", country="VD", lat=1, lon=2, admin1=7, names=["Corum"])
    write_gazetteer([region, town], file)
    small = Gazetteer(str(file))
    assert [(p.id, p.main) for p in (*small.named("KORUM"), *small.named("corum"))] == [(8, True), (8, False)]
    west = small.coded("VD-W")
    assert west is not None
    assert west.also == ("Western Province",)


def test_a_dispatch_without_an_account_does_not_open_the_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened() -> Gazetteer:
        raise AssertionError

    monkeypatch.setattr(packed, "gazetteer", opened)
    assert read_dispatch(Dispatch(id="d", text="The council of Cairo met on Tuesday.", lang="en")).accounts == ()
    assert packed.FILE.endswith("gazetteer.sqlite")


def test_a_key_has_no_capitals_accents_or_signs() -> None:
    assert [key(n) for n in ("Şırnak", "N'Djamena", "Port-au-Prince", "St. Louis", "  Łódź ")] == [
        *("sirnak", "ndjamena", "port au prince", "st louis", "lodz"),
    ]


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("AF", "Helmand|Kandahar|Nangarhar|Nuristan|Maidan Wardak|Uruzgan|Paktika"),
        ("AO", "Cabinda"),
        ("AZ", "Nagorno-Karabakh"),
        ("BA", "Republika Srpska"),
        ("BD", "Chittagong Hill Tracts"),
        ("BI", "Bururi|Cibitoke"),
        ("CD", "North Kivu|South Kivu|Ituri|Orientale|Katanga"),
        ("CM", "Far North"),
        ("CN", "Xinjiang|Tibet"),
        ("CO", "Antioquia|Arauca|Cauca|Norte de Santander"),
        ("EG", "North Sinai|Sinai|Assiut"),
        ("ES", "Basque Country"),
        ("ET", "Tigray|Oromia|Ogaden|Somali Region"),
        ("FR", "Corsica"),
        ("GB", "Ulster|Northern Ireland"),
        ("GE", "Abkhazia|South Ossetia"),
        ("GT", "Peten"),
        ("ID", "Aceh|Papua|Irian Jaya|Central Sulawesi|Maluku|Moluccas"),
        ("IN", "Kashmir|Indian-administered Kashmir|Jammu and Kashmir|Orissa|Odisha|Chhattisgarh"),
        ("IN", "Jharkhand|Manipur|Nagaland|Pondicherry|Telangana|Bihar|Punjab"),
        ("IQ", "Kurdistan|Nineveh|Ninawa|Salahuddin|Salah ad Din|Salaheddin|Diyala|Anbar|Al Anbar|Babil"),
        ("IQ", "Dhi Qar|Kirkuk"),
        ("IR", "Sistan-Baluchestan|Sistan and Baluchistan|Khuzestan"),
        ("LB", "Southern Lebanon|Bekaa"),
        ("LK", "Northern Province"),
        ("LY", "Misrata|Cyrenaica"),
        ("MD", "Transnistria|Transdniestria"),
        ("ML", "Kidal|Gao|Timbuktu|Mopti"),
        ("MM", "Rakhine|Arakan|Kachin|Karen|Shan|Mon"),
        ("MX", "Sinaloa|Guerrero|Tamaulipas|Chiapas"),
        ("MZ", "Cabo Delgado"),
        ("NA", "Caprivi"),
        ("NE", "Tillaberi|Diffa"),
        ("NG", "Rivers State|Borno|Yobe|Adamawa|Plateau|Kaduna|Zamfara"),
        ("PE", "Ayacucho|Huallaga"),
        ("PH", "Mindanao|Bangsamoro|ARMM"),
        ("PK", "North-West Frontier Province|NWFP|Khyber Pakhtunkhwa|Balochistan|FATA"),
        ("PK", "Federally Administered Tribal Areas|Azad Kashmir|Gilgit-Baltistan|Sindh|Sind"),
        ("PS", "West Bank|Gaza Strip"),
        ("RS", "Vojvodina"),
        ("RU", "Chechnya|Chechen Republic|Dagestan|Kabardino-Balkaria|North Ossetia"),
        ("SD", "Darfur|North Darfur|South Kordofan|Blue Nile"),
        ("SN", "Casamance"),
        ("SO", "Puntland|Somaliland|Lower Shabelle|Bay|Galgadud|Middle Shabelle"),
        ("SS", "Upper Nile|Jonglei|Unity|Bahr el Ghazal"),
        ("SV", "Morazan|Chalatenango|Cabanas"),
        ("SY", "Idlib|Aleppo|Deir ez-Zor|Deir al-Zor|Hama|Daraa|Deraa|Raqqa"),
        ("TH", "Narathiwat|Pattani|Yala"),
        ("TJ", "Gorno-Badakhshan"),
        ("TR", "Hakkari|Sirnak|Tunceli"),
        ("UA", "Donetsk|Luhansk|Lugansk|Crimea|Kharkov"),
        ("UG", "Acholi"),
        ("UZ", "Ferghana"),
        ("XK", "Kosovo"),
        ("YE", "Hadramawt|Hadramout|Abyan|Saada|Marib|Hodeidah"),
        ("ZA", "KwaZulu-Natal|Natal|Transvaal"),
    ],
)
def test_regions_at_war_answer_by_their_usual_names_old_names_and_spellings(country: str, names: str) -> None:
    def is_known(name: str) -> bool:
        found = gazetteer().named(name)
        return any(p.country == country and p.kind in ("admin1", "region", "country") for p in found)

    assert [name for name in names.split("|") if not is_known(name)] == []
