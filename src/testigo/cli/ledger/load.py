"""`testigo load`: a dump into a ledger."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.ledger.dumped import Line
    from testigo.ledger.load import Loaded

STANDARD_INPUT = "-"
EXAMPLE = """\
Takes what `testigo dump` printed. All of it is checked before anything is entered; what the ledger
has already is not entered again.

exit codes: 0 done · 1 it is no whole dump, or contradicts the ledger; nothing was entered · 2 misuse

examples:
  testigo load news.jsonl --ledger copy.db
  testigo dump --ledger a.db --texts | testigo load - --ledger both.db
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "load",
        help="enter what `testigo dump` printed",
        description="Enter a dump into a ledger, which is made where there is none.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("dump", metavar="DUMP|-", help="the file, also one that ends with .gz; - is standard input")
    parser.add_argument(
        "--later",
        action="store_true",
        help="the dump comes after the ledger: its rulings follow those of the ledger, its readings take the place of "
        "other readings of the same",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the summary")
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the dump, enter it, and print what became of it."""
    import msgspec

    from testigo.cli.progress import watched
    from testigo.engines.load import Dump, check, load

    def watch(what: str) -> Callable[[Iterable[Line]], Iterable[Line]]:
        return lambda lines: watched(lines, sys.stderr, sys.stderr.isatty(), what)

    with _file(args.dump) as path:
        dump = Dump(path=path, name=args.dump, watch=watch("lines checked"))
        check(dump)
        store = opened(args, create=True)
        entered = msgspec.structs.replace(dump, watch=watch("lines entered"))
        loaded = load(store, entered, later=args.later)
        store.close()
    if args.format == "json":
        sys.stdout.write(msgspec.json.encode(loaded).decode() + "\n")
    else:
        sys.stdout.write(_sentence(loaded) + "\n")
    for warning in _warnings(loaded):
        complain(warning)
    return DONE


@contextmanager
def _file(given: str) -> Iterator[str]:
    """A file that can be read more than once; standard input is kept in one that goes away."""
    if given != STANDARD_INPUT:
        yield given
        return
    with tempfile.NamedTemporaryFile(prefix="testigo-") as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        yield kept.name


def _sentence(loaded: Loaded) -> str:
    came = loaded.new + loaded.known
    return (
        f"{loaded.new:,} new + {loaded.known:,} known = {came:,} deliveries; {loaded.claims:,} claims, "
        f"{loaded.decisions:,} decisions and {loaded.figures:,} imported figures entered"
    )


def _warnings(loaded: Loaded) -> Iterator[str]:
    if loaded.without_text:
        yield (
            f"{loaded.without_text:,} dispatches came without a text: they stand as if it had been purged, with their "
            "quotes, spans and counts (`testigo dump --texts` tells texts)"
        )
    if loaded.not_taken:
        yield f"{loaded.not_taken:,} texts were not taken: they are purged here"
