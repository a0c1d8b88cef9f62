"""`testigo doctor`, `testigo reread`, `testigo purge`: looking after a ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened, who
from testigo.cli.pack import add_packs_option, use_packs
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.ledger.again import Stale

DOCTOR = """\
exit codes: 0 nothing to look at · 1 something should be looked at · 2 misuse

example:
  testigo doctor --ledger news.db
"""
REREAD = """\
What the older reader read stays in the log, and decisions stand. It can be cut off and goes on.

example:
  testigo reread --ledger news.db
"""
PURGE = """\
Spans, quotes, speakers and counts stay, and so does the fingerprint that tells the text again.

example:
  testigo purge afp-1130 --by Ana --because "the licence ended"
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    doctor = commands.add_parser(
        "doctor",
        help="tell how a ledger is doing",
        description="Count what a ledger holds, and tell what should be looked at.",
        epilog=DOCTOR,
        formatter_class=help_page,
    )
    doctor.set_defaults(run=run_doctor)
    reread = commands.add_parser(
        "reread",
        help="read anew what an older reader has read",
        description="Read every dispatch anew that another version or other packs have read.",
        epilog=REREAD,
        formatter_class=help_page,
    )
    reread.set_defaults(run=run_reread)
    for parser in (doctor, reread):
        add_packs_option(parser)
        add_ledger_option(parser)
    purge = commands.add_parser(
        "purge",
        help="drop texts, and keep what was claimed",
        description="Drop the texts of dispatches from the ledger.",
        epilog=PURGE,
        formatter_class=help_page,
    )
    purge.add_argument("names", metavar="DISPATCH", nargs="+", help="id or key of a dispatch")
    purge.add_argument("--by", metavar="NAME", help="who decides (default: your login)")
    purge.add_argument("--because", metavar="TEXT", required=True, help="why")
    add_ledger_option(purge)
    purge.set_defaults(run=run_purge)


def run_doctor(args: argparse.Namespace) -> int:
    """Print what the ledger holds and what should be looked at."""
    from testigo.engines.ingest import now
    from testigo.ledger.health import health
    from testigo.model.moment import DAY
    from testigo.pipeline import reader

    use_packs(args.packs)
    found = health(opened(args), reader(), now()[:DAY])
    sys.stdout.write(f"{args.ledger}\n")
    for name, number in found.holds.items():
        sys.stdout.write(f"{number:>12,}  {name}\n")
    for worry in found.worries:
        sys.stdout.write(f"! {worry}\n")
    if not found.worries:
        sys.stdout.write("nothing needs to be looked at\n")
    return FAILED if found.worries else DONE


def run_reread(args: argparse.Namespace) -> int:
    """Read anew, and say how much."""
    from testigo.cli.progress import watched
    from testigo.engines.reread import reread
    from testigo.pipeline import read_dispatch, reader

    use_packs(args.packs)

    def watch(dispatches: Iterable[Stale]) -> Iterable[Stale]:
        return watched(dispatches, sys.stderr, sys.stderr.isatty())

    done, failed = reread(opened(args), read_dispatch, reader(), complain, watch)
    sys.stdout.write(f"{done:,} dispatches read anew, {failed:,} failed\n")
    return FAILED if failed else DONE


def run_purge(args: argparse.Namespace) -> int:
    """Drop texts, and say how many."""
    from testigo.engines.ingest import now
    from testigo.ledger.purge import purge

    gone = purge(opened(args), args.names, who(args), args.because, now())
    sys.stdout.write(f"{gone:,} texts dropped\n")
    return DONE
