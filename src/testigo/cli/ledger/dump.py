"""`testigo dump`: the whole ledger in an order of its own."""

from __future__ import annotations

import argparse
import sys

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened

EXAMPLE = """\
Two ledgers of the same dispatches and decisions print the same bytes, however they came to be:
runs, times and hashes of the chain are left out. `testigo load` makes a ledger of it again.

examples:
  testigo dump --ledger news.db | sha256sum
  testigo dump --ledger news.db --texts > news.jsonl
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "dump",
        help="print the whole ledger, one JSON object per line",
        description="Print dispatches with their claims, decisions, incidents and imported series in canonical order.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument(
        "--texts", action="store_true", help="print the texts of the dispatches too, as far as they were not purged"
    )
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the ledger."""
    from testigo.ledger.dump import dump

    for line in dump(opened(args), texts=args.texts):
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return DONE
