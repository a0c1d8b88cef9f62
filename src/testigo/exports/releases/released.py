"""A release that was read back: what it says of itself, and its tables by what they are asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from functools import cached_property

from testigo.exports.releases.release import Release
from testigo.ledger.identity import ACCOUNT, CLAIM, INCIDENT, stem_of
from testigo.model.policy import UnitKind

Line = dict[str, str]
Bounds = tuple[int, int, int | None]
"""Low, best, high of a figure; a high of None is open."""
Figures = dict[tuple[str, str], Bounds]
"""Figures by outcome and class of people, and by the name of the policy's number and its row."""
READ = ("incidents", "tolls", "units", "claims", "dispatches", "left_out")
BESIDE = ("names", "rulings", "withdrawn", "tombstones")
MANY = "; "
_OF_A_DAY: UnitKind = "event_day"


class Released:
    """One release. Tables are given as lines, cells as they are written; each is looked up in many ways, once."""

    def __init__(self, release: Release, tables: Mapping[str, list[Line]]) -> None:
        self.release, self.tables = release, tables

    @cached_property
    def incidents(self) -> dict[str, Line]:
        """Incidents by their names."""
        return {line["incident_id"]: line for line in self.tables["incidents"]}

    @cached_property
    def figures(self) -> dict[str, Figures]:
        """Figures by incident: its tolls, and the policy's own numbers of those of its rows that count."""
        found: dict[str, Figures] = {}
        for line in self.tables["tolls"]:
            found.setdefault(line["incident_id"], {})[line["outcome"], line["people"]] = _bounds(line)
        for line in self.tables["units"]:
            if line["low"] and line["included"] == "true":
                own = found.setdefault(line["incident_id"], {})
                own[line["count"], _unused(own, line["count"], _row(line))] = _bounds(line)
        return found

    @cached_property
    def claims(self) -> dict[str, dict[str, Line]]:
        """Claims by incident, then by name."""
        return _nested(self.tables["claims"], "claim_id")

    @cached_property
    def dispatches(self) -> dict[str, dict[str, Line]]:
        """Dispatches by incident, then by name."""
        return _nested(self.tables["dispatches"], "dispatch")

    @cached_property
    def home_of_claim(self) -> dict[str, str]:
        """The incident of each claim."""
        return {line["claim_id"]: line["incident_id"] for line in self.tables["claims"]}

    @cached_property
    def homes_of_dispatch(self) -> dict[str, set[str]]:
        """The incidents that each dispatch tells of."""
        found: dict[str, set[str]] = {}
        for line in self.tables["dispatches"]:
            found.setdefault(line["dispatch"], set()).add(line["incident_id"])
        return found

    @cached_property
    def left_out(self) -> dict[str, list[str]]:
        """Codes of why an incident is not counted."""
        found: dict[str, list[str]] = {}
        for line in self.tables["left_out"]:
            found.setdefault(line["incident_id"], []).append(line["code"])
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        """Other names of incidents, counted or not."""
        return {line["name"]: line["incident_id"] for line in self.tables["names"]}

    @cached_property
    def stems_left_out(self) -> set[str]:
        """Stems of dispatches that tell of an incident that is not counted."""
        named = {line["name"] for line in self.tables["names"] if line["counted"] == "false"}
        return {stem_of(name) for name in {*named, *self.left_out}}

    @cached_property
    def withdrawn(self) -> dict[str, Line]:
        """Dispatches that stand no more."""
        return {line["dispatch"]: line for line in self.tables["withdrawn"]}

    @cached_property
    def tombstones(self) -> dict[str, Line]:
        """What earlier releases had, by incident."""
        return {line["incident_id"]: line for line in self.tables["tombstones"]}

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Incidents that have another name than in an earlier release, with that."""
        return {line["into"]: name for name, line in self.tombstones.items() if line["code"] == "renamed"}

    @cached_property
    def rulings(self) -> dict[tuple[str, ...], Line]:
        """What people ruled, by all that every profile shows of it but whether it stands still."""
        shown = ("number", "kind", "about", "accounts", "fields", "undoes")
        return {tuple(line[name] for name in shown): line for line in self.tables["rulings"]}

    @cached_property
    def rejected(self) -> set[str]:
        """Claims that a person threw out, and stems of dispatches with an account that a person threw out."""
        found: set[str] = set()
        for line in self.rulings.values():
            if line["kind"] == "reject" and line["stands"] == "true":
                about = parted(line["about"])
                claims = [name for name in about if name.startswith(CLAIM)]
                found.update(claims or map(stem_of, parted(line["accounts"])))
        return found

    @cached_property
    def adopted(self) -> set[str]:
        """Claims that a person adopted, also where that was undone."""
        return {claim for line in self.rulings.values() if line["kind"] == "adopt" for claim in parted(line["about"])}

    def meant(self, name: str) -> str | None:
        """The incident that the name of one, or of an account, means here; None for a name of nothing."""
        asked = INCIDENT + name[1:] if name.startswith(ACCOUNT) else name
        known = self.names.get(asked, asked)
        return known if known in self.incidents or known in self.left_out else None


def parted(cell: str) -> list[str]:
    """The values of a cell of several.

    >>> parted("a; b"), parted("")
    (['a', 'b'], [])
    """
    return cell.split(MANY) if cell else []


def _nested(lines: Iterable[Line], name: str) -> dict[str, dict[str, Line]]:
    found: dict[str, dict[str, Line]] = {}
    for line in lines:
        found.setdefault(line["incident_id"], {})[line[name]] = line
    return found


def _row(line: Line) -> str:
    """A row of a policy as its figures are told apart: by its name and sides, and its day where it is one of a day."""
    day = line["start"] if line["kind"] == _OF_A_DAY else ""
    return ", ".join(part for part in (line["unit"], line["sides"], day) if part)


def _unused(figures: Figures, count: str, row: str) -> str:
    """The row, numbered where another of the same words has the same number, so that neither hides the other."""
    numbered = (f"{row} ({number})" for number in itertools.count(2))
    return next(name for name in itertools.chain([row], numbered) if (count, name) not in figures)


def _bounds(line: Line) -> Bounds:
    return int(line["low"]), int(line["best"]), int(line["high"]) if line["high"] else None
