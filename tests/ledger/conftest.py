"""A ledger to try, in each of the two stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from testigo.ledger.store import Store, open_store


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty ledger."""
    made = open_store(address, create=True)
    yield made
    made.close()


@pytest.fixture
def another(
    request: pytest.FixtureRequest, address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Store]]:
    """Makes one more empty ledger in the same kind of store: in a file beside it, or in a schema of its own."""
    made: list[Store] = []

    def make() -> Store:
        if address.startswith("postgresql://"):
            import psycopg

            name = f"another_{uuid4().hex}"
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE SCHEMA {name}")
            found = f"{address.partition('?')[0]}?options=-csearch_path%3D{name}"
        else:
            found = str(tmp_path_factory.mktemp("another") / "ledger.db")
        made.append(open_store(found, create=True))
        return made[-1]

    yield make
    for one in made:
        one.close()
