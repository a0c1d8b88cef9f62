"""What a pattern is said to need is in everything it matches, or a rule would be passed over where it fits."""

from __future__ import annotations

import pytest

from testigo.packs import language, languages
from testigo.packs.build import examples
from testigo.packs.necessity import necessary
from testigo.workshop.examples import bare, layered


@pytest.mark.parametrize("code", languages())
def test_every_match_holds_a_symbol_of_each_set_its_rule_needs(code: str) -> None:
    pack = language(code)
    rules = [rule for rules in pack.rules.values() for rule in rules]
    texts = [case["text"] for example in examples(code) for case in example.yes]
    rows = {units.symbols for t in texts for units in (bare(t, pack), layered(t, pack))}
    matched = 0
    for rule in rules:
        needs = [set(symbols) for symbols in necessary(rule.automaton.source.decode())]
        for row in rows:
            if rule.pattern.search(row):
                matched += 1
                assert all(not symbols.isdisjoint(row) for symbols in needs), (rule.name, row)
    assert matched > len(rules)


def test_what_may_be_absent_is_not_needed() -> None:
    assert necessary("a?b*(?:c|d?)(?!e)[^f]") == ()
    assert necessary("(?=a)(?:bc|d)+") == ("a", "bd")
