"""`testigo verify` and `testigo replay`: is the ledger whole, and is what is derived what the log gives."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.talk import complain

if TYPE_CHECKING:
    pass

VERIFY = """\
Walks the chain of entries, and recomputes every hash of it and of every row that it vouches for.
Write the last hash down somewhere else: with --head it tells later that nothing before was touched.

exit codes: 0 whole · 1 broken, with the first entry that does not hold · 2 misuse

examples:
  testigo verify --ledger news.db
  testigo verify --head 3f9c…
"""
REPLAY = """\
exit codes: 0 equal · 1 something differed; it is named, and mended · 2 misuse

example:
  testigo replay --ledger news.db
"""
_SHOWN = 20


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the command line."""
    parser = commands.add_parser(
        "verify",
        help="tell whether anything in the ledger was tampered with",
        description="Check the ledger's chain of hashes and every row of its log.",
        epilog=VERIFY,
        formatter_class=help_page,
    )
    parser.add_argument("--head", metavar="HASH", help="a hash noted down earlier, which must be in the chain")
    add_ledger_option(parser)
    parser.set_defaults(run=run_verify)
    parser = commands.add_parser(
        "replay",
        help="rebuild what is derived from the log, and prove it equal",
        description="Make incidents and what stands on which day anew from the log, and compare.",
        epilog=REPLAY,
        formatter_class=help_page,
    )
    add_ledger_option(parser)
    parser.set_defaults(run=run_replay)


def run_verify(args: argparse.Namespace) -> int:
    """Check, and say where the first fault is."""
    from testigo.cli.progress import watched
    from testigo.ledger.verify import verify

    verdict = verify(
        opened(args), lambda entries: watched(entries, sys.stderr, sys.stderr.isatty(), "entries"), args.head
    )
    if verdict.finding:
        complain(f"broken at entry {verdict.finding.entry}: {verdict.finding.what}")
        return FAILED
    print(f"whole: {verdict.entries:,} entries, {verdict.rows:,} rows of the log; head {verdict.head or 'none'}")  # noqa: T201 - the answer
    return DONE


def run_replay(args: argparse.Namespace) -> int:
    """Rebuild, and say what differed."""
    from testigo.engines.join import derive
    from testigo.ledger.verify import replay

    differing = replay(opened(args), derive)
    for line in differing[:_SHOWN]:
        complain(f"differed: {line}")
    if differing:
        complain(f"{len(differing):,} lines differed; they are mended now")
        return FAILED
    print("equal: what is derived is what the log gives")  # noqa: T201 - the answer
    return DONE
