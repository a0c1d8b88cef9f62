"""What tests of the ledger share: the two stores that it is kept in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import missing
from tests.servers import NOT_INSTALLED, binaries, server, user_exists

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of an empty database; it is started when the first test asks for it."""
    if binaries() is None or not user_exists():
        missing(NOT_INSTALLED)  # a ledger in a file needs no server, so neither do its tests
    with server() as address:
        yield address


@pytest.fixture
def schema(database: str) -> str:
    """The address of a place in the database that no other test sees."""
    import psycopg

    name = f"test_{next(_numbers)}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{database}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be made: a file, and a database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    found: str = request.getfixturevalue("schema")
    return found
