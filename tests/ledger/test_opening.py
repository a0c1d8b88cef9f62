"""What is opened as a ledger, what is refused, and what a refusal says."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from testigo.engines.join import derive
from testigo.errors import LedgerError
from testigo.ledger import likely, tables
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from tests.ledger.makers import entered, incidents, lines, whole, wire


def refused(address: str, *, create: bool = False) -> LedgerError:
    with pytest.raises(LedgerError) as raised:
        open_store(address, create=create)
    return raised.value


def test_what_is_not_there_is_not_made_by_looking(address: str) -> None:
    for _ in range(2):
        assert refused(address).code == "T-L001"


def test_a_ledger_that_was_made_is_opened_again_as_it_was(address: str) -> None:
    first = open_store(address, create=True)
    entered(first, wire("22 killed in Korum."))
    before = lines(first)
    first.close()
    for create in (False, True):
        again = open_store(address, create=create)
        assert lines(again) == before
        again.close()


def test_a_ledger_of_a_newer_form_is_refused(store: Store, address: str) -> None:
    with store.writing() as connection:
        if store.dialect.NAME == "sqlite":
            connection.exec_driver_sql("PRAGMA user_version = 99")
        else:
            connection.exec_driver_sql("INSERT INTO migration (number) VALUES (99)")
    for create in (False, True):
        assert refused(address, create=create).code == "T-L003"


def test_another_sqlite_file_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE thing (n INTEGER)")
    other.close()
    before = path.read_bytes()
    for create in (False, True):
        assert refused(str(path), create=create).code == "T-L002"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_is_no_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no ledger, " * 1000, encoding="utf-8")
    for create in (False, True):
        assert refused(str(path), create=create).code == "T-L002"
    assert path.read_text(encoding="utf-8").startswith("no ledger")


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert refused(str(tmp_path)).code == "T-L001"
    assert refused(str(tmp_path), create=True).code == "T-L008"


def test_a_ledger_in_a_folder_that_is_not_there_cannot_be_made(tmp_path: Path) -> None:
    assert refused(str(tmp_path / "gone" / "ledger.db"), create=True).code == "T-L008"


def test_a_name_with_signs_that_mean_something_in_an_address_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=ro#%20ü'.db"
    store = open_store(str(path), create=True)
    entered(store, wire("22 killed in Korum."))
    store.close()
    assert path.exists()
    again = open_store(str(path))
    assert len(incidents(again)) == 1
    again.close()


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    store = open_store(str(path), create=True)
    entered(store, *(wire(f"{n} killed in Korum.", id=f"w{n}") for n in range(50)))
    store.close()
    content = bytearray(path.read_bytes())
    content[8192 : len(content)] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    assert refused(str(path)).code == "T-L007"


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "postgresql:///none?host=/nowhere"])
def test_a_server_that_is_not_there_is_said_so(url: str) -> None:
    for create in (False, True):
        assert refused(url, create=create).code == "T-L008"


def test_an_address_that_is_none_is_said_so() -> None:
    assert refused("postgresql://host:port/none").code == "T-L008"


def test_a_database_that_is_not_there_is_said_so(database: str) -> None:
    assert refused(f"{database}_gone", create=True).code == "T-L008"


def test_no_error_tells_the_password() -> None:
    error = refused("postgresql://ana:secret@127.0.0.1:1/none")
    assert "secret" not in str(error)
    assert "127.0.0.1" in str(error)


def test_a_reading_sees_one_state_of_the_ledger_however_long_it_takes(store: Store) -> None:
    entered(store, wire("22 killed in Korum."))
    with store.reading() as connection:
        count = "SELECT count(*) FROM dispatch"
        before = connection.exec_driver_sql(count).scalar()
        entered(store, wire("5 killed in Sura.", id="w2"))
        assert connection.exec_driver_sql(count).scalar() == before == 1
    assert len(incidents(store)) == 2


def test_writers_wait_for_one_another(store: Store) -> None:
    def work(number: int) -> None:
        for n in range(5):
            entered(
                store,
                wire(f"{n} killed in Korum.", f"20{number}{n}-12-01", id=f"w{number}-{n}", publisher=f"P{number}"),
            )

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # each run begins, enters and ends
    assert whole(store).entries == 4 * 5 * 3
    assert len(incidents(store)) == 20


def test_several_processes_may_make_the_ledger_at_once(address: str) -> None:
    command = [sys.executable, "-c", _MAKE, address]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(one.communicate(timeout=60)[1], one.returncode) for one in started] == [(b"", 0)] * 4
    made = open_store(address)
    assert View(made).state() == 4
    made.close()


_MAKE = """
import sys
from testigo.ledger import runs
from testigo.ledger.store import open_store
runs.begin(open_store(sys.argv[1], create=True), ["x"], "reader", "2020-01-01T00:00:00Z")
"""


def test_migrations_make_the_tables_that_statements_are_made_of(store: Store) -> None:
    with store.reading() as connection:
        for table in (*tables.LOG, *tables.DERIVED):
            found = connection.exec_driver_sql(f"SELECT * FROM {table.name}").keys()
            assert list(found) == [column.name for column in table.columns]


def test_a_ledger_made_before_incidents_were_listed_by_name_and_lay_in_cells_is_brought_up_to_date(
    store: Store, address: str
) -> None:
    towns = ("Korum", "Sura", "Velmo", "Tarn")
    entered(store, *(wire(f"{n} killed in {town}.", id=f"w{n}", publisher=f"P{n}") for n, town in enumerate(towns)))
    with store.writing() as connection:
        for index in ("incident_by_country", "incident_by_day"):
            connection.exec_driver_sql(f"DROP INDEX {index}")
        connection.exec_driver_sql("ALTER TABLE incident DROP COLUMN lead")
        connection.exec_driver_sql("CREATE INDEX incident_by_country ON incident (country, start, n)")
        connection.exec_driver_sql("CREATE INDEX incident_by_day ON incident (start, n)")
        is_file = store.dialect.NAME == "sqlite"
        if is_file:
            connection.exec_driver_sql("DELETE FROM area")
            connection.exec_driver_sql("INSERT INTO area SELECT n, lat, lat, lon, lon FROM spot")
            connection.exec_driver_sql("DROP TABLE spot")
        _in_pairs(connection)
        older = "PRAGMA user_version = 3" if is_file else "DELETE FROM migration WHERE number > 3"
        connection.exec_driver_sql(older)
    assert refused(address).code == "T-L011"
    again = open_store(address, create=True)
    names = [known.id for known in incidents(again)]
    assert names == sorted(names)
    assert len(names) == 4
    assert replay(again, derive) == []
    again.close()


def test_how_alike_accounts_are_outlives_that_it_was_kept_pair_by_pair(store: Store, address: str) -> None:
    entered(store, *(wire(f"{n} killed in Korum.", id=f"w{n}", publisher=f"P{n}") for n in range(3)))
    with store.writing() as connection:
        held = likely.judged(connection)
        assert held is not None
        link = held.bars.link
        _in_pairs(connection, [(1, 2, link, 1), (1, 3, link - 1, 0), (2, 3, link + 7, 0)])
        is_file = store.dialect.NAME == "sqlite"
        older = "PRAGMA user_version = 5" if is_file else "DELETE FROM migration WHERE number > 4"
        connection.exec_driver_sql(older)
    again = open_store(address, create=True)
    with again.reading() as connection:
        scores, near = likely.kin_of(connection, [1, 3])
        assert scores == [(1, [2, 3], [link, link - 1])]
        assert near == {2}
        assert likely.kin_of(connection, [2]) == ([(2, [3], [link + 7])], {1, 3})
        assert likely.retold_among(connection, [1, 2, 3]) == [(1, 2)]
    again.close()


def _in_pairs(connection: Connection, pairs: Sequence[tuple[int, int, int, int]] = ()) -> None:
    """Keep how alike accounts are as older forms did: some pairs, or those that there are."""
    kept = connection.execute(select(tables.likeness)).all()
    found = pairs or [
        (row.account, other, score, int(other in likely.read(row.retold)))
        for row in kept
        for other, score in zip(likely.read(row.later), likely.read(row.scores), strict=True)
    ]
    columns = "one BIGINT NOT NULL, other BIGINT NOT NULL, score BIGINT NOT NULL, retold BIGINT NOT NULL"
    connection.exec_driver_sql("DROP TABLE likeness")
    connection.exec_driver_sql(f"CREATE TABLE likeness ({columns}, PRIMARY KEY (one, other))")
    connection.exec_driver_sql("CREATE INDEX likeness_of_other ON likeness (other)")
    for pair in found:
        connection.exec_driver_sql(f"INSERT INTO likeness VALUES {pair}")


def test_two_ledgers_in_one_database_know_nothing_of_each_other(store: Store, another: Callable[[], Store]) -> None:
    other = another()
    entered(store, wire("22 killed in Korum."))
    assert lines(other) == []
