"""Schemas of exports: the tables that somebody else's tools expect, column by column, and the codes they write."""

from __future__ import annotations

from typing import Literal

import msgspec

from testigo.model.policy import UnitKind

ColumnType = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | None
"""A value of a table; None is not stated, and never 0."""
Row = dict[str, Cell]


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column: its name, its type, what it holds, and its HXL tag where the table is written with tags."""

    name: str
    type: ColumnType = "string"
    what: str
    tag: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table. `key` are the columns that together name a row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()


class Schema(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an exporter writes: its tables, the policy it counts under where nobody names one, and the kind of units
    that its rows are made of; None where it takes incidents under any policy.

    `codes` are tables of what the ledger's codes are called there, by the name of the table and the code; a fact whose
    codebook could not be opened has a `source` that says so.
    """

    name: str
    title: str
    note: str
    policy: str = "literal"
    unit: UnitKind | None = None
    source: str = ""
    tables: tuple[Table, ...]
    codes: dict[str, dict[str, dict[str, str | int | float]]] = {}
    words: dict[str, str] = {}

    def table(self, name: str = "") -> Table:
        """A table by its name, the first without one. Raises StopIteration where there is none."""
        return next(one for one in self.tables if not name or one.name == name)

    def code(self, kind: str, key: str, field: str) -> str | int | float | None:
        """What a code of the ledger is called in a field; None where the schema has no word for it."""
        return self.codes.get(kind, {}).get(key, {}).get(field)

    def number(self, kind: str, key: str, field: str) -> int | None:
        """The same where it is a whole number, such as a precision."""
        found = self.code(kind, key, field)
        return None if found is None else int(found)


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country as datasets of the field number it; a number that it has none of is None, a region empty."""

    iso2: str
    iso3: str
    number: int | None
    name: str
    gw: int | None
    ucdp_region: str
    acled_region: str
    gtd_region: int | None
