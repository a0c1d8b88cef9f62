"""What makes reading fast must not change what is read: every short cut against the long way round."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testigo import Dispatch, read_dispatch
from testigo.packs import language
from testigo.packs.automaton import PYTHON, keepable, revived
from testigo.packs.language import Rule, Triggers
from testigo.packs.necessity import necessary
from testigo.reading.dispatch import read, times_in
from testigo.reading.prospects import Outlook
from testigo.reading.rules import firings
from testigo.reading.units import Units
from testigo.reading.words import letters_of, words_of
from tests.properties.texts import LAYOUTS, SENTENCES

EN = language("en")
RULES = [rule for rules in EN.rules.values() for rule in rules]
ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", "[c-e]", "."])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join).map("(?:{})".format),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "*?", "{0,2}"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
        inner.map("({})".format),
    ),
    max_leaves=6,
)
TEXTS = st.text("abcdef", max_size=8)
SYMBOLS = st.text(st.sampled_from(sorted(EN.lexicon.symbols)), max_size=12)


def _units(symbols: str) -> Units:
    places = list(range(len(symbols)))
    return Units(places, [at + 1 for at in places], list(symbols), symbols, [{} for _ in places])


@given(PATTERNS, TEXTS)
def test_a_match_holds_one_symbol_of_each_necessary_set(pattern: str, text: str) -> None:
    if re.search(pattern, text):
        assert all(not set(symbols).isdisjoint(text) for symbols in necessary(pattern))


@given(SYMBOLS)
def test_the_index_fires_what_trying_every_rule_fires(symbols: str) -> None:
    def tried(rule: Rule) -> bool:
        return not rule.needs or not set(rule.needs).isdisjoint(symbols)

    for layer, rules in EN.rules.items():
        fired = [(rule.name, match.span()) for rule, match in firings(_units(symbols), layer, EN)]
        assert fired == [(r.name, m.span()) for r in rules if tried(r) for m in r.pattern.finditer(symbols)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_kept_pattern_is_the_pattern(rule: Rule) -> None:
    fresh, kept = re.compile(rule.automaton.source.decode()), rule.pattern
    assert (kept.groups, kept.flags, kept.groupindex) == (fresh.groups, fresh.flags, fresh.groupindex)
    assert rule.automaton == keepable(fresh.pattern)


def test_a_pattern_kept_by_another_python_is_compiled_anew() -> None:
    kept = keepable("a(?P<n>b+)")
    assert kept.python == PYTHON
    other = type(kept)("cpython-0", kept.source, b"\xff" * 8, kept.flags, kept.groups, kept.names)
    spoilt = type(kept)(PYTHON, kept.source, b"\xff" * 8, kept.flags, kept.groups, kept.names)
    assert [revived(automaton).findall("abb") for automaton in (kept, other, spoilt)] == [["bb"]] * 3


def test_a_phrase_pulls_the_trigger_only_with_all_its_words() -> None:
    triggers = Triggers(frozenset({"killed"}), {"condition": (frozenset({"critical", "condition"}),)})
    assert not triggers.pulled_by({"condition", "in"})
    assert triggers.pulled_by({"a", "critical", "condition"})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_sentence_that_tells_of_something_is_promising(layout: Callable[[str], str]) -> None:
    texts = [layout(text) for text in SENTENCES]
    sentences = [(text[slice(*s.span)], s) for text in texts for s in read(text, EN, gated=False).sentences]
    telling = [text for text, s in sentences if s.findings or s.forces or s.tallies or s.unread]
    assert [text for text in telling if not Outlook(text, EN).promising] == []
    assert len(telling) > 100


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_that_names_a_time_is_timely(layout: Callable[[str], str]) -> None:
    texts = [layout(text) for text in SENTENCES]
    assert [text for text in texts if any(times_in(text, EN)) and not Outlook(text, EN).timely] == []


@pytest.mark.parametrize("text", ["Both guards were shot dead.", "The blast killed another of his drivers."])
def test_people_that_are_counted_without_a_number_are_promising(text: str) -> None:
    assert Outlook(text, EN).promising


def test_most_sentences_that_tell_of_nothing_are_not_promising() -> None:
    calm = ["The committee took its time to leave the report unread.", "He lost his keys and hit the books on Friday."]
    assert not any(Outlook(text, EN).promising for text in calm)


def test_rules_of_doers_and_of_figures_wait_for_a_word_for_one() -> None:
    assert Outlook("The gunman fled.", EN).may_tell_sides
    assert not Outlook("The clerk fled.", EN).may_tell_sides
    assert Outlook("Nine clerks who came to the game joined in the attack.", EN).promising
    assert not Outlook("Clerks who came to the game joined in the attack.", EN).promising


@given(st.text("aZ9_-. '\t", max_size=40))
def test_words_are_parted_alike_in_plain_text_and_beside_other_letters(text: str) -> None:
    for parted in (words_of, letters_of):
        assert parted(f"{text} ß") == [*parted(text), "ß"]


MANY = (
    "At least nine miners, three of them boys, were killed by gunmen near Korum on Friday, police said. ",
    "Rosa Paz, 32, was shot dead; five guards died, the mayor told reporters in the village of Alta. ",
    "In another attack, rebels killed the clerk of Rosales and kidnapped two of his guards. ",
    "Rosa Paz was shot near Korum, and two guards died ",
    "The two kidnapped clerks spoke to three released nuns. ",
    "Gunmen kidnapped four nuns of the parish. ",
)


def _calls(text: str) -> int:
    """How many functions a reading calls: what it costs, on any machine."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_dispatch(Dispatch(id="many", text=text, lang="en", published="2020-01-01"))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("text", [*MANY, "".join(MANY)], ids=lambda text: text[:20])
def test_a_text_of_many_tolls_costs_its_length_and_not_its_square(text: str) -> None:
    _calls(text)
    assert _calls(text * 200) < 2.3 * _calls(text * 100)
