"""Every rule of a pack reads its `yes` sentences and leaves its `no` sentences alone (docs/how-to/add-a-rule.md).

Sentences of the layers speech, hedge and time are run in tests/unit, where voices, stances and days are at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from testigo.claims.drafts import Draft
from testigo.claims.scope import statistics
from testigo.model.actor import Deed, Side
from testigo.model.answer import Answer
from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group
from testigo.packs import language
from testigo.packs.build import Examples, examples
from testigo.pipeline import read_dispatch
from testigo.reading.dispatch import read, timed
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.rules import firings, first_firings
from testigo.reading.units import Units
from tests.units import bare, counted, layered, measured

EN = language("en")
ALL = list(examples("en"))
RUN_ELSEWHERE = {"speech", "background", "hedge", "time"}
HERE = [e for e in ALL if e.layer not in RUN_ELSEWHERE]
OUTCOMES = frozenset(
    ["killed", "injured", "missing", "abducted", "released", "arrested", "surrendered", "displaced", "sexual_violence"]
)
Bounds = tuple[int, int | None]
Case = Mapping[str, Any]


def bounds(written: list[list[int]]) -> list[Bounds]:
    """Bounds as a pack writes them: a high of 0 is open, unless the low is 0 too."""
    return sorted(((low, None if high == 0 < low else high) for low, high in written), key=str)


def of(quantities: Iterator[Quantity | None]) -> list[Bounds]:
    return sorted(((q.low, q.high) for q in quantities if q), key=str)


def spans(text: str, units: Units, example: Examples) -> list[str]:
    """The stretches of the text that the example's rule takes, where rules of its layer compete."""
    taken = [m for rule, m in first_firings(units, example.layer, EN) if rule.name.endswith(f".{example.rule}")]
    places = [m.span("unit") if m.re.groupindex.get("unit") and m["unit"] else m.span() for m in taken]
    return [text[slice(*units.span(*place))] for place in places]


def found(text: str, example: Examples) -> list[Finding]:
    """What the rule finds of the layer that makes claims."""
    kinds = {"toll": "findings", "force": "forces", "tally": "tallies"}
    sentences = read(text, EN, gated=False).sentences
    name = f"en.{example.layer}.{example.rule}"
    return [f for s in sentences for f in getattr(s, kinds[example.layer]) if f.rule == name]


def tolls(text: str) -> list[Toll]:
    claims = read_dispatch(Dispatch(id="d", text=text, lang="en")).claims
    return [claim for claim in claims if isinstance(claim, Toll)]


def reads_tolls(case: Case, example: Examples) -> None:
    said = [f for s in read(case["text"], EN, gated=False).sentences for f in s.findings]
    for outcome in case.keys() - {"text"}:
        groups = [f.group for f in said if f.outcome == outcome]
        assert of(number_of(g) for g in groups) == bounds(case[outcome]), (case["text"], outcome)


def number_of(group: Group) -> Quantity | None:
    """A definite singular is one person; a definite or bare plural has no number of its own."""
    return Quantity(1, 1) if group.kind == "definite" and not group.plural else group.quantity


def reads_forces(case: Case, example: Examples) -> None:
    assert of(f.group.quantity for f in found(case["text"], example)) == bounds(case["force"])


def reads_tallies(case: Case, example: Examples) -> None:
    assert tallied(case["text"], example) == bounds(case["tally"])


def tallied(text: str, example: Examples) -> list[Bounds]:
    claims = read_dispatch(Dispatch(id="d", text=text, lang="en")).claims
    ours = [c for c in claims if c.rule == f"en.{example.layer}.{example.rule}"]
    return sorted(((c.count.low, c.count.high) for c in ours if not isinstance(c, Toll)), key=str)  # type: ignore[union-attr]


def reads_cues(case: Case, example: Examples) -> None:
    """A cue says which words it takes, or how many running totals its sentence holds."""
    if "cue" in case:
        units = layered(case["text"])
        ours = [m for rule, m in firings(units, "cue", EN) if rule.name == f"en.cue.{example.rule}"]
        assert [case["text"][slice(*units.span(*m.span()))] for m in ours] == case["cue"]
    else:
        reads_running_totals(case)


def reads_running_totals(case: Case) -> None:
    reading = read(case["text"], EN, gated=False)
    found = ((i, f) for i, sentence in enumerate(reading.sentences) for f in sentence.findings)
    drafts = tuple(Draft(f, i, f.group.quantity) for i, f in found if f.group.quantity)
    assert sum(statistics(drafts, reading)) == case["statistic"]


def reads_parts(case: Case, example: Examples) -> None:
    parts = [t.count for t in tolls(case["text"]) if t.part_of]
    assert sorted(((c.low, c.high) for c in parts), key=str) == bounds(case["part"])


def reads_people(case: Case, example: Examples) -> None:
    assert spans(case["text"], counted(case["text"]), example) == case["people"]


def reads_quantities(case: Case, example: Examples) -> None:
    text = case["text"]
    plain = measured(text)
    fired = first_firings(plain, "quantity", EN)
    starts = {plain.start[m.start()] for rule, m in fired if rule.name == f"en.quantity.{example.rule}"}
    after = read_quantities(plain, EN)
    values = (v for start, v in zip(after.start, after.values, strict=True) if start in starts)
    assert of(v for v in values if isinstance(v, Quantity)) == bounds(case["quantity"])


def reads_measures(case: Case, example: Examples) -> None:
    assert spans(case["text"], before(case["text"], example), example) == case["measure"]


def before(text: str, example: Examples) -> Units:
    numbers = read_numbers(bare(text), EN)
    return numbers if example.layer == "age" else timed(bare(text), EN)


def text_of(text: str, sides: tuple[Side, ...]) -> list[str]:
    return [text[slice(*side.span)] for side in sides]


def deeds(text: str, example: Examples) -> list[Deed]:
    name = f"en.{example.layer}.{example.rule}"
    return [d for s in read(text, EN, gated=False).sentences for d in s.deeds if d.rule == name]


def reads_deeds(case: Case, example: Examples) -> None:
    """Who did it, to whom or what, with what, and how it is known; what a case does not name is not there."""
    text = case["text"]
    said = [
        {
            "by": text_of(text, deed.by),
            "on": text_of(text, deed.on),
            "with": [text[slice(*span)] for span in deed.instruments],
            "basis": deed.basis,
        }
        for deed in deeds(text, example)
    ]
    assert {"by": [], "on": [], "with": [], "basis": "stated"} | {k: case[k] for k in case.keys() - {"text"}} in said


def reads_objects(case: Case, example: Examples) -> None:
    assert spans(case["text"], layered(case["text"]), example) == case["object"]


def bonds(text: str, example: Examples) -> list[list[str]]:
    name = f"en.{example.layer}.{example.rule}"
    found = [b for s in read(text, EN, gated=False).sentences for b in s.bonds if b.rule == name]
    return [[*text_of(text, (b.subject,)), b.relation, *text_of(text, (b.other,))] for b in found]


def reads_bonds(case: Case, example: Examples) -> None:
    assert bonds(case["text"], example) == [case["bond"]]


def answers(text: str, example: Examples) -> list[Answer]:
    name = f"en.{example.layer}.{example.rule}"
    return [a for s in read(text, EN, gated=False).sentences for a in s.answers if a.rule == name]


def reads_answers(case: Case, example: Examples) -> None:
    """The words that tell it, and who did it where the case says so."""
    text = case["text"]
    found = answers(text, example)
    assert [text[slice(*a.text)] for a in found] == [case[example.layer]]
    assert [text[slice(*a.actor)] for a in found if a.actor] == ([case["actor"]] if "actor" in case else [])


def fires(text: str, example: Examples) -> bool:
    units = layered(text)
    return any(rule.name.endswith(f".{example.rule}") for rule, _ in firings(units, example.layer, EN))


YES: dict[str, Callable[[Case, Examples], None]] = {
    "toll": reads_tolls,
    "force": reads_forces,
    "tally": reads_tallies,
    "cue": reads_cues,
    "part": reads_parts,
    "people": reads_people,
    "quantity": reads_quantities,
    "age": reads_measures,
    "measure": reads_measures,
    "object": reads_objects,
    "deed": reads_deeds,
    "bond": reads_bonds,
    "response": reads_answers,
    "motive": reads_answers,
}
TAKES: dict[str, Callable[[str, Examples], object]] = {
    "toll": found,
    "force": found,
    "tally": tallied,
    "cue": fires,
    "part": fires,
    "object": lambda text, example: spans(text, layered(text), example),
    "deed": deeds,
    "bond": bonds,
    "response": answers,
    "motive": answers,
    "people": lambda text, example: spans(text, counted(text), example),
    "quantity": lambda text, example: spans(text, measured(text), example),
    "age": lambda text, example: spans(text, before(text, example), example),
    "measure": lambda text, example: spans(text, before(text, example), example),
}


def label(example: Examples) -> str:
    return f"{example.layer}.{example.rule}"


def test_every_layer_with_rules_has_a_test_that_runs_its_sentences() -> None:
    assert {e.layer for e in ALL} == YES.keys() | RUN_ELSEWHERE
    assert TAKES.keys() == YES.keys()


def test_every_rule_has_a_sentence_it_reads_and_one_it_does_not() -> None:
    assert [e.place for e in ALL if not e.yes or not e.no] == []


def test_no_two_rules_of_a_layer_share_a_name() -> None:
    names = [label(e) for e in ALL]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("example", HERE, ids=label)
def test_a_rule_reads_its_yes_sentences_with_exactly_the_bounds_they_give(example: Examples) -> None:
    for case in example.yes:
        YES[example.layer](case, example)


@pytest.mark.parametrize("example", HERE, ids=label)
def test_a_rule_itself_takes_at_least_one_of_its_yes_sentences(example: Examples) -> None:
    assert any(TAKES[example.layer](case["text"], example) for case in example.yes)


@pytest.mark.parametrize("example", HERE, ids=label)
def test_a_rule_leaves_its_no_sentences_alone(example: Examples) -> None:
    assert [text for text in example.no if TAKES[example.layer](text, example)] == []


@pytest.mark.parametrize("example", HERE, ids=label)
def test_every_sentence_says_what_is_to_be_read_in_it(example: Examples) -> None:
    kinds = {"toll": OUTCOMES, "cue": {"statistic", "cue"}, "age": {"measure"}, "deed": {"by", "on", "with", "basis"}}
    kinds["response"] = {"response", "actor"}
    for case in example.yes:
        assert case.keys() - {"text"}
        assert case.keys() - {"text"} <= set(kinds.get(example.layer, {example.layer}))
