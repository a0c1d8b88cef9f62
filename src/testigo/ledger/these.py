"""Asking with many values at once: one statement for however many, so that no store reads it anew for each number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import json
from sqlalchemy import BindParameter, Column, ColumnElement, Dialect, Select, Text, bindparam, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import UserDefinedType


class _Values(UserDefinedType[Sequence[object]]):
    """Values that are handed over together: as JSON to SQLite, and to PostgreSQL as they are."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Sequence[object] | None], object] | None:
        """How they are handed over."""
        return (lambda values: json.encode(values).decode()) if dialect.name == "sqlite" else None


THESE: BindParameter[Any] = bindparam("these", type_=_Values())
"""Stands for the values that a query is asked with."""


class _OneOf(FunctionElement[bool]):
    """It has no type: as a boolean it would be compared with 1, and no index be used."""

    name = "one_of"
    inherit_cache = True


def one_of(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column has one of `THESE`.

    >>> from sqlalchemy import column, select
    >>> from sqlalchemy.dialects.sqlite import dialect
    >>> str(select(column("n")).where(one_of(column("n"))).compile(dialect=dialect())).split("WHERE ")[1]
    'n IN (SELECT value FROM json_each(?))'
    """
    return _OneOf(column, THESE)


@compiles(_OneOf, "sqlite")
def _in_sqlite(asked: _OneOf, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    column, these = (compiler.process(one, **how) for one in asked.clauses)
    return f"{column} IN (SELECT value FROM json_each({these}))"


@compiles(_OneOf, "postgresql")
def _in_postgresql(asked: _OneOf, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    column, these = (compiler.process(one, **how) for one in asked.clauses)
    return f"{column} = ANY({these})"


class _Each(FunctionElement[str]):
    name = "each"
    inherit_cache = True


@compiles(_Each, "sqlite")
def _each_in_sqlite(asked: _Each, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"json_each({compiler.process(asked.clauses, **how)})"


@compiles(_Each, "postgresql")
def _each_in_postgresql(asked: _Each, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"unnest(CAST({compiler.process(asked.clauses, **how)} AS text[]))"


_BEGINNINGS = _Each(THESE).table_valued(column("value", Text), name="value")
"""`THESE` as rows, under the one name that both stores give such a column."""


def beginning_with_these(query: Select[Any], name: Column[str], behind_all: str) -> Select[Any]:
    """The rows of a query whose name, a column, begins with one of `THESE`, none of which begins another one.

    `behind_all` is a character that sorts behind all of a name's. The names are found by themselves, in their own
    index: beside the joins of a query SQLite would rather read all that is joined.
    """
    first, named = _BEGINNINGS.c.value, name.table.alias("named").c[name.name]
    found = select(named).join_from(_BEGINNINGS, named.table, (named >= first) & (named < first + behind_all))
    return query.where(name.in_(found))
