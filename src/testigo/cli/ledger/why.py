"""`testigo why`: from a number back to the words of a report."""

from __future__ import annotations

import argparse
import sys

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.incidents import add_view_options
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.read import card_width, colours

EXAMPLE = """\
NAME is an incident (i…), an account (a…) or a claim (c…); the beginning of one is enough.

examples:
  testigo why i237495add25f
  testigo why i237495add25f --policy ibc-like --as-of 2019-12-02
  testigo why c237495add25f-1f00aa --format json
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "why",
        help="walk a number back to its witnesses",
        description="Print where the counts of an incident, an account or a claim come from.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("name", metavar="NAME", help="incident, account or claim")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print where the number comes from."""
    import msgspec

    from testigo.cli.ledger.wording import why_card
    from testigo.engines.ingest import now
    from testigo.engines.why import why
    from testigo.ledger.view import View
    from testigo.packs.policy import policy

    found = why(View(opened(args), args.as_of, now()), args.name, policy(args.policy))
    if args.format == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    else:
        card = why_card(found, card_width(), colour=colours())
        sys.stdout.buffer.write(card.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
    return DONE
