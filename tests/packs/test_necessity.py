"""What a pattern is said to need is in everything it matches, or a rule would be passed over where it fits."""

from __future__ import annotations

from testigo.packs import language
from testigo.packs.build import examples
from testigo.packs.necessity import necessary
from tests.units import bare, layered

EN = language("en")
RULES = [rule for rules in EN.rules.values() for rule in rules]


def test_every_match_holds_a_symbol_of_each_set_its_rule_needs() -> None:
    texts = [case["text"] for example in examples("en") for case in example.yes]
    rows = {units.symbols for t in texts for units in (bare(t), layered(t))}
    matched = 0
    for rule in RULES:
        needs = [set(symbols) for symbols in necessary(rule.automaton.source.decode())]
        for row in rows:
            if rule.pattern.search(row):
                matched += 1
                assert all(not symbols.isdisjoint(row) for symbols in needs), (rule.name, row)
    assert matched > len(RULES)


def test_what_may_be_absent_is_not_needed() -> None:
    assert necessary("a?b*(?:c|d?)(?!e)[^f]") == ()
    assert necessary("(?=a)(?:bc|d)+") == ("a", "bd")
