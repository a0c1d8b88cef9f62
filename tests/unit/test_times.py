"""Times: what the words say, and which days they mean."""

from datetime import date

import pytest

from testigo.model.calendar import resolve, resolve_all
from testigo.model.timewords import TimeMention
from testigo.packs.build import Examples, examples
from testigo.packs.language import language
from testigo.reading.dispatch import timed
from testigo.reading.times import times_of
from testigo.reading.units import read_units

EN = language("en")
TUESDAY = date(2019, 12, 3)
WEDNESDAY = date(2014, 5, 14)
"""The day against which the sentences of the pack's rules are resolved."""
RULES = [
    rule
    for rule in examples("en")
    if rule.rule in {r.name.split(".")[-1] for r in EN.rules["time"]} and rule.place.startswith("en/times")
]


def mentions(text: str) -> tuple[TimeMention, ...]:
    return times_of(timed(read_units(text, 0, len(text), EN), EN))


def said(text: str, anchor: date | None = TUESDAY) -> list[tuple[str, str | None, str | None, str]]:
    found = mentions(text)
    times = resolve_all(found, anchor)
    return [(text[slice(*m.span)], t.start, t.end, t.precision) for m, t in zip(found, times, strict=True)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_each_rule_reads_its_yes_sentences_and_not_its_no_sentences(rule: Examples) -> None:
    for example in rule.yes:
        found = [m for m in mentions(example["text"]) if m.rule == f"en.time.{rule.rule}"]
        assert found, example["text"]
        time = resolve(found[0].words, WEDNESDAY)
        assert [day for day in (time.start, time.end) if day] == example["time"], example["text"]
    for text in rule.no:
        assert f"en.time.{rule.rule}" not in {m.rule for m in mentions(text)}, text
