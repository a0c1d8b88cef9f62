"""`testigo propose`: what a model proposes of dispatches, beside what the rules read; nothing of it is counted."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page
from testigo.cli.pack import add_packs_option, use_packs
from testigo.cli.read import add_input_options, card_width, colours, terms_of
from testigo.cli.talk import complain

if TYPE_CHECKING:
    from testigo.engines.propose import Advice, Advisers, Hear
    from testigo.errors import TestigoError

KEY = "TESTIGO_MODEL_KEY"
EXAMPLE = f"""\
The endpoint is asked under ENDPOINT/chat/completions. A key is taken from {KEY} in the environment, and is
neither shown nor kept. The texts of the dispatches are sent to the endpoint.

exit codes: 0 done · 1 some inputs failed, each named on stderr · 2 misuse

examples:
  testigo propose examples/ --endpoint http://localhost:11434/v1 --model qwen3:8b
  testigo propose examples/01-first-count.txt --spacy en_core_web_sm --format jsonl
"""
DEFAULT_SECONDS = 120.0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "propose",
        help="let a model propose tolls, each held against the text; nothing of it is counted",
        description="Ask a model, or a pipeline of spaCy, what they find in dispatches, and show it beside the rules.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    add_input_options(parser)
    parser.add_argument("--endpoint", metavar="URL", help="a server of the OpenAI form, such as Ollama or vLLM")
    parser.add_argument("--model", metavar="NAME", help="the model's name at the endpoint")
    parser.add_argument("--spacy", metavar="NAME|PATH", help="a pipeline of spaCy that adds names of persons")
    parser.add_argument(
        "--seconds", metavar="N", type=_seconds, default=DEFAULT_SECONDS,
        help="how long to wait for the model, for each dispatch (default: 120)",
    )  # fmt: skip
    parser.add_argument("--format", choices=("card", "jsonl"), default="card", help="how to print (default: card)")
    add_packs_option(parser)
    parser.set_defaults(run=run, misused=parser.error)


def run(args: argparse.Namespace) -> int:
    """Propose for every input in order; one that fails is named and the rest go on."""
    from testigo.engines.propose import propose
    from testigo.errors import SourceError
    from testigo.sources.inputs import read_inputs

    if (args.endpoint is None) != (args.model is None):
        args.misused("--endpoint and --model go together")
    if args.endpoint is None and args.spacy is None:
        args.misused("nobody was named who could propose: give --endpoint and --model, or --spacy")
    use_packs(args.packs)
    advisers = _advisers(args)
    count = failures = 0
    for arrival in read_inputs(args.inputs, args.form, terms_of(args)):
        count += 1
        if isinstance(arrival, SourceError):
            error: TestigoError | None = arrival
        else:
            advice = propose(arrival.dispatch, arrival.place, advisers)
            _write(advice, args.format, is_first=count == 1)
            error = advice.error
        if error is not None:
            failures += 1
            complain(error)
    if not count:
        complain("there was no dispatch in the input")
    return FAILED if failures else DONE


def _advisers(args: argparse.Namespace) -> Advisers:
    from testigo.engines.propose import Advisers

    names = None
    if args.spacy is not None:
        from testigo.proposals.names import recogniser

        names = recogniser(args.spacy)
    hear = _hear(args) if args.endpoint is not None else None
    return Advisers(hear=hear, model=args.model or "", names=names, pipeline=args.spacy or "")


def _hear(args: argparse.Namespace) -> Hear:
    from testigo.proposals.ask import Model, Terms, endpoint

    return Model(endpoint(args.endpoint, args.model, os.environ.get(KEY)), Terms(seconds=args.seconds)).hear


def _write(advice: Advice, form: str, *, is_first: bool) -> None:
    if form == "jsonl":
        from testigo.cli.output import as_line

        sys.stdout.buffer.write(as_line(advice.proposals))
    else:
        from testigo.cli.proposal_card import proposal_card

        card = proposal_card(advice.record, advice.proposals, advice.place, card_width(), colours())
        gap = "" if is_first else "\n"
        sys.stdout.buffer.write(f"{gap}{card}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _seconds(written: str) -> float:
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{written!r} is no time to wait; write seconds, up to 3600")
    return seconds
