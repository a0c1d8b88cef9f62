"""`testigo tallies`: counts over periods and places, reported, imported and computed, and what they come to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.ledger.incidents import add_view_options, listed
from testigo.cli.ledger.opened import add_ledger_option, day, opened
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.ledger.view import View
    from testigo.model.incident import Incident
    from testigo.model.tally import MonthlyFigure, Reported

EXAMPLE = """\
A tally is a count over a period and a place that is no one incident, such as the killed of a year.

examples:
  testigo tallies list --country MX --year 2019
  testigo tallies count --measure killed --country MX --policy ucdp-like
  testigo tallies import homicides.csv --country MX --released 2019-11-20
  testigo tallies project 28741 --from 2019-01-01 --to 2019-10-31 --published 2019-12-03 --against 33743
  testigo tallies change --from 28869 --to 28741 --said 2.4
  testigo tallies compare --at 2019-07-01 --months 6 --of series --country MX
"""
_AT_ONCE = 200
_MEASURE = "killed"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "tallies",
        help="list, count, project and compare counts over periods",
        description="Counts over a period and a place: reported, imported, and of the ledger's incidents.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    questions = parser.add_subparsers(title="questions", metavar="QUESTION", required=True, dest="question")
    for name, (told, add) in _QUESTIONS.items():
        question = questions.add_parser(name, help=told, description=told.capitalize() + ".", formatter_class=help_page)
        add(question)
        question.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print it")


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_scope(parser, measure=None)
    parser.add_argument("--year", metavar="YYYY", help="only those that cover some of this year")
    _add_ledger_and_day(parser)
    parser.set_defaults(run=run_list)


def _add_count(parser: argparse.ArgumentParser) -> None:
    _add_scope(parser)
    parser.add_argument("--since", metavar="YYYY-MM-DD", type=day, help="only incidents that began then or later")
    parser.add_argument("--until", metavar="YYYY-MM-DD", type=day, help="only incidents that began then or earlier")
    parser.add_argument("--by-admin1", action="store_true", help="tell regions of the first order apart")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run_count)


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="COUNT|NAME", help="a number, or the name of a reported tally's claim")
    parser.add_argument(
        "--from", metavar="YYYY-MM-DD", type=day, dest="start", help="the first day that it covers, if it tells none"
    )
    parser.add_argument("--to", metavar="YYYY-MM-DD", type=day, dest="end", help="the last day that it covers")
    parser.add_argument("--published", metavar="YYYY-MM-DD", type=day, help="when it was published, if nobody knows")
    parser.add_argument(
        "--until", metavar="YYYY-MM-DD", type=day, help="the end of the period (default: that of the year)"
    )
    parser.add_argument(
        "--against", metavar="N", type=_whole, help="the record so far (default: as the ledger knows it)"
    )
    _add_scope(parser)
    _add_ledger_and_day(parser)
    parser.set_defaults(run=run_project)


def _add_change(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", metavar="N", type=_whole, dest="old", required=True, help="the earlier count")
    parser.add_argument("--to", metavar="N", type=_whole, dest="new", required=True, help="the later count")
    parser.add_argument("--said", metavar="PERCENT", type=_percent, required=True, help="the stated change: 2.4, -3")
    parser.set_defaults(run=run_change)


def _add_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", metavar="YYYY-MM-DD", type=day, required=True, help="the day, such as a policy's first")
    parser.add_argument("--months", metavar="N", type=_many, default=6, help="months on either side (default: 6)")
    parser.add_argument(
        "--of", choices=("incidents", "series"), default="incidents", help="what to compare (default: incidents)"
    )
    _add_scope(parser)
    parser.add_argument("--admin1", metavar="REGION", help="only of this region of the first order")
    add_view_options(parser)
    add_ledger_option(parser)
    parser.set_defaults(run=run_compare)


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="CSV with the columns year, month, count, and any of the options")
    _add_scope(parser)
    parser.add_argument("--admin1", metavar="REGION", help="the region of lines that name none")
    parser.add_argument("--released", metavar="YYYY-MM-DD", type=day, help="the day of release of lines that name none")
    add_ledger_option(parser)
    parser.set_defaults(run=run_import)


def _add_series(parser: argparse.ArgumentParser) -> None:
    _add_scope(parser, measure=None)
    parser.add_argument("--vintages", action="store_true", help="every release of a month, not the newest only")
    _add_ledger_and_day(parser)
    parser.set_defaults(run=run_series)


_QUESTIONS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "list": ("list reported tallies, and what other publications give for the same", _add_list),
    "count": ("add up the ledger's incidents by month and country", _add_count),
    "project": ("carry a running count on to the end of its period, and hold it against the record", _add_project),
    "change": ("check a stated change in percent between two counts", _add_change),
    "compare": ("compare the months before and after a day", _add_compare),
    "import": ("import a table of monthly figures", _add_import),
    "series": ("list imported monthly figures", _add_series),
}


def _add_scope(parser: argparse.ArgumentParser, measure: str | None = _MEASURE) -> None:
    told = f" (default: {measure})" if measure else ""
    parser.add_argument("--measure", metavar="MEASURE", default=measure, help=f"what is counted{told}")
    parser.add_argument("--country", metavar="CC", type=str.upper, help="a code of ISO 3166-1 (MX)")


def _add_ledger_and_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help="as known on this day (default: by now)")
    add_ledger_option(parser)


def run_list(args: argparse.Namespace) -> int:
    """Print reported tallies."""
    from testigo.cli.ledger.tally_wording import reported_lines
    from testigo.engines.tallies import tallies_of
    from testigo.incidents.tallies.reported import chosen

    found = chosen(tallies_of(_view(args)), country=args.country, measure=args.measure, year=args.year)
    _print(found, reported_lines, args.format)
    if not found:
        complain("no reported tally in the ledger is like that")
    return DONE


def run_count(args: argparse.Namespace) -> int:
    """Print computed tallies, by month, then over the periods of reported ones."""
    from testigo.cli.ledger.tally_wording import computed_lines
    from testigo.engines.tallies import tallies_of
    from testigo.incidents.tallies.computed import Asked, beside_reported, by_month
    from testigo.incidents.tallies.reported import chosen
    from testigo.packs.policy import policy

    view = _view(args)
    asked = Asked(measure=args.measure, policy=policy(args.policy).label, as_of=args.as_of, by_admin1=args.by_admin1)
    reported = chosen(tallies_of(view), country=args.country, measure=args.measure)
    incidents = _incidents(args, view)
    found = by_month(incidents, asked, reported)
    if not (args.since or args.until):  # a stretch of one's own is no period that was reported
        found += beside_reported(incidents, asked, reported)
    _print(found, computed_lines, args.format)
    if not found:
        complain("no incident in the ledger is like that")
    return DONE


def run_project(args: argparse.Namespace) -> int:
    """Print the projection under every reading of what the count covers."""
    from testigo.cli.ledger.tally_wording import project_lines, projection_lines
    from testigo.engines.tallies import coverages, named, previous_record, projections, tallies_of
    from testigo.model.tally import Previous

    number = args.what.replace(",", "").replace("_", "")
    view = None if number.isdecimal() and not args.country else _view(args)
    others = tallies_of(view) if view else []
    figures = view.monthly_figures() if view else []
    one = _given(args, int(number)) if number.isdecimal() else _completed(named(others, args.what), args)
    previous = Previous(count=args.against) if args.against is not None else previous_record(one, others, figures)
    found = projections(one, coverages(one, others, figures, args.end), figures, args.until, previous)
    if args.format == "text" and found:
        _print([one], lambda of: project_lines(of, found), args.format)
    else:
        _print(found, projection_lines, args.format)
    if not found:
        complain("nothing tells what the count covers; say --from DAY, and --to DAY or --published DAY")
        return FAILED
    return DONE


def run_change(args: argparse.Namespace) -> int:
    """Print what a stated change comes to; 1 where it contradicts the counts."""
    from testigo.cli.ledger.tally_wording import change_lines
    from testigo.incidents.tallies.changes import checked_change

    found = checked_change(args.old, args.new, args.said)
    _print([found], change_lines, args.format)
    return DONE if found.holds else FAILED


def run_compare(args: argparse.Namespace) -> int:
    """Print the months before and after a day."""
    from testigo.cli.ledger.tally_wording import compare_lines
    from testigo.engines.tallies import compared, monthly_counts
    from testigo.incidents.tallies.computed import Asked
    from testigo.incidents.tallies.series import of_place
    from testigo.packs.policy import policy

    view = _view(args)
    if args.of == "series":
        counts = of_place(view.monthly_figures(), args.measure, args.country, args.admin1)
    else:
        asked = Asked(measure=args.measure, policy=policy(args.policy).label, by_admin1=args.admin1 is not None)
        counts = monthly_counts(_incidents(args, view), asked, args.admin1)
    _print([compared(counts, args.at, args.months)], compare_lines, args.format)
    return DONE


def run_import(args: argparse.Namespace) -> int:
    """Enter a table; each line that is no figure is named, the rest goes in."""
    from testigo.cli.ledger.tally_wording import entered_lines
    from testigo.engines.ingest import now
    from testigo.engines.tallies import import_series
    from testigo.model.tally import MonthlyFigure

    given = MonthlyFigure(
        month="", count=0, measure=args.measure, country=args.country, admin1=args.admin1, released=args.released
    )
    entered, faults = import_series(opened(args, create=True), args.file, given, now())
    for fault in faults:
        complain(fault)
    _print([entered], lambda one: entered_lines(one, len(faults)), args.format)
    return FAILED if faults else DONE


def run_series(args: argparse.Namespace) -> int:
    """Print imported figures."""
    from testigo.cli.ledger.tally_wording import figure_lines
    from testigo.incidents.tallies.series import latest

    came = _view(args).monthly_figures()
    found = [one for one in (came if args.vintages else latest(came)) if _is_wanted(one, args)]
    _print(found, figure_lines, args.format)
    if not found:
        complain("no monthly figure in the ledger is like that; `testigo tallies import` brings some in")
    return DONE


def _is_wanted(one: MonthlyFigure, args: argparse.Namespace) -> bool:
    return args.country in (None, one.country) and args.measure in (None, one.measure)


def _view(args: argparse.Namespace) -> View:
    from testigo.engines.ingest import now
    from testigo.ledger.view import View

    return View(opened(args), args.as_of, now())


def _incidents(args: argparse.Namespace, view: View) -> list[Incident]:
    from testigo.ledger.view import Wanted
    from testigo.packs.policy import policy

    since, until = getattr(args, "since", None), getattr(args, "until", None)
    wanted = Wanted(country=args.country, since=since, until=until, limit=_AT_ONCE)
    return [one.incident for one in listed(view, wanted, policy(args.policy))]


def _given(args: argparse.Namespace, count: int) -> Reported:
    """A count that somebody gives, as if it had been reported."""
    from testigo.model.tally import Reported

    return Reported(
        claim="",
        measure=args.measure,
        unit="victims",
        low=count,
        high=count,
        country=args.country,
        start=args.start,
        published=args.published,
        dispatch_id="",
        quote="",
    )


def _completed(one: Reported, args: argparse.Namespace) -> Reported:
    """A reported tally with what its text leaves open as somebody says it; what it tells stays."""
    import msgspec

    return msgspec.structs.replace(
        one,
        start=one.start or args.start,
        published=one.published or args.published,
        country=one.country or args.country,
    )


def _print(found: Iterable[object], lines: Callable[..., Iterable[str]], form: str) -> None:
    from testigo.ledger.identity import encoded

    for one in found:
        for line in [encoded(one)] if form == "jsonl" else lines(one):
            _write(line)
    sys.stdout.flush()


def _write(line: str) -> None:
    """A line of output; half a character, which no encoding has, is shown by its code."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _whole(written: str) -> int:
    digits = written.replace(",", "").replace("_", "")
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"{written!r} is no count; write it in digits")
    return int(digits)


def _many(written: str) -> int:
    number = int(written) if written.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of months; write 1 or more")
    return number


def _percent(written: str) -> Decimal:
    try:
        found = Decimal(written.strip().rstrip("%").strip().replace("−", "-").lstrip("+"))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise argparse.ArgumentTypeError(f"{written!r} is no percentage; write it as 2.4 or -3")
    return found
