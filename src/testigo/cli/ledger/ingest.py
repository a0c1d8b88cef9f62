"""`testigo ingest`: dispatches into a ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, add_workers_option, opened
from testigo.cli.pack import add_packs_option, use_packs
from testigo.cli.read import add_input_options, terms_of
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.engines.pool import Alone, Pool
    from testigo.ledger.writer import Tally
    from testigo.sources.delivery import Terms as SourceTerms

EXAMPLE = """\
Takes the inputs of `testigo read`. What is there already is not entered again, so a run that was
cut off goes on when the same command is given once more.

exit codes: 0 done · 1 some inputs were quarantined or failed, each named on stderr · 2 misuse

examples:
  testigo ingest examples/villa-union.jsonl
  testigo ingest --ledger news.db --workers 2 feeds/
  testigo ingest --from jsonl - < feed.jsonl
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "ingest",
        help="read dispatches into a ledger",
        description="Read dispatches and enter their claims into a ledger, which is made where there is none.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    add_input_options(parser)
    add_ledger_option(parser)
    add_workers_option(parser, "read and join in N processes (default: 1); the ledger is the same")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the summary")
    add_packs_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Enter every input in order, and print what became of them."""
    from testigo.cli.progress import watched
    from testigo.engines.ingest import Terms, ingest
    from testigo.pipeline import read_dispatch, reader
    from testigo.sources.inputs import read_inputs

    use_packs(args.packs)
    store = opened(args, create=True)
    arrivals = read_inputs(args.inputs, args.form, _timeless(terms_of(args)))
    terms = Terms(inputs=tuple(args.inputs), reader=reader(), complain=complain)
    with _engine(read_dispatch, args.workers) as engine:
        tally = ingest(store, watched(arrivals, sys.stderr, sys.stderr.isatty()), engine, terms)
    store.close()
    print_tally(tally, args.format)
    return FAILED if tally.quarantined or tally.failed else DONE


def _timeless(terms: SourceTerms) -> SourceTerms:
    """What is kept must not depend on the day of the run; of days that lie in the future `testigo doctor` tells."""
    import msgspec

    return msgspec.structs.replace(terms, latest=None)


def print_tally(tally: Tally, form: str) -> None:
    """The accounting identity of a run, for people or for machines."""
    import msgspec

    if form == "json":
        told = {"in": tally.came, **msgspec.to_builtins(tally)}
        sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in tally_lines(tally))


def tally_lines(tally: Tally) -> Iterator[str]:
    """What became of the inputs of a run, in words.

    >>> from testigo.ledger.writer import Tally
    >>> list(tally_lines(Tally(new=7, duplicate=1, failed=1, claims=52, reasons={"T-S003": 1})))
    ['7 new + 1 duplicate + 0 version + 0 quarantined + 1 failed = 9 in; 52 claims entered', '  T-S003: 1']
    >>> list(tally_lines(Tally(new=7, claims=52, undated=2)))[1]
    '  2 name no day of publication, so they were known on none: say --date, or `published` in the input'
    """
    parts = (f"{getattr(tally, name):,} {name}" for name in ("new", "duplicate", "version", "quarantined", "failed"))
    yield f"{' + '.join(parts)} = {tally.came:,} in; {tally.claims:,} claims entered"
    if tally.undated:
        verb = "names" if tally.undated == 1 else "name"
        so = "it was" if tally.undated == 1 else "they were"
        hint = "say --date, or `published` in the input"
        yield f"  {tally.undated:,} {verb} no day of publication, so {so} known on none: {hint}"
    for code in sorted(tally.reasons):
        yield f"  {code}: {tally.reasons[code]:,}"


def _engine(read: object, workers: int) -> Alone | Pool:
    from testigo.engines.pool import Alone, Pool

    return Pool(read, workers) if workers > 1 else Alone(read)  # type: ignore[arg-type]
