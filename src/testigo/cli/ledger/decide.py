"""`testigo decide`: what a person rules in review."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened, who
from testigo.cli.pack import add_packs_option, use_packs
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.ledger.store import Store
    from testigo.model.decision import Decision

EXAMPLE = """\
Nothing that was read is changed: a decision is one more line of the log, and can be undone. It
outlives a newer reader. NAME is an incident (i…), an account (a…) or a claim (c…).

examples:
  testigo decide accept i237495add25f --by Ana --because "two sources agree"
  testigo decide correct c237495add25f-1f00aa --set count.low=21 --set count.high=21 --by Ana --because "misread"
  testigo decide reject a3ea74cc1d060 --by Ana --because "a drill"
  testigo decide merge i237495add25f i3ea74cc1d060 --by Ana --because "one raid"
  testigo decide split a3ea74cc1d060 --by Ana --because "another town"
  testigo decide proposals proposals.jsonl
  testigo decide adopt proposals.jsonl p5a31 --by Ana --because "a way to say that they died"
  testigo decide undo 4 --by Ana --because "wrong town after all"
  testigo decide list
"""
_HELP = {
    "accept": "say that an incident or a claim is right",
    "correct": "set fields of a claim or an account anew",
    "reject": "throw out a claim, an account or an incident",
    "merge": "say that incidents are one",
    "split": "say that accounts are of another incident than the rest",
}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "decide",
        help="accept, correct, reject, adopt, merge, split, undo",
        description="Rule on claims, accounts and incidents, with who and why; undo a ruling; list all of them.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    kinds = parser.add_subparsers(title="rulings", metavar="RULING", required=True, dest="kind")
    for kind, told in _HELP.items():
        ruling = kinds.add_parser(kind, help=told, formatter_class=help_page)
        ruling.add_argument("about", metavar="NAME", nargs="+", help="incident, account or claim")
        if kind == "correct":
            ruling.add_argument("--set", metavar="FIELD=VALUE", action="append", type=_field, required=True, dest="set")
        _add_who(ruling)
    _add_adopt(kinds)
    undo = kinds.add_parser("undo", help="take a decision back", formatter_class=help_page)
    undo.add_argument("undoes", metavar="N", type=int, help="number of the decision")
    _add_who(undo)
    listing = kinds.add_parser("list", help="list all decisions", formatter_class=help_page)
    listing.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print them")
    add_ledger_option(listing)
    parser.set_defaults(run=run)


def _add_adopt(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    adopt = kinds.add_parser("adopt", help="take what a model proposed over as a claim", formatter_class=help_page)
    adopt.add_argument("file", metavar="FILE", type=Path, help="what `testigo propose --format jsonl` printed")
    adopt.add_argument("name", metavar="NAME", help="the proposal's name, or its beginning")
    adopt.add_argument("--account", metavar="NAME", help="of which account (default: the main one of its dispatch)")
    add_packs_option(adopt)
    _add_who(adopt)
    proposals = kinds.add_parser("proposals", help="list what can be adopted from a file", formatter_class=help_page)
    proposals.add_argument("file", metavar="FILE", type=Path, help="what `testigo propose --format jsonl` printed")


def _add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", metavar="NAME", help="who decides (default: your login)")
    parser.add_argument("--because", metavar="TEXT", required=True, help="why")
    parser.add_argument(
        "--seen",
        metavar="N",
        type=int,
        help="the state that you saw: nothing is ruled over what others did since",
    )
    add_ledger_option(parser)


def run(args: argparse.Namespace) -> int:
    """Enter one ruling, or list them, or what can be adopted."""
    if args.kind == "proposals":
        return _list_proposals(args.file)
    from testigo.engines.ingest import now
    from testigo.ledger.decide import Order, decide, decisions

    store = opened(args)
    if args.kind == "adopt":
        return _adopt(args, store, now())
    if args.kind == "list":
        return _list(decisions(store), args.format)
    order = Order(
        kind=args.kind,
        about=tuple(getattr(args, "about", ())),
        author=who(args),
        reason=args.because,
        changes=_nested(getattr(args, "set", None) or []),
        undoes=getattr(args, "undoes", None),
        seen=args.seen,
    )
    sys.stdout.write(decision_line(decide(store, order, now())) + "\n")
    return DONE


def _adopt(args: argparse.Namespace, store: Store, at: str) -> int:
    from testigo.engines.adopt import Adoption, adopt
    from testigo.proposals.kept import chosen

    use_packs(args.packs)
    asked = Adoption(author=who(args), reason=args.because, account=args.account, seen=args.seen)
    sys.stdout.write(decision_line(adopt(store, chosen(args.file, args.name), asked, at)) + "\n")
    if args.account is None:
        complain("it is of the main account of its dispatch; --account names another")
    return DONE


def _list_proposals(path: Path) -> int:
    from testigo.cli.proposal_card import proposal_words
    from testigo.cli.wording import plain
    from testigo.proposals.kept import kept_proposals

    for kept in kept_proposals(path):
        words = f"{plain(kept.proposal.id)}  {proposal_words(kept.proposal)}, of {plain(kept.dispatch.id)}"
        sys.stdout.buffer.write(f"{words}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.flush()
    return DONE


def _list(found: list[Decision], form: str) -> int:
    import msgspec

    from testigo.model.decision import standing

    stand = {decision.n for decision in standing(found)}
    for decision in found:
        if form == "jsonl":
            told = {**msgspec.to_builtins(decision), "stands": decision.n in stand}
            sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
        else:
            undone = decision.undoes is None and decision.n not in stand
            sys.stdout.write(decision_line(decision) + (" [undone]" if undone else "") + "\n")
    if not found and form == "text":
        sys.stdout.write("nobody has decided anything yet\n")
    return DONE


def decision_line(decision: Decision) -> str:
    """A decision in one line.

    >>> from testigo.model.decision import Decision
    >>> decision_line(Decision(n=4, kind="undo", author="Ana", reason="slip", undoes=3, at="2026-01-02T10:00:00Z"))
    'decision 4: undo of decision 3, by Ana on 2026-01-02: slip'
    """
    what = f"undo of decision {decision.undoes}" if decision.undoes else f"{decision.kind} {', '.join(decision.about)}"
    changes = ", ".join(f"{name} = {value}" for name, value in decision.changes.items())
    set_to = f" ({changes})" if changes else ""
    if decision.kind == "adopt":
        set_to = f" {_adopted_words(decision)}"
    return f"decision {decision.n}: {what}{set_to}, by {decision.author} on {decision.at[:10]}: {decision.reason}"


def _adopted_words(decision: Decision) -> str:
    from testigo.cli.wording import code_words, count_words, plain, quoted
    from testigo.ledger.adopted import adopted

    claim = adopted(decision)
    figure = f"{count_words(claim.count)} {code_words(claim.outcome)}, {code_words(claim.people)}"
    return f"into {claim.account} ({figure}, {quoted(claim.quote)}, proposed by {plain(claim.reader)})"


def _field(written: str) -> tuple[str, Any]:
    """`count.low=21` as a path and a value; what is no JSON is a word."""
    import json

    name, sign, value = written.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"{written!r} sets nothing; write it as FIELD=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _nested(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path, value in pairs:
        *parents, last = path.split(".")
        place = made
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return made
