"""`testigo search`: dispatches that hold some words."""

from __future__ import annotations

import argparse
import sys

from testigo.cli.exits import DONE
from testigo.cli.help import help_page
from testigo.cli.ledger.opened import add_ledger_option, opened
from testigo.cli.talk import complain

EXAMPLE = """\
All words have to be there; words in quotation marks have to stand together. Case and accents do not count.

examples:
  testigo search gobernador heridos
  testigo search '"town hall" gunmen'
"""
_AROUND = 60


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "search",
        help="find dispatches by their words",
        description="Find dispatches by their words; of a text that was purged, by the quotes of its claims.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    parser.add_argument("words", metavar="WORDS", nargs="+", help="words, or a phrase in quotation marks")
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="at most so many (default: 20)")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="how to print them")
    add_ledger_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find and print."""
    import msgspec

    from testigo.cli.wording import head_words
    from testigo.engines.ingest import now
    from testigo.ledger.view import View, phrases_of

    words = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in args.words)
    found = View(opened(args), now=now()).search(words, args.limit)
    phrases = phrases_of(words)
    first = [phrase[0] for phrase in phrases]
    for source in found:
        excerpt = excerpt_of(source.text, first)
        if args.format == "jsonl":
            told = {"dispatch": source.key, "ids": source.ids, "head": source.head, "excerpt": excerpt}
            sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
        else:
            sys.stdout.write(f"{head_words(source.head)}\n    {excerpt or '(the text was purged)'}\n")
    if not found:
        complain(_nothing(phrases))
    return DONE


def _nothing(phrases: list[list[str]]) -> str:
    """What is said where nothing was found; that words had to stand together is easily overlooked."""
    nothing = "no dispatch holds all of these words"
    together = ", ".join(f"“{' '.join(phrase)}”" for phrase in phrases if len(phrase) > 1)
    return f"{nothing}, {together} as it stands; without quotation marks words are found apart" if together else nothing


def excerpt_of(text: str | None, words: list[str]) -> str | None:
    """A stretch of the text around the first of the words that is found in it as it is written.

    >>> excerpt_of("Gunmen stormed the town hall.", ["town"])
    'Gunmen stormed the town hall.'
    """
    if text is None:
        return None
    low = text.lower()
    at = next((place for word in words if (place := low.find(word.lower())) >= 0), 0)
    start, end = max(0, at - _AROUND), at + _AROUND
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
