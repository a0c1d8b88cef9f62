"""`testigo release`: a version of the data set that names itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.export import PROFILES, look_at_profile
from testigo.cli.ledger.opened import add_ledger_option, day, opened

if TYPE_CHECKING:
    from testigo.exports.entry import Entry
    from testigo.exports.releases.release import Release

EXAMPLE = """\
The same ledger, asked the same, gives the same release, with the same name: no time of the day is in it.

examples:
  testigo release 1.0 --to releases/1.0 --policy ibc-like
  testigo release 1.1 --to releases/1.1 --policy ibc-like --previous releases/1.0
  testigo release 2019 --to releases/2019 --as-of 2019-12-31 --policy ucdp-like --as ucdp-ged-like --as geojson
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "release",
        help="write a version of the data set that can be published and cited",
        description="Write the incidents that a policy counts, as known on a day, as a folder with tables, codebook, "
        "the policy itself, a citation, a page that tells what it is, and the hash of all of it.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("version", metavar="VERSION", help="what this release is called (1.0, 2026-03)")
    parser.add_argument("--to", metavar="FOLDER", required=True, help="a new folder, or a release to be replaced")
    parser.add_argument(
        "--policy", metavar="NAME|FILE", default="literal", help="see `testigo policies` (default: literal)"
    )
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="as known on this day (default: by now)")
    parser.add_argument("--profile", choices=PROFILES, default=PROFILES[0], help="for whom (default: public)")
    parser.add_argument("--i-understand", action="store_true", help="that the full profile names people")
    parser.add_argument(
        "--as", dest="exporters", metavar="NAME", action="append", default=[],
        help="an export beside the tables, see `testigo export --list`; may be given several times",
    )  # fmt: skip
    parser.add_argument("--previous", metavar="FOLDER", help="the release before: what it had and this one has not")
    parser.add_argument("--title", metavar="TEXT", default="", help="what the data set is called")
    parser.add_argument(
        "--author", dest="authors", metavar="NAME", action="append", default=[],
        help="who makes it, for the citation; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", type=day, help="day of the release (default: --as-of, else the last dispatch's)"
    )
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the release and say what it is."""
    look_at_profile(args)
    from pathlib import Path

    from testigo.cli.progress import watched
    from testigo.engines.ingest import now
    from testigo.engines.release import Asked, release

    def through(found: Iterable[Entry]) -> Iterator[Entry]:
        return watched(found, sys.stderr, sys.stderr.isatty(), "incidents written")

    asked = Asked(
        version=args.version,
        title=args.title,
        authors=tuple(args.authors),
        policy=args.policy,
        as_of=args.as_of,
        date=args.date,
        profile=args.profile,
        exporters=tuple(dict.fromkeys(args.exporters)),
        previous=Path(args.previous) if args.previous else None,
    )
    made = release(opened(args), Path(args.to), asked, now(), through)
    sys.stdout.writelines(f"{line}\n" for line in _told(args.to, made))
    return DONE


def _told(folder: str, made: Release) -> Iterator[str]:
    yield f"release {made.version}: {made.incidents:,} counted, {made.left_out:,} left out, {made.known}"
    yield f"policy   {made.policy.label}, profile {made.profile}"
    if made.previous:
        yield f"gone     {made.tombstones:,} that earlier releases had: {folder}/tombstones.csv"
    yield f"name     {made.name}"
    yield f"begin with {folder}/README.md"
