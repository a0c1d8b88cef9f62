"""The `testigo` command. Each command has a file of its own; this one only finds and runs them."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from testigo import __version__
from testigo.cli.exits import DONE, FAILED, INTERRUPTED
from testigo.cli.help import help_page
from testigo.cli.talk import complain
from testigo.errors import TestigoError

_SELDOM = 100_000, 50, 50
"""New objects, and looks at younger ones, after which the collector looks."""
_LEFT_OUT = "typing_extensions"
_HERE, _LEDGER = "testigo.cli", "testigo.cli.ledger"
COMMANDS = {
    "read": f"{_HERE}.read",
    "ingest": f"{_LEDGER}.ingest",
    "incidents": f"{_LEDGER}.incidents",
    "incident": f"{_LEDGER}.incident",
    "why": f"{_LEDGER}.why",
    "explain": f"{_LEDGER}.explain",
    "search": f"{_LEDGER}.search",
    "decide": f"{_LEDGER}.decide",
    "policies": f"{_LEDGER}.policies",
    "tallies": f"{_LEDGER}.tallies",
    "quarantine": f"{_LEDGER}.quarantine",
    "doctor": f"{_LEDGER}.doctor",
    "reread": f"{_LEDGER}.doctor",
    "purge": f"{_LEDGER}.doctor",
    "verify": f"{_LEDGER}.verify",
    "replay": f"{_LEDGER}.verify",
    "export": f"{_LEDGER}.export",
    "release": f"{_LEDGER}.release",
    "diff": f"{_LEDGER}.diff",
    "dump": f"{_LEDGER}.dump",
    "load": f"{_LEDGER}.load",
    "propose": f"{_HERE}.propose",
    "pack": f"{_HERE}.pack",
    "schema": f"{_HERE}.schema",
}
"""Which module adds a command: only the one that is asked for is loaded."""
EXAMPLE = """\
example:
  testigo read examples/
"""


def command() -> NoReturn:
    """The command as a process of its own, which ends with it.

    Reading makes many objects and hardly any circles, so the collector is to look for circles seldom, and at the end
    nothing that was made is taken apart. msgspec is not to load typing_extensions where that is installed: all that it
    asks for is in Python itself. A first dispatch would wait a third longer.
    """
    gc.set_threshold(*_SELDOM)
    sys.modules.setdefault(_LEFT_OUT, None)  # type: ignore[arg-type]
    code = main()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 some inputs failed, 2 misuse."""
    given = sys.argv[1:] if argv is None else argv
    args = build_parser(given).parse_args(given)
    if "ledger" in args and sys.modules.get(_LEFT_OUT, args) is None:
        del sys.modules[_LEFT_OUT]  # what keeps a ledger needs it
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except TestigoError as error:
        complain(error)
        return FAILED
    except KeyboardInterrupt:
        complain("stopped; what was printed is complete, the rest was not read")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads our output (`head`, a pager) has seen enough, which is no failure.
        _drop_what_is_left()
        return DONE
    except OSError as error:
        place, hint = error.filename or "output", "mend that, for instance make room, and run it again"
        complain(TestigoError("T-O001", error.strerror or "refused by the system", place=place, hint=hint))
        _drop_what_is_left()
        return FAILED


def _drop_what_is_left() -> None:
    """Python would flush once more and complain, so what is left goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line as argparse knows it: the whole of it, or the one command that `argv` begins with."""
    parser = argparse.ArgumentParser(
        prog="testigo",
        description="Read news dispatches about violence: every count carries its exact words and its speaker.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("--version", action="version", version=f"testigo {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog=parser.prog)
    named = argv[0] if argv else ""
    for module in dict.fromkeys([COMMANDS[named]] if named in COMMANDS else COMMANDS.values()):
        importlib.import_module(module).add_to(commands)
    return parser
