"""What a policy can say and what a count can answer stands in the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from testigo.incidents.count import count
from testigo.model import policy as model
from testigo.model.incident import Bounds, Counted, FlagCode, Incident, OutcomeToll
from testigo.packs.policy import policies, policy
from tests.joined import main_tellings

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "policies.md").read_text(encoding="utf-8")
EXPLANATION = (ROOT / "docs" / "explanation" / "counting.md").read_text(encoding="utf-8")
OUTPUT = (ROOT / "docs" / "reference" / "output.md").read_text(encoding="utf-8")
SECTIONS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "vague": (model.Vague, "[[vague]]"),
    "bounds": (model.Bounds, "[bounds]"),
    "conflict": (model.Conflict, "[conflict]"),
    "people": (model.WhoCounts, "[people]"),
    "outcomes": (model.Outcomes, "[outcomes]"),
    "captives": (model.Captives, "[captives]"),
    "days": (model.Days, "[days]"),
    "inclusion": (model.Inclusion, "[inclusion]"),
    "not_stated": (model.NotStated, "[not_stated]"),
    "counts": (model.CountRule, "[[counts]]"),
    "units": (model.UnitRule, "[[units]]"),
}


def section(title: str) -> str:
    """The text under a heading of the reference, up to the next."""
    found = re.search(rf"^### `{re.escape(title)}`$(.*?)(?=^##|\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", policies())
def test_every_policy_has_a_heading(name: str) -> None:
    assert f"\n## {name}\n" in REFERENCE


@pytest.mark.parametrize("name", SECTIONS)
def test_every_parameter_has_a_row(name: str) -> None:
    record, title = SECTIONS[name]
    fields = [field.name for field in msgspec.structs.fields(record) if field.name != "source"]
    assert [field for field in fields if f"`{field}`" not in section(title)] == []


def test_every_group_of_rules_of_a_policy_has_a_section() -> None:
    groups = {field.name for field in msgspec.structs.fields(model.Policy)}
    assert groups - SECTIONS.keys() == {"name", "version", "title", "note", "reasons"}
    assert all(section(title) for _, title in SECTIONS.values())


@pytest.mark.parametrize(
    "values", [model.ConflictRule, model.UnitKind, model.UnitScope, model.Bound, model.ReasonCode], ids=str
)
def test_every_value_that_a_rule_knows_is_told(values: object) -> None:
    assert [value for value in get_args(values) if f"`{value}`" not in REFERENCE] == []


def test_every_field_and_every_flag_of_an_incident_is_told() -> None:
    page = OUTPUT.split("## An incident", 1)[1]
    assert [name for name in Incident.__struct_fields__ if f"`{name}`" not in page] == []
    assert [code for code in get_args(FlagCode) if f"`{code}`" not in page] == []


def rules_of(found: Counted) -> Iterator[str]:
    counts: list[Bounds | OutcomeToll | None] = [*found.toll.values()]
    counts += [bounds for toll in found.toll.values() for bounds in toll.by_people.values()]
    counts += [bounds for unit in found.units for bounds in unit.counts.values()]
    for bounds in counts:
        yield from bounds.why if bounds else ()


@pytest.mark.parametrize("name", policies())
def test_every_rule_that_a_count_of_the_series_names_is_explained(name: str) -> None:
    tellings = main_tellings()
    pages = EXPLANATION + REFERENCE
    named = {rule for n in range(1, len(tellings) + 1) for rule in rules_of(count(tellings[:n], policy(name)))}
    assert [rule for rule in sorted(named) if f"`{rule.removeprefix('without_')}`" not in pages] == []


def test_the_table_of_the_series_tells_what_the_example_holds() -> None:
    ids = [telling.dispatch.id for telling in main_tellings()]
    assert all(f"| {key} |" in EXPLANATION for key in ids)
