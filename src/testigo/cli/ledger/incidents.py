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
    from testigo.cli.ledger.choosing import Listed, Wish
    from testigo.ledger.view import View, Wanted
    from testigo.model.policy import Policy

EXAMPLE = """\
Without --policy everything is counted as it is printed, without --as-of as it is known by now.

examples:
  testigo incidents --country MX --since 2019-11-25 --until 2019-12-01
  testigo incidents --policy ucdp-like --as-of 2019-12-02
  testigo incidents --sort killed --min-dispatches 3 --limit 20
  testigo incidents --admin1 Coahuila --name 'northeast cartel' --flagged
  testigo incidents --format jsonl > incidents.jsonl
"""
_AT_ONCE = 200
START = "start"
SORTS = (START, "killed", "injured", "dispatches", "updated")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "incidents",
        help="list incidents under a policy, as known on a day",
        description="List incidents by their first day, with their tolls under a coding policy as known on a day.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    add_choice(parser)
    add_filters(parser)
    parser.add_argument(
        "--sort",
        choices=SORTS,
        default=START,
        help="start: by the first day, as the ledger keeps them, so that they are printed as they are read (default); "
        "killed, injured, dispatches: the most first; updated: the latest dispatch first. All but start count every "
        "incident before the first is printed, and with --limit keep no more than that many",
    )
    parser.add_argument("--limit", metavar="N", type=number, help="at most so many")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print them")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def add_choice(parser: argparse.ArgumentParser) -> None:
    """What the ledger looks incidents up by."""
    parser.add_argument("--country", metavar="CC", help="only of this country, as a code of ISO 3166-1 (MX)")
    parser.add_argument("--since", metavar="YYYY-MM-DD", type=day, help="only those that began then or later")
    parser.add_argument("--until", metavar="YYYY-MM-DD", type=day, help="only those that began then or earlier")
    parser.add_argument("--type", metavar="TYPE", help="only of this type (armed_attack)")
    parser.add_argument("--in", dest="area", metavar="S,N,W,E", type=_area, help="only between these degrees")
    parser.add_argument("--included", action="store_true", help="only those that the policy counts")


def wanted_of(args: argparse.Namespace, at_once: int) -> Wanted:
    """What a command line asks of the ledger, so many incidents at once."""
    from testigo.ledger.view import Wanted

    return Wanted(
        country=args.country, since=args.since, until=args.until, type=args.type, area=args.area, limit=at_once
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """What is asked of an incident once it is counted."""
    parser.add_argument("--admin1", metavar="NAME", help="only of this region of the first order (Coahuila)")
    parser.add_argument("--place", metavar="TEXT", help="only where the name of the place has this text")
    parser.add_argument(
        "--name", metavar="TEXT", help="only where a victim, an actor or a described side has this text"
    )
    parser.add_argument(
        "--min-killed", metavar="N", type=number, help="only with so many killed or more, by the best figure"
    )
    parser.add_argument("--min-dispatches", metavar="N", type=number, help="only those that so many dispatches tell of")
    parser.add_argument("--flagged", action="store_true", help="only those with something to look at")


def wish_of(args: argparse.Namespace) -> Wish:
    """What a command line asks of an incident once it is counted."""
    from testigo.cli.ledger.choosing import Wish

    return Wish(
        included=args.included,
        admin1=args.admin1,
        place=args.place,
        name=args.name,
        killed=args.min_killed,
        dispatches=args.min_dispatches or 0,
        flagged=args.flagged,
    )


def add_view_options(parser: argparse.ArgumentParser) -> None:
    """Under which policy, and as known on which day."""
    parser.add_argument(
        "--policy", metavar="NAME|FILE", default="literal", help="see `testigo policies` (default: literal)"
    )
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="as known on this day (default: by now)")


def run(args: argparse.Namespace) -> int:
    """Print one line, or one object, for each incident."""
    from testigo.cli.ledger.choosing import fits, in_order_of
    from testigo.cli.ledger.wording import incident_lines
    from testigo.engines.ingest import now
    from testigo.ledger.identity import encoded
    from testigo.ledger.view import View
    from testigo.packs.policy import policy

    view = View(opened(args), args.as_of, now())
    found = listed(view, wanted_of(args, _AT_ONCE), policy(args.policy))
    wish = wish_of(args)
    fitting = (one for one in found if fits(one.incident, wish))
    count = 0
    for one in in_order_of(fitting, args.sort, args.limit):
        count += 1
        if args.format == "jsonl":
            sys.stdout.buffer.write(encoded(one.incident).encode() + b"\n")
        else:
            sys.stdout.writelines(f"{line}\n" for line in incident_lines(one.incident))
    sys.stdout.flush()
    if not count:
        complain("no incident in the ledger is like that")
    return DONE


def listed(view: View, wanted: Wanted, policy: Policy) -> Iterator[Listed]:
    """Every incident that is wanted, page by page, counted under the policy."""
    import msgspec

    from testigo.cli.ledger.choosing import Listed
    from testigo.incidents.ruled import ruled
    from testigo.model.moment import instant

    while True:
        page = view.page(wanted)
        for known in page.incidents:
            incident = ruled(known, policy, view.as_of)
            if incident is not None:
                yield Listed(incident, max(instant(telling.at) for telling in known.tellings))
        if page.after is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.after)


def number(written: str) -> int:
    """A number of things, 0 or more."""
    if not (written.isascii() and written.isdigit()):
        raise argparse.ArgumentTypeError(f"{written!r} is no number of things; write 0 or more in digits")
    return int(written)


def _area(written: str) -> tuple[float, float, float, float]:
    try:
        south, north, west, east = (float(part) for part in written.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no area; write SOUTH,NORTH,WEST,EAST in degrees") from None
    return south, north, west, east
