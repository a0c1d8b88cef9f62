"""`testigo schema`: the output contract as JSON Schema."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from testigo.cli.exits import DONE
from testigo.cli.help import help_page

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
EXAMPLE = """\
examples:
  testigo schema > testigo-1.schema.json
  testigo schema incident
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of what `read` and `incidents` print",
        description="Print the JSON Schema of one record, as `testigo read` prints them, or of one incident.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument(
        "what", nargs="?", choices=("record", "incident"), default="record", help="of what (default: record)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    import msgspec

    made = incident_schema() if args.what == "incident" else record_schema()
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n")
    return DONE


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record of the contract `testigo/1`.

    >>> record_schema()["$ref"]
    '#/$defs/Record'
    """
    import msgspec

    from testigo.model.record import Record

    return {"$schema": _DRAFT, **msgspec.json.schema(Record)}


def incident_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an incident of the contract `testigo/1`.

    >>> incident_schema()["$ref"]
    '#/$defs/Incident'
    """
    import msgspec

    from testigo.model.incident import Incident

    return {"$schema": _DRAFT, **msgspec.json.schema(Incident)}
