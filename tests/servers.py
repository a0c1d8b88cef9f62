"""A PostgreSQL of the tests' own, made from Debian's package and gone with them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

NOT_INSTALLED = "PostgreSQL is not installed; on Debian: apt-get install postgresql"
_USER = "postgres"
_DATABASE = "testigo"
_PLACES = "/usr/lib/postgresql/*/bin/initdb"
# nothing of a test outlives the machine, so nobody waits for the disk
_HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the newest first; None where it is not installed."""
    found = sorted(Path("/").glob(_PLACES.lstrip("/")), key=lambda path: path.parts[-3].zfill(3))
    here = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(here).resolve().parent if here else None


@contextmanager
def server() -> Iterator[str]:
    """Start a cluster that listens on a free port of this machine alone, and give the address of its database."""
    programs = binaries()
    assert programs is not None, NOT_INSTALLED
    with tempfile.TemporaryDirectory(prefix="testigo-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, _USER)
        data, port = folder / "data", _free_port()
        _run([programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_HASTE}"
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            address = f"postgresql://{_USER}@127.0.0.1:{port}"
            _make_database(f"{address}/postgres")
            yield f"{address}/{_DATABASE}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-W", "stop"])


def _make_database(address: str) -> None:
    """A database that sorts as people do, where it can be had: nothing in a ledger may lean on the order of bytes."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        try:
            connection.execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'")
        except psycopg.Error:  # PostgreSQL before 15
            connection.execute(f"CREATE DATABASE {_DATABASE}")


def _run(command: Sequence[str | Path]) -> None:
    as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    # a server that is started keeps what it inherits open, so it inherits nothing that somebody reads
    done = subprocess.run([*as_user, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    assert done.returncode == 0, command


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def user_exists() -> bool:
    """Whether the user is there that PostgreSQL runs as when the tests are run by root."""
    try:
        pwd.getpwnam(_USER)
    except KeyError:
        return os.geteuid() != 0
    return True
