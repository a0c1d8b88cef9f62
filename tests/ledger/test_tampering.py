"""Whatever is changed in the log behind its back is found, and the first entry that does not hold is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from testigo.ledger import chain, tables
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import verify
from tests.ledger.makers import lines, whole
from tests.ledger.tampering import behind, changed, full, keys_of, put, rows_of, sizes, some_of

NAMES = [table.name for table in tables.LOG]
TABLES = {table.name: table for table in tables.LOG}


@pytest.fixture
def filled(store: Store) -> Store:
    """A ledger with rows in every table of its log."""
    full(store)
    return store


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def mended(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Such a ledger for all who take back what they change in it, which is looked at afterwards."""
    if request.param == "sqlite":
        address = str(tmp_path_factory.mktemp("mended") / "ledger.db")
    else:
        address = request.getfixturevalue("database")
    store = open_store(address, create=True)
    full(store)
    yield store
    whole(store)
    store.close()


def entry_of(store: Store, table: Table, row: dict[str, Any]) -> int:
    """The entry that vouches for a row."""
    if "seq" in row:
        return int(row["seq"])
    if "entry" in row:
        return int(row["entry"])
    with store.reading() as connection:
        if "reading" in row:
            query = select(tables.reading.c.entry).where(tables.reading.c.n == row["reading"])
        elif "decision" in row:
            query = select(tables.decision.c.entry).where(tables.decision.c.n == row["decision"])
        else:
            column = tables.delivery.c.dispatch if table is tables.dispatch else tables.delivery.c.text
            query = select(tables.delivery.c.entry).where(column == row["n"]).order_by(tables.delivery.c.entry)
        return int(connection.execute(query).scalars().first() or 0)


def test_the_ledger_that_is_tampered_with_has_rows_in_every_table_and_is_whole(mended: Store) -> None:
    assert 0 not in sizes(mended).values()
    assert whole(mended).entries == len(rows_of(mended, tables.entry))


@pytest.mark.parametrize("name", NAMES)
def test_a_change_of_any_column_is_found(mended: Store, name: str) -> None:
    table = TABLES[name]
    missed = []
    for row in some_of(mended, table):
        for column in table.columns:
            value = row[column.name]
            other = changed(value) if value is not None or str(column.type) == "TEXT" else 7
            if str(column.type) == "BLOB" and value is None:
                other = b"the words that were purged"
            put(mended, table, row, column.name, other)
            if verify(mended).finding is None:
                missed.append((column.name, value, other))
            put(mended, table, {**row, column.name: other}, column.name, value)
    assert missed == []
    whole(mended)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_emptied_is_found(mended: Store, name: str) -> None:
    """To empty a text is what a purge does; without a purge in the chain it is a fault as any other."""
    table = TABLES[name]
    missed = []
    for row in some_of(mended, table):
        for column in table.columns:
            value = row[column.name]
            empty = {"TEXT": "", "BLOB": None}.get(str(column.type))
            if value in (None, "", b"") or (empty is None and str(column.type) != "BLOB"):
                continue
            put(mended, table, row, column.name, empty)
            if verify(mended).finding is None:
                missed.append((column.name, value))
            put(mended, table, {**row, column.name: empty}, column.name, value)
    assert missed == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("dispatch", "text", "mention")])
def test_the_entry_that_is_named_is_the_one_that_vouches_for_the_row(mended: Store, name: str) -> None:
    table = TABLES[name]
    for row in some_of(mended, table):
        column = {"entry": "at", "settlement": "outcome", "quarantine": "code", "series": "measure"}.get(
            name, "content"
        )
        column = "reader" if name == "reading" else column
        put(mended, table, row, column, changed(row[column]))
        finding = verify(mended).finding
        assert finding is not None
        assert finding.entry == entry_of(mended, table, row)
        put(mended, table, row, column, row[column])


@pytest.mark.parametrize("name", NAMES)
def test_a_row_that_is_gone_is_found(mended: Store, name: str) -> None:
    table = TABLES[name]
    missed = []
    found = rows_of(mended, table)
    for row in found[:-1] if name == "entry" else found:
        with behind(mended) as connection:
            connection.execute(delete(table).where(*(key == row[key.name] for key in keys_of(table))))
        if verify(mended).finding is None:
            missed.append(row)
        with behind(mended) as connection:
            connection.execute(insert(table), [row])
    assert missed == []
    whole(mended)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_that_is_added_is_found(mended: Store, name: str) -> None:
    table = TABLES[name]
    row = rows_of(mended, table)[-1]
    unique = {"key", "id"} if name in ("dispatch", "quarantine", "series") else set()
    for step in (1, 1000):
        other = {key.name: row[key.name] + step if isinstance(row[key.name], int) else "a-x" for key in keys_of(table)}
        made = {**row, **{column: f"{row[column]}x" for column in unique & row.keys()}, **other}
        with behind(mended) as connection:
            connection.execute(insert(table), [made])
        assert verify(mended).finding is not None
        with behind(mended) as connection:
            connection.execute(delete(table).where(*(key == made[key.name] for key in keys_of(table))))
    whole(mended)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "mention"])
def test_two_rows_that_change_places_are_found(mended: Store, name: str) -> None:
    table = TABLES[name]
    (number, *_) = (key.name for key in keys_of(table))
    found = rows_of(mended, table)
    for one, other in pairwise(found):
        rest = {name: value for name, value in one.items() if name != number}
        if rest == {name: value for name, value in other.items() if name != number}:
            continue
        exchange(mended, table, number, one[number], other[number])
        assert verify(mended).finding is not None, (one, other)
        exchange(mended, table, number, one[number], other[number])
    whole(mended)


def exchange(store: Store, table: Table, number: str, one: int, other: int) -> None:
    free = -1
    with behind(store) as connection:
        for old, new in ((one, free), (other, one), (free, other)):
            connection.execute(update(table).where(table.c[number] == old).values({number: new}))


def test_an_entry_taken_out_of_the_middle_is_named(filled: Store) -> None:
    with behind(filled) as connection:
        connection.execute(delete(tables.entry).where(tables.entry.c.seq == 3))
    finding = verify(filled).finding
    assert finding is not None
    assert (finding.entry, finding.what) == (4, "entry 3 is missing")


def test_an_entry_taken_out_of_the_middle_with_the_later_ones_renumbered_is_named(filled: Store) -> None:
    with behind(filled) as connection:
        connection.execute(delete(tables.entry).where(tables.entry.c.seq == 3))
        for seq in range(4, len(rows_of(filled, tables.entry)) + 1):
            connection.execute(update(tables.entry).where(tables.entry.c.seq == seq).values(seq=seq - 1))
    finding = verify(filled).finding
    assert finding is not None
    assert (finding.entry, finding.what) == (3, "it does not follow the entry before it")


def test_a_tail_that_was_hashed_anew_is_found_by_the_hash_that_was_noted(filled: Store) -> None:
    noted = whole(filled).head
    hash_anew(filled, lambda row: row | ({"at": "1999-01-01T00:00:00Z"} if row["seq"] == 2 else {}))
    assert verify(filled).finding is None
    assert verify(filled, noted=whole(filled).head).finding is None
    finding = verify(filled, noted=noted).finding
    assert finding is not None
    assert noted in finding.what


def test_a_tail_that_was_cut_off_is_found_by_the_hash_that_was_noted(filled: Store) -> None:
    noted = whole(filled).head
    with behind(filled) as connection:
        last = max(row["seq"] for row in rows_of(filled, tables.entry))
        connection.execute(delete(tables.entry).where(tables.entry.c.seq == last))
    finding = verify(filled, noted=noted).finding
    assert finding is not None


def test_an_entry_hashed_anew_that_vouches_for_nothing_is_named(filled: Store) -> None:
    def emptied(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "body": "{}"} if row["kind"] in ("batch", "decision") else row

    hash_anew(filled, emptied)
    finding = verify(filled).finding
    assert finding is not None
    assert finding.entry == 2


@pytest.mark.parametrize("body", ["", "[]", "7", '{"rows": "x", "digest": 7}', '{"rows": 1}'])
def test_an_entry_hashed_anew_that_is_no_entry_any_more_is_named(filled: Store, body: str) -> None:
    hash_anew(filled, lambda row: {**row, "body": body} if row["seq"] == 2 else row)
    finding = verify(filled).finding
    assert finding is not None
    assert finding.entry == 2


def hash_anew(store: Store, change: Any) -> None:
    """Change entries and make every hash fit again, as somebody would who knows how they are made."""
    previous = chain.GENESIS
    with behind(store) as connection:
        for old in rows_of(store, tables.entry):
            row = {**change(old), "previous": previous}
            row["hash"] = chain.link(row["seq"], row["kind"], row["at"], row["body"], previous)
            connection.execute(update(tables.entry).where(tables.entry.c.seq == row["seq"]).values(**row))
            previous = row["hash"]


@pytest.mark.parametrize("name", NAMES)
def test_the_log_can_neither_be_changed_nor_deleted(mended: Store, name: str) -> None:
    before = lines(mended)
    for statement in (f"UPDATE {name} SET {keys_of(TABLES[name])[0].name} = 7", f"DELETE FROM {name}"):
        with pytest.raises(DBAPIError, match="append-only"), mended._engine.begin() as connection:
            connection.execute(text(statement))
    assert lines(mended) == before


def test_of_a_text_only_the_words_can_go_and_not_others_come(mended: Store) -> None:
    with pytest.raises(DBAPIError, match="append-only"), mended._engine.begin() as connection:
        connection.execute(update(tables.text).values(body=b"other words"))
