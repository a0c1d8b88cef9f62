"""A wrong pack is refused before anything is read, and the error names its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from testigo.errors import PackError
from testigo.packs.build import compile_language
from testigo.packs.faults import Faults
from testigo.packs.language import Language, language
from testigo.packs.lexicon import PLAIN

HEAD = """level = "draft"
forms = ["base", "past", "part"]
shapes = ["word", "digits"]
triggers = "harm"
claim_layers = ["toll"]
"""
WORDS = """[[entry]]
class = "person"
people = "unknown"
words = "guard guards"

[[verb]]
kind = "harm"
outcome = "killed"
forms = ["kill killed"]

[fragments]
who = "<person>"
"""
RULES = """[[rules.toll]]
name = "active"
needs = "harm"
pattern = "(?P<what><harm.past>) (?P<who>{who})"
"""

Make = Callable[..., Language]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Compile a small pack, with some of its files replaced."""

    def compile_with(head: str = HEAD, words: str = WORDS, rules: str = RULES) -> Language:
        folder = tmp_path / "xx"
        folder.mkdir()
        for name, text in {"pack": head, "words": words, "rules": rules}.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return compile_language(str(folder), "v1")

    return compile_with


def line_of(text: str, needle: str) -> int:
    return next(i for i, row in enumerate(text.splitlines(), 1) if needle in row)


def test_the_small_pack_itself_is_right(make: Make) -> None:
    pack = make()
    assert [rule.name for rule in pack.rules["toll"]] == ["xx.toll.active"]
    assert pack.triggers.words == {"kill", "killed"}
    assert pack.lexicon.words["killed"].values == {"outcome": "killed"}


def rule(name: str, pattern: str, needs: str = "harm") -> str:
    return f'\n[[rules.toll]]\nname = "{name}"\nneeds = "{needs}"\npattern = "{pattern}"\n'


@pytest.mark.parametrize(
    ("code", "pattern", "says"),
    [
        ("T-P005", "<harm> <persn>", "persn"),
        ("T-P004", "<harm> {whom}", "whom"),
        ("T-P006", "<harm> (<person>", "not a pattern"),
        ("T-P006", "(?P<who><harm>) (?P<who><person>)", "not a pattern"),
    ],
)
def test_a_fault_in_a_pattern_names_the_line_of_its_rule(make: Make, code: str, pattern: str, says: str) -> None:
    rules = RULES + rule("wrong", pattern)
    with pytest.raises(PackError, match=says) as caught:
        make(rules=rules)
    assert (caught.value.code, caught.value.place) == (code, f"xx/rules.toml:{line_of(rules, 'wrong')}")
    assert caught.value.hint


def test_fragments_that_hold_one_another_are_refused(make: Make) -> None:
    words = WORDS + 'one = "{other}"\nother = "{one}"\n'
    with pytest.raises(PackError, match="hold one another") as caught:
        make(words=words, rules=RULES + rule("wrong", "<harm> {one}"))
    assert caught.value.code == "T-P004"


def test_two_values_for_one_word_are_refused_at_the_second(make: Make) -> None:
    words = WORDS.replace(
        "[fragments]", '[[entry]]\nclass = "person"\npeople = "police"\nwords = "officer guard"\n\n[fragments]'
    )
    with pytest.raises(PackError, match="'guard' has people = 'unknown' and 'police'") as caught:
        make(words=words)
    assert (caught.value.code, caught.value.place) == ("T-P003", f"xx/words.toml:{line_of(words, 'officer guard')}")


@pytest.mark.parametrize("forms", ["kill", "kill kills killed killed"])
def test_a_verb_has_as_many_forms_as_the_pack_names_or_one_fewer(make: Make, forms: str) -> None:
    quoted = f'"{forms}"'
    words = WORDS.replace('"kill killed"', f'"kill killed killed",\n  {quoted}')
    with pytest.raises(PackError, match="is no row of forms") as caught:
        make(words=words)
    assert (caught.value.code, caught.value.place) == ("T-P008", f"xx/words.toml:{line_of(words, quoted)}")


def test_a_missing_participle_is_the_past(make: Make) -> None:
    lexicon = make().lexicon
    assert {"harm.past", "harm.part"} <= set(lexicon.symbols[lexicon.words["killed"].symbol])


@pytest.mark.parametrize("needs", ["person", "harm person", ""])
def test_a_rule_that_could_match_where_the_gate_closes_is_refused(make: Make, needs: str) -> None:
    rules = RULES + rule("wrong", "<harm> <person>", needs)
    with pytest.raises(PackError, match="the gate drops") as caught:
        make(rules=rules)
    assert (caught.value.code, caught.value.place) == ("T-P009", f"xx/rules.toml:{line_of(rules, 'wrong')}")


def test_a_need_that_no_word_meets_is_refused(make: Make) -> None:
    with pytest.raises(PackError, match="no word has the class harmm") as caught:
        make(rules=RULES + rule("wrong", "<harm>", "harm harmm"))
    assert caught.value.code == "T-P005"


def test_a_pack_without_words_for_its_gate_is_refused(make: Make) -> None:
    with pytest.raises(PackError, match="no trigger words"):
        make(head=HEAD.replace("draft", "usable").replace('triggers = "harm"', 'triggers = "nothing"'), rules="")


def test_a_draft_may_still_lack_the_words_of_its_gate(make: Make) -> None:
    assert make(head=HEAD.replace('triggers = "harm"', 'triggers = ""'), rules="").triggers.words == frozenset()


def test_a_key_of_a_rule_that_nothing_reads_is_refused_and_not_passed_over(make: Make) -> None:
    rules = RULES + rule("wrong", "<harm>") + 'oucome = "killed"\n'
    with pytest.raises(PackError, match="wrong has oucome, which nothing reads") as caught:
        make(rules=rules)
    assert (caught.value.code, caught.value.place) == ("T-P013", f"xx/rules.toml:{line_of(rules, 'wrong')}")


def test_a_layer_that_nothing_runs_is_refused(make: Make) -> None:
    rules = RULES + '\n[[rules.tol]]\nname = "wrong"\npattern = "<harm>"\n'
    with pytest.raises(PackError, match="no layer 'tol'") as caught:
        make(rules=rules)
    assert (caught.value.code, caught.value.place) == ("T-P014", f"xx/rules.toml:{line_of(rules, '[[rules.tol]]')}")


def test_a_level_that_is_none_is_refused(make: Make) -> None:
    with pytest.raises(PackError, match="no level 'perfect'") as caught:
        make(head=HEAD.replace("draft", "perfect"))
    assert (caught.value.code, caught.value.place) == ("T-P015", "xx/pack.toml:1")


def test_words_are_one_text_and_no_list(make: Make) -> None:
    with pytest.raises(PackError, match="words of the wrong kind") as caught:
        make(words=WORDS.replace('"guard guards"', '["guard", "guards"]'))
    assert (caught.value.code, caught.value.place) == ("T-P007", "xx/words.toml:1")


def test_a_check_collects_every_fault_where_a_build_stops_at_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    (folder / "words.toml").write_text(WORDS, encoding="utf-8")
    (folder / "rules.toml").write_text(RULES + rule("one", "<persn>") + rule("two", "{whom}"), encoding="utf-8")
    (folder / "broken.toml").write_text("[[", encoding="utf-8")
    found: list[PackError] = []
    compile_language(str(folder), "v1", Faults(found))
    assert [fault.code for fault in found] == ["T-P002", "T-P005", "T-P004"]


@pytest.mark.parametrize(
    ("file", "added", "says"),
    [
        ("words", '\n[[entry]]\nclass = "person"\n', "an entry without words"),
        ("words", '\n[[verb]]\nforms = ["a b"]\n', "a verb without kind"),
        ("rules", '\n[[rules.toll]]\nname = "wrong"\n', "a rule without pattern"),
    ],
)
def test_a_table_that_lacks_something_names_its_line(make: Make, file: str, added: str, says: str) -> None:
    whole = {"words": WORDS, "rules": RULES}[file]
    words = whole.replace("[fragments]", f"{added.strip()}\n\n[fragments]") if file == "words" else WORDS
    rules = whole + added if file == "rules" else RULES
    with pytest.raises(PackError, match=says) as caught:
        make(words=words, rules=rules)
    name, _, line = caught.value.place.partition(":")
    assert (caught.value.code, name) == ("T-P007", f"xx/{file}.toml")
    assert int(line) > 1


def test_a_file_that_is_not_toml_names_its_line(make: Make) -> None:
    with pytest.raises(PackError, match="not TOML") as caught:
        make(rules=RULES + '\n[[rules.toll]\nname = "wrong"\n')
    assert (caught.value.code, caught.value.place) == ("T-P002", "xx/rules.toml:6")


def test_a_language_without_a_pack_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(PackError, match="there are packs for: en") as caught:
        language("xx")
    assert caught.value.code == "T-P001"


@pytest.mark.parametrize("sign", ["fell_under_fire", "stone-pelting"])
def test_a_sign_of_more_than_two_words_is_refused_and_not_cut_to_its_first(make: Make, sign: str) -> None:
    words = WORDS + f'\n[signs]\nviolent = "raid {sign}"\n'
    with pytest.raises(PackError, match="more than two words") as caught:
        make(words=words)
    assert (caught.value.code, caught.value.place) == ("T-P010", f"xx/words.toml:{line_of(words, sign)}")


@pytest.mark.parametrize(("table", "words"), [("evidence", '"fists"'), ("together", '["fists", "bottles"]')])
def test_evidence_for_an_unknown_type_is_refused_and_names_its_line(make: Make, table: str, words: str) -> None:
    written = WORDS + f'\n[[{table}]]\ntype = "brawl"\nweight = 1\nwords = {words}\n'
    with pytest.raises(PackError, match="no incident type 'brawl'") as caught:
        make(words=written)
    assert (caught.value.code, caught.value.place) == ("T-P011", f"xx/words.toml:{line_of(written, 'brawl')}")


def test_words_that_their_accents_tell_apart_keep_their_own_classes(make: Make) -> None:
    words = WORDS.replace('forms = ["kill killed"]', 'forms = ["killár killó"]') + ""
    words = words.replace('words = "guard guards"', 'words = "guard guards killo"')
    pack = make(head='told_apart = "killó"\n' + HEAD, words=words)

    def classes(word: str) -> set[str]:
        known = pack.lexicon.word(word)
        return set(pack.lexicon.classes_of(known.symbol)) if known else set()

    assert "person" not in classes("killó")
    assert {"person", "harm.past"} <= classes("killo")
    assert classes(PLAIN + "killo") == {"person"}, "of a sentence that writes accents"


def test_a_stem_among_the_signs_stands_for_all_forms_of_its_verb(make: Make) -> None:
    head = HEAD + '[conjugations.ed]\nbase = "s"\npast = "ed"\npart = "ed"\n'
    assert make(head=head, words=WORDS + '\n[signs]\nviolent = "raid kill~ed"\n').signs["violent"] == {
        "raid",
        "kills",
        "killed",
    }


def test_a_stem_among_the_signs_without_its_conjugation_is_refused(make: Make) -> None:
    words = WORDS + '\n[signs]\nviolent = "raid kill~ing"\n'
    with pytest.raises(PackError, match="no row of forms") as caught:
        make(words=words)
    assert caught.value.code == "T-P008"
