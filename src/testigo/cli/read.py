"""`testigo read`: dispatches in, one record each out."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.pack import add_packs_option, use_packs
from testigo.cli.talk import complain
from testigo.sources.forms import FORMS

if TYPE_CHECKING:
    from testigo.cli.output import Writer
    from testigo.engines.answer import Answer
    from testigo.sources.delivery import Terms

EXAMPLE = """\
INPUT is a file, a folder (its files of known kinds, sorted), the address of a feed, or - for standard input.

exit codes: 0 done · 1 some inputs failed, each named on stderr · 2 misuse

examples:
  testigo read examples/01-first-count.txt
  testigo read --from jsonl --format jsonl - < examples/series.jsonl
  testigo read https://news.example/feed.xml
"""
MIN_CARD_WIDTH, DEFAULT_CARD_WIDTH, MAX_CARD_WIDTH = 40, 80, 100


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "read",
        help="read dispatches and print their claims, accounts and checks",
        description="Read dispatches and print, for each, its claims, accounts and checks.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    add_input_options(parser)
    parser.add_argument(
        "--format", choices=("card", "json", "jsonl"), default="card", help="how to print (default: card)"
    )
    add_packs_option(parser)
    parser.set_defaults(run=run)


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """The inputs of a command that reads, and what its user says of all of them."""
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="file, folder, address or -")
    parser.add_argument(
        "--from",
        dest="form",
        choices=FORMS,
        help="what the inputs are (default: by suffix or a look into them, else text)",
    )
    parser.add_argument("--date", metavar="YYYY-MM-DD", type=_day, help="day of publication of inputs that name none")
    parser.add_argument(
        "--lang",
        metavar="CODE",
        type=_language,
        help="language to read in (default: as inputs say, else as words show)",
    )
    parser.add_argument(
        "--allow-private-address",
        action="store_true",
        help="let addresses of your own machine and network be fetched, which are refused otherwise",
    )


def terms_of(args: argparse.Namespace) -> Terms:
    """What the user says of the inputs."""
    from testigo.sources.delivery import Terms

    return Terms(
        published=args.date, lang=args.lang, latest=_tomorrow(), allow_private_address=args.allow_private_address
    )


def run(args: argparse.Namespace) -> int:
    """Read every input in order; one that fails is named and the rest go on."""
    from testigo.cli.progress import watched
    from testigo.engines.answer import answer
    from testigo.pipeline import read_dispatch
    from testigo.sources.inputs import read_inputs

    use_packs(args.packs)
    writer = _writer(args.format)
    answers = (answer(arrival, read_dispatch) for arrival in read_inputs(args.inputs, args.form, terms_of(args)))
    shown = sys.stderr.isatty() and not sys.stdout.isatty()
    count = failures = 0
    for given in watched(answers, sys.stderr, shown):
        count += 1
        failures += _deliver(given, writer)
    writer.close()
    _sum_up(count, failures)
    return FAILED if failures else DONE


def _tomorrow() -> str:
    """The day may have changed already where a dispatch was published."""
    return (date.today() + timedelta(days=1)).isoformat()


def _deliver(given: Answer, writer: Writer) -> int:
    if given.record is not None:
        writer.write(given.record, given.place)
    if given.error is None:
        return 0
    complain(given.error)
    return 1


def _sum_up(count: int, failures: int) -> None:
    if not count:
        complain("there was no dispatch in the input")
    elif failures and count > 1:
        complain(f"{failures:,} of {count:,} inputs failed")


def _writer(form: str) -> Writer:
    from testigo.cli.output import CardWriter, DocumentWriter, LineWriter

    stream = sys.stdout.buffer
    if form == "jsonl":
        return LineWriter(stream)
    if form == "json":
        return DocumentWriter(stream)
    return CardWriter(stream, card_width(), colour=colours())


def colours() -> bool:
    """Whether the terminal takes colour, and nobody asked to be spared it."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def card_width() -> int:
    """How wide a card may be: the terminal, within reason."""
    # shutil knows the terminal's size too, but importing it takes a third of an empty Python's start
    try:
        return max(MIN_CARD_WIDTH, min(os.get_terminal_size(sys.stdout.fileno()).columns, MAX_CARD_WIDTH))
    except (OSError, ValueError):
        return DEFAULT_CARD_WIDTH


def _day(written: str) -> str:
    from testigo.sources.fields import iso_day

    day = iso_day(written)
    if day is None:
        raise argparse.ArgumentTypeError(f"{written!r} is no day; write it as YYYY-MM-DD")
    return day


def _language(written: str) -> str:
    from testigo.sources.fields import language_code

    code = language_code(written)
    if code is None:
        raise argparse.ArgumentTypeError(f"{written!r} is no language code; write it as en or es-MX")
    return code
