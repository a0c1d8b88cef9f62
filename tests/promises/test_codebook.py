"""The codebook for users: every code of the model is explained, and every example is read as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args, get_type_hints

import pytest

from testigo import Dispatch
from testigo.model.account import Check
from testigo.model.actor import Basis, SideKind
from testigo.model.circumstance import DatePrecision, IncidentType, PlacePrecision
from testigo.model.claim import Age, AnyClaim, Lineage, Outcome, People, Scope, Sex, SpeakerKind, Stance
from testigo.model.incident import FlagCode
from tests.promises.facts import facts

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8")
PUBLISHED = "2024-05-15"
SHOWN_BY_THE_COMMAND = set(get_args(FlagCode))
WRITTEN_WITHOUT_ITS_NAME = {"toll"}
NEEDS_A_LONGER_TEXT = {"equal"}
"""Tried in `tests/unit/test_accounts.py`."""
CODES: dict[str, tuple[str, ...]] = {
    "Kinds of claim": tuple(claim.__struct_config__.tag for claim in get_args(AnyClaim)),
    "Outcomes": get_args(Outcome),
    "Classes of people": get_args(People),
    "Sex, age, nationality": (*get_args(Sex), *get_args(Age)),
    "Parts and wholes": get_args(get_type_hints(Check)["kind"]),
    "Speakers": get_args(SpeakerKind),
    "Scope": get_args(Scope),
    "Stance": get_args(Stance),
    "Incident types": get_args(IncidentType),
    "Sides": (*get_args(SideKind), *get_args(Basis)),
    "Lineage": get_args(get_type_hints(Lineage)["relation"]),
    "Time": get_args(DatePrecision),
    "Place": get_args(PlacePrecision),
    "Flags of an incident": get_args(FlagCode),
}


class Example(NamedTuple):
    """A sentence of the page; no fact means that nothing is read of it."""

    lang: str
    text: str
    facts: tuple[str, ...]


def section(title: str) -> str:
    """The text under a heading, up to the next."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def examples(text: str) -> Iterator[Example]:
    """The examples of a text, row by row."""
    for row in re.findall(r"^\| (en|es) \| (.*) \| (.*) \|$", text, re.MULTILINE):
        read = tuple(re.findall(r"`([^`]+)`", row[2]))
        assert read or row[2] == "*nothing*", row
        yield Example(row[0], row[1], read)


def not_read_yet(text: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \| \*not read yet\*", text, re.MULTILINE))


@pytest.mark.parametrize(
    "example", dict.fromkeys(examples(PAGE)), ids=lambda example: f"{example.lang}: {example.text}"
)
def test_an_example_is_read_as_the_codebook_says(example: Example) -> None:
    found = facts(Dispatch(id="example", text=example.text, lang=example.lang, published=PUBLISHED))
    if not example.facts:
        assert found == []
    assert [fact for fact in example.facts if fact not in found] == []
    told = [fact for fact in example.facts if fact.split()[0] in get_args(Outcome)]
    if told:
        assert sorted(told) == sorted({fact for fact in found if fact.split()[0] in get_args(Outcome)})


@pytest.mark.parametrize("title", CODES)
def test_every_code_has_a_row_and_no_row_is_of_a_code_that_is_not_there(title: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE)
    assert sorted(rows) == sorted(CODES[title])


@pytest.mark.parametrize("title", CODES)
def test_every_code_is_shown_at_work_unless_no_rule_gives_it(title: str) -> None:
    shown = {word for example in examples(section(title)) for fact in example.facts for word in fact.split()}
    if title == "Kinds of claim":
        shown |= {word for example in examples(PAGE) for fact in example.facts for word in fact.split()}
    elsewhere = SHOWN_BY_THE_COMMAND | WRITTEN_WITHOUT_ITS_NAME | NEEDS_A_LONGER_TEXT
    assert set(CODES[title]) - not_read_yet(section(title)) - elsewhere - shown == set()


@pytest.mark.parametrize("title", CODES)
def test_english_and_spanish_are_shown_alike(title: str) -> None:
    languages = [example.lang for example in examples(section(title))]
    assert abs(languages.count("en") - languages.count("es")) <= 1
