"""`testigo incident`: how one incident came to be known."""

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
The curve has a line for every change of a toll; what is flagged stands where it arose.

examples:
  testigo incident i237495add25f
  testigo incident i237495add25f --policy ibc-like --as-of 2019-12-02
  testigo incident i237495add25f --format json
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "incident",
        help="show one incident: its tolls, how they moved, and who tells of it",
        description="Show one incident: what it was, its tolls, how they moved, and the dispatches that tell of it.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("name", metavar="NAME", help="incident, account or claim")
    parser.add_argument("--all", action="store_true", help="leave nothing out of long lists")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the card, or the incident as the output contract has it."""
    import msgspec

    from testigo.cli.ledger.incident_card import incident_card
    from testigo.engines.ingest import now
    from testigo.engines.story import story
    from testigo.ledger.view import View
    from testigo.packs.policy import policy

    found = story(View(opened(args), args.as_of, now()), args.name, policy(args.policy))
    if args.format == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found.incident), indent=1) + b"\n")
    else:
        card = incident_card(found, card_width(), colour=colours(), everything=args.all)
        sys.stdout.buffer.write(card.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
    return DONE
