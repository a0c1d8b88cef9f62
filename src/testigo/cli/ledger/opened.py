"""Which ledger a command means."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testigo.ledger.store import Store

DEFAULT = "testigo.db"
VARIABLE = "TESTIGO_LEDGER"


def add_ledger_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which ledger."""
    parser.add_argument(
        "--ledger",
        metavar="PATH|URL",
        default=os.environ.get(VARIABLE, DEFAULT),
        help=f"a file, or postgresql://… (default: ${VARIABLE}, else {DEFAULT} in this folder)",
    )


def opened(args: argparse.Namespace, *, create: bool = False) -> Store:
    """The ledger that a command was told; `create` makes one where there is none. Raises LedgerError."""
    from testigo.ledger.store import open_store  # the store's library costs a read more than all the rest

    return open_store(args.ledger, create=create)


def day(written: str) -> str:
    """An ISO day of an option."""
    from testigo.sources.fields import iso_day

    found = iso_day(written)
    if found is None:
        raise argparse.ArgumentTypeError(f"{written!r} is no day; write it as YYYY-MM-DD")
    return found


def who(args: argparse.Namespace) -> str:
    """Whoever decides: as they say, else by their login."""
    if args.by:
        return str(args.by)
    import getpass  # only those who decide wait for it

    return getpass.getuser()


def add_workers_option(parser: argparse.ArgumentParser, what: str) -> None:
    """Add `--workers` to a command that may do its work in several processes."""
    parser.add_argument("--workers", metavar="N", type=_workers, default=1, help=what)


def _workers(written: str) -> int:
    number = int(written) if written.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of processes; write 1 or more")
    return number
