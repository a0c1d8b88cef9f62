"""`testigo incidents`: what the ledger knows of incidents, under a policy, on a day."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, day, opened
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.ledger.view import View, Wanted
    from testigo.model.incident import Incident
    from testigo.model.policy import Policy

EXAMPLE = """\
Without --policy everything is counted as it is printed, without --as-of as it is known by now.

examples:
  testigo incidents --country MX --since 2019-11-25 --until 2019-12-01
  testigo incidents --policy ucdp-like --as-of 2019-12-02
  testigo incidents --format jsonl > incidents.jsonl
"""
_AT_ONCE = 200


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "incidents",
        help="list incidents under a policy, as known on a day",
        description="List incidents by their first day, with their tolls under a coding policy as known on a day.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("--country", metavar="CC", help="only of this country, as a code of ISO 3166-1 (MX)")
    parser.add_argument("--since", metavar="YYYY-MM-DD", type=day, help="only those that began then or later")
    parser.add_argument("--until", metavar="YYYY-MM-DD", type=day, help="only those that began then or earlier")
    parser.add_argument("--type", metavar="TYPE", help="only of this type (armed_attack)")
    parser.add_argument("--in", dest="area", metavar="S,N,W,E", type=_area, help="only between these degrees")
    parser.add_argument("--included", action="store_true", help="only those that the policy counts")
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print them")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def add_view_options(parser: argparse.ArgumentParser) -> None:
    """Under which policy, and as known on which day."""
    parser.add_argument(
        "--policy", metavar="NAME|FILE", default="literal", help="see `testigo policies` (default: literal)"
    )
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="as known on this day (default: by now)")


def run(args: argparse.Namespace) -> int:
    """Print one line, or one object, for each incident."""
    import msgspec

    from testigo.cli.ledger.wording import incident_lines
    from testigo.engines.ingest import now
    from testigo.ledger.view import View, Wanted
    from testigo.packs.policy import policy

    wanted = Wanted(
        country=args.country, since=args.since, until=args.until, type=args.type, area=args.area, limit=_AT_ONCE
    )
    count = 0
    for incident in listed(View(opened(args), args.as_of, now()), wanted, policy(args.policy)):
        if args.included and not incident.included:
            continue
        if args.limit is not None and count >= args.limit:
            break
        count += 1
        if args.format == "jsonl":
            sys.stdout.buffer.write(msgspec.json.encode(incident) + b"\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in incident_lines(incident))
    sys.stdout.flush()
    if not count:
        complain("no incident in the ledger is like that")
    return DONE


def listed(view: View, wanted: Wanted, policy: Policy) -> Iterator[Incident]:
    """Every incident that is wanted, page by page, counted under the policy."""
    import msgspec

    from testigo.incidents.ruled import ruled

    while True:
        page = view.page(wanted)
        yield from (one for one in (ruled(known, policy, view.as_of) for known in page.incidents) if one is not None)
        if page.after is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.after)


def _area(written: str) -> tuple[float, float, float, float]:
    try:
        south, north, west, east = (float(part) for part in written.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no area; write SOUTH,NORTH,WEST,EAST in degrees") from None
    return south, north, west, east
