"""`testigo explain`: why two things are, or are not, one incident."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.read import card_width, colours

if TYPE_CHECKING:
    from testigo.cli.lines import Line
    from testigo.engines.explain import Explained, Pair

EXAMPLE = """\
A and B are incidents (i…), accounts (a…) or claims (c…); the beginning of a name is enough. Of two
incidents the likest accounts are shown in full.

examples:
  testigo explain i237495add25f i9c1187e2b044
  testigo explain a237495add25f-11 a9c1187e2b044-07 --format json
"""
_SHOWN = 3
_NAMES = 12


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "explain",
        help="tell why two things are one incident, or are not",
        description="Hold two incidents, accounts or claims against each other, and tell why they are one or two.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("one", metavar="A", help="incident, account or claim")
    parser.add_argument("other", metavar="B", help="the other one")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what speaks for one incident, and what against."""
    import msgspec

    from testigo.cli.lines import painted
    from testigo.engines.explain import explain
    from testigo.engines.ingest import now
    from testigo.ledger.view import View

    found = explain(View(opened(args), None, now()), args.one, args.other)
    if args.format == "json":
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    else:
        card = painted([*_card(found, card_width())], colours())
        sys.stdout.buffer.write(card.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
    return DONE


def _card(found: Explained, width: int) -> Iterator[Line]:
    from testigo.cli.ledger.decide import decision_line
    from testigo.cli.lines import BLANK, Line, paragraph
    from testigo.cli.wording import plain

    verdict = "ONE INCIDENT" if found.together else "TWO INCIDENTS"
    yield Line(verdict, "heading")
    yield from paragraph(" and ".join(dict.fromkeys((found.one, found.other))), width, first="  ")
    yield from paragraph(_because(found), width, first="  ")
    for decision in found.ruled:
        yield from paragraph(plain(decision_line(decision)), width, first="  decided: ")
    for pair in found.pairs[:_SHOWN]:
        yield BLANK
        yield from _pair(pair, width)
    more = len(found.pairs) - _SHOWN
    if more > 0:
        yield BLANK
        yield Line(f"  … and {more:,} less alike; --format json has all", "quiet")


def _because(found: Explained) -> str:
    """What decided, in a sentence.

    >>> from testigo.engines.explain import Explained
    >>> _because(Explained(one="i1", other="i1", together=True, pairs=(), mean=0, link=0, holds=-1, ruled=()))
    'They are one account, so there is nothing to hold against each other.'
    """
    if not found.pairs:
        return "They are one account, so there is nothing to hold against each other."
    best = found.pairs[0].likeness.score
    told = f"The likest two accounts score {best:+.1f}, the mean of all pairs is {found.mean:+.1f}."
    if found.ruled:
        return f"{told} A person ruled on it, which comes before any score."
    if found.together:
        held = "Linked from" if best >= found.link else "Each is linked to others of the incident; linked from"
        return f"{told} {held} {found.link:+.1f} on, and held together down to a mean of {found.holds:+.1f}."
    if best < found.link:
        return f"{told} Below {found.link:+.1f} nothing links them."
    return (
        f"{told} They are linked, but all their accounts together are not alike enough ({found.holds:+.1f} is asked)."
    )


def _pair(pair: Pair, width: int) -> Iterator[Line]:
    from testigo.cli.lines import Line, paragraph
    from testigo.cli.wording import code_words, plain

    head = f"{pair.dispatches[0]} ({pair.one}) and {pair.dispatches[1]} ({pair.other}): {pair.likeness.score:+.1f}"
    yield from paragraph(plain(head), width, first="  ", look="title")
    if pair.retold:
        yield Line("  one text retells the other: they are one voice")
    if not pair.compared:
        yield Line("  never compared: they share no mark near each other in time, and nothing links them")
    yield from paragraph(f"{pair.likeness.base:+.1f}  any two accounts", width, first="    ")
    for part in sorted(pair.likeness.parts, key=lambda one: -abs(one.adds)):
        said = f"{part.adds:+.1f}  {code_words(part.name)}: {part.told} – {part.because}"
        yield from paragraph(plain(said), width, first="    ")
    if pair.shared:
        named = ", ".join(pair.shared[:_NAMES]) + (" …" if len(pair.shared) > _NAMES else "")
        yield from paragraph(plain(f"in both: {named}"), width, first="    ", look="quiet")
