"""`testigo quarantine`: what could not be read, why, and trying it again."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, cast

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.errors import TestigoError
    from testigo.ledger.quarantine import Held
    from testigo.ledger.store import Store
    from testigo.sources.inputs import Form

EXAMPLE = """\
exit codes: 0 done · 1 of what was tried again something still cannot be read · 2 misuse

examples:
  testigo quarantine
  testigo quarantine --retry
  testigo quarantine --retry 3f9c2a
  testigo quarantine --show 3f9c2a > item.xml
"""
_WIDTH = 12


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "quarantine",
        help="list what could not be read, and try it again",
        description="List inputs that no dispatch could be made of, and why; try them again; print their bytes.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("ids", metavar="ID", nargs="*", help="only these, by the beginning of their names")
    parser.add_argument("--retry", action="store_true", help="try them again")
    parser.add_argument("--show", metavar="ID", help="print the bytes of one as they came")
    parser.add_argument("--all", action="store_true", help="list also what was settled since")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print the list")
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, show or try again."""
    from testigo.ledger.quarantine import held

    store = opened(args)
    found = [one for one in held(store, settled=args.all) if not args.ids or one.id.startswith(tuple(args.ids))]
    if args.show:
        return _show([one for one in held(store, settled=True) if one.id.startswith(args.show)])
    if args.retry:
        return _retry(store, [one for one in found if one.outcome is None])
    return _list(found, args.format)


def _list(found: list[Held], form: str) -> int:
    import msgspec

    for one in found:
        if form == "jsonl":
            told = {name: getattr(one, name) for name in ("id", "place", "code", "reason", "form", "outcome")}
            sys.stdout.write(msgspec.json.encode({**told, "bytes": len(one.raw)}).decode() + "\n")
        else:
            state = f" [{one.outcome}]" if one.outcome else ""
            sys.stdout.write(f"{one.id[:_WIDTH]}  {one.code} {one.place}: {one.reason}{state}\n")
    if not found and form == "text":
        sys.stdout.write("nothing is in quarantine\n")
    return DONE


def _show(found: list[Held]) -> int:
    if len(found) != 1:
        complain("no such thing in quarantine" if not found else "several names begin so; write more of it")
        return FAILED
    sys.stdout.buffer.write(found[0].raw)
    return DONE


def _retry(store: Store, found: list[Held]) -> int:
    from testigo.cli.ledger.ingest import print_tally
    from testigo.engines.ingest import Terms, ingest, now
    from testigo.engines.pool import Alone
    from testigo.ledger.quarantine import settle
    from testigo.pipeline import read_dispatch, reader
    from testigo.sources.delivery import Terms as SourceTerms
    from testigo.sources.inputs import read_bytes

    came = {one.id: list(read_bytes(one.raw, cast("Form | None", one.form), one.place, SourceTerms())) for one in found}
    failed: list[str] = []

    def note(error: TestigoError) -> None:
        failed.append(error.place)
        complain(error)

    terms = Terms(inputs=("quarantine",), reader=reader(), complain=note)
    with Alone(read_dispatch) as engine:
        tally = ingest(store, [arrival for some in came.values() for arrival in some], engine, terms)
    settled = [one for one in found if came[one.id] and not any(place.startswith(one.place) for place in failed)]
    settle(store, settled, "entered", now())
    print_tally(tally, "text")
    return FAILED if tally.quarantined or tally.failed else DONE
