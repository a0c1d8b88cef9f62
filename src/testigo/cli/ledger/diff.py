"""`testigo diff`: what differs between two releases, and why."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page

if TYPE_CHECKING:
    from testigo.exports.releases.change import Diff

EXAMPLE = """\
No ledger is needed. With the one that the newer release was made from, rulings are told with who ruled and why.

examples:
  testigo diff releases/1.0 releases/1.1
  testigo diff releases/1.0 releases/1.1 --format jsonl
  testigo diff releases/1.0 releases/1.1 --ledger testigo.db
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "diff",
        help="say what differs between two releases, and why",
        description="List every incident that came, went or changed between two releases, with every figure before and "
        "now and the reason, as far as the releases tell it.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("old", metavar="OLD", help="the folder of the older release")
    parser.add_argument("new", metavar="NEW", help="the folder of the newer release")
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text",
        help="for people (default), one JSON object, or one line for the whole and one for each incident",
    )  # fmt: skip
    parser.add_argument("--ledger", metavar="PATH|URL", help="the ledger that the newer release was made from")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what differs."""
    from pathlib import Path

    from testigo.cli.ledger.diff_wording import diff_lines
    from testigo.cli.ledger.opened import opened
    from testigo.engines.diff import diff

    store = opened(args) if args.ledger else None
    found = diff(Path(args.old), Path(args.new), store)
    if args.format == "text":
        sys.stdout.writelines(f"{line}\n" for line in diff_lines(found))
    else:
        _print_for_machines(found, args.format)
    return DONE


def _print_for_machines(found: Diff, form: str) -> None:
    import msgspec

    if form == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    else:
        whole = {"kind": "releases", "old": found.old, "new": found.new, "circumstances": found.circumstances}
        for told in (whole, *found.changes):
            sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.flush()
