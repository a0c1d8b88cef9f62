"""`testigo policies`: the coding policies there are, and what one of them says."""

from __future__ import annotations

import argparse
import sys

from testigo.cli.exits import DONE
from testigo.cli.help import help_page

EXAMPLE = """\
A policy is one TOML file; --policy takes the path of your own as well.

examples:
  testigo policies
  testigo policies ucdp-like
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "policies",
        help="list coding policies, or print one",
        description="List the coding policies there are, or print the file of one, with the source of each rule.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="the policy to print")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, or print."""
    from testigo.packs.policy import policies, policy, text_of

    if args.name:
        sys.stdout.write(text_of(args.name))
        return DONE
    for name in policies():
        found = policy(name)
        sys.stdout.write(f"{found.label:<16}{found.title}: {found.note}\n")
    return DONE
