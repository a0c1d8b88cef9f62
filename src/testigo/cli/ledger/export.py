"""`testigo export`: views of the ledger as files that other tools read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.incidents import add_choice, add_filters, wanted_of, wish_of
from testigo.cli.ledger.opened import add_ledger_option, add_workers_option, day, opened

if TYPE_CHECKING:
    from testigo.exports.out import File

PROFILES = ("public", "partner", "full")
EXAMPLE = """\
Profiles: public has no words of a dispatch and no names; partner has quotes, headlines and addresses, without the
names that were read; full has everything and wants --i-understand.

examples:
  testigo export --list
  testigo export --as csv --to tables
  testigo export --as ucdp-ged-like --to ucdp --country MX --since 2019-01-01
  testigo export --as dossier --profile partner --to pages --min-killed 20
  testigo export --as acled-like --as-of 2019-12-03 --to then
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "export",
        help="write incidents as files that other tools read",
        description="Write incidents under a policy, as known on a day, as a folder of files with a sidecar of what is "
        "left out and why, and a manifest with the hash of each.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("--as", dest="exporter", metavar="NAME", help="which exporter, see --list")
    parser.add_argument("--to", metavar="FOLDER", help="a new folder, or an earlier export to be replaced")
    parser.add_argument("--list", action="store_true", help="list the exporters and stop")
    parser.add_argument("--profile", choices=PROFILES, default=PROFILES[0], help="for whom (default: public)")
    parser.add_argument("--i-understand", action="store_true", help="that the full profile names people")
    parser.add_argument(
        "--policy", metavar="NAME|FILE", help="see `testigo policies` (default: the one that the exporter is made for)"
    )
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="as known on this day (default: by now)")
    add_choice(parser)
    add_filters(parser)
    add_workers_option(parser, "count in N processes (default: 1); the files are the same")
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the files and say what they are."""
    if args.list:
        sys.stdout.writelines(f"{line}\n" for line in _listed())
        return DONE
    _check(args)
    from functools import partial
    from pathlib import Path

    from testigo.cli.ledger.choosing import fits
    from testigo.cli.progress import watched
    from testigo.engines.each import each_of
    from testigo.engines.export import AT_ONCE, Made, Wish, export, policy_for
    from testigo.engines.ingest import now
    from testigo.ledger.view import View

    chosen = policy_for(args.exporter, args.policy)

    def through(found: Iterable[Made]) -> Iterator[Made]:
        return watched(found, sys.stderr, sys.stderr.isatty(), "incidents written", lambda some: some.incidents)

    wish = Wish(
        exporter=args.exporter,
        policy=chosen,
        profile=args.profile,
        wanted=wanted_of(args, AT_ONCE),
        fits=partial(fits, wish=wish_of(args)),
    )
    view = View(opened(args), args.as_of, now())
    with each_of(args.workers) as each:
        files = export(view, Path(args.to), wish, through, each)
    sys.stdout.writelines(f"{line}\n" for line in _told(args.to, files))
    return DONE


def _check(args: argparse.Namespace) -> None:
    from testigo.errors import TestigoError

    if not args.exporter or not args.to:
        raise TestigoError("T-X006", "say --as which exporter and --to which folder", hint="see testigo export --list")
    look_at_profile(args)


def look_at_profile(args: argparse.Namespace) -> None:
    """Raises TestigoError T-X006 where names of people are asked for and nobody said that they know."""
    from testigo.errors import TestigoError

    if args.profile == "full" and not args.i_understand:
        hint = "add --i-understand, or take --profile partner"
        raise TestigoError("T-X006", "the full profile names victims, witnesses and suspects", hint=hint)


def _listed() -> Iterator[str]:
    from testigo.exports import EXPORTERS
    from testigo.packs.schema import schema

    width = max(map(len, EXPORTERS))
    for name, one in EXPORTERS.items():
        yield f"{name:<{width}}  {one.what} (policy: {schema(one.schema).policy})"


def _told(folder: str, files: list[File]) -> Iterator[str]:
    """Each file with its rows.

    >>> from testigo.exports.out import File
    >>> list(_told("x", [File(name="left_out.csv", sha256="", rows=0)]))
    ['x/left_out.csv  0 rows']
    """
    for file in files:
        rows = "" if file.rows is None else f"  {file.rows:,} row{'' if file.rows == 1 else 's'}"
        yield f"{folder}/{file.name}{rows}"
