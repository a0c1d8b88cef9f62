"""In which language a dispatch is read, when nobody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from testigo.errors import PackError
from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.packs import language, languages
from testigo.packs.build_function_words import compile_words
from testigo.packs.folding import without_accents
from testigo.pipeline import read_dispatch
from testigo.reading.tongue import chosen, passages, tongue_of

TEXTS = {
    "en": "The guards were taken to the hospital, where two of them died on Monday, the mayor of Korum said.",
    "es": "Los guardias fueron llevados al hospital, donde dos de ellos murieron el lunes, según el alcalde de Korum.",
    "ca": "Els guàrdies van ser portats a l'hospital, on dos d'ells van morir dilluns, segons l'alcalde de Korum.",
    "de": "Die Wächter wurden ins Krankenhaus gebracht, wo zwei von ihnen am Montag starben, sagte der Bürgermeister.",
    "fr": "Les gardes ont été conduits à l'hôpital, où deux d'entre eux sont morts lundi, selon le maire de la ville.",
    "gl": "Os gardas foron levados ao hospital, onde dous deles morreron o luns, segundo o alcalde da vila de Korum.",
    "it": "Le guardie sono state portate in ospedale, dove due di loro sono morte lunedì, secondo il sindaco di Korum.",
    "nl": "De bewakers werden naar het ziekenhuis gebracht, waar twee van hen op maandag zijn overleden.",
    "pt": "Os guardas foram levados para o hospital, onde dois deles morreram na segunda-feira, segundo o prefeito.",
    "ru": "Охранники были доставлены в больницу, где двое из них умерли в понедельник, как сообщил мэр.",
}
SPANISH = TEXTS["es"]


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("written", [str, str.upper, str.lower, without_accents])
def test_a_sentence_is_enough_to_know_a_language_in_any_letters(code: str, written: type[str]) -> None:
    tongue = tongue_of(written(TEXTS[code]))
    assert (tongue.code, tongue.sure) == (code, True)


def test_a_dispatch_is_read_in_the_language_of_its_text_and_says_in_which() -> None:
    for code in languages():
        record = read_dispatch(Dispatch(id="d", text=TEXTS[code]))
        assert record.dispatch.lang == code
        assert not {"undetermined_language", "mixed_languages"} & {issue.code for issue in record.issues}


def test_a_text_in_a_language_without_a_pack_is_not_read_as_another() -> None:
    record = read_dispatch(Dispatch(id="d", text=TEXTS["fr"]))
    assert [issue.code for issue in record.issues] == ["no_language_pack"]
    assert (record.dispatch.lang, record.claims) == ("fr", ())


def test_the_language_that_is_named_is_believed() -> None:
    record = read_dispatch(Dispatch(id="d", text=SPANISH, lang="en"))
    assert (record.dispatch.lang, record.issues) == ("en", ())


def test_a_headline_without_small_words_is_read_in_the_pack_that_knows_its_words() -> None:
    record = read_dispatch(Dispatch(id="d", text="Gunmen kill five guards"))
    assert record.dispatch.lang == "en"
    assert [issue.code for issue in record.issues] == ["undetermined_language"]
    assert [claim.count.low for claim in record.claims if isinstance(claim, Toll)] == [5]


def test_a_text_that_no_pack_knows_a_word_of_is_not_read_and_says_so() -> None:
    record = read_dispatch(Dispatch(id="d", text="3 - 1, 2 - 2"))
    assert (record.dispatch.lang, record.claims) == ("und", ())
    assert [issue.code for issue in record.issues] == ["undetermined_language"]


def test_a_text_is_not_left_unread_for_a_foreign_notice_at_its_head() -> None:
    text = f"{TEXTS['fr']}\n" * 15 + f"{TEXTS['en']}\n" * 30
    assert chosen(text).code == "en"


def test_lists_and_codes_hold_too_few_small_words_to_be_sure_of_anything() -> None:
    assert not tongue_of("Korum 3 Lesina 1, Sura 2 Valt 2, Doran 1 Issa 0, Korum el Sura 4 Brod 2").sure


def test_lines_in_another_language_are_named_with_the_first_of_them() -> None:
    text = f"{SPANISH}\n{SPANISH}\n{SPANISH}\n\n{TEXTS['en']}\n{TEXTS['en']}\n"
    (doubt,) = chosen(text).doubts
    assert doubt.code == "mixed_languages"
    assert text[slice(*doubt.span)] == TEXTS["en"]
    assert "(2)" in doubt.message


IN_BOTH = """Dos pescadores fueron asesinados por hombres armados en el puerto de Korum, según la policía.
Las autoridades no han detenido a nadie por el crimen, y los vecinos piden justicia.
Two fishermen slain in Korum
Two fishermen were murdered by gunmen in the harbour of Korum, the police said on Monday.
Their boat was set on fire by the men who had killed them, and a third fisherman was wounded."""


def test_a_passage_in_another_language_is_read_in_it_and_tells_of_the_same_happening() -> None:
    record = read_dispatch(Dispatch(id="d", text=IN_BOTH, lang="es"))
    told = [(c.outcome, c.count.low, c.rule[:2], c.account) for c in record.claims if isinstance(c, Toll)]
    assert told[0] == ("killed", 2, "es", "a1")
    assert ("injured", 1, "en", "a1") in told
    assert {account.id for account in record.accounts} == {"a1"}
    assert all(claim.quote == IN_BOTH[slice(*claim.span)] for claim in record.claims)


def test_a_claim_says_which_pack_read_it_also_in_a_passage_in_another_language() -> None:
    record = read_dispatch(Dispatch(id="d", text=IN_BOTH, lang="es"))
    versions = {claim.rule[:2]: claim.reader_version for claim in record.claims if isinstance(claim, Toll)}
    assert versions == {code: language(code).version for code in ("es", "en")}


def test_a_line_that_shows_too_little_belongs_to_the_passage_beside_it() -> None:
    quoted = f"{SPANISH}\nIn the port of Korum\n{TEXTS['en']}"
    assert [quoted[slice(*span)] for span in passages(quoted, "es")["en"]] == ["In the port of Korum", TEXTS["en"]]


def test_names_and_titles_make_no_line_foreign() -> None:
    beside = f"{TEXTS['en']}\nGunmen kill 20 guards, San José de la Mariquina\n{SPANISH}"
    assert [beside[slice(*span)] for span in passages(beside, "en")["es"]] == [SPANISH]
    title = "The Man Who Killed Two Hundred Soldiers and the Girl Who Was Not There for Him"
    assert passages(f"{SPANISH}\n{title}\n{SPANISH}", "es") == {}


def test_a_foreign_title_in_a_text_is_no_second_language() -> None:
    assert chosen(f"{SPANISH} Los actores de The Last of the Guards llegaron a la ciudad.").doubts == ()


def test_a_list_without_words_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "function_words.toml"
    path.write_text("# nothing yet\n[function]\n", encoding="utf-8")
    with pytest.raises(PackError, match="function without words") as caught:
        compile_words([str(path)])
    assert caught.value.place.endswith("function_words.toml:2")
