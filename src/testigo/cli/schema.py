"""`testigo schema`: the output contract as JSON Schema."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from testigo.cli.exits import DONE
from testigo.cli.help import help_page

EXAMPLE = """\
example:
  testigo schema > testigo-1.schema.json
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of what `read` prints",
        description="Print the JSON Schema of one record, which is what `testigo read` prints per dispatch.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(record_schema()), indent=1).decode() + "\n")
    return DONE


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record of the contract `testigo/1`.

    >>> record_schema()["$ref"]
    '#/$defs/Record'
    """
    import msgspec

    from testigo.model.record import Record

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Record)}
